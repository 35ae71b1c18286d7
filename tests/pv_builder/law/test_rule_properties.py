"""What holds for any meeting whatever: the rules never count more than there is."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pv_builder.conformity.checks import check_meeting
from pv_builder.law.assemblies import rules_for
from pv_builder.law.majority import Tally, VoteRules, absolute_majority, count_votes, decide
from pv_builder.law.presence import at_opening, at_vote, before, seat_by_name, seats, state_at
from pv_builder.law.quorum import quorum_at, quorum_at_opening
from pv_builder.law.voters import not_taking_part, voters_at, weight_of
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    Item,
    ItemKind,
    Meeting,
    Member,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
)
from tests.helpers.meetings import a_meeting, a_member, an_item, name

few = settings(max_examples=40)
"""Building a meeting takes milliseconds; forty of each keep the file at a few seconds."""

ROLL = [f"N{n}" for n in range(7)]
MARKS = (1, 2, 3)

family_names = st.sampled_from(ROLL)
member_names = family_names.map(name)
moments = st.builds(
    Moment,
    item=st.one_of(st.none(), st.sampled_from([*MARKS, 9])),
    during=st.booleans(),
    after=st.booleans(),
)
counts = st.one_of(st.none(), st.integers(0, 12))


@st.composite
def _members(draw: st.DrawFn) -> tuple[Member, ...]:
    weights = draw(st.lists(st.integers(1, 5), min_size=len(ROLL), max_size=len(ROLL)))
    substitutes = draw(st.integers(0, 2))
    return tuple(
        a_member(
            who,
            weight=weight,
            function="Maire" if who == "N0" else "",
            substitute_for=name(ROLL[n - 2]) if n >= len(ROLL) - substitutes else None,
        )
        for n, (who, weight) in enumerate(zip(ROLL, weights, strict=True))
    )


ballots = st.builds(
    Ballot,
    mode=st.sampled_from(BallotMode),
    against=counts,
    abstentions=counts,
    in_favour=counts,
    void=st.integers(0, 2),
    against_names=st.lists(member_names, max_size=2).map(tuple),
    abstention_names=st.lists(member_names, max_size=2).map(tuple),
    voters_by_name=st.lists(st.tuples(member_names, st.sampled_from(Choice)), max_size=3).map(
        tuple
    ),
    chair_choice=st.one_of(st.none(), st.sampled_from(Choice)),
)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    members = draw(_members())
    states = st.sampled_from(Attendance)
    known = draw(st.dictionaries(member_names, states, min_size=draw(st.sampled_from([0, 6]))))
    return a_meeting(
        assembly=draw(st.sampled_from(Assembly)),
        members=members,
        attendance=tuple(known.items()),
        chair=draw(st.one_of(st.none(), member_names)),
        second_convocation=draw(st.booleans()),
        proxies=tuple(
            draw(
                st.lists(
                    st.builds(Proxy, giver=member_names, holder=member_names, begin=moments),
                    max_size=5,
                )
            )
        ),
        movements=tuple(
            draw(
                st.lists(
                    st.builds(
                        Movement,
                        kind=st.sampled_from(MovementKind),
                        member=member_names,
                        moment=moments,
                    ),
                    max_size=5,
                )
            )
        ),
        items=tuple(
            an_item(
                mark,
                kind=draw(st.sampled_from(ItemKind)),
                ballot=draw(st.one_of(st.none(), ballots)),
                not_participating=tuple(draw(st.lists(member_names, max_size=2))),
                added=draw(st.booleans()),
            )
            for mark in MARKS
        ),
    )


def _items(meeting: Meeting) -> list[tuple[Meeting, Item]]:
    return [(meeting, item) for item in meeting.items]


@few
@given(meetings())
def test_a_seat_is_occupied_or_represented_once(meeting: Meeting) -> None:
    seat = seat_by_name(meeting)
    for _, item in _items(meeting):
        for state in (state_at(meeting, before(item)), state_at(meeting, at_vote(item))):
            taken = [seat[n] for n in state.present] + [seat[p.giver] for p in state.proxies]
            assert len(taken) == len(set(taken))
            assert set(taken) <= set(seats(meeting))


@few
@given(meetings())
def test_one_holder_votes_for_at_most_as_many_as_the_law_says(meeting: Meeting) -> None:
    limit = rules_for(meeting).proxies_per_holder
    for _, item in _items(meeting):
        held = Counter(p.holder for p in state_at(meeting, at_vote(item)).proxies)
        assert limit is None or all(count <= limit for count in held.values())


@few
@given(meetings())
def test_every_proxy_in_effect_has_a_holder_present_and_a_giver_away(meeting: Meeting) -> None:
    for _, item in _items(meeting):
        state = state_at(meeting, at_vote(item))
        assert all(p.holder in state.present for p in state.proxies)
        assert all(p.giver not in state.present for p in state.proxies)


@few
@given(meetings())
def test_a_proxy_never_counts_for_the_quorum_of_the_law(meeting: Meeting) -> None:
    without = replace(meeting, proxies=())
    assert quorum_at_opening(meeting).countable == quorum_at_opening(without).countable
    for _, item in _items(meeting):
        assert quorum_at(meeting, item).countable == quorum_at(without, item).countable


@few
@given(meetings(), member_names)
def test_one_more_member_present_never_undoes_the_quorum(
    meeting: Meeting, comer: MemberName
) -> None:
    more = replace(
        meeting, attendance=tuple((dict(meeting.attendance) | {comer: Attendance.PRESENT}).items())
    )
    assert len(at_opening(more).present) >= len(at_opening(meeting).present)
    if quorum_at_opening(meeting).reached is True:
        assert quorum_at_opening(more).reached is True


@few
@given(meetings())
def test_a_reached_quorum_has_the_number_required_unless_it_is_waived(meeting: Meeting) -> None:
    for _, item in _items(meeting):
        state = quorum_at(meeting, item)
        if state.reached is True and not state.waived:
            assert state.required is not None
            assert state.countable >= state.required
        if state.rule is None and not state.waived:
            assert state.reached is None


@few
@given(meetings())
def test_whoever_is_present_or_represented_either_votes_or_withdraws(meeting: Meeting) -> None:
    for _, item in _items(meeting):
        voters = voters_at(meeting, item)
        if voters is None:
            continue
        state = state_at(meeting, at_vote(item))
        everyone = {*state.present, *(p.giver for p in state.proxies)}
        assert set(voters.names) | set(voters.withdrawn) == everyone
        assert not set(voters.names) & set(voters.withdrawn)
        assert not set(voters.names) & set(not_taking_part(meeting, item))
        assert voters.weight + voters.withdrawn_weight == weight_of(meeting, everyone)


@few
@given(meetings())
def test_a_count_divides_the_votes_of_those_who_vote(meeting: Meeting) -> None:
    for _, item in _items(meeting):
        count = count_votes(meeting, item)
        if count is None:
            continue
        parts = (count.in_favour, count.against, count.abstentions, count.void, count.refusals)
        assert min(parts) >= 0
        assert sum(parts) == count.voters_weight
        assert count.voters_weight <= weight_of(meeting, seats(meeting))
        assert count.cast == count.in_favour + count.against
        assert count.present <= count.voters


@few
@given(meetings())
def test_more_votes_against_than_in_favour_never_adopt(meeting: Meeting) -> None:
    for _, item in _items(meeting):
        count = count_votes(meeting, item)
        if count is not None and count.against > count.in_favour:
            assert count.outcome is Outcome.REJECTED


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_text_is_adopted_without_casting_vote_only_by_more_votes_for_than_against(
    in_favour: int, against: int, abstentions: int
) -> None:
    tally = Tally(in_favour=in_favour, against=against, abstentions=abstentions)
    outcome, _ = decide(tally, VoteRules(chair_choice=Choice.ABSTENTION))
    assert (outcome is Outcome.ADOPTED) == (in_favour > against)
    assert (outcome is Outcome.ADOPTED) == (in_favour >= absolute_majority(in_favour + against))


@few
@given(meetings())
def test_any_meeting_can_be_checked(meeting: Meeting) -> None:
    marks = {None, *MARKS}
    for alert in check_meeting(meeting):
        assert alert.item in marks
        assert alert.text.endswith(".")
