"""The deliberations of a session as open data: the common French schema "SCDL Délibérations".

One line a deliberation that was voted on. A value that Greffier does not know is left empty for the
town hall to fill in: the prefecture or sub-prefecture that controls it (PREF_ID, "PREF038"), when
that received the act, the act's address. The identifier of the act itself has no column.
"""

import csv
import io

from pv_builder.act_texts import ActText, ActTexts
from pv_builder.documents.csv_cells import guarded
from pv_builder.documents.safe_text import safe_text
from pv_builder.law import nomination_wording
from pv_builder.law.acts import ActIdentifier, identifier_of
from pv_builder.law.majority import count_votes
from pv_builder.law.matters import of_two_levels, open_data_name
from pv_builder.law.nominations import counted_rounds, elected, is_completed, is_nomination
from pv_builder.law.presence import seats
from pv_builder.meeting import Item, Meeting

COLUMNS = (
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
)


def scdl_csv(meeting: Meeting, texts: ActTexts | None = None) -> str:
    """Return the deliberations as CSV: UTF-8, commas, ISO dates, as the schema asks.

    Args:
        meeting: the session.
        texts: number and matter of each act, where the authority stated them.
    """
    acts = texts or ActTexts()
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for item in meeting.items:
        row = _row(meeting, item, acts.of(item))
        if row is not None:
            writer.writerow({column: guarded(value) for column, value in row.items()})
    return safe_text(buffer.getvalue())


def _row(meeting: Meeting, item: Item, act: ActText) -> dict[str, str | int] | None:
    """Return what is known of a deliberation; of a nomination whom it names and the voices."""
    if is_nomination(item):
        return _nomination(meeting, item, act)
    count = count_votes(meeting, item)
    if count is None:
        return None
    return {
        **_known(meeting, item, act),
        "VOTE_REEL": count.voters,
        "VOTE_POUR": count.in_favour,
        "VOTE_CONTRE": count.against,
        "VOTE_ABSTENTION": count.abstentions,
    }


def _nomination(meeting: Meeting, item: Item, act: ActText) -> dict[str, str | int] | None:
    """Return a nomination that is made; the schema has no place for the voices but its object.

    Votes against and abstentions are left empty: papers name candidates.
    """
    if not is_completed(item):
        return None
    row = _known(meeting, item, act)
    row["DELIB_OBJET"] = f"{item.title} – {nomination_wording.named(item)}"
    winners = elected(item.rounds)
    if winners:
        row["VOTE_REEL"] = counted_rounds(item.rounds)[-1].count.papers
    if len(winners) == 1:
        row["VOTE_POUR"] = winners[0][1]
    return row


def _known(meeting: Meeting, item: Item, act: ActText) -> dict[str, str | int]:
    return {
        "COLL_NOM": meeting.collectivite,
        "COLL_SIRET": meeting.siret or "",
        "DELIB_ID": act.number or session_number(meeting, item),
        "DELIB_DATE": meeting.date.isoformat(),
        "DELIB_MATIERE_CODE": of_two_levels(act.matter),
        "DELIB_MATIERE_NOM": open_data_name(act.matter),
        "DELIB_OBJET": item.title,
        "VOTE_EFFECTIF": len(seats(meeting)),
    }


def act_identifier(meeting: Meeting, item: Item, act: ActText) -> ActIdentifier | None:
    """Return the identifier of a deliberation for the control of legality, None if unknown."""
    number = act.number or session_number(meeting, item)
    return identifier_of(meeting.department, meeting.siret, meeting.date, number)


def session_number(meeting: Meeting, item: Item) -> str:
    """Return the number of a deliberation within its session: "2026-03-26/4".

    R. 2121-9: each affair has an order number in its session. A town hall with numbers of its own
    writes them over.
    """
    return f"{meeting.date.isoformat()}/{item.mark}"
