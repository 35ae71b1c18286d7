"""The lines of a Word document with the numbers of its automatic lists.

Word keeps "I.", "A." and "2)" out of the text: each paragraph names a list and a depth, and the
list says how each depth is written (ECMA-376 part 1, § 17.9). Deleted text of tracked changes is
left out, inserted text and content controls are read.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

from pv_builder.intake.line import Line
from pv_builder.intake.numerals import written
from pv_builder.intake.packages import check_package
from pv_builder.intake.source import Kind, Source, library_faults

_MAX_LEVELS = 9
_MAX_STYLE_DEPTH = 12
_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:instrText")}
_HEADING = re.compile(r"(?:heading|titre) (\d)")

_StyleNumber = tuple[str | None, str | None, int]
"""List, depth and rank as heading (0 for none) that a paragraph style brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one depth of a list is written."""

    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class _Lists:
    """The lists of a document, and where each has got to."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number_id: str, depth: int) -> str:
        """Return the number of the next paragraph of a list at a depth."""
        levels = self.levels.get(number_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.shared.get(number_id, number_id), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form in {"bullet", "none"}:
            return _BULLET if level.form == "bullet" else ""
        parts = {str(n): self._part(levels, counts, n - 1) for n in range(1, _MAX_LEVELS + 1)}
        return _PLACE.sub(lambda place: parts[place[1]], level.pattern)

    @staticmethod
    def _part(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return written(counts.get(depth, level.start), level.form)


def docx_lines(source: Source) -> Iterator[Line]:
    """Yield the lines of a Word document.

    Raises:
        ImportRefused: when it is damaged, harmful or too large.
    """
    check_package(source, Kind.DOCX)
    with library_faults(source):
        document = docx.Document(io.BytesIO(source.content))
        lists, styles = _lists_of(document), _style_numbers(document)
        body = document.element.body
        yield from _Walk(lists, styles).lines(body)


class _Walk:
    """Reads a body in its order, numbering as it goes."""

    def __init__(self, lists: _Lists, styles: Mapping[str, _StyleNumber]) -> None:
        self._lists = lists
        self._styles = styles
        self._number = 0
        self._table = 0

    def lines(self, parent: Any) -> Iterator[Line]:
        """Yield the lines under an element; content controls are looked into."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table += 1
                yield from self._rows(child)
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        self._number += 1
        mark, level = self._mark(paragraph)
        parts = [part.strip() for part in _text(paragraph).split("\n")]
        for part in filter(None, parts):
            yield Line(number=self._number, text=part, mark=mark, level=level)
            mark, level = "", None  # a line break within a paragraph begins no new point

    def _rows(self, table: Any) -> Iterator[Line]:
        for row in table.iter(qn("w:tr")):
            self._number += 1
            cells = tuple(self._cell(cell) for cell in row if cell.tag == qn("w:tc"))
            if any(cells):
                text = "\t".join(cells)
                yield Line(number=self._number, text=text, cells=cells, table=self._table)

    def _cell(self, cell: Any) -> str:
        """Return a cell's text; an automatic number alone in a cell is its text."""
        parts = []
        for paragraph in cell.iter(qn("w:p")):
            mark, _ = self._mark(paragraph)
            text = " ".join(_text(paragraph).split())
            parts.append(text if text and mark == _BULLET else f"{mark} {text}".strip())
        return " ".join(part for part in parts if part)

    def _mark(self, paragraph: Any) -> tuple[str, int | None]:
        """Return the number and the depth of a paragraph."""
        style = _value(paragraph, "w:pPr/w:pStyle")
        number_id, depth, heading = self._styles.get(style or "", (None, None, 0))
        number_id = _value(paragraph, "w:pPr/w:numPr/w:numId") or number_id
        depth = _value(paragraph, "w:pPr/w:numPr/w:ilvl") or depth
        if not number_id or number_id == "0":
            return "", heading - 1 if heading else None
        at = min(_whole(depth), _MAX_LEVELS - 1)
        return self._lists.mark(number_id, at), at


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph as it prints; line breaks as such."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == qn("w:t"):
            pieces.append(element.text or "")
        elif element.tag in {qn("w:tab"), qn("w:noBreakHyphen")}:
            pieces.append(" " if element.tag == qn("w:tab") else "-")
        elif element.tag in {qn("w:br"), qn("w:cr")}:
            pieces.append("\n")
        elif element.tag not in _LEFT_OUT and element.tag != qn("w:pPr"):
            waiting.extend(reversed(element))
    return "".join(pieces)


def _value(element: Any, path: str) -> str | None:
    """Return the `w:val` of the element at a path under another."""
    for name in path.split("/"):
        element = element.find(qn(name))
        if element is None:
            return None
    value = element.get(qn("w:val"))
    return None if value is None else str(value)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 - digits


def _lists_of(document: Any) -> _Lists:
    lists = _Lists()
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return lists
    abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    for number in root.findall(qn("w:num")):
        number_id = str(number.get(qn("w:numId")))
        base = _value(number, "w:abstractNumId")
        levels = _levels(abstract[base]) if base in abstract else {}
        overridden = _overrides(number)
        lists.levels[number_id] = levels | {
            depth: _Level(form=level.form, pattern=level.pattern, start=start)
            for depth, start in overridden.items()
            if (level := levels.get(depth)) is not None
        }
        # Lists that share an abstract list go on counting, unless one starts anew.
        lists.shared[number_id] = number_id if overridden else f"abstract {base}"
    return lists


def _levels(abstract: Any) -> dict[int, _Level]:
    return {
        _whole(level.get(qn("w:ilvl"))): _Level(
            form=_value(level, "w:numFmt") or "decimal",
            pattern=_value(level, "w:lvlText") or "",
            start=_whole(_value(level, "w:start") or "1"),
        )
        for level in abstract.findall(qn("w:lvl"))
    }


def _overrides(number: Any) -> dict[int, int]:
    return {
        _whole(one.get(qn("w:ilvl"))): _whole(start)
        for one in number.findall(qn("w:lvlOverride"))
        if (start := _value(one, "w:startOverride")) is not None
    }


def _style_numbers(document: Any) -> dict[str, _StyleNumber]:
    """Return list, depth and rank as heading that each paragraph style brings, inherited too."""
    elements = {
        style.get(qn("w:styleId")): style
        for style in document.styles.element.findall(qn("w:style"))
    }
    found = {}
    for style_id, style in elements.items():
        number_id, depth, heading, current = None, None, 0, style
        for _ in range(_MAX_STYLE_DEPTH):
            number_id = number_id or _value(current, "w:pPr/w:numPr/w:numId")
            depth = depth or _value(current, "w:pPr/w:numPr/w:ilvl")
            name = _HEADING.match((_value(current, "w:name") or "").lower())
            heading = heading or (int(name[1]) if name else 0)
            base = _value(current, "w:basedOn")
            if base not in elements:
                break
            current = elements[base]
        found[style_id] = (number_id, depth, heading)
    return found
