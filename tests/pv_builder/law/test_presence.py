from dataclasses import replace

import pytest

from pv_builder.law.presence import (
    at_opening,
    at_vote,
    before,
    moment_order,
    seats,
    state_at,
    votes_by_name,
)
from pv_builder.meeting import Assembly, Attendance, Meeting, Moment, Proxy, Statutes
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    a_proxy,
    all_present,
    an_item,
    arrival,
    departure,
    name,
    names,
)

THREE_ITEMS = (an_item(1), an_item("2.A"), an_item(3))


def absent(meeting: Meeting, *family_names: str) -> Meeting:
    return replace(meeting, attendance=all_present(meeting.members, *family_names))


def givers(meeting: Meeting, item: int) -> list[str]:
    """Family names of those represented when an item is voted."""
    state = state_at(meeting, at_vote(meeting.items[item - 1]))
    return [proxy.giver.split()[-1] for proxy in state.proxies]


def test_moments_compare_as_the_session_went() -> None:
    meeting = a_meeting(items=THREE_ITEMS)
    in_order = [
        Moment(),
        Moment(item=1),
        Moment(item=1, during=True),
        Moment(item="2.A"),
        Moment(item=3),
        Moment(item=3, during=True),
        Moment(item=3, after=True),
    ]
    orders = [moment_order(meeting, moment) for moment in in_order]
    assert orders == sorted(set(orders))


def test_a_moment_of_an_item_that_is_not_on_the_agenda_comes_last() -> None:
    meeting = a_meeting("Un", items=THREE_ITEMS, movements=(departure("Un", 9),))
    assert name("Un") in state_at(meeting, Moment(item=3, after=True)).present


def test_a_late_member_is_present_from_the_item_before_which_he_arrives() -> None:
    meeting = absent(a_meeting("Un", items=THREE_ITEMS, movements=(arrival("Un", 3),)), "Un")
    assert name("Un") not in state_at(meeting, Moment(item="2.A", during=True)).present
    assert name("Un") in state_at(meeting, Moment(item=3)).present


def test_who_arrives_during_a_debate_votes_without_having_been_there_at_its_opening() -> None:
    item = THREE_ITEMS[2]
    meeting = absent(
        a_meeting("Un", items=THREE_ITEMS, movements=(arrival("Un", 3, during=True),)), "Un"
    )
    assert name("Un") not in state_at(meeting, before(item)).present
    assert name("Un") in state_at(meeting, at_vote(item)).present


def test_who_leaves_after_the_last_vote_has_voted() -> None:
    meeting = a_meeting("Un", items=THREE_ITEMS, movements=(departure("Un", 3, after=True),))
    assert name("Un") in state_at(meeting, at_vote(THREE_ITEMS[2])).present


def test_movements_count_in_the_order_of_the_session_whatever_the_list_says() -> None:
    movements = (arrival("Un", 3), departure("Un", 1))
    meeting = a_meeting("Un", items=THREE_ITEMS, movements=movements)
    assert name("Un") in state_at(meeting, Moment(item=3)).present


def test_a_member_whose_state_nobody_gave_is_unknown_until_he_moves() -> None:
    meeting = a_meeting("Un", items=THREE_ITEMS, movements=(arrival("Un", 3),))
    meeting = replace(meeting, attendance=((CHAIR, Attendance.PRESENT),))
    assert at_opening(meeting).unknown == names("Un")
    assert state_at(meeting, Moment(item=3)).unknown == ()


def test_a_represented_member_is_away_even_if_nobody_said_so() -> None:
    meeting = a_meeting("Un", proxies=(a_proxy("Un", "Maire"),))
    meeting = replace(meeting, attendance=((CHAIR, Attendance.PRESENT),))
    assert at_opening(meeting).unknown == ()
    assert givers(meeting, 1) == ["Un"]


def test_a_proxy_from_somebody_present_counts_for_nothing() -> None:
    assert givers(a_meeting("Un", "Deux", proxies=(a_proxy("Un", "Deux"),)), 1) == []


def test_a_proxy_ends_when_its_giver_arrives_and_does_not_revive_when_he_leaves() -> None:
    meeting = a_meeting(
        "Un",
        "Deux",
        items=THREE_ITEMS,
        proxies=(a_proxy("Un", "Deux"),),
        movements=(arrival("Un", "2.A"), departure("Un", 3)),
    )
    meeting = absent(meeting, "Un")
    assert [givers(meeting, n) for n in (1, 2, 3)] == [["Un"], [], []]


def test_a_proxy_ends_when_its_giver_arrives_before_the_first_item() -> None:
    meeting = a_meeting("Un", "Deux", proxies=(a_proxy("Un", "Deux"),))
    meeting = absent(
        replace(meeting, movements=(replace(arrival("Un", 1), moment=Moment()),)), "Un"
    )
    assert len(at_opening(meeting).proxies) == 1
    assert state_at(meeting, Moment()).proxies == ()


def test_a_proxy_left_on_departure_begins_then() -> None:
    meeting = a_meeting(
        "Un",
        "Deux",
        items=THREE_ITEMS,
        movements=(departure("Un", "2.A"),),
        proxies=(a_proxy("Un", "Deux", begin=Moment(item="2.A")),),
    )
    assert [givers(meeting, n) for n in (1, 2, 3)] == [[], ["Un"], ["Un"]]


