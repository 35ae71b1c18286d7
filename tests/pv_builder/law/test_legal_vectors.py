"""Each published vector of the rules, run on the functions that implement them."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pv_builder.law.acts import luhn, parse_identifier
from pv_builder.law.assemblies import rules_of
from pv_builder.law.ballots import closed_session_vote, requesters_needed
from pv_builder.law.deadlines import clear_days, list_due, minutes_due
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import elected
from pv_builder.law.proxies import within_limit
from pv_builder.law.quorum import quorum_at, quorum_required
from pv_builder.meeting import (
    Assembly,
    Ballot,
    BallotMode,
    Choice,
    ItemKind,
    Meeting,
    MemberName,
    Outcome,
    Proxy,
)
from pv_builder.papers import NominationRound
from tests.helpers.meetings import a_meeting, a_member, a_proxy, all_present, an_item, names

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "legal_vectors.json").read_text(encoding="utf-8")
)
OUTCOMES = {Outcome.ADOPTED: "ADOPTE", Outcome.REJECTED: "REJETE", None: None}
CHOICES = {"POUR": Choice.IN_FAVOUR, "CONTRE": Choice.AGAINST, "ABST": Choice.ABSTENTION}
ASSEMBLIES = {"COMMUNE": Assembly.COMMUNE, "EPCI_FP": Assembly.EPCI}


def _quorum_ok(en_exercice: int, presents: int, pouvoirs: int, **other: Any) -> bool | None:
    others = [f"N{number}" for number in range(en_exercice - 1)]
    away = others[presents - 1 :]
    by_law = names(*others[: other.get("interested_L1111_6_II", 0)])
    also = names(*others[: other.get("interested_other", 0)])
    item = an_item(
        kind=ItemKind.ACCOUNTS if other.get("maire_retire_CA") else ItemKind.ORDINARY,
        not_participating=(*by_law, *also),
        interested_by_law=by_law,
    )
    meeting = a_meeting(
        *others,
        items=(item,),
        second_convocation=other.get("second_convocation", False),
        proxies=tuple(a_proxy(g, h) for g, h in zip(away[:pouvoirs], others, strict=False)),
    )
    return quorum_at(_without(meeting, away), item).reached


def _vote(presents: int, contre: int, abst: int, **other: Any) -> dict[str, Any]:
    """A member who takes no part leaves with the proxy held; the maire leaves the accounts."""
    is_accounts = other.get("kind") in {"CA", "CFU"}
    others = [f"N{number}" for number in range(presents - (not is_accounts))]
    givers = [f"G{number}" for number in range(other["pouvoirs"])]
    voting = presents + len(givers) - other.get("nppv", 0)
    secret = other.get("ballot") == "SECRET"
    ballot = Ballot(
        mode=BallotMode.SECRET if secret else BallotMode.ORDINARY,
        against=contre,
        abstentions=abst,
        in_favour=voting - contre - abst if secret else None,
        chair_choice=CHOICES.get(other.get("president", "")),
    )
    item = an_item(
        kind=ItemKind.ACCOUNTS if is_accounts else ItemKind.ORDINARY,
        ballot=ballot,
        not_participating=names(*others[: other.get("nppv", 0) // 2]),
    )
    meeting = a_meeting(
        *others,
        *givers,
        items=(item,),
        proxies=tuple(a_proxy(g, h) for g, h in zip(givers, others, strict=False)),
    )
    count = _counted(_without(meeting, givers))
    return {
        "votants": count.voters,
        "pour": count.in_favour,
        "exprimes": count.cast,
        "result": OUTCOMES[count.outcome],
        "wording": count.wording,
    }


def _voters_of_accounts(
    presents_avec_maire: int, pouvoirs: int, pouvoir_tenu_par_maire: int
) -> int:
    others = [f"N{number}" for number in range(presents_avec_maire - 1)]
    givers = [f"G{number}" for number in range(pouvoirs)]
    holders = ["Maire"] * pouvoir_tenu_par_maire + others
    meeting = a_meeting(
        *others,
        *givers,
        proxies=tuple(a_proxy(g, h) for g, h in zip(givers, holders, strict=False)),
        items=(an_item(kind=ItemKind.ACCOUNTS),),
    )
    meeting = _without(meeting, givers)
    return _counted(meeting).voters


def _weighted(presents: list[int], pouvoirs: list[int], contre: int, abst: int) -> dict[str, Any]:
    seated = [a_member(f"P{n}", weight=weight) for n, weight in enumerate(presents)]
    away = [a_member(f"G{n}", weight=weight) for n, weight in enumerate(pouvoirs)]
    meeting = a_meeting(
        assembly=Assembly.SYNDICAT,
        members=(*seated, *away),
        chair=seated[0].name,
        proxies=tuple(a_proxy(f"G{n}", f"P{n}") for n in range(len(away))),
        items=(an_item(ballot=Ballot(against=contre, abstentions=abst)),),
    )
    count = _counted(_without(meeting, [f"G{n}" for n in range(len(away))]))
    return {
        "tetes": count.present,
        "voix": count.voters_weight,
        "pour": count.in_favour,
        "exprimes": count.cast,
        "result": OUTCOMES[count.outcome],
    }


def _without(meeting: Meeting, family_names: list[str]) -> Meeting:
    return replace(meeting, attendance=all_present(meeting.members, *family_names))


def _counted(meeting: Meeting) -> VoteCount:
    count = count_votes(meeting, meeting.items[0])
    assert count is not None
    return count


def _election(rounds: list[dict[str, int]], birth: dict[str, str]) -> str | None:
    named = elected(
        [NominationRound(votes=tuple(one.items())) for one in rounds],
        {who: dt.date.fromisoformat(day) for who, day in birth.items()},
    )
    return named[0][0] if named else None


def _closed_session(presents: int, pouvoirs: int, pour: int) -> dict[str, Any]:
    result = closed_session_vote(present=presents, proxies=pouvoirs, in_favour=pour)
    return {"need": result.needed, "ok": result.decided}


def _identifier(text: str) -> list[str]:
    found = parse_identifier(text)
    assert found is not None
    assert str(found) == text
    return [found.department, found.siren, f"{found.date:%Y%m%d}", found.number, found.nature]


def _overloaded(type: str, holders: list[str]) -> list[str]:  # noqa: A002 - the vector's word
    limit = rules_of(ASSEMBLIES[type]).proxies_per_holder
    given = [
        Proxy(giver=MemberName(f"G{number}"), holder=MemberName(holder))
        for number, holder in enumerate(holders)
    ]
    kept = within_limit(given, limit)
    return list(dict.fromkeys(str(one.holder) for one in given if one not in kept))


def _days(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*days: str) -> Any:
        result = function(*map(dt.date.fromisoformat, days))
        return result.isoformat() if isinstance(result, dt.date) else result

    return call


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "quorum_required": quorum_required,
    "quorum_ok": _quorum_ok,
    "vote": _vote,
    "votants_CA": _voters_of_accounts,
    "vote_pondere": _weighted,
    "huis_clos": _closed_session,
    "threshold": requesters_needed,
    "election": _election,
    "clear_days": _days(clear_days),
    "deadline_liste": _days(list_due),
    "deadline_pv": _days(minutes_due),
    "parse_acte": _identifier,
    "luhn": luhn,
    "max_pouvoirs_violation": _overloaded,
}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_the_vector_gives_its_result(vector: dict[str, Any]) -> None:
    function, given = FUNCTIONS[vector["fn"]], vector["in"]
    result = function(**given) if isinstance(given, dict) else function(*given)
    assert result == vector["out"]


def test_all_fifty_vectors_are_there() -> None:
    assert len(VECTORS) == 50
