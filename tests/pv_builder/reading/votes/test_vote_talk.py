"""Votes put and answered in free words, settled against the nine members of a small council."""

from dataclasses import replace

import pytest

from pv_builder.meeting import Attendance, BallotMode, Outcome
from pv_builder.reading.reader import read_minutes
from pv_builder.reading.votes.said_votes import read_vote
from tests.helpers.heard_lines import (
    BLONDEL,
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
    said,
)
from tests.helpers.talked_votes import CALL, Voted, a_council, settled, voted


@pytest.mark.parametrize(
    "lines",
    [
        ["Est-ce que ça dérange quelqu'un ? Non. Eh bien c'est fait."],
        ["Ça va à tout le monde ? Oui, tout le monde. Merci."],
        ["Tout le monde est d'accord ? Bon, tout le monde est d'accord."],
        ["Levez la main si vous êtes pour. Neuf sur neuf, parfait."],
        ["Contre ? Abstention ? Je vous remercie."],
        ["Des oppositions ? Des abstentions ? Je n'en vois pas, on avance."],
        ["Il n'y a pas de contre ? Pas d'abstention ? Très bien, les neuf."],
        ["Qui est pour ? Un, deux, trois, quatre, cinq, six, sept, huit, et moi neuf."],
        ["Avis favorable ? Oui, oui. Tout le monde, merci."],
        ["Je ne pense pas qu'il y ait d'opposition ni d'abstention ? Non. Neuf voix pour."],
        ["Quelqu'un contre ? Personne. Quelqu'un s'abstient ? Personne non plus."],
        ["Pas d'objection ? C'est voté, neuf pour."],
    ],
)
def test_nobody_answers_a_vote_put_in_any_words(lines: list[str]) -> None:
    assert voted(*((MASSON, line) for line in lines)) == (0, 0, set(), set())


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            [
                (
                    MASSON,
                    "Qui est contre ? Thierry. Que Thierry ? Que Thierry. Qui s'abstient ? Non.",
                )
            ],
            (1, 0, {MOULIN}, set()),
        ),
        (
            [
                (MASSON, "On vote. Contre ?"),
                (MARCHAND, "Moi."),
                (HUBERT, "Et moi aussi."),
                (MASSON, "Deux. Les abstentions ?"),
                (PERRIN, "Moi, je m'abstiens."),
                (MASSON, "Six pour, c'est passé."),
            ],
            (2, 1, {MARCHAND, HUBERT}, {PERRIN}),
        ),
        (
            [
                (MASSON, "Qui ne veut pas ? Nicolas ?"),
                (CHARPENTIER, "Si si, moi je suis pour."),
                (MASSON, "Alain ?"),
                (HUBERT, "Contre, je l'ai dit."),
                (MASSON, "Bon. Ça passe, huit pour et un contre."),
            ],
            (1, 0, {HUBERT}, set()),
        ),
        (
            [
                (BLONDEL, "Je trouve ça cher. Moi je vais m'abstenir."),
                (MASSON, "C'est noté. Élodie s'abstient. D'autres ? Non. Des contre ? Non plus."),
            ],
            (0, 1, set(), {BLONDEL}),
        ),
        (
            [
                (PERRIN, "Je voterai contre, je le dis tout de suite."),
                (MASSON, "Bien. Alors une voix contre, pas d'abstention, huit pour."),
            ],
            (1, 0, {PERRIN}, set()),
        ),
        (
            [
                (MASSON, "Contre ? Abstentions ? Didier, tu t'abstiens ?"),
                (LEMOINE, "Oui."),
                (MASSON, "Huit pour."),
            ],
            (0, 1, set(), {LEMOINE}),
        ),
        (
            [
                (MASSON, "Avis favorable ? Thierry, non, donc un contre. Les autres, oui ? Huit."),
            ],
            (1, 0, {MOULIN}, set()),
        ),
        (
            [
                (MASSON, "Qui vote contre ? Je vois trois mains. Alain, Pauline et Thierry."),
                (MASSON, "Et les abstentions ? Une seule, Madame Marchand. Cinq pour donc."),
            ],
            (3, 1, {HUBERT, PERRIN, MOULIN}, {MARCHAND}),
        ),
    ],
)
def test_who_answers_is_who_votes(lines: list[Line], wanted: Voted) -> None:
    assert voted(*lines) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Moi je serais pour un tarif d'été.",
        "Je ne suis pas contre, mais je trouve que c'est cher.",
        "Je suis contre le fait qu'on augmente les loyers.",
        "Par contre, il faudra prévenir les voisins.",
        "On est tous pour la boulangerie, évidemment.",
    ],
)
def test_an_opinion_in_the_debate_is_no_vote(line: str) -> None:
    asked = (MASSON, "Qui est contre ? Qui s'abstient ? Personne. Adopté.")
    assert voted((HUBERT, line), asked) == (0, 0, set(), set())


