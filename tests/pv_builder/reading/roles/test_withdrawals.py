"""Who takes no part in one vote says so, is sent out, or is named; nobody else is."""

import pytest

from pv_builder.meeting import Item, MemberName
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    PERRIN,
    ROUSSEL,
    Line,
    a_seance,
    said,
)

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Le quorum est atteint.")
ITEM = (MASSON, "Point numéro 1, subventions aux associations. La parole est à Madame Roussel.")
REPORT = (ROUSSEL, "Le tableau est dans le dossier, les montants sont ceux de l'an passé.")
VOTED = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")


def read(*lines: Line, title: str = "Subventions aux associations") -> Minutes:
    return read_minutes(said(OPEN, ITEM, *lines), a_seance(titles=(title,), present=True))


def item(*lines: Line) -> Item:
    return read(*lines).meeting.items[0]


@pytest.mark.parametrize(
    "line",
    [
        "Moi je suis trésorière du club, alors je vote pas.",
        "Je préside la chorale, je ne vote pas, bien sûr.",
        "Je ne vote pas sur celui-là, c'est mon beau-frère.",
        "Je suis juge et partie, vous comprenez.",
        "Je me déporte, vous le noterez.",
        "Je sors le temps du vote.",
        "Je sors, vous me rappelez.",
        "Je me retire, c'est mon cousin.",
        "Je dois quitter la salle pour ce vote.",
        "Comme c'est mon cousin, je ne participe pas.",
        "Je préfère sortir, j'ai un intérêt là-dedans.",
        "Je ne participe pas au vote.",
        "Je ne participe pas à cette délibération.",
    ],
)
def test_whoever_says_so_takes_no_part(line: str) -> None:
    assert item(REPORT, (BLONDEL, line), VOTED).not_participating == (BLONDEL,)


@pytest.mark.parametrize(
    "line",
    [
        "Alain, tu diriges le club, il faut que tu sortes.",
        "Monsieur Hubert, vous en êtes le président, je vais vous demander de sortir.",
        "C'est ta femme qui tient la chorale, Alain. Tu ne votes pas.",
        "Tu sors, Alain, c'est la loi.",
        "Alain Hubert ne vote pas, on le note.",
        "Monsieur Hubert n'ayant pas pris part au vote.",
        "Je demande à Monsieur Hubert de quitter la salle.",
        "Alain, tu ne peux pas voter, c'est ta sœur.",
        "Monsieur Hubert sort de la sale.",
        "Monsieur Hubert me participe pas au vote.",
    ],
)
def test_whoever_is_sent_out_or_named_takes_no_part(line: str) -> None:
    assert item(REPORT, (MASSON, line), VOTED).not_participating == (HUBERT,)


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (BLONDEL, "Moi je ne vote pas ce budget, je vous le dis."),
        (BLONDEL, "Je ne vote pas pour une dépense pareille."),
        (BLONDEL, "Je sors d'une réunion où l'on disait le contraire."),
        (BLONDEL, "Je ne peux pas voter une chose pareille."),
        (BLONDEL, "Je ne participe pas à ces réunions."),
        (BLONDEL, "Je cède la place à Didier, il connaît le sujet."),
        (BLONDEL, "Je dois quitter la salle, mes enfants m'attendent, bonne soirée."),
        (MASSON, "Alain sort du lot."),
        (MASSON, "Élodie, tu ne votes pas ?"),
        (MASSON, "On ne vote pas tout de suite, on écoute."),
        (MASSON, "Je vais demander au public de sortir, Élodie."),
    ],
)
def test_words_about_voting_or_going_out_are_no_withdrawal(who: MemberName, line: str) -> None:
    assert item(REPORT, (who, line), VOTED).not_participating == ()


def test_whoever_goes_out_for_one_vote_has_not_left_the_session() -> None:
    minutes = read(
        REPORT,
        (MASSON, "Alain, c'est ton champ, tu sors, c'est la loi."),
        (HUBERT, "Je vous quitte, appelez-moi."),
        VOTED,
        (MASSON, "Alain, tu peux revenir."),
    )

    assert minutes.meeting.items[0].not_participating == (HUBERT,)
    assert minutes.meeting.movements == ()


