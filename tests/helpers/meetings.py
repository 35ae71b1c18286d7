"""Build meetings for the tests of the rules, in a line or two each."""

import datetime as dt
from typing import Any

from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    Civility,
    Item,
    ItemMark,
    Meeting,
    Member,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Proxy,
)

CHAIR = MemberName("M. Prénom Maire")


def name(family_name: str) -> MemberName:
    return MemberName(f"M. Prénom {family_name}")


def names(*family_names: str) -> tuple[MemberName, ...]:
    return tuple(name(one) for one in family_names)


def a_member(family_name: str, **changes: Any) -> Member:
    return Member(civility=Civility.M, given_name="Prénom", family_name=family_name, **changes)


def some_members(*family_names: str) -> tuple[Member, ...]:
    """The maire first, then one member for each name."""
    return (a_member("Maire", function="Maire"), *(a_member(one) for one in family_names))


def all_present(
    members: tuple[Member, ...], *but: str
) -> tuple[tuple[MemberName, Attendance], ...]:
    """Everyone is present, except the family names given, who are absent."""
    away = set(names(*but))
    return tuple(
        (m.name, Attendance.ABSENT if m.name in away else Attendance.PRESENT) for m in members
    )


def a_proxy(giver: str, holder: str, **changes: Any) -> Proxy:
    return Proxy(giver=name(giver), holder=name(holder), **changes)


def arrival(who: str, item: ItemMark, hour: str | None = None, **moment: bool) -> Movement:
    return _movement(MovementKind.ARRIVAL, who, item, hour, moment)


def departure(who: str, item: ItemMark, hour: str | None = None, **moment: bool) -> Movement:
    return _movement(MovementKind.DEPARTURE, who, item, hour, moment)


def _movement(
    kind: MovementKind, who: str, item: ItemMark, hour: str | None, moment: dict[str, bool]
) -> Movement:
    return Movement(kind=kind, member=name(who), moment=Moment(item=item, **moment), hour=hour)


def an_item(mark: ItemMark = 1, **changes: Any) -> Item:
    """An item voted by a show of hands, nobody against."""
    given: dict[str, Any] = {
        "title": f"Point {mark}",
        "rapporteur": CHAIR,
        "ballot": Ballot(against=0, abstentions=0),
    }
    return Item(mark=mark, **(given | changes))


def a_meeting(*family_names: str, **changes: Any) -> Meeting:
    """A commune whose maire and named members are all present, with one item voted."""
    members = some_members(*(family_names or ("Un", "Deux", "Trois", "Quatre")))
    given: dict[str, Any] = {
        "collectivite": "Commune de Saint-Aubin-sur-Vère",
        "body": "conseil municipal",
        "assembly": Assembly.COMMUNE,
        "date": dt.date(2026, 3, 26),
        "members": members,
        "attendance": all_present(changes.get("members", members)),
        "items": (an_item(),),
        "chair": CHAIR,
        "secretary": members[1].name,
        "opened_at": "18:30",
        "closed_at": "20:00",
    }
    return Meeting(**(given | changes))
