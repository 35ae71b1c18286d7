"""Voices of a recording that grew keep their ids."""

import numpy as np

from asr.diarization.known import with_known_ids
from asr.diarization.voices import Diarization, VoicePiece, pack
from core.timecode import Interval
from core.transcript import VoiceId


def diarization(*voices: str) -> Diarization:
    """Return one in which these voices speak a second each."""
    return Diarization(
        duration_s=float(len(voices)),
        engine="test",
        pieces=tuple(
            VoicePiece(
                interval=Interval(float(second), second + 1.0),
                track=second,
                after_change=False,
                alone_s=1.0,
                print=pack(np.ones(2)),
                voice=VoiceId(voice) if voice else None,
            )
            for second, voice in enumerate(voices)
        ),
    )


def named(told: Diarization, *known: tuple[float, float, str], taken: tuple[str, ...] = ()) -> str:
    spans = [(Interval(start, end), VoiceId(voice)) for start, end, voice in known]
    result = with_known_ids(told, spans, [VoiceId(voice) for voice in taken])
    return " ".join(piece.voice or "-" for piece in result.pieces)


def test_a_voice_gets_the_id_with_which_it_shares_most() -> None:
    told = diarization("V01", "V02", "V02", "V01", "", "V02")
    assert named(told, (0, 1, "V05"), (1, 3.4, "V01")) == "V05 V01 V01 V05 - V01"


def test_a_voice_that_nobody_heard_before_gets_an_id_that_nobody_had() -> None:
    told = diarization("V01", "V02", "V03")
    assert named(told, (0, 1, "V02"), taken=("V01", "V03")) == "V02 V04 V05"


def test_an_id_is_given_once() -> None:
    told = diarization("V01", "V01", "V02")
    assert named(told, (0, 3, "V01")) == "V01 V01 V02"
