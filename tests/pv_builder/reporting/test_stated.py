from dataclasses import replace

from core.timecode import Interval
from pv_builder import facts
from pv_builder.evidence import Evidence, FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import MemberName
from pv_builder.reporting.sentences import Sentence, Speaker
from pv_builder.reporting.stated import end_of_roll_call, formulas, is_in_roll_call, is_stated
from tests.helpers.sessions import words

HUBERT = MemberName("M. Alain Hubert")


def proof(key: FactKey, start: float, end: float, status: Status = Status.PROPOSED) -> Evidence:
    return Evidence(fact=key, rule="test", status=status, excerpts=(Interval(start, end),))


def sentence(start: float, end: float, said: str = "Le point trois.") -> Sentence:
    return Sentence(speaker=Speaker(), words=words(said, start, end))


def test_formulas_are_the_words_of_facts_and_nothing_that_a_member_declares() -> None:
    stated = formulas(
        (
            proof(facts.item(1, ItemField.START), 10.0, 14.0),
            proof(facts.item(1, ItemField.NOT_PARTICIPATING), 20.0, 24.0),
            proof(facts.item(1, ItemField.SPEAKERS), 30.0, 34.0),
            proof(facts.attendance(HUBERT), 2.0, 3.0),
            proof(facts.CLOSED_AT, 90.0, 93.0, Status.REJECTED),
            proof(facts.item(1, ItemField.OUTCOME), 40.0, 80.0),
        )
    )
    assert stated == (Interval(10.0, 14.0), Interval(2.0, 3.0))


def test_what_a_rapporteur_says_unannounced_is_no_formula() -> None:
    spoken = replace(proof(facts.item(1, ItemField.RAPPORTEUR), 4.0, 9.0), rule=facts.FIRST_VOICE)
    assert formulas((spoken,)) == ()


def test_a_sentence_is_stated_when_most_of_it_is_the_formula() -> None:
    assert is_stated(sentence(10.0, 14.0), (Interval(11.0, 14.0),))
    assert not is_stated(sentence(10.0, 20.0), (Interval(11.0, 14.0),))
    assert not is_stated(sentence(10.0, 10.0), (Interval(9.0, 14.0),))


def test_short_sentences_belong_to_the_roll_call_until_its_last_answer() -> None:
    evidence = (
        proof(facts.attendance(HUBERT), 50.0, 52.0),
        proof(facts.proxy(HUBERT), 60.0, 62.0),
        proof(facts.attendance(HUBERT), 300.0, 302.0),
    )
    end = end_of_roll_call(evidence, before_s=100.0)
    assert end == 62.0
    assert is_in_roll_call(sentence(40.0, 42.0, "Présan."), end)
    assert not is_in_roll_call(sentence(61.0, 64.0, "Présan."), end)
    assert not is_in_roll_call(sentence(40.0, 50.0, "mot " * 13), end)
    assert end_of_roll_call((), before_s=100.0) == 0.0
