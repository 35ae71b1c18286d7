"""A procès-verbal corrected in a word processor comes back as revisions of the draft.

The file is compared, paragraph by paragraph, with the one that Greffier last wrote; each paragraph
that differs and can be revised becomes an edit. What stands in tables, headings and lists comes
from the facts: its changes are told, to be made where the facts are checked.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from io import BytesIO
from pathlib import Path

from desktop.session.corrections.edits import ReviseParagraph
from desktop.session.errors import NothingExported, WordFileUnreadable
from pv_builder.blocks import CheckMark, Paragraph, Run
from pv_builder.documents.docx_template import word_file
from pv_builder.documents.marks import mark_after
from pv_builder.documents.revisions import Revised
from pv_builder.errors import ImportRefused
from pv_builder.intake.source import LIBRARY_FAULTS

_ALIKE = 0.4
"""Two paragraphs in the same place with less in common are a removal and an addition: difflib
calls 0.6 close; a clerk who rewrites a sentence keeps its names and figures."""

_SAME = 0.8
"""A paragraph drafted anew since the file was written is still the same one from this share on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reimport:
    """What a person changed in the word processor.

    Attributes:
        edits: the changed paragraphs, to be done as one act.
        refused: changed texts that come from the facts, as they now read.
    """

    edits: tuple[ReviseParagraph, ...]
    refused: tuple[str, ...]


def paragraphs_of(path: Path) -> tuple[str, ...]:
    """Return the text of the paragraphs of a Word file, tables left out.

    Raises:
        WordFileUnreadable: when it is none, or it is damaged.
    """
    from docx import Document  # noqa: PLC0415 - loaded at the first import of a document

    try:
        file = Document(BytesIO(word_file(path).content))
        texts = [paragraph.text.strip() for paragraph in file.paragraphs]
    except (ImportRefused, *LIBRARY_FAULTS) as error:
        raise WordFileUnreadable(path=str(path)) from error
    return tuple(text for text in texts if text)


def reimport(edited: Path, exported: Path, shown: Revised) -> Reimport:
    """Return what differs between a Word file and the one Greffier wrote.

    Args:
        edited: the file a person worked on.
        exported: the file as Greffier wrote it.
        shown: the draft as it stands.

    Raises:
        NothingExported: when Greffier wrote no file to compare with.
        WordFileUnreadable: when the edited file cannot be read.
    """
    if not exported.exists():
        raise NothingExported(path=str(edited))
    places = _places_by_text(shown)
    written, now = paragraphs_of(exported), paragraphs_of(edited)
    edits: list[ReviseParagraph] = []
    refused: list[str] = []
    for at, after in _changed(written, now, places):
        before = written[at]
        found = _found(places, before, written[:at].count(before))
        if found is None:
            refused.append(after or before)
        else:
            edits.append(replace(found.edit, after=_bare(after, found.marks)))
    return Reimport(edits=tuple(edits), refused=tuple(refused))


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph that can be revised, and its marks as printed."""

    edit: ReviseParagraph
    marks: tuple[str, ...]


_Places = dict[str, list[_Found]]


def _places_by_text(shown: Revised) -> _Places:
    """Return the paragraphs that can be revised, by how they are printed."""
    found: _Places = {}
    for block, place in zip(shown.document.blocks, shown.places, strict=True):
        if place is None or not isinstance(block, Paragraph):
            continue
        marks = tuple(mark_after(part) for part in block.line if isinstance(part, CheckMark))
        printed = "".join(
            part.text if isinstance(part, Run) else mark_after(part) for part in block.line
        )
        edit = ReviseParagraph(
            section=place.section,
            before=place.before,
            occurrence=place.occurrence,
            style=place.style,
            after=place.before,
        )
        found.setdefault(printed.strip(), []).append(_Found(edit, marks))
    return found


def _found(places: _Places, before: str, occurrence: int) -> _Found | None:
    """Return the paragraph that was printed so, or nearly so if the facts changed meanwhile."""
    near = [before] if before in places else get_close_matches(before, places, 1, _SAME)
    known = places[near[0]] if near else []
    return known[min(occurrence, len(known) - 1)] if known else None


def _bare(text: str, marks: Sequence[str]) -> str:
    for mark in marks:
        text = text.replace(mark, "").replace(mark.strip(), "")
    return text.strip()


def _changed(
    before: Sequence[str], after: Sequence[str], revisable: Container[str]
) -> Iterator[tuple[int, str]]:
    """Yield the number of each paragraph that changed, and what it now reads, "" when removed."""
    now = [[text] for text in before]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, b1, b2, a1, a2 in matcher.get_opcodes():
        if tag == "insert":
            _insert(now, before, b1, after[a1:a2], revisable)
        elif tag != "equal":
            _pair(now, before, range(b1, b2), after[a1:a2])
    for at, texts in enumerate(now):
        if (text := "\n".join(texts)) != before[at]:
            yield at, text


def _insert(
    now: list[list[str]],
    before: Sequence[str],
    at: int,
    new: Sequence[str],
    revisable: Container[str],
) -> None:
    """Add paragraphs to the one before them, or to the next where that cannot be revised."""
    if at < len(now) and (at == 0 or before[at - 1] not in revisable):
        now[at][:0] = new
    elif at > 0:
        now[at - 1] += new


def _pair(now: list[list[str]], before: Sequence[str], numbers: range, new: Sequence[str]) -> None:
    """Give each replaced paragraph the text that is most like it, in order."""
    left = list(new)
    for number in numbers:
        shares = [_share(before[number], text) for text in left]
        best = max(range(len(left)), key=shares.__getitem__, default=None)
        if best is None or (shares[best] < _ALIKE and len(numbers) != len(new)):
            now[number] = []
            continue
        now[number] = left[: best + 1]
        del left[: best + 1]
    now[numbers[-1]] += left


def _share(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
