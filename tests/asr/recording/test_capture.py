"""What PortAudio hands over reaches the recorder with its moment; what it stops giving is told."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from asr.errors import MicrophoneLost, MicrophoneRefused, WorkerDied
from asr.recording import capture
from asr.recording.capture import Block, Microphones, Opened, _copying_to, _listen
from asr.worker import ChildBug
from core.task import CallbackContext, Cancelled, Event, Partial, silent
from tests.helpers.recording import MONO, an_input

QUIET = SimpleNamespace(input_overflow=False)


class FakeStream:
    """A stream whose callback a thread calls a few times; then it ends or goes on silently."""

    def __init__(self, blocks: int, *, ends: bool, **options: Any) -> None:
        self.active = True
        self._callback = options["callback"]
        self._blocks, self._ends = blocks, ends
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "FakeStream":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.join()

    def _run(self) -> None:
        for number in range(self._blocks):
            self._callback(bytes([number, 0]), 1, None, QUIET)
        self.active = not self._ends


def portaudio(blocks: int = 3, *, ends: bool = True, refuses: bool = False) -> SimpleNamespace:
    class PortAudioError(Exception):
        pass

    def stream(**options: Any) -> FakeStream:
        if refuses:
            raise PortAudioError
        return FakeStream(blocks, ends=ends, **options)

    return SimpleNamespace(
        PortAudioError=PortAudioError,
        RawInputStream=stream,
        query_hostapis=lambda: [{"name": "test", "default_input_device": 0}],
        query_devices=lambda: [
            {"name": "salle", "hostapi": 0, "max_input_channels": 1, "default_samplerate": 16_000.0}
        ],
    )


def listened(
    monkeypatch: pytest.MonkeyPatch, system: SimpleNamespace, device: str = "salle"
) -> list[object]:
    """Return what a device gave until it was lost."""
    monkeypatch.setattr(capture, "load_portaudio", lambda: system)
    events: list[Event] = []
    with pytest.raises(MicrophoneLost):
        _listen(an_input(device), CallbackContext(events.append))
    return [event.value for event in events if isinstance(event, Partial)]


def test_every_block_follows_the_opening_with_a_rising_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened, *blocks = listened(monkeypatch, portaudio(blocks=3))
    assert opened == Opened(device=an_input("salle"), format=MONO)
    assert [b.frames for b in blocks if isinstance(b, Block)] == [b"\0\0", b"\1\0", b"\2\0"]
    moments = [b.at_s for b in blocks if isinstance(b, Block)]
    assert moments == sorted(moments)


def test_a_callback_that_falls_silent_is_a_lost_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "_SILENT_CALLBACK_S", 0.3)
    assert len(listened(monkeypatch, portaudio(blocks=2, ends=False))) == 3


def test_a_device_that_never_gives_a_block_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "_FIRST_CALLBACK_S", 0.3)
    assert len(listened(monkeypatch, portaudio(blocks=0, ends=False))) == 1


def test_a_device_that_is_not_listed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listened(monkeypatch, portaudio(), device="visio") == []


def test_a_device_that_does_not_open_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "load_portaudio", lambda: portaudio(refuses=True))
    with pytest.raises(MicrophoneRefused):
        _listen(an_input("salle"), silent())


def test_a_full_queue_shows_as_an_overflow_in_the_next_block() -> None:
    blocks: capture.queue.Queue[Block] = capture.queue.Queue(1)
    callback = _copying_to(blocks)
    for _ in range(2):
        callback(b"\0\0", 1, None, QUIET)
    assert not blocks.get().overflowed
    callback(b"\0\0", 1, None, QUIET)
    assert blocks.get().overflowed


def test_an_overflow_of_the_sound_system_is_passed_on() -> None:
    blocks: capture.queue.Queue[Block] = capture.queue.Queue(1)
    _copying_to(blocks)(b"\0\0", 1, None, SimpleNamespace(input_overflow=True))
    assert blocks.get().overflowed


@pytest.mark.parametrize("fault", [WorkerDied(exit_code=-11), ChildBug("x"), OSError("no process")])
def test_a_listener_that_breaks_is_a_lost_device(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*_given: object) -> None:
        raise fault

    monkeypatch.setattr(capture, "in_sound_process", broken)
    with pytest.raises(MicrophoneLost):
        Microphones().listen(an_input("salle"), lambda _heard: None, lambda: False)


def test_a_listener_that_has_enough_ends_without_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def until_enough(_task: object, _device: object, ctx: CallbackContext) -> None:
        ctx.emit(Partial(value=Block(frames=b"", at_s=1.0)))
        raise AssertionError

    monkeypatch.setattr(capture, "in_sound_process", until_enough)
    Microphones().listen(an_input("salle"), lambda _heard: None, lambda: True)


def test_what_the_child_hears_is_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    block = Block(frames=b"\0\0", at_s=1.0)

    def once(_task: object, _device: object, ctx: CallbackContext) -> None:
        ctx.emit(Partial(value=block))
        raise Cancelled

    monkeypatch.setattr(capture, "in_sound_process", once)
    heard: list[object] = []
    Microphones().listen(an_input("salle"), heard.append, lambda: False)
    assert heard == [block]
