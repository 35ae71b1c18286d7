"""Who votes on an item: present or represented, less those who take no part.

Invariant: every member present or represented either votes or is withdrawn, never both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.folding import fold
from pv_builder.law.assemblies import rules_for
from pv_builder.law.presence import Presence, at_vote, seat_by_name, state_at, votes_by_name
from pv_builder.law.proxies import usable
from pv_builder.meeting import Item, ItemKind, Meeting, MemberName, Moment, Proxy


@dataclass(frozen=True, slots=True, kw_only=True)
class Voters:
    """Those entitled to vote on one item when it is put to the vote.

    Attributes:
        present: physically present and taking part, in the order of the roll.
        proxies: pouvoirs that may be voted.
        withdrawn: present or represented, and not voting: déport, the executive during the vote
            of the accounts, and whoever only they represent.
        weight: votes (voix) of `present` and of the givers of `proxies`.
        withdrawn_weight: votes (voix) of `withdrawn`.
    """

    present: tuple[MemberName, ...]
    proxies: tuple[Proxy, ...]
    withdrawn: tuple[MemberName, ...]
    weight: int
    withdrawn_weight: int

    @property
    def heads(self) -> int:
        """How many vote (votants), those represented included."""
        return len(self.present) + len(self.proxies)

    @property
    def names(self) -> tuple[MemberName, ...]:
        """Everyone in whose name a vote is cast."""
        return (*self.present, *(proxy.giver for proxy in self.proxies))


def voters_at(meeting: Meeting, item: Item) -> Voters | None:
    """Return who votes on an item, or None while somebody's presence is unknown.

    CGCT art. L. 2121-20 (proxies), L. 2131-11 (interested members), L. 2121-14 (accounts).
    """
    state = state_at(meeting, at_vote(item))
    return None if state.unknown else _voters(meeting, item, state)


def _voters(meeting: Meeting, item: Item, state: Presence) -> Voters:
    out = not_taking_part(meeting, item)
    present = tuple(name for name in state.present if name not in out)
    proxies = usable(state.proxies, out)
    voting = {*present, *(proxy.giver for proxy in proxies)}
    everyone = (*state.present, *(proxy.giver for proxy in state.proxies))
    withdrawn = tuple(name for name in everyone if name not in voting)
    return Voters(
        present=present,
        proxies=proxies,
        withdrawn=withdrawn,
        weight=weight_of(meeting, voting),
        withdrawn_weight=weight_of(meeting, withdrawn),
    )


def not_taking_part(meeting: Meeting, item: Item) -> tuple[MemberName, ...]:
    """Return the members who take no part in an item, the executive during the accounts included.

    CGCT art. L. 2121-14: the maire withdraws for the vote of the accounts; to L. 5211-1 the same
    for presidents. He is counted out even when the recording does not say that he left, because
    the law does not let him vote; `pv_builder.conformity.checks` then asks to record it.
    """
    head = whose_accounts(meeting, item)
    out = (*item.not_participating, *item.interested_by_law, *((head,) if head else ()))
    return tuple(dict.fromkeys(out))


def whose_accounts(meeting: Meeting, item: Item) -> MemberName | None:
    """Return the executive whose accounts an item is about; None for a predecessor's, or others."""
    is_own = item.kind is ItemKind.ACCOUNTS and not meeting.predecessor_accounts
    return executive(meeting) if is_own else None


def executive(meeting: Meeting) -> MemberName | None:
    """Return the maire or president in office, whose accounts are voted; None when unknown.

    Functions decide ("Maire", not "Maire délégué" nor "Vice-président"); where none is given, the
    chair of the session stands for him.
    """
    title = rules_for(meeting).executive
    heads = [m.name for m in meeting.members if _is_head(m.function, title)]
    if meeting.chair in heads or not heads:
        return meeting.chair
    return heads[0]


def _is_head(function: str, title: str) -> bool:
    words = fold(function).partition(",")[0].split()
    if not words or words[0] not in {title, f"{title}e"}:
        return False
    return not {"adjoint", "adjointe", "delegue", "deleguee"} & set(words[1:2])


def weight_of(meeting: Meeting, names: Iterable[MemberName]) -> int:
    """Return the votes (voix) that these members carry together."""
    votes = votes_by_name(meeting)
    return sum(votes.get(name, 0) for name in names)


def present_in_part(meeting: Meeting, item: Item, moment: Moment) -> tuple[MemberName, ...]:
    """Return those physically present at a moment who take part in an item."""
    out = not_taking_part(meeting, item)
    return tuple(name for name in state_at(meeting, moment).present if name not in out)


def seats_interested_by_law(meeting: Meeting, item: Item) -> set[MemberName]:
    """Return the seats that leave the base of the quorum (L. 2131-11, L. 1111-6 II)."""
    seat = seat_by_name(meeting)
    return {seat[name] for name in item.interested_by_law if name in seat}
