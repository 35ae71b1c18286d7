"""What a meeting tool wrote beside a recording, from the files to the members of the turns."""

import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from asr.diarization.diarize import DiarizeOptions
from asr.engines.scripted import ScriptedSpec
from asr.engines.scripted_diariser import ScriptedDiariserSpec
from asr.pipeline import TranscribeOptions
from asr.sound.audio import duration_s
from core.jsonio import read_json, write_json
from core.task import CallbackContext, Notice, silent
from core.transcript import Transcript, VoiceId, Word
from desktop.session import workflow
from desktop.session.dossier import open_dossier
from desktop.session.errors import NoRecording
from desktop.session.french.messages import notice_text
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from desktop.session.sound.listening import prepare_sound
from models.store import Store
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.media import noise, quiet, write_media
from tests.helpers.visio import TrueLine, teams_attendance, true_lines, vtt
from tests.helpers.voices import Crowd, Said

DATA = Path(__file__).parents[1] / "data" / "documents"
SESSION = "syndicat-numerique"

Run = Callable[..., tuple[Transcript, list[Notice]]]


@pytest.fixture
def lines() -> list[TrueLine]:
    return true_lines(DATA / f"{SESSION}.stm")


def heard_without_names(lines: list[TrueLine]) -> tuple[Word, ...]:
    """What is said, every name of the roll misheard: nothing said tells who speaks."""
    roll = read_seance(DATA / f"{SESSION}.toml").roll
    names = {part for m in roll for part in (*m.family_name.split(), *m.given_name.split())}
    words = []
    for line in lines:
        said = line.text.split()
        step = (line.end - line.start) / len(said)
        for at, text in enumerate(said):
            start = line.start + at * step
            spelt = "euh" if text.strip(".,?") in names else text
            words.append(
                Word(
                    start=round(start, 3),
                    end=round(start + step * 0.9, 3),
                    text=f" {spelt}",
                    probability=0.9,
                )
            )
    return tuple(words)


