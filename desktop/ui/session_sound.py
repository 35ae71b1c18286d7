"""The sound of the open session: found, prepared, or asked for when its files are gone."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.task import Progress
from desktop.session.keeping.life import Step, read_life
from desktop.session.sound.listening import sound_of
from desktop.session.sound.waveform import loudness
from desktop.session.sources import heard_parts, write_sources
from desktop.ui.open_session import OpenSession
from desktop.ui.player import Player
from desktop.ui.player_bar import PlayerBar
from desktop.ui.sound_preparation import SoundPreparation

_BINS = 600
"""Lines of the waveform: one every two pixels of a usual window."""


class SessionSound(QObject):
    """Opens the recording of a session in the player.

    Args:
        session: whose sound it is.
        player: plays it.
        bar: says where the sound stands; its button asks for a lost recording.

    Signals:
        refused: an `AppError`: the file is not this session's recording, or cannot be read.
    """

    refused = Signal(object)

    def __init__(self, session: OpenSession, player: Player, bar: PlayerBar) -> None:
        super().__init__(session)
        self._session = session
        self._player = player
        self._bar = bar
        self._preparation: SoundPreparation | None = None
        bar.sound_asked.connect(self.ask)

    def open(self) -> None:
        """Open the sound, prepare it from the recording, or offer to look for that."""
        dossier = self._session.bench.dossier
        sound = sound_of(dossier)
        if sound is not None:
            self._play_from(sound)
        elif read_life(dossier).on(Step.DELETED) is not None:
            self._bar.show_deleted()
        elif self._session.has_transcript:
            parts = heard_parts(dossier, self._session.state.transcript.audio)
            if parts:
                self._prepare(parts)
            else:
                self._bar.show_missing()

    def ask(self) -> None:
        """Ask for the files of the recording, and prepare the sound from them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window(), self.tr("Où est l'enregistrement de cette séance ?")
        )
        if chosen:
            self._prepare(tuple(Path(path) for path in sorted(chosen)))

    def stop(self) -> None:
        """Stop preparing, if it goes on."""
        if self._preparation is not None:
            self._preparation.stop()
            self._preparation = None

    def _window(self) -> QWidget:
        return self._bar.window()

    def _prepare(self, parts: tuple[Path, ...]) -> None:
        self.stop()
        preparation = SoundPreparation(self._session.bench, parts, self)
        preparation.progressed.connect(self._on_progress)
        preparation.ready.connect(self._on_ready)
        preparation.refused.connect(self._on_refused)
        write_sources(self._session.bench.dossier, parts)
        self._bar.show_preparing(None)
        preparation.start()
        self._preparation = preparation

    def _play_from(self, sound: Path) -> None:
        self._player.open(sound)
        self._session.run(partial(loudness, sound, _BINS), self._bar.timeline.set_levels)

    def _on_progress(self, event: object) -> None:
        if isinstance(event, Progress) and event.total:
            self._bar.show_preparing(event.done / event.total)

    def _on_ready(self, sound: Path) -> None:
        self._preparation = None
        self._play_from(sound)

    def _on_refused(self, error: object) -> None:
        self._preparation = None
        self._bar.show_missing()
        self.refused.emit(error)
