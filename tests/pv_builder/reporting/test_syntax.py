"""What may stand behind "que": a main clause with its verb, and nothing that only speech allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.reporting.syntax import count_of_clauses, opening, stands_by_itself


@pytest.mark.parametrize(
    "sentence",
    [
        "le marché a été signé en mars",
        "en dépenses on arrive à 12 000 euros",
        "depuis hier le parking est fermé",
        "là je crois que cela avance",
        "si le temps le permet, on commence lundi",
        "une fois que le mur est monté, on peint",
        "ce qui compte, c'est que la route soit finie",
        "je propose que l'on commence par le préau",
        "beaucoup de parents ont écrit",
        "Colas est moins cher",
        "deux ont répondu",
        "la convention le prévoit",
        "il y a eu le repas, la fanfare, les fleurs",
        "on l'a refait il y a trois ans",
        "comme chaque année, le bilan est présenté",
        "monsieur Blin est sorti",
        "la ville compte 400 arbres",
        "personne ne les réclame",
    ],
)
def test_a_sentence_with_its_subject_and_verb_stands(sentence: str) -> None:
    assert stands_by_itself(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "merci aux services, parce que c'est un gros travail",
        "le prochain, le 6, la convention que j'ai rédigée",
        "adopté donc à la majorité",
        "juste pour dire que la salle est belle",
        "parce que sinon on recommence",
        "Paul Blin dont j'ai le pouvoir",
        "d'un côté seulement",
        "un bâtiment construit en 1960",
        "un forfait ménage retenu sur la caution",
        "bonne idée, on le fait",
        "la cour, les enfants ils y jouent",
        "les agents ils sont prévenus",
        "il m'a dit je passe demain",
        "contre",
        "tout le monde oui",
        "jusqu'en juin, après on ferme",
        "de toute façon la porte elle grince",
    ],
)
def test_a_fragment_or_a_subject_said_twice_does_not_stand(sentence: str) -> None:
    assert not stands_by_itself(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "ils se plaignent pas",
        "c'est pas fini",
        "cela sert à rien",
        "on dit pas que c'est cher",
        "personne trouve à redire",
        "on y voit personne",
        "y a trois candidats",
        "faut voir",
        "c'est prévu, je crois",
        "ah, c'est bien",
    ],
)
def test_what_is_said_but_not_written_does_not_stand(sentence: str) -> None:
    assert not stands_by_itself(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["ils ne se plaignent pas", "c'est pour rien", "il n'y a pas de place", "pas avant mars"],
)
def test_a_negation_with_its_ne_or_without_a_verb_is_no_fault(sentence: str) -> None:
    told = sentence if sentence != "pas avant mars" else f"on commence, {sentence}"
    assert stands_by_itself(told)


def test_clauses_are_counted() -> None:
    assert count_of_clauses("la cour est finie, on attend le préau") == 2
    assert count_of_clauses("en mars, la cour est finie") == 1


def test_what_belongs_to_neither_clause_is_a_flaw() -> None:
    assert not stands_by_itself("je suis contre, 300 euros de caution, on a des familles modestes")


def test_the_opening_is_what_tells_when_or_where() -> None:
    assert opening("dans ma commune, on a vu cela") == "dans ma commune, "
    assert opening("le 14 juillet, on ferme") == "le 14 juillet, "
    assert opening("le maire, on le sait, est absent") == ""


_SMALL = ("le", "la", "l'", "il", "elle", "on", "qui", "que", "c'", "est", "a", "ne", "pas", "y")
_WORDS = st.sampled_from((*_SMALL, "mais", "et", ",", "si", "maire", "finit", "Blin", "12", "("))


@given(st.lists(_WORDS, max_size=12))
def test_any_words_are_counted_without_failing(words: list[str]) -> None:
    assert count_of_clauses(" ".join(words)) >= 0