@pytest.mark.parametrize(
    ("body", "is_heard"), [("comité syndical", True), ("conseil municipal", False)]
)
def test_only_another_assembly_s_vote_is_passed_over(body: str, is_heard: bool) -> None:
    asked = (MASSON, "Quelqu'un du comité y est opposé ? Non.")
    scene = a_scene(CALL, asked, seance=replace(a_seance(), body=body))
    assert (read_vote(scene, 0, scene.end).talked is not None) is is_heard


def test_who_is_said_to_hesitate_does_not_abstain() -> None:
    lines: list[Line] = [
        (MASSON, "Alain et Pauline hésitent, c'est normal. Allez, on vote."),
        (MASSON, "Contre ? Abstention ? Personne. Adopté."),
    ]
    assert voted(*lines) == (0, 0, set(), set())


def test_the_holder_of_a_pouvoir_says_how_its_giver_votes() -> None:
    council = a_council(excused=[(PERRIN, HUBERT), (MOULIN, MARCHAND)])
    lines: list[Line] = [
        (MASSON, "Qui est contre ?"),
        (HUBERT, "Contre, et Pauline aussi."),
        (MASSON, "Deux contre. Des abstentions ?"),
        (MARCHAND, "Moi je suis pour, mais Thierry m'a demandé de l'abstenir."),
        (MASSON, "Une abstention. Six pour, adopté."),
    ]
    assert voted(*lines, meeting=council) == (2, 1, {HUBERT, PERRIN}, {MOULIN})


def test_a_holder_votes_for_both() -> None:
    council = a_council(excused=[(PERRIN, HUBERT)])
    lines: list[Line] = [
        (MASSON, "Des abstentions ?"),
        (HUBERT, "Abstention pour nous deux."),
        (MASSON, "Deux abstentions, sept pour. C'est adopté."),
    ]
    assert voted(*lines, meeting=council) == (0, 2, set(), {HUBERT, PERRIN})


@pytest.mark.parametrize(
    "lines",
    [
        [(HUBERT, "Mon groupe votera contre."), (MASSON, "Entendu. D'autres ? Non. Six pour.")],
        [(HUBERT, "Nous sommes contre."), (MASSON, "Trois contre. Six pour.")],
        [(MASSON, "Valbrune demain est contre. Les autres sont pour, six.")],
        [(MASSON, "Le groupe Valbrune demain. Trois donc. Six pour.")],
    ],
)
def test_a_whole_group_votes_by_one_voice(lines: list[Line]) -> None:
    ask = (MASSON, "Qui s'abstient ? Personne. Qui est contre ?")
    assert voted(ask, *lines) == (3, 0, {HUBERT, PERRIN, MOULIN}, set())


def test_a_member_of_a_group_who_is_not_there_does_not_vote_with_it() -> None:
    council = a_council()
    states = tuple(
        (name, Attendance.ABSENT if name == MOULIN else state) for name, state in council.attendance
    )
    council = replace(council, attendance=states)
    lines: list[Line] = [
        (MASSON, "Qui est contre ?"),
        (HUBERT, "Tout mon groupe, nous sommes contre."),
        (MASSON, "Qui s'abstient ? Personne. Six pour."),
    ]
    assert voted(*lines, meeting=council) == (2, 0, {HUBERT, PERRIN}, set())


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "Tout le monde est d'accord sauf Thierry, qui vote contre. Huit contre un.",
            (1, 0, {MOULIN}, set()),
        ),
        ("Tout le monde pour, sauf Pauline qui s'abstient.", (0, 1, set(), {PERRIN})),
        ("Qui n'est pas d'accord ? Alain n'est pas d'accord. Huit pour.", (1, 0, {HUBERT}, set())),
        ("Sept pour, un contre, une abstention. Merci Thierry, merci Alain.", (1, 1, set(), set())),
        ("On est bons ? Tout le monde est bon ? Allez, validé.", (0, 0, set(), set())),
        ("Personne n'y voit d'inconvénient ? Non. Adjugé.", (0, 0, set(), set())),
    ],
)
def test_all_but_some_are_in_favour(line: str, wanted: Voted) -> None:
    assert voted((MASSON, line)) == wanted


