"""The votes of a session as a table: figures of each item, and names where they were said.

Nobody is named of a secret ballot (CGCT art. L. 2121-21). The number and the file name that an act
has at the control of legality stand there once department and SIRET of the authority are known.
"""

from pv_builder.act_texts import ActText, ActTexts
from pv_builder.documents.csv_cells import Cell, excel_csv
from pv_builder.documents.export_scdl import act_identifier, session_number
from pv_builder.law import nomination_wording
from pv_builder.law.acts import transmission_name
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import (
    ROUNDS_BY_ABSOLUTE_MAJORITY,
    counted_rounds,
    is_nomination,
    nominees,
)
from pv_builder.law.outcomes import outcome_of
from pv_builder.meeting import BallotMode, Item, Meeting

_NOMINATION = "nomination"
VOTES_HEADER = (
    *("numero", "titre", "rapporteur", "mode", "resultat", "presents", "votants", "pour"),
    *("contre", "abstentions", "contre_noms", "abstention_noms", "ne_prend_pas_part"),
    *("nuls", "exprimes", "majorite", "numero_acte", "identifiant_actes", "fichier_actes"),
    *("elus", "tours"),
)


def votes_csv(meeting: Meeting, texts: ActTexts | None = None) -> bytes:
    """Return the votes, one row an item; what is not known is empty.

    Args:
        meeting: the session.
        texts: number of each act, where the authority stated it.
    """
    acts = texts or ActTexts()
    rows = (_row(meeting, item, acts.of(item)) for item in meeting.items)
    return excel_csv(VOTES_HEADER, rows)


def _row(meeting: Meeting, item: Item, text: ActText) -> tuple[Cell, ...]:
    count = None if is_nomination(item) else count_votes(meeting, item)
    ballot = item.ballot
    named = ballot if ballot is not None and ballot.mode is not BallotMode.SECRET else None
    outcome = outcome_of(meeting, item)
    figures: tuple[Cell, ...] = (None,) * 5
    if count is not None:
        figures = (
            *(count.present, count.voters, count.in_favour, count.against),
            count.abstentions,
        )
    if item.rounds:
        figures = (None, counted_rounds(item.rounds)[-1].count.papers, None, None, None)
    return (
        str(item.mark),
        item.title,
        item.rapporteur,
        _mode(item),
        _NOMINATION if is_nomination(item) else outcome.value if outcome is not None else None,
        *figures,
        ", ".join(named.against_names) if named else None,
        ", ".join(named.abstention_names) if named else None,
        ", ".join(item.not_participating),
        *_counted(item, count),
        *(_act(meeting, item, text) if count is not None or nominees(item) else (None,) * 3),
        ", ".join(nominees(item)),
        " ; ".join(nomination_wording.rounds_told(item)),
    )


def _mode(item: Item) -> str | None:
    if item.ballot is not None:
        return item.ballot.mode.value
    return BallotMode.SECRET.value if item.rounds else None


def _counted(item: Item, count: VoteCount | None) -> tuple[Cell, ...]:
    """Return void papers, votes cast and majority; those of its last round for a nomination."""
    if count is not None:
        return (count.void, count.cast, count.majority)
    if not item.rounds:
        return (None, None, None)
    last = counted_rounds(item.rounds)[-1]
    needed = last.count.majority if last.rank <= ROUNDS_BY_ABSOLUTE_MAJORITY else None
    return (last.papers.void, last.count.cast, needed)


def _act(meeting: Meeting, item: Item, text: ActText) -> tuple[Cell, ...]:
    act = act_identifier(meeting, item, text)
    number = text.number or session_number(meeting, item)
    name = transmission_name(act) if act else None
    return (number, str(act) if act else None, name)
