"""Describing a new session: what was convened, who sits, what is on the agenda."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, Qt, QTime, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTimeEdit,
    QWidget,
)

from core.errors import AppError
from core.filenames import safe_name
from desktop.session.description.lines import DescribedLines
from desktop.session.imports.dropped import (
    CONVOCATION_SUFFIXES,
    ROLL_SUFFIXES,
    Purpose,
    purpose_of,
)
from desktop.ui.assemblies import assembly_names
from desktop.ui.convocation_import import ConvocationImportDialog
from desktop.ui.folders import sessions_root
from desktop.ui.messages_box import show_error
from desktop.ui.roll_import import RollImportDialog
from desktop.ui.widgets import answer_buttons, button, column, label, row, scrolled
from desktop.ui.wishes_choice import WishesChoice
from pv_builder.convocation.convocation import Convocation
from pv_builder.intake.source import Source, read_source
from pv_builder.meeting import Assembly
from pv_builder.roster.merging import MergedRoll, RollChange
from pv_builder.seance import Seance
from pv_builder.wishes import DocumentWishes

ROLL_FILES = " ".join(f"*{suffix}" for suffix in ROLL_SUFFIXES)
CONVOCATION_FILES = " ".join(f"*{suffix}" for suffix in CONVOCATION_SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a person described."""

    seance: Seance
    media: tuple[Path, ...]
    folder: Path
    changes: tuple[RollChange, ...] = ()


_QUOTE = 40
"""Letters of a line that are shown where it is told of."""
_WIDTH_PX = 720
_BELOW_FORM_PX = 110
_FRAME_PX = 48
"""Room for the title of the window and the bar of the system: the buttons stay on the screen."""


