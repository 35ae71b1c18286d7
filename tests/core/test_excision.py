from dataclasses import replace

from core.excision import without_passages
from core.timecode import Interval
from core.transcript import AudioRef, Doubt, DoubtKind, Provenance, Transcript, Turn, TurnId, Word


def turn(number, start):
    words = tuple(Word(start=start + n, end=start + n + 0.9, text=f" mot{n}") for n in range(4))
    doubt = Doubt(
        kind=DoubtKind.LOW_PROBABILITY, first_word=2, last_word=4, captions="ce que dit l'outil"
    )
    return Turn(id=TurnId(f"t{number}"), start=start, end=start + 4, words=words, doubts=(doubt,))


def transcript(*turns):
    return Transcript(
        audio=AudioRef(sha256="0", duration_s=500.0, parts=()),
        turns=turns,
        provenance=Provenance(
            engine="e", engine_version="1", model_id="m", model_sha256="0", options={}
        ),
    )


def test_captions_beside_a_doubt_near_an_excluded_passage_are_out_too():
    said = transcript(turn(1, 0.0), turn(2, 4.0), turn(3, 300.0))
    left = without_passages(said, (Interval(6.5, 60.0),))
    assert [t.doubts[0].captions if t.doubts else None for t in left.turns] == [
        None,
        None,
        "ce que dit l'outil",
    ]
    assert [len(t.words) for t in left.turns] == [4, 2, 4]


def test_without_a_passage_nothing_changes():
    said = transcript(turn(1, 0.0))
    assert without_passages(said, ()) is said


def test_a_word_without_length_at_the_end_of_a_turn_is_out_with_the_passage_that_begins_there():
    added = Word(start=4.0, end=4.0, text=" secret")
    said = turn(1, 0.0)
    said = replace(said, words=(*said.words, added))
    (left,) = without_passages(transcript(said), (Interval(4.0, 9.0),)).turns
    assert added not in left.words
    assert left.words == said.words[:-1]
