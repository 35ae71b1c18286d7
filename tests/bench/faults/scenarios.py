"""Everything that Greffier does that writes, each with what must never be lost of it.

A step tells what the person was told is done; after a fault the session is opened as the product
opens it, and what was told must be there, whole.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from asr import pipeline
from asr.audio import duration_s
from asr.engines.scripted import ScriptedSpec
from asr.pipeline import TranscribeOptions
from asr.recording.finishing import finish
from asr.recording.journal import EndReason, RecordingJournal
from asr.recording.recovery import recover
from core.files import faults_of
from core.jsonio import read_json, write_json
from core.task import silent
from core.transcript import Transcript, Word
from desktop.session import workflow
from desktop.session.corrections.edits import MarkReviewed
from desktop.session.corrections.journal import Act, open_journal, read_journal
from desktop.session.dossier import open_dossier
from desktop.session.exporting import export_session
from desktop.session.imports.archive import unpack
from desktop.session.keeping.deletion import delete_recording, recording_of
from desktop.session.keeping.life import Step, read_life, write_life
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import archive_session
from desktop.session.machine import preferences
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from desktop.session.workbench import open_workbench
from models.store import Store
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.media import quiet, write_media
from tests.helpers.recording import TapeRig, counting, places_in, sound_of
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"
NOON = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
Told = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A step that writes.

    Attributes:
        prepare: makes the folder as it is before.
        act: does the step; appends what the person is told is done.
        losses: opens what is left as the product does, says what is missing of what was told.
        again: does the step once more after the fault, None where `act` does.
    """

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Told], None]
    losses: Callable[[Path, Told], list[str]]
    can_be_done_again: bool = True


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def holds(root: Path, content: bytes) -> bool:
    """Whether some file under a folder has this content."""
    return any(p.read_bytes() == content for p in root.rglob("*") if p.is_file())


# --- the whole job ---------------------------------------------------------------------------

SECONDS = 40.0
SAID = "La séance est ouverte. Je mets aux voix le point 1. Adopté à l'unanimité."


def a_described_recording(root: Path) -> None:
    """A short recording, its description and the script of what is heard in it."""
    sample = Path(__file__).parents[2] / "data" / NAME
    write_media(root / "séance.wav", quiet(SECONDS, rate=8_000), rate=8_000)
    (root / "seance.toml").write_bytes((sample / "seance.toml").read_bytes())
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


def whole(path: Path) -> bool:
    """Whether a document is there and can be opened."""
    if not path.exists():
        return False
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as docx:
            return docx.testzip() is None
    return bool(content)


# --- what a person does ----------------------------------------------------------------------


def a_transcribed_session(root: Path) -> None:
    """A session as `process` leaves it, corrected once by a person, its minutes touched in Word."""
    folder = session_folder(root / "séance", NAME)
    known = read_json(Transcript, folder / "transcript.json")
    write_json(folder / "transcript.json", replace(known, turns=known.turns[:TURNS]))
    with closing(open_workbench(folder)) as bench:
        bench.do(MarkReviewed(turns=(bench.corrected.transcript.turns[0].id,)))
    workflow.draft_again(folder, DraftRequest(formats=("txt",)), silent())
    (folder / "pv.docx").write_bytes((folder / "pv.docx").read_bytes() + TOUCHED)


TURNS = 24
"""Enough to be read; a whole session would make each of a thousand drafts take seconds."""

TOUCHED = b"what the clerk wrote in Word"


def correct(root: Path, told: Told) -> None:
    """Six corrections, one undone."""
    with closing(open_workbench(root / "séance")) as bench:
        for turn in bench.corrected.transcript.turns[1:7]:
            bench.do(MarkReviewed(turns=(turn.id,)))
            told.append(turn.id)
        bench.undo()
        told.append("undo")


def correction_losses(root: Path, told: Told) -> list[str]:
    """Every act that was shown is in the journal, in order."""
    folder = root / "séance"
    transcript = read_json(Transcript, folder / "transcript.json")
    path = folder / ".greffier" / "edits.jsonl"
    with closing(open_journal(path, transcript)):
        entries = read_journal(path)[1]
    acts = [
        "undo" if entry.act is Act.UNDO else entry.edit.turns[0]
        for entry in entries
        if entry.act is Act.UNDO or isinstance(entry.edit, MarkReviewed)
    ]
    wanted = [transcript.turns[0].id, *told]
    return [] if acts[: len(wanted)] == wanted else [f"{len(wanted)} acts, {len(acts)} kept"]


def draft(root: Path, told: Told) -> None:
    """The command `draft` over minutes that a clerk changed in Word."""
    workflow.draft_again(root / "séance", DraftRequest(formats=("txt", "html")), silent())
    told.append("done")


