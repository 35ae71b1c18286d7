from dataclasses import replace
from typing import Any

import pytest

from pv_builder.conformity.checks import check_meeting
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    ItemKind,
    Meeting,
)
from pv_builder.papers import NominationRound
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_proxy,
    all_present,
    an_item,
    name,
    names,
)

NINE = tuple(f"N{n}" for n in range(9))  # and the maire: ten members
EVERYONE = (CHAIR, *names(*NINE))


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def held(changes: dict[str, Any] | None = None, **item: Any) -> Meeting:
    return a_meeting(*NINE, items=(an_item(**item),), **(changes or {}))


def public(voters: tuple[Any, ...], **more: Any) -> Ballot:
    """Return a public ballot, asked for by a quarter of ten unless said otherwise."""
    return Ballot(
        mode=BallotMode.PUBLIC,
        against=0,
        abstentions=0,
        voters_by_name=tuple((who, Choice.IN_FAVOUR) for who in voters),
        **({"requested_by": names("N0", "N1", "N2")} | more),
    )


def secret(**more: Any) -> Ballot:
    return Ballot(mode=BallotMode.SECRET, in_favour=10, against=0, abstentions=0, **more)


def rounds(*votes: tuple[int, int]) -> Meeting:
    return held(
        kind=ItemKind.NOMINATION,
        ballot=None,
        outcome="adopté",
        rounds=tuple(NominationRound(votes=(("A", a), ("B", b))) for a, b in votes),
    )


def closed(**more: Any) -> Meeting:
    return held(closed_session=True, closed_session_ballot=Ballot(**more))


ACCOUNTS: dict[str, Any] = {
    "kind": ItemKind.ACCOUNTS,
    "chair": name("N1"),
    "not_participating": (CHAIR,),
}


def with_proxy_of_the_maire(**item: Any) -> Meeting:
    meeting = held({"proxies": (a_proxy("N8", "Maire"),)}, **item)
    return replace(meeting, attendance=all_present(meeting.members, "N8"))


CASES = {
    "secret-ballot-with-names": (
        held(ballot=secret(against_names=names("N0"))),
        held(ballot=secret()),
    ),
    "public-ballot-without-names": (
        held(ballot=public(EVERYONE[:-1])),
        held(ballot=public(EVERYONE)),
    ),
    "ballot-request-unknown": (
        held(ballot=secret()),
        held(ballot=secret(requested_by=names("N0", "N1", "N2", "N3"))),
    ),
    "too-few-requesters": (
        held(ballot=secret(requested_by=names("N0", "N1", "N2"))),
        held(ballot=secret(requested_by=names("N0", "N1", "N2", "N3"))),
    ),
    "nomination-not-secret": (
        held(kind=ItemKind.NOMINATION),
        held(kind=ItemKind.NOMINATION, ballot=secret()),
    ),
    "nomination-tie": (rounds((5, 5), (5, 5), (5, 5)), rounds((5, 5), (5, 5), (6, 4))),
    "nomination-unfinished": (rounds((5, 5)), rounds((5, 5), (6, 4))),
    "closed-session-without-vote": (
        held(closed_session=True),
        closed(against=0, abstentions=0),
    ),
    "closed-session-refused": (
        closed(against=1, abstentions=4),
        closed(against=1, abstentions=3),
    ),
    "closed-session-too-few-requesters": (
        closed(against=0, abstentions=0, requested_by=names("N0", "N1")),
        closed(against=0, abstentions=0, requested_by=(CHAIR,)),
    ),
    "accounts-chair-missing": (held(**(ACCOUNTS | {"chair": None})), held(**ACCOUNTS)),
    "accounts-withdrawal-unheard": (
        held(**(ACCOUNTS | {"not_participating": ()})),
        held(**ACCOUNTS),
    ),
    "accounts-proxy-unused": (
        with_proxy_of_the_maire(**ACCOUNTS),
        with_proxy_of_the_maire(),
    ),
    "item-chair-absent": (held(chair=name("Inconnu")), held(chair=name("N0"))),
}


@pytest.mark.parametrize("code", CASES)
def test_the_check_fires_and_says_it_in_whole_sentences(code: str) -> None:
    told = [alert.text for alert in check_meeting(CASES[code][0]) if alert.code == code]
    assert told
    assert all(text[0].isupper() and text.endswith(".") for text in told)


@pytest.mark.parametrize("code", CASES)
def test_the_check_stays_silent(code: str) -> None:
    assert code not in codes(CASES[code][1])


def test_a_public_ballot_without_any_name_is_told_without_a_list() -> None:
    (alert,) = check_meeting(held(ballot=public(())))
    assert "Il manque" not in alert.text


def test_the_names_missing_from_a_public_ballot_are_told() -> None:
    (alert,) = check_meeting(held(ballot=public(EVERYONE[:-1])))
    assert "Il manque M. Prénom N8." in alert.text


def test_a_quarter_of_those_present_is_enough_for_a_public_ballot() -> None:
    assert codes(held(ballot=public(EVERYONE, requested_by=names("N0", "N1", "N2")))) == []
    few = held(ballot=public(EVERYONE, requested_by=names("N0", "N1")))
    assert codes(few) == ["too-few-requesters"]


def test_nobody_needs_to_ask_for_what_a_nomination_or_a_videoconference_asks() -> None:
    named = held(kind=ItemKind.NOMINATION, ballot=secret())
    remote = held(
        {"assembly": Assembly.EPCI, "place": "en visioconférence"},
        ballot=public(EVERYONE, requested_by=()),
    )
    for meeting in (named, remote):
        assert "ballot-request-unknown" not in codes(meeting)


def test_represented_members_do_not_raise_the_number_of_requesters() -> None:
    ballot = secret(requested_by=names("N0", "N1", "N2"))
    meeting = held({"proxies": (a_proxy("N8", "N7"),)}, ballot=ballot)
    meeting = replace(meeting, attendance=all_present(meeting.members, "N8"))
    assert "too-few-requesters" not in codes(meeting)


def test_no_number_of_requesters_is_asked_where_no_text_gives_one() -> None:
    ballot = secret(requested_by=names("N0"))
    assert "too-few-requesters" not in codes(
        held({"assembly": Assembly.DEPARTEMENT}, ballot=ballot)
    )


def test_a_closed_session_that_cannot_be_counted_is_not_judged() -> None:
    assert codes(closed(against=1)) == []


def test_the_accounts_of_an_absent_maire_need_no_withdrawal() -> None:
    meeting = held(kind=ItemKind.ACCOUNTS, chair=name("N1"))
    states = [
        (who, Attendance.ABSENT if who == CHAIR else state) for who, state in meeting.attendance
    ]
    meeting = replace(meeting, attendance=tuple(states), chair=name("N1"), secretary=name("N2"))
    assert codes(meeting) == []


def test_a_nomination_won_in_the_first_round_is_finished() -> None:
    assert codes(rounds((6, 4))) == []
