"""The whole job, from a recording to its documents."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from asr import pipeline
from asr.diarization import diarize
from asr.diarization.diarize import DiarizeOptions
from asr.engines.scripted import ScriptedSpec
from asr.engines.scripted_diariser import ScriptedDiariserSpec
from asr.pipeline import TranscribeOptions
from asr.recognition import recognise
from asr.sound.audio import duration_s
from core.jsonio import read_json, write_json
from core.task import TaskContext, silent
from core.transcript import Transcript, VoiceId, Word
from desktop.session import workflow
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from models.store import Store
from pv_builder.roster.seance_toml import read_seance
from tests.bench.faults.scenario import Scenario, Told, whole
from tests.helpers.media import quiet, write_media
from tests.helpers.voices import Crowd, Said

SAMPLE = Path(__file__).parents[2] / "data" / "commune-saint-aubin"
SECONDS = 40.0
DEBATE_S = 110.0
SAID = "La séance est ouverte. Je mets aux voix le point 1. Adopté à l'unanimité."


def a_described_recording(root: Path) -> None:
    """A short recording, its description and the script of what is heard in it."""
    write_media(root / "séance.wav", quiet(SECONDS, rate=8_000), rate=8_000)
    (root / "seance.toml").write_bytes((SAMPLE / "seance.toml").read_bytes())
    said = SAID.split()
    times = [1.0 + 2.0 * number for number in range(len(said))]
    words = [
        Word(start=at, end=at + 0.8, text=f" {word}", probability=0.9)
        for at, word in zip(times, said, strict=True)
    ]
    write_json(root / "script.json", words)


def a_described_debate(root: Path) -> None:
    """A longer recording in which two voices speak in turns: several groups of windows."""
    a_described_recording(root)
    write_media(root / "séance.wav", quiet(DEBATE_S, rate=8_000), rate=8_000)
    said = SAID.split()
    words = [
        Word(start=at, end=at + 0.8, text=f" {said[number % len(said)]}", probability=0.9)
        for number, at in enumerate(np.arange(1.0, DEBATE_S - 1.0).tolist())
    ]
    write_json(root / "script.json", words)
    starts = np.arange(0.0, DEBATE_S, 20.0).tolist()
    turns = [Said(who=number % 2, start=at, seconds=19.0) for number, at in enumerate(starts)]
    pieces = [
        replace(piece, voice=VoiceId(f"V{piece.track + 1:02d}"))
        for piece in Crowd(3, 2).pieces(turns)
    ]
    write_json(root / "voices.json", pieces)


def process(root: Path, told: Told) -> None:
    """The command `process` without voices, its child processes run in this one."""
    _process(root, told, ScriptedSpec(script=root / "script.json"), None)


def process_with_voices(root: Path, told: Told) -> None:
    """The same with voices, two groups of windows heard side by side."""
    engine = ScriptedSpec(script=root / "script.json", at_once=2)
    voices = DiarizeOptions(engine=ScriptedDiariserSpec(script=root / "voices.json"))
    with (
        patch.object(recognise, "UNIT_WINDOWS", 1),
        patch.object(diarize, "has_nvidia_driver", lambda: True),  # no child is begun beforehand
        patch.object(diarize, "run_in_child", _here),
    ):
        _process(root, told, engine, voices)


def _process(root: Path, told: Told, engine: ScriptedSpec, voices: DiarizeOptions | None) -> None:
    options = TranscribeOptions(engine=engine)
    files = SessionFiles(
        media=(root / "séance.wav",), seance=root / "seance.toml", out=root / "out"
    )
    with (
        patch.object(workflow, "recognition_options", lambda *_: options),
        patch.object(workflow, "diarize_options", lambda *_: voices),
        patch.object(pipeline, "run_in_child", _here),
    ):
        store = Store(root / "models")
        draft = DraftRequest(formats=("txt",))
        workflow.process(files, RecognitionRequest(), draft, store, silent())
    told.append("done")


def _here(
    task: Callable[[Any, TaskContext], Any], job: object, ctx: TaskContext, _: object = None
) -> Any:
    """Do here what would be done in a child process: its writes are struck too."""
    return task(job, ctx)


def process_losses(root: Path, told: Told) -> list[str]:
    """What was given is as it was; a finished job has its transcript and its documents whole."""
    lost = []
    if len(read_json(tuple[Word, ...], root / "script.json")) == 0:
        lost.append("script")
    given_s = DEBATE_S if (root / "voices.json").exists() else SECONDS
    if (root / "séance.wav").stat().st_size < given_s * 8_000:
        lost.append("the recording")
    read_seance(root / "seance.toml")
    out = root / "out"
    if (out / ".greffier" / "audio.json").exists():
        wavs = [w for w in (out / ".greffier").glob("*.wav") if duration_s(w) < given_s]
        lost += [f"the sound: {wav.name}" for wav in wavs]
    if (out / "transcript.json").exists():
        read_json(Transcript, out / "transcript.json")
    elif told:
        lost.append("transcript.json")
    lost += [name for name in ("pv.docx", "pv.json", "pv.txt") if told and not whole(out / name)]
    return lost


SCENARIOS = (
    Scenario(name="process", prepare=a_described_recording, act=process, losses=process_losses),
    Scenario(
        name="process with voices",
        prepare=a_described_debate,
        act=process_with_voices,
        losses=process_losses,
    ),
)
