from dataclasses import replace

from core.transcript import Doubt, DoubtKind, MemberStatus, VoiceId
from pv_builder.reporting.sentences import Recording, sentences_of
from tests.helpers.sessions import transcript_of, turn


def test_a_turn_is_cut_at_the_ends_of_its_sentences() -> None:
    said = turn(1, "M. A B", 0.0, 10.0, "Bonsoir à tous. M. Hubert a écrit. Qui est contre ? Voilà")
    found = sentences_of(transcript_of((said,)))
    assert [s.text for s in found] == [
        "Bonsoir à tous.",
        "M. Hubert a écrit.",
        "Qui est contre ?",
        "Voilà",
    ]
    assert found[0].start_s == 0.0
    assert found[-1].end_s == 10.0


def test_a_sentence_that_runs_on_in_the_next_turn_is_put_together() -> None:
    first = turn(1, "M. A B", 0.0, 2.0, "Nous avons voté")
    second = turn(2, "M. A B", 2.5, 4.0, "le budget primitif.")
    assert [s.text for s in sentences_of(transcript_of((first, second)))] == [
        "Nous avons voté le budget primitif."
    ]


def test_turns_of_two_people_or_far_apart_stay_apart() -> None:
    first = turn(1, "M. A B", 0.0, 2.0, "Nous avons voté")
    other = turn(2, "Mme C D", 2.5, 4.0, "le budget primitif.", voice="V02")
    later = turn(2, "M. A B", 9.0, 10.0, "le budget primitif.")
    assert len(sentences_of(transcript_of((first, other)))) == 2
    assert len(sentences_of(transcript_of((first, later)))) == 2


def test_doubts_follow_their_words_into_the_sentences() -> None:
    said = turn(1, "M. A B", 0.0, 10.0, "Bonsoir. Le budget est voté.")
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=2, last_word=4)
    found = sentences_of(transcript_of((replace(said, doubts=(doubt,)),)))
    assert [s.doubtful for s in found] == [frozenset(), frozenset({1, 2})]


def test_a_speaker_is_confirmed_only_by_a_person() -> None:
    proposed = turn(1, "M. A B", 0.0, 1.0, "Oui.")
    confirmed = replace(proposed, member_status=MemberStatus.CONFIRMED, speaker=VoiceId("V09"))
    found = sentences_of(transcript_of((proposed, confirmed)))
    assert [s.speaker.is_confirmed for s in found] == [False, True]


def test_sentences_belong_to_the_stretch_that_holds_their_middle() -> None:
    said = turn(1, "M. A B", 0.0, 4.0, "Un deux. Trois quatre.")
    found = sentences_of(transcript_of((said,)))
    heard = Recording(reversed(found))
    assert [s.text for s in heard.between(1.5, 10.0)] == ["Trois quatre."]
    assert [s.text for s in heard.between(0.0, 3.0)] == ["Un deux."]
    assert heard.between(4.0, 9.0) == ()
