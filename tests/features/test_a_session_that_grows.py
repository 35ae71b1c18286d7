"""A session transcribed and corrected, then recorded further or completed: nothing is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from asr import pipeline
from asr.diarization import diarize
from asr.diarization.diarize import DiarizeOptions
from asr.pipeline import TranscribeOptions
from asr.recording.durable import DiskFile
from asr.recording.journal import EndReason, MarkKind, PartFilled, RecordingJournal, SoundAdded
from core.files import sha256_of
from core.jsonio import read_json
from core.task import TaskContext, silent
from core.timecode import Interval
from core.transcript import Transcript, TurnId, VoiceId
from desktop.session import workflow
from desktop.session.corrections.edits import (
    ExcludePassage,
    Exclusion,
    InsertTurn,
    MergeTurns,
    ReplaceWords,
    SetVoiceMember,
    SplitVoice,
)
from desktop.session.dossier import open_dossier
from desktop.session.errors import DossierOfOtherRecording
from desktop.session.recording.recovery import recover_recording
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles, VoiceBounds
from desktop.session.speakers.voices import with_voices
from desktop.session.workbench import Workbench, open_workbench
from models.store import Store
from pv_builder.meeting import MemberName
from tests.helpers.level_engine import ReadingSpec, VoicesSpec, said
from tests.helpers.recording import HandClock, TapeRig, parts_in

SAMPLE = Path(__file__).parents[1] / "data" / "commune-saint-aubin"
MASSON = MemberName("M. Sébastien Masson")


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    options = TranscribeOptions(engine=ReadingSpec())
    voices = DiarizeOptions(engine=VoicesSpec())
    monkeypatch.setattr(workflow, "recognition_options", lambda *_: options)
    monkeypatch.setattr(workflow, "diarize_options", lambda *_: voices)
    for module in (pipeline, diarize):  # a child process for each step would take a minute
        monkeypatch.setattr(module, "run_in_child", in_this_process)
    monkeypatch.setattr(diarize, "available_bytes", lambda: 0)  # nor is one made ready


def in_this_process(
    work: Callable[[object, TaskContext], object],
    job: object,
    ctx: TaskContext,
    _child: object = None,
) -> object:
    return work(job, ctx)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "séance"


class Room:
    """A session's recorder, started and stopped on one clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = HandClock()
        self.stretches = 0

    def record(self, *numbers: int, crashes: bool = False, closed: bool = False) -> None:
        """Record a stretch in which these numbers are said."""
        self.stretches += 1
        self.clock.now_s += 60
        rig = TapeRig(self.root, clock=self.clock)
        rig.places.audio.mkdir(parents=True, exist_ok=True)
        rig.tape.begin(self.stretches, ["salle"])
        rig.open()
        for number in numbers:
            if closed and number == numbers[0]:
                rig.tape.mark(MarkKind.CLOSED_SESSION)
            sound = said(number)
            for at in range(0, len(sound), len(sound) // 10):
                rig.hear(0.1, sound=sound[at : at + len(sound) // 10])
        if closed:
            rig.tape.mark(MarkKind.PUBLIC_AGAIN)
        rig.tape.end(EndReason.RECOVERED if crashes else EndReason.STOPPED)
        rig.journal.close()
        with open_dossier(self.root) as dossier:
            recover_recording(dossier, silent())


@pytest.fixture
def room(root: Path) -> Room:
    return Room(root)


def process(root: Path, *others: Path) -> Transcript:
    media = (*others, *parts_in(root))
    files = SessionFiles(media=media, seance=SAMPLE / "seance.toml", out=root)
    asked = RecognitionRequest(voices=VoiceBounds(), keep_prints=True)
    store = Store(root.parent / "models")
    workflow.process(files, asked, DraftRequest(), store, silent())
    return read_json(Transcript, root / "transcript.json")


def spoken(transcript: Transcript) -> list[tuple[float, str]]:
    return [(round(turn.start), turn.text) for turn in transcript.turns]


@pytest.fixture
def bench(root: Path) -> Iterator[Workbench]:
    opened = open_workbench(root)
    yield opened
    opened.close()


def ids(transcript: Transcript) -> dict[str, TurnId]:
    return {turn.text: turn.id for turn in transcript.turns}


def corrected_texts(root: Path) -> list[str]:
    opened = open_workbench(root)
    assert opened.left_out == ()
    texts = [turn.text for turn in opened.corrected.transcript.turns]
    opened.close()
    return texts


def correct(root: Path) -> None:
    """Correct a word, name a voice, part one, merge turns, type a passage, leave one out."""
    bench = open_workbench(root)
    turn = ids(bench.corrected.transcript)
    bench.do(
        ReplaceWords(turn=turn["mot1."], first_word=0, last_word=1, before="mot1.", after="Oui.")
    )
    bench.do(SetVoiceMember(voice=VoiceId("V02"), member=MASSON))
    bench.do(SplitVoice(turns=(turn["mot4."],), new_voice=VoiceId("V03")))
    bench.do(MergeTurns(previous=turn["mot2."], turn=turn["mot4."]))
    bench.do(InsertTurn(new_turn=TurnId("saisi-0001"), start=5.5, end=5.9, text="Merci."))
    bench.do(ExcludePassage(start=4.0, end=5.0, reason=Exclusion.OFF_RECORD))
    bench.close()


def test_only_what_was_recorded_further_is_recognised_and_every_correction_holds(
    room: Room, root: Path
) -> None:
    room.record(1, 2, 4, 1, 7, 8)
    first = process(root)
    correct(root)
    before = corrected_texts(root)
    room.record(10, 12, 11)
    whole = process(root)
    assert spoken(whole)[:6] == spoken(first)
    assert [turn.id for turn in whole.turns[:6]] == [turn.id for turn in first.turns]
    assert spoken(whole)[6:] == [(6, "mot10."), (7, "mot12."), (8, "mot11.")]
    assert corrected_texts(root) == [*before, "mot10.", "mot12.", "mot11."]


def test_a_voice_that_was_named_is_named_in_what_is_new_and_a_new_one_is_nobodys(
    room: Room, root: Path, request: pytest.FixtureRequest
) -> None:
    room.record(1, 2, 4, 1, 7, 8)
    process(root)
    correct(root)
    room.record(11, 12, 10)
    process(root)
    state = request.getfixturevalue("bench").corrected
    members = {turn.text: turn.member for turn in state.transcript.turns}
    voices = {turn.text: turn.speaker for turn in state.transcript.turns}
    assert members["mot11."] == MASSON
    assert voices["mot10."] == VoiceId("V01")
    assert voices["mot12."] == VoiceId("V04")  # V03 is a voice that a person made
    assert members["mot12."] is None


def test_undoing_goes_back_behind_the_growth(room: Room, root: Path) -> None:
    room.record(1, 2, 4, 1, 7, 8)
    process(root)
    correct(root)
    room.record(10)
    process(root)
    bench = open_workbench(root)
    while bench.can_undo:
        bench.undo()
    texts = [turn.text for turn in bench.corrected.transcript.turns]
    assert texts == ["mot1.", "mot2.", "mot4.", "mot1.", "mot7.", "mot8.", "mot10."]
    for _ in range(6):
        bench.redo()
    assert bench.corrected.excluded[-1].reason is Exclusion.OFF_RECORD
    bench.close()


def add_between(root: Path, *numbers: int) -> None:
    """Put another recorder's sound after the first stretch, as `greffier complete` does."""
    path = root / "audio" / "partie-0001.suite-01.flac"
    frames = np.frombuffer(said(*numbers), "<i2")
    soundfile.write(path, frames, 16_000, subtype="PCM_16")
    append(
        root,
        SoundAdded(
            stretch=1,
            at=HandClock().wall(),
            at_s=0.0,
            file=path.name,
            frames=len(frames),
            rate_hz=16_000,
            sha256=sha256_of(path, silent()),
        ),
    )


def append(root: Path, *entries: SoundAdded | PartFilled) -> None:
    journal = RecordingJournal(root / ".greffier" / "recording.jsonl", DiskFile)
    for entry in entries:
        journal.append(entry)
    journal.close()


def test_what_another_recorder_gave_comes_in_its_place_and_moves_what_follows(
    room: Room, root: Path
) -> None:
    room.record(1, 2, 4, crashes=True)
    room.record(1, 7, 8)
    process(root)
    correct(root)
    before = corrected_texts(root)
    add_between(root, 20, 21)
    whole = process(root)
    assert spoken(whole)[2:6] == [(2, "mot4."), (3, "mot20."), (4, "mot21."), (5, "mot1.")]
    merged = before.index("mot2. mot4.")
    assert corrected_texts(root) == [
        *before[: merged + 1],
        "mot20.",
        "mot21.",
        *before[merged + 1 :],
    ]
    bench = open_workbench(root)
    typed = next(t for t in bench.corrected.transcript.turns if t.id == "saisi-0001")
    assert (typed.start, typed.end) == (7.5, 7.9)
    (left_out,) = bench.corrected.excluded
    assert (left_out.start, left_out.end) == (6.0, 7.0)
    bench.close()


def test_a_hole_that_is_filled_gets_its_words_and_nothing_moves(room: Room, root: Path) -> None:
    room.record(1, 2, 0, 0, 4, 1)
    first = process(root)
    bench = open_workbench(root)
    turn = ids(first)
    bench.do(MergeTurns(previous=turn["mot2."], turn=turn["mot4."]))
    bench.close()
    part = parts_in(root)[0]
    frames, rate = soundfile.read(part, dtype="int16")
    frames[2 * rate : 4 * rate] = np.frombuffer(said(30, 31), "<i2")
    soundfile.write(part, frames, rate, subtype="PCM_16")
    append(
        root,
        PartFilled(
            stretch=1,
            number=1,
            seconds=2.0,
            hole=Interval(2.0, 4.0),
            file=part.name,
            sha256=sha256_of(part, silent()),
        ),
    )
    whole = process(root)
    assert spoken(whole)[1:5] == [(1, "mot2."), (2, "mot30."), (3, "mot31."), (4, "mot4.")]
    assert corrected_texts(root) == ["mot1.", "mot2. mot4.", "mot30.", "mot31.", "mot1."]


def test_a_recording_that_grows_twice_before_it_is_opened_again(room: Room, root: Path) -> None:
    room.record(1, 2, 4, 1, 7, 8)
    process(root)
    correct(root)
    before = corrected_texts(root)
    room.record(10)
    process(root)
    room.record(11)
    whole = process(root)
    assert len(whole.additions) == 2
    assert corrected_texts(root) == [*before, "mot10.", "mot11."]


def test_a_session_recorded_further_before_it_is_transcribed_is_transcribed_whole(
    room: Room, root: Path
) -> None:
    room.record(1, 2)
    process(root)
    (root / "transcript.json").unlink()
    room.record(4)
    whole = process(root)
    assert [text for _, text in spoken(whole)] == ["mot1.", "mot2.", "mot4."]
    assert whole.additions == ()


def test_a_run_that_was_stopped_goes_on_with_the_same_growth(
    room: Room, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.record(1, 2, 4, 1, 7, 8)
    process(root)
    correct(root)
    before = corrected_texts(root)
    room.record(10)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "with_voices", fail)
    with pytest.raises(KeyboardInterrupt):
        process(root)
    assert corrected_texts(root) == before
    monkeypatch.setattr(workflow, "with_voices", with_voices)
    process(root)
    assert corrected_texts(root) == [*before, "mot10."]


def test_a_closed_session_stays_out_while_the_session_is_recorded_further(
    room: Room, root: Path
) -> None:
    room.record(1, 2)
    room.record(4, 5, closed=True)
    process(root)
    room.record(7)
    bench = open_workbench(root)
    (passage,) = bench.corrected.excluded
    assert passage.reason is Exclusion.CLOSED_SESSION
    assert (round(passage.start, 1), round(passage.end, 1)) == (2.0, 4.0)
    bench.close()


def test_a_recording_that_lost_a_part_is_refused_and_nothing_is_touched(
    room: Room, root: Path
) -> None:
    room.record(1, 2)
    room.record(4)
    process(root)
    before = (root / "transcript.json").read_bytes()
    parts_in(root)[0].unlink()
    with pytest.raises(DossierOfOtherRecording):
        process(root)
    assert (root / "transcript.json").read_bytes() == before
