"""Real capture by PortAudio, ALSA and PulseAudio: a known sound comes back sample for sample."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from asr.errors import MicrophoneLost, MicrophoneRefused
from asr.recording.capture import Microphones
from asr.recording.devices import choose, list_inputs
from asr.recording.journal import AlarmRaised, read_journal
from asr.recording.recorder import Recorder
from asr.recording.setup import Setup
from asr.recording.summary import summarise
from core.task import silent
from tests.helpers.pulse import Pulse, is_installed, pulseaudio, write_wav
from tests.helpers.recording import parts_in, places_in, sound_of, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="needs pulseaudio and pulseaudio-utils"),
    pytest.mark.timeout(600),
]

RATE = 48_000


LEAD_IN_S = 3.0
"""A null sink plays its buffer of two seconds before it takes what is new: the monitor hears the
beginning of what is played only in part."""


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    with pulseaudio("salle", "visio") as running:
        heard_by(running, monkeypatch)
        yield running


@pytest.fixture
def one_card(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """Yield a daemon with one card: with two, it moves a stream of a lost one to the other."""
    with pulseaudio("salle") as running:
        heard_by(running, monkeypatch)
        yield running


def heard_by(pulse: Pulse, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in pulse.environment.items():
        monkeypatch.setenv(name, value)


def a_wav(folder: Path, sound: np.ndarray) -> Path:
    """Return a file of the sound after a lead-in."""
    lead_in = np.full((round(LEAD_IN_S * RATE), 2), 5, np.int16)
    return write_wav(folder / "played.wav", np.concatenate([lead_in, sound]))


def known_sound(seconds: float, seed: int = 1) -> np.ndarray:
    """Return noise, different on both channels: every stretch of it is unlike any other."""
    return np.random.default_rng(seed).integers(-8000, 8000, (round(seconds * RATE), 2), np.int16)


def place_of(sound: np.ndarray, heard: np.ndarray) -> int:
    """Return the frame of `heard` at which `sound` begins, by its first second."""
    head = sound[:RATE, 0].astype(float)
    size = 1 << int(np.ceil(np.log2(len(heard) + RATE)))
    spectrum = np.fft.rfft(heard[:, 0].astype(float), size) * np.conj(np.fft.rfft(head, size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: len(heard)]))


def recorder_for(root: Path, *names: str) -> Recorder:
    listed = list_inputs()
    devices = tuple(choose(listed, name) for name in names)
    return Recorder(Setup(devices=devices), places_in(root))


def test_a_known_minute_comes_back_sample_for_sample(pulse: Pulse, tmp_path: Path) -> None:
    played = known_sound(60)
    wav = a_wav(tmp_path, played)
    recorder = recorder_for(tmp_path / "s", "salle")
    recorder.start()
    until(lambda: recorder.status().sound_s > 0.5)
    assert pulse.play("salle", wav).wait(120) == 0
    time.sleep(2.5)  # the monitor gives what was played up to two seconds later
    recorder.stop()
    recorder.finish(silent())
    heard = sound_of(parts_in(tmp_path / "s"))
    place = place_of(played, heard)
    assert np.array_equal(heard[place : place + len(played)], played)


def test_two_inputs_hear_the_same_moment_at_the_same_second(pulse: Pulse, tmp_path: Path) -> None:
    played = known_sound(20)
    wav = a_wav(tmp_path, played)
    recorder = recorder_for(tmp_path / "s", "salle", "visio")
    recorder.start()
    until(lambda: recorder.status().sound_s > 1)
    for player in [pulse.play("salle", wav), pulse.play("visio", wav)]:
        assert player.wait(120) == 0
    time.sleep(2.5)
    recorder.stop()
    recorder.finish(silent())
    heard = sound_of(parts_in(tmp_path / "s"))
    assert heard.shape[1] == 4
    apart = place_of(played, heard[:, :2]) - place_of(played, heard[:, 2:])
    # Two players are started one after the other, and each monitor has a delay of its own.
    assert abs(apart) / RATE < 0.5


def test_an_input_that_is_unplugged_and_plugged_in_again_leaves_a_marked_hole(
    one_card: Pulse, tmp_path: Path
) -> None:
    root = tmp_path / "s"
    recorder = recorder_for(root, "salle")
    recorder.start()
    until(lambda: recorder.status().sound_s > 3)
    one_card.unplug("salle")
    time.sleep(3)
    one_card.plug("salle")
    until(lambda: recorder.status().tracks[0].lost_s > 0, 60)
    back_s = recorder.status().sound_s
    until(lambda: recorder.status().sound_s > back_s + 3, 60)
    recorder.stop()
    recorder.finish(silent())
    entries = read_journal(places_in(root).journal)
    summary = summarise(entries, places_in(root).folders)
    assert len(sound_of(parts_in(root))) / RATE == pytest.approx(summary.duration_s, abs=0.01)
    assert 1.0 < summary.missing_s < 15.0
    assert "recording-device-lost" in {e.code for e in entries if isinstance(e, AlarmRaised)}


def test_a_suspended_process_leaves_a_hole_of_what_the_sound_server_dropped(
    one_card: Pulse, tmp_path: Path
) -> None:
    del one_card
    recorder = recorder_for(tmp_path, "salle")
    recorder.start()
    until(lambda: recorder.status().sound_s > 4)
    listeners = [p for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())]
    for process in listeners:
        process.suspend()
    before_s = recorder.status().sound_s
    time.sleep(5)
    for process in listeners:
        process.resume()
    until(lambda: recorder.status().sound_s > before_s + 12)
    clock_s = recorder.status().sound_s
    recorder.stop()
    recorder.finish(silent())
    heard_s = len(sound_of(parts_in(tmp_path))) / RATE
    assert recorder.status().tracks[0].lost_s > 1
    assert heard_s == pytest.approx(clock_s, abs=1.0)


def test_an_input_that_is_not_there_is_told_at_once(pulse: Pulse) -> None:
    gone = choose(list_inputs(), "visio")
    pulse.unplug("visio")
    with pytest.raises((MicrophoneLost, MicrophoneRefused)):
        Microphones().listen(gone, lambda _heard: None, lambda: False)
