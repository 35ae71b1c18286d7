"""What a person says of one voice moves the proposals for the others, and is itself never moved."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.jsonio import read_json, write_json
from core.timecode import Interval
from core.transcript import MemberStatus, Transcript
from desktop.session.corrections.corrections import (
    Corrected,
    free_turn_id,
    free_voice_id,
    is_decided,
)
from desktop.session.corrections.edits import (
    DecideFact,
    Edit,
    MarkReviewed,
    MergeVoices,
    ReplaceWords,
    SetMember,
    SetVoiceMember,
    SplitTurn,
    SplitVoice,
)
from desktop.session.description.seance_update import seance_toml
from desktop.session.dossier import open_dossier
from desktop.session.speakers.proposing import (
    Beside,
    proposing,
    read_labels,
    reproposed,
    write_labels,
)
from desktop.session.workbench import Workbench, as_corrected, open_workbench
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.meeting import MemberName
from pv_builder.naming.labels import LabelSource, NamedSpan
from pv_builder.naming.voice_names import apply_naming, name_voices
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.councils import Council, Line, invent
from tests.helpers.recordings import Faults, record

FAULTS = Faults(names=0.2, words=0.1, short=0.2, long=0.03, swallowed=0.1, merged=0.06, split=0.1)
SEED = 11


def processed(council: Council, folder: Path, lines: list[Line] | None = None) -> None:
    """Write the folder of an invented session as `greffier process` leaves it."""
    folder.mkdir()
    (folder / "seance.toml").write_text(seance_toml(council.seance), encoding="utf-8")
    seance = read_seance(folder / "seance.toml")
    told = record(lines or council.lines, seance.roll, FAULTS, SEED).transcript
    write_json(folder / "transcript.json", apply_naming(told, name_voices(told, seance)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    processed(invent(SEED), tmp_path / "seance")
    return tmp_path / "seance"


@pytest.fixture
def bench(folder: Path) -> Iterator[Workbench]:
    bench = open_workbench(folder)
    yield bench
    bench.close()


def propose(bench: Workbench) -> bool:
    """Work out again who the voices may be; whether any proposal changed."""
    proposed = bench.proposed()
    return proposed is not None and bench.take_proposed(proposed)


def proposals(state: Corrected) -> dict[str, tuple[str | None, float | None]]:
    return {
        turn.id: (turn.member, turn.member_score)
        for turn in state.transcript.turns
        if not is_decided(state, turn)
    }


def test_a_session_that_nobody_corrected_keeps_its_proposals(folder: Path) -> None:
    transcript = read_json(Transcript, folder / "transcript.json")
    nameless = tuple(replace(turn, member=None, member_status=None) for turn in transcript.turns)
    write_json(folder / "transcript.json", replace(transcript, turns=nameless))
    bench = open_workbench(folder)
    assert bench.naming is None
    assert propose(bench) is False
    assert bench.naming is not None
    assert bench.proposed() is None
    assert {turn.member for turn in bench.corrected.transcript.turns} == {None}
    bench.close()


def test_a_voice_that_a_person_names_frees_the_member_from_the_others(bench: Workbench) -> None:
    propose(bench)
    assert bench.naming is not None
    first, other = [voice for voice in bench.naming.voices if voice.member][1:3]
    bench.do(SetVoiceMember(voice=other.voice, member=first.member))
    assert propose(bench)
    state = bench.corrected
    assert {t.member for t in state.transcript.turns if t.speaker == other.voice} == {first.member}
    after = {voice.voice: voice for voice in bench.naming.voices}
    assert after[first.voice].score < first.score
    assert after[other.voice].confirmed


def test_a_word_put_right_asks_for_new_proposals(bench: Workbench) -> None:
    propose(bench)
    assert bench.proposed() is None
    turn = next(t for t in bench.corrected.transcript.turns if len(t.words) > 3)
    before = turn.words[0].text.strip()
    bench.do(
        ReplaceWords(turn=turn.id, first_word=0, last_word=1, before=before, after="Effectivement")
    )
    assert bench.proposed() is not None


def test_what_tells_nothing_of_speakers_asks_for_no_new_proposals(bench: Workbench) -> None:
    propose(bench)
    bench.do(MarkReviewed(turns=(bench.corrected.transcript.turns[0].id,)))
    bench.do(DecideFact(fact=facts.SECRETARY, status=Status.CONFIRMED))
    assert bench.proposed() is None


def test_proposals_that_come_too_late_are_not_taken(bench: Workbench) -> None:
    proposed = bench.proposed()
    assert proposed is not None
    voice = bench.corrected.transcript.turns[-1].speaker
    assert voice is not None
    bench.do(SetVoiceMember(voice=voice, member=None, label="Public"))
    before = bench.corrected
    assert bench.take_proposed(proposed) is False
    assert bench.corrected == before
    assert bench.proposed() is not None


def test_undoing_gives_the_first_proposals_back(bench: Workbench) -> None:
    propose(bench)
    before = proposals(bench.corrected)
    voice = bench.corrected.transcript.turns[-1].speaker
    assert voice is not None
    bench.do(SetVoiceMember(voice=voice, member=None, label="Public"))
    propose(bench)
    bench.undo()
    propose(bench)
    assert proposals(bench.corrected) == before


def test_drafting_sees_the_proposals_that_the_window_shows(bench: Workbench, folder: Path) -> None:
    propose(bench)
    assert bench.naming is not None
    first, other = [voice for voice in bench.naming.voices if voice.member][1:3]
    bench.do(SetVoiceMember(voice=other.voice, member=first.member))
    propose(bench)
    shown = bench.corrected
    bench.close()
    with open_dossier(folder) as dossier:
        transcript = read_json(Transcript, dossier.transcript)
        drafted = as_corrected(dossier, transcript, read_seance(dossier.seance))
    assert drafted == shown


def some_edit(state: Corrected, names: list[MemberName], rng: random.Random) -> Edit:
    """Return what a person might do next."""
    turn = rng.choice([t for t in state.transcript.turns if t.speaker and len(t.words) > 1])
    assert turn.speaker is not None
    others = sorted({t.speaker for t in state.transcript.turns if t.speaker} - {turn.speaker})
    who = rng.choice([*names, None])
    return rng.choice(
        [
            SetVoiceMember(voice=turn.speaker, member=who),
            SetMember(turns=(turn.id,), member=who),
            MergeVoices(kept=rng.choice(others), merged=turn.speaker),
            SplitVoice(turns=(turn.id,), new_voice=free_voice_id(state)),
            SplitTurn(turn=turn.id, at_word=1, new_turn=free_turn_id(state, turn.id)),
        ]
    )


def test_whatever_a_person_does_what_they_decided_stays(bench: Workbench) -> None:
    rng = random.Random(3)  # noqa: S311 - plays a person, protects nothing
    assert bench.seance is not None
    names = [member.name for member in bench.seance.roll]
    for _ in range(25):
        bench.do(some_edit(bench.corrected, names, rng))
        before = bench.corrected
        propose(bench)
        after = bench.corrected
        decided = [turn for turn in before.transcript.turns if is_decided(before, turn)]
        now = {turn.id: turn for turn in after.transcript.turns}
        assert [now[turn.id] for turn in decided] == decided
        assert after.settled == before.settled
        assert after.voices == before.voices
        assert [t.words for t in after.transcript.turns] == [
            t.words for t in before.transcript.turns
        ]


def test_a_turn_confirmed_in_the_file_itself_stays(folder: Path) -> None:
    transcript = read_json(Transcript, folder / "transcript.json")
    seance = read_seance(folder / "seance.toml")
    odd = seance.roll[-1].name
    turns = tuple(
        replace(t, member=odd, member_status=MemberStatus.CONFIRMED) if at == 4 else t
        for at, t in enumerate(transcript.turns)
    )
    state = Corrected(transcript=replace(transcript, turns=turns))
    again = reproposed(state, proposing(state, seance, Beside()).named().naming)
    assert again.transcript.turns[4].member == odd
    assert again.transcript.turns[4].member_status is MemberStatus.CONFIRMED


def test_labels_are_kept_beside_the_work_and_none_makes_no_file(tmp_path: Path) -> None:
    label = NamedSpan(interval=Interval(1.0, 2.0), label="Micro 1", source=LabelSource.TRACK)
    with open_dossier(tmp_path / "seance") as dossier:
        write_labels(dossier, ())
        assert not dossier.labels.exists()
        write_labels(dossier, (label,))
        assert read_labels(dossier) == (label,)
        dossier.labels.write_text("{", encoding="utf-8")
        assert read_labels(dossier) == ()


@pytest.mark.slow
def test_three_hours_are_proposed_again_within_a_second(tmp_path: Path) -> None:
    council = invent(7, size=30, items=8)
    lines: list[Line] = []
    while sum(len(line.text.split()) for line in lines) < 30_000:
        lines += council.lines
    processed(council, tmp_path / "seance", lines)
    bench = open_workbench(tmp_path / "seance")
    assert bench.corrected.transcript.audio.duration_s > 3 * 3600
    propose(bench)
    assert bench.naming is not None
    voice = bench.naming.voices[3]

    began = time.process_time()
    bench.do(SetVoiceMember(voice=voice.voice, member=voice.member))
    propose(bench)
    seconds = time.process_time() - began

    bench.close()
    assert seconds < 1.0
