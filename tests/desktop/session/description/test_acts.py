"""The texts of acts as they are typed: to an act and back, and what is wrong in them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.session.description.acts import (
    ActFields,
    act_of,
    fields_of,
    given_to,
    with_act,
    without_text,
)
from desktop.session.description.tables import seance_faults
from pv_builder.act_texts import ActText, ActTexts, Annex, BudgetLine, BudgetTable
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import AgendaEntry

ACTS = Path(__file__).parents[3] / "data" / "acts"
VOIRIE, CANTINE = AgendaEntry(mark=1, title="Voirie"), AgendaEntry(mark=2, title="Cantine")


def typed(**fields: object) -> tuple[ActText, tuple[str, ...]]:
    return act_of(replace(ActFields(), **fields), ActText(), "Voirie")


@pytest.mark.parametrize("name", ["extrait", "deliberation", "compte-rendu"])
def test_what_is_shown_comes_back_whole(name: str) -> None:
    for _mark, act in read_seance(ACTS / f"{name}.toml").wishes.texts.by_item:
        assert act_of(fields_of(act), ActText(), act.title) == (act, ())
        assert act_of(fields_of(act), act, act.title) == (act, ())


def test_a_field_left_alone_keeps_what_no_form_can_write() -> None:
    odd = ActText(
        annexes=(Annex(title="Convention", paragraphs=("# pas un titre",)),),
        budgets=(BudgetTable(title="VIDE"),),
    )
    act, faults = act_of(replace(fields_of(odd), number="2026-1"), odd, "Voirie")
    assert (act.annexes, act.budgets, act.number, faults) == (
        odd.annexes,
        odd.budgets,
        "2026-1",
        (),
    )


def test_lines_become_paragraphs_decisions_and_annexes() -> None:
    act, faults = typed(
        reasons="Vu le code,\u00a0notamment ;\n\n  La route est usée.  ",
        decisions="Approuve le marché ;\nAutorise le maire.",
        annexes="# Projet de marché\nARTICLE 1 : Objet\n#Plan\nfeuille 1",
        signed_on=dt.date(2026, 3, 30),
    )
    assert act == ActText(
        title="Voirie",
        reasons=("Vu le code, notamment ;", "La route est usée."),
        decisions=("Approuve le marché ;", "Autorise le maire."),
        annexes=(
            Annex(title="Projet de marché", paragraphs=("ARTICLE 1 : Objet",)),
            Annex(title="Plan", paragraphs=("feuille 1",)),
        ),
        signed_on=dt.date(2026, 3, 30),
    )
    assert not faults


def test_rows_become_sections_of_a_budget() -> None:
    act, faults = typed(
        budgets=(
            ("INVESTISSEMENT", "2151 : Voirie", "5 200", "", ""),
            ("", "2188 : Divers", "−1 200,50 €", "021 : Virement", "3 999,50"),
            ("FONCTIONNEMENT", "", "", "7067 : Redevances", "10"),
        )
    )
    investment, running = act.budgets
    assert [line.amount for line in investment.expenses] == [Decimal(5200), Decimal("-1200.50")]
    assert investment.receipts == (BudgetLine(label="021 : Virement", amount=Decimal("3999.50")),)
    assert (running.title, running.expenses) == ("FONCTIONNEMENT", ())
    assert not faults


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"matter": "voirie"}, "Matière : « voirie » n'est pas un code."),
        ({"annexes": "La convention"}, "Annexes : commencez par une ligne « # »"),
        ({"reasons": "a" * 2001}, "Exposé des motifs : un paragraphe dépasse 2000 caractères"),
        ({"budgets": (("", "x", "1", "", ""),)}, "ligne 1 : indiquez la section"),
        ({"budgets": (("I", "x", "", "", ""),)}, "ligne 1 : il manque le montant"),
        ({"budgets": (("I", "x", "mille", "", ""),)}, "« mille » n'est pas un montant"),
        ({"budgets": (("I", "", "12", "", ""),)}, "ligne 1 : dites à quoi va le montant 12"),
    ],
)
def test_a_field_that_cannot_be_kept_is_told_and_the_others_are_kept(
    fields: dict[str, object], told: str
) -> None:
    act, (fault,) = typed(**fields, decisions="Approuve.")
    assert told in fault
    assert act == ActText(title="Voirie", decisions=("Approuve.",))


def test_an_act_is_put_for_its_item_and_an_empty_one_goes() -> None:
    texts = with_act(ActTexts(), VOIRIE, ActText(title="Voirie", number="2026-1"))
    assert texts.of(VOIRIE).number == "2026-1"
    assert with_act(texts, VOIRIE, ActText(title="Voirie")) == ActTexts()


def test_a_text_of_another_item_is_set_aside_and_given_back() -> None:
    before = ActTexts(by_item=(("1", ActText(title="Cantine", number="2026-9")),))
    texts = with_act(before, VOIRIE, ActText(title="Voirie", number="2026-1"))
    (mark, act), *more = texts.homeless([VOIRIE, CANTINE])
    assert (mark, act.number, more) == ("1 (sans point)", "2026-9", [])
    given = given_to(texts, mark, CANTINE)
    assert given.of(CANTINE).number == "2026-9"
    assert given.homeless([VOIRIE, CANTINE]) == ()
    assert without_text(texts, mark).homeless([VOIRIE, CANTINE]) == ()


def test_texts_that_no_file_can_hold_are_refused_before_they_are_written() -> None:
    seance = read_seance(ACTS / "extrait.toml")
    long = ActText(reasons=("Considérant que la délibération est longue ; " * 40,) * 2500)
    texts = with_act(seance.wishes.texts, seance.agenda[0], long)
    told = seance_faults(replace(seance, wishes=replace(seance.wishes, texts=texts)))
    assert [sentence.partition(".")[0] for sentence in told] == [
        "Les textes de cette séance sont trop longs pour son fichier"
    ]