def draft_losses(root: Path, told: Told) -> list[str]:
    """The clerk's own file is there under one name or another; new documents are whole."""
    folder = root / "séance"
    mine = [p for p in folder.glob("*.docx") if p.read_bytes().endswith(TOUCHED)]
    lost = [] if mine else ["the file changed in Word"]
    lost += [
        name for name in ("pv.docx", "pv.html", "pv.json") if told and not whole(folder / name)
    ]
    return lost + correction_losses(root, [])


def export(root: Path, told: Told) -> None:
    """The command `export`."""
    export_session(root / "séance", ("txt", "docx", "votes", "json"), None, silent())
    told.append("done")


def export_losses(root: Path, told: Told) -> list[str]:
    """A file that is there is whole; the session is as it was."""
    written = list((root / "séance" / "export").glob("transcription.*"))
    lost = [path.name for path in written if not whole(path)]
    if told and len(written) < 3:
        lost.append("an exported file")
    return lost + draft_losses(root, [])


def describe(root: Path, told: Told) -> None:
    """The description changed in the window."""
    with closing(open_workbench(root / "séance")) as bench:
        assert bench.seance is not None
        changed = dt_changed(bench.dossier.seance.read_text("utf-8"))
        bench.dossier.outputs.write_bytes("seance.toml", changed.encode(), silent())
    told.append("done")


def dt_changed(text: str) -> str:
    """Return a description with another hour."""
    return text.replace('heure = "18:30"', 'heure = "19:00"')


def describe_losses(root: Path, told: Told) -> list[str]:
    """The description is the old one or the new one, and the new one once it was told."""
    folder = root / "séance"
    hour = read_seance(folder / "seance.toml").hour
    allowed = {"19:00"} if told else {"18:30", "19:00"}
    return ([] if hour in allowed else [f"hour {hour}"]) + draft_losses(root, [])


def live(root: Path, told: Told) -> None:
    """The steps after the draft, stated one after another."""
    with open_dossier(root / "séance") as dossier:
        for step in (Step.LIST_POSTED, Step.SUBMITTED, Step.APPROVED):
            life = read_life(dossier).with_step(step, NOON.date(), NOON)
            write_life(dossier, life)
            told.append(step)


def life_losses(root: Path, told: Told) -> list[str]:
    """Every step that was shown is stated."""
    with open_dossier(root / "séance") as dossier:
        life = read_life(dossier)
    return [step for step in told if life.on(Step(step)) is None]


def with_its_sound(root: Path) -> None:
    """A session and its recording."""
    a_transcribed_session(root)
    folder = root / "séance"
    (folder / "audio").mkdir()
    write_media(folder / "audio" / "partie-0001.wav", quiet(1.0))
    (folder / ".greffier" / "listening.wav").write_bytes(bytes(32_000))
    (folder / ".greffier" / "voices").mkdir()
    (folder / ".greffier" / "voices" / "prints.npz").write_bytes(bytes(2_000))


def delete(root: Path, told: Told) -> None:
    """The recording deleted from the closing page."""
    with open_dossier(root / "séance") as dossier:
        delete_recording(dossier, recording_of(dossier, None), outside=False, now=NOON)
    told.append("done")


def deletion_losses(root: Path, told: Told) -> list[str]:
    """What is kept is there; what was told to be gone is gone."""
    folder = root / "séance"
    lost = draft_losses(root, [])
    if told:
        left = [p for p in folder.rglob("*") if p.suffix in {".wav", ".flac", ".npz"}]
        lost += [f"not deleted: {path.name}" for path in left]
        lost += [] if life_losses(root, [Step.DELETED]) == [] else ["the record of it"]
    return lost


# --- archives --------------------------------------------------------------------------------


def with_an_older_archive(root: Path) -> None:
    """A session, and an archive of it made before."""
    with_its_sound(root)
    archive_session(root / "séance", root / "clé" / "séance.greffier", silent())


def archive(root: Path, told: Told) -> None:
    """The archive made again, over the older one."""
    archive_session(root / "séance", root / "clé" / "séance.greffier", silent())
    told.append("done")


def archive_losses(root: Path, told: Told) -> list[str]:
    """There is a whole archive, the older or the newer one; the session is as it was."""
    del told
    opened = reopen_archive(root / "clé" / "séance.greffier", root / "ailleurs", silent())
    return draft_losses(root, []) + ([] if opened.files else ["the archive"])


def reopen(root: Path, told: Told) -> None:
    """The archive opened on another computer."""
    reopen_archive(root / "clé" / "séance.greffier", root / "ailleurs" / "séance", silent())
    told.append("done")


def reopening_losses(root: Path, told: Told) -> list[str]:
    """The folder is there whole or not at all; the archive is as it was."""
    there = root / "ailleurs" / "séance"
    lost = archive_losses_only(root)
    if told or (there.exists() and any(there.iterdir())):
        with closing(open_workbench(there)) as bench:
            lost += [] if bench.corrected.reviewed else ["the corrections"]
    return lost


