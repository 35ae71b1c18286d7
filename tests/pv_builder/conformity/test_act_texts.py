"""Texts of acts without an item: told with their line, printed nowhere."""

from pathlib import Path

import pytest

from desktop.session.documents.further_documents import FURTHER, Material
from pv_builder.act_texts import ActText, ActTexts, same_title
from pv_builder.conformity.act_texts import act_text_alerts, with_act_texts_checked
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import MODERN
from pv_builder.evidence import Severity
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


def acts_of(minutes: Minutes, written: ActTexts) -> str:
    material = Material(
        minutes=minutes,
        transcript=sessions.transcript("commune-saint-aubin"),
        house=MODERN,
        texts=written,
    )
    return " ".join(document_text(made) for _, made in FURTHER["deliberations"].make(material))
