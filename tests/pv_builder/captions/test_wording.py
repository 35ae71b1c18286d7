import pytest

from core.transcript import Doubt, DoubtKind, Turn, TurnId, Word
from pv_builder.captions.spans import CaptionSpan
from pv_builder.captions.wording import rare_terms, with_alternatives


def span(text):
    return CaptionSpan(label="Marie", start=0.0, end=5.0, text=text)


def turn(text, doubtful):
    words = tuple(
        Word(start=at, end=at + 0.5, text=f" {word}") for at, word in enumerate(text.split())
    )
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=doubtful[0], last_word=doubtful[1])
    return Turn(id=TurnId("t1"), start=0, end=len(words), words=words, doubts=(doubt,))


def beside(heard, doubtful, told):
    (found,) = with_alternatives([turn(heard, doubtful)], [span(told)])
    return found.doubts[0].captions


HEARD = "La société Ève fila emporte le marché de voirie pour cette année"


def test_a_doubt_has_beside_it_what_the_captions_say():
    told = "La société Eiffage remporte le marché de voirie pour cette année"
    assert beside(HEARD, (2, 4), told) == "Eiffage remporte"


def test_captions_that_say_the_same_add_nothing():
    assert beside(HEARD, (2, 4), HEARD) is None


def test_captions_that_leave_the_words_out_add_nothing():
    assert beside(HEARD, (2, 4), HEARD.replace(" Ève fila", "")) is None


@pytest.mark.parametrize("told", ["", "Tout autre chose fut dit ce soir là devant tous"])
def test_captions_of_something_else_add_nothing(told):
    assert beside(HEARD, (2, 4), told) is None


def test_the_words_that_were_heard_stay():
    before = turn(HEARD, (2, 4))
    (after,) = with_alternatives([before], [span(HEARD.replace("Ève fila", "Eiffage"))])
    assert after.words == before.words


def test_without_captions_nothing_changes():
    before = turn(HEARD, (2, 4))
    assert with_alternatives([before], []) == (before,)


def test_names_of_places_and_firms_are_terms_most_frequent_first():
    spans = [
        span("Nous attribuons le lot à Colas Centre-Ouest, de Bréville-les-Monts."),
        span("Oui, la commune de Bréville-les-Monts."),
    ]
    assert rare_terms(spans, ()) == ("Bréville-les-Monts", "Colas Centre-Ouest")


def test_what_the_papers_spell_already_is_no_term():
    told = "La parole est à Monsieur Charpentier de Saint-Aubin"
    assert rare_terms([span(told)], ("Nicolas Charpentier", "Saint-Aubin-sur-Vère")) == ()


@pytest.mark.parametrize("told", ["Voilà. Adopté ! Contre ?", "Le Lot, le Var", "rien de rare ici"])
def test_sentences_begin_with_capitals_that_name_nothing(told):
    assert rare_terms([span(told)], ()) == ()
