"""The live board: before, during and after a recording, on one page.

It holds no logic of recording: `RecordingDriver` does, and `desktop.session` below it.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QStackedWidget, QWidget

from asr.errors import SoundNotAligned
from asr.recording.journal import Marked
from asr.recording.recorder import Phase, Status
from asr.recording.setup import Machine, Setup
from asr.recording.summary import RecordingSummary
from core.errors import AppError
from core.task import Notice
from core.timecode import format_timecode
from desktop.session.recording.board_state import state_after
from desktop.session.recording.places import places_of, summary_of
from desktop.session.recording.recorder import announcement_mark
from desktop.ui.board.bell import Bell
from desktop.ui.board.driver import RecordingDriver
from desktop.ui.board.event_log import AlarmBanner, EventLog, hour_of
from desktop.ui.board.live_text import LiveTextPanel
from desktop.ui.board.mark_panel import MarkPanel
from desktop.ui.board.meter import LevelMeter
from desktop.ui.board.setup_panel import SetupPanel
from desktop.ui.messages_box import show_error
from desktop.ui.open_session import OpenSession
from desktop.ui.sound_output import SoundOutput
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, card, clear, column, label, row, scrolled, set_role

_MINUTES_AN_HOUR = 60
_LITTLE_ROOM_MIN = 60


class LiveBoard(QWidget):
    """Records the open session.

    Args:
        session: to record.
        theme: colours.
        machine: what it runs on; a test has its own.
        output: where the bell rings; a test has its own.

    Signals:
        active_changed: whether a recording is under way.
        left: show the files of the recording again.
        finished: the parts of the session's recording, and whether to transcribe them now.
        elapsed: how long it is, for the rail.

    Attributes:
        now: tells the hour of what is told.
    """

    active_changed = Signal(bool)
    left = Signal()
    finished = Signal(list, bool)
    elapsed = Signal(str)

    def __init__(
        self,
        session: OpenSession,
        theme: Theme,
        machine: Machine | None = None,
        output: SoundOutput | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._theme = theme
        self._goes_on = False
        self.now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()
        seance = session.bench.seance
        agenda = seance.agenda if seance else ()
        self.driver = RecordingDriver(session.bench.dossier, machine, self)
        self.bell = Bell(output, self)
        self.setup = SetupPanel(machine.source if machine else None)
        self.marks = MarkPanel(agenda, session.people.members)
        self.log = EventLog(agenda)
        self.banner = AlarmBanner(self.bell)
        self.live = LiveTextPanel()
        self._meters: list[LevelMeter] = []
        self._meter_row = row()
        self._meter_row.setSpacing(24)
        self.state = label("", "heading", wrap=False)
        self.time = _large_label()
        self.room = label("", "quiet", wrap=False)
        self.pause = button(self.tr("Pause"), self._pause_or_resume)
        self.stop = button(self.tr("Terminer…"), self.ask_to_stop, role="main")
        for large in (self.pause, self.stop):
            large.setProperty("tall", "yes")
        self._back = button(self.tr("‹ Fichiers de l'enregistrement"), self.left.emit, role="flat")
        self.announcement = self._announcement_card()
        self._stack = QStackedWidget()
        self._before = self._before_page()
        self._during = self._during_page()
        self._stack.addWidget(self._before)
        self._stack.addWidget(self._during)
        self.setLayout(column(self._stack))
        self._connect()

    def _before_page(self) -> QWidget:
        body = QWidget()
        body.setLayout(
            column(
                row(self._back, None),
                row(
                    label(self.tr("Enregistrer la séance"), "title", wrap=False),
                    None,
                    self.setup.start,
                ),
                self.setup,
                None,
                margin=24,
            )
        )
        return scrolled(body)

    def _during_page(self) -> QWidget:
        head = row(margin=0)
        head.addLayout(column(self.state, self.time, self.room))
        head.addStretch(1)
        head.addWidget(self.pause)
        head.addWidget(self.stop)
        panels = row()
        panels.addWidget(self.marks, 3)
        side = column(self.live, self.log)
        panels.addLayout(side, 2)
        body = QWidget()
        whole = column(self.banner, self.announcement, head, margin=24)
        whole.addLayout(self._meter_row)
        whole.addLayout(panels, 1)
        body.setLayout(whole)
        return scrolled(body)

    def _announcement_card(self) -> QWidget:
        said = button(self.tr("C'est annoncé"), lambda: self._answer(is_announced=True), "main")
        not_said = button(self.tr("Ce ne le sera pas"), lambda: self._answer(is_announced=False))
        text = label(
            self.tr(
                "Le président annonce que la séance est enregistrée, pour établir le "
                "procès-verbal (RGPD, art. 13)."
            )
        )
        line = row()
        line.addWidget(text, 1)
        line.addWidget(said)
        line.addWidget(not_said)
        return card(line)

    def _connect(self) -> None:
        self.setup.start_asked.connect(self.start)
        self.marks.mark_asked.connect(self.driver.mark)
        self.marks.pause_asked.connect(self.driver.pause)
        self.marks.resume_asked.connect(self.driver.resume)
        self.log.cancel_asked.connect(self._on_cancelled)
        self.driver.started.connect(self._on_started)
        self.driver.refused.connect(self._on_refused)
        self.driver.looked.connect(self._show_status)
        self.driver.told.connect(self._on_told)
        self.driver.marked.connect(self._on_marked)
        self.driver.stopped.connect(self._on_stopped)

    # before

    @property
    def is_active(self) -> bool:
        """Whether a recording is under way."""
        return self.driver.is_active

    def prepare(self) -> None:
        """Show what can be recorded."""
        if not self.is_active:
            self._stack.setCurrentWidget(self._before)
            self.setup.refresh()

    def start(self) -> None:
        """Record the chosen inputs."""
        try:
            setup = Setup(devices=self.setup.chosen(), mirror=self.setup.mirror)
        except AppError as error:
            show_error(error, self)
            return
        self.setup.start.setEnabled(False)
        self.setup.start.setText(self.tr("Ouverture du micro…"))
        self._show_meters(len(setup.devices))
        self.driver.start(setup)

    def _show_meters(self, count: int) -> None:
        clear(self._meter_row)
        self._meters = [LevelMeter(self._theme) for _ in range(count)]
        for meter in self._meters:
            self._meter_row.addWidget(meter)

    def _on_started(self) -> None:
        self._reset_start()
        for placed in summary_of(self._session.bench.dossier).marks:
            self.log.add_mark(placed.mark)  # of an earlier recording of this session
        self._show_state()
        self._stack.setCurrentWidget(self._during)
        if self.setup.live.isChecked():
            self.live.start(self._session.bench.dossier)
        self.marks.listen_to_keys(on=self.isVisible())
        self.driver.watch()
        self.active_changed.emit(True)  # noqa: FBT003 - a signal

    def _on_refused(self, error: AppError) -> None:
        self._reset_start()
        if not isinstance(error, SoundNotAligned):  # the page of the files asks for the hour
            show_error(error, self)

    def _reset_start(self) -> None:
        self.setup.start.setText(self.tr("Commencer l'enregistrement"))
        self.setup.start.setEnabled(bool(self.setup.chosen()))

    # during

    def _show_status(self, status: Status) -> None:
        is_paused = status.phase is Phase.PAUSED
        for meter, track in zip(self._meters, status.tracks, strict=False):
            meter.show_state(track, is_paused=is_paused)
        self.time.setText(format_timecode(status.sound_s))
        state = self.tr("❚❚ En pause : rien n'est enregistré") if is_paused else None
        self.state.setText(state or self.tr("● Enregistrement en cours"))
        set_role(self.state, "check" if is_paused else "block")
        self.pause.setText(self.tr("Reprendre") if is_paused else self.tr("Pause"))
        self.room.setText(_room_text(status.minutes_left))
        is_short = status.minutes_left is not None and status.minutes_left < _LITTLE_ROOM_MIN
        set_role(self.room, "check" if is_short else "quiet")
        self.elapsed.emit(format_timecode(status.sound_s))

    def _pause_or_resume(self) -> None:
        if self.driver.phase is Phase.PAUSED:
            self.driver.resume()
        else:
            self.driver.pause()

    def _answer(self, *, is_announced: bool) -> None:
        self.driver.mark(announcement_mark(is_announced=is_announced))

    def _on_marked(self, mark: Marked) -> None:
        self.log.add_mark(mark)
        self._show_state()

    def _on_cancelled(self, mark: Marked) -> None:
        self.driver.cancel_mark(mark)
        self.log.add_cancelled(mark, hour_of(self.now()))
        self._show_state()

    def _show_state(self) -> None:
        state = state_after(self.log.marks)
        self.marks.show_state(state)
        self.live.is_muted = state.is_closed
        self.announcement.setVisible(not state.is_announced)

    def _on_told(self, notice: Notice) -> None:
        hour = hour_of(self.now())
        sentence = self.log.add_notice(notice, hour)
        if sentence:
            self.banner.tell(notice, f"{hour} · {sentence}")

    # after

    def ask_to_stop(self) -> None:
        """Ask whether to end, and whether to go on to the text at once."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Terminer l'enregistrement"))
        box.setText(self.tr("La séance est-elle terminée ?"))
        box.setInformativeText(self.tr("Vous pourrez reprendre l'enregistrement plus tard."))
        both = box.addButton(self.tr("Terminer et transcrire"), QMessageBox.ButtonRole.AcceptRole)
        only = box.addButton(self.tr("Terminer"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(
            self.tr("Continuer l'enregistrement"), QMessageBox.ButtonRole.RejectRole
        )
        box.setDefaultButton(back)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        if clicked in (both, only):
            self.end(goes_on=clicked is both)

    def end(self, *, goes_on: bool) -> None:
        """End the recording; `goes_on` sends its parts to the transcription."""
        self._goes_on = goes_on
        self.live.stop()
        self.driver.rest()
        self.marks.listen_to_keys(on=False)
        self.pause.setEnabled(False)
        self.stop.setEnabled(False)
        self.state.setText(self.tr("Écriture des dernières parties…"))
        set_role(self.state, "quiet")
        self.driver.stop()

    def _on_stopped(self, summary: RecordingSummary | None) -> None:
        self.pause.setEnabled(True)
        self.stop.setEnabled(True)
        self.banner.acknowledge()
        self.log.marks.clear()
        self.log.list.clear()
        self._stack.setCurrentWidget(self._before)
        self.active_changed.emit(False)  # noqa: FBT003 - a signal
        if summary is not None:
            self.finished.emit(self._files(summary), self._goes_on)

    def _files(self, summary: RecordingSummary) -> list[Path]:
        audio = places_of(self._session.bench.dossier).audio
        return [audio / part for part in summary.parts]

    def leave(self) -> None:
        """Stop what is under way and wait for it: the session is being closed."""
        self.bell.be_quiet()
        self.live.leave()
        self.setup.leave()
        self.driver.leave()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys of the marks while the board is in sight."""
        self.marks.listen_to_keys(on=self.is_active)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the keys to the other pages."""
        self.marks.listen_to_keys(on=False)
        super().hideEvent(event)


def _large_label() -> QLabel:
    made = label(format_timecode(0), "clock", wrap=False)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made


def _room_text(minutes: float | None) -> str:
    """Return the room left on the disk, as time."""
    if minutes is None:
        return ""
    hours = int(minutes // _MINUTES_AN_HOUR)
    left = f"{hours} h" if hours else f"{int(minutes)} min"
    return f"De la place sur le disque pour {left} encore"