@pytest.fixture
def run(tmp_path: Path, lines: list[TrueLine], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Process the session with scripted engines; the voices are told apart as they were."""
    write_json(tmp_path / "words.json", heard_without_names(lines))
    speakers = list(dict.fromkeys(line.member for line in lines))
    speech = [
        Said(who=speakers.index(line.member), start=line.start, seconds=line.end - line.start)
        for line in lines
    ]
    pieces = Crowd(3, len(speakers)).pieces(speech)
    voiced = tuple(replace(p, voice=VoiceId(f"V{p.track + 1:02d}")) for p in pieces)
    write_json(tmp_path / "voices.json", voiced)
    recogniser = TranscribeOptions(engine=ScriptedSpec(script=tmp_path / "words.json"))
    diariser = DiarizeOptions(engine=ScriptedDiariserSpec(script=tmp_path / "voices.json"))
    monkeypatch.setattr(workflow, "recognition_options", lambda *_: recogniser)
    monkeypatch.setattr(workflow, "diarize_options", lambda *_: diariser)
    write_media(tmp_path / "visio.wav", quiet(lines[-1].end + 1, rate=8_000), rate=8_000)

    def process(
        *media: Path, out: Path | None = None, **options: tuple[Path, ...]
    ) -> tuple[Transcript, list[Notice]]:
        out = out or tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        files = SessionFiles(
            media=media or (tmp_path / "visio.wav",),
            seance=DATA / f"{SESSION}.toml",
            out=out,
            **options,
        )
        seen: list[Notice] = []
        ctx = CallbackContext(lambda e: seen.append(e) if isinstance(e, Notice) else None)
        store = Store(tmp_path / "models")
        workflow.process(files, RecognitionRequest(), DraftRequest(), store, ctx)
        return read_json(Transcript, out / "transcript.json"), seen

    return process


def captions(folder: Path, lines: list[TrueLine], label: Callable[[str], str]) -> Path:
    folder.mkdir(exist_ok=True)
    labels = [label(line.member) for line in lines]
    path = folder / "captions.vtt"
    path.write_text(vtt(lines, labels, late_s=7.0, garbled=0.1), encoding="utf-8")
    (folder / "participants.csv").write_bytes(teams_attendance(labels))
    return path


def right_share(transcript: Transcript, lines: list[TrueLine]) -> float:
    """The share of the speech that is given to the right member."""
    right = sum(
        max(0.0, min(line.end, turn.end) - max(line.start, turn.start))
        for line in lines
        for turn in transcript.turns
        if turn.member == line.member
    )
    return right / sum(line.end - line.start for line in lines)


def test_names_in_captions_say_who_speaks_where_nothing_that_is_said_does(run, tmp_path, lines):
    before, _ = run()
    path = captions(tmp_path / "tool", lines, lambda member: member.split(None, 1)[1])
    after, seen = run(transcripts=(path,), participants=(path.with_name("participants.csv"),))
    assert right_share(after, lines) > 0.95
    assert right_share(after, lines) > right_share(before, lines) + 0.1
    placed = next(notice for notice in seen if notice.code == "captions-placed")
    assert placed.facts["offset"] == "−7"
    assert "recalé sur le son (−7 s)" in (notice_text(placed) or "")


def test_the_words_of_captions_replace_none_that_were_heard(run, tmp_path, lines):
    before, _ = run()
    path = captions(tmp_path / "tool", lines, lambda member: member)
    after, _ = run(transcripts=(path,))
    assert [t.words for t in after.turns] == [t.words for t in before.turns]


def test_captions_of_another_session_change_nothing_and_are_said_to(run, tmp_path, lines):
    before, _ = run()
    other = true_lines(DATA / "commune-saint-aubin.stm")
    path = captions(tmp_path / "tool", other, lambda _: "Perrin Christophe")
    after, seen = run(transcripts=(path,))
    assert Counter(t.member for t in after.turns) == Counter(t.member for t in before.turns)
    assert "captions-unplaced" in [notice.code for notice in seen]


def test_the_whole_archive_of_a_meeting_gives_the_same_as_its_files(run, tmp_path, lines):
    path = captions(tmp_path / "tool", lines, lambda member: member.split()[1])
    alone, _ = run(transcripts=(path,))
    packed = tmp_path / "réunion.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in (tmp_path / "visio.wav", path, path.with_name("participants.csv")):
            archive.write(file, f"réunion/{file.name}")
    whole, seen = run(packed)
    assert [t.member for t in whole.turns] == [t.member for t in alone.turns]
    text = next(notice for notice in seen if notice.code == "import-understood").facts["text"]
    assert "Une liste de participants de Teams" in str(text)


def test_an_archive_without_a_recording_says_what_it_holds(run, tmp_path, lines):
    captions(tmp_path / "tool", lines, lambda member: member)
    with pytest.raises(NoRecording) as caught:
        run(tmp_path / "tool")
    assert caught.value.facts["holds"] == (
        "un sous-titrage de Teams, une liste de participants de Teams"
    )


def test_captions_that_were_given_once_need_not_be_given_again(run, tmp_path, lines):
    path = captions(tmp_path / "tool", lines, lambda member: member.split(None, 1)[1])
    first, _ = run(transcripts=(path,), out=tmp_path / "session")
    path.unlink()
    again, _ = run(out=tmp_path / "session")
    assert again == first


def test_the_sound_of_an_archive_can_be_listened_to(run, tmp_path):
    packed = tmp_path / "réunion.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(tmp_path / "visio.wav", "réunion/visio.wav")
    transcript, _ = run(packed, out=tmp_path / "session")
    with open_dossier(tmp_path / "session") as dossier:
        dossier.listening.unlink(missing_ok=True)
        wav = prepare_sound(dossier, (packed,), transcript.audio, silent())
    assert duration_s(wav) == pytest.approx(transcript.audio.duration_s, abs=0.01)


def test_participants_without_a_recording_of_them_all_make_one_and_say_who_speaks(
    run, tmp_path, lines
):
    before, _ = run()
    folder = tmp_path / "réunion" / "Audio Record"
    folder.mkdir(parents=True)
    for number, member in enumerate(dict.fromkeys(line.member for line in lines), 1):
        name = "".join(member.split()[1:])
        path = folder / f"audio{name}{number}1123456789.wav"
        write_media(path, own_sound(lines, member), rate=8_000)
    after, seen = run(folder.parent)
    assert after.audio.duration_s == pytest.approx(before.audio.duration_s, abs=0.1)
    assert right_share(after, lines) > max(0.95, right_share(before, lines) + 0.1)
    assert "participants-mixed" in [notice.code for notice in seen]


def own_sound(lines: list[TrueLine], member: str) -> np.ndarray:
    """What the member's own microphone has: noise of a room, louder while they speak."""
    sound = noise(lines[-1].end + 1, rate=8_000, level=0.001)
    for line in lines:
        if line.member == member:
            sound[0, round(line.start * 8_000) : round(line.end * 8_000)] *= 200
    return sound
