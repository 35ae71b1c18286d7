"""What a doubtful word may be, from the words of its own session."""

from pv_builder.meeting import Civility, Member
from pv_builder.reading.doubts.guesses import MOST, guesses, vocabulary_of
from pv_builder.seance import AgendaEntry
from tests.helpers.sessions import turn
from tests.helpers.unsure import unsure_turn

AGENDA = (AgendaEntry(mark=1, title="Vente du presbytère : choix de l'acquéreur"),)
ROLL = (Member(civility=Civility.M, given_name="Luc", family_name="Kervadec"),)
HEARD_WELL = (turn(0, None, 0.0, 8.0, "La passerelle des Tilleuls est fermée."),)


def proposed(said: str, first: int, last: int) -> list[str]:
    """Return what is proposed for these words, the likeliest first."""
    known = vocabulary_of(HEARD_WELL, AGENDA, ROLL)
    return [guess.after for guess in guesses(unsure_turn(1, said), first, last, known)]


def test_words_come_from_the_agenda_the_roll_and_what_was_heard_well() -> None:
    assert proposed("La vente du presbitaire est faite.", 3, 4) == [
        "vente du presbytère",
        "presbytère",
    ]
    assert proposed("Comme le dit Kerva d'Eck ce soir.", 3, 5)[0] == "Kervadec"
    assert proposed("Le pont des Tilleuses.", 3, 4) == ["Tilleuls"]
    assert proposed("C'est la paserelle.", 2, 3) == ["passerelle"]


def test_the_capital_of_a_sentence_is_not_the_words() -> None:
    heard = (turn(0, None, 0.0, 8.0, "Merci. Subventions votées pour Kerlouan."),)
    known = vocabulary_of(heard, (), ())
    assert [one.after for one in guesses(unsure_turn(1, "Les sucventions."), 1, 2, known)] == [
        "subventions"
    ]
    assert guesses(unsure_turn(1, "À kerlouant."), 1, 2, known)[0].after == "Kerlouan"


def test_an_elided_word_stays() -> None:
    assert "l'acquéreur" in proposed("On choisit l'acquéraire.", 2, 3)


def test_a_set_phrase_reaches_beyond_the_doubt() -> None:
    assert "la séance est levée" in proposed("La séance élevée.", 2, 3)


def test_nothing_is_proposed_for_numbers_right_words_and_the_unknown() -> None:
    assert proposed("Il y en a 14 ici.", 4, 5) == []
    assert proposed("Les Tilleuls.", 1, 2) == []
    assert proposed("La Tilleul.", 1, 2) == ["Tilleuls"]
    assert proposed("Un zgrobnouf.", 1, 2) == []


def test_what_a_person_wrote_is_known_from_then_on() -> None:
    known = vocabulary_of(HEARD_WELL, AGENDA, ROLL)
    doubtful = unsure_turn(1, "La société urovia.")
    assert guesses(doubtful, 2, 3, known) == ()
    after = guesses(doubtful, 2, 3, known.with_words("Eurovia,"))
    assert [guess.after for guess in after] == ["Eurovia"]


def test_few_are_shown() -> None:
    known = vocabulary_of(HEARD_WELL, AGENDA, ROLL).with_words(
        "rivage rivages ravage virage rivale"
    )
    assert len(guesses(unsure_turn(1, "Le rivache."), 1, 2, known)) <= MOST
