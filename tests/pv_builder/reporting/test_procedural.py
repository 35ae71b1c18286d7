from dataclasses import replace

import pytest

from pv_builder.reporting.procedural import is_procedural, is_roll_call, tells_own_vote
from pv_builder.reporting.sentences import Sentence, Speaker
from tests.helpers.sessions import words


def sentence(said: str) -> Sentence:
    return Sentence(speaker=Speaker(), words=words(said, 0.0, 1.0))


@pytest.mark.parametrize(
    "said",
    [
        "Madame Isabelle Roussel ?",
        "Oui, présente.",
        "Je suis là.",
        "Monsieur Olivier Delaunay, absent excusé, pouvoir à Madame Blondel.",
        "Le quorum est atteint, nous pouvons délibérer.",
        "Je propose de désigner Madame Blondel comme secrétaire de séance.",
        "Je vais procéder à l'appel.",
    ],
)
def test_the_roll_call_is_recognised(said: str) -> None:
    assert is_roll_call(sentence(said))


@pytest.mark.parametrize(
    "said",
    [
        "Je donne la parole à Monsieur Charpentier.",
        "Madame Marchand, allez-y.",
        "Monsieur Charpentier va vous répondre.",
        "Y a-t-il des questions ?",
        "Est-ce qu'il y a des remarques ?",
        "Nous passons au point numéro 3 : attribution des subventions.",
        "Point suivant, décision modificative numéro 2.",
        "Je mets aux voix.",
        "S'il n'y a pas d'autre question, nous passons au vote.",
        "Qui est contre ?",
        "Qui s'abstient ?",
        "Pas d'abstention.",
        "Je compte une voix contre : Madame Marchand.",
        "Trois contre.",
        "La délibération est adoptée à l'unanimité.",
        "C'est donc adopté par 23 voix pour, 1 contre et 1 abstentions.",
        "Adopté à l'unanimité, je vous remercie.",
        "L'assemblée prend acte de ce rapport.",
        "Je note l'arrivée de Monsieur Moulin à 18 heures 51.",
        "Monsieur Barbier nous quitte à 19 heures 42 et donne pouvoir à Madame Jourdan.",
        "Alors je mets l'amendement de Madame Roche aux voix.",
        "Qui est pour l'amendement ?",
        "Bon, on va voter.",
        "Quelqu'un est contre ?",
        "Je n'en vois pas.",
        "Pas d'objection ?",
        "Donc 19 présents, 3 pouvoirs, 22 votants.",
        "Il est 19 h 31.",
        "Donc c'est bon pour tout le monde.",
        "Bon, plus rien ?",
        "L'ordre du jour étant épuisé, la séance est levée à 19 heures 12.",
    ],
)
def test_talk_that_moves_the_session_on_is_recognised(said: str) -> None:
    assert is_procedural(sentence(said), by_chair=True)


@pytest.mark.parametrize(
    "said",
    [
        "Je ne suis pas contre mais je demande un report.",
        "Aucun groupe n'a la majorité absolue dans ce conseil.",
        "La commission a voté pour à l'unanimité moins une voix.",
        "L'an dernier c'était passé à l'unanimité.",
        "Je vous remets le rapport de la commission.",
        "Le Département prend à sa charge la moitié du coût.",
        "Il y a une question de sécurité devant l'école.",
        "On votera ça au prochain conseil.",
        "Monsieur Barbier a demandé un devis à trois entreprises.",
        "Nous passons beaucoup de temps sur ces travaux.",
        "Trois offres ont été reçues.",
        "Madame Marchand a raison.",
        "Le rapport 2025 montre que la dette baisse.",
        "Le quorum des commissions est trop élevé.",
        "C'est une question de pouvoir d'achat.",
        "Deux pour la crèche et un pour l'école.",
        "Je vous remercie, et je rappelle que le budget est de 3 millions d'euros.",
        "Nous passons au point 3, qui coûte 12 000 euros.",
        "Monsieur Hubert propose un autre tracé.",
        "Le compte fait apparaître un excédent.",
        "20 heures par semaine.",
        "On continue à perdre des habitants.",
        "Je mets 300 euros de côté pour le vote.",
    ],
)
def test_what_says_something_is_kept(said: str) -> None:
    assert not is_procedural(sentence(said), by_chair=True)
    assert not is_procedural(sentence(said), by_chair=False)


@pytest.mark.parametrize(
    "said",
    [
        "Monsieur Dupont arrive au terme de son mandat.",
        "Nous abordons la question de la sécurité.",
        "La délibération est adoptée à l'unanimité.",
        "Trois contre.",
    ],
)
def test_only_the_chair_opens_items_and_tells_results(said: str) -> None:
    assert not is_procedural(sentence(said), by_chair=False)


@pytest.mark.parametrize(
    "said",
    [
        "Il y a tilles des remarques, non, qui est contre, qui s'abstient.",
        "Je vous empris.",
        "Vous avez la prole.",
        "Et une abstention, Monsieur Tessier, elle est adoptée par 23 voix pour.",
    ],
)
def test_misheard_calls_of_the_chair_are_recognised_by_their_sound(said: str) -> None:
    assert is_procedural(sentence(said), by_chair=True)
    assert not is_procedural(sentence(f"{said} Le préau coûte 12 000 euros."), by_chair=True)


@pytest.mark.parametrize(
    "said", ["Je vous approuve.", "Vous avez raison.", "Je vous rejoins.", "C'est prévu."]
)
def test_short_opinions_of_the_chair_are_kept(said: str) -> None:
    assert not is_procedural(sentence(said), by_chair=True)


def test_the_vote_of_a_speaker_is_recognised() -> None:
    assert tells_own_vote(sentence("Moi, j'ai voté contre."))
    assert tells_own_vote(sentence("Je voterai pour."))
    assert not tells_own_vote(sentence("Le vote aura lieu à bulletin secret."))


def misheard(said: str) -> Sentence:
    """Return a sentence whose last word the recogniser is not sure of."""
    told = sentence(said)
    return replace(told, doubtful=frozenset({len(told.words) - 1}))


@pytest.mark.parametrize(
    "said",
    ["Lesigrec.", "à l'Ezigre.", "Allez-y, Goff.", "Madame Roussel, à l'Ezigre.", "Allais-y Grec."],
)
def test_scraps_that_hold_the_sound_of_giving_the_floor_are_no_substance(said: str) -> None:
    assert is_procedural(misheard(said), by_chair=True)
    assert not is_procedural(misheard(said), by_chair=False)


@pytest.mark.parametrize("said", ["Lesigrec.", "À l'école.", "Je vous approuve."])
def test_short_sentences_that_were_understood_or_mean_something_are_kept(said: str) -> None:
    told = sentence(said) if said.startswith("Les") else misheard(said)
    assert not is_procedural(told, by_chair=True)


@pytest.mark.parametrize(
    "said",
    [
        "Plus de questions ?",
        "Pas d'autre remarque sur ce point ?",
        "Plus rien ?",
        "Pas d'opposition.",
        "On fait voter la délibération.",
        "Je fais voter le budget.",
    ],
)
def test_the_chair_who_finds_nobody_else_to_speak_says_nothing_of_substance(said: str) -> None:
    assert is_procedural(sentence(said), by_chair=True)


@pytest.mark.parametrize(
    "said",
    [
        "Pas de travaux avant l'été.",
        "Plus de bus le dimanche.",
        "Pas d'autres subventions.",
        "On fait voter les jeunes.",
    ],
)
def test_what_only_begins_as_the_chair_does_is_kept(said: str) -> None:
    assert not is_procedural(sentence(said), by_chair=True)
