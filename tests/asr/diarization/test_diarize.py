import logging
import os
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing import active_children
from pathlib import Path
from typing import Self

import pytest

from asr.diarization import diarize as module
from asr.diarization.diarize import DiarizeOptions, Readied, diarize
from asr.diarization.prints import are_kept, forget_voices, kept_voices
from asr.diarization.voices import Diarization, VoiceBounds
from asr.engines.diariser import Diariser
from asr.engines.scripted_diariser import ScriptedDiariser, ScriptedDiariserSpec
from asr.errors import EngineFailed, WorkerDied
from asr.worker import run_in_child
from core.jsonio import write_json
from core.task import CallbackContext, Cancelled, Event, Notice, Progress, TaskContext, silent
from tests.helpers.voices import heard_as

HEARD = heard_as(("V01", 1.0, 3.0), ("V02", 3.5, 5.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class FragileSpec(ScriptedDiariserSpec):
    """A scripted engine that writes down each run and may break.

    Attributes:
        log: gets a line for each run.
        fault: "raises" or "exits" before it answers; "" for none.
        has_spare: whether the engine without the fault may go on.
    """

    log: Path
    fault: str = ""
    has_spare: bool = False

    def fallback(self) -> Self | None:
        return replace(self, fault="", has_spare=False) if self.has_spare else None

    def open(self) -> Diariser:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{self.fault or 'answers'}\n")
        if self.fault == "raises":
            raise EngineFailed(engine="scripted", reason="Broken")
        if self.fault == "exits":
            os._exit(3)
        return ScriptedDiariser(HEARD.pieces)


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16000 * 6))
    return path


@pytest.fixture
def spec(tmp_path: Path) -> FragileSpec:
    script = tmp_path / "script.json"
    write_json(script, HEARD.pieces)
    return FragileSpec(script=script, log=tmp_path / "log.txt")


def runs(spec: FragileSpec) -> list[str]:
    return spec.log.read_text(encoding="utf-8").split() if spec.log.exists() else []


def test_a_recording_is_told_apart_in_a_child_and_kept(
    wav: Path, spec: FragileSpec, tmp_path: Path
) -> None:
    events: list[Event] = []
    work = tmp_path / "work"
    told = diarize(wav, DiarizeOptions(engine=spec), work, CallbackContext(events.append))
    assert told.pieces == HEARD.pieces
    assert told.duration_s == 6.0
    assert told.engine == spec.engine
    assert kept_voices(work) == told
    assert Progress(step="asr.diarize", done=1.0, total=1.0) in events


def test_what_was_told_apart_is_not_done_again(
    wav: Path, spec: FragileSpec, tmp_path: Path
) -> None:
    options = DiarizeOptions(engine=spec)
    first = diarize(wav, options, tmp_path / "work", silent())
    assert diarize(wav, options, tmp_path / "work", silent()) == first
    assert runs(spec) == ["answers"]


NEAR_THE_END = Progress(step="asr.recognise", done=50.0, total=100.0)


def test_models_load_while_the_last_is_recognised(
    wav: Path, spec: FragileSpec, tmp_path: Path
) -> None:
    options = DiarizeOptions(engine=spec)
    with Readied(wav, options) as readied:
        readied.during(silent()).emit(NEAR_THE_END)
        told = diarize(wav, options, tmp_path / "work", silent(), readied)
    assert told.pieces == HEARD.pieces
    assert runs(spec) == ["answers"]


@pytest.mark.parametrize(
    "progress",
    [
        Progress(step="asr.recognise", done=10.0, total=100.0),
        Progress(step="asr.recognise", done=100.0),
        Progress(step="asr.decode", done=100.0, total=100.0),
    ],
)
def test_nothing_is_made_ready_before_the_end_is_near(
    progress: Progress, wav: Path, spec: FragileSpec
) -> None:
    with Readied(wav, DiarizeOptions(engine=spec)) as readied:
        readied.during(silent()).emit(progress)
        assert readied.told_apart(silent()) is None
    assert runs(spec) == []


def test_nothing_is_made_ready_where_memory_is_short(
    wav: Path, spec: FragileSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "available_bytes", lambda: 1e9)
    with Readied(wav, DiarizeOptions(engine=spec)) as readied:
        readied.during(silent()).emit(NEAR_THE_END)
        assert readied.told_apart(silent()) is None


def test_what_was_made_ready_and_ended_while_it_waited_is_not_missed(
    wav: Path, spec: FragileSpec, tmp_path: Path
) -> None:
    options = DiarizeOptions(engine=spec)
    with Readied(wav, DiarizeOptions(engine=replace(spec, fault="exits"))) as readied:
        readied.during(silent()).emit(NEAR_THE_END)
        while active_children():
            time.sleep(0.05)
        told = diarize(wav, options, tmp_path / "work", silent(), readied)
    assert told.pieces == HEARD.pieces
    assert runs(spec) == ["exits", "answers"]


def test_what_was_made_ready_in_vain_is_ended(wav: Path, spec: FragileSpec) -> None:
    with Readied(wav, DiarizeOptions(engine=spec)) as readied:
        readied.during(silent()).emit(NEAR_THE_END)
    assert not active_children()


def longer(wav: Path, options: DiarizeOptions) -> DiarizeOptions:
    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16000 * 7))
    return options


