"""Passages that reach no document."""

from dataclasses import replace

from core.transcript import (
    Coverage,
    DoubtKind,
    Quarantined,
)
from desktop.session.corrections.corrections import (
    Corrected,
)
from desktop.session.corrections.edits import (
    ExcludePassage,
    Exclusion,
    IncludePassage,
)
from desktop.session.documents.publication import is_excluded, published
from tests.helpers.edits import (
    B,
    a_transcript,
    after,
    doubtful,
    state,
    turn_of,
)


def excluding(start: float, end: float) -> ExcludePassage:
    return ExcludePassage(start=start, end=end, reason=Exclusion.CLOSED_SESSION)


def test_an_excluded_passage_reaches_no_document() -> None:
    result = after(excluding(4.5, 9.5))
    assert [t.text for t in published(result).turns] == ["Bonsoir à toutes", "premier point"]
    assert turn_of(result, B).text == "Je suis là"


def test_a_word_partly_in_an_excluded_passage_is_out() -> None:
    texts = [t.text for t in published(after(excluding(1.0, 1.1))).turns]
    assert texts[0] == "à toutes"


def test_doubts_follow_the_words_that_are_left() -> None:
    base = after(excluding(8.0, 9.5), on=doubtful(1, 4))
    last = published(base).turns[-1]
    assert (last.text, [(d.first_word, d.last_word) for d in last.doubts]) == (
        "premier point",
        [(0, 2)],
    )
    gone = published(after(excluding(8.0, 9.5), on=doubtful(0, 2))).turns[-1]
    assert gone.doubts == ()


def test_text_set_aside_as_invented_is_excluded_too() -> None:
    coverage = Coverage(
        speech_s=10,
        quarantined=(
            Quarantined(start=4.1, end=4.6, text="x", reason=DoubtKind.REPETITION),
            Quarantined(start=7.1, end=7.6, text="y", reason=DoubtKind.REPETITION),
        ),
    )
    base = Corrected(transcript=replace(a_transcript(), coverage=coverage))
    left = published(after(excluding(4.0, 4.2), on=base)).coverage
    assert left is not None
    assert [text.text for text in left.quarantined] == ["y"]


def test_nothing_excluded_leaves_the_transcript_as_it_is() -> None:
    base = state()
    assert published(base) is base.transcript


def test_excluded_passages_never_overlap_and_can_be_taken_back() -> None:
    result = after(excluding(1, 5), excluding(4, 8), IncludePassage(start=2, end=3))
    assert [(p.start, p.end) for p in result.excluded] == [(1, 2), (3, 4), (4, 8)]
    assert [is_excluded(result, at) for at in (2.5, 3.5, 8.0)] == [False, True, False]
