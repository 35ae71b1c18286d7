"""The whole job, from a recording to its documents."""

from pathlib import Path
from unittest.mock import patch

from asr import pipeline
from asr.engines.scripted import ScriptedSpec
from asr.pipeline import TranscribeOptions
from asr.sound.audio import duration_s
from core.jsonio import read_json, write_json
from core.task import silent
from core.transcript import Transcript, Word
from desktop.session import workflow
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from models.store import Store
from pv_builder.roster.seance_toml import read_seance
from tests.bench.faults.scenario import Scenario, Told, whole
from tests.helpers.media import quiet, write_media

SAMPLE = Path(__file__).parents[2] / "data" / "commune-saint-aubin"
SECONDS = 40.0
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


def process(root: Path, told: Told) -> None:
    """The command `process`, its child processes run in this one."""
    options = TranscribeOptions(engine=ScriptedSpec(script=root / "script.json"))
    files = SessionFiles(
        media=(root / "séance.wav",), seance=root / "seance.toml", out=root / "out"
    )
    with (
        patch.object(workflow, "recognition_options", lambda *_: options),
        patch.object(pipeline, "run_in_child", lambda task, job, ctx, _=None: task(job, ctx)),
    ):
        request = RecognitionRequest(voices=None)
        store = Store(root / "models")
        workflow.process(files, request, DraftRequest(formats=("txt",)), store, silent())
    told.append("done")


def process_losses(root: Path, told: Told) -> list[str]:
    """What was given is as it was; a finished job has its transcript and its documents whole."""
    lost = []
    if len(read_json(tuple[Word, ...], root / "script.json")) == 0:
        lost.append("script")
    if (root / "séance.wav").stat().st_size < SECONDS * 8_000:
        lost.append("the recording")
    read_seance(root / "seance.toml")
    out = root / "out"
    if (out / ".greffier" / "audio.json").exists():
        wavs = [w for w in (out / ".greffier").glob("*.wav") if duration_s(w) < SECONDS]
        lost += [f"the sound: {wav.name}" for wav in wavs]
    if (out / "transcript.json").exists():
        read_json(Transcript, out / "transcript.json")
    elif told:
        lost.append("transcript.json")
    lost += [name for name in ("pv.docx", "pv.json", "pv.txt") if told and not whole(out / name)]
    return lost


SCENARIOS = (
    Scenario(name="process", prepare=a_described_recording, act=process, losses=process_losses),
)
