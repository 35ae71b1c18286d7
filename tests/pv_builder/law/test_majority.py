from dataclasses import replace
from typing import Any

import pytest

from pv_builder.law.majority import (
    Tally,
    VoteCount,
    VoteRules,
    Wording,
    count_ballot,
    count_votes,
    decide,
)
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    ItemKind,
    Meeting,
    Outcome,
    Statutes,
)
from tests.helpers.meetings import CHAIR, a_meeting, a_member, an_item, name, names
from tests.helpers.sessions import SESSIONS, meeting, reference

TEN = tuple(f"N{n}" for n in range(9))  # and the maire


def of_ten(ballot: Ballot | None, changes: dict[str, Any] | None = None, **item: Any) -> Meeting:
    return a_meeting(*TEN, items=(an_item(ballot=ballot, **item),), **(changes or {}))


def count(voted: Meeting) -> VoteCount:
    counted = count_votes(voted, voted.items[0])
    assert counted is not None
    return counted


@pytest.mark.parametrize("session", SESSIONS)
def test_every_number_of_the_sample_sessions_is_found(session: str) -> None:
    read = meeting(session)
    for item, point in zip(read.items, reference(session)["points"], strict=True):
        counted = count_votes(read, item)
        if counted is None:
            assert point["pour"] is None
            continue
        assert (counted.present, counted.voters) == (point["presents"], point["votants"])
        assert (counted.in_favour, counted.against, counted.abstentions) == (
            point["pour"],
            point["contre"],
            point["abstentions"],
        )
        assert counted.outcome == point["resultat"]
        assert counted.unanimous is point["unanimite"]


def test_an_item_without_a_ballot_is_not_counted() -> None:
    assert count_votes(*_first(of_ten(None))) is None
    assert count_votes(*_first(of_ten(Ballot(mode=BallotMode.NONE)))) is None


def _first(voted: Meeting) -> tuple[Meeting, Any]:
    return voted, voted.items[0]


def test_a_vote_is_not_counted_while_a_presence_is_unknown() -> None:
    voted = replace(of_ten(Ballot(against=0, abstentions=0)), attendance=())
    assert count_votes(*_first(voted)) is None
    voted = replace(voted, attendance=((CHAIR, Attendance.PRESENT),))
    assert count_votes(*_first(voted)) is None


@pytest.mark.parametrize(
    "ballot",
    [
        Ballot(),
        Ballot(against=2),
        Ballot(abstentions=1),
        Ballot(in_favour=7, against=2),
        Ballot(against=6, abstentions=5),
        Ballot(in_favour=9, against=2, abstentions=0),
        Ballot(against=-1, abstentions=0),
        Ballot(against=10, abstentions=0, void=1),
    ],
)
def test_numbers_that_are_missing_or_do_not_fit_are_never_guessed(ballot: Ballot) -> None:
    assert count_votes(*_first(of_ten(ballot))) is None


@pytest.mark.parametrize(
    ("ballot", "parts"),
    [
        (Ballot(against=2, abstentions=1), (7, 2, 1)),
        (Ballot(in_favour=10), (10, 0, 0)),
        (Ballot(in_favour=8, against=2), (8, 2, 0)),
        (Ballot(abstentions=10), (0, 0, 10)),
        (Ballot(mode=BallotMode.SECRET, in_favour=6, against=3, void=1), (6, 3, 0)),
    ],
)
def test_what_remains_is_in_favour_and_a_full_count_leaves_nothing(
    ballot: Ballot, parts: tuple[int, int, int]
) -> None:
    counted = count(of_ten(ballot))
    assert (counted.in_favour, counted.against, counted.abstentions) == parts


def test_papers_that_nobody_put_in_the_urn_are_refusals_and_weigh_as_abstentions() -> None:
    secret = Ballot(mode=BallotMode.SECRET, in_favour=8, against=0, abstentions=0)
    counted = count(of_ten(secret))
    assert (counted.refusals, counted.cast, counted.voters) == (2, 8, 10)
    assert counted.wording is Wording.UNANIMOUS_OF_CAST
    assert not counted.unanimous


def test_a_public_ballot_is_counted_from_the_names_and_their_votes() -> None:
    members = (a_member("Maire", weight=4), a_member("A", weight=3), a_member("B"))
    choices = (
        (name("Maire"), Choice.IN_FAVOUR),
        (name("A"), Choice.AGAINST),
        (name("B"), Choice.ABSTENTION),
    )
    ballot = Ballot(mode=BallotMode.PUBLIC, voters_by_name=choices)
    voted = a_meeting(assembly=Assembly.SYNDICAT, members=members, items=(an_item(ballot=ballot),))
    counted = count(voted)
    assert (counted.in_favour, counted.against, counted.abstentions) == (4, 3, 1)


def test_a_public_ballot_with_a_voter_unnamed_is_not_counted_from_its_names() -> None:
    ballot = Ballot(mode=BallotMode.PUBLIC, voters_by_name=((CHAIR, Choice.IN_FAVOUR),))
    assert count_votes(*_first(of_ten(ballot))) is None


def test_numbers_that_were_said_come_before_those_of_the_names() -> None:
    choices = tuple((who, Choice.AGAINST) for who in (CHAIR, *names(*TEN)))
    ballot = Ballot(
        mode=BallotMode.PUBLIC, against=1, abstentions=0, in_favour=9, voters_by_name=choices
    )
    assert count(of_ten(ballot)).against == 1


