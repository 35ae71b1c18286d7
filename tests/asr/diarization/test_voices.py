from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from asr.diarization.voices import (
    Diarization,
    VoiceBounds,
    in_two,
    pack,
    told_apart,
)
from core.jsonio import from_json, to_json
from core.timecode import Interval
from core.transcript import VoiceId
from tests.helpers.voices import Crowd, Said, debate, heard_as


def recording(crowd: Crowd, speech: list[Said]) -> Diarization:
    pieces = told_apart(crowd.pieces(speech))
    return Diarization(duration_s=600.0, engine="made up", pieces=pieces)


def voices_at(diarization: Diarization, *seconds: float) -> list[VoiceId | None]:
    return [
        next(p.voice for p in diarization.pieces if p.interval.start <= s < p.interval.end)
        for s in seconds
    ]


def turn(number: int) -> Interval:
    """The stretch of a person's `number`th turn in a debate."""
    start = number * 4.1
    return Interval(start, start + 3.6)


def test_bounds_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="not bounds"):
        VoiceBounds(least=3, most=2)
    with pytest.raises(ValueError, match="not bounds"):
        VoiceBounds(least=0)


def test_a_print_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        pack(np.zeros(192))


def test_a_diarization_survives_its_file() -> None:
    told = recording(Crowd(1, 3), debate([0, 1, 2, 0, 1, 2]))
    assert from_json(Diarization, to_json(told), Path("voices.json")) == told


def test_voices_are_told_apart_and_numbered_from_one() -> None:
    told = recording(Crowd(1, 3), debate([2, 0, 1, 0, 2, 1]))
    assert told.voices == ("V01", "V02", "V03")
    assert voices_at(told, 0.1, 4.2, 8.3, 12.4) == ["V01", "V02", "V03", "V02"]
    assert [i.start for i in told.intervals(VoiceId("V01"))] == pytest.approx([0.0, 16.4])


def test_silence_has_no_voice() -> None:
    nothing = Diarization(duration_s=9.0, engine="made up", pieces=told_apart(()))
    assert nothing.voices == ()


def test_overlaps_are_of_different_voices() -> None:
    told = heard_as(("V01", 0, 4), ("V02", 3, 5), ("V02", 4.5, 6), ("V01", 8, 9))
    assert told.overlaps() == [Interval(3, 4)]


def test_a_long_piece_overlaps_all_that_others_say_meanwhile() -> None:
    told = heard_as(("V01", 0, 9), ("V02", 1, 2), ("V03", 5, 6))
    assert told.overlaps() == [Interval(1, 2), Interval(5, 6)]


def test_bounds_hold_when_voices_are_told_apart() -> None:
    pieces = told_apart(Crowd(5, 5).pieces(debate([0, 1, 2, 3, 4] * 2)), VoiceBounds(most=2))
    assert len({piece.voice for piece in pieces}) <= 2


def test_a_voice_that_holds_two_people_is_parted_on_request() -> None:
    crowd = Crowd(4, 2)
    order = [0, 0, 1, 0, 1, 0, 0, 1]
    heard = [replace(p, voice=VoiceId("V01")) for p in crowd.pieces(debate(order))]
    told = Diarization(duration_s=60.0, engine="made up", pieces=tuple(heard))
    apart = in_two(told, [turn(number) for number in range(len(order))])
    assert apart == tuple(who == 1 for who in order)


def test_turns_without_sound_cannot_be_parted() -> None:
    told = recording(Crowd(1, 2), debate([0, 1]))
    assert in_two(told, [turn(0)]) is None
    assert in_two(told, [Interval(500.0, 501.0)]) is None
    assert in_two(told, []) is None
