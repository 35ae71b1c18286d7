"""The quorum: how many must be present, and whether they are, at each item.

CGCT art. L. 2121-17 (communes), L. 5211-1 (EPCI and syndicates), L. 3121-14, L. 4132-13; CASF
art. R. 123-17; the statutes of open syndicates. Permanent committees: L. 3121-14-1, L. 4132-13-1.
Election of the president of a department or region: L. 3122-1, L. 4133-1.

Invariants:
- A pouvoir never counts, but in a permanent committee or where an open syndicate's statutes say so.
- What is checked is the state when the item is put under discussion: who leaves during its
  debate does not undo it.
- An unknown rule or an unknown presence that matters gives None, never an answer.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.folding import fold
from pv_builder.law.assemblies import MAJORITY, rules_for
from pv_builder.law.presence import Presence, at_opening, at_vote, before, seats, state_at
from pv_builder.law.voters import not_taking_part, seats_interested_by_law, weight_of
from pv_builder.meeting import Item, Meeting, MemberName, QuorumRule, Suspension

_ELECTION = re.compile(
    r"election d(?:u|e la) presidente?(?:\W*$| (?:du (?:conseil|departement)|de la region)\b)"
)
"""Folded title of the item that elects the president of a department or region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumState:
    """Whether the assembly may deliberate.

    Attributes:
        required: how many must be present; None when the rule is unknown.
        countable: how many are, and may be counted.
        base: members in office that the rule applies to (voix where the statutes say so).
        reached: None when the rule is unknown or depends on a presence that is unknown.
        rule: None for an open syndicate whose statutes were not stated.
        article: where that rule is.
        waived: reached without counting: second convocation, same agenda.
    """

    required: int | None
    countable: int
    base: int
    reached: bool | None
    rule: QuorumRule | None = MAJORITY
    article: str = ""
    waived: bool = False


def quorum_required(in_office: int, rule: QuorumRule = MAJORITY) -> int:
    """Return how many members must be present: more than half of those in office.

    CGCT art. L. 2121-17. "More than half" is not "half rounded up": 8 members need 5.
    """
    share = in_office * rule.numerator
    return share // rule.denominator + 1 if rule.strict else -(-share // rule.denominator)


def quorum_at_opening(meeting: Meeting) -> QuorumState:
    """Return the quorum at the roll call, that of an election of the president where one is due."""
    rule = _rule(meeting, *meeting.items)
    return _state(meeting, at_opening(meeting), rule, waived=_is_waived(meeting))


def quorum_at(meeting: Meeting, item: Item) -> QuorumState:
    """Return the quorum when an item is put under discussion.

    On a second convocation it is waived for the items of the first agenda only: an item added
    since needs it (L. 2121-17).
    """
    return _state(
        meeting,
        state_at(meeting, before(item)),
        _rule(meeting, item),
        out=not_taking_part(meeting, item),
        out_of_base=seats_interested_by_law(meeting, item),
        waived=_is_waived(meeting) and not item.added,
    )


def quorum_resumed(meeting: Meeting, item: Item) -> QuorumState | None:
    """Return the quorum when the session resumes during an item; None without a suspension in it.

    Who leaves during a debate does not undo its quorum, but a suspension that is not short has it
    counted again (L. 2121-17): those are counted who are there for the vote.
    """
    if not any(_is_within(pause, item) for pause in meeting.suspensions):
        return None
    return _state(
        meeting,
        state_at(meeting, at_vote(item)),
        _rule(meeting, item),
        out=not_taking_part(meeting, item),
        out_of_base=seats_interested_by_law(meeting, item),
        waived=_is_waived(meeting) and not item.added,
    )


def _is_within(pause: Suspension, item: Item) -> bool:
    if item.start_s is None or item.end_s is None:
        return False
    return item.start_s <= pause.start_s < item.end_s


def _is_waived(meeting: Meeting) -> bool:
    """Whether no quorum is needed: convened again, and not as urgent, which brings it back."""
    return meeting.second_convocation and not meeting.urgent


def _rule(meeting: Meeting, *items: Item) -> tuple[QuorumRule | None, str]:
    """Return the rule for some items and its article: two thirds to elect the president."""
    rules = rules_for(meeting)
    if rules.election_quorum is not None and any(_ELECTION.match(fold(i.title)) for i in items):
        return rules.election_quorum, rules.election_article or rules.quorum_article
    return rules.quorum, rules.quorum_article


def _state(
    meeting: Meeting,
    presence: Presence,
    stated: tuple[QuorumRule | None, str],
    *,
    out: Collection[MemberName] = (),
    out_of_base: Collection[MemberName] = (),
    waived: bool,
) -> QuorumState:
    rule, article = stated
    measured = rule or MAJORITY
    counted = _counted(presence, measured, out)
    base = _amount(meeting, [n for n in seats(meeting) if n not in out_of_base], measured)
    countable = _amount(meeting, counted, measured)
    required = None if rule is None else quorum_required(base, rule)
    possible = countable + _amount(meeting, presence.unknown, measured)
    return QuorumState(
        required=required,
        countable=countable,
        base=base,
        reached=True if waived else _reached(required, countable, possible),
        rule=rule,
        article=article,
        waived=waived,
    )


def _counted(presence: Presence, rule: QuorumRule, out: Collection[MemberName]) -> list[MemberName]:
    represented = [proxy.giver for proxy in presence.proxies] if rule.counts_proxies else []
    return [name for name in (*presence.present, *represented) if name not in out]


def _amount(meeting: Meeting, names: Collection[MemberName], rule: QuorumRule) -> int:
    return weight_of(meeting, names) if rule.in_votes else len(names)


def _reached(required: int | None, countable: int, possible: int) -> bool | None:
    """Return the answer, or None while those whose presence is unknown could change it."""
    if required is None:
        return None
    if countable >= required:
        return True
    return None if possible >= required else False
