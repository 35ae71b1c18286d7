"""Votes other than an item's own, stated by a person: kept, undone, renamed, read again."""

from dataclasses import replace

from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.decisions import decided, value_of, with_fact
from desktop.session.corrections.edits import DecideFact, DescribeSession, FactValue
from desktop.session.corrections.fact_list import fact_groups
from desktop.session.corrections.history import History
from desktop.session.corrections.vote_facts import (
    NOT_ESTABLISHED,
    next_amendment,
    next_round,
    result_told,
)
from pv_builder import facts
from pv_builder.evidence import FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import Amendment, Ballot, BallotMode, MemberName
from pv_builder.minutes import Minutes
from tests.helpers import sessions
from tests.helpers.spaces import flat

COMMUNE = sessions.meeting("commune-saint-aubin")
WHO = [member.name for member in COMMUNE.members]
AMENDMENT = facts.amendment(1, 1)
ROUND = facts.nomination_round(1, 1)
CLOSED = facts.item(1, ItemField.CLOSED_SESSION_BALLOT)
VALUES: dict[FactKey, FactValue] = {
    AMENDMENT: (WHO[6], "Limiter à 10 000 euros", "", "2", "1"),
    ROUND: ("1", "0", "", WHO[2], "7", WHO[3], "5"),
    CLOSED: ("", "0", "1", WHO[1], WHO[2], WHO[3]),
}


def stated(fact: FactKey) -> DecideFact:
    return DecideFact(fact=fact, status=Status.CONFIRMED, corrected=True, value=VALUES[fact])


def test_what_a_person_states_is_given_back_as_it_was_stated() -> None:
    for key, value in VALUES.items():
        meeting = with_fact(COMMUNE, key, value)
        assert value_of(meeting, key) == value
        assert with_fact(meeting, key, None) == COMMUNE


def test_a_vote_stated_by_a_person_is_in_the_list_as_confirmed() -> None:
    decisions = {key: stated(key) for key in VALUES}
    groups = fact_groups(decided(Minutes(meeting=COMMUNE), decisions))
    lines = {line.key: line for group in groups if group.item == 1 for line in group.lines}
    assert {key: lines[key].status for key in VALUES} == dict.fromkeys(VALUES, Status.CONFIRMED)
    assert lines[AMENDMENT].value == f"{WHO[6]}, Limiter à 10 000 euros, 2 contre, 1 abst."
    assert flat(lines[ROUND].value) == f"{WHO[2]} : 7 voix, {WHO[3]} : 5 voix, 1 blanc, 0 nul"
    assert lines[CLOSED].value.startswith("0 contre, 1 abst., demandé par ")


def test_the_result_is_counted_from_the_numbers() -> None:
    told = {key: flat(result_told(with_fact(COMMUNE, key, VALUES[key]), key)) for key in VALUES}
    assert told[AMENDMENT] == (
        "Le conseil municipal adopte l’amendement à la majorité des suffrages exprimés "
        "(10 pour, 2 contre, 1 abstention)."
    )
    assert told[ROUND].startswith("13 votants, 12 suffrages exprimés. M. Didier Lemoine, ayant")
    assert told[CLOSED].startswith("Le conseil municipal décide le huis clos à la majorité absolue")


def test_numbers_that_exceed_the_voters_give_no_result() -> None:
    meeting = with_fact(COMMUNE, AMENDMENT, ("", "", "", "90", "0"))
    assert result_told(meeting, AMENDMENT) == NOT_ESTABLISHED


def test_an_amendment_corrected_keeps_how_it_was_voted() -> None:
    ballot = Ballot(mode=BallotMode.SECRET, void=1)
    heard = replace(COMMUNE.items[0], amendments=(Amendment(text="", ballot=ballot),))
    meeting = replace(COMMUNE, items=(heard, *COMMUNE.items[1:]))
    kept = with_fact(meeting, AMENDMENT, VALUES[AMENDMENT]).items[0].amendments[0].ballot
    assert kept is not None
    assert (kept.mode, kept.void, kept.against) == (BallotMode.SECRET, 1, 2)


def test_an_amendment_may_hold_how_it_was_voted_and_by_whom() -> None:
    voted = (*VALUES[AMENDMENT], "secret", "0")
    named = (WHO[6], "Limiter à 10 000 euros", "", "2", "1", "ordinaire", "2", *WHO[2:5])
    for value in (voted, named):
        meeting = with_fact(COMMUNE, AMENDMENT, value)
        assert value_of(meeting, AMENDMENT) == value
    ballot = meeting.items[0].amendments[0].ballot
    assert ballot is not None
    assert (ballot.against_names, ballot.abstention_names) == (tuple(WHO[2:4]), (WHO[4],))
    again = with_fact(meeting, AMENDMENT, (*named[:5], "ordinaire", "0"))
    assert again.items[0].amendments[0].ballot == Ballot(against=2, abstentions=1)


def test_the_next_one_never_takes_the_name_of_another() -> None:
    item = with_fact(COMMUNE, facts.amendment(1, 2), VALUES[AMENDMENT]).items[0]
    assert next_amendment(item) == facts.amendment(1, 3)
    assert next_round(item) == ROUND


def test_undo_takes_a_stated_vote_back() -> None:
    history = History(Corrected(transcript=sessions.transcript("commune-saint-aubin")))
    assert history.push(stated(ROUND)).decisions.keys() == {ROUND}
    assert history.undo().decisions == {}
    assert history.redo().decisions.keys() == {ROUND}


def test_a_stated_vote_follows_its_members_and_its_item() -> None:
    start = Corrected(transcript=sessions.transcript("commune-saint-aubin"))
    renamed = DescribeSession(
        before="",
        after="",
        renamed=((WHO[6], MemberName("M. Alain Huberd")),),
        renumbered=(("1", "4"),),
    )
    after = apply(start, [*map(stated, VALUES), renamed])
    assert after.decisions.keys() == {
        facts.amendment(4, 1),
        facts.nomination_round(4, 1),
        facts.item(4, ItemField.CLOSED_SESSION_BALLOT),
    }
    value = after.decisions[facts.amendment(4, 1)].value
    assert isinstance(value, tuple)
    assert value[0] == "M. Alain Huberd"


def test_a_refused_vote_leaves_the_minutes() -> None:
    meeting = with_fact(COMMUNE, AMENDMENT, VALUES[AMENDMENT])
    refused = DecideFact(fact=AMENDMENT, status=Status.REJECTED)
    assert decided(Minutes(meeting=meeting), {AMENDMENT: refused}).meeting == COMMUNE
