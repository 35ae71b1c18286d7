import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pv_builder.law.nominations import count_round, counted_rounds, elected
from pv_builder.papers import NominationRound, PaperForm

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


def several(*votes: int, seats: int, valid: int, eldest: str | None = None) -> NominationRound:
    """Return a round whose papers carry several names."""
    return NominationRound(
        votes=tuple(zip("ABCDE", votes, strict=False)),
        form=PaperForm.SEVERAL_NAMES,
        seats=seats,
        valid=valid,
        eldest=eldest,
        blank=1,
    )


def lists(*votes: int, seats: int, eldest: str | None = None) -> NominationRound:
    """Return papers each of which carries a list, whose seats are shared in proportion."""
    return NominationRound(
        votes=tuple(zip("ABCDE", votes, strict=False)),
        form=PaperForm.PROPORTIONAL,
        seats=seats,
        eldest=eldest,
    )


def test_papers_with_several_names_are_votes_cast_once_each() -> None:
    count = count_round(several(15, 14, 9, 4, seats=3, valid=20), 1)
    assert (count.papers, count.cast, count.majority) == (21, 20, 11)
    assert count.winners == ("A", "B")
    assert count.open_seats == 1


def test_the_seats_that_a_round_leaves_open_are_filled_by_the_next_round() -> None:
    first, second = several(15, 14, 9, seats=3, valid=20), several(8, 12, seats=1, valid=20)
    third_seat = counted_rounds([first, second, several(20, seats=1, valid=20)])
    assert [(one.seat, one.rank, one.is_last) for one in third_seat] == [
        (1, 1, False),
        (1, 2, True),
        (2, 1, True),
    ]
    assert elected([first, second]) == (("A", 15), ("B", 14), ("B", 12))


def test_the_eldest_of_equals_takes_the_last_seat() -> None:
    tied = several(15, 12, 12, seats=2, valid=20)
    assert count_round(tied, 1).winners == ("A",)
    assert count_round(tied, 1).tied == ("B", "C")
    known = several(15, 12, 12, seats=2, valid=20, eldest="C")
    assert count_round(known, 1).winners == ("A", "C")
    assert not count_round(known, 1).open_seats


def test_lists_share_the_seats_by_the_largest_remainder() -> None:
    # 26 papers for 5 seats, 5.2 a seat: 3, 1 and 0 whole seats, 2.4, 0.8 and 2 papers left.
    count = count_round(lists(18, 6, 2, seats=5), 1)
    assert count.shares == (("A", 4), ("B", 1), ("C", 0))
    assert count.winners == ("A", "B")
    assert not count.open_seats


def test_equal_remainders_go_to_the_list_with_more_votes_then_to_the_eldest() -> None:
    assert count_round(lists(15, 5, seats=2), 1).shares == (("A", 2), ("B", 0))
    equal = count_round(lists(10, 10, seats=5), 1)
    assert (equal.tied, equal.open_seats) == (("A", "B"), 1)
    assert count_round(lists(10, 10, seats=5, eldest="B"), 1).shares == (("A", 2), ("B", 3))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=5), st.integers(1, 12))
def test_seats_are_shared_whole_and_no_list_lacks_one_of_its_quota(
    votes: list[int], seats: int
) -> None:
    count = count_round(lists(*votes, seats=seats), 1)
    if not count.cast:
        assert count.shares == ()
        return
    taken = sum(n for _, n in count.shares)
    assert taken + count.open_seats == seats
    assert bool(count.tied) == bool(count.open_seats)
    for (_, got), cast in zip(count.shares, votes, strict=True):
        whole = cast * seats // count.cast
        assert whole <= got <= whole + 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(1, 4), st.integers(1, 3))
def test_no_more_are_elected_than_there_are_seats(
    votes: list[int], seats: int, number: int
) -> None:
    ballot = several(*votes, seats=seats, valid=40)
    count = count_round(ballot, number)
    assert len(count.winners) + count.open_seats == seats
    if number < 3:
        assert all(dict(ballot.votes)[one] >= count.majority for one in count.winners)
