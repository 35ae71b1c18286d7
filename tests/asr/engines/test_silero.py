from pathlib import Path

import numpy as np
import pytest

from asr.engines import silero
from asr.engines.silero import find_speech
from asr.sound.audio import decode, duration_s
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from core.timecode import Interval, merged, overlap_s
from tests.helpers.media import noise, quiet, write_media

SESSION = Path(__file__).parents[2] / "data" / "commune-saint-aubin"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample session as a WAV file."""
    wav = tmp_path_factory.mktemp("session") / "session.wav"
    decode([SESSION / "audio.opus"], wav, silent())
    return wav


def wav_of(tmp_path: Path, sound: np.ndarray) -> Path:
    wav = tmp_path / "decoded.wav"
    decode([write_media(tmp_path / "a.wav", sound, rate=16_000)], wav, silent())
    return wav


def reference() -> list[Interval]:
    """Return the stretches in which somebody speaks, from the RTTM file."""
    turns = []
    for line in (SESSION / "reference.rttm").read_text().splitlines():
        fields = line.split()
        turns.append(Interval(float(fields[3]), float(fields[3]) + float(fields[4])))
    return merged(turns)


def test_nearly_all_that_is_said_in_a_session_is_found(session):
    found = find_speech(session, silent())
    said = reference()
    said_s = sum(turn.duration_s for turn in said)
    heard_s = sum(overlap_s(turn, stretch) for turn in said for stretch in found)
    assert heard_s > 0.99 * said_s
    assert sum(stretch.duration_s for stretch in found) < 1.15 * said_s


def test_every_answer_is_found_however_short(session):
    found = find_speech(session, silent())
    for turn in reference():
        assert sum(overlap_s(turn, stretch) for stretch in found) > 0.5 * turn.duration_s


def test_the_seams_between_blocks_leave_no_trace(session, monkeypatch):
    at_once = find_speech(session, silent())
    monkeypatch.setattr(silero, "_BLOCK_S", 3.2)
    assert find_speech(session, silent()) == at_once


@pytest.mark.parametrize("sound", [quiet(20, 16_000), noise(20, rate=16_000, level=0.05)])
def test_silence_and_noise_are_no_speech(tmp_path, sound):
    assert find_speech(wav_of(tmp_path, sound), silent()) == []


def test_a_file_shorter_than_a_frame_is_no_speech(tmp_path):
    assert find_speech(wav_of(tmp_path, quiet(0.01, 16_000)), silent()) == []


def test_progress_is_in_seconds_and_ends_at_the_end(session):
    seen: list[Event] = []
    find_speech(session, CallbackContext(seen.append))
    steps = [e for e in seen if isinstance(e, Progress)]
    assert {e.step for e in steps} == {"asr.speech"}
    assert steps[-1].done == steps[-1].total == duration_s(session)


def test_it_stops_when_asked(session):
    def stop(_event: Event) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_speech(session, CallbackContext(stop))