def test_one_member_after_the_other_is_called_and_answers() -> None:
    lines: list[Line] = [
        (MASSON, "On fait un tour. Isabelle ?"),
        (ROUSSEL, "Pour."),
        (MASSON, "Alain ?"),
        (HUBERT, "Contre."),
        (MASSON, "Élodie ?"),
        (BLONDEL, "Je m'abstiens."),
        (MASSON, "Les autres, vous êtes pour ? Bon. Sept pour."),
    ]
    assert voted(*lines) == (1, 1, {HUBERT}, {BLONDEL})


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            [(MARCHAND, "Pas moi, mais Thierry oui, il m'a dit de voter contre.")],
            (1, 0, {MOULIN}, set()),
        ),
        ([(LEMOINE, "Je suis contre, avec mon pouvoir.")], (2, 0, {LEMOINE, PERRIN}, set())),
        ([(MASSON, "Didier, deux fois.")], (2, 0, {LEMOINE, PERRIN}, set())),
        ([(LEMOINE, "Moi, et pour Pauline aussi.")], (2, 0, {LEMOINE, PERRIN}, set())),
        ([(LEMOINE, "Moi non. Elle, elle est contre, Pauline.")], (1, 0, {PERRIN}, set())),
    ],
)
def test_who_represents_somebody_answers_for_both_or_one(lines: list[Line], wanted: Voted) -> None:
    council = a_council(excused=[(PERRIN, LEMOINE), (MOULIN, MARCHAND)])
    ask = (MASSON, "Qui s'abstient ? Personne. Qui est contre ?")
    assert voted(ask, *lines, (MASSON, "C'est adopté."), meeting=council) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Madame Marchand, Monsieur Hubert, vous votez contre ; Pauline s'abstient. Le reste, pour.",
        "Je vois Alain qui lève la main, contre. Delphine aussi. Abstention, Pauline. Six pour.",
        "Je lis : contre, Hubert, Marchand ; abstention, Perrin. Six voix pour.",
        "Qui est pour ? Six. Qui est contre ? Alain et Delphine. Qui s'abstient ? Pauline.",
    ],
)
def test_the_chair_tells_who_votes_how(line: str) -> None:
    assert voted((MASSON, line)) == (2, 1, {MARCHAND, HUBERT}, {PERRIN})


def test_an_item_noted_after_a_secret_ballot_was_asked_for_is_to_be_checked() -> None:
    lines: list[Line] = [
        CALL,
        (HUBERT, "Je demande un vote à bulletin secret."),
        (MASSON, "On distribue les papiers. Bien. Le conseil en prend acte."),
    ]
    minutes = read_minutes(said(*lines), a_seance(present=True, titles=["Bail de la boulangerie"]))
    (alert,) = [a for a in minutes.alerts if a.code == "outcome-doubtful"]
    assert "prend acte" in alert.text


def test_words_beside_an_announced_unanimity_are_no_votes() -> None:
    lines: list[Line] = [
        (CHARPENTIER, "En contre-partie, le boulanger ouvre le lundi."),
        (MASSON, "Madame Marchand, je vous en prie."),
        (MARCHAND, "Je voudrais les chiffres chaque année."),
        (MASSON, "Je mets aux voix qui vote contre. Qui s'abstient ? Adopté à l'unanimité."),
    ]
    assert voted(*lines) == (0, 0, set(), set())


