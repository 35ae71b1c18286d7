"""The voters are called one by one and each answers: a public ballot."""

import pytest

from pv_builder.meeting import BallotMode, Choice
from tests.helpers.heard_lines import (
    HUBERT,
    LEMOINE,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    Line,
)
from tests.helpers.talked_votes import a_council, settled


def test_a_roll_of_the_voters_is_a_public_ballot() -> None:
    lines: list[Line] = [
        (MASSON, "Je fais l'appel et chacun répond. Isabelle ?"),
        (ROUSSEL, "Pour."),
        (MASSON, "Didier ?"),
        (LEMOINE, "Contre."),
        (MASSON, "Et Pauline ?"),
        (HUBERT, "Elle m'a écrit, abstention."),
        (MASSON, "Alain ?"),
        (HUBERT, "Oui."),
        (MASSON, "Et moi je suis pour."),
    ]
    ballot, _ = settled(*lines, meeting=a_council(excused=[(PERRIN, HUBERT)]))
    assert ballot.mode is BallotMode.PUBLIC
    assert (ballot.against_names, ballot.abstention_names) == ((LEMOINE,), (PERRIN,))
    assert {name for name, _ in ballot.voters_by_name} == {
        *(ROUSSEL, LEMOINE, PERRIN, HUBERT, MASSON)
    }


@pytest.mark.parametrize(
    "opening",
    [
        "On a lancé un appel d'offres. Isabelle ?",
        (
            "Chacun a reçu le dossier. Le maître d'œuvre a repris les plans, la toiture est "
            "refaite, la chaudière aussi, et les travaux commencent en mars si la météo le permet, "
            "avec une réunion de chantier chaque lundi matin dans la salle du bas. Isabelle ?"
        ),
    ],
)
def test_members_who_are_given_the_floor_and_say_yes_are_no_roll(opening: str) -> None:
    lines: list[Line] = [
        (MASSON, opening),
        (ROUSSEL, "Oui. Je trouve le prix élevé."),
        (MASSON, "Didier ?"),
        (LEMOINE, "Oui. Moi aussi, il faudrait renégocier."),
        (MASSON, "Alain ?"),
        (HUBERT, "Oui. On a pourtant trois entreprises."),
        (MASSON, "On vote. Qui est contre ? Qui s'abstient ? Personne. Adopté à l'unanimité."),
    ]
    ballot, _ = settled(*lines)
    assert (ballot.mode, ballot.against, ballot.abstentions) == (BallotMode.ORDINARY, 0, 0)


def test_who_answers_in_the_debate_before_the_roll_is_no_part_of_it() -> None:
    lines: list[Line] = [
        (MASSON, "Didier ?"),
        (LEMOINE, "Oui, c'est le prix de l'an dernier, et il comprend le transport des enfants."),
        (MASSON, "Merci. On a tout dit, le dossier est sur la table depuis un mois maintenant."),
        (MASSON, "Le crédit est inscrit au budget, la subvention du Département est notifiée."),
        (MASSON, "Alors je fais l'appel et chacun répond. Isabelle ?"),
        (ROUSSEL, "Pour."),
        (MASSON, "Alain ?"),
        (HUBERT, "Contre."),
        (MASSON, "Pauline ?"),
        (PERRIN, "Pour."),
        (MASSON, "C'est adopté."),
    ]
    ballot, _ = settled(*lines)
    assert ballot.mode is BallotMode.PUBLIC
    assert {name for name, _ in ballot.voters_by_name} == {ROUSSEL, HUBERT, PERRIN}


def test_who_holds_a_pouvoir_answers_twice() -> None:
    lines: list[Line] = [
        (MASSON, "Je fais l'appel et chacun répond. Isabelle ?"),
        (ROUSSEL, "Pour."),
        (MASSON, "Didier Lemoine, pour toi et pour Pauline."),
        (LEMOINE, "Pour, et contre."),
        (MASSON, "Alain ?"),
        (HUBERT, "Pour, mais Thierry m'a demandé de m'abstenir en son nom."),
        (MASSON, "C'est adopté."),
    ]
    ballot, _ = settled(*lines, meeting=a_council(excused=[(PERRIN, LEMOINE), (MOULIN, HUBERT)]))
    assert dict(ballot.voters_by_name) == {
        ROUSSEL: Choice.IN_FAVOUR,
        LEMOINE: Choice.IN_FAVOUR,
        PERRIN: Choice.AGAINST,
        HUBERT: Choice.IN_FAVOUR,
        MOULIN: Choice.ABSTENTION,
    }


def test_who_says_that_he_votes_twice_votes_for_the_giver() -> None:
    lines: list[Line] = [
        (MASSON, "Nous procédons au scrutin public. Madame Roussel ?"),
        (ROUSSEL, "Pour, deux fois."),
        (MASSON, "Monsieur Hubert, contre. Monsieur Lemoine, pour. C'est adopté."),
    ]
    ballot, _ = settled(*lines, meeting=a_council(excused=[(PERRIN, ROUSSEL), (MOULIN, HUBERT)]))
    assert dict(ballot.voters_by_name) == {
        ROUSSEL: Choice.IN_FAVOUR,
        PERRIN: Choice.IN_FAVOUR,
        HUBERT: Choice.AGAINST,
        LEMOINE: Choice.IN_FAVOUR,
    }
