"""The path from sound to voices with two stand-in models that hear the pitch of a tone."""

import threading
import wave
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the voices' libraries are not installed")

from asr.diarization.voices import VoiceBounds  # noqa: E402
from asr.engines import pyannote_models  # noqa: E402 - after the skip
from asr.engines.pyannote_audio import PipelineSpec, TrackingSpec  # noqa: E402
from asr.engines.pyannote_models import (  # noqa: E402
    PipelineDiariser,
    TrackingDiariser,
    levels,
    pieces_of,
    voices_of_classes,
)
from asr.errors import EngineFailed  # noqa: E402
from asr.hardware import Device, DeviceKind, DeviceWish, processor  # noqa: E402
from asr.worker import run_in_child  # noqa: E402
from core.task import CallbackContext, Cancelled, Event, Progress, silent  # noqa: E402

RATE = 16000
FRAME = 270
PITCHES = {"low": 300.0, "high": 2000.0}


@dataclass(frozen=True)
class ToneSegmentation:
    """Numbers the tones of a window in order of appearance, as a segmentation numbers voices."""

    specifications = SimpleNamespace(duration=10.0, classes=["a", "b", "c"], powerset_max_classes=2)
    receptive_field = SimpleNamespace(start=0.0, duration=FRAME / RATE, step=FRAME / RATE)

    def __call__(self, batch):
        chances = torch.full((len(batch), batch.shape[-1] // FRAME, 7), 1e-9)
        for row, sound in zip(chances, batch[:, 0].numpy(), strict=True):
            seen: list[bool] = []
            for number in range(len(row)):
                frame = sound[number * FRAME : (number + 1) * FRAME]
                if np.abs(frame).max() < 0.01:
                    row[number, 0] = 1.0
                    continue
                pitch = bool(np.abs(np.fft.rfft(frame)).argmax() * RATE / FRAME > 1000)
                if pitch not in seen:
                    seen.append(pitch)
                row[number, 1 + seen.index(pitch)] = 1.0
        return chances.log()


def tone_print(features):
    """A print that tells tones apart: how much each band varies."""
    deviations = features.std(dim=1)
    return deviations - deviations.mean()


def recording(path: Path, tones: list[tuple[str, float, float]], seconds: float) -> Path:
    sound = np.zeros(round(seconds * RATE))
    for name, start, end in tones:
        t = np.arange(round(start * RATE), round(end * RATE)) / RATE
        sound[round(start * RATE) : round(end * RATE)] = (
            0.5 * np.sin(2 * np.pi * PITCHES[name] * t) * (0.6 + 0.4 * np.sin(2 * np.pi * 7 * t))
        )
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def diariser() -> TrackingDiariser:
    return TrackingDiariser(
        segmentation=ToneSegmentation(), embedding=tone_print, place="cpu", batch=2, threads=2
    )


TONES = [("low", 1.0, 4.0), ("high", 4.5, 8.0), ("low", 12.0, 15.0), ("high", 20.0, 23.0)]


def test_voices_are_told_apart_from_sound_on_disk(
    diariser: TrackingDiariser, tmp_path: Path
) -> None:
    wav = recording(tmp_path / "sound.wav", TONES, 25.0)
    events: list[Event] = []
    pieces = diariser.tell_apart(wav, VoiceBounds(), CallbackContext(events.append))
    said: dict[str, list[tuple[float, float]]] = {}
    for piece in pieces:
        said.setdefault(str(piece.voice), []).append((piece.interval.start, piece.interval.end))
    assert set(said) == {"V01", "V02"}
    for voice, name in (("V01", "low"), ("V02", "high")):
        heard_s = sum(end - start for start, end in said[voice])
        assert heard_s == pytest.approx(sum(e - s for n, s, e in TONES if n == name), abs=0.2)
    shares = [event.done for event in events if isinstance(event, Progress)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {event.step for event in events if isinstance(event, Progress)} == {"asr.diarize"}


def test_a_recording_shorter_than_a_window_is_heard(
    diariser: TrackingDiariser, tmp_path: Path
) -> None:
    wav = recording(tmp_path / "sound.wav", [("low", 0.5, 2.0)], 3.0)
    pieces = diariser.tell_apart(wav, VoiceBounds(), silent())
    assert pieces
    assert all(piece.interval.end <= 3.0 for piece in pieces)


def test_silence_has_no_voice(diariser: TrackingDiariser, tmp_path: Path) -> None:
    wav = recording(tmp_path / "sound.wav", [], 12.0)
    assert diariser.tell_apart(wav, VoiceBounds(), silent()) == ()


def test_a_stop_is_followed_within_a_window(diariser: TrackingDiariser, tmp_path: Path) -> None:
    wav = recording(tmp_path / "sound.wav", TONES, 60.0)
    stop = threading.Event()
    seen: list[Event] = []

    def on_event(event: Event) -> None:
        seen.append(event)
        stop.set()

    with pytest.raises(Cancelled):
        diariser.tell_apart(wav, VoiceBounds(), CallbackContext(on_event, stop))
    assert len(seen) == 1


def test_a_model_that_fails_is_an_engine_that_failed(
    diariser: TrackingDiariser, tmp_path: Path
) -> None:
    def fails(_features):
        raise RuntimeError

    broken = TrackingDiariser(
        segmentation=diariser.segmentation, embedding=fails, place="cpu", batch=2, threads=1
    )
    wav = recording(tmp_path / "sound.wav", TONES, 25.0)
    with pytest.raises(EngineFailed) as raised:
        broken.tell_apart(wav, VoiceBounds(), silent())
    assert raised.value.facts == {"engine": "pyannote.audio", "reason": "RuntimeError"}


def test_levels_follow_the_sound(tmp_path: Path) -> None:
    wav = recording(tmp_path / "sound.wav", [("low", 61.0, 62.0)], 63.0)
    found = levels(wav, 63.0, FRAME / RATE)
    assert len(found) == pytest.approx(63.0 * RATE / FRAME, abs=2)
    assert found[: round(60 * RATE / FRAME)].max() < -100
    assert found[round(61.2 * RATE / FRAME) : round(61.8 * RATE / FRAME)].min() > -30


def test_classes_are_sets_of_voices() -> None:
    assert voices_of_classes(7, 3, 2).tolist() == [
        [0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1],
    ]  # fmt: skip
    with pytest.raises(ValueError, match="9 classes"):
        voices_of_classes(9, 3, 2)


class Annotation:
    """As much of pyannote's as is used."""

    def __init__(self, *said: tuple[float, float, str]) -> None:
        self._said = said

    def labels(self) -> list[str]:
        return sorted({label for _, _, label in self._said})

    def itertracks(self, *, yield_label: bool):
        assert yield_label
        for number, (start, end, label) in enumerate(self._said):
            yield SimpleNamespace(start=start, end=end, duration=end - start), number, label


def output() -> SimpleNamespace:
    nan = np.full(256, np.nan)
    return SimpleNamespace(
        speaker_diarization=Annotation((2.0, 4.0, "B"), (-0.01, 1.5, "A"), (5.0, 5.2, "C")),
        speaker_embeddings=np.stack([np.eye(256)[0], np.eye(256)[1], nan]),
    )


def test_a_pipeline_answers_in_our_words() -> None:
    pieces = pieces_of(output())
    assert [(p.voice, p.interval.start, p.interval.end) for p in pieces] == [
        ("V01", 0.0, 1.5),
        ("V02", 2.0, 4.0),
    ]


def test_a_pipeline_gets_the_sound_the_bounds_and_the_stop(tmp_path: Path) -> None:
    wav = recording(tmp_path / "sound.wav", TONES, 25.0)
    asked: dict[str, object] = {}

    def pipeline(file, *, min_speakers, max_speakers, hook):
        asked.update(file, least=min_speakers, most=max_speakers)
        hook("embeddings", None, total=3, completed=1)
        return output()

    pieces = PipelineDiariser(pipeline=pipeline).tell_apart(
        wav, VoiceBounds(least=2, most=9), silent()
    )
    assert len(pieces) == 2
    assert (asked["least"], asked["most"], asked["sample_rate"]) == (2, 9, RATE)
    assert asked["waveform"].shape == (1, 25 * RATE)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        PipelineDiariser(pipeline=pipeline).tell_apart(
            wav, VoiceBounds(), CallbackContext(lambda _event: None, stop)
        )


def tracking(**changes: object) -> TrackingSpec:
    return TrackingSpec(
        model_ids=("segmentation-3.0", "campplus"),
        sha256=("a" * 64, "b" * 64),
        segmentation=Path("s"),
        embedding=Path("e"),
        **changes,
    )


def test_the_provenance_names_the_models() -> None:
    assert tracking().engine.endswith("segmentation-3.0@aaaaaaaaaaaa campplus@bbbbbbbbbbbb")


def test_the_processor_needs_no_probe_and_has_no_spare() -> None:
    spec = tracking(wish=DeviceWish.CPU).settled(silent())
    assert spec.device == processor()
    assert spec.settled(silent()) is spec
    assert spec.fallback() is None


def test_the_spare_of_a_graphics_card_is_the_processor() -> None:
    card = Device(kind=DeviceKind.CUDA, compute_type="float32", threads=2)
    spare = tracking(device=card).fallback()
    assert spare is not None
    assert spare.device == processor()


class Description:
    """Stands in for what describes a model."""


def test_missing_weights_are_an_engine_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_such_model(_path):
        raise FileNotFoundError

    stand_in = SimpleNamespace(
        Model=SimpleNamespace(from_pretrained=no_such_model),
        Pipeline=SimpleNamespace(from_pretrained=no_such_model),
        core=SimpleNamespace(
            task=SimpleNamespace(
                Problem=Description, Resolution=Description, Specifications=Description
            )
        ),
    )
    monkeypatch.setattr(pyannote_models, "import_pyannote", lambda: stand_in)
    with pytest.raises(EngineFailed):
        tracking().open()
    with pytest.raises(EngineFailed):
        PipelineSpec(model_ids=("p",), sha256=("c" * 64,), folder=tmp_path).open()


class Payload:
    """Runs code where it is unpickled."""

    def __init__(self, made: Path) -> None:
        self._made = made

    def __reduce__(self):
        return Path.touch, (self._made,)


def opened(spec: TrackingSpec, _ctx: object) -> None:
    spec.open()


@pytest.mark.skipif(find_spec("pyannote.audio") is None, reason="pyannote.audio is not installed")
def test_code_in_the_weights_of_the_segmentation_is_not_run(tmp_path: Path) -> None:
    weights = tmp_path / "pytorch_model.bin"
    torch.save({"pyannote.audio": Payload(tmp_path / "ran")}, weights)
    with pytest.raises(EngineFailed) as raised:
        run_in_child(opened, replace(tracking(), segmentation=weights), silent())
    assert raised.value.facts["reason"] == "UnpicklingError"
    assert not (tmp_path / "ran").exists()