def test_whoever_calls_the_vote_while_the_chair_is_out_presides() -> None:
    read_item = item(
        REPORT,
        (MASSON, "C'est mon neveu qui achète, moi je sors."),
        (LEMOINE, "Bien. Nous passons au vote. Qui est contre ? Personne. Adopté."),
    )

    assert (read_item.chair, read_item.not_participating) == (LEMOINE, (MASSON,))


@pytest.mark.parametrize(
    "line",
    [
        (MASSON, "Je sors. Delphine prend ma place."),
        (MASSON, "Je sors. Delphine, tu me remplaces."),
        (MARCHAND, "Monsieur le maire est sorti, je prends la présidence."),
    ],
)
def test_the_chair_of_the_accounts_is_whoever_takes_it(line: Line) -> None:
    title = "Compte administratif 2025"
    lines = (
        OPEN,
        (MASSON, "Point numéro 1, compte administratif 2025. Madame Roussel le présente."),
        REPORT,
        (MASSON, "Je vais sortir pour le vote."),
        line,
        (PERRIN, "C'est un bon compte."),
        "Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.",
    )
    minutes = read_minutes(said(*lines), a_seance(titles=(title,), present=True))

    (accounts,) = minutes.meeting.items
    assert (accounts.chair, accounts.not_participating) == (MARCHAND, (MASSON,))


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Je quitte la salle, mes enfants m'attendent.", True),
        ("Je quitte la salle pour ce vote.", False),
        ("Je sors le temps du vote.", False),
    ],
)
def test_who_goes_out_without_saying_for_how_long_is_asked_about(line: str, *, asked: bool) -> None:
    alerts = {alert.code for alert in read(REPORT, (BLONDEL, line), VOTED).alerts}
    assert ("withdrawal-supposed" in alerts) is asked


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur Hubert se retire etme vote pas.",
        "À noter que Madame Alain me vote pas.",
        "Monsieur Hubert sort de la cale et ne participe pas au vode.",
    ],
)
def test_a_withdrawal_that_is_not_understood_is_asked_about(line: str) -> None:
    told = read(REPORT, (MASSON, line), VOTED)
    noted = told.meeting.items[0].not_participating == (HUBERT,)
    assert noted or "withdrawal-doubtful" in {alert.code for alert in told.alerts}


def test_a_member_s_word_on_another_s_withdrawal_is_to_be_checked() -> None:
    told = read(REPORT, (BLONDEL, "Alain ne participe pas au vote."), VOTED)
    assert "withdrawal-supposed" in {alert.code for alert in told.alerts}
    told = read(REPORT, (MASSON, "Alain ne participe pas au vote."), VOTED)
    assert "withdrawal-supposed" not in {alert.code for alert in told.alerts}


def test_a_departure_misheard_as_a_deport_is_no_withdrawal() -> None:
    line = (MASSON, "On note le déport d'Alain Hubert à 19 heures 21.")
    assert item(REPORT, VOTED, line).not_participating == ()
    line = (MASSON, "On note le déport d'Alain Hubert sur ce point.")
    assert item(REPORT, line, VOTED).not_participating == (HUBERT,)


def test_a_name_of_who_takes_no_part_that_was_not_well_understood_is_asked_about() -> None:
    told = read(REPORT, (MASSON, "Madame Bolandel ne prend pas part au vote."), VOTED)
    assert told.meeting.items[0].not_participating == (BLONDEL,)
    assert "withdrawal-supposed" in {alert.code for alert in told.alerts}


def test_who_is_given_the_chair_takes_part() -> None:
    line = "Moi je dois sortir, c'est la loi, le maire il sort pour le vote. Alain, tu présides."
    read_item = item(REPORT, (MASSON, line), (HUBERT, "Je mets aux voix. Qui est contre ?"), VOTED)
    assert read_item.not_participating == (MASSON,)
