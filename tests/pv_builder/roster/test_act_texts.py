"""What an authority writes for its acts, in `seance.toml`: read whole, written back, refused."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.session.description.seance_update import seance_toml
from pv_builder.act_texts import ActText, BudgetLine, is_matter
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import parse_seance, read_seance
from pv_builder.seance import AgendaEntry, Seance

ACTS = Path(__file__).parents[2] / "data" / "acts"
HEAD = """
collectivite = "Commune de Vère"
organe = "conseil municipal"
type = "commune"
date = 2026-03-26
[[membres]]
civilite = "M."
prenom = "Rémi"
nom = "Vallon"
[[ordre_du_jour]]
numero = 1
titre = "Budget"
"""


def parsed(more: str) -> tuple[Seance | None, list[Fault]]:
    faults: list[Fault] = []
    return parse_seance((HEAD + more).encode(), faults), faults


def told(more: str) -> str:
    (fault,) = parsed(more)[1]
    return fault.sentence


def test_the_text_of_an_act_is_found_by_the_mark_of_its_item() -> None:
    texts = read_seance(ACTS / "compte-rendu.toml").wishes.texts
    investment, running = texts.of(AgendaEntry(mark="I.2.B.1", title="")).budgets
    assert investment.expenses[1] == BudgetLine(
        label="2051 (20) : Concessions et droits assimilés", amount=Decimal("-5200.00")
    )
    assert sum(line.amount for line in running.expenses) == 0
    assert texts.of(AgendaEntry(mark="I.1", title="")) == ActText()


def test_what_was_written_comes_back_from_a_file_made_anew() -> None:
    for name in ("extrait", "deliberation", "compte-rendu"):
        seance = read_seance(ACTS / f"{name}.toml")
        faults: list[Fault] = []
        assert parse_seance(seance_toml(seance).encode(), faults) == seance
        assert not faults
    act = read_seance(ACTS / "extrait.toml").wishes.texts.of(AgendaEntry(mark=14, title=""))
    assert act.signed_on == dt.date(2025, 12, 11)
    assert act.annexes[0].paragraphs[1] == "ARTICLE 1 : Objet"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("[documents.actes.1]\nnumeros = '3'", "« numero »"),
        ("[documents.actes.1]\nexpose = [3]", "Ligne 14 : « expose »"),
        ("[documents.actes.1]\nmatiere = '7,1'", "« matiere » doit être un code de matière"),
        ("[documents.collectivite]\nregion = 'X'", "« region »"),
        ("[documents]\nactes = 3", "[documents.actes]"),
        ("[documents.actes.1]\nannexes = 'Convention'", "[[documents.actes.1.annexes]]"),
        (
            "[[documents.actes.1.budgets]]\ntitre = 'X'\ndepenses = [['1641', 'beaucoup']]",
            "« depenses » doit être une liste telle que",
        ),
        (
            "[[documents.actes.1.budgets]]\ntitre = 'X'\ndepenses = [['1641', '1e400']]",
            "« depenses »",
        ),
        (
            "[[documents.actes.1.budgets]]\ntitre = 'X'\ndepenses = [['1641', 'NaN']]",
            "« depenses »",
        ),
        (
            "[[documents.actes.1.budgets]]\ntitre = 'X'\nrecettes = [['021', '5.200']]",
            "« recettes »",
        ),
        ("[[documents.actes.1.budgets]]\ndepenses = []", "« titre » manque."),
    ],
)
def test_what_cannot_be_an_act_is_told_with_its_place(more: str, fault: str) -> None:
    assert fault in told(more)


def test_7_10_is_not_7_1() -> None:
    assert is_matter("7.10")
    assert is_matter("7.1")
    assert is_matter("5.2.1")
    assert not is_matter("7")
    assert not is_matter("0.1")
    assert not is_matter("7,10")
