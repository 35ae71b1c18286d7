"""Who is counted in a vote that is talked through, and who is only spoken of, to or misheard."""

import pytest

from pv_builder.meeting import Civility, Member
from pv_builder.reading.named_in import named_in
from tests.helpers.heard_lines import (
    CHARPENTIER,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    Line,
    a_scene,
    a_seance,
    members,
)
from tests.helpers.talked_votes import Voted, a_council, settled, voted


@pytest.mark.parametrize(
    "told",
    [
        "Les maires du canton ont donné un avis favorable, avec une seule abstention.",
        "L'an passé on avait voté contre une première version.",
        "On s'était abstenus, vous vous en souvenez.",
        "Mon groupe s'abstient te tout commentaire.",
    ],
)
def test_what_is_told_of_another_vote_names_nobody(told: str) -> None:
    asked = "Contre ? Abstentions ? Une voix contre. Une abstention. Sept pour."
    assert voted((HUBERT, told), (MASSON, asked)) == (1, 1, set(), set())


def test_who_was_given_the_floor_does_not_vote() -> None:
    lines: list[Line] = [
        (MASSON, "Madame Perrin, s'il vous plaît."),
        (PERRIN, "Le boulanger demande un loyer plus bas pour les deux premières années."),
        (MASSON, "Contre ? Abstentions ? Aucun contre. Une abstention. Huit pour."),
    ]
    assert voted(*lines) == (0, 1, set(), set())


@pytest.mark.parametrize(
    "question", ["Est-ce que quelqu'un s'abstient.", "Y a-t-il une abstention."]
)
def test_one_who_is_asked_for_is_not_counted(question: str) -> None:
    assert voted((MASSON, f"Qui est contre ? {question} Non, personne. Neuf pour.")) == (
        *(0, 0),
        *(set(), set()),
    )


@pytest.mark.parametrize("count", ["Hune abstention.", "Une apstention."])
def test_a_misheard_count_is_counted_all_the_same(count: str) -> None:
    asked = "Contre ? Abstentions ? Aucune voix contre."
    assert voted((MASSON, f"{asked} {count} Et huit pour.")) == (0, 1, set(), set())


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            [
                (MASSON, "Il n'y a pas d'opposition sur le principe, je crois."),
                (HUBERT, "Sur le principe non, mais le montant du loyer nous semble bien élevé."),
                (MASSON, "Qui vote contre ? Alain, Pauline. Qui s'abstient ? Personne. Sept pour."),
            ],
            (2, 0, {HUBERT, PERRIN}, set()),
        ),
        (
            [
                (MASSON, "Ceux qui sont pour ? Élodie, Didier. C'est tout ? Deux."),
                (MASSON, "Ceux qui sont contre, levez. Alain, Pauline, Delphine, Isabelle,"),
                (MASSON, "Nicolas, moi aussi, et Thierry. Ça fait sept."),
            ],
            (7, 0, {HUBERT, PERRIN, MARCHAND, ROUSSEL, CHARPENTIER, MASSON, MOULIN}, set()),
        ),
        (
            [
                (MASSON, "Qui est contre ? Alors Alain, Pauline, Delphine aussi ? Delphine aussi."),
                (MASSON, "Trois, et Didier avec son pouvoir, quatre. Qui s'abstient ? Personne."),
                (MASSON, "Cinq pour, donc."),
            ],
            (4, 0, {HUBERT, PERRIN, MARCHAND, LEMOINE}, set()),
        ),
    ],
)
def test_the_chair_names_the_voters_hand_by_hand(lines: list[Line], wanted: Voted) -> None:
    assert voted(*lines) == wanted


def test_who_is_spoken_to_does_not_vote() -> None:
    lines: list[Line] = [
        (MASSON, "Y a des choses à redire ?"),
        (HUBERT, "Moi je ne l'ai reçu que ce midi."),
        (MASSON, "T'as pas relevé ton courrier, Alain. Donc pas de contre, pas d'abstention."),
    ]
    assert voted(*lines) == (0, 0, set(), set())


