"""The player: one for the whole window; every page asks it to play a stretch of the recording.

It reads the session's 16 kHz WAV from disk as it plays: memory does not grow with the recording.
"""

import mmap
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.sound_output import RATE_HZ, SoundOutput, best_output

if TYPE_CHECKING:
    from desktop.ui.time_stretch import Stretcher

_SAMPLE_BYTES = 2
_REFRESH_MS = 40
SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5, 1.75, 2.0)


class Player(QObject):
    """Plays from any second of the recording.

    Signals:
        moved: the second that is heard now.
        playing_changed: whether it plays.
        sound_changed: a recording was opened or closed.
        speed_changed: how fast it plays.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    sound_changed = Signal()
    speed_changed = Signal(float)

    def __init__(self, output: SoundOutput | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._output = output if output is not None else best_output()
        self._sound: mmap.mmap | None = None
        self._first_byte = 0
        self._samples = 0
        self._position = 0
        self._until: int | None = None
        self.speed = 1.0
        self._stretcher: Stretcher | None = None
        self.is_playing = False
        self._refresh = QTimer(self, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self._on_refresh)

    @property
    def has_sound(self) -> bool:
        """Whether a recording is open."""
        return self._sound is not None

    @property
    def duration_s(self) -> float:
        """Length of the recording in seconds; 0 without one."""
        return self._samples / RATE_HZ

    @property
    def position_s(self) -> float:
        """The second that is heard now."""
        return self._position / RATE_HZ

    def open(self, wav: Path) -> None:
        """Open a 16 kHz mono 16-bit WAV file."""
        self.close()
        with wave.open(str(wav), "rb") as reader:
            self._samples = reader.getnframes()
        with wav.open("rb") as file:
            self._sound = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # The samples are the last chunk of the file.
        self._first_byte = len(self._sound) - self._samples * _SAMPLE_BYTES
        self._position = 0
        self.sound_changed.emit()

    def close(self) -> None:
        """Close the recording."""
        self.pause()
        if self._sound is not None:
            self._sound.close()
        self._sound, self._samples, self._position = None, 0, 0
        self.sound_changed.emit()

    def play(self, start_s: float | None = None, end_s: float | None = None) -> None:
        """Play from a second (or from here), to another (or to the end)."""
        if self._sound is None:
            return
        self.pause()
        if start_s is not None:
            self.seek(start_s)
        self._until = None if end_s is None else min(self._samples, round(end_s * RATE_HZ))
        self.is_playing = True
        self._restretch()
        self._output.start(self._next)
        self._refresh.start()
        self.playing_changed.emit(True)  # noqa: FBT003 - a signal takes positions

    def pause(self) -> None:
        """Stop playing, here."""
        if not self.is_playing:
            return
        self.is_playing = False
        self._output.stop()
        self._refresh.stop()
        self.playing_changed.emit(False)  # noqa: FBT003 - a signal takes positions

    def toggle(self) -> None:
        """Play from here, or stop."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def seek(self, second: float) -> None:
        """Go to a second of the recording."""
        self._position = max(0, min(self._samples, round(second * RATE_HZ)))
        self._restretch()
        self.moved.emit(self.position_s)

    def skip(self, seconds: float) -> None:
        """Go back (negative) or forward, playing on if it plays."""
        self._until = None
        self.seek(self.position_s + seconds)

    def set_speed(self, speed: float) -> None:
        """Play faster (2.0: twice) or slower, at the same pitch."""
        self.speed = min(SPEEDS[-1], max(SPEEDS[0], speed))
        self._restretch()
        self.speed_changed.emit(self.speed)

    def change_speed(self, step: int) -> None:
        """Play at the next speed of the list, or the one before (-1)."""
        nearest = min(range(len(SPEEDS)), key=lambda at: abs(SPEEDS[at] - self.speed))
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])

    def _restretch(self) -> None:
        """Begin anew to play at the chosen speed from here."""
        if self.speed == 1.0 or not self.is_playing:
            self._stretcher = None
            return
        from desktop.ui.time_stretch import Stretcher  # noqa: PLC0415 - loads numpy when needed

        self._stretcher = Stretcher(self._bytes, self._position, self.speed)

    def _bytes(self, first: int, last: int) -> bytes:
        """Return the samples of the recording from one to another."""
        if self._sound is None:
            return b""
        start = self._first_byte + min(first, self._samples) * _SAMPLE_BYTES
        return self._sound[start : self._first_byte + min(last, self._samples) * _SAMPLE_BYTES]

    def _next(self, count: int) -> bytes:
        """Return the next samples; called on the sound device's thread."""
        end = self._until if self._until is not None else self._samples
        stretcher = self._stretcher
        if stretcher is not None:
            data = stretcher.next(count) if stretcher.position < end else b""
            self._position = min(end, stretcher.position)
            return data
        first = self._position
        last = max(first, min(first + count, end))
        self._position = last
        return self._bytes(first, last)

    def _on_refresh(self) -> None:
        self.moved.emit(self.position_s)
        if self._position >= (self._until if self._until is not None else self._samples):
            self.pause()
