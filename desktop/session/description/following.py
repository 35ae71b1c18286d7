"""What was stated of items by their numbers, after the agenda changed.

Pure. An agenda is its titles by mark.

Invariants:
- A text goes with its item, or to an item of the very title that it was written for, else under a
  number that no item bears: never to another item, and never away.
- How discussions are told goes with its item, or away with it.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from pv_builder.act_texts import ActTexts, Titled, bare_title, same_title
from pv_builder.wishes import DocumentWishes


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChange:
    """An agenda before and after.

    Attributes:
        before, after: titles by mark, in order.
        kept: the new mark of each item that stays, by its old one.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    kept: Mapping[str, str]


def titles_of(agenda: Iterable[Titled]) -> dict[str, str]:
    """Return the titles of an agenda by mark."""
    return {str(entry.mark): entry.title for entry in agenda}


def reread(before: Mapping[str, str], after: Mapping[str, str]) -> AgendaChange:
    """Return how an agenda changed of which only both states are known: items go by their titles.

    A title that two items of one agenda bear says nothing unless the mark is the same too.
    """
    twice = {title for known in (before, after) for title in _twice(known.values())}
    marks = {
        bare_title(title): mark for mark, title in after.items() if bare_title(title) not in twice
    }
    kept = {}
    for mark, title in before.items():
        if bare_title(title) in marks:
            kept[mark] = marks[bare_title(title)]
        elif mark in after and bare_title(title) == bare_title(after[mark]):
            kept[mark] = mark
    return AgendaChange(before=before, after=after, kept=kept)


def _twice(titles: Iterable[str]) -> list[str]:
    return [title for title, times in Counter(map(bare_title, titles)).items() if times > 1]


def with_agenda_changed(wishes: DocumentWishes, change: AgendaChange) -> DocumentWishes:
    """Return the wishes with what they say of single items under the items' new marks."""
    styles = tuple(
        (change.kept[mark], style) for mark, style in wishes.item_styles if mark in change.kept
    )
    return replace(wishes, item_styles=styles, texts=_texts(wishes.texts, change))


def _texts(texts: ActTexts, change: AgendaChange) -> ActTexts:
    written = {mark: act.title for mark, act in texts.by_item}
    places = places_of(written, change)
    return replace(
        texts,
        by_item=tuple(
            (places[mark].mark, replace(act, title=places[mark].title))
            for mark, act in texts.by_item
        ),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """What a text is kept under, and the title of the item it was written for."""

    mark: str
    title: str


def places_of(written: Mapping[str, str], change: AgendaChange) -> dict[str, Place]:
    """Return where each text goes, by what it was kept under.

    Args:
        written: the title that each text was written for, "" where unsaid.
        change: of the agenda.
    """
    places = {
        key: Place(change.kept[key], change.after[change.kept[key]])
        for key, title in written.items()
        if key in change.kept and (not title or same_title(title, change.before[key]))
    }
    for key, title in written.items():
        if key not in places:
            places[key] = _place_of_homeless(key, title, change, places, written)
    return places


def _place_of_homeless(
    key: str, title: str, change: AgendaChange, places: Mapping[str, Place], written: Iterable[str]
) -> Place:
    """Return where a text goes whose item is gone, or never was."""
    title = title or change.before.get(key, "")
    taken = {place.mark for place in places.values()}
    homes = [mark for mark, now in change.after.items() if title and same_title(now, title)]
    if len(homes) == 1 and homes[0] not in taken:
        return Place(homes[0], change.after[homes[0]])
    is_gone = key in change.before or key in change.after
    return Place(free_mark(key, {*taken, *change.after, *written}) if is_gone else key, title)


def free_mark(key: str, taken: Container[str]) -> str:
    """Return what a text without an item is kept under: "3 (sans point)"."""
    names = (f"{key} (sans point{f' {n}' if n > 1 else ''})" for n in count(1))
    return next(name for name in names if name not in taken)
