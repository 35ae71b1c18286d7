"""Describing a new session: what was convened, who sits, what is on the agenda."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths, QTime
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
from desktop.session.preferences import load_preferences
from desktop.session.seance_file import agenda_of, members_of, roll_text
from desktop.ui.assemblies import assembly_names
from desktop.ui.widgets import button, column, label, row
from pv_builder.meeting import Assembly
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a person described."""

    seance: Seance
    media: tuple[Path, ...]
    folder: Path


class NewSessionDialog(QDialog):
    """Asks for a session; the roll is taken over from the last one where there is one.

    Args:
        media: recordings that were dropped.
        last: folder of the session to take the authority and the roll from.
    """

    def __init__(
        self, media: list[Path], last: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouvelle séance"))
        self.resize(720, 680)
        self.authority = self._field(self.tr("Collectivité"))
        self.authority.setPlaceholderText(self.tr("Commune de …"))
        self.body = self._field(self.tr("Assemblée"))
        self.body.setText(self.tr("conseil municipal"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Type de collectivité"))
        for text, assembly in assembly_names():
            self.kind.addItem(text, assembly)
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("dd/MM/yyyy")
        self.date.setAccessibleName(self.tr("Date de la séance"))
        self.time = QTimeEdit(QTime(18, 30))
        self.time.setAccessibleName(self.tr("Heure de la convocation"))
        self.place = self._field(self.tr("Lieu"))
        self.roll = self._lines(
            self.tr("Membres"), self.tr("Un par ligne : M. Sébastien Masson, Maire")
        )
        self.agenda = self._lines(self.tr("Ordre du jour"), self.tr("Un point par ligne"))
        self.media = QListWidget()
        self.media.setAccessibleName(self.tr("Enregistrement"))
        self.media.setMaximumHeight(84)
        for path in media:
            self.media.addItem(str(path))
        self._fault = label("", "block")
        self.setLayout(column(self._form(), self._fault, self._buttons(), margin=16))
        if last is not None:
            self._take_over(last)

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
        for name, field in (
            (self.tr("Collectivité"), self.authority),
            (self.tr("Assemblée"), self.body),
            (self.tr("Type"), self.kind),
            (self.tr("Date et heure"), when),
            (self.tr("Lieu"), self.place),
            (self.tr("Membres"), self.roll),
            (self.tr("Ordre du jour"), self.agenda),
            (self.tr("Enregistrement"), self.media),
            ("", add),
        ):
            form.addRow(name, field)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.tr("Créer la séance"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept_if_valid)
        buttons.rejected.connect(self.reject)
        return buttons

    def _take_over(self, last: Path) -> None:
        """Fill in what does not change from one session to the next."""
        try:
            seance = read_seance(last / "seance.toml")
        except (AppError, OSError):
            return
        self.authority.setText(seance.collectivite)
        self.body.setText(seance.body)
        self.kind.setCurrentIndex(self.kind.findData(seance.assembly))
        self.place.setText(seance.place or "")
        self.roll.setPlainText(roll_text(seance))

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

    # the answer

    def seance(self) -> Seance:
        """Return the session as described."""
        members, _ = members_of(self.roll.toPlainText())
        date = self.date.date()
        return Seance(
            collectivite=self.authority.text().strip(),
            body=self.body.text().strip(),
            assembly=Assembly(self.kind.currentData()),
            date=dt.date(date.year(), date.month(), date.day()),
            hour=self.time.time().toString("HH:mm"),
            place=self.place.text().strip() or None,
            members=members,
            agenda=agenda_of(self.agenda.toPlainText()),
        )

    def answer(self) -> NewSession:
        """Return the session, its recording and where it will be kept."""
        seance = self.seance()
        paths = tuple(Path(self.media.item(at).text()) for at in range(self.media.count()))
        return NewSession(seance=seance, media=paths, folder=_free_folder(seance))

    def faults(self) -> list[str]:
        """Return what is still missing or wrong, in French."""
        members, strangers = members_of(self.roll.toPlainText())
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
        return faults

    def _accept_if_valid(self) -> None:
        faults = self.faults()
        self._fault.setText("\n".join(faults))
        if not faults:
            self.accept()


def sessions_root() -> Path:
    """Return the folder where new sessions are made: the chosen one, else among the documents."""
    chosen = load_preferences().sessions_folder
    if chosen:
        return Path(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "Greffier"


def _free_folder(seance: Seance) -> Path:
    """Return a folder for a session that does not exist yet."""
    root = sessions_root()
    name = f"{seance.date.isoformat()} {seance.body}".replace("/", "-")
    number, folder = 1, root / name
    while folder.exists():
        number += 1
        folder = root / f"{name} ({number})"
    return folder