def test_all_agree_to_put_an_item_off() -> None:
    lines: list[Line] = [
        CALL,
        (MASSON, "On vote pas, ajourné, on le reprend en octobre. Ça va à tout le monde ?"),
        (HUBERT, "Ça va. Par contre, pas la veille."),
    ]
    scene = a_scene(*lines)
    assert read_vote(scene, 0, scene.end).outcome is Outcome.POSTPONED


def test_the_chair_s_own_vote_counts() -> None:
    lines: list[Line] = [
        (MASSON, "Qui est contre ? Alain, et moi je suis contre aussi. Qui s'abstient ? Personne.")
    ]
    assert voted(*lines) == (2, 0, {HUBERT, MASSON}, set())


def test_who_is_thanked_after_the_result_does_not_vote() -> None:
    lines: list[Line] = [
        (MASSON, "Des contre ? Des abstentions ? Non. C'est adopté. Thierry, merci. Nicolas."),
        (CHARPENTIER, "Moi aussi, je vous remercie."),
    ]
    assert voted(*lines) == (0, 0, set(), set())


def test_a_vote_only_talked_through_is_to_be_checked() -> None:
    _, alerts = settled((MASSON, "Est-ce que ça gêne quelqu'un ? Non. On continue."))
    assert "votes-supposed" in {alert.code for alert in alerts}


def test_numbers_that_add_up_need_no_check() -> None:
    _, alerts = settled((MASSON, "Contre ? Alain. Abstention ? Non. Un contre, huit pour."))
    assert "votes-supposed" not in {alert.code for alert in alerts}


def test_the_amendment_is_not_the_item() -> None:
    lines: list[Line] = [
        (MASSON, "D'abord l'amendement d'Alain. Qui est pour l'amendement ? Un, deux, trois."),
        (MASSON, "Contre ? Tous les autres, six. L'amendement est rejeté."),
        (MASSON, "Maintenant le bail lui-même. Contre ?"),
        (HUBERT, "Contre."),
        (MASSON, "Abstention ? Non. Huit pour, c'est adopté."),
    ]
    assert voted(*lines) == (1, 0, {HUBERT}, set())


def test_papers_are_counted_in_free_words() -> None:
    lines: list[Line] = [
        (HUBERT, "Je demande qu'on vote à bulletin secret."),
        (MASSON, "Très bien. Vous écrivez oui ou non. Élodie et Pauline, vous dépouillez."),
        (BLONDEL, "Neuf papiers. Ça fait six oui et trois non, pas de blanc."),
        (MASSON, "Merci, c'est donc accepté."),
    ]
    ballot, _ = settled(*lines)
    assert ballot.mode is BallotMode.SECRET
    assert (ballot.in_favour, ballot.against, ballot.abstentions) == (6, 3, 0)


def test_a_secret_ballot_that_is_declined_is_none() -> None:
    lines: list[Line] = [
        (MASSON, "Vous êtes d'accord pour qu'on ne vote pas à bulletin secret ? Oui."),
        (MASSON, "Contre ? Abstentions ? Personne. C'est adopté."),
    ]
    ballot, _ = settled(*lines)
    assert ballot.mode is BallotMode.ORDINARY


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("On vote rien ce soir, on garde ça pour la rentrée.", Outcome.POSTPONED),
        ("Je le retire, il manque une pièce.", Outcome.WITHDRAWN),
        ("On le repousse, on n'est pas prêts.", Outcome.POSTPONED),
        ("Là on ne vote pas, on prend acte.", Outcome.NOTED),
        ("C'est reporté, voilà.", Outcome.POSTPONED),
        ("Pas de vote là-dessus, c'est pour votre information.", Outcome.NOTED),
    ],
)
def test_the_fate_of_an_item_without_a_vote(line: str, outcome: Outcome) -> None:
    scene = a_scene(CALL, (MASSON, line))
    found = read_vote(scene, 0, scene.end)
    assert (found.mode, found.outcome) == (BallotMode.NONE, outcome)


def test_a_member_who_takes_note_for_himself_ends_nothing() -> None:
    lines: list[Line] = [
        (MASSON, "Qui est contre ? Qui s'abstient ? Personne. Adopté."),
        (HUBERT, "J'en prends acte, mais on en reparlera."),
    ]
    assert voted(*lines) == (0, 0, set(), set())
