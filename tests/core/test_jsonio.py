import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jsonio import (
    FormTooNew,
    JsonBroken,
    JsonInvalid,
    from_json,
    from_json_lines,
    read_json,
    to_json,
    write_json,
)
from core.timecode import Interval
from core.transcript import (
    AudioPart,
    AudioRef,
    Coverage,
    Doubt,
    DoubtKind,
    Provenance,
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)

HERE = Path("transcript.json")


def a_transcript(text: str = " bonsoir") -> Transcript:
    word = Word(start=0.5, end=0.9, text=text, probability=0.75)
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=0, last_word=1)
    turn = Turn(
        id=TurnId("T1"), start=0.5, end=0.9, speaker=VoiceId("V01"), words=(word,), doubts=(doubt,)
    )
    part = AudioPart(name="séance.mp3", sha256="0" * 64, duration_s=3.0)
    return Transcript(
        audio=AudioRef(sha256="0" * 64, duration_s=3.0, parts=(part,)),
        turns=(turn,),
        coverage=Coverage(speech_s=0.4, gaps=(Interval(1.0, 1.5),)),
        provenance=Provenance(
            engine="scripted", engine_version="1", model_id="none", model_sha256="0" * 64
        ),
    )


@given(st.text(st.characters(codec="utf-8")))
def test_a_transcript_reads_back_as_it_was(text: str) -> None:
    transcript = a_transcript(text)
    assert from_json(Transcript, to_json(transcript), HERE) == transcript


def test_french_letters_stay_readable_in_the_file() -> None:
    assert "séance.mp3" in to_json(a_transcript())


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ('{"start": 0, "end": 1, "text": 3}', "text"),
        ('{"start": 0, "end": 1, "text": "a", "colour": "red"}', "colour"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(broken: str, where: str) -> None:
    with pytest.raises(JsonInvalid) as caught:
        from_json(Word, broken, HERE)
    assert caught.value.facts["where"] == where


@pytest.mark.parametrize(
    ("broken", "line"), [("", 1), ("[]", 1), ("{", 1), ('{\n"start": 0,\n', 3)]
)
def test_a_file_that_is_no_json_table_is_refused_with_its_line(broken: str, line: int) -> None:
    with pytest.raises(JsonBroken) as caught:
        from_json(Word, broken, HERE)
    assert caught.value.facts["line"] == line


@given(st.binary())
def test_any_bytes_give_a_value_or_our_error(untrusted: bytes) -> None:
    with contextlib.suppress(JsonInvalid):
        assert isinstance(from_json(Word, untrusted, HERE), Word)


def test_a_value_written_to_disk_reads_back(tmp_path: Path) -> None:
    write_json(tmp_path / "t.json", a_transcript())
    assert read_json(Transcript, tmp_path / "t.json") == a_transcript()


@pytest.mark.parametrize("unknown", ["", ', "mood": "calm"'])
def test_a_file_of_a_newer_program_is_never_taken_for_a_damaged_one(unknown: str) -> None:
    newer = to_json(a_transcript()).replace(
        '"schema_version": 1', f'"schema_version": 2{unknown}', 1
    )
    with pytest.raises(FormTooNew) as caught:
        from_json(Transcript, newer, HERE)
    assert (caught.value.facts["found"], caught.value.facts["known"]) == (2, 1)


def test_lines_are_read_one_by_one_where_some_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    lines = b'1\n\nx\n2,3\n"four"\n5\n{"to'
    assert from_json_lines(tuple[int, ...], lines, path) == (
        [1, None, None, None, None, 5],
        b'{"to',
    )
    assert from_json_lines(tuple[int, ...], b"1\n2\n", path) == ([1, 2], b"")
    assert from_json_lines(tuple[int, ...], b"", path) == ([], b"")


def test_lines_that_are_whole_only_together_are_not_taken_for_others(tmp_path: Path) -> None:
    two = b'["a"\n"b"]\n'
    kind = tuple[list[str], ...]
    assert from_json_lines(kind, two, tmp_path / "j")[0] == [None, None]
