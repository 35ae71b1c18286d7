"""Changing the roll, the agenda and the session from the window."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.ui import messages_box
from desktop.ui.convocation_import import ConvocationImportDialog
from desktop.ui.description_dialogs import AgendaDialog, RollDialog
from desktop.ui.law_form import StatutesForm
from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import NewSessionDialog
from desktop.ui.pages.seance import SeancePage
from desktop.ui.rail import Stage
from desktop.ui.roll_import import RollImportDialog
from desktop.ui.session_form import SessionDialog
from desktop.ui.session_view import SessionView
from desktop.ui.theme import THEMES, ThemeName, use
from pv_builder.meeting import Assembly, Attendance, MemberName, QuorumRule, Statutes
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.sessions import DATA

IMPORTS = Path(__file__).parents[2] / "data" / "imports"
SEANCE = read_seance(DATA / "commune-saint-aubin.toml")


@pytest.fixture(autouse=True)
def agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agree to every preview of an import."""
    accepted = int(QDialog.DialogCode.Accepted)
    monkeypatch.setattr(RollImportDialog, "exec", lambda dialog: _adding(dialog, accepted))
    monkeypatch.setattr(ConvocationImportDialog, "exec", lambda _dialog: accepted)


def _adding(dialog: RollImportDialog, accepted: int) -> int:
    dialog.replaces.setChecked(False)
    return accepted


def test_members_are_added_moved_and_removed_by_keyboard(qtbot: QtBot) -> None:
    dialog = RollDialog(SEANCE)
    qtbot.addWidget(dialog)
    dialog.rows.table.setCurrentCell(1, 0)
    dialog.rows.move_row(-1)
    dialog.rows.table.setCurrentCell(2, 0)
    dialog.rows.remove()
    dialog.take_text("Mme Zoé Petit, Conseillère municipale")
    changed, renamed = dialog.answer()
    names = [member.name for member in changed.roll]
    assert names[:2] == ["Mme Isabelle Roussel", "M. Sébastien Masson"]
    assert "M. Didier Lemoine" not in names
    assert names[-1] == "Mme Zoé Petit"
    assert renamed == ()


def test_a_faulty_roll_is_not_accepted(qtbot: QtBot) -> None:
    dialog = RollDialog(SEANCE)
    qtbot.addWidget(dialog)
    item = dialog.rows.table.item(0, 0)
    assert item is not None
    item.setText("Docteur")
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert "Ligne 1" in dialog._fault.text()
    item.setText("madame")
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer()[1] == ((MemberName("M. Sébastien Masson"), "Mme Sébastien Masson"),)


def test_an_agenda_is_pasted_and_renumbered(qtbot: QtBot) -> None:
    dialog = AgendaDialog(SEANCE)
    qtbot.addWidget(dialog)
    dialog.rows.table.setCurrentCell(0, 0)
    dialog.rows.remove()
    dialog.take_text("6. Motion de soutien\n7. Questions diverses")
    dialog.renumber()
    dialog.accept_if_valid()
    changed, renumbered = dialog.answer()
    assert [entry.mark for entry in changed.agenda] == [1, 2, 3, 4, 5, 6]
    assert changed.agenda[-1].title == "Questions diverses"
    assert renumbered[0] == ("2", "1")


@pytest.mark.parametrize("name", ["roll.csv", "roll.xlsx", "roll.ods", "roll.docx", "roll.vcf"])
def test_a_roll_is_taken_from_the_files_that_town_halls_have(qtbot: QtBot, name: str) -> None:
    dialog = RollDialog(replace(SEANCE, members=SEANCE.members[:1]))
    qtbot.addWidget(dialog)
    dialog.take_file(IMPORTS / name)
    changed, renamed = dialog.answer()
    assert len(changed.roll) > 3
    assert changed.roll[0].name == SEANCE.roll[0].name
    assert renamed == ()


def test_a_convocation_gives_the_agenda_and_its_date(qtbot: QtBot) -> None:
    dialog = AgendaDialog(replace(SEANCE, agenda=()))
    qtbot.addWidget(dialog)
    dialog.take_file(IMPORTS / "convocation.docx")
    changed, _ = dialog.answer()
    assert len(changed.agenda) > 2
    assert changed.convened_on is not None


def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(messages_box, "_show", lambda message, *_: shown.append(message.title))
    (tmp_path / "liste.xlsx").write_bytes(b"PK\x03\x04 rien")
    dialog = RollDialog(SEANCE)
    qtbot.addWidget(dialog)
    dialog.take_file(tmp_path / "liste.xlsx")
    assert shown
    assert len(dialog.rows.rows()) == len(SEANCE.members)


