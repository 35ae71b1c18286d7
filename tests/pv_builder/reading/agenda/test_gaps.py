"""An item whose announcement was not understood is placed only where nothing else can be."""

from pv_builder.meeting import BallotMode
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import CHARPENTIER, MARCHAND, MASSON, Line, a_seance, said

TITLES = ("Programme de voirie", "Tarifs de la cantine", "Règlement du cimetière")
FIRST = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
LAST = (MASSON, "Point numéro 3, règlement du cimetière. La parole est à Madame Marchand.")
MISHEARD = (MASSON, "J'appelle le point, au camp de miltevis.")
SPEECH = (
    "Il est proposé de refaire la chaussée de la rue du lavoir avant la fin de l'année, puis de "
    "reprendre les trottoirs et l'éclairage du bas du bourg, qui sont en bien mauvais état depuis "
    "le dernier hiver, comme chacun de vous a pu le voir en venant ce soir à la mairie."
)
REPORT = (CHARPENTIER, SPEECH)
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
ADOPTED = (MASSON, "Adopté à l'unanimité.")
NOTES = (MARCHAND, "Le conseil prend acte du rapport.")


def read(*lines: Line) -> Minutes:
    opening = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte.")
    return read_minutes(said(opening, *lines), a_seance(titles=TITLES))


def second(minutes: Minutes) -> tuple[bool, bool]:
    """Return whether the second item is voted, and whether its place is said to be supposed."""
    ballot = minutes.meeting.items[1].ballot
    told = {alert.code for alert in minutes.alerts if alert.item == 2}
    return ballot is not None, "item-supposed" in told


def test_an_item_called_between_two_decisions_of_its_neighbours_is_placed_there() -> None:
    minutes = read(FIRST, REPORT, ASK, ADOPTED, MISHEARD, REPORT, ASK, ADOPTED, LAST, NOTES)
    ballot = minutes.meeting.items[1].ballot
    assert ballot is not None
    assert ballot.mode is BallotMode.ORDINARY
    assert second(minutes) == (True, True)


def test_its_place_is_a_proposal_with_a_low_score() -> None:
    minutes = read(FIRST, REPORT, ASK, ADOPTED, MISHEARD, REPORT, ASK, ADOPTED, LAST, NOTES)
    start = next(one for one in minutes.evidence if one.fact == "item/2/start")
    assert start.score is not None
    assert start.score < 0.5


def test_two_decisions_without_a_call_are_of_one_item() -> None:
    assert second(read(FIRST, REPORT, ASK, ADOPTED, REPORT, ASK, ADOPTED, LAST, NOTES)) == (
        False,
        False,
    )


def test_a_call_before_any_decision_places_nothing() -> None:
    assert second(read(FIRST, REPORT, MISHEARD, REPORT, ASK, ADOPTED, LAST, NOTES)) == (
        False,
        False,
    )


def test_the_vote_after_an_amendment_is_no_other_item() -> None:
    amended = (MASSON, "Nous passons à la délibération ainsi amendée.")
    lines = (FIRST, REPORT, ASK, ADOPTED, amended, ASK, ADOPTED, LAST, NOTES)
    assert second(read(*lines)) == (False, False)


def test_two_calls_for_one_missing_item_place_nothing() -> None:
    lines = (FIRST, REPORT, ASK, ADOPTED, MISHEARD, REPORT, ASK, ADOPTED)
    assert second(read(*lines, MISHEARD, REPORT, ASK, ADOPTED, LAST, NOTES)) == (False, False)
