"""The lines of an OpenDocument text with the numbers of its lists.

A list names a style that says how each depth is written (OpenDocument 1.3 part 3, § 16.30).
Tracked deletions stand apart from the text and are not read.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from odfdo import Document, Element, XmlPart

from pv_builder.intake.line import Line
from pv_builder.intake.numerals import written
from pv_builder.intake.packages import check_package
from pv_builder.intake.source import Kind, Source, library_faults

_MAX_DEPTH = 10
_BULLET = "•"
_CONTAINERS = {"text:section", "text:index-body", "text:table-of-content"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    before: str
    after: str
    shown: int
    start: int


_Style = Mapping[int, _Level]


def odt_lines(source: Source) -> Iterator[Line]:
    """Yield the lines of an OpenDocument text.

    Raises:
        ImportRefused: when it is damaged, harmful or too large.
    """
    check_package(source, Kind.ODT)
    with library_faults(source):
        document = Document(io.BytesIO(source.content))
        styles = _list_styles(document)
        yield from _Walk(styles).lines(document.body)


class _Walk:
    """Reads a body in its order, numbering as it goes."""

    def __init__(self, styles: Mapping[str, _Style]) -> None:
        self._styles = styles
        self._number = 0
        self._table = 0
        self._counts: dict[str, dict[int, int]] = {}

    def lines(self, parent: Element) -> Iterator[Line]:
        """Yield the lines under an element."""
        for child in parent.children:
            if child.tag in {"text:p", "text:h"}:
                yield from self._paragraph(child, "", _outline(child))
            elif child.tag == "text:list":
                yield from self._list(child, "", 0)
            elif child.tag == "table:table":
                self._table += 1
                yield from self._rows(child)
            elif child.tag in _CONTAINERS:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element, mark: str, level: int | None) -> Iterator[Line]:
        self._number += 1
        for part in filter(None, (p.strip() for p in _text(paragraph).split("\n"))):
            yield Line(number=self._number, text=part, mark=mark, level=level)
            mark, level = "", None

    def _list(self, element: Element, inherited: str, depth: int) -> Iterator[Line]:
        if depth >= _MAX_DEPTH:
            return
        name = str(element.get_attribute("text:style-name") or inherited)
        counts = self._counts.setdefault(name, {})
        goes_on = element.get_attribute("text:continue-numbering") in {True, "true"}
        if not goes_on and not element.get_attribute("text:continue-list"):
            counts.pop(depth, None)
        for item in element.children:
            if item.tag == "text:list-item":
                yield from self._item(item, name, depth)

    def _item(self, item: Element, name: str, depth: int) -> Iterator[Line]:
        is_first = True
        for child in item.children:
            if child.tag == "text:list":
                yield from self._list(child, name, depth + 1)
            elif child.tag in {"text:p", "text:h"}:
                mark = self._mark(name, depth, item) if is_first else ""
                yield from self._paragraph(child, mark, depth if is_first else None)
                is_first = False

    def _mark(self, name: str, depth: int, item: Element) -> str:
        levels = self._styles.get(name, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(name, {})
        start = item.get_attribute("text:start-value")
        value = int(str(start)) if start and str(start).isdecimal() else None
        counts[depth] = value or counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if not level.form:
            return level.before
        shown = range(max(0, depth - level.shown + 1), depth + 1)
        parts = (written(counts.get(at, 1), levels[at].form) for at in shown if at in levels)
        return f"{level.before}{'.'.join(parts)}{level.after}"

    def _rows(self, table: Element) -> Iterator[Line]:
        for row in table.get_elements("descendant::table:table-row"):
            self._number += 1
            cells = tuple(self._cell(cell) for cell in row.get_elements("table:table-cell"))
            if any(cells):
                text = "\t".join(cells)
                yield Line(number=self._number, text=text, cells=cells, table=self._table)

    @staticmethod
    def _cell(cell: Element) -> str:
        texts = (_text(paragraph) for paragraph in cell.get_elements("descendant::text:p"))
        return " ".join(" ".join(text.split()) for text in texts if text.strip())


def _outline(element: Element) -> int | None:
    level = element.get_attribute("text:outline-level") if element.tag == "text:h" else None
    return int(str(level)) - 1 if level and str(level).isdecimal() else None


def _text(element: Element) -> str:
    """Return the text of a paragraph as it prints: its spaces, tabs and line breaks too."""
    pieces = [element.text or ""]
    for child in element.children:
        if child.tag in {"text:s", "text:tab"}:
            pieces.append(" ")
        elif child.tag == "text:line-break":
            pieces.append("\n")
        elif child.tag not in {"text:note", "office:annotation", "draw:frame"}:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _list_styles(document: Document) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for part in ("styles.xml", "content.xml"):
        root = document.get_part(part)
        styles = root.get_elements("//text:list-style") if isinstance(root, XmlPart) else []
        for style in styles:
            name = str(style.get_attribute("style:name") or "")
            found[name] = dict(_levels(style))
    return found


def _levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for level in style.children:
        depth = _whole(level, "text:level", 1) - 1
        if level.tag == "text:list-level-style-bullet":
            yield depth, _Level(form="", before=_BULLET, after="", shown=1, start=1)
        elif level.tag == "text:list-level-style-number":
            yield (
                depth,
                _Level(
                    form=str(level.get_attribute("style:num-format") or ""),
                    before=str(level.get_attribute("style:num-prefix") or ""),
                    after=str(level.get_attribute("style:num-suffix") or ""),
                    shown=_whole(level, "text:display-levels", 1),
                    start=_whole(level, "text:start-value", 1),
                ),
            )


def _whole(element: Element, name: str, otherwise: int) -> int:
    value = element.get_attribute(name)
    return int(str(value)) if value and str(value).isdecimal() else otherwise
