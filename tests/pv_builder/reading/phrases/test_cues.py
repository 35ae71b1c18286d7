"""Phrases that only look like an announcement announce nothing."""

import pytest

from pv_builder.reading.phrases.cue import Cue
from tests.helpers.heard_lines import a_scene


def cues_in(*lines: str) -> set[Cue]:
    scene = a_scene(*lines)
    return {cue for cue in Cue if scene.cues.of(cue)}


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("Monsieur Lemoine ? Présent.", Cue.REPORTER),
        ("Monsieur Lemoine, présent. Madame Roussel ?", Cue.REPORTER),
        ("Madame Roussel ? Présente. Monsieur Lemoine ?", Cue.REPORTER),
        ("Monsieur Lemoine, présent, Madame Roussel.", Cue.REPRESENTED),
        ("Je vous propose, j'y ai pensé au retour, une pause.", Cue.ITEM_CALL),
        ("La rue est en sens unique.", Cue.UNANIMITY),
        ("Il vous est proposé d'approuver la convention.", Cue.ADOPTED),
        ("Il est demandé de voter ce crédit et d'adopter le règlement.", Cue.ADOPTED),
        ("Le comité technique s'est prononcé pour à l'unanimité.", Cue.UNANIMITY),
        ("Le conseil départemental a rejeté le projet.", Cue.REJECTED),
        ("L'excédent est reporté au budget suivant.", Cue.POSTPONED),
        ("Madame Roussel nous quitte. Le point suivant concerne la voirie.", Cue.NO_PART),
    ],
)
def test_what_only_looks_like_an_announcement_is_none(line: str, cue: Cue) -> None:
    assert cue not in cues_in(line)


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("C'est Monsieur Lemoine qui rapporte.", Cue.REPORTER),
        ("Pour la présenter, Madame Roussel.", Cue.REPORTER),
        ("Monsieur Lemoine, qui est excusé, est représenté par Madame Roussel.", Cue.REPRESENTED),
        ("Je vous propose de passer au point 3.", Cue.ITEM_CALL),
        ("C'est donc unanime.", Cue.UNANIMITY),
        ("La convention est approuvée.", Cue.ADOPTED),
        ("La question est renvoyée en commission.", Cue.POSTPONED),
        ("Étant concerné par ce dossier, je ne participe pas au vote.", Cue.NO_PART),
        ("Fin de séance à 20 heures.", Cue.CLOSING),
        ("Il est 18 heures, nous pouvons ouvrir notre conseil.", Cue.OPENING),
    ],
)
def test_an_announcement_in_other_words_is_heard(line: str, cue: Cue) -> None:
    assert cue in cues_in(line)


def test_what_is_voted_now_is_not_put_off() -> None:
    assert Cue.SECRET in cues_in("Nous votons à bulletin secret.")
    assert Cue.SECRET not in cues_in("Nous voterons à bulletin secret.")


def test_a_phrase_does_not_reach_into_what_another_says() -> None:
    assert Cue.NO_PART not in cues_in("Je sors.", "Je suis concerné par la suite.")


def test_punctuation_ties_a_number_to_its_label() -> None:
    scene = a_scene("Pour : trente. Contre : dix. Abstentions : deux.")
    found = {cue: [e.number for e in scene.cues.of(cue)] for cue in COUNTS}
    assert found == {
        Cue.COUNT_FOR: [30],
        Cue.COUNT_AGAINST: [10],
        Cue.COUNT_ABSTENTION: [2],
    }


COUNTS = (Cue.COUNT_FOR, Cue.COUNT_AGAINST, Cue.COUNT_ABSTENTION)


def test_a_number_said_before_its_label_stays_with_it() -> None:
    scene = a_scene("17 pour, 3 contre, 1 abstention.")
    assert {e.number for e in scene.cues.of(Cue.COUNT_AGAINST)} == {3}
    assert {e.number for e in scene.cues.of(Cue.COUNT_FOR)} == {17}


@pytest.mark.parametrize("line", ["Personne ne s'abstient. Très bien.", "Qui s'abstient ? Bon."])
def test_no_word_is_put_together_over_a_punctuation_mark(line: str) -> None:
    scene = a_scene(line)
    assert scene.cues.of(Cue.NONE_ABSTAINS, Cue.ASK_ABSTENTION)
    assert not scene.cues.of(Cue.NEGATIVE)