class NewSessionDialog(QDialog):
    """Asks for a session; what is kept of a collectivité is filled in.

    Args:
        brought: files, folders and archives that were dropped: recordings are listed, a roll or
            a convocation is shown once the dialog is.
        known: collectivités to choose from, the one that sat last first.
        usual: how documents look where nothing is chosen.
    """

    def __init__(
        self,
        brought: list[Path],
        known: Sequence[Seance] = (),
        usual: DocumentWishes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouvelle séance"))
        self.authority = self._field(self.tr("Collectivité"))
        self.authority.setPlaceholderText(self.tr("Commune de …"))
        self.body = self._field(self.tr("Assemblée"))
        self.body.setText(self.tr("conseil municipal"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Type de collectivité"))
        for text, assembly in assembly_names():
            self.kind.addItem(text, assembly)
        self.date, self.time = self._moment()
        self.place = self._field(self.tr("Lieu"))
        self.roll = self._lines(
            self.tr("Membres"), self.tr("Un par ligne : M. Sébastien Masson, Maire")
        )
        self.agenda = self._lines(self.tr("Ordre du jour"), self.tr("Un point par ligne"))
        documents = [path for path in brought if path.suffix.lower() in ROLL_SUFFIXES]
        self.media = self._recordings(path for path in brought if path not in documents)
        self._lines_shown = DescribedLines()
        self.wishes = WishesChoice(usual or DocumentWishes())
        self._known = tuple(known)
        self._kept: Seance | None = None
        self.known = self._known_choice()
        self.setAcceptDrops(True)
        self._fault = label("", "block")
        form = QWidget()
        form.setLayout(self._form())
        self.setLayout(column(scrolled(form), self._fault, self._buttons(), margin=16))
        wish = form.sizeHint().height() + _BELOW_FORM_PX
        self.resize(_WIDTH_PX, min(wish, self.screen().availableGeometry().height() - _FRAME_PX))
        if known:
            self.take_over(0)
        if documents:
            QTimer.singleShot(0, self, partial(self.take_files, documents))

    def _moment(self) -> tuple[QDateEdit, QTimeEdit]:
        """Return the fields for the day and the hour."""
        date, time = QDateEdit(QDate.currentDate()), QTimeEdit(QTime(18, 30))
        date.setCalendarPopup(True)
        date.setDisplayFormat("dd/MM/yyyy")
        date.setAccessibleName(self.tr("Date de la séance"))
        time.setAccessibleName(self.tr("Heure de la convocation"))
        return date, time

    def _recordings(self, paths: Iterable[Path]) -> QListWidget:
        """Return the list of recordings, with those that were brought."""
        media = QListWidget()
        media.setAccessibleName(self.tr("Enregistrement"))
        media.setMaximumHeight(84)
        for path in paths:
            media.addItem(str(path))
        return media

    def _known_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Collectivité connue"))
        for seance in self._known:
            choice.addItem(f"{seance.collectivite} · {seance.body}")
        choice.activated.connect(self.take_over)
        return choice

    @staticmethod
    def _field(name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        return field

    @staticmethod
    def _lines(name: str, hint: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setTabChangesFocus(True)
        return field

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        when = row(self.date, self.time, None)
        add = button(self.tr("Ajouter un enregistrement…"), self._add_media)
        if len(self._known) > 1:
            form.addRow(self.tr("Reprendre"), self.known)
        for name, field in (
            (self.tr("Collectivité"), self.authority),
            (self.tr("Assemblée"), self.body),
            (self.tr("Type"), self.kind),
            (self.tr("Date et heure"), when),
            (self.tr("Lieu"), self.place),
            (self.tr("Membres"), self.roll),
            ("", button(self.tr("Importer une liste de membres…"), self._ask_for_roll)),
            (self.tr("Ordre du jour"), self.agenda),
            ("", button(self.tr("Importer une convocation…"), self._ask_for_convocation)),
            (self.tr("Enregistrement"), self.media),
            ("", add),
            (self.tr("Documents"), self.wishes),
        ):
            form.addRow(name, field)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons, _go = answer_buttons(self, self.tr("Créer la séance"), self._accept_if_valid)
        return buttons

    def take_over(self, number: int) -> None:
        """Fill in what is kept of a collectivité, by its number in the list."""
        seance = self._known[number]
        self._kept = seance
        self.authority.setText(seance.collectivite)
        self.body.setText(seance.body)
        self.kind.setCurrentIndex(self.kind.findData(seance.assembly))
        self.place.setText(seance.place or "")
        self.roll.setPlainText(self._lines_shown.show_roll(seance.members))
        if seance.hour is not None:
            self.time.setTime(QTime.fromString(seance.hour, "HH:mm"))
        self.wishes.show_wishes(seance.wishes)

    def _add_media(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Choisir l'enregistrement"),
            "",
            self.tr("Son, vidéo et fichiers de visioconférence")
            + " (*.mp3 *.wav *.m4a *.mp4 *.opus *.ogg *.flac *.wma *.mkv *.mov *.webm *.aac"
            " *.dss *.amr *.zip *.vtt *.srt *.sbv *.docx *.txt *.md *.csv *.xml)",
        )
        for path in paths:
            self.media.addItem(path)

    # what the town hall has already

    def _ask_for_roll(self) -> None:
        self._ask(self.tr("Liste des membres") + f" ({ROLL_FILES})", self.take_roll)

    def _ask_for_convocation(self) -> None:
        self._ask(
            self.tr("Convocation ou ordre du jour") + f" ({CONVOCATION_FILES})",
            self.take_convocation,
        )

    def _ask(self, kinds: str, take: Callable[[Source], None]) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), "", kinds)
        if path:
            self._take_path(Path(path), take)

    def _take_path(self, path: Path, take: Callable[[Source], None]) -> None:
        try:
            take(read_source(path))
        except AppError as error:
            show_error(error, self)

    def take_roll(self, source: Source) -> None:
        """Show the roll that a file holds, and take it when the person agrees."""
        members, _ = self._lines_shown.members(self.roll.toPlainText())
        dialog = RollImportDialog(source, members, self.authority.text().strip(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.use_roll(dialog.merged())
        dialog.deleteLater()

    def use_roll(self, merged: MergedRoll) -> None:
        """Put a roll in place of the one shown."""
        self._lines_shown.changes = merged.changes
        self.roll.setPlainText(self._lines_shown.show_roll(merged.members))

    def take_convocation(self, source: Source) -> None:
        """Show what a convocation says, and take it when the person agrees."""
        members, _ = self._lines_shown.members(self.roll.toPlainText())
        dialog = ConvocationImportDialog(source, [stated.member for stated in members], self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.use_convocation(dialog.convocation)
        dialog.deleteLater()

    def use_convocation(self, convocation: Convocation) -> None:
        """Fill in what a convocation says."""
        self._lines_shown.convocation = convocation
        self.agenda.setPlainText(self._lines_shown.show_agenda(convocation.agenda))
        if convocation.date is not None:
            day = convocation.date
            self.date.setDate(QDate(day.year, day.month, day.day))
        if convocation.hour is not None:
            self.time.setTime(QTime.fromString(convocation.hour, "HH:mm"))
        if convocation.place is not None:
            self.place.setText(convocation.place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        urls = event.mimeData().urls()
        self.take_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def take_files(self, paths: Sequence[Path]) -> None:
        """List recordings, show a roll or a convocation; each is told by what is in it."""
        takes = {Purpose.ROLL: self.take_roll, Purpose.CONVOCATION: self.take_convocation}
        for path in paths:
            try:
                purpose = purpose_of(path)
            except AppError as error:
                show_error(error, self)
                continue
            if purpose is Purpose.RECORDING:
                self.media.addItem(str(path))
            else:
                self._take_path(path, takes[purpose])

    # the answer

    def seance(self) -> Seance:
        """Return the session as described."""
        members, _ = self._lines_shown.members(self.roll.toPlainText())
        date = self.date.date()
        seance = Seance(
            collectivite=self.authority.text().strip(),
            body=self.body.text().strip(),
            assembly=Assembly(self.kind.currentData()),
            date=dt.date(date.year(), date.month(), date.day()),
            hour=self.time.time().toString("HH:mm"),
            place=self.place.text().strip() or None,
            members=members,
            agenda=self._lines_shown.agenda(self.agenda.toPlainText()),
            wishes=self.wishes.stated,
        )
        kept = self._kept
        if kept is not None and kept.collectivite == seance.collectivite:
            seance = replace(
                seance,
                siret=kept.siret,
                department=kept.department,
                population=kept.population,
                statutes=kept.statutes if kept.assembly is seance.assembly else None,
            )
        return self._lines_shown.completed(seance)

    def answer(self) -> NewSession:
        """Return the session, its recording and where it will be kept."""
        seance = self.seance()
        paths = tuple(Path(self.media.item(at).text()) for at in range(self.media.count()))
        return NewSession(
            seance=seance,
            media=paths,
            folder=_free_folder(seance),
            changes=self._lines_shown.changes,
        )

    def faults(self) -> list[str]:
        """Return what is still missing or wrong, in French."""
        members, strangers = self._lines_shown.members(self.roll.toPlainText())
        faults = []
        if not self.authority.text().strip():
            faults.append(self.tr("Indiquez la collectivité."))
        if not members:
            faults.append(self.tr("Indiquez les membres, un par ligne."))
        faults += [
            self.tr("« {line} » : commencez par M. ou Mme, puis le prénom et le nom.").format(
                line=line
            )
            for line in strangers[:3]
        ]
        faults += [
            self.tr("« {line}… » : une ligne par membre ; celle-ci en contient plusieurs.").format(
                line=line[:_QUOTE]
            )
            for line in self._lines_shown.crowded(self.roll.toPlainText())[:3]
        ]
        return faults

    def _accept_if_valid(self) -> None:
        faults = self.faults()
        self._fault.setText("\n".join(faults))
        if not faults:
            self.accept()


def _free_folder(seance: Seance) -> Path:
    """Return a folder for a session that does not exist yet."""
    root = sessions_root()
    day = seance.date.isoformat()
    name = safe_name(f"{day} {seance.body}", otherwise=day)
    number, folder = 1, root / name
    while folder.exists():
        number += 1
        folder = root / f"{name} ({number})"
    return folder
