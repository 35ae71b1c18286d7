"""Inputs whose clocks disagree stay in step, and lost sound is told from late sound."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recording.capture import Block, SoundFormat
from asr.recording.drift import ClockMeter, Gap, Point
from asr.recording.finishing import finish
from asr.recording.journal import EndReason, read_journal
from asr.recording.resampling import margin, sampled_at
from asr.recording.summary import summarise
from core.task import silent
from tests.helpers.recording import TapeRig, UnsyncedFile, parts_in, sound_of

RATE = 8_000
FORM = SoundFormat(rate_hz=RATE, channels=1)
BLOCK_S = 0.5
CLICK_EVERY_S = 20.0


class Clicks:
    """An input that hears a click every twenty seconds, by a clock that runs too fast.

    Args:
        ppm: by how many millionths.
        starts_s: seconds after the first input.
        seed: of the lateness of its blocks.
    """

    def __init__(self, ppm: float, starts_s: float = 0.0, seed: int = 0) -> None:
        self.rate = RATE * (1 + ppm * 1e-6)
        self.starts_s = starts_s
        self.frames = 0
        self._lateness = np.random.default_rng(seed)

    def block(self, now_s: float, start_s: float) -> Block | None:
        """Return what was heard since the last block."""
        upto = int((now_s - start_s - self.starts_s) * self.rate)
        if upto <= self.frames:
            return None
        at = self.starts_s + np.arange(self.frames, upto) / self.rate
        away = (at + CLICK_EVERY_S / 2) % CLICK_EVERY_S - CLICK_EVERY_S / 2
        sound = np.rint(20_000 * np.exp(-np.square(away * 1500)) * (at > 1)).astype("<i2")
        self.frames = upto
        late_s = 0.02 + float(self._lateness.exponential(0.01))
        return Block(frames=sound.tobytes(), at_s=now_s + late_s)


def recorded_together(root: Path, seconds: float, inputs: list[Clicks]) -> TapeRig:
    """Return a finished recording of several inputs."""
    rig = TapeRig(root, open_file=UnsyncedFile)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, [f"micro {track}" for track in range(1, len(inputs) + 1)])
    for track in range(1, len(inputs) + 1):
        rig.open(track, f"micro {track}", FORM)
    start_s = rig.clock.now_s
    for _ in range(round(seconds / BLOCK_S)):
        rig.clock.now_s += BLOCK_S
        for track, clicks in enumerate(inputs, start=1):
            block = clicks.block(rig.clock.now_s, start_s)
            if block is not None:
                rig.tape.heard(track, block)
    rig.tape.end(EndReason.STOPPED)
    finish(rig.journal, rig.places.folders, silent())
    rig.journal.close()
    return rig


def click_times_s(channel: np.ndarray) -> np.ndarray:
    """Return the second of each click."""
    loud = np.flatnonzero(np.abs(channel) > 10_000)
    groups = np.split(loud, np.flatnonzero(np.diff(loud) > RATE) + 1)
    return np.array([np.average(g, weights=np.abs(channel[g])) for g in groups]) / RATE


def worst_step_s(rig: TapeRig) -> float:
    """Return the largest distance in time between the same click on two tracks."""
    sound = sound_of(parts_in(rig.root)).astype(float)
    first, second = (click_times_s(channel) for channel in sound.T)
    assert len(first) == len(second) > 1
    return float(np.abs(first - second).max())


@pytest.mark.parametrize("ppm", [-100.0, 300.0])
def test_two_inputs_stay_in_step_over_parts(tmp_path: Path, ppm: float) -> None:
    rig = recorded_together(tmp_path / "s", 400, [Clicks(0), Clicks(ppm, starts_s=0.4, seed=1)])
    assert worst_step_s(rig) < 0.005
    drifts = summarise(read_journal(rig.places.journal), rig.places.folders).spans[0].drift_ppm
    assert drifts[1] is not None
    assert drifts[1] == pytest.approx(ppm, abs=15)


@pytest.mark.slow
def test_two_inputs_100_ppm_apart_stay_within_20_ms_over_an_hour(tmp_path: Path) -> None:
    rig = recorded_together(tmp_path / "s", 3600, [Clicks(-20), Clicks(80, seed=1)])
    assert worst_step_s(rig) < 0.020


def test_without_correction_the_same_inputs_would_be_30_ms_apart_after_five_minutes() -> None:
    """The drift that the other tests remove is there to be removed."""
    assert abs(Clicks(100).rate / RATE - 1) * 300 == pytest.approx(0.030)


def arrivals(
    seconds: float, ppm: float = 0.0, late: float = 0.0, seed: int = 0
) -> list[tuple[int, float]]:
    """Return (frames so far, moment) of blocks of a tenth of a second."""
    jitter = np.random.default_rng(seed).exponential(late, round(seconds * 10)) if late else None
    rate = RATE * (1 + ppm * 1e-6)
    return [
        (
            round(number * 0.1 * RATE),
            number * 0.1 * RATE / rate + (jitter[number - 1] if late else 0),
        )
        for number in range(1, round(seconds * 10) + 1)
    ]


def heard(meter: ClockMeter, blocks: list[tuple[int, float]]) -> list[Point | Gap]:
    return [found for frame, at_s in blocks for found in meter.heard(frame, at_s)]


@given(st.floats(-500, 500), st.floats(0, 0.03), st.integers(0, 100))
def test_neither_drift_nor_lateness_is_taken_for_lost_sound(
    ppm: float, late: float, seed: int
) -> None:
    found = heard(ClockMeter(RATE), arrivals(60, ppm, late, seed))
    assert not [f for f in found if isinstance(f, Gap)]
    assert len(found) == 6


@given(st.floats(0.2, 4000), st.integers(60, 250))
def test_lost_sound_is_found_with_its_place_and_length(lost_s: float, block: int) -> None:
    blocks = [
        (frame, at_s + (lost_s if number >= block else 0.0))
        for number, (frame, at_s) in enumerate(arrivals(40))
    ]
    gaps = [f for f in heard(ClockMeter(RATE), blocks) if isinstance(f, Gap)]
    assert [gap.frame for gap in gaps] == [blocks[block - 1][0]]
    assert gaps[0].seconds == pytest.approx(lost_s, abs=0.001)


def test_a_short_loss_is_found_when_the_sound_system_tells_of_it() -> None:
    def gaps(*, told: bool) -> list[Gap]:
        meter = ClockMeter(RATE)
        found: list[Point | Gap] = []
        for number, (frame, at_s) in enumerate(arrivals(30)):
            late_s = 0.05 if number >= 100 else 0.0
            found += meter.heard(frame, at_s + late_s, overflowed=told and number == 100)
        return [f for f in found if isinstance(f, Gap)]

    assert [round(gap.seconds, 3) for gap in gaps(told=True)] == [0.05]
    assert gaps(told=False) == []


def test_a_point_is_the_least_late_block_of_ten_seconds() -> None:
    blocks = [(frame, at_s + 0.03 * (number % 7 != 3)) for number, (frame, at_s) in
              enumerate(arrivals(10))]  # fmt: skip
    (point,) = heard(ClockMeter(RATE), blocks)
    assert isinstance(point, Point)
    assert point.at_s - point.frame / RATE == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("step", [1.0001, 44_100 / 48_000, 48_000 / 44_100])
@pytest.mark.parametrize("hz", [100, 1_000, 8_000, 18_000])
def test_a_tone_read_between_its_samples_stays_the_same_tone(step: float, hz: float) -> None:
    rate, reach = 48_000, margin(step)
    tone = np.sin(2 * math.pi * hz * np.arange(24_000) / rate).astype(np.float32)[:, None]
    positions = reach + 0.3 + np.arange(int((24_000 - 2 * reach - 2) / step)) * step
    read = sampled_at(tone, positions, step)[:, 0]
    expected = np.sin(2 * math.pi * hz * positions / rate)
    error_db = 10 * np.log10(np.mean(np.square(read - expected)) / 0.5)
    assert error_db < -85


def test_what_a_slower_rate_cannot_hold_is_taken_away() -> None:
    tone = np.sin(2 * math.pi * 15_000 * np.arange(24_000) / 48_000).astype(np.float32)[:, None]
    positions = margin(3.0) + np.arange(7_000) * 3.0
    assert np.abs(sampled_at(tone, positions, 3.0)).max() < 0.001
