"""Whole sessions, reference and invented: right voices, voices with errors, silence."""

import dataclasses
import time

import pytest

from core.transcript import MemberStatus, Transcript
from pv_builder.naming.named import Confirmed, Naming
from pv_builder.naming.voice_names import apply_naming, hear, name_voices
from pv_builder.reading.phrases.cue import Cue
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance
from tests.helpers.councils import Line, invent, names
from tests.helpers.recordings import Faults, Recording, record, without_voices
from tests.helpers.sessions import DATA, SESSIONS, transcript

FAULTS = Faults(names=0.1, words=0.05, stops=0.05, short=0.1, long=0.01, swallowed=0.05, split=0.05)


def a_session(name: str) -> tuple[Transcript, Seance]:
    return transcript(name), read_seance(DATA / f"{name}.toml")


def silenced(told: Transcript, seance: Seance) -> Transcript:
    """Return the transcript without the words of the turns in which the floor is given."""
    scene = hear(told, seance)
    given = {scene.heard.tokens[event.first].turn for event in scene.cues.of(Cue.FLOOR)}
    turns = (
        dataclasses.replace(turn, words=()) if index in given else turn
        for index, turn in enumerate(told.turns)
    )
    return dataclasses.replace(told, turns=tuple(turns))


def shares(recording: Recording, naming: Naming, members: frozenset[str]) -> tuple[float, float]:
    """Return the shares of the members' speech that got the right and a wrong name."""
    named = {turn.turn: turn.member for turn in naming.turns}
    total = right = wrong = 0.0
    for turn, who in zip(recording.transcript.turns, recording.truth, strict=True):
        seconds = turn.end - turn.start
        total += seconds if who in members else 0.0
        right += seconds if named[turn.id] == who else 0.0
        wrong += seconds if named[turn.id] not in {None, who} else 0.0
    return right / total, wrong / total


@pytest.mark.parametrize("name", SESSIONS)
def test_right_voices_get_the_right_names(name: str) -> None:
    told, seance = a_session(name)
    truth = {turn.id: turn.member for turn in told.turns}

    named = apply_naming(told, name_voices(told, seance))

    seconds = sum(turn.end - turn.start for turn in named.turns)
    right = sum(t.end - t.start for t in named.turns if t.member == truth[t.id])
    assert right / seconds >= 0.95
    assert all(t.member in {None, truth[t.id]} for t in named.turns)
    assert all(t.member_status is MemberStatus.PROPOSED for t in named.turns if t.member)


def test_silenced_floor_gives_fewer_names_not_wrong_ones() -> None:
    told, seance = a_session("syndicat-numerique")
    truth = {turn.id: turn.member for turn in told.turns}
    full = name_voices(told, seance)

    naming = name_voices(silenced(told, seance), seance)

    named = [turn for turn in naming.turns if turn.member]
    assert len(named) < len([turn for turn in full.turns if turn.member])
    assert [turn for turn in named if turn.member != truth[turn.turn]] == []
    assert sum(v.member is not None for v in naming.voices) < len(full.voices)


@pytest.mark.parametrize("seed", range(700, 712))
def test_right_voices_of_invented_sessions_get_the_right_names(seed: int) -> None:
    council = invent(seed)
    recording = record(council.lines, council.seance.roll, Faults(), seed)
    right, wrong = shares(
        recording, name_voices(recording.transcript, council.seance), names(council)
    )
    assert right >= 0.85
    assert wrong <= 0.04


def test_with_errors_of_recognition_and_diarization_hardly_any_name_is_wrong() -> None:
    results = []
    for seed in range(720, 740):
        council = invent(seed)
        recording = record(council.lines, council.seance.roll, FAULTS, seed)
        naming = name_voices(recording.transcript, council.seance)
        results.append(shares(recording, naming, names(council)))
        truth = dict(zip((t.id for t in recording.transcript.turns), recording.truth, strict=True))
        sure = [turn for turn in naming.turns if (turn.score or 0) > 0.9]
        assert [turn for turn in sure if turn.member != truth[turn.turn]] == []
    assert sum(right for right, _ in results) / len(results) >= 0.88
    assert sum(wrong for _, wrong in results) / len(results) <= 0.025


def test_without_voices_the_few_names_given_are_right() -> None:
    results = []
    for seed in range(740, 750):
        council = invent(seed)
        recording = without_voices(record(council.lines, council.seance.roll, FAULTS, seed))
        naming = name_voices(recording.transcript, council.seance)
        results.append(shares(recording, naming, names(council)))
    assert all(right < 0.8 for right, _ in results)
    assert sum(wrong for _, wrong in results) / len(results) <= 0.04


@pytest.mark.slow
def test_three_hours_are_solved_again_within_a_second() -> None:
    council = invent(7, size=33, items=8)
    lines: list[Line] = []
    while sum(len(line.text.split()) for line in lines) < 40_000:
        lines += council.lines
    told = record(lines, council.seance.roll, FAULTS, 7).transcript
    scene = hear(told, council.seance)
    first = name_voices(told, council.seance, scene=scene)
    confirmed = Confirmed(voices={first.voices[1].voice: first.voices[1].member})

    began = time.process_time()
    name_voices(told, council.seance, confirmed=confirmed, scene=scene)

    assert time.process_time() - began < 1.0
