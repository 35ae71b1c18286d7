"""What was heard of a recording is told in one way, and never as more than it is."""

from core.timecode import Interval
from core.transcript import AudioPart, AudioRef, Coverage
from pv_builder.conformity.recording_told import heard_told


def recording(*holes: Interval, missing_s: float = 0.0) -> AudioRef:
    part = AudioPart(name="a.flac", sha256="1" * 64, duration_s=7200.0, missing_s=missing_s)
    return AudioRef(sha256="0" * 64, duration_s=7200.0, parts=(part,), holes=holes)


def told(audio: AudioRef, coverage: Coverage | None = None) -> str:
    return heard_told(audio, coverage).replace("\u00a0", " ")


def test_a_sound_recording_has_only_its_share_of_text() -> None:
    assert told(recording()) == ""
    assert told(recording(), Coverage(speech_s=100.0)) == "100,0 % de la parole a un texte."


def test_a_passage_without_text_is_never_rounded_away() -> None:
    coverage = Coverage(speech_s=20_000.0, gaps=(Interval(20.0, 21.0), Interval(30.0, 31.0)))
    assert told(recording(), coverage) == (
        "99,9 % de la parole a un texte ; 2 passages sans texte."
    )
    whole = Coverage(speech_s=1000.0, gaps=(Interval(20.0, 21.0),))
    assert told(recording(), whole).startswith("99,9 %")


def test_what_stands_in_the_file_as_silence_is_not_told_as_lost() -> None:
    audio = recording(Interval(10, 15), Interval(20, 27), missing_s=1200.0)
    assert told(audio) == (
        "L'enregistrement est muet pendant 12 secondes. Il manque 20 minutes à l'enregistrement."
    )


def test_a_damaged_place_is_told_without_a_length() -> None:
    assert told(recording(Interval(10, 10), Interval(20, 140))) == (
        "L'enregistrement est muet pendant 2 minutes et illisible par endroits."
    )


def test_pauses_too_short_for_a_word_are_not_told() -> None:
    assert told(recording(Interval(10, 10.4), missing_s=0.5)) == ""
