"""Writing the texts of acts in the window: kept as they are typed, undone, given to their item."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.acts.dialog import ActsDialog
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.pages.seance import SeancePage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from pv_builder.act_texts import ActTexts
from pv_builder.roster.seance_toml import read_seance

LOST = '\n[documents.actes.9]\ntitre = "Motion"\ndispositif = ["Soutient la motion."]\n'


@pytest.fixture
def folder(folder: Path) -> Path:
    path = folder / "seance.toml"
    path.write_text(path.read_text(encoding="utf-8") + LOST, encoding="utf-8")
    return folder


@pytest.fixture
def dialog(view: SessionView, qtbot: QtBot) -> ActsDialog:
    dialog = ActsDialog(view.session, "2", view)
    qtbot.addWidget(dialog)
    return dialog


def written(folder: Path) -> ActTexts:
    return read_seance(folder / "seance.toml").wishes.texts


def lines(dialog: ActsDialog) -> list[str]:
    return [dialog.entries.item(at).text() for at in range(dialog.entries.count())]


def test_what_is_typed_is_on_the_disk_within_a_second_and_is_undone(
    dialog: ActsDialog, folder: Path, view: SessionView, qtbot: QtBot
) -> None:
    dialog.act.reasons.insertPlainText("Vu le code général des collectivités territoriales ;")
    qtbot.waitUntil(lambda: "2" in dict(written(folder).by_item), timeout=1000)
    act = dict(written(folder).by_item)["2"]
    assert act.reasons == ("Vu le code général des collectivités territoriales ;",)
    assert act.title == "Tarifs de la restauration scolaire pour l'année 2026-2027"
    assert "Enregistré" in dialog.status.text()
    assert lines(dialog)[2].startswith("✓ 2.")
    dialog.act.reasons.insertPlainText(" article L. 2121-29.")
    assert dialog.commit()
    dialog.reject()
    assert view.session.bench.can_undo
    view.session.undo()
    assert "2" not in dict(written(folder).by_item)
    assert not view.session.bench.can_undo
    view.session.redo()
    assert "L. 2121-29." in dict(written(folder).by_item)["2"].reasons[0]


def test_another_item_is_shown_once_the_first_is_kept(dialog: ActsDialog, folder: Path) -> None:
    dialog.act.matter.setCurrentIndex(dialog.act.matter.findData("8.1"))
    dialog.act.is_signed.setChecked(True)
    dialog.entries.setCurrentRow(1)
    assert lines(dialog)[2].startswith("✓ 2.")
    act = dict(written(folder).by_item)["2"]
    assert (act.matter, act.signed_on) == ("8.1", read_seance(folder / "seance.toml").date)
    assert dialog.title.text().startswith("1. Programme de voirie")
    assert dialog.act.matter.currentText() == ""
    assert not dialog.act.is_signed.isChecked()


def test_a_fault_is_told_keeps_its_place_and_is_given_up_only_when_asked_twice(
    dialog: ActsDialog, folder: Path
) -> None:
    dialog.act.matter.setEditText("cantine")
    dialog.act.decisions.setPlainText("Fixe le tarif.")
    dialog.entries.setCurrentRow(1)
    assert dialog.title.text().startswith("2. ")
    assert "« cantine » n'est pas un code" in dialog.status.text()
    assert dict(written(folder).by_item)["2"].decisions == ("Fixe le tarif.",)
    dialog.show()
    dialog.reject()
    assert dialog.isVisible()
    assert "fermez encore une fois" in dialog.status.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_section_on_a_line_of_its_own_holds_the_lines_below(
    dialog: ActsDialog, folder: Path
) -> None:
    rows = [("INVESTISSEMENT",), ("", "2315", "10"), ("FONCTIONNEMENT",), ("", "6068", "20")]
    dialog.act.budgets.set_rows([(*row, *[""] * (5 - len(row))) for row in rows])
    dialog.act.changed.emit()
    assert dialog.commit()
    budgets = dict(written(folder).by_item)["2"].budgets
    assert [(one.title, [line.label for line in one.expenses]) for one in budgets] == [
        ("INVESTISSEMENT", ["2315"]),
        ("FONCTIONNEMENT", ["6068"]),
    ]


def test_the_authority_is_written_once(dialog: ActsDialog, folder: Path) -> None:
    dialog.entries.setCurrentRow(0)
    dialog.authority.canton.setText("Vère")
    dialog.authority.canton.textEdited.emit("Vère")
    dialog.authority.certified.setPlainText("Pour le Maire\nLa Directrice")
    assert dialog.commit()
    authority = written(folder).authority
    assert (authority.canton, authority.certified_by) == (
        "Vère",
        ("Pour le Maire", "La Directrice"),
    )


def test_what_no_file_can_hold_is_told_and_not_written(dialog: ActsDialog, folder: Path) -> None:
    before = (folder / "seance.toml").read_bytes()
    dialog.act.reasons.setPlainText("son\x07nerie")
    assert not dialog.commit()
    assert "caractère qui ne s'imprime pas" in dialog.status.text()
    assert (folder / "seance.toml").read_bytes() == before


def test_a_text_without_an_item_is_told_and_given_to_its_item(
    dialog: ActsDialog, view: SessionView, folder: Path
) -> None:
    view.rail.choose(Stage.SEANCE)
    page = view.page(Stage.SEANCE)
    assert isinstance(page, SeancePage)
    assert "sans point" in page._homeless.text()
    assert lines(dialog)[-1] == "⚠ 9 : Motion"
    dialog.entries.setCurrentRow(len(lines(dialog)) - 1)
    assert "Soutient la motion." in dialog.homeless.text.toPlainText()
    dialog.homeless.items.setCurrentIndex(4)
    dialog.homeless.give.click()
    assert dict(written(folder).by_item)["5"].decisions == ("Soutient la motion.",)
    assert lines(dialog)[-1].startswith("✓ 5.")
    assert dialog.act.decisions.toPlainText() == "Soutient la motion."
    assert not page._homeless.isVisibleTo(page)


def test_a_text_without_an_item_is_removed(dialog: ActsDialog, folder: Path) -> None:
    dialog.entries.setCurrentRow(len(lines(dialog)) - 1)
    dialog.homeless.dropped.emit()
    assert written(folder).by_item == ()
    assert dialog.title.text() == "Commune de Saint-Aubin-sur-Vère"


def test_both_pages_open_the_texts_at_their_item(
    view: SessionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        ActsDialog, "exec", lambda shown: opened.append(shown.title.text().partition(".")[0])
    )
    view.rail.choose(Stage.SEANCE)
    page = view.page(Stage.SEANCE)
    assert isinstance(page, SeancePage)
    page.agenda.setCurrentRow(2)
    page.write_acts()
    view.rail.choose(Stage.MINUTES)
    minutes = view.page(Stage.MINUTES)
    assert isinstance(minutes, MinutesPage)
    minutes._write_acts()
    assert opened == ["3", "Commune de Saint-Aubin-sur-Vère"]


def test_every_field_of_an_act_is_reached_by_tab(dialog: ActsDialog) -> None:
    field: QWidget | None = dialog.act.number
    reached = []
    while field is not None and field not in reached:
        reached.append(field)
        field = field.nextInFocusChain()
    wanted = ["Numéro de l'acte", "Matière", "Date de signature", "Exposé des motifs", "Dispositif"]
    assert [one.accessibleName() for one in reached if one.accessibleName() in wanted] == wanted


def test_what_the_rapporteur_said_begins_an_expose(dialog: ActsDialog, folder: Path) -> None:
    dialog.act.reasons.setPlainText("Vu le code général des collectivités territoriales ;")
    dialog.act.said.click()
    first, said = dict(written(folder).by_item)["2"].reasons
    assert first.startswith("Vu le code")
    assert said.startswith("M. Nicolas Charpentier indique que")
    assert "à vérifier" not in said
    assert "À relire" in dialog.status.text()


def test_an_item_that_nobody_presents_has_nothing_to_begin_with(
    dialog: ActsDialog, folder: Path
) -> None:
    dialog._show_said("", dialog._shown)
    assert "n'a pas été trouvée" in dialog.status.text()
    dialog._show_said("Trop tard.", (dialog._shown[0], "1"))
    assert "Trop tard." not in dialog.act.reasons.toPlainText()
    assert "2" not in dict(written(folder).by_item)


def test_a_text_without_an_item_is_among_what_is_to_be_checked(
    dialog: ActsDialog, view: SessionView
) -> None:
    minutes = view.session.minutes()
    assert minutes is not None
    assert "act-text-without-item" in [alert.code for alert in minutes.alerts]
    dialog.entries.setCurrentRow(len(lines(dialog)) - 1)
    dialog.homeless.dropped.emit()
    now = view.session.minutes()
    assert now is not None
    assert "act-text-without-item" not in [alert.code for alert in now.alerts]
