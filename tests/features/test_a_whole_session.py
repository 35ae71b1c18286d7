"""A session from its sound to its documents through the workflow, with a scripted recogniser."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event as ThreadEvent

import pytest

from asr.engines.scripted import ScriptedSpec
from asr.pipeline import TranscribeOptions
from core.folding import fold
from core.jsonio import read_json, write_json
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from core.transcript import Transcript, Word
from desktop.session import workflow
from desktop.session.errors import DossierOfOtherRecording, FileMissing
from desktop.session.machine import logs
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from models.store import Store
from tests.helpers.media import quiet, write_media

SAMPLE = Path(__file__).parents[1] / "data" / "commune-saint-aubin"
STEPS = ("asr.decode", "asr.recognise", "session.documents")


def spoken_words() -> tuple[Word, ...]:
    """The words of the sample's reference, spread evenly over each turn."""
    words = []
    for line in (SAMPLE / "reference.stm").read_text(encoding="utf-8").splitlines():
        _, _, _, start, end, text = line.split(None, 5)
        pieces = text.split()
        step = (float(end) - float(start)) / len(pieces)
        words += [
            Word(
                start=round(float(start) + i * step, 3),
                end=round(float(start) + (i + 0.9) * step, 3),
                text=f" {piece}",
                probability=0.9,
            )
            for i, piece in enumerate(pieces)
        ]
    return tuple(words)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionFiles:
    """A silent recording as long as the sample, and an engine that knows what was said in it."""
    media = write_media(tmp_path / "Séance d'été.wav", quiet(410.0, rate=8_000), rate=8_000)
    script = tmp_path / "script.json"
    write_json(script, spoken_words())
    options = TranscribeOptions(engine=ScriptedSpec(script=script))
    monkeypatch.setattr(workflow, "recognition_options", lambda *_: options)
    return SessionFiles(media=(media,), seance=SAMPLE / "seance.toml", out=tmp_path / "Dossier été")


def run(files: SessionFiles, ctx: CallbackContext | None = None) -> None:
    store = Store(files.out.parent / "models")
    draft = DraftRequest(formats=("txt", "srt"))
    workflow.process(files, RecognitionRequest(voices=None), draft, store, ctx or silent())


def test_the_contracts_files_are_written(files: SessionFiles) -> None:
    run(files)
    names = {path.name for path in files.out.iterdir() if path.is_file()}
    wanted = {"transcript.json", "pv.json", "pv.docx", "seance.toml", "pv.txt", "transcript.srt"}
    assert wanted <= names
    pv = json.loads((files.out / "pv.json").read_text(encoding="utf-8"))
    assert [point["numero"] for point in pv["points"]] == [1, 2, 3, 4, 5]
    assert pv["heure_ouverture"] == "18:30"
    assert pv["heure_levee"] == "19:12"
    assert pv["preuves"]
    with zipfile.ZipFile(files.out / "pv.docx") as docx:
        assert b"vote" in docx.read("word/document.xml")


def stopped_in(step: str) -> CallbackContext:
    """A user who asks to stop as soon as that step begins."""
    cancel = ThreadEvent()

    def stop_in_step(event: Event) -> None:
        if isinstance(event, Progress) and event.step == step:
            cancel.set()

    return CallbackContext(stop_in_step, cancel)


@pytest.mark.parametrize("step", STEPS)
def test_a_session_stopped_at_any_step_ends_like_an_undisturbed_one(
    files: SessionFiles, step: str
) -> None:
    run(files)
    undisturbed = (files.out / "transcript.json").read_bytes()
    shutil.rmtree(files.out)
    with pytest.raises(Cancelled):
        run(files, stopped_in(step))
    run(files)
    assert (files.out / "transcript.json").read_bytes() == undisturbed


def test_a_finished_session_is_only_drafted_again(files: SessionFiles) -> None:
    run(files)
    steps: set[str] = set()

    def note(event: Event) -> None:
        if isinstance(event, Progress):
            steps.add(event.step)

    run(files, CallbackContext(note))
    assert "asr.recognise" not in steps
    assert "asr.decode" not in steps


def test_a_corrected_transcript_is_drafted_not_overwritten(files: SessionFiles) -> None:
    run(files)
    path = files.out / "transcript.json"
    corrected = path.read_text(encoding="utf-8").replace(" nids-de-poule", " fondrières")
    path.write_text(corrected, encoding="utf-8")
    workflow.draft_again(files.out, DraftRequest(formats=("txt",)), silent())
    assert path.read_text(encoding="utf-8") == corrected
    assert "fondrières" in (files.out / "pv.txt").read_text(encoding="utf-8")
    run(files)
    assert path.read_text(encoding="utf-8") == corrected


def test_the_folder_of_another_recording_is_refused_untouched(files: SessionFiles) -> None:
    run(files)
    before = {p.name: p.read_bytes() for p in files.out.iterdir() if p.is_file()}
    other = write_media(files.out.parent / "other.wav", quiet(5.0, rate=8_000), rate=8_000)
    with pytest.raises(DossierOfOtherRecording):
        run(SessionFiles(media=(other,), seance=files.seance, out=files.out))
    assert {p.name: p.read_bytes() for p in files.out.iterdir() if p.is_file()} == before


def test_a_recording_chosen_by_mistake_makes_room_for_another(files: SessionFiles) -> None:
    other = write_media(files.out.parent / "other.wav", quiet(5.0, rate=8_000), rate=8_000)
    mistaken = SessionFiles(media=(other,), seance=files.seance, out=files.out)
    with pytest.raises(Cancelled):
        run(mistaken, stopped_in("asr.recognise"))
    run(files)
    audio = read_json(Transcript, files.out / "transcript.json").audio
    assert [part.name for part in audio.parts] == [files.media[0].name]


def test_no_work_file_survives_a_finished_session(files: SessionFiles) -> None:
    run(files)
    left = {path.name for path in (files.out / ".greffier").iterdir()}
    kept = {"listening.wav", "sources.json", "exported.docx"}
    assert left == {"audio.json", "outputs.json", "finished.json", "lock", *kept}


def test_a_missing_recording_is_said_before_a_folder_is_made(files: SessionFiles) -> None:
    missing = SessionFiles(media=(files.out / "nothing.mp3",), seance=files.seance, out=files.out)
    with pytest.raises(FileMissing):
        run(missing)
    assert not files.out.exists()


@pytest.fixture
def log_text(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "log"
    logs.set_up(folder)
    yield folder / "greffier.log"
    logs.set_up(tmp_path / "other-log")


def test_the_log_of_a_whole_session_holds_no_word_and_no_name(
    files: SessionFiles, log_text: Path
) -> None:
    run(files)
    log = fold(log_text.read_text(encoding="utf-8"))
    assert "drafted" in log
    transcript = read_json(Transcript, files.out / "transcript.json")
    spoken = {
        word for turn in transcript.turns for word in re.findall(r"[^\W\d_]{6,}", fold(turn.text))
    }
    names = {"masson", "roussel", "blondel", "saint aubin", "seance d'ete", "dossier ete"}
    allowed = {"session", "recognition"}  # words of the program that may also be spoken
    leaked = {
        text for text in (spoken | names) - allowed if re.search(rf"\b{re.escape(text)}\b", log)
    }
    assert not leaked
