"""The live text: where sound is cut, what is left out when late, and that it follows the files."""

import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asr.live import LONGEST_S, Follower, LiveHearing, LiveRequest, Samples, cut, follow_live
from asr.recording.journal import EndReason
from core.task import Cancelled, Event, Partial
from tests.helpers.level_engine import ReadingSpec, said
from tests.helpers.recording import MONO, TapeRig

RATE = 16_000
STEPS = 20


def levels(*pieces: tuple[float, float]) -> np.ndarray:
    """Return the levels of (seconds, decibels) one after another."""
    return np.concatenate([np.full(round(s * STEPS), db) for s, db in pieces])


def noise(seconds: float, loudness: float = 0.1) -> Samples:
    chance = np.random.default_rng(round(seconds * 1000))
    return (chance.standard_normal(round(seconds * RATE)) * loudness).astype(np.float32)


def hearing(seen: list[float], now_s: Callable[[], float] = lambda: 0.0) -> LiveHearing:
    def hear(sound: Samples) -> str:
        seen.append(sound.size / RATE)
        return "mots"

    return LiveHearing(hear, now_s)


def test_nothing_is_cut_before_there_is_enough() -> None:
    assert cut(levels((1.0, -20))) is None


def test_a_pause_cuts_at_once() -> None:
    assert cut(levels((2.0, -20), (0.4, -60))) == round(2.4 * STEPS)


def test_speech_without_a_pause_is_cut_at_its_quietest_moment() -> None:
    at = cut(levels((3.5, -20), (0.1, -28), (2.0, -20)))
    assert at is not None
    assert 3.5 * STEPS < at <= 3.6 * STEPS + 1


def test_every_second_of_sound_is_heard_once_and_in_time() -> None:
    seen: list[float] = []
    live = hearing(seen)
    words = [text for _ in range(40) for text in live.heard(noise(0.5), RATE)]
    assert len(words) == len(seen)
    assert max(seen) <= LONGEST_S
    assert sum(seen) > 20 - LONGEST_S


def test_what_waits_too_long_is_left_out_and_a_slow_machine_gives_up() -> None:
    seen: list[float] = []
    live = hearing(seen)
    for _ in range(4):
        list(live.heard(noise(30), RATE))
    assert live.has_given_up
    assert sum(seen) <= 4 * LONGEST_S


def test_a_late_hearing_says_how_late_it_is() -> None:
    clock = iter([0.0, 3.0])
    live = hearing([], lambda: next(clock))
    (text,) = live.heard(np.concatenate([noise(2), noise(0.5, 1e-5)]), RATE)
    assert text.late_s == 3.0


def test_other_rates_are_brought_to_the_models() -> None:
    seen: list[float] = []
    live = LiveHearing(lambda sound: seen.append(sound.size / RATE) or "mots", lambda: 0.0)
    sound = np.repeat(np.concatenate([noise(2), noise(0.5, 1e-5)]), 3)
    list(live.heard(sound, 48_000))
    assert abs(seen[0] - 2.5) < 0.01


def test_the_follower_reads_what_is_added_over_a_change_of_segment(tmp_path: Path) -> None:
    rig = TapeRig(tmp_path)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(2)
    follower = Follower(rig.places.raw)
    assert follower.read()[0].size == 0
    rig.hear(3)
    sound, rate_hz = follower.read()
    assert (sound.size, rate_hz) == (3 * MONO.rate_hz, MONO.rate_hz)
    rig.hear(300)
    taken = 0
    for _ in range(3):
        taken += follower.read()[0].size
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    assert taken == 300 * MONO.rate_hz


def test_the_follower_waits_for_the_first_file(tmp_path: Path) -> None:
    sound, rate_hz = Follower(tmp_path).read()
    assert (sound.size, rate_hz) == (0, 0)


class Stopping:
    """Gives the follower a segment to read; stops it at the first words."""

    def __init__(self, segment: Path, scratch: Path) -> None:
        self._segment = segment
        self._scratch = scratch
        self.texts: list[str] = []
        self.was_in_the_session = False

    def emit(self, event: Event, /) -> None:
        if isinstance(event, Partial):
            self.texts.append(event.value.text)
            self.was_in_the_session = self._scratch.exists()

    def check(self) -> None:
        if self.texts:
            raise Cancelled
        if not self._segment.exists():
            with wave.open(str(self._segment), "wb") as file:
                file.setparams((1, 2, RATE, 0, "NONE", ""))
                file.writeframes(said(5, 5, 0))


def test_what_is_said_is_written_in_the_session_only_and_gone_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    scratch = tmp_path / "direct.wav"
    ctx = Stopping(tmp_path / "brut-01-piste-1-01-0001.wav", scratch)
    with pytest.raises(Cancelled):
        follow_live(LiveRequest(raw=tmp_path, scratch=scratch, engine=ReadingSpec()), ctx)
    assert ctx.texts == ["mot5. mot5."]
    assert ctx.was_in_the_session
    assert not scratch.exists()
    assert list(elsewhere.iterdir()) == []
