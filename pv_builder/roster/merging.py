"""A new roll into the existing one: who came, who left, whose function changed.

Invariants:
- Pure: both rolls stay as they are.
- The same person is known by given and family name, whatever the civility, case and accents; a
  name that is only like another's is another person, and a doubt asks.
- What was stated of a member who stays (presence, proxy) is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.folding import fold
from pv_builder.meeting import Member, MemberName
from pv_builder.roster import messages
from pv_builder.seance import StatedMember


class ChangeKind(StrEnum):
    """What became of a member; the values are those of the history file."""

    CAME = "entrée"
    LEFT = "sortie"
    CHANGED = "modification"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollChange:
    """One difference between two rolls; `before` is None for who came, `after` for who left."""

    kind: ChangeKind
    before: Member | None = None
    after: Member | None = None

    @property
    def member(self) -> Member:
        """The member concerned, as he stands last."""
        known = self.after or self.before
        assert known is not None  # noqa: S101 - a change has at least one side
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRoll:
    """The roll after a merge, what changed, and what a person should look at."""

    members: tuple[StatedMember, ...]
    changes: tuple[RollChange, ...] = ()
    doubts: tuple[str, ...] = ()


def merged_roll(
    old: Sequence[StatedMember], new: Sequence[Member], *, replaces: bool = True
) -> MergedRoll:
    """Return the roll that a file makes of the existing one.

    Args:
        old: the roll as it stands, maybe empty.
        new: the members of the file, in its order.
        replaces: whether the file is the whole roll (a new mandate), so that members it does not
            name have left; False to add its members to the others.
    """
    known = {_key(stated.member): stated for stated in old}
    named = {_key(member) for member in new}
    staying = [] if replaces else [one for one in old if _key(one.member) not in named]
    taken = [_updated(known.get(_key(member)), member) for member in new]
    members = _consistent([*staying, *taken])
    left = [one.member for one in old if replaces and _key(one.member) not in named]
    changes = [
        *(RollChange(kind=ChangeKind.LEFT, before=member) for member in left),
        *_arrivals(known, taken),
    ]
    came = [change.member for change in changes if change.kind is ChangeKind.CAME]
    return MergedRoll(
        members=tuple(members),
        changes=tuple(changes) if old else (),
        doubts=tuple(_alike(left, came)),
    )


def _key(member: Member) -> str:
    return fold(f"{member.given_name} {member.family_name}")


def _updated(stated: StatedMember | None, member: Member) -> StatedMember:
    """Return the member as the file has him, with what only the existing roll knows."""
    if stated is None:
        return StatedMember(member=member)
    before = stated.member
    kept = replace(
        member,
        function=member.function or before.function,
        group=member.group or before.group,
        commune=member.commune or before.commune,
        weight=member.weight if member.weight != 1 else before.weight,
    )
    return replace(stated, member=kept)


def _arrivals(known: dict[str, StatedMember], taken: Sequence[StatedMember]) -> list[RollChange]:
    changes = []
    for stated in taken:
        before = known.get(_key(stated.member))
        if before is None:
            changes.append(RollChange(kind=ChangeKind.CAME, after=stated.member))
        elif before.member != stated.member:
            changes.append(
                RollChange(kind=ChangeKind.CHANGED, before=before.member, after=stated.member)
            )
    return changes


def _consistent(members: Sequence[StatedMember]) -> list[StatedMember]:
    """Return the members without proxies to people who are no longer there."""
    names = {one.member.name for one in members}
    return [
        one if one.proxy_to in names or one.proxy_to is None else replace(one, proxy_to=None)
        for one in members
    ]


def _alike(left: Sequence[Member], came: Sequence[Member]) -> list[str]:
    """Return a question for each who came under nearly the name of one who left."""
    gone: list[MemberName] = [member.name for member in left]
    doubts = []
    for member in came:
        near = messages.nearest(member.name, gone, messages.NAMES_LIKE)
        if near is not None:
            doubts.append(
                f"« {member.name} » arrive et « {near} » part : si c'est la même personne, "
                "corrigez l'un des deux noms."
            )
    return doubts
