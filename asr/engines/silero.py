"""Find speech with Silero's voice activity model, the one that faster-whisper brings along.

faster-whisper's own function wants the whole recording in memory; here the network runs over the
file block by block and its state is carried from one block to the next.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.memory import give_back_memory
from asr.sound.audio import duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from asr.speech import FRAME_S, SpeechOptions, speech_from
from core.task import Progress, TaskContext
from core.timecode import Interval

_FRAME = 512
_CONTEXT = 64
"""Samples of the frame before that the network wants in front of each frame."""

_BLOCK_S = 64.0
"""Seconds for one run of the network: 2000 whole frames."""

_STATE_SHAPE = (1, 1, 128)


def find_speech(
    wav: Path, ctx: TaskContext, options: SpeechOptions | None = None
) -> list[Interval]:
    """Return the stretches of speech in a WAV file that `asr.sound.audio.decode` wrote.

    Reports `asr.speech` in seconds of audio.
    """
    total_s = duration_s(wav)
    probabilities = np.zeros(math.ceil(total_s * RATE_HZ / _FRAME), np.float32)
    frames = 0
    for block in _probabilities(wav, total_s):
        probabilities[frames : frames + block.size] = block
        frames += block.size
        give_back_memory()
        done_s = min(frames * FRAME_S, total_s)
        ctx.emit(Progress(step="asr.speech", done=done_s, total=total_s))
    return speech_from(probabilities[:frames], total_s, options or SpeechOptions())


def _probabilities(wav: Path, total_s: float) -> Iterator[NDArray[np.float32]]:
    """Yield the probability of speech of each frame, block by block.

    A block must not be kept: between the large arrays of one run and the next a small one that
    stays keeps their room from being used again, and six hours took 6.7 GB.
    """
    import onnxruntime  # noqa: PLC0415 heavy: loaded in the child only
    from faster_whisper.vad import get_vad_model  # noqa: PLC0415

    onnxruntime.disable_telemetry_events()  # for Windows; elsewhere `core.offline` has done it
    network = get_vad_model().session
    h, c = np.zeros(_STATE_SHAPE, np.float32), np.zeros(_STATE_SHAPE, np.float32)
    before = np.zeros(_CONTEXT, np.float32)
    for start in np.arange(0.0, total_s, _BLOCK_S).tolist():
        samples = read_samples(wav, Interval(start, start + _BLOCK_S))
        padded = np.pad(samples, (0, -samples.size % _FRAME))
        joined = np.concatenate([before, padded])
        frames = np.lib.stride_tricks.sliding_window_view(joined, _CONTEXT + _FRAME)[::_FRAME]
        output, h, c = network.run(None, {"input": np.ascontiguousarray(frames), "h": h, "c": c})
        before = padded[-_CONTEXT:].copy()  # a view would keep the whole block
        yield np.asarray(output, np.float32).reshape(-1)
