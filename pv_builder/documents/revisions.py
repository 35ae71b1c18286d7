"""What a person rewrote in a draft, put over each new draft of it.

A draft is made again whenever a fact or a word of the transcript changes. A revision names the
paragraph it rewrote by its section and by what it said when it was drafted, so that it finds its
place again; what it finds changed it still replaces, and says so.

Invariants:
- Nothing a person wrote is lost: a revision without a place stands at the end of its section, or
  of the draft, and is reported.
- Only the discussions can be revised, and paragraphs added: presence, votes and all else that is
  computed come from the facts, so that every document of a session says the same.
- A mark «à vérifier» stays until the fact is confirmed, whatever became of the words before it.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from pv_builder.blocks import (
    Block,
    CheckMark,
    Document,
    Heading,
    Line,
    Paragraph,
    ParagraphRole,
    Run,
    plain,
)

_ALIKE = 0.6
"""Share of common text from which a paragraph drafted anew is taken for the one that was revised;
difflib's own documentation calls 0.6 a close match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A paragraph that a person rewrote.

    Attributes:
        section: text of the heading it stands under, "" before the first.
        before: what was drafted there; "" for a paragraph added under the heading.
        occurrence: 0 for the first paragraph of the section that says so, 1 for the second...
        after: what a person wrote; a new line begins a new paragraph, "" removes it.
        style: how the discussions were reported then: in another style it has no place.
    """

    section: str
    before: str
    occurrence: int = 0
    after: str
    style: str = ""


class Change(StrEnum):
    """How a block of a revised draft differs from the one drafted."""

    REVISED = "revised"
    OUTDATED = "outdated"
    HOMELESS = "homeless"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a block of the revised draft comes from.

    Attributes:
        section: as in `Revision`.
        before: the text drafted there, also that of an unchanged paragraph.
        occurrence: as in `Revision`.
        change: None when it stands as drafted.
        style: how the discussion it belongs to is reported.
    """

    section: str
    before: str
    occurrence: int
    change: Change | None = None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A draft with a person's revisions.

    Attributes:
        document: to show or to print.
        places: for each of its blocks, where it comes from; None where it cannot be revised. A
            heading's place is that of what is added under it.
    """

    document: Document
    places: tuple[Place | None, ...]

    def under(self, section: str) -> Place | None:
        """Return the place of what is added under a heading, None when it is gone."""
        at = (p for p in self.places if p and p.section == section and not p.before)
        return next(at, None)


def revised(
    document: Document,
    revisions: Iterable[Revision],
    style: str = "",
    section_styles: Mapping[str, str] | None = None,
) -> Revised:
    """Return the draft with the revisions in it.

    Args:
        document: as drafted.
        revisions: what a person rewrote, in any order.
        style: how the discussions are reported in this draft.
        section_styles: where a section differs, by its heading.
    """
    styles = _Styles(style, section_styles or {})
    drafted = _drafted(document.blocks, styles)
    found = _matched(drafted, tuple(revisions), styles)
    blocks: list[Block] = []
    places: list[Place | None] = []
    for at, (block, place) in enumerate(zip(document.blocks, drafted, strict=True)):
        made = _made(block, place, found.by_block.get(at))
        blocks += [one for one, _ in made]
        places += [origin for _, origin in made]
        for revision in found.after_block.get(at, ()):
            made = _added(revision.after.split("\n"), _place_of(revision, Change.HOMELESS))
            blocks += [one for one, _ in made]
            places += [origin for _, origin in made]
    return Revised(document=replace(document, blocks=tuple(blocks)), places=tuple(places))


@dataclass(frozen=True, slots=True)
class _Styles:
    """How the discussions are reported, and the sections where it differs."""

    usual: str
    by_section: Mapping[str, str]

    def of(self, section: str) -> str:
        return self.by_section.get(section, self.usual)


def _drafted(blocks: Sequence[Block], styles: _Styles) -> tuple[Place | None, ...]:
    """Return the place of each block that can be revised."""
    section, seen = "", dict[tuple[str, str], int]()
    places: list[Place | None] = []
    for block in blocks:
        if isinstance(block, Heading):
            section = plain(block.line)
            style = styles.of(section)
            places.append(Place(section=section, before="", occurrence=0, style=style))
            continue
        if not isinstance(block, Paragraph) or block.role is not ParagraphRole.SPEECH:
            places.append(None)
            continue
        before = plain(block.line)
        number = seen.get((section, before), 0)
        seen[section, before] = number + 1
        style = styles.of(section)
        places.append(Place(section=section, before=before, occurrence=number, style=style))
    return tuple(places)


@dataclass(frozen=True, slots=True)
class _Matches:
    """Revisions by the block they rewrite, and those without one by the block they follow."""

    by_block: dict[int, tuple[Revision, Change]]
    after_block: dict[int, list[Revision]]


def _matched(
    drafted: Sequence[Place | None], revisions: Sequence[Revision], styles: _Styles
) -> _Matches:
    by_block: dict[int, tuple[Revision, Change]] = {}
    exact = {(p.section, p.before, p.occurrence): at for at, p in enumerate(drafted) if p}
    waiting: list[Revision] = []
    for revision in revisions:
        at = exact.get((revision.section, revision.before, revision.occurrence))
        if at is not None:
            by_block[at] = (revision, Change.REVISED)
        elif revision.style in {"", styles.of(revision.section)}:
            waiting.append(revision)
    after_block: dict[int, list[Revision]] = {}
    for revision in waiting:
        at = _closest(drafted, by_block, revision)
        if at is not None:
            by_block[at] = (revision, Change.OUTDATED)
        elif revision.after:
            after_block.setdefault(_end_of(drafted, revision.section), []).append(revision)
    return _Matches(by_block, after_block)


def _closest(
    drafted: Sequence[Place | None], taken: Container[int], revision: Revision
) -> int | None:
    """Return the free paragraph of the section that is most like what was revised."""
    best, best_at = _ALIKE, None
    for at, place in enumerate(drafted):
        if place is None or place.section != revision.section or not place.before or at in taken:
            continue
        matcher = SequenceMatcher(None, place.before, revision.before, autojunk=False)
        if matcher.quick_ratio() >= best and (share := matcher.ratio()) >= best:
            best, best_at = share, at
    return best_at


def _end_of(drafted: Sequence[Place | None], section: str) -> int:
    """Return the last paragraph of a section, the last of all when it is gone."""
    known = [(at, place.section) for at, place in enumerate(drafted) if place is not None]
    here = [at for at, name in known if name == section]
    return (here or [at for at, _ in known] or [len(drafted) - 1])[-1]


def _made(
    block: Block, place: Place | None, found: tuple[Revision, Change] | None
) -> list[tuple[Block, Place | None]]:
    if found is None or place is None or not isinstance(block, Paragraph | Heading):
        return [(block, place)]
    revision, change = found
    origin = _place_of(revision, change)
    if isinstance(block, Heading):
        return [(block, place), *_added(revision.after.split("\n"), origin)]
    marks = tuple(inline for inline in block.line if isinstance(inline, CheckMark))
    if not revision.after:
        # A removed paragraph keeps its marks: an unconfirmed fact may not vanish unseen.
        return [(replace(block, line=marks), origin)] if marks else []
    first, *others = revision.after.split("\n")
    line = (*rewritten(block.line, first), *marks)
    return [(replace(block, line=line), origin), *_added(others, origin)]


def _added(texts: Iterable[str], origin: Place) -> list[tuple[Block, Place | None]]:
    return [
        (Paragraph(line=(Run(text=text),), role=ParagraphRole.SPEECH), origin) for text in texts
    ]


def _place_of(revision: Revision, change: Change) -> Place:
    return Place(
        section=revision.section,
        before=revision.before,
        occurrence=revision.occurrence,
        change=change,
        style=revision.style,
    )


def rewritten(line: Line, after: str) -> Line:
    """Return a line that now reads `after`, keeping the runs at both ends that still do.

    The runs kept keep their look and the second they were said at.
    """
    runs = [inline for inline in line if isinstance(inline, Run)]
    head: list[Run] = []
    while runs and after.startswith(runs[0].text):
        head.append(runs.pop(0))
        after = after.removeprefix(head[-1].text)
    tail: list[Run] = []
    while runs and after.endswith(runs[-1].text):
        tail.insert(0, runs.pop())
        after = after.removesuffix(tail[0].text)
    if not after:
        return (*head, *tail)
    heard = next((run.start_s for run in runs if run.start_s is not None), None)
    return (*head, Run(text=after, start_s=heard), *tail)
