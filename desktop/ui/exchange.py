"""A session that travels: files for other programs, and one archive there and back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QWidget,
)

from core.errors import AppError
from core.task import silent
from desktop.session.documents.publication import published
from desktop.session.dossier import EXPORT_FOLDER
from desktop.session.errors import SessionArchiveDamaged
from desktop.session.french.messages import message_of, size_text
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import SUFFIX, archive_dossier
from desktop.ui.messages_box import show_error
from desktop.ui.open_session import OpenSession
from desktop.ui.widgets import answer_buttons, column, label
from pv_builder.documents.closed_session import public_transcript
from pv_builder.language.typography import counted

Say = Callable[[str, str], None]


class ExportsDialog(QDialog):
    """Asks which files are wanted for other programs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from desktop.session.exporting import EXPORTS  # noqa: PLC0415 - loads the writers

        self.setWindowTitle(self.tr("Transcription et votes"))
        self.boxes: dict[str, QCheckBox] = {}
        choices = column(
            label(self.tr("À écrire dans le dossier « export » de la séance :"), "heading"),
            label(self.tr("Les passages à huis clos n'y sont jamais."), "quiet"),
        )
        for name, export in EXPORTS.items():
            box = QCheckBox(f"{export.title} ({Path(export.file_name).suffix})")
            self.boxes[name] = box
            choices.addWidget(box)
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"))
        self.setLayout(column(choices, 8, buttons, margin=16))

    def names(self) -> tuple[str, ...]:
        """Return the names of the chosen exports."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())


class Exchange(QObject):
    """The two ways out of a session, in a menu.

    Args:
        session: the open session.
        say: shows a sentence with its role.
        parent: the page whose menu it is.
    """

    def __init__(self, session: OpenSession, say: Say, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._say = say
        self._page = parent

    def add_to(self, menu: QMenu) -> None:
        """Add the actions to a menu."""
        menu.addAction(self.tr("Transcription et votes…"), self._ask_for_exports)
        menu.addAction(self.tr("Emporter la séance…"), self._ask_for_archive)

    def _ask_for_exports(self) -> None:
        dialog = ExportsDialog(self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.names():
            self.export(dialog.names())
        dialog.deleteLater()

    def export(self, names: tuple[str, ...]) -> None:
        """Write files for other programs, beside the window."""
        from desktop.session.exporting import Public, write_exports  # noqa: PLC0415 - writers

        if not self._session.has_transcript:
            self._say(self.tr("Transcrivez d'abord l'enregistrement."), "check")
            return
        minutes = self._session.bench.minutes()
        state = self._session.state
        folder = self._session.bench.dossier.root / EXPORT_FOLDER

        def written() -> tuple[Path, ...]:
            said = published(state)
            meeting = minutes.meeting if minutes is not None else None
            if meeting is not None:
                said = public_transcript(meeting, said)
            public = Public(transcript=said, meeting=meeting)
            return write_exports(public, names, folder, silent())

        self._say(self.tr("Enregistrement en cours…"), "quiet")
        self._session.run(written, self._on_exported)

    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        count = counted(len(paths), self.tr("fichier"))
        told = self.tr("✓ {count} dans le dossier « export » de la séance.")
        self._say(told.format(count=count), "good")

    def _ask_for_archive(self) -> None:
        root = self._session.bench.dossier.root
        start = str(root.with_name(f"{root.name}{SUFFIX}"))
        kinds = self.tr("Séance de Greffier") + f" (*{SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Emporter la séance"), start, kinds
        )
        if not chosen:
            return
        asked = self.tr("Emporter aussi l'enregistrement ? Le fichier sera beaucoup plus gros.")
        answer = QMessageBox.question(self._page, self.tr("Emporter la séance"), asked)
        self.carry(Path(chosen), with_sound=answer == QMessageBox.StandardButton.Yes)

    def carry(self, target: Path, *, with_sound: bool) -> None:
        """Write the session into one file, beside the window."""
        path = target if target.suffix == SUFFIX else target.with_name(f"{target.name}{SUFFIX}")
        dossier = self._session.bench.dossier

        def written() -> Path:
            archive_dossier(dossier, path, silent(), with_sound=with_sound)
            return path

        self._say(self.tr("Écriture de l'archive…"), "quiet")
        self._session.run(written, self._on_carried)

    def _on_carried(self, path: Path) -> None:
        told = self.tr("✓ « {name} » est écrit ({size}).")
        self._say(told.format(name=path.name, size=size_text(path.stat().st_size)), "good")


def reopened(archive: Path, root: Path, parent: QWidget) -> Path | None:
    """Return the folder of a session out of its archive, None when it could not be or was refused.

    Args:
        archive: the file.
        root: folder where sessions are kept.
        parent: of the questions.
    """
    target = root / archive.stem
    number = 1
    while target.exists():
        number += 1
        target = root / f"{archive.stem} ({number})"
    try:
        return reopen_archive(archive, target, silent()).folder
    except SessionArchiveDamaged as error:
        told = message_of(error).sentence
        asked = parent.tr("Reprendre tout de même ce qui est intact ?")
        title = parent.tr("Archive abîmée")
        answer = QMessageBox.question(parent, title, f"{told}\n\n{asked}")
        if answer != QMessageBox.StandardButton.Yes:
            return None
        return _salvaged(archive, target, parent)
    except AppError as error:
        show_error(error, parent)
        return None


def _salvaged(archive: Path, target: Path, parent: QWidget) -> Path | None:
    try:
        return reopen_archive(archive, target, silent(), salvage=True).folder
    except AppError as error:
        show_error(error, parent)
        return None
