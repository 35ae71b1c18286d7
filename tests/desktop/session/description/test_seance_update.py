"""The description of a session is changed in whichever way its file writes its tables."""

import tomllib

import pytest

from desktop.session.description.seance_update import with_agenda, with_seance
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import parse_seance
from pv_builder.seance import AgendaEntry

TOP = """collectivite = "Commune de Vère"
organe = "conseil municipal"
type = "commune"
date = 2026-03-26
lieu = "mairie"
"""
AGENDA = """
[[ordre_du_jour]]
numero = 1
titre = "Voirie"
[[ordre_du_jour]]
numero = 2
titre = "Cantine"
"""
EXCHANGED = [AgendaEntry(mark=1, title="Cantine"), AgendaEntry(mark=2, title="Voirie")]


@pytest.mark.parametrize(
    "acts",
    [
        '[documents.actes]\n1 = { numero = "A" }\n2 = { numero = "B" }',
        '[documents]\nactes = { 1 = { numero = "A" }, 2 = { numero = "B" } }',
        'documents = { actes = { 1 = { numero = "A" }, 2 = { numero = "B" } } }',
        'documents.actes.1.numero = "A"\ndocuments.actes.2.numero = "B"',
        '[documents.actes.1]\nnumero = "A"\n[autre]\n[documents.actes.2]\nnumero = "B"',
        '[documents.actes.1]\nnumero = "A"\n[documents.x]\n[documents.actes.2]\nnumero = "B"',
    ],
)
def test_the_text_of_an_act_follows_its_item_however_its_table_is_written(acts: str) -> None:
    changed = tomllib.loads(with_agenda(f"{TOP}{acts}\n{AGENDA}", EXCHANGED, [], {}))
    assert changed["documents"]["actes"] == {
        "2": {"numero": "A", "titre": "Voirie"},
        "1": {"numero": "B", "titre": "Cantine"},
    }


def test_an_act_that_is_no_table_stays_as_it_is_written() -> None:
    acts = '[documents.actes]\n1 = "Approuve le marché."\n2 = { numero = "B" }\n'
    changed = tomllib.loads(with_agenda(f"{TOP}{acts}{AGENDA}", EXCHANGED, [], {}))
    assert changed["documents"] == tomllib.loads(acts)["documents"]


def test_members_and_items_written_as_arrays_are_changed_like_those_below_headings() -> None:
    text = f"""{TOP}
membres = [{{ civilite = "M.", prenom = "Jean", nom = "Roux" }}]
ordre_du_jour = [
  {{ numero = 1, titre = "Voirie" }},
  {{ numero = 2, titre = "Cantine" }},
]
"""
    assert tomllib.loads(with_agenda(text, EXCHANGED, [], {}))["ordre_du_jour"] == [
        {"numero": 1, "titre": "Cantine"},
        {"numero": 2, "titre": "Voirie"},
    ]
    faults: list[Fault] = []
    seance = parse_seance(text.encode(), faults)
    assert seance is not None
    assert parse_seance(with_seance(text, seance).encode(), faults) == seance
    assert not faults
