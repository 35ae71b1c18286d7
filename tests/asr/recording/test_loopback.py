"""What Windows plays is heard like an input: tried with a stand-in for SoundCard only."""

import threading
import warnings
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from asr.errors import MicrophoneLost, MicrophoneRefused, NoMicrophone
from asr.recording import capture, loopback
from asr.recording.capture import Block, Microphones, Opened, _listen_to_output
from asr.recording.devices import InputDevice, choose
from asr.recording.levels import Level
from asr.recording.loopback import list_loopbacks
from asr.recording.watch import SoundWatch
from core.errors import AppError
from core.task import CallbackContext, Event, Partial
from tests.helpers.recording import an_input

SPEAKERS = "Haut-parleurs (USB)"


class FakeOutput:
    """An output that gives a few blocks, then is taken away."""

    def __init__(self, name: str = SPEAKERS, *, blocks: int = 3, lost_at: int = -1) -> None:
        self.name, self.isloopback = name, True
        self._left, self._lost_at, self._given = blocks, lost_at, 0
        self.asked: dict[str, int] = {}

    def recorder(self, **options: int) -> "FakeOutput":
        self.asked = options
        return self

    def __enter__(self) -> "FakeOutput":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def record(self, frames: int) -> NDArray[np.float32]:
        if self._given == self._left:
            raise RuntimeError("Error 0x88890004")  # AUDCLNT_E_DEVICE_INVALIDATED
        if self._given == self._lost_at:
            warnings.warn("data discontinuity in recording", stacklevel=1)
        self._given += 1
        return np.full((frames, 2), [0.5, -2.0], np.float32)


class RefusingOutput(FakeOutput):
    def recorder(self, **_options: int) -> FakeOutput:
        raise AssertionError("a format that nobody knows")


def windows(monkeypatch: pytest.MonkeyPatch, *outputs: FakeOutput) -> None:
    """Give this machine such outputs, and a microphone that is no output."""
    microphone = SimpleNamespace(name="Micro", isloopback=False)
    system = SimpleNamespace(
        all_microphones=lambda include_loopback: [*outputs, microphone] if include_loopback else []
    )
    monkeypatch.setattr(loopback, "_soundcard", lambda: system)
    monkeypatch.setattr(loopback.sys, "platform", "win32")
    here: Callable[..., object] = lambda task, argument, ctx: task(argument, ctx)  # noqa: E731
    monkeypatch.setattr(loopback, "in_sound_process", here)


def heard_from(device: InputDevice) -> tuple[list[object], type[AppError]]:
    """Return what an output gave, and how it ended."""
    events: list[Event] = []
    with pytest.raises((MicrophoneLost, MicrophoneRefused)) as ended:
        _listen_to_output(device, CallbackContext(events.append))
    return [event.value for event in events if isinstance(event, Partial)], ended.type


def test_outputs_are_listed_after_the_microphones_and_told_from_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows(monkeypatch, FakeOutput(), FakeOutput())
    monkeypatch.setattr(capture, "list_inputs", lambda: (an_input("Micro"),))
    found = Microphones().devices()
    assert [device.id for device in found] == [
        "Micro",
        f"{SPEAKERS} [sortie]",
        f"{SPEAKERS} [sortie] (2)",
    ]
    assert [device.is_loopback for device in found] == [False, True, True]


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, FakeOutput())
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(loopback.sys, "platform", platform)
        assert list_loopbacks() == ()


def test_a_windows_on_which_it_does_not_work_has_its_microphones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows(monkeypatch)

    def broken() -> None:
        raise OSError("no such library")

    monkeypatch.setattr(loopback, "_soundcard", broken)
    assert list_loopbacks() == ()


def test_what_is_played_comes_in_blocks_until_the_output_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output = FakeOutput(blocks=3, lost_at=1)
    windows(monkeypatch, output)
    (device,) = list_loopbacks()
    (opened, *blocks), ended = heard_from(device)
    assert ended is MicrophoneLost
    assert isinstance(opened, Opened)
    assert opened.device == device
    sound = [block for block in blocks if isinstance(block, Block)]
    assert [block.overflowed for block in sound] == [False, True, False]
    frames = np.frombuffer(sound[0].frames, "<i2").reshape(-1, 2)
    assert frames.shape == (6000, 2)
    assert frames[0].tolist() == [16384, -32768]
    assert output.asked == {"samplerate": 48_000, "channels": 2, "blocksize": 96_000}
    assert not any(thread.name == "output" for thread in threading.enumerate())


def test_an_output_that_windows_refuses_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, RefusingOutput())
    (device,) = list_loopbacks()
    assert heard_from(device) == ([], MicrophoneRefused)


def test_an_output_that_was_unplugged_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, FakeOutput())
    (device,) = list_loopbacks()
    windows(monkeypatch, FakeOutput("Casque"))
    assert heard_from(device) == ([], MicrophoneLost)


def test_the_silence_of_a_conference_is_no_alarm() -> None:
    watch = SoundWatch(1)
    watch.may_be_silent = True
    assert [notice for _ in range(90) for notice in watch.heard(Level(), 1.0)] == []


def test_an_output_is_never_chosen_for_a_microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, FakeOutput())
    (output,) = list_loopbacks()
    with pytest.raises(NoMicrophone):
        choose((output,), None)
    assert choose((output,), "haut-parleurs") == output
