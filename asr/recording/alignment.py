"""Where one recording of a room lies in another of the same room, by their sound alone.

First the rises and falls of loudness in a few bands, fifty a second, are laid over each other: that
finds the place to a fiftieth of a second in hours of sound, whatever the microphones. Then some
windows of the waveforms themselves are correlated with their phases only (GCC-PHAT, Knapp and
Carter 1976), which finds each to the sample and withstands rooms and unequal microphones; the line
through them tells how far the two clocks drift apart.

Pure: samples in, a line out.

Invariants:
- No place is given that several windows, apart in time, do not agree on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Samples = NDArray[np.float32]

_HOP_S = 0.02
_BANDS_HZ = ((150.0, 400.0), (400.0, 900.0), (900.0, 1800.0), (1800.0, 3800.0))
_SILENT = 1e-10
_LEAST_COMMON_S = 10.0
"""Less common sound than this can look alike by chance."""

_WINDOW_S = 8.0
_WINDOWS = 24
_NEAR_S = 0.25
"""How far from its rough place a window is looked for: the envelopes' hop, and 100 ppm over half an
hour on either side."""

_AGREE_S = 0.02
_FEWEST_WINDOWS = 3
_AGREEING_SHARE = 0.5
_MOST_DRIFT = 3e-4
_DRIFT_OVER_S = 120.0
"""Over less, a millisecond of error would show as drift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A second `t` of one recording is heard at `offset_s + t * pace` of the other.

    Attributes:
        pace: seconds of the other for one of this; 1 but for the drift of two clocks.
        windows: how many stretches of sound agree on it within 20 ms.
        spread_s: their median distance from the line.
    """

    offset_s: float
    pace: float = 1.0
    windows: int = 0
    spread_s: float = 0.0

    def at(self, second: float) -> float:
        """Return the second of the other recording."""
        return self.offset_s + second * self.pace


def place(one: Samples, other: Samples, rate_hz: int) -> Placement | None:
    """Return where `one` is heard in `other`, None when they have no sound in common.

    Args:
        one: (n,) samples; digital silence counts as not recorded.
        other: (m,) samples of the same rate.
        rate_hz: at least 8000.
    """
    rough_s = _rough_place(_envelopes(one, rate_hz), _envelopes(other, rate_hz))
    if rough_s is None:
        return None
    found = list(_windows(one, other, rate_hz, rough_s))
    return _line(found)


def _envelopes(sound: Samples, rate_hz: int) -> Floats:
    """Return the changes of loudness in each band, standardised: (bands, frames)."""
    hop = round(_HOP_S * rate_hz)
    frames = sound[: sound.size // hop * hop].reshape(-1, hop)
    hz = np.fft.rfftfreq(hop, 1 / rate_hz)
    window = np.hanning(hop).astype(np.float32)
    rows = [np.zeros(0)] * len(_BANDS_HZ)
    power = np.concatenate(
        [
            np.square(np.abs(np.fft.rfft(block * window, axis=1)))
            for block in np.array_split(frames, max(1, len(frames) // 20_000))
        ]
    )
    heard = power.sum(axis=1) > _SILENT
    for at, (low, high) in enumerate(_BANDS_HZ):
        band = np.log10(power[:, (hz >= low) & (hz < high)].sum(axis=1) + _SILENT)
        change = np.diff(band, prepend=band[:1])
        change = np.convolve(change, np.ones(3) / 3, "same")
        change[~heard] = 0.0
        rows[at] = np.clip(change / (change[heard].std() + 1e-9 if heard.any() else 1.0), -4, 4)
    result: Floats = np.stack(rows)
    return result


def _rough_place(one: Floats, other: Floats) -> float | None:
    """Return the second of the other at which this one begins, to a fiftieth; maybe negative."""
    frames = one.shape[1] + other.shape[1]
    size = 1 << int(np.ceil(np.log2(max(2, frames))))
    spectrum = np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size))
    scores = np.fft.irfft(spectrum.sum(axis=0), size)
    lags = np.concatenate([np.arange(other.shape[1]), np.arange(-one.shape[1] + 1, 0)])
    common = np.minimum(other.shape[1], lags + one.shape[1]) - np.maximum(0, lags)
    fits = common * _HOP_S >= _LEAST_COMMON_S
    if not fits.any():
        return None
    lags, common = lags[fits], common[fits]
    # The sum over `common` frames of products of standardised values wanders by its root.
    marks = scores[lags] / np.sqrt(common)
    return float(lags[int(np.argmax(marks))]) * _HOP_S


def _windows(
    one: Samples, other: Samples, rate_hz: int, rough_s: float
) -> Iterator[tuple[float, float]]:
    """Yield seconds of this recording and where each is heard in the other, to the sample."""
    length, reach = round(_WINDOW_S * rate_hz), round(_NEAR_S * rate_hz)
    rough = round(rough_s * rate_hz)
    first = max(0, reach - rough)
    last = min(one.size - length, other.size - length - reach - rough)
    if last < first:
        return
    for begin in np.unique(np.linspace(first, last, _WINDOWS).astype(np.int64)).tolist():
        sound = one[begin : begin + length]
        around = other[begin + rough - reach : begin + rough + length + reach]
        if not np.any(sound) or not np.any(around):
            continue
        lag = _phase_lag(sound, around, rate_hz)
        middle_s = (begin + length / 2) / rate_hz
        yield middle_s, middle_s + (rough - reach + lag) / rate_hz


def _phase_lag(sound: Samples, around: Samples, rate_hz: int) -> float:
    """Return the sample of `around` at which `sound` begins, by phases alone."""
    size = 1 << int(np.ceil(np.log2(around.size + sound.size)))
    cross = np.fft.rfft(around, size) * np.conj(np.fft.rfft(sound, size))
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    cross /= np.abs(cross) + 1e-12
    cross[(hz < _BANDS_HZ[0][0]) | (hz > _BANDS_HZ[-1][1])] = 0
    scores = np.fft.irfft(cross, size)[: around.size - sound.size + 1]
    return float(np.argmax(scores))


def _line(found: list[tuple[float, float]]) -> Placement | None:
    """Return the line that most windows lie on, None when too few agree."""
    if len(found) < _FEWEST_WINDOWS:
        return None
    seconds, places = np.array(found).T
    pace = _pace(seconds, places)
    offsets = places - seconds * pace
    offset_s = _densest(offsets)
    agree = np.abs(offsets - offset_s) <= _AGREE_S
    if agree.sum() < max(_FEWEST_WINDOWS, _AGREEING_SHARE * len(found)):
        return None
    if np.ptp(seconds[agree]) >= _DRIFT_OVER_S:
        pace = _pace(seconds[agree], places[agree])
    offset_s = float(np.median(places[agree] - seconds[agree] * pace))
    apart = np.abs(places[agree] - offset_s - seconds[agree] * pace)
    return Placement(
        offset_s=offset_s,
        pace=pace,
        windows=int(agree.sum()),
        spread_s=float(np.median(apart)),
    )


def _pace(seconds: Floats, places: Floats) -> float:
    """Return the median pace between windows far apart, 1 when none are or it is no clock's."""
    between = seconds[:, None] - seconds[None, :]
    far = between >= _DRIFT_OVER_S
    if not far.any():
        return 1.0
    paces = ((places[:, None] - places[None, :])[far]) / between[far]
    likely = paces[np.abs(paces - 1.0) <= _MOST_DRIFT]
    return float(np.median(likely)) if likely.size else 1.0


def _densest(offsets: Floats) -> float:
    """Return the offset with the most others around it."""
    near = np.abs(offsets[:, None] - offsets[None, :]) <= _AGREE_S
    return float(offsets[int(np.argmax(near.sum(axis=1)))])
