"""The bell: a short sound when something threatens the recording, again until it is seen."""

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import AppError
from desktop.ui.sound_output import RATE_HZ, SoundOutput, best_output

_NOTES_HZ = (880.0, 660.0, 880.0)
_NOTE_S = 0.18
_PEAK = 6000
"""About -15 dBFS: heard at the desk, not a shock for the room."""

_AGAIN_MS = 15_000
_LONGEST_MS = 1500


def ringing() -> bytes:
    """Return the sound of the bell: 16-bit mono at the output's rate."""
    seconds = np.arange(round(_NOTE_S * RATE_HZ)) / RATE_HZ
    swell = np.minimum(1.0, np.minimum(seconds, _NOTE_S - seconds) / 0.01)
    notes = [np.sin(2 * np.pi * hz * seconds) * swell for hz in _NOTES_HZ]
    return bytes(np.rint(_PEAK * np.concatenate(notes)).astype("<i2"))


class Bell(QObject):
    """Rings through a sound output of its own.

    Args:
        output: where it rings; the loudspeaker, opened at the first ring, by default.

    Attributes:
        rung: how many times.
    """

    def __init__(self, output: SoundOutput | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._output = output
        self._sound = ringing()
        self._at = 0
        self._is_ringing = False
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self.ring)
        self._hush = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        self._hush.timeout.connect(self._end)
        self.rung = 0

    def ring(self) -> None:
        """Ring once."""
        self._end()
        self.rung += 1
        self._at = 0
        self._output = self._output or best_output()
        try:
            self._output.start(self._next)
        except AppError:
            QApplication.beep()  # the system's own sound, where it has one
            return
        self._is_ringing = True
        self._hush.start()

    def ring_until_seen(self) -> None:
        """Ring now, and again until `be_quiet`."""
        self.ring()
        self._again.start()

    def be_quiet(self) -> None:
        """Ring no more."""
        self._again.stop()
        self._end()

    def _next(self, count: int) -> bytes:
        begin, self._at = self._at, self._at + 2 * count
        return self._sound[begin : self._at]

    def _end(self) -> None:
        self._hush.stop()
        if self._is_ringing and self._output is not None:
            self._is_ringing = False
            self._output.stop()