def bounded(wav: Path, options: DiarizeOptions) -> DiarizeOptions:
    del wav
    return replace(options, bounds=VoiceBounds(most=3))


def retrained(wav: Path, options: DiarizeOptions) -> DiarizeOptions:
    del wav
    script: Path = options.engine.script
    write_json(script, HEARD.pieces[:1])
    return options


@pytest.mark.parametrize("change", [longer, bounded, retrained])
def test_other_sound_bounds_or_models_are_told_apart_anew(
    change: Callable[[Path, DiarizeOptions], DiarizeOptions],
    wav: Path,
    spec: FragileSpec,
    tmp_path: Path,
) -> None:
    options = DiarizeOptions(engine=spec)
    diarize(wav, options, tmp_path / "work", silent())
    diarize(wav, change(wav, options), tmp_path / "work", silent())
    assert len(runs(spec)) == 2


def test_a_damaged_file_is_made_anew(wav: Path, spec: FragileSpec, tmp_path: Path) -> None:
    work = tmp_path / "work"
    told = diarize(wav, DiarizeOptions(engine=spec), work, silent())
    (work / "voices.json").write_text("{", encoding="utf-8")
    assert kept_voices(work) is None
    assert diarize(wav, DiarizeOptions(engine=spec), work, silent()) == told


def test_no_print_outlives_the_session(wav: Path, spec: FragileSpec, tmp_path: Path) -> None:
    work = tmp_path / "work"
    told = diarize(wav, DiarizeOptions(engine=spec), work, silent())
    prints = [piece.print.encode() for piece in told.pieces]
    files = [path for path in work.rglob("*") if path.is_file()]
    assert [path for path in files if prints[0] in path.read_bytes()] == [work / "voices.json"]
    assert are_kept(work)
    forget_voices(work)
    left = [path.read_bytes() for path in work.rglob("*") if path.is_file()]
    assert not any(secret in content for secret in prints for content in left)
    assert kept_voices(work) is None
    assert not are_kept(work)
    forget_voices(work)


@pytest.mark.parametrize("fault", ["raises", "exits"])
def test_the_processor_begins_again_where_the_graphics_card_fails(
    fault: str, wav: Path, spec: FragileSpec, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    events: list[Event] = []
    options = DiarizeOptions(engine=replace(spec, fault=fault, has_spare=True))
    told = diarize(wav, options, tmp_path / "work", CallbackContext(events.append))
    assert told.pieces == HEARD.pieces
    assert Notice(code="asr.gpu-failed") in events
    assert runs(spec) == [fault, "answers"]


@pytest.mark.parametrize(("fault", "error"), [("raises", EngineFailed), ("exits", WorkerDied)])
def test_an_engine_without_a_spare_fails_as_itself(
    fault: str, error: type[Exception], wav: Path, spec: FragileSpec, tmp_path: Path
) -> None:
    options = DiarizeOptions(engine=replace(spec, fault=fault))
    with pytest.raises(error):
        diarize(wav, options, tmp_path / "work", silent())
    assert kept_voices(tmp_path / "work") is None


def test_a_stop_leaves_nothing(wav: Path, spec: FragileSpec, tmp_path: Path) -> None:
    ctx = CallbackContext(lambda _event: None)
    ctx._cancel.set()
    with pytest.raises(Cancelled):
        diarize(wav, DiarizeOptions(engine=spec), tmp_path / "work", ctx)
    assert kept_voices(tmp_path / "work") is None


def test_the_log_holds_counts_only(
    wav: Path, spec: FragileSpec, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: Diarization = diarize(wav, DiarizeOptions(engine=spec), tmp_path / "work", silent())
    assert "2 voices" in caplog.text
    assert told.pieces[0].print[:20] not in caplog.text


def test_the_telemetry_is_off_before_pyannote_is_imported() -> None:
    # pyannote.audio 4 sends durations and speaker counts unless this is "0" at its import.
    code = (
        "import asr.engines.pyannote_import, os, sys;"
        "assert 'pyannote' not in sys.modules;"
        "assert os.environ['PYANNOTE_METRICS_ENABLED'] == '0'"
    )
    bare = {k: v for k, v in os.environ.items() if "PYANNOTE" not in k}
    subprocess.run([sys.executable, "-c", code], check=True, env=bare)


def test_the_window_never_loads_pytorch_for_the_voices() -> None:
    code = (
        "import asr.diarization.diarize, asr.engines.pyannote_audio, asr.diarization.align, sys;"
        "assert not {'torch', 'pyannote.audio'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def telemetry_in_child(_request: None, _ctx: TaskContext) -> tuple[str, bool]:
    import_module("asr.engines.pyannote_import")  # what the child imports first
    return os.environ["PYANNOTE_METRICS_ENABLED"], "pyannote.audio" in sys.modules


def test_the_telemetry_is_off_in_the_child_even_if_the_user_turned_it_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    assert run_in_child(telemetry_in_child, None, silent()) == ("0", False)


def test_the_telemetry_is_off_in_the_program_itself() -> None:
    code = (
        "import desktop.__main__, desktop.start, os, sys;"
        "assert not [name for name in sys.modules if name.startswith('pyannote')];"
        "assert os.environ['PYANNOTE_METRICS_ENABLED'] == '0'"
    )
    wanted = {**os.environ, "PYANNOTE_METRICS_ENABLED": "1"}
    subprocess.run([sys.executable, "-c", code], check=True, env=wanted)
