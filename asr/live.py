"""What is being said, while it is said: a help for the eye, thrown away afterwards.

It follows the raw files that the recorder writes, in a child process of low priority, and touches
nothing else: the recording does not know that it is there. When it falls behind it leaves out what
is old, and when that goes on it gives up: a machine that slow records better without it.

Not for the transcript: the final pass hears whole sentences, with every model and check.
"""

import threading
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.engines.base import Manner, Recogniser, RecogniserSpec
from asr.recording.capture import SoundFormat
from asr.recording.clocks import elapsed_s
from asr.recording.resampling import margin, sampled_at
from asr.recording.segments import format_of, frames_in, read_frames
from asr.sound.timeline import RATE_HZ
from core.task import CallbackContext, Notice, Partial, TaskContext
from core.timecode import Interval

Samples = NDArray[np.float32]

LONGEST_S = 5.0
"""Sound of one hearing: with two seconds to wait for it and to hear it, what is said is read within
eight seconds of its beginning."""

_SHORTEST_S = 1.5
_PAUSE_S = 0.3
_PAUSE_DB = 12.0
_STEP_S = 0.05
_LATE_S = 12.0
"""Sound that waits longer would be read more than 15 s late: it is left out."""

_TIMES_LATE = 4
_POLL_S = 0.25
_LEAD_TRACK = "brut-*-piste-1-*.wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRequest:
    """What to follow.

    Attributes:
        raw: folder of the recorder's raw files.
        scratch: file for the sound of one hearing: in the session's folder, for it holds what is
            said; gone at the end.
        engine: what hears; settled.
        hints: names and words that may be said.
    """

    raw: Path
    scratch: Path
    engine: RecogniserSpec
    hints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveText:
    """Words that were just said.

    Attributes:
        text: as heard.
        late_s: from the end of the sound until the words were there.
    """

    text: str
    late_s: float


class Follower:
    """Reads what the recorder adds to its raw files, from the moment it is made.

    Args:
        raw: folder of the raw files.
    """

    def __init__(self, raw: Path) -> None:
        self._raw = raw
        self._path: Path | None = None
        self._form: SoundFormat | None = None
        self._at = 0
        segments = self._segments()
        if segments:
            self._take(segments[-1])
            self._at = self._there()

    def read(self) -> tuple[Samples, int]:
        """Return the new sound, mono, and its rate; nothing and 0 before there is any."""
        if self._form is None or not self._there() > self._at:
            self._go_on()
        if self._path is None or self._form is None:
            return np.zeros(0, np.float32), 0
        try:
            frames = read_frames(self._path, self._form, self._at, self._there() - self._at)
        except OSError:  # its part was made and the segment is gone
            self._form = None
            return np.zeros(0, np.float32), 0
        self._at += len(frames)
        return (frames.mean(axis=1) / 32768.0).astype(np.float32), self._form.rate_hz

    def _segments(self) -> list[Path]:
        return sorted(self._raw.glob(_LEAD_TRACK))

    def _there(self) -> int:
        return frames_in(self._path, self._form) if self._path and self._form else 0

    def _go_on(self) -> None:
        """Take the next segment, if there is one."""
        later = [path for path in self._segments() if self._path is None or path > self._path]
        if later:
            self._take(later[0])

    def _take(self, path: Path) -> None:
        form = format_of(path)
        if form is not None:
            self._path, self._form, self._at = path, form, 0


