"""Voices told apart with the real models, in a child process, as the program does it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asr.diarization.diarize import DiarizeOptions, diarize
from asr.diarization.voices import Diarization
from asr.engines.pyannote_audio import TrackingSpec
from asr.hardware import DeviceWish
from asr.sound.audio import decode
from core.task import CallbackContext, Event, Progress
from models.catalogue import load_catalogue
from models.store import State, Store, default_root

DATA = Path(__file__).parents[1] / "data"
IDS = ("segmentation-3.0", "campplus")

pytest.importorskip("torch", reason="the voices' libraries are not installed")
metrics = pytest.importorskip("pyannote.metrics.diarization", reason="needs pyannote.metrics")

pytestmark = [pytest.mark.real, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def spec() -> TrackingSpec:
    store = Store(default_root())
    entries = [load_catalogue().entry(model_id) for model_id in IDS]
    absent = [e.id for e in entries if store.state_of(e) is not State.READY]
    if absent:
        pytest.skip(f"not installed: {', '.join(absent)}")
    segmentation, embedding = (store.path_of(e.id) / e.main_file for e in entries)
    return TrackingSpec(
        model_ids=IDS,
        sha256=tuple(store.main_sha256(model_id) for model_id in IDS),
        segmentation=segmentation,
        embedding=embedding,
        wish=DeviceWish.CPU,
    )


def annotation(said: list[tuple[float, float, str]]):
    from pyannote.core import Annotation, Segment  # noqa: PLC0415 absent without the extra

    result = Annotation()
    for number, (start, end, who) in enumerate(said):
        result[Segment(start, end), number] = who
    return result


def error_of(told: Diarization, truth: Path) -> float:
    rows = [line.split() for line in truth.read_text(encoding="utf-8").splitlines()]
    spoken = [(float(r[3]), float(r[3]) + float(r[4]), r[7]) for r in rows]
    found = [(p.interval.start, p.interval.end, str(p.voice)) for p in told.pieces]
    return float(metrics.DiarizationErrorRate()(annotation(spoken), annotation(found)))


@pytest.mark.filterwarnings("ignore:'uem' was approximated")
@pytest.mark.parametrize(
    ("sound", "truth", "worst"),
    [
        # docs/benchmarks.md, "Diarization": 3.5 % and 4.1 % were measured
        ("commune-saint-aubin/audio.opus", "commune-saint-aubin/reference.rttm", 0.06),
        ("voices/pyannote_sample.wav", "voices/pyannote_sample.rttm", 0.066),
    ],
)
def test_voices_are_told_apart(
    sound: str, truth: str, worst: float, spec: TrackingSpec, tmp_path: Path
) -> None:
    events: list[Event] = []
    wav = tmp_path / "sound.wav"
    ctx = CallbackContext(events.append)
    decode([DATA / sound], wav, ctx)
    told = diarize(wav, DiarizeOptions(engine=spec), tmp_path / "work", ctx)
    assert error_of(told, DATA / truth) <= worst
    shares = [e.done for e in events if isinstance(e, Progress) and e.step == "asr.diarize"]
    assert len(shares) > 20
    assert shares == sorted(shares)


def test_pyannote_is_imported_with_its_telemetry_off() -> None:
    code = (
        "from asr.engines.pyannote_import import import_pyannote;"
        "import_pyannote();"
        "from pyannote.audio.telemetry.metrics import is_metrics_enabled;"
        "assert not is_metrics_enabled()"
    )
    bare = {k: v for k, v in os.environ.items() if "PYANNOTE" not in k}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, env=bare, capture_output=True, text=True
    )
    assert done.stderr == ""