def archive_losses_only(root: Path) -> list[str]:
    """The archive can be opened."""
    with zipfile.ZipFile(root / "clé" / "séance.greffier") as archive:
        return [] if archive.testzip() is None else ["the archive"]


def a_meeting_archive(root: Path) -> None:
    """What a meeting tool gives: sound and captions in a zip."""
    with zipfile.ZipFile(root / "réunion.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"réunion/piste-{number}.wav", bytes(50_000))


def bring(root: Path, told: Told) -> None:
    """The archive of a meeting tool unpacked."""
    unpack(root / "réunion.zip", root / "séance" / ".greffier" / "brought" / "réunion", silent())
    told.append("done")


def bringing_losses(root: Path, told: Told) -> list[str]:
    """What was unpacked is whole or not there."""
    place = root / "séance" / ".greffier" / "brought" / "réunion"
    found = sorted(place.rglob("*.wav"))
    is_whole = len(found) == 4 and all(p.stat().st_size == 50_000 for p in found)
    if not zipfile.is_zipfile(root / "réunion.zip"):
        return ["the archive"]
    return [] if is_whole or not (told or place.exists()) else ["what it held"]


# --- the machine's own files -----------------------------------------------------------------


def with_preferences(root: Path) -> None:
    """Preferences chosen before."""
    prefer(root, [], scale=1.25)


def prefer(root: Path, told: Told, scale: float = 1.5) -> None:
    """A preference changed."""
    with patch.dict("os.environ", {"GREFFIER_CONFIG": str(root / "config")}):
        preferences.change_preferences(text_scale=scale, retention_months=7)
    told.append(str(scale))


def preference_losses(root: Path, told: Told) -> list[str]:
    """The old choices or the new ones, never the defaults: a full disk may cost the new ones."""
    del told
    with patch.dict("os.environ", {"GREFFIER_CONFIG": str(root / "config")}):
        found = preferences.load_preferences().text_scale
    return [] if found in {1.25, 1.5} else [f"scale {found}"]


# --- recording -------------------------------------------------------------------------------


def a_place_to_record(root: Path) -> None:
    """The folders of a recording, as the recorder makes them."""
    places = places_in(root / "séance")
    for folder in (places.raw, places.journal.parent):
        folder.mkdir(parents=True)


def record(root: Path, told: Told) -> None:
    """Twelve seconds recorded and made into parts; told is the sound known to be on the disk."""
    rig = TapeRig(root / "séance")
    rig.tape.begin(1, ["salle"])
    rig.open()
    for second in range(1, 13):
        rig.hear(1.0)
        if rig.tape.sync():
            told.append(str(second))
    rig.tape.end(EndReason.STOPPED)
    rig.tape.close()
    with faults_of(rig.places.journal):
        rig.journal.close()
        journal = RecordingJournal(rig.places.journal)
        finish(journal, rig.places.folders, silent())
        journal.close()


def recording_losses(root: Path, told: Told) -> list[str]:
    """Every second that was flushed comes back, sample for sample."""
    seconds = int(told[-1]) if told else 0
    if not seconds:
        return []
    places = places_in(root / "séance")
    journal = RecordingJournal(places.journal)
    recover(journal, places.folders)
    finish(journal, places.folders, silent())
    journal.close()
    parts = sorted(places.audio.glob("*.flac"))
    sound = sound_of(parts)[:, 0] if parts else None
    kept = 0 if sound is None else sound.size
    wanted = 16_000 * seconds
    if sound is None or kept < wanted or sound[:wanted].tobytes() != counting(0, wanted):
        return [f"{seconds} s flushed, {kept / 16_000:.1f} s kept"]
    return []


SCENARIOS: Sequence[Scenario] = (
    Scenario(name="process", prepare=a_described_recording, act=process, losses=process_losses),
    Scenario(
        name="corrections",
        prepare=a_transcribed_session,
        act=correct,
        losses=correction_losses,
        can_be_done_again=False,
    ),
    Scenario(name="draft", prepare=a_transcribed_session, act=draft, losses=draft_losses),
    Scenario(name="export", prepare=a_transcribed_session, act=export, losses=export_losses),
    Scenario(name="describe", prepare=a_transcribed_session, act=describe, losses=describe_losses),
    Scenario(name="life", prepare=a_transcribed_session, act=live, losses=life_losses),
    Scenario(name="deletion", prepare=with_its_sound, act=delete, losses=deletion_losses),
    Scenario(name="archive", prepare=with_an_older_archive, act=archive, losses=archive_losses),
    Scenario(name="reopening", prepare=with_an_older_archive, act=reopen, losses=reopening_losses),
    Scenario(name="bringing", prepare=a_meeting_archive, act=bring, losses=bringing_losses),
    Scenario(name="preferences", prepare=with_preferences, act=prefer, losses=preference_losses),
    Scenario(
        name="recording",
        prepare=a_place_to_record,
        act=record,
        losses=recording_losses,
        can_be_done_again=False,
    ),
)