def cut(levels_db: NDArray[np.float64]) -> int | None:
    """Return after how many steps of sound to cut, None to wait for more.

    At a pause once there is enough, else at the quietest moment near the longest length.

    Args:
        levels_db: of each twentieth of a second.
    """
    longest, shortest = round(LONGEST_S / _STEP_S), round(_SHORTEST_S / _STEP_S)
    pause = round(_PAUSE_S / _STEP_S)
    if levels_db.size < shortest:
        return None
    quiet = levels_db < np.percentile(levels_db, 90) - _PAUSE_DB
    if quiet[-pause:].all():
        return int(levels_db.size)
    if levels_db.size < longest:
        return None
    tail = levels_db[longest // 2 : longest]
    return longest // 2 + int(np.argmin(tail)) + 1


class LiveHearing:
    """Cuts sound into hearings and keeps count of how late it is.

    Args:
        hear: returns the words of a stretch of sound at 16 kHz.
        now_s: the clock.
    """

    def __init__(
        self, hear: Callable[[Samples], str], now_s: Callable[[], float] = elapsed_s
    ) -> None:
        self._hear = hear
        self._now_s = now_s
        self._sound = np.zeros(0, np.float32)
        self._rate_hz = 0
        self._last_s = 0.0
        self.times_late = 0

    @property
    def has_given_up(self) -> bool:
        """Whether the machine is too slow for this."""
        return self.times_late >= _TIMES_LATE

    def heard(self, sound: Samples, rate_hz: int) -> Iterator[LiveText]:
        """Take new sound; yield the words that are ready."""
        if rate_hz and rate_hz != self._rate_hz:
            self._sound, self._rate_hz = np.zeros(0, np.float32), rate_hz
        if not self._rate_hz:
            return
        self._sound = np.concatenate([self._sound, sound])
        self._last_s = self._now_s()
        self._leave_out()
        while (steps := cut(self._levels())) is not None:
            count = round(steps * _STEP_S * self._rate_hz)
            piece, self._sound = self._sound[:count], self._sound[count:]
            rest_s = self._sound.size / self._rate_hz
            text = self._hear(_at_16_khz(piece, self._rate_hz))
            late_s = self._now_s() - self._last_s + rest_s
            if text:
                yield LiveText(text=text, late_s=round(late_s, 2))

    def _leave_out(self) -> None:
        """Drop what waits for too long."""
        if self._sound.size > _LATE_S * self._rate_hz:
            self.times_late += 1
            self._sound = self._sound[-round(LONGEST_S * self._rate_hz) :]

    def _levels(self) -> NDArray[np.float64]:
        step = round(_STEP_S * self._rate_hz)
        frames = self._sound[: self._sound.size // step * step].reshape(-1, step)
        levels: NDArray[np.float64] = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)
        return levels


def _at_16_khz(sound: Samples, rate_hz: int) -> Samples:
    step = rate_hz / RATE_HZ
    reach = margin(step) + 1
    padded = np.pad(sound, reach)[:, None]
    positions = np.arange(0, sound.size - 1, step, dtype=np.float64) + reach
    result: Samples = sampled_at(padded, positions, step)[:, 0]
    return result


def follow_live(request: LiveRequest, ctx: TaskContext) -> None:
    """Emit what is said as `Partial(LiveText)` until stopped; run it in a child of low priority.

    A machine too slow for it is told as "live-gave-up", and it ends.

    Raises:
        ModelError, EngineFailed: when the model cannot be used.
        Cancelled: when `ctx` asked to stop.
    """
    recogniser = request.engine.open()
    hearing = LiveHearing(_Ear(request, recogniser).hear)
    follower = Follower(request.raw)
    pause = threading.Event()
    try:
        while not hearing.has_given_up:
            ctx.check()
            for text in hearing.heard(*follower.read()):
                ctx.emit(Partial(value=text))
            pause.wait(_POLL_S)
    finally:
        request.scratch.unlink(missing_ok=True)
    ctx.emit(Notice(code="live-gave-up"))


class _Ear:
    """Hears one stretch of sound at a time."""

    def __init__(self, request: LiveRequest, recogniser: Recogniser) -> None:
        self._request = request
        self._recogniser = recogniser
        self._quiet = CallbackContext(lambda _event: None)

    def hear(self, sound: Samples) -> str:
        """Return the words of some sound, "" when nobody speaks."""
        wav = self._request.scratch
        with wave.open(str(wav), "wb") as file:
            file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            file.writeframes(np.clip(sound * 32768, -32768, 32767).astype("<i2").tobytes())
        if not self._request.engine.find_speech(wav, self._quiet):
            return ""
        window = Interval(0.0, sound.size / RATE_HZ)
        listening = self._recogniser.listen(wav, [window])
        (words,) = listening.hear([0], [self._request.hints], Manner(beam=1))
        return "".join(word.text for word in words).strip()
