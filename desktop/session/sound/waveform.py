"""How loud a recording is along its length, to be drawn."""

import wave
from pathlib import Path

_READ = 4096
"""Samples looked at in each bin: a quarter of a second shows whether somebody speaks, and six
hours are drawn from 8 MB read instead of 700."""

_FULL = 32768


def loudness(wav: Path, bins: int) -> tuple[float, ...]:
    """Return the loudness of each bin of a 16-bit mono file, the loudest being 1."""
    import numpy as np  # noqa: PLC0415 - the window opens without it

    with wave.open(str(wav), "rb") as reader:
        total = reader.getnframes()
        levels = []
        for at in range(bins):
            reader.setpos(total * at // bins)
            data = reader.readframes(min(_READ, max(1, total // bins)))
            samples = np.frombuffer(data, dtype=np.int16).astype(np.float32) / _FULL
            levels.append(float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0)
    most = max(levels, default=0.0)
    return tuple(level / most if most else 0.0 for level in levels)
