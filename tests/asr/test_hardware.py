import os
from pathlib import Path

import pytest

from asr.hardware import (
    Device,
    DeviceKind,
    DeviceWish,
    available_bytes,
    choose_device,
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


def test_a_graphics_card_that_works_is_taken() -> None:
    device = choose_device(DeviceWish.AUTO, MODEL, works, silent())

    assert device == Device(kind=DeviceKind.CUDA, compute_type="float16", threads=usable_cores())


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
