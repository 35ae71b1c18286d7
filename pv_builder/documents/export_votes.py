"""The votes of a session as a table: figures of each item, and names where they were said.

Nobody is named of a secret ballot (CGCT art. L. 2121-21). The number and the file name that an act
has at the control of legality stand there once department and SIRET of the authority are known.
"""

from pv_builder.documents.csv_cells import Cell, excel_csv
from pv_builder.documents.export_scdl import act_identifier, session_number
from pv_builder.law.acts import transmission_name
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.outcomes import outcome_of
from pv_builder.meeting import BallotMode, Item, Meeting

VOTES_HEADER = (
    *("numero", "titre", "rapporteur", "mode", "resultat", "presents", "votants", "pour"),
    *("contre", "abstentions", "contre_noms", "abstention_noms", "ne_prend_pas_part"),
    *("nuls", "exprimes", "majorite", "numero_acte", "identifiant_actes", "fichier_actes"),
)


def votes_csv(meeting: Meeting) -> bytes:
    """Return the votes, one row an item; what is not known is empty."""
    return excel_csv(VOTES_HEADER, (_row(meeting, item) for item in meeting.items))


def _row(meeting: Meeting, item: Item) -> tuple[Cell, ...]:
    count = count_votes(meeting, item)
    ballot = item.ballot
    named = ballot if ballot is not None and ballot.mode is not BallotMode.SECRET else None
    outcome = outcome_of(meeting, item)
    figures: tuple[Cell, ...] = (None,) * 5
    if count is not None:
        figures = (
            *(count.present, count.voters, count.in_favour, count.against),
            count.abstentions,
        )
    return (
        str(item.mark),
        item.title,
        item.rapporteur,
        ballot.mode.value if ballot is not None else None,
        outcome.value if outcome is not None else None,
        *figures,
        ", ".join(named.against_names) if named else None,
        ", ".join(named.abstention_names) if named else None,
        ", ".join(item.not_participating),
        *(_act(meeting, item, count) if count is not None else (None,) * 6),
    )


def _act(meeting: Meeting, item: Item, count: VoteCount) -> tuple[Cell, ...]:
    act = act_identifier(meeting, item)
    number = session_number(meeting, item)
    name = transmission_name(act) if act else None
    return (count.void, count.cast, count.majority, number, str(act) if act else None, name)
