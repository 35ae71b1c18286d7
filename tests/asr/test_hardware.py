import os
from pathlib import Path

import pytest

from asr import hardware
from asr.hardware import (
    Device,
    DeviceKind,
    DeviceWish,
    available_bytes,
    choose_device,
    has_nvidia_driver,
    memory_bytes,
    processor,
    usable_cores,
)
from core.task import CallbackContext, Event, Notice, silent

MODEL = Path("model")


def works(model: Path, ctx) -> str | None:
    return "float16"


def finds_nothing(model: Path, ctx) -> str | None:
    return None


def crashes(model: Path, ctx) -> str | None:
    os._exit(139)


def raises(model: Path, ctx) -> str | None:
    raise RuntimeError("CUDA driver version is insufficient for CUDA runtime version")


@pytest.fixture(autouse=True)
def driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine look as if it had NVIDIA's driver."""
    monkeypatch.setattr(hardware, "has_nvidia_driver", lambda: True)


def test_a_graphics_card_that_works_is_taken() -> None:
    device = choose_device(DeviceWish.AUTO, MODEL, works, silent())

    assert device == Device(kind=DeviceKind.CUDA, compute_type="float16", threads=usable_cores())


def test_no_card_is_tried_unasked_where_no_driver_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "has_nvidia_driver", lambda: False)

    assert choose_device(DeviceWish.AUTO, MODEL, works, silent()) == processor()
    assert choose_device(DeviceWish.CUDA, MODEL, works, silent()).kind is DeviceKind.CUDA


def test_a_driver_is_known_by_its_traces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    traces = (tmp_path / "nvidiactl", tmp_path / "dxg")
    monkeypatch.setattr(hardware, "_DRIVER_TRACES", traces)
    assert not has_nvidia_driver()

    traces[1].touch()
    assert has_nvidia_driver()


@pytest.mark.parametrize("probe", [finds_nothing, crashes, raises])
def test_a_card_that_does_not_work_leaves_the_processor_in_silence(probe) -> None:
    seen: list[Event] = []

    assert choose_device(DeviceWish.AUTO, MODEL, probe, CallbackContext(seen.append)) == processor()
    assert seen == []


def test_who_asked_for_a_card_that_does_not_work_is_told() -> None:
    seen: list[Event] = []
    ctx = CallbackContext(seen.append)

    assert choose_device(DeviceWish.CUDA, MODEL, crashes, ctx) == processor()
    assert seen == [Notice(code="asr.gpu-unusable")]


def test_no_card_is_tried_when_the_processor_is_asked_for() -> None:
    def must_not_run(model: Path, ctx) -> str | None:
        raise AssertionError

    assert choose_device(DeviceWish.CPU, MODEL, must_not_run, silent()) == processor()


def test_the_processor_computes_in_int8_on_at_least_one_core() -> None:
    assert processor().compute_type == "int8"
    assert 1 <= processor().threads <= (os.cpu_count() or 1)


def test_no_more_memory_is_available_than_there_is() -> None:
    assert 0 < available_bytes() <= memory_bytes()
