"""Son: the recording of the session, and the work that turns it into text."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QListWidget,
    QStackedWidget,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from asr.errors import SoundNotAligned
from asr.recording.recovery import Recovered
from asr.recording.summary import RecordingSummary
from asr.sound.track_choice import AUTOMATIC
from core.errors import AppError
from core.task import silent
from core.timecode import format_timecode
from desktop.session.corrections.missing import MissingPassage, insertion, missing_passages
from desktop.session.imports.track_list import TrackLine, listed_tracks
from desktop.session.imports.tracks import choice_text, keep_choice, kept_choice
from desktop.session.recording.completion import Completed, completed_line
from desktop.session.recording.growth import Waiting, waiting, waiting_line
from desktop.session.recording.places import places_of
from desktop.session.recording.recovery import recovery_lines
from desktop.session.sources import read_sources, write_sources
from desktop.ui.board.live_board import LiveBoard
from desktop.ui.flow import FlowLayout
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.theme import Theme
from desktop.ui.tracks_dialog import TracksDialog
from desktop.ui.widgets import answer_buttons, button, card, clear, column, label, row, scrolled
from pv_builder.conformity.recording_told import heard_told
from pv_builder.language.typography import typeset

_MOST_SHOWN = 60


class HourDialog(QDialog):
    """Asks for the hour of the first second of a recording."""

    def __init__(self, hour: QTime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Heure de l'enregistrement"))
        self.field = QTimeEdit(hour)
        self.field.setDisplayFormat("HH:mm:ss")
        self.field.setAccessibleName(self.tr("Heure de la première seconde"))
        buttons, _go = answer_buttons(self, self.tr("OK"))
        text = self.tr(
            "Les deux enregistrements n'ont aucun passage commun. À quelle heure commence celui de "
            "l'autre appareil ?"
        )
        self.setLayout(column(label(text), self.field, buttons, margin=16))
        self.setMinimumWidth(420)

    def hour(self) -> dt.time:
        """Return the hour that was given."""
        given = self.field.time()
        return dt.time(given.hour(), given.minute(), given.second())


class SoundPage(Page):
    """The files of the recording, their quality, and "Transcrire".

    Signals:
        work_asked: transcribe these files.
    """

    work_asked = Signal(list)

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.board = LiveBoard(session, theme)
        self.board.left.connect(self.show_files)
        self.board.finished.connect(self._on_recorded)
        self.board.driver.repaired.connect(self._on_repaired)
        self.board.driver.completed.connect(self._on_completed)
        self.board.driver.refused.connect(self._on_refused)
        self._other: Path | None = None
        self._repaired = label("", "check")
        self._repaired_title = label("", "heading")
        self._repaired_card = card(self._repaired_title, self._repaired)
        self.complete = button(self.tr("Compléter avec un autre appareil…"), self._choose_other)
        self.complete.setToolTip(
            self.tr("Un dictaphone ou un téléphone donne ce que cet enregistrement n'a pas.")
        )
        self._repaired_card.hide()
        self._stack = QStackedWidget()
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Fichiers de l'enregistrement"))
        self.files.setMaximumHeight(110)
        self.main = self.files
        self._state = label("")
        self.start = button(self.tr("Transcrire"), self._ask, role="main")
        self.tracks = button(self.tr("Pistes…"), self._list_tracks)
        self.tracks.setToolTip(
            self.tr("Choisir les pistes à écouter, et de qui elles sont le micro.")
        )
        self._choice = kept_choice(session.bench.dossier.root)
        self._chosen = label("", "quiet")
        self.setAcceptDrops(True)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(8)
        self.setLayout(self._build())

    def _build(self) -> QVBoxLayout:
        self._stack.addWidget(self._files_page())
        self._stack.addWidget(self.board)
        return column(self._stack)

    def _files_page(self) -> QWidget:
        record = button(self.tr("Enregistrer la séance…"), self.show_board)
        add = button(self.tr("Ajouter un enregistrement…"), self._add)
        body = QWidget()
        content = column(
            label(self.tr("Enregistrement de la séance"), "title"),
            self._repaired_card,
            card(
                label(self.tr("Fichiers, dans l'ordre de la séance"), "heading"),
                self.files,
                self._chosen,
                FlowLayout(record, add, self.complete, self.tracks, self.start),
            ),
            card(label(self.tr("Où en est le texte"), "heading"), self._state),
            self._missing,
            None,
            margin=24,
        )
        body.setLayout(content)
        return scrolled(body)

    def show_board(self) -> None:
        """Show what records the session."""
        self.board.prepare()
        self._stack.setCurrentWidget(self.board)

    def show_files(self) -> None:
        """Show the files of the recording."""
        self._stack.setCurrentIndex(0)
        self.refresh()

    def repair(self) -> None:
        """Repair what an earlier run left unfinished, and say what it holds."""
        self.board.driver.repair()

    def _on_repaired(self, found: tuple[Recovered, ...], summary: RecordingSummary) -> None:
        self._repaired_title.setText(self.tr("Un enregistrement interrompu a été réparé"))
        self._repaired.setText(typeset("\n".join(recovery_lines(found, summary))))
        self._repaired_card.setVisible(bool(found))
        self._keep_parts(summary)

    def _keep_parts(self, summary: RecordingSummary) -> None:
        audio = places_of(self.session.bench.dossier).audio
        self._on_recorded([audio / part for part in summary.parts], transcribes=False)

    def _choose_other(self) -> None:
        """Fill what is missing from the recording of another device."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("L'enregistrement de l'autre appareil")
        )
        if chosen:
            self._complete(Path(chosen), None)

    def _complete(self, other: Path, hour: dt.time | None) -> None:
        self._other = other
        self._repaired_title.setText(self.tr("Recherche de ce qui manque…"))
        self._repaired.setText("")
        self._repaired_card.show()
        self.complete.setEnabled(False)
        self.board.driver.complete(other, hour)

    def _on_completed(self, done: Completed, summary: RecordingSummary) -> None:
        self._repaired_title.setText(self.tr("L'autre enregistrement a été écouté"))
        self._repaired.setText(typeset(completed_line(done)))
        self._keep_parts(summary)

    def _on_refused(self, error: AppError) -> None:
        """Ask for the hour where the sounds do not tell; the board shows any other refusal."""
        self._repaired_card.hide()
        self.complete.setEnabled(True)
        if not isinstance(error, SoundNotAligned) or self._other is None:
            return
        hour = QTime.currentTime()
        asked = HourDialog(hour, self)
        if asked.exec() == HourDialog.DialogCode.Accepted:
            self._complete(self._other, asked.hour())
        asked.deleteLater()

    def _on_recorded(self, parts: list[Path], transcribes: bool) -> None:  # noqa: FBT001 - a slot
        """Keep what was recorded as the session's recording; transcribe it if asked."""
        if not parts:
            self.show_files()
            return
        dossier = self.session.bench.dossier
        others = [path for path in read_sources(dossier) if path.parent != parts[0].parent]
        write_sources(dossier, (*others, *parts))
        self.show_files()
        if transcribes:
            self._ask()

    def refresh(self) -> None:
        """Show the files and whether they are transcribed."""
        self.files.clear()
        sources = read_sources(self.session.bench.dossier)
        self.files.addItems([str(path) for path in sources])
        if not sources and self.session.has_transcript:
            parts = self.session.state.transcript.audio.parts
            lost = self.tr("{name} (à retrouver sur cet ordinateur)")
            self.files.addItems([lost.format(name=part.name) for part in parts])
        if not self.session.has_transcript:
            text = self.tr(
                "Rien n'est encore transcrit. « Transcrire » travaille sur cet ordinateur, sans "
                "réseau ; vous pouvez l'arrêter et le reprendre."
            )
        else:
            audio = self.session.state.transcript.audio
            heard = heard_told(audio, self.session.state.transcript.coverage)
            text = self.tr("{time} transcrits.").format(time=format_timecode(audio.duration_s))
            waiting = waiting_line(self.waiting)
            text = "\n".join(filter(None, [typeset(f"{text} {heard}".strip()), typeset(waiting)]))
        self._state.setText(text)
        own = places_of(self.session.bench.dossier).audio
        has_own = any(path.parent == own for path in sources)
        self.complete.setVisible(has_own)
        self.complete.setEnabled(not self.board.is_active)
        self._show_missing()
        self.tracks.setEnabled(bool(sources))
        self._show_choice()
        self.start.setEnabled(bool(sources) and self.session.bench.seance is not None)
        if self.waiting:
            self.start.setText(self.tr("Transcrire la suite"))
        elif self.session.has_transcript:
            self.start.setText(self.tr("Transcrire à nouveau"))
        else:
            self.start.setText(self.tr("Transcrire"))

    @property
    def waiting(self) -> Waiting:
        """What of the recording is not in the transcript yet; nothing before there is one."""
        if not self.session.has_transcript:
            return Waiting()
        dossier = self.session.bench.dossier
        return waiting(read_sources(dossier), dossier, self.session.state.transcript.audio)

    def _show_missing(self) -> None:
        """Show what was said and has no text, and the text that was set aside."""
        clear(self._missing)
        if not self.session.has_transcript:
            return
        for passage in missing_passages(self.session.state)[:_MOST_SHOWN]:
            said = passage.text or self.tr("Quelqu'un parle, et rien n'a été reconnu.")
            hear = button("▶", partial(self.listen.emit, passage.start, passage.end))
            time = format_timecode(passage.start)
            hear.setAccessibleName(self.tr("Écouter le passage à {time}").format(time=time))
            action = self.tr("Rétablir ce texte") if passage.text else self.tr("Saisir le texte…")
            line = row(hear)
            line.addWidget(label(f"{time}   {said}"), 1)
            line.addWidget(button(action, partial(self._bring_back, passage)))
            self._missing.addWidget(card(line))

    def _bring_back(self, passage: MissingPassage) -> None:
        """Give a passage its text: the one set aside, or what the person types."""
        text = passage.text
        if not text:
            title, asked = self.tr("Passage sans texte"), self.tr("Que dit-on ?")
            text, given = QInputDialog.getText(self, title, asked)
            if not given:
                return
        if text.strip():
            self.session.do(insertion(self.session.state, passage, text))

    def _add(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Choisir l'enregistrement"))
        self.add_files([Path(path) for path in paths])

    def add_files(self, paths: list[Path]) -> None:
        """Add recordings, a meeting tool's files, or the folder or archive that holds them."""
        if paths:
            dossier = self.session.bench.dossier
            write_sources(dossier, (*read_sources(dossier), *paths))
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Add what was dropped."""
        urls = event.mimeData().urls()
        self.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _list_tracks(self) -> None:
        """Look at the tracks of the recording, then ask which are wanted."""
        dossier = self.session.bench.dossier
        work = partial(listed_tracks, read_sources(dossier), dossier.root, silent())
        self.session.lane.run(work, self._choose_tracks)

    def _choose_tracks(self, lines: tuple[TrackLine, ...]) -> None:
        members = [member.name for member in self.session.roll]
        dialog = TracksDialog(lines, self._choice, members, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._choice = dialog.choice()
            self._show_choice()
        dialog.deleteLater()

    def _show_choice(self) -> None:
        chosen = choice_text(self._choice)
        self._chosen.setText(self.tr("Pistes écoutées : {chosen}.").format(chosen=chosen))
        self._chosen.setVisible(self._choice != AUTOMATIC)

    def _ask(self) -> None:
        keep_choice(self.session.bench.dossier, self._choice)
        self.work_asked.emit(list(read_sources(self.session.bench.dossier)))
