"""How long this machine takes for a meeting, tried on a minute of the sample session."""

import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asr.sound.audio import decode
from asr.sound.timeline import RATE_HZ
from core.task import Notice, TaskContext
from desktop.session.machine.paths import sample_folder
from desktop.session.requests import RecognitionRequest, SessionFiles
from desktop.session.workflow import transcribe_only
from models.store import Store

_SHORT_S, _LONG_S = 15, 60
_MEETING_S = 7200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a trial found.

    Attributes:
        overhead_s: seconds that any recording takes, however short: models loaded.
        rate: seconds of work for each second of sound.
    """

    overhead_s: float
    rate: float

    def seconds_for(self, sound_s: float) -> float:
        """Return the seconds of work for a recording of this length."""
        return self.overhead_s + self.rate * sound_s


Run = Callable[[SessionFiles, RecognitionRequest, Store, TaskContext], object]


def try_machine(
    request: RecognitionRequest, store: Store, ctx: TaskContext, run: Run = transcribe_only
) -> Trial:
    """Return how fast this machine turns speech into text and tells voices apart.

    Two pieces are tried, so that the time to load the models is not taken for time to work.

    Args:
        request: model and device.
        store: the models.
        ctx: as `transcribe_only`; at the end it gets the notice "trial-done".
        run: does the work.

    Raises:
        AppError: when a model is missing or an engine fails.
    """
    with tempfile.TemporaryDirectory(prefix="greffier-essai-") as name:
        folder = Path(name)
        whole = folder / "echantillon.wav"
        decode((sample_folder() / "audio.opus",), whole, ctx)
        times = []
        for seconds in (_SHORT_S, _LONG_S):
            piece = _cut(whole, folder / f"essai-{seconds}.wav", seconds)
            files = SessionFiles(media=(piece,), seance=None, out=folder / str(seconds))
            start = time.monotonic()
            run(files, request, store, ctx)
            times.append(time.monotonic() - start)
    trial = _trial_of(*times)
    minutes = max(1, round(trial.seconds_for(_MEETING_S) / 60))
    ctx.emit(Notice(code="trial-done", facts={"minutes": minutes}))
    return trial


def _trial_of(short_s: float, long_s: float) -> Trial:
    rate = max(0.0, (long_s - short_s) / (_LONG_S - _SHORT_S))
    return Trial(overhead_s=max(0.0, short_s - rate * _SHORT_S), rate=rate)


def _cut(source: Path, target: Path, seconds: int) -> Path:
    """Write the first seconds of a 16 kHz mono WAV file and return its path."""
    with wave.open(str(source), "rb") as reader, wave.open(str(target), "wb") as writer:
        writer.setparams(reader.getparams())
        writer.writeframes(reader.readframes(seconds * RATE_HZ))
    return target
