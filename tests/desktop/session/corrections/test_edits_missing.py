"""Speech without text is told, and given its text by a person."""

from dataclasses import replace

from core.timecode import Interval
from core.transcript import Coverage, DoubtKind, Quarantined
from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.missing import MissingPassage, insertion, missing_passages
from tests.helpers.edits import a_transcript

COVERAGE = Coverage(
    speech_s=20,
    gaps=(Interval(4.2, 4.8),),
    quarantined=(Quarantined(start=1.0, end=2.0, text="Merci.", reason=DoubtKind.REPETITION),),
)


def state() -> Corrected:
    return Corrected(transcript=replace(a_transcript(), coverage=COVERAGE))


def test_gaps_and_text_set_aside_are_listed_in_order() -> None:
    assert missing_passages(state()) == (
        MissingPassage(start=1.0, end=2.0, text="Merci."),
        MissingPassage(start=4.2, end=4.8),
    )
    assert missing_passages(Corrected(transcript=a_transcript())) == ()


def test_a_passage_that_got_its_text_is_no_longer_missing() -> None:
    base = state()
    for passage in missing_passages(base):
        base = apply(base, (insertion(base, passage, "Oui."),))
    assert missing_passages(base) == ()
    assert [t.text for t in base.transcript.turns if t.id.startswith("saisi-")] == ["Oui.", "Oui."]