def test_a_revoked_proxy_counts_no_longer() -> None:
    meeting = absent(
        a_meeting(
            "Un",
            "Deux",
            items=THREE_ITEMS,
            proxies=(a_proxy("Un", "Deux", end=Moment(item=3)),),
        ),
        "Un",
    )
    assert [givers(meeting, n) for n in (1, 2, 3)] == [["Un"], ["Un"], []]


def test_a_proxy_produces_no_vote_while_its_holder_is_away() -> None:
    meeting = absent(
        a_meeting(
            "Un",
            "Deux",
            items=THREE_ITEMS,
            proxies=(a_proxy("Un", "Deux"),),
            movements=(departure("Deux", "2.A"), arrival("Deux", 3)),
        ),
        "Un",
    )
    assert [givers(meeting, n) for n in (1, 2, 3)] == [["Un"], [], ["Un"]]


def test_of_two_proxies_of_one_giver_the_later_one_counts() -> None:
    meeting = absent(
        a_meeting(
            "Un",
            "Deux",
            "Trois",
            items=THREE_ITEMS,
            proxies=(a_proxy("Un", "Trois", begin=Moment(item=3)), a_proxy("Un", "Deux")),
        ),
        "Un",
    )
    holders = [
        [proxy.holder for proxy in state_at(meeting, at_vote(item)).proxies] for item in THREE_ITEMS
    ]
    assert holders == [[name("Deux")], [name("Deux")], [name("Trois")]]


def test_a_second_proxy_to_one_holder_is_void() -> None:
    meeting = a_meeting(
        "Un", "Deux", "Trois", proxies=(a_proxy("Un", "Trois"), a_proxy("Deux", "Trois"))
    )
    assert givers(absent(meeting, "Un", "Deux"), 1) == ["Un"]


@pytest.mark.parametrize(("limit", "represented"), [(2, 2), (0, 0), (None, 2)])
def test_the_statutes_of_an_open_syndicate_say_how_many_proxies_one_may_hold(
    limit: int | None, represented: int
) -> None:
    meeting = a_meeting(
        "Un",
        "Deux",
        "Trois",
        assembly=Assembly.SYNDICAT_OUVERT,
        statutes=Statutes(proxies_per_holder=limit),
        proxies=(a_proxy("Un", "Trois"), a_proxy("Deux", "Trois")),
    )
    assert len(givers(absent(meeting, "Un", "Deux"), 1)) == represented


def test_a_proxy_of_or_to_a_stranger_counts_for_nothing() -> None:
    stranger = name("Inconnu")
    meeting = a_meeting(
        "Un",
        proxies=(
            Proxy(giver=stranger, holder=CHAIR),
            Proxy(giver=name("Un"), holder=stranger),
        ),
    )
    assert givers(absent(meeting, "Un"), 1) == []


SUBSTITUTED = (
    a_member("Maire", function="Président"),
    a_member("Titulaire", weight=3),
    a_member("Suppléant", substitute_for=name("Titulaire")),
    a_member("Autre", substitute_for=name("Titulaire")),
)


def substituted(*present: str) -> Meeting:
    away = {"Titulaire", "Suppléant", "Autre"} - set(present)
    return a_meeting(members=SUBSTITUTED, attendance=all_present(SUBSTITUTED, *away))


def test_a_substitute_has_no_seat_of_his_own() -> None:
    assert seats(substituted()) == names("Maire", "Titulaire")


def test_a_substitute_present_occupies_the_seat_with_its_votes() -> None:
    meeting = substituted("Suppléant")
    assert at_opening(meeting).present == names("Maire", "Suppléant")
    assert votes_by_name(meeting)[name("Suppléant")] == 3


def test_a_substitute_does_not_sit_beside_his_titular() -> None:
    assert at_opening(substituted("Titulaire", "Suppléant")).present == names("Maire", "Titulaire")


def test_only_the_first_of_two_substitutes_sits() -> None:
    assert at_opening(substituted("Suppléant", "Autre")).present == names("Maire", "Suppléant")


def test_a_titular_whose_substitute_sits_is_not_represented_too() -> None:
    meeting = replace(substituted("Suppléant"), proxies=(a_proxy("Titulaire", "Maire"),))
    assert at_opening(meeting).proxies == ()


def test_a_titular_without_substitute_present_may_be_represented() -> None:
    meeting = replace(substituted(), proxies=(a_proxy("Titulaire", "Maire"),))
    assert len(at_opening(meeting).proxies) == 1


def test_a_substitute_of_somebody_who_is_not_listed_holds_the_seat() -> None:
    members = (a_member("Maire"), a_member("Seul", substitute_for=name("Inconnu")))
    meeting = a_meeting(members=members, attendance=all_present(members))
    assert seats(meeting) == names("Maire", "Seul")
    assert at_opening(meeting).present == names("Maire", "Seul")


def test_items_taken_out_of_order_follow_the_recording() -> None:
    taken_last = an_item(1, start_s=900.0)
    items = (taken_last, an_item(2, start_s=60.0), an_item(3, start_s=300.0))
    meeting = a_meeting("Un", items=items, movements=(departure("Un", 3),))
    voting = [name("Un") in state_at(meeting, at_vote(item)).present for item in items]
    assert voting == [False, True, False]


def test_an_item_whose_start_was_not_found_follows_the_one_before_it() -> None:
    items = (an_item(1, start_s=10.0), an_item(2), an_item(3, start_s=300.0))
    meeting = a_meeting("Un", items=items, movements=(departure("Un", 2),))
    voting = [name("Un") in state_at(meeting, at_vote(item)).present for item in items]
    assert voting == [True, False, False]
