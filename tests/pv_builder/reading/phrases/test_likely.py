"""Words that sound like a phrase to be expected, found by their sound."""

from dataclasses import replace

import pytest

from core.transcript import Transcript
from pv_builder.reading.phrases.likely import likely_phrases, session_phrases
from pv_builder.seance import AgendaEntry
from tests.helpers.sessions import transcript_of, turn
from tests.helpers.unsure import unsure

AGENDA = (AgendaEntry(mark=1, title="Règlement intérieur de la médiathèque"),)


def found(transcript: Transcript) -> list[tuple[str, str]]:
    """Return what was heard and what is proposed for it."""
    return [
        (
            "".join(
                w.text for w in transcript.turns[one.turn].words[one.first_word : one.last_word]
            ),
            one.after,
        )
        for one in likely_phrases(transcript.turns, session_phrases(AGENDA))
    ]


@pytest.mark.parametrize(
    ("heard", "phrase"),
    [
        ("Nous passons à la probation du procès-verbal.", "à l'approbation du procès-verbal"),
        ("L'or du jour étant et puisé, merci.", "l'ordre du jour étant épuisé"),
        ("Et à telle des oppositions ?", "y a-t-il des oppositions"),
        ("Je vous empris.", "je vous en prie"),
        ("La séance élevée.", "la séance est levée"),
        (
            "Le règlement intérieur de la média tech.",
            "règlement intérieur de la médiathèque",
        ),
    ],
)
def test_a_phrase_is_found_by_its_sound(heard: str, phrase: str) -> None:
    assert phrase in [after for _, after in found(unsure(heard))]


@pytest.mark.parametrize(
    "right",
    [
        "La séance est levée.",
        "La séance est levée à 19 heures.",
        "Le maire du conseil municipal de la commune voisine.",
        "Je mets donc cette délibération aux voix.",
        "Il y a une abstention et 12 voix contre.",
        "Le club de football et la chorale.",
    ],
)
def test_what_reads_right_or_sounds_like_nothing_expected_is_left_alone(right: str) -> None:
    assert found(unsure(right)) == []


def test_numbers_are_never_guessed() -> None:
    assert found(unsure("Et une abstention, trois voix contre.")) == []


def test_words_that_were_heard_surely_are_left_alone() -> None:
    heard = "Nous passons à la probation du procès-verbal."
    assert found(transcript_of((turn(0, None, 0.0, 8.0, heard),))) == []


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert found(unsure("À la probation. Du procès. Verbal.")) == []


def test_words_of_no_known_probability_count_as_sure() -> None:
    whole = unsure("Nous passons à la probation du procès-verbal.")
    typed = tuple(replace(word, probability=None) for word in whole.turns[0].words)
    assert found(replace(whole, turns=(replace(whole.turns[0], words=typed),))) == []
