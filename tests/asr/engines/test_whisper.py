from dataclasses import replace
from pathlib import Path

import pytest

from asr.engines import whisper
from asr.engines.whisper import WhisperSpec
from asr.hardware import Device, DeviceKind, DeviceWish, processor
from core.task import silent

CARD = Device(kind=DeviceKind.CUDA, compute_type="float16", threads=4)
SPEC = WhisperSpec(
    model_id="whisper-base",
    model_sha256="a" * 64,
    folder=Path("models/whisper-base"),
    wish=DeviceWish.CPU,
)


def test_a_settled_spec_names_its_device() -> None:
    settled = SPEC.settled(silent())

    assert settled.device == processor()
    assert settled.device_name == "cpu int8"


def test_a_spec_is_settled_once() -> None:
    on_card = replace(SPEC, device=CARD)

    assert on_card.settled(silent()) is on_card


def test_a_graphics_card_is_taken_when_it_was_tried_with_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[tuple[DeviceWish, Path]] = []

    def choose(wish: DeviceWish, model: Path, probe: object, ctx: object) -> Device:
        assert probe is whisper.try_cuda
        tried.append((wish, model))
        return CARD

    monkeypatch.setattr(whisper, "choose_device", choose)

    assert replace(SPEC, wish=DeviceWish.AUTO).settled(silent()).device_name == "cuda float16"
    assert tried == [(DeviceWish.AUTO, SPEC.folder)]


def test_only_a_graphics_card_has_a_spare() -> None:
    assert replace(SPEC, device=processor()).fallback() is None
    assert replace(SPEC, device=CARD).fallback() == replace(SPEC, device=processor())


def test_the_versions_of_engine_and_library_are_known_without_loading_them() -> None:
    assert SPEC.engine == "faster-whisper"
    assert "ctranslate2" in SPEC.engine_version
