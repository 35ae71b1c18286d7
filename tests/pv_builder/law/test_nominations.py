import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pv_builder.law.nominations import count_round, elected
from pv_builder.meeting import NominationRound

ELDER, YOUNGER = dt.date(1950, 1, 1), dt.date(1980, 1, 1)


def a_round(*votes: int, blank: int = 0, void: int = 0) -> NominationRound:
    named = zip("ABC", votes, strict=False)
    return NominationRound(votes=tuple(named), blank=blank, void=void)


def test_blank_and_void_papers_are_not_votes_cast() -> None:
    count = count_round(a_round(12, 9, 3, blank=2, void=1), 1)
    assert (count.papers, count.cast, count.majority) == (27, 24, 13)
    assert count.winner is None


def test_an_absolute_majority_elects_in_the_first_round() -> None:
    assert count_round(a_round(13, 9, 2), 1).winner == "A"


def test_a_relative_majority_elects_in_the_third_round_only() -> None:
    rounds = [a_round(10, 8, 6)] * 3
    assert elected(rounds[:2]) == ()
    assert elected(rounds) == (("A", 10),)


def test_the_eldest_wins_a_tie_in_the_third_round() -> None:
    tied = [a_round(12, 12)] * 3
    assert elected(tied, {"A": YOUNGER, "B": ELDER}) == (("B", 12),)


def test_a_tie_without_dates_of_birth_elects_nobody() -> None:
    tied = [a_round(12, 12)] * 3
    assert elected(tied) == ()
    assert elected(tied, {"A": ELDER}) == ()


def test_a_tie_of_twins_elects_nobody() -> None:
    assert elected([a_round(12, 12)] * 3, {"A": ELDER, "B": ELDER}) == ()


def test_a_round_without_votes_elects_nobody() -> None:
    assert count_round(a_round(), 3).winner is None
    assert count_round(a_round(0, 0), 3).leaders == ()


@given(st.lists(st.integers(0, 30), min_size=1, max_size=3), st.integers(1, 4))
def test_whoever_is_elected_has_most_votes(votes: list[int], number: int) -> None:
    ballot = a_round(*votes)
    count = count_round(ballot, number, {"A": ELDER, "B": YOUNGER, "C": dt.date(1960, 1, 1)})
    if count.winner is not None:
        assert dict(ballot.votes)[count.winner] == max(votes) > 0
