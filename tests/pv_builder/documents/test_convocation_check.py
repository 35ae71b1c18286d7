"""The convocation against the session: clear days, and the agenda against what was examined."""

import datetime as dt
from dataclasses import replace

import pytest

from pv_builder import blocks as b
from pv_builder.documents.convocation_check import convocation_check
from pv_builder.documents.export_text import document_text
from pv_builder.meeting import Assembly, Meeting, Outcome
from tests.helpers import sessions
from tests.helpers.spaces import flat

COMMUNE = replace(sessions.meeting("commune-saint-aubin"), population=2000)
COMMUNITY = sessions.meeting("comcom-val-de-serre")


def written(meeting: Meeting) -> str:
    return " ".join(flat(document_text(convocation_check(meeting))).split())


def sent(meeting: Meeting, days_before: int, **changes: object) -> Meeting:
    on = meeting.date - dt.timedelta(days=days_before)
    return replace(meeting, convened_on=on, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meeting", "verdict"),
    [
        (sent(COMMUNE, 4), "Le délai de convocation est respecté."),
        (sent(COMMUNE, 3), "n’est pas respecté : 2 jours francs pour 3 requis"),
        (sent(COMMUNITY, 6), "Le délai de convocation est respecté."),
        (sent(COMMUNITY, 5), "n’est pas respecté : 4 jours francs pour 5 requis"),
        (sent(COMMUNE, 2, urgent=True), "Le délai de convocation est respecté."),
        (sent(COMMUNE, 1, urgent=True), "n’est pas respecté : 0 jour franc pour 1 requis"),
        (sent(COMMUNE, 4, population=None), "indiquez le nombre d’habitants"),
        (sent(COMMUNE, 6, population=None), "Le délai de convocation est respecté."),
        (sent(COMMUNE, 5, population=4000), "n’est pas respecté : 4 jours francs pour 5"),
        (sent(COMMUNITY, 4, second_convocation=True), "Le délai de convocation est respecté."),
        (sent(COMMUNITY, 3, second_convocation=True), "n’est pas respecté : 2 jours francs pour 3"),
        (
            sent(COMMUNITY, 1, assembly=Assembly.DEPARTEMENT, second_convocation=True),
            "La réunion se tient de plein droit, trois jours après la première",
        ),
        (
            sent(COMMUNE, 2, second_convocation=True, urgent=True),
            "Convoquée en urgence, l’assemblée a de nouveau besoin du quorum.",
        ),
        (
            sent(COMMUNE, 4, second_convocation=True, department="67"),
            "La seconde convocation dit expressément",
        ),
        (COMMUNE, "La date d’envoi de la convocation n’est pas connue"),
        (sent(COMMUNE, 9, assembly=Assembly.SYNDICAT_OUVERT), "dépend des statuts"),
    ],
)
def test_the_notice_is_counted_in_clear_days(meeting: Meeting, verdict: str) -> None:
    assert verdict in written(meeting)


def test_the_last_day_to_send_leaves_the_clear_days_whole() -> None:
    # 26 March, three clear days: 23, 24 and 25, so sent on the 22nd at the latest.
    assert "Dernier jour d’envoi possible : dimanche 22 mars 2026" in written(COMMUNE)


def test_each_item_is_held_against_the_convocation() -> None:
    items = list(COMMUNE.items)
    items[1] = replace(items[1], added=True)
    items[2] = replace(items[2], ballot=None, outcome=Outcome.WITHDRAWN)
    items[3] = replace(items[3], ballot=None, outcome=None, start_s=None)
    document = convocation_check(replace(COMMUNE, items=tuple(items)))
    (table,) = (block for block in document.blocks if isinstance(block, b.Table))
    assert [[b.plain(cell) for cell in row[2:]] for row in table.rows] == [
        ["Inscrit", "Examiné"],
        ["Ajouté en séance", "Examiné"],
        ["Inscrit", "Retiré"],
        ["Inscrit", "à compléter"],
        ["Inscrit", "Examiné"],
    ]
    assert "Ajoutés en séance : 2." in written(replace(COMMUNE, items=tuple(items)))


def test_an_empty_agenda_is_said_to_be_missing() -> None:
    assert "Aucun point à l’ordre du jour" in written(replace(COMMUNE, items=()))