def test_the_form_changes_what_the_heading_says(qtbot: QtBot) -> None:
    dialog = SessionDialog(SEANCE)
    qtbot.addWidget(dialog)
    dialog.place.setText("salle des fêtes")
    dialog.is_convened.setChecked(True)
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer().place == "salle des fêtes"
    dialog.authority.setText("")
    dialog.accept_if_valid()
    assert dialog._fault.text()


def test_the_form_asks_for_what_the_law_depends_on(qtbot: QtBot) -> None:
    dialog = SessionDialog(SEANCE)
    qtbot.addWidget(dialog)
    assert not dialog.law.population.isHidden()
    assert dialog.law.statutes.isHidden()
    assert dialog.answer().population == SEANCE.population
    dialog.law.population.setValue(3500)
    dialog.law.department.setText("67")
    dialog.law.siret.setText("212 700 012 00015")
    dialog.predecessor.setChecked(True)
    told = dialog.answer()
    assert (told.population, told.department, told.siret) == (3500, "67", "21270001200015")
    assert told.predecessor_accounts
    dialog.law.siret.setText("2127")
    dialog.accept_if_valid()
    assert "14 chiffres" in dialog._fault.text()


def test_an_open_syndicate_is_asked_for_its_statutes_and_keeps_them(qtbot: QtBot) -> None:
    dialog = SessionDialog(SEANCE)
    qtbot.addWidget(dialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData(Assembly.SYNDICAT_OUVERT))
    form = dialog.law.statutes
    assert not form.isHidden()
    assert dialog.answer().statutes is None
    form.quorum.choose((1, 3, False))
    form.in_votes.setChecked(True)
    form.casting.choose(value=False)
    form.proxies.setValue(2)
    stated = Statutes(
        quorum=QuorumRule(numerator=1, denominator=3, strict=False, in_votes=True),
        casting_vote=False,
        proxies_per_holder=2,
    )
    assert dialog.answer().statutes == stated
    dialog.kind.setCurrentIndex(dialog.kind.findData(Assembly.COMMUNE))
    assert dialog.answer().statutes is None


def test_unusual_statutes_are_shown_and_kept_as_they_are(qtbot: QtBot) -> None:
    rule = QuorumRule(numerator=3, denominator=4, strict=True, counts_proxies=True)
    stated = Statutes(
        quorum=rule, public_ballot_share=10, closed_session_requesters=1, notice_days=8
    )
    form = StatutesForm(stated)
    qtbot.addWidget(form)
    assert form.quorum.currentText() == "plus de 3/4"
    assert form.statutes() == stated


def test_a_changed_roll_shows_at_once_and_is_undone(
    view: SessionView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = view.page(Stage.SEANCE)
    assert isinstance(page, SeancePage)

    def answer(dialog: RollDialog) -> int:
        dialog.take_text("M. Jean Nouveau")
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RollDialog, "exec", answer)
    page._change_roll()
    assert "M. Jean Nouveau" in view.session.people.members
    assert "Nouveau" in (folder / "seance.toml").read_text(encoding="utf-8")
    view.session.undo()
    assert "M. Jean Nouveau" not in view.session.people.members


def test_an_item_is_withdrawn_in_session_and_put_back(view: SessionView) -> None:
    view.rail.choose(Stage.SEANCE)
    page = view.page(Stage.SEANCE)
    assert isinstance(page, SeancePage)
    page.agenda.setCurrentRow(2)
    page.withdraw()
    assert page.agenda.item(2).text().endswith("(retiré)")
    page.agenda.setCurrentRow(2)
    page.withdraw()
    assert not page.agenda.item(2).text().endswith("(retiré)")


def test_the_roll_call_works_before_any_recognition(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    (folder / "transcript.json").unlink()
    assert window.open_session(folder)
    assert window.view is not None
    page = window.view.page(Stage.SEANCE)
    assert isinstance(page, SeancePage)
    for _ in range(8):
        page.set_attendance(Attendance.PRESENT)
    assert "✓ Quorum atteint" in page.quorum.text()
    page.roll.setCurrentCell(9, 0)
    qtbot.keyClick(page.roll, Qt.Key.Key_E)
    seance = read_seance(folder / "seance.toml")
    assert [one.attendance for one in seance.members[:10]] == [
        *[Attendance.PRESENT] * 8,
        None,
        Attendance.EXCUSED,
    ]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_new_session_can_be_made_on_a_small_screen(
    french: QApplication, qtbot: QtBot, scale: float
) -> None:
    """Its form scrolls; the buttons under it are always there."""
    use(french, THEMES[ThemeName.LIGHT], scale)
    dialog = NewSessionDialog([])
    qtbot.addWidget(dialog)
    dialog.show()
    least = dialog.minimumSizeHint()
    use(french, THEMES[ThemeName.LIGHT])
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert least.height() <= 480
