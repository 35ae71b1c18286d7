"""Texts of acts without an item: told with their line, printed nowhere."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.session.documents.further_documents import FURTHER, Material
from pv_builder.act_texts import ActText, ActTexts, same_title
from pv_builder.conformity.act_texts import act_text_alerts, with_act_texts_checked
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import MODERN
from pv_builder.evidence import Severity
from pv_builder.meeting import Amendment, Ballot
from pv_builder.minutes import Minutes
from pv_builder.roster.seance_toml import read_seance
from tests.helpers import sessions

COMMUNE = sessions.meeting("commune-saint-aubin")
SEANCE = sessions.DATA / "commune-saint-aubin.toml"
VOIRIE = COMMUNE.items[0].title


def texts(**by_item: ActText) -> ActTexts:
    return ActTexts(by_item=tuple((mark.strip("_"), act) for mark, act in by_item.items()))


def test_a_text_whose_number_no_item_bears_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    base = SEANCE.read_text(encoding="utf-8")
    path.write_text(f'{base}\n[documents.actes.99]\nnumero = "2026-99"\n', encoding="utf-8")
    line = len(base.splitlines()) + 2
    (alert,) = act_text_alerts(read_seance(path).wishes.texts, COMMUNE.items)
    assert alert.severity is Severity.WARNING
    assert alert.text == (
        f"Le texte d'acte « 99 » (ligne {line} de seance.toml) n'a pas de point à l'ordre du "
        "jour : il n'est pas imprimé. Donnez-lui son point, ou supprimez-le, par « Textes des "
        "actes… » à l'étape Séance."
    )


def test_a_text_written_for_another_item_is_told_and_not_printed() -> None:
    written = texts(_1=ActText(title="Cantine", reasons=("La vaisselle est usée.",)))
    minutes = with_act_texts_checked(Minutes(meeting=COMMUNE), written)
    (alert,) = minutes.alerts
    assert "a été écrit pour « Cantine », mais le point 1 est « Programme de voirie" in alert.text
    assert "ligne" not in alert.text
    assert "vaisselle" not in acts_of(minutes, written)


def test_a_text_written_for_its_item_is_printed_whatever_the_case_and_the_accents() -> None:
    reworded = VOIRIE.upper().replace(" :", ":")
    written = texts(_1=ActText(title=reworded, reasons=("La chaussée est usée.",)))
    minutes = with_act_texts_checked(Minutes(meeting=COMMUNE), written)
    assert not minutes.alerts
    assert "La chaussée est usée." in acts_of(minutes, written)


@pytest.mark.parametrize("other", ["Programme de voirie 2027", "Programme", ""])
def test_titles_that_differ_by_a_figure_or_a_word_are_others(other: str) -> None:
    assert not same_title("Programme de voirie 2026", other)


def told_of(act: ActText, **of_item: Any) -> list[str]:
    """Return the codes of what is told of the text of the first item's act."""
    items = (replace(COMMUNE.items[0], **of_item), *COMMUNE.items[1:])
    minutes = Minutes(meeting=replace(COMMUNE, items=items))
    alerts = with_act_texts_checked(minutes, texts(_1=act)).alerts
    assert all(alert.item == 1 and alert.text.endswith((".", "?")) for alert in alerts)
    return [alert.code for alert in alerts]


@pytest.mark.parametrize(
    "reason",
    [
        "Le tarif est de [montant] euros.",
        "Tarif : à venir avant le 24 septembre.",
        "Montant : à compléter",
        "Le prestataire est XXXX.",
        "Le loyer est de ........ euros.",
        "Arrêté du XX/XX/2026.",
    ],
)
def test_trap_28_a_place_left_to_fill_in_is_told(reason: str) -> None:
    assert told_of(ActText(reasons=("La voirie est usée.", reason))) == ["act-text-unfinished"]


@pytest.mark.parametrize(
    "reason",
    [
        "Les travaux des années à venir… sont prévus.",
        "M. le Maire tient à préciser que le dossier est à compléter par le Département.",
        "Vu la délibération du 26 mars 2026, et celle du 27 mars 2025.",
    ],
)
def test_a_whole_text_is_not_told(reason: str) -> None:
    assert told_of(ActText(reasons=(reason,), decisions=("Approuve le programme",))) == []


@pytest.mark.parametrize("written", ["26/03/2025", "26 mars 2027"])
def test_trap_28_the_day_of_the_session_in_another_year_is_told(written: str) -> None:
    assert told_of(ActText(reasons=(f"Vu le vote du {written},",))) == ["act-text-other-year"]


def test_trap_28_decisions_written_before_an_amendment_was_adopted_are_told() -> None:
    amended = (Amendment(text="dix pour cent", ballot=Ballot(against=0, abstentions=0)),)
    act = ActText(decisions=("Approuve le programme",))
    assert told_of(act, amendments=amended) == ["act-text-amended"]
    rejected = (replace(amended[0], ballot=Ballot(against=13, abstentions=0)),)
    assert told_of(act, amendments=rejected) == []


def test_an_act_signed_before_its_session_is_told() -> None:
    early = ActText(signed_on=COMMUNE.date - dt.timedelta(days=1))
    assert told_of(early) == ["act-signed-before-session"]
    assert told_of(ActText(signed_on=COMMUNE.date)) == []


def acts_of(minutes: Minutes, written: ActTexts) -> str:
    material = Material(
        minutes=minutes,
        transcript=sessions.transcript("commune-saint-aubin"),
        house=MODERN,
        texts=written,
    )
    return " ".join(document_text(made) for _, made in FURTHER["deliberations"].make(material))
