"""What a person does to a transcribed session: corrections, documents, approval, deletion."""

import datetime as dt
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from core.jsonio import read_json, write_json
from core.task import silent
from core.transcript import Transcript
from desktop.session import workflow
from desktop.session.corrections.edits import MarkReviewed
from desktop.session.corrections.journal import Act, open_journal, read_journal
from desktop.session.dossier import open_dossier
from desktop.session.exporting import export_session
from desktop.session.keeping.deletion import delete_recording, recording_of
from desktop.session.keeping.life import Step, read_life, write_life
from desktop.session.requests import DraftRequest
from desktop.session.workbench import open_workbench
from pv_builder.roster.seance_toml import read_seance
from tests.bench.faults.scenario import Scenario, Told, whole
from tests.helpers.media import quiet, write_media
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"
NOON = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)

TURNS = 24
"""Enough to be read; a whole session would make each of a thousand drafts take seconds."""

TOUCHED = b"what the clerk wrote in Word"


def a_transcribed_session(root: Path) -> None:
    """A session as `process` leaves it, corrected once by a person, its minutes touched in Word."""
    folder = session_folder(root / "séance", NAME)
    known = read_json(Transcript, folder / "transcript.json")
    write_json(folder / "transcript.json", replace(known, turns=known.turns[:TURNS]))
    with closing(open_workbench(folder)) as bench:
        bench.do(MarkReviewed(turns=(bench.corrected.transcript.turns[0].id,)))
    workflow.draft_again(folder, DraftRequest(formats=("txt",)), silent())
    (folder / "pv.docx").write_bytes((folder / "pv.docx").read_bytes() + TOUCHED)


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
        changed = with_another_hour(bench.dossier.seance.read_text("utf-8"))
        bench.dossier.outputs.write_bytes("seance.toml", changed.encode(), silent())
    told.append("done")


def with_another_hour(text: str) -> str:
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


SCENARIOS = (
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
)
