"""Rolls and convocations brought into a new session: shown first, changed where guessed, taken."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.session.description.seance_file import HISTORY_NAME
from desktop.ui.convocation_import import ConvocationImportDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import NewSessionDialog
from desktop.ui.roll_import import RollImportDialog
from desktop.ui.session_making import make_session
from pv_builder.intake.source import Source, pasted, read_source
from pv_builder.roster.columns import Role
from pv_builder.roster.rolls import read_roll
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import StatedMember
from tests.helpers.import_samples import FOLDER
from tests.helpers.sample_convocations import AGENDA
from tests.helpers.sample_rolls import PRINTED


def texts(widget: QListWidget) -> list[str]:
    """Return the lines of a list with plain spaces."""
    lines = (widget.item(at).text() for at in range(widget.count()))
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def table(text: str) -> Source:
    return Source(name="x.csv", content=text.encode())


@pytest.fixture
def new_session(qtbot: QtBot, french: QApplication) -> NewSessionDialog:
    dialog = NewSessionDialog([])
    qtbot.addWidget(dialog)
    dialog.authority.setText("Commune de Brévigny-les-Bois")
    return dialog


def test_the_members_and_their_columns_are_shown_before_they_are_taken(
    qtbot: QtBot, french: QApplication
) -> None:
    dialog = RollImportDialog(read_source(FOLDER / "roll.xlsx"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert [line.split(",")[0] for line in texts(dialog.members)] == list(PRINTED)
    choice = dialog.columns.cellWidget(0, 1)
    assert isinstance(choice, QComboBox)
    assert choice.currentData() == Role.FULL_NAME
    assert any("particule" in line for line in texts(dialog.doubts))
    assert dialog.accept_button.isEnabled()


def test_a_column_can_be_told_otherwise(qtbot: QtBot, french: QApplication) -> None:
    dialog = RollImportDialog(table("Nom;Prénom;X\nAnne;ROUX;Maire\nYves;BLANC;Adjoint\n"))
    qtbot.addWidget(dialog)
    choice = dialog.columns.cellWidget(0, 2)
    assert isinstance(choice, QComboBox)
    assert choice.currentText().startswith("⚠")
    dialog.set_role(0, Role.GIVEN_NAME)
    dialog.set_role(1, Role.FAMILY_NAME)
    assert texts(dialog.members) == ["Mme Anne Roux, Maire", "M. Yves Blanc, Adjoint"]


def test_one_commune_of_the_register_is_chosen(qtbot: QtBot, french: QApplication) -> None:
    source = read_source(FOLDER / "rne-conseillers-municipaux.csv")
    dialog = RollImportDialog(source, body="Commune de Brévigny-les-Bois")
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    assert texts_of_choice(dialog.bodies)[1:] == [
        "Brévigny-les-Bois (27)",
        "Brévigny-les-Bois (76)",
    ]
    dialog.choose_body("Brévigny-les-Bois (27)")
    assert len(texts(dialog.members)) == len(PRINTED)
    assert dialog.accept_button.isEnabled()


def texts_of_choice(choice: QComboBox) -> list[str]:
    return [choice.itemText(at) for at in range(choice.count())]


def test_who_leaves_and_who_comes_is_shown_and_may_be_refused(
    qtbot: QtBot, french: QApplication
) -> None:
    old = [StatedMember(member=one) for one in read_roll(pasted("M. Ancien MAIRE\n")).members]
    dialog = RollImportDialog(pasted("Mme Anne ROUX, maire\n"), old)
    qtbot.addWidget(dialog)
    assert "Part : M. Ancien Maire" in texts(dialog.doubts)
    assert "1 arrivée, 1 départ" in dialog.summary.text().replace("\u00a0", " ")
    dialog.replaces.setChecked(False)
    assert [one.member.name for one in dialog.merged().members] == [
        "M. Ancien Maire",
        "Mme Anne Roux",
    ]


def test_every_part_of_the_previews_has_a_name(qtbot: QtBot, french: QApplication) -> None:
    dialogs = (
        RollImportDialog(read_source(FOLDER / "roll.csv")),
        ConvocationImportDialog(read_source(FOLDER / "convocation.docx")),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        for part in dialog.findChildren(QWidget):
            asks = isinstance(part, QAbstractButton | QAbstractItemView | QComboBox)
            inner = isinstance(part.parent(), QComboBox | QAbstractItemView)
            if asks and part.isVisible() and not inner and not isinstance(part, QHeaderView):
                assert part.accessibleName() or getattr(part, "text", str)(), type(part)


def test_a_convocation_fills_in_the_session(new_session: NewSessionDialog) -> None:
    roll = RollImportDialog(read_source(FOLDER / "roll.csv"))
    new_session.use_roll(roll.merged())
    members = [stated.member for stated in new_session.seance().members]
    said = ConvocationImportDialog(read_source(FOLDER / "convocation.odt"), members)
    new_session.use_convocation(said.convocation)
    seance = new_session.seance()
    assert tuple(member.name for member in seance.roll) == PRINTED
    assert [(e.mark, e.title, e.rapporteur) for e in seance.agenda] == list(AGENDA)
    assert (str(seance.date), seance.hour) == ("2026-04-09", "19:30")
    assert (str(seance.convened_on), seance.previous_session) == ("2026-04-02", "12 février 2026")
    assert [part.mark for part in seance.parts] == ["I", "II", "II.A", "II.B"]
    assert new_session.faults() == []


def test_votes_and_groups_survive_and_typed_lines_are_read(new_session: NewSessionDialog) -> None:
    source = table("Civilité;Nom;Prénom;Voix;Groupe\nMme;ROUX;Anne Marie;5;Ensemble\n")
    new_session.use_roll(RollImportDialog(source).merged())
    new_session.roll.appendPlainText("M. Paul Noir, Adjoint")
    anne, paul = new_session.seance().roll
    assert (anne.given_name, anne.weight, anne.group) == ("Anne Marie", 5, "Ensemble")
    assert paul.function == "Adjoint"


def test_the_history_of_the_roll_stands_beside_the_new_session(
    window: MainWindow, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.new_session.sessions_root", lambda: tmp_path / "séances")
    dialog = NewSessionDialog([], [read_seance(folder / "seance.toml")])
    old = dialog.seance().members
    dialog.use_roll(RollImportDialog(read_source(FOLDER / "roll.csv"), old).merged())
    new = dialog.answer()
    make_session(new)
    history = tomllib.loads((new.folder / HISTORY_NAME).read_text(encoding="utf-8"))
    kinds = [one["fait"] for one in history["changements"]]
    assert kinds.count("sortie") == len(old)
    assert kinds.count("entrée") == len(PRINTED)
    assert tuple(one.name for one in read_seance(new.folder / "seance.toml").roll) == PRINTED


def test_a_file_that_cannot_be_read_is_told(
    new_session: NewSessionDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[object] = []
    monkeypatch.setattr("desktop.ui.new_session.show_error", lambda error, _: shown.append(error))
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04")
    new_session._take_path(tmp_path / "x.docx", new_session.take_roll)
    assert [str(error) for error in shown] == ["import-refused"]


def test_a_dropped_document_is_told_apart_by_what_it_holds() -> None:
    from pv_builder.convocation.convocation import is_convocation  # noqa: PLC0415

    told = {path.name: is_convocation(read_source(path)) for path in FOLDER.glob("*.*")
            if path.name.startswith(("roll", "convocation"))}  # fmt: skip
    assert [name for name, is_one in told.items() if is_one != name.startswith("convocation")] == []
