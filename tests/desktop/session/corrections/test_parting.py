"""A voice that is really two people's: what sounds least alike is offered, never parted alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asr.diarization.prints import Kept, forget_voices, keep
from asr.diarization.voices import Diarization, VoiceBounds
from core.jsonio import write_json
from core.timecode import Interval
from core.transcript import Turn, TurnId, VoiceId
from desktop.session.corrections.corrections import free_voice_id
from desktop.session.corrections.edits import SetMember, SplitVoice
from desktop.session.corrections.parting import knows_voices, lesser_half, similar_turns
from desktop.session.workbench import Workbench, open_workbench
from tests.helpers.sessions import DATA, transcript_of, words
from tests.helpers.voices import Crowd, debate

ORDER = (0, 0, 1, 0, 1, 0, 0, 1)
ONE = VoiceId("V01")


def turn(number: int) -> Turn:
    start = number * 4.1
    span = Interval(round(start, 3), round(start + 3.6, 3))
    said = words("Je trouve que ce prix est bien trop élevé", span.start, span.end)
    return Turn(id=TurnId(f"t{number}"), start=span.start, end=span.end, speaker=ONE, words=said)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    told = transcript_of(tuple(turn(number) for number in range(len(ORDER))))
    write_json(tmp_path / "transcript.json", told)
    (tmp_path / "seance.toml").write_bytes((DATA / "commune-saint-aubin.toml").read_bytes())
    bench = open_workbench(tmp_path)
    yield bench
    bench.close()


def remember(bench: Workbench) -> None:
    """Keep what the voices sound like, as the work does for the window."""
    pieces = tuple(replace(p, voice=ONE) for p in Crowd(4, 2).pieces(debate(ORDER)))
    told = Diarization(duration_s=60.0, engine="made up", pieces=pieces)
    kept = Kept(
        method=1, audio_sha256="a" * 64, engine="made up", bounds=VoiceBounds(), diarization=told
    )
    keep(kept, bench.dossier.voices)


def test_the_turns_that_sound_otherwise_are_offered(bench: Workbench) -> None:
    remember(bench)
    assert knows_voices(bench.dossier)
    before = bench.corrected
    other = lesser_half(bench.dossier, bench.corrected, ONE)
    assert [one.id for one in other] == ["t2", "t4", "t7"]
    assert bench.corrected == before
    bench.do(SplitVoice(turns=tuple(one.id for one in other), new_voice=free_voice_id(before)))
    assert {t.speaker for t in bench.corrected.transcript.turns} == {ONE, "V02"}


def test_turns_that_sound_like_one_are_offered_but_those_decided_one_by_one(
    bench: Workbench,
) -> None:
    remember(bench)
    turns = bench.corrected.transcript.turns
    found = similar_turns(bench.dossier, bench.corrected, turns[2:3])
    assert [one.id for one in found] == ["t4", "t7"]
    bench.do(SetMember(turns=(TurnId("t4"),), member=None))
    found = similar_turns(bench.dossier, bench.corrected, turns[2:3])
    assert [one.id for one in found] == ["t7"]


def test_without_prints_nothing_is_offered(bench: Workbench) -> None:
    assert not knows_voices(bench.dossier)
    assert lesser_half(bench.dossier, bench.corrected, ONE) == ()
    turns = bench.corrected.transcript.turns
    assert similar_turns(bench.dossier, bench.corrected, turns[:1]) == ()
    remember(bench)
    forget_voices(bench.dossier.voices)
    assert lesser_half(bench.dossier, bench.corrected, ONE) == ()
