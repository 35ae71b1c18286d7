"""Which of the numbers heard of a vote stand, with who may vote in view."""

import pytest

from pv_builder.meeting import BallotMode, Choice, Outcome
from tests.helpers.heard_lines import BLONDEL, HUBERT, LEMOINE, MARCHAND, MASSON, Line
from tests.helpers.talked_votes import a_council, settled

ASK = "Je mets aux voix. Qui est contre ? Qui s'abstient ?"


def numbers(*lines: Line) -> tuple[int | None, int | None]:
    ballot, _ = settled(*lines)
    return ballot.against, ballot.abstentions


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("Adopté à l'unanimité.",), (0, 0)),
        (("C'est adopté.",), (0, 0)),
        (("Une voix contre, Madame Marchand.", "C'est adopté."), (1, 0)),
        (("Trois contre.", "Une abstention.", "Adopté, 5 voix pour."), (3, 1)),
        (("Une voix contre.", "C'est adopté avec 7 voix pour."), (1, 1)),
        (("Pas de voix contre.", "Deux abstentions.", "Adopté."), (0, 2)),
        (("Adopté à la majorité.",), (None, None)),
        (("C'est adopté par 6 voix pour, 2 contre et 1 abstention.",), (2, 1)),
        (("Hune abstention, Monsieur Hubert.", "Adopté, 8 voix pour."), (0, 1)),
        (("Chune contre.", "La délibération est adoptée."), (None, 0)),
    ],
)
def test_numbers_follow_from_what_was_said(
    lines: tuple[str, ...], wanted: tuple[int | None, int | None]
) -> None:
    assert numbers(ASK, *lines) == wanted


def test_a_count_that_was_not_understood_is_not_nobody() -> None:
    ballot, alerts = settled(ASK, "Chune abstention.", "C'est adopté avec neuf voix pour.")
    assert ballot.abstentions is None
    assert "votes-incomplete" in {alert.code for alert in alerts}


def test_a_number_left_over_that_is_nobody_s_needs_no_check() -> None:
    ballot, alerts = settled((MASSON, "On vote. Deux voix contre, et sept voix pour : adopté."))
    assert (ballot.against, ballot.abstentions) == (2, 0)
    assert "votes-supposed" not in {alert.code for alert in alerts}


def test_a_misheard_side_is_no_word_of_a_pouvoir() -> None:
    counted = "Trois compte, à savoir Madame Marchand et Monsieur Hubert. Six pour, adopté."
    _, alerts = settled((MASSON, f"{ASK} {counted}"))
    assert "names-need-proxies" in {alert.code for alert in alerts}


def test_the_first_of_two_numbers_is_never_of_those_against() -> None:
    ballot, _ = settled((MASSON, f"{ASK} Adopté par troi voix contre zéro et une abstention."))
    assert ballot.announced is not None
    assert (ballot.against, ballot.announced.in_favour) == (0, 3)


def test_one_who_is_misheard_twice_votes_against() -> None:
    ballot, _ = settled((MASSON, f"{ASK} J'en compte hune compte. C'est adopté à la majorité."))
    assert ballot.against == 1


def test_a_result_announced_otherwise_than_the_numbers_is_kept_with_them() -> None:
    ballot, _ = settled(
        (MASSON, "On procède au scrutin secret."),
        (MASSON, "9 votants. Bulletins blancs : 1. Par : 6 Contre : 2. C'est adopté."),
    )
    assert ballot.announced is not None
    assert ballot.announced.outcome is Outcome.ADOPTED


def test_a_voter_named_in_words_of_no_side_is_to_be_checked() -> None:
    _, alerts = settled((MASSON, f"{ASK} Je note cetoppozision Madame Marchand. Huit pour."))
    assert "voter-unplaced" in {alert.code for alert in alerts}


def test_a_vote_that_nobody_called_has_no_silence_to_read() -> None:
    assert numbers("La délibération est adoptée.") == (None, None)


def test_a_holder_who_votes_for_two_is_counted_twice() -> None:
    ballot, alerts = settled(
        ASK,
        "Deux voix contre, Madame Marchand.",
        "Adopté, 7 voix pour.",
        meeting=a_council(excused=[(HUBERT, MARCHAND)]),
    )
    assert (ballot.against, ballot.against_names) == (2, (MARCHAND,))
    assert "names-differ-from-number" not in {alert.code for alert in alerts}


def test_members_who_answer_for_themselves_are_named_by_their_voice() -> None:
    ballot, _ = settled((MASSON, ASK), (LEMOINE, "Contre."), (MASSON, "C'est adopté."))
    assert (ballot.against_names, ballot.against) == ((LEMOINE,), 1)


def test_the_casting_vote_is_the_chair_s() -> None:
    ballot, _ = settled(
        ASK, "Égalité, quatre partout, ma voix est prépondérante, c'est donc adopté."
    )
    assert (ballot.against, ballot.chair_choice) == (4, Choice.IN_FAVOUR)


def test_papers_that_were_not_heard_are_what_the_others_leave() -> None:
    ballot, _ = settled(
        "Le vote a lieu à bulletin secret.", "9 bulletins, 6 pour et 2 contre, c'est adopté."
    )
    assert ballot.mode is BallotMode.SECRET
    assert (ballot.in_favour, ballot.against, ballot.abstentions) == (6, 2, 1)


def test_papers_that_do_not_add_up_are_told() -> None:
    _, alerts = settled(
        "Le vote a lieu à bulletin secret.",
        "9 bulletins, 3 blancs, 6 pour et 2 contre, c'est adopté.",
    )
    assert "votes-do-not-add-up" in {alert.code for alert in alerts}


def test_a_member_named_for_nothing_is_pointed_at() -> None:
    _, alerts = settled(
        ASK, "On me signale aussi au fond de la salle Madame Blondel.", "C'est adopté."
    )
    alert = next(a for a in alerts if a.code == "voter-unplaced")
    assert BLONDEL in alert.text