def test_a_number_behind_somebody_in_favour_counts_who_is_in_favour() -> None:
    lines: list[Line] = [
        (MASSON, "Quelqu'un s'y oppose ? Quelqu'un souhaite s'abstenir ? Même toi, Alain ?"),
        (HUBERT, "Non non, je vote pour, tu le sais bien."),
        (MASSON, "Neuf voix, donc. Je vous remercie."),
    ]
    assert voted(*lines) == (0, 0, set(), set())


@pytest.mark.parametrize(
    "line",
    [
        "Abstentions ? Alain. Contre, j'imagine personne. Une abstention donc, et huit pour.",
        "Alain s'abstient. Des voix discordantes, sinon ? Je n'en vois pas. Huit pour.",
        "Alain s'abstient. Les autres sont pour ? Oui. C'est accepté.",
        "Qui dit non ? Personne. Une abstention, Alain. Huit pour.",
    ],
)
def test_all_but_one_agree_in_any_words(line: str) -> None:
    assert voted((MASSON, line)) == (0, 1, set(), {HUBERT})


def test_what_the_chair_tells_long_before_the_vote_is_of_another_one() -> None:
    told = "Le comité des fêtes a donné son accord avec une seule abstention. Alain Hubert."
    debate = (
        "Le boulanger part en mars et la commune garde le four, qui a coûté bien trop cher. " * 5
    )
    asked = "Contre ? Abstentions ? Aucune voix contre. Une abstention. Huit pour."
    lines: list[Line] = [(MASSON, told), (HUBERT, debate), (MASSON, asked)]
    assert voted(*lines) == (0, 1, set(), set())


def test_a_sum_of_money_counts_nobody() -> None:
    asked = "Pour l'affectation, vous êtes d'accord ? On garde le reste, 47 400, en fonctionnement."
    ballot, _ = settled((MASSON, asked), (MASSON, "Bon, ça fait neuf avec Pauline. C'est fait."))
    assert ballot.announced is not None
    assert (ballot.against, ballot.abstentions, ballot.announced.in_favour) == (0, 0, 9)


def test_who_votes_alone_tells_that_the_giver_of_the_pouvoir_is_in_favour() -> None:
    council = a_council(excused=[(MOULIN, PERRIN)])
    lines: list[Line] = [
        (MASSON, "Qui est contre ? Personne. Qui s'abstient ?"),
        (PERRIN, "Moi, mais moi toute seule, Thierry, lui, est pour."),
        (MASSON, "Une abstention, huit pour."),
    ]
    assert voted(*lines, meeting=council) == (0, 1, set(), {PERRIN})


def test_what_two_turns_say_is_not_run_together() -> None:
    asked = (MASSON, "Qui est contre ? Qui s'abstient ?")
    told = (MASSON, "Ont voté contre Alain et Pauline"), (MASSON, "Thierry s'est apstenu")
    assert voted(asked, *told, (MASSON, "Six pour, adopté.")) == (2, 1, {HUBERT, PERRIN}, {MOULIN})


@pytest.mark.parametrize(("word", "against"), [("oppositiaun", 1), ("clause opposable", 0)])
def test_an_opposition_is_known_by_how_it_begins(word: str, against: int) -> None:
    ballot, _ = settled((MASSON, f"Contre ? Abstentions ? Je note une {word}. Adopté."))
    assert ballot.against == against


def test_who_speaks_is_not_who_bears_a_name_like_his() -> None:
    namesake = Member(civility=Civility.M, given_name="Paul", family_name="Maçon")
    scene = a_scene(
        (MASSON, "Une voix contre, celle de Monsieur Maçon."),
        seance=a_seance(roll=members(namesake)),
    )
    assert list(named_in(scene, 0, scene.end, frozenset({MASSON}))) == [namesake.name]


def test_somebody_who_only_makes_up_the_sum_is_to_be_checked() -> None:
    ballot, alerts = settled((MASSON, "On vote. Compte Abstention ? Une abstention. Six pour."))
    assert (ballot.against, ballot.abstentions) == (2, 1)
    assert "votes-supposed" in {alert.code for alert in alerts}
