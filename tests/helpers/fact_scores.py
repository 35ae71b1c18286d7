"""How many facts of a session were read right, and which wrong ones no alert covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pv_builder.documents.pv_json import pv_data
from pv_builder.evidence import Alert
from pv_builder.minutes import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact compared: `item` is the mark of the item it belongs to, None for the session."""

    name: str
    wanted: object
    got: object
    item: object = None

    @property
    def right(self) -> bool:
        return self.wanted == self.got


_SESSION = ("heure_ouverture", "heure_levee", "president", "secretaire", "en_exercice", "quorum")
_POINT = (
    "rapporteur", "presents", "votants", "pour", "contre", "abstentions", "mode", "unanimite",
    "resultat",
)  # fmt: skip
_POINT_NAMES = ("contre_noms", "abstention_noms", "ne_prend_pas_part")


def compare(truth: Minutes, read: Minutes) -> list[Fact]:
    """Return every fact of the truth, and every one read beyond it, compared."""
    return compare_data(pv_data(truth), read)


def compare_data(wanted: dict[str, Any], read: Minutes) -> list[Fact]:
    """Return every fact of a truth with the keys of `pv.json`, and what was read beyond it."""
    got = pv_data(read)
    found = [Fact(name=key, wanted=wanted[key], got=got[key]) for key in _SESSION]
    found += _people(wanted, got)
    for key in ("pouvoirs", "mouvements"):
        left, right = _frozen(wanted[key]), _frozen(got[key])
        for entry in sorted(left | right, key=str):
            found.append(Fact(name=f"{key} {entry}", wanted=entry in left, got=entry in right))
    by_mark = {point["numero"]: point for point in got["points"]}  # type: ignore[attr-defined]
    for point in wanted["points"]:
        found += _point(point, by_mark.get(point["numero"], {}))
    return found


def _people(wanted: dict[str, Any], got: dict[str, Any]) -> Iterable[Fact]:
    everybody = [*wanted["presents"], *wanted["excuses"], *wanted["absents"]]
    for name in everybody:
        yield Fact(
            name=f"presence {name}",
            wanted=name in wanted["presents"],
            got=_there(got, name),
        )


def _there(data: dict[str, Any], name: str) -> bool | None:
    if name in data["presents"]:
        return True
    return False if name in data["excuses"] or name in data["absents"] else None


def _frozen(entries: object) -> set[tuple[tuple[str, object], ...]]:
    """Return the entries without what is not known in them: a truth leaves it out, or has null."""
    return {
        tuple(sorted((key, value) for key, value in entry.items() if value is not None))
        for entry in entries  # type: ignore[attr-defined]
    }


def _point(wanted: dict[str, Any], got: dict[str, Any]) -> Iterable[Fact]:
    mark = wanted["numero"]
    for key in _POINT:
        yield Fact(name=f"point {mark} {key}", wanted=wanted[key], got=got.get(key), item=mark)
    for key in _POINT_NAMES:
        yield Fact(
            name=f"point {mark} {key}",
            wanted=sorted(wanted[key]),
            got=sorted(got.get(key) or []),
            item=mark,
        )


_EMPTY: tuple[object, ...] = (None, [], {}, "")
_OF_PRESENCE = ("presence", "proxy", "name-", "late", "movement", "quorum", "attendance")
_ON_PRESENCE = ("presence", "pouvoirs", "mouvements", "presents", "votants", "pour", "unanimite")


def silently_wrong(facts: Iterable[Fact], alerts: Iterable[Alert]) -> list[Fact]:
    """Return the wrong facts that nothing marks.

    A fact that is missing is not wrong: it is left blank for the secretary. A fact of an item is
    marked by an alert on that item; figures that follow from who was there are marked as well by
    an alert about presence or pouvoirs, presence and pouvoirs by nothing else; the rest of the
    session by an alert that names it.
    """
    told = list(alerts)
    items = {alert.item for alert in told}
    presence = any(alert.code.startswith(_OF_PRESENCE) for alert in told)
    silent = []
    for fact in facts:
        if fact.right or fact.got in _EMPTY or (fact.item is not None and fact.item in items):
            continue
        kind = fact.name.split(" ")[2 if fact.item is not None else 0]
        if kind in _ON_PRESENCE and presence:
            continue
        if kind in _SESSION and any(alert.code.startswith(_ALERT_OF[kind]) for alert in told):
            continue
        silent.append(fact)
    return silent


_ALERT_OF = {
    "heure_ouverture": ("opening", "hour"),
    "heure_levee": ("closing", "hour"),
    "president": ("chair",),
    "secretaire": ("secretary",),
    "en_exercice": ("members",),
    "quorum": ("quorum",),
}
