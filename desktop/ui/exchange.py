"""A session that travels: files for other programs, and one archive there and back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)

from core.errors import AppError
from core.task import silent
from desktop.session.documents.publication import published
from desktop.session.dossier import EXPORT_FOLDER
from desktop.session.errors import PassphraseWeak, PassphraseWrong, SessionArchiveDamaged
from desktop.session.french.messages import message_of, size_text
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.sealing import UnsealingReader, is_sealed, require_strong
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


class SealingDialog(QDialog):
    """Asks for the passphrase that protects a session on its way, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Protéger la séance emportée"))
        self.first, self.second = QLineEdit(), QLineEdit()
        names = (self.tr("Phrase de passe"), self.tr("La même phrase, pour confirmer"))
        for field, name in zip((self.first, self.second), names, strict=True):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.textChanged.connect(self._judge)
        self.told = label("", "quiet")
        buttons, self._go = answer_buttons(self, self.tr("Emporter"))
        explained = self.tr(
            "La séance emportée contient tout ce qui a été dit, huis clos compris. Une clé USB se "
            "perd : protégée par une phrase de passe, la séance reste illisible pour qui la "
            "trouve. Une phrase oubliée ne se retrouve pas : la séance reste entière "
            "sur cet ordinateur, et vous referez l'archive. Laissez vide pour ne pas protéger."
        )
        told = label(explained)
        self.setLayout(column(told, 8, self.first, self.second, self.told, 8, buttons, margin=16))
        self._judge()

    def passphrase(self) -> str | None:
        """Return the passphrase, None for an archive that anybody opens."""
        return self.first.text() or None

    def _judge(self) -> None:
        """Say what is wrong, and let go on only with nothing typed or a good passphrase."""
        try:
            if self.first.text():
                require_strong(self.first.text())
            is_same = self.first.text() == self.second.text()
            self.told.setText("" if is_same else self.tr("Les deux phrases diffèrent."))
        except PassphraseWeak as error:
            is_same = False
            self.told.setText(message_of(error).line)
        self._go.setEnabled(is_same)


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
        with_sound = answer == QMessageBox.StandardButton.Yes
        dialog = SealingDialog(self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.carry(Path(chosen), with_sound=with_sound, passphrase=dialog.passphrase())
        dialog.deleteLater()

    def carry(self, target: Path, *, with_sound: bool, passphrase: str | None = None) -> None:
        """Write the session into one file, beside the window."""
        path = target if target.suffix == SUFFIX else target.with_name(f"{target.name}{SUFFIX}")
        dossier = self._session.bench.dossier

        def written() -> Path:
            archive_dossier(dossier, path, silent(), with_sound=with_sound, passphrase=passphrase)
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
    passphrase = None
    if is_sealed(archive):
        passphrase = asked_passphrase(archive, parent)
        if passphrase is None:
            return None
    try:
        return reopen_archive(archive, target, silent(), passphrase=passphrase).folder
    except SessionArchiveDamaged as error:
        told = message_of(error).sentence
        asked = parent.tr("Reprendre tout de même ce qui est intact ?")
        title = parent.tr("Archive abîmée")
        answer = QMessageBox.question(parent, title, f"{told}\n\n{asked}")
        if answer != QMessageBox.StandardButton.Yes:
            return None
        return _salvaged(archive, target, passphrase, parent)
    except AppError as error:
        show_error(error, parent)
        return None


def asked_passphrase(archive: Path, parent: QWidget) -> str | None:
    """Return the passphrase that opens an archive, asked until it does; None when given up."""
    title = parent.tr("Séance protégée")
    asked = parent.tr("Phrase de passe de « {name} » :").format(name=archive.name)
    while True:
        typed, is_given = QInputDialog.getText(parent, title, asked, QLineEdit.EchoMode.Password)
        if not is_given:
            return None
        try:
            UnsealingReader(archive, typed).close()
        except PassphraseWrong as error:
            show_error(error, parent)
        except AppError:
            return typed  # damaged: whoever opens it says how
        else:
            return typed


def _salvaged(archive: Path, target: Path, passphrase: str | None, parent: QWidget) -> Path | None:
    try:
        return reopen_archive(archive, target, silent(), salvage=True, passphrase=passphrase).folder
    except AppError as error:
        show_error(error, parent)
        return None
