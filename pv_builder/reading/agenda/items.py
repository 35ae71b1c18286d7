"""Where each item of the agenda is opened.

The items are put in the order of the agenda on the places where one may begin, as a whole
(`agenda.alignment`), or out of it where more speaks for that; one that only its place tells is a
proposal (`agenda.gaps`).

Not for the approval of the previous minutes, unless the agenda lists it.
"""

from dataclasses import dataclass

from core.folding import fold
from pv_builder.meeting import ItemKind, ItemMark
from pv_builder.reading.agenda.alignment import Placed, aligned
from pv_builder.reading.agenda.claims import Claims, Listed
from pv_builder.reading.agenda.gaps import KNOWN, without_guesses
from pv_builder.reading.agenda.places import SETTLED, places
from pv_builder.reading.agenda.titles import titles_said
from pv_builder.reading.scene import Scene

_LEAST_SCORE = 0.3
_SURE = 10.0
"""Nats from which an item is as sure as can be: its number, most of its title, its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An item opened at token `at`; `score` is 0..1.

    Attributes:
        in_order: whether it follows the agenda.
        supposed: whether only its place between two others tells it.
    """

    mark: ItemMark
    at: int
    score: float
    in_order: bool = True
    supposed: bool = False


def find_items(scene: Scene, first: int = 0, last: int | None = None) -> list[Opened]:
    """Return the items found in the tokens `first:last`, in the order they were opened."""
    end = scene.end if last is None else last
    items = _listed(scene)
    decided = [event.first for event in scene.cues.of(*SETTLED, first=first, last=end)]
    claims = Claims(items, places(scene, first, end), decided, end)
    found = without_guesses(scene, aligned(claims), claims)
    marks = [entry.mark for entry in scene.seance.agenda]
    return [
        _opened(marks[one.item], one, in_order=all(o.item < one.item for o in found[:index]))
        for index, one in enumerate(found)
    ]


def _opened(mark: ItemMark, placed: Placed, *, in_order: bool) -> Opened:
    score = (placed.known + max(0.0, placed.nats)) / _SURE
    return Opened(
        mark=mark,
        at=placed.at,
        score=max(_LEAST_SCORE, min(1.0, score)),
        in_order=in_order,
        supposed=placed.known < KNOWN,
    )


def _listed(scene: Scene) -> list[Listed]:
    agenda = scene.seance.agenda
    return [
        Listed(
            title=title,
            number=entry.mark if isinstance(entry.mark, int) else None,
            last=entry is agenda[-1],
            previous=approves_minutes(entry.title),
        )
        for title, entry in zip(titles_said(scene), agenda, strict=True)
    ]


def approves_minutes(title: str) -> bool:
    """Whether an item approves the minutes of the previous session."""
    folded = fold(title)
    return "proces verb" in folded or ("compte rendu" in folded and "seance" in folded)


_ACCOUNTS = ("compte administratif", "comptes administratifs", "compte financier unique", "cfu")
_NOMINATIONS = ("election", "designation", "nomination")


def kind_of(title: str) -> ItemKind:
    """Return what the law makes of an item by its title: accounts, nomination, or ordinary."""
    folded = f" {fold(title)} "
    if any(f" {words} " in folded for words in _ACCOUNTS):
        return ItemKind.ACCOUNTS
    first = folded.split()[:1]
    return ItemKind.NOMINATION if first and first[0] in _NOMINATIONS else ItemKind.ORDINARY