TIE = Ballot(against=5, abstentions=0)


@pytest.mark.parametrize(
    ("ballot", "outcome", "wording"),
    [
        (replace(TIE, chair_choice=Choice.IN_FAVOUR), Outcome.ADOPTED, Wording.CASTING_VOTE),
        (replace(TIE, chair_choice=Choice.AGAINST), Outcome.REJECTED, Wording.CASTING_VOTE),
        (replace(TIE, against_names=(CHAIR, *names("N0"))), Outcome.REJECTED, Wording.CASTING_VOTE),
        (replace(TIE, against_names=names(*TEN[:5])), Outcome.ADOPTED, Wording.CASTING_VOTE),
        (
            Ballot(against=4, abstentions=2, abstention_names=(CHAIR,)),
            Outcome.REJECTED,
            Wording.TIE,
        ),
        (TIE, None, None),
        (replace(TIE, against_names=names("N0", "N1")), None, None),
        (replace(TIE, mode=BallotMode.SECRET), Outcome.REJECTED, Wording.TIE),
    ],
)
def test_a_tie_is_decided_by_the_chair_where_the_chair_s_vote_is_known(
    ballot: Ballot, outcome: Outcome | None, wording: Wording | None
) -> None:
    counted = count(of_ten(ballot))
    assert (counted.outcome, counted.wording) == (outcome, wording)


def test_the_casting_vote_belongs_to_whoever_presides_the_item() -> None:
    ballot = replace(TIE, against_names=names("N0"))
    assert count(of_ten(ballot, chair=name("N0"))).outcome is Outcome.REJECTED


def test_a_tie_without_a_known_chair_stays_open() -> None:
    ballot = replace(TIE, against_names=names(*TEN[:5]))
    assert count(of_ten(ballot, {"chair": None})).outcome is None


def test_a_tie_on_a_nomination_is_not_for_the_chair_to_decide() -> None:
    ballot = replace(TIE, chair_choice=Choice.IN_FAVOUR)
    counted = count(of_ten(ballot, kind=ItemKind.NOMINATION))
    assert (counted.outcome, counted.wording) == (Outcome.REJECTED, Wording.TIE)


@pytest.mark.parametrize(
    ("statutes", "outcome"),
    [
        (None, None),
        (Statutes(casting_vote=True), Outcome.ADOPTED),
        (Statutes(casting_vote=False), Outcome.REJECTED),
    ],
)
def test_in_an_open_syndicate_the_statutes_give_the_casting_vote(
    statutes: Statutes | None, outcome: Outcome | None
) -> None:
    ballot = replace(TIE, chair_choice=Choice.IN_FAVOUR)
    changes = {"assembly": Assembly.SYNDICAT_OUVERT, "statutes": statutes}
    assert count(of_ten(ballot, changes)).outcome is outcome


@pytest.mark.parametrize(
    ("parts", "kind", "withdrawn", "outcome", "wording"),
    [
        ((5, 0, 0, 0), "ordinaire", 0, "adopté", "unanimite"),
        ((5, 0, 0, 0), "ordinaire", 1, "adopté", "unanimite_votants"),
        ((5, 0, 1, 0), "ordinaire", 1, "adopté", "unanimite_exprimes"),
        ((5, 0, 0, 1), "ordinaire", 0, "adopté", "unanimite_exprimes"),
        ((5, 4, 1, 0), "ordinaire", 1, "adopté", "majorite"),
        ((4, 5, 1, 0), "ordinaire", 0, "rejeté", "majorite"),
        ((0, 0, 9, 0), "ordinaire", 0, "rejeté", "aucun_suffrage"),
        ((0, 0, 9, 0), "compte", 0, "adopté", "arrete_pas_de_majorite_contre"),
        ((4, 5, 1, 0), "compte", 0, "rejeté", "majorite_contre"),
    ],
)
def test_the_numbers_alone_decide_result_and_wording(
    parts: tuple[int, int, int, int], kind: str, withdrawn: int, outcome: str, wording: str
) -> None:
    in_favour, against, abstentions, void = parts
    tally = Tally(in_favour=in_favour, against=against, abstentions=abstentions, void=void)
    assert decide(tally, VoteRules(kind=ItemKind(kind)), withdrawn=withdrawn) == (outcome, wording)


def test_an_amendment_is_counted_with_the_voters_of_its_item() -> None:
    voted = of_ten(Ballot(against=0, abstentions=0))
    counted = count_ballot(voted, voted.items[0], Ballot(against=6, abstentions=0))
    assert counted is not None
    assert counted.outcome is Outcome.REJECTED


@pytest.mark.parametrize(
    ("assembly", "outcome"),
    [(Assembly.COMMUNE, Outcome.REJECTED), (Assembly.CCAS, None)],
)
def test_a_tie_in_secret_is_rejected_but_where_the_text_makes_no_exception(
    assembly: Assembly, outcome: Outcome | None
) -> None:
    ballot = Ballot(mode=BallotMode.SECRET, in_favour=2, against=2, abstentions=1)
    assert count(a_meeting(assembly=assembly, items=(an_item(ballot=ballot),))).outcome is outcome
