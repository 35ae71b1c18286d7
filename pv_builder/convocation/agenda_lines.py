"""The points of an agenda out of the lines of a convocation.

Points are the lines with a number that no other point stands under; without any number, those with
a bullet; without any bullet, the paragraphs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from core.folding import fold
from pv_builder.convocation.marks import BULLET, Mark, mark_of_list, split_mark
from pv_builder.convocation.outline import Node, Outline
from pv_builder.convocation.rapporteurs import split_rapporteur
from pv_builder.intake.line import Line
from pv_builder.roster.fields import Fault, cleaned

_TITLE = re.compile(r"\bordre du jour\b")
_LONGEST_TITLE = 160
_ENDS = (
    *("je vous prie", "veuillez", "vous voudrez", "comptant sur", "dans l'attente", "en cas d'"),
    *("fait a ", "cordialement", "le maire,", "la maire,", "le president,", "la presidente,"),
    *("si vous ne pouvez", "je soussigne", "vous souhaitant", "restant a", "nous vous prions"),
    *(
        "pieces jointes",
        "piece jointe",
        "p.j.",
        "pj :",
        "nb :",
        "n.b.",
        "signe",
        "convocation affichee",
    ),
    *("les membres du", "presents", "etaient presents", "present(e)s", "esperant", "pouvoir :"),
    *("je compte sur", "recevez", "agreez", "bien cordialement", "pour le maire", "a l'issue"),
    *(
        "tout membre empeche",
        "tout conseiller empeche",
        "en cas d empechement",
        "date de convocation",
    ),
)
_HEADINGS_OF_TABLES = (
    "objet",
    "intitule",
    "rapporteur",
    "ordre du jour",
    "point",
    "titre",
    "affaire",
)
_VARIOUS = re.compile(r"(?:informations?|questions?|points?|affaires?|communications?)\b.*\bdivers")
_FEWEST_NUMBERED = 2
_WRAPPED_SHARE = 0.8
_FEWEST_WIDE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point as written; `rapporteur` too, `mark` "" where the document gives no number."""

    mark: str
    title: str
    line: int
    rapporteur: str | None = None


@dataclass(slots=True)
class AgendaReading:
    """The points found, and what should be looked at.

    Attributes:
        parts: headings that points stand under, with their marks.
        start: index of the first line after the title of the agenda; None without a title.
    """

    points: list[Point] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    start: int | None = None


def agenda_of_lines(lines: Sequence[Line]) -> AgendaReading:
    """Return the points that the lines of a convocation list."""
    reading = AgendaReading(start=_start(lines))
    section = _section(lines, reading.start or 0)
    tabled = _of_tables(lines)
    if tabled:
        reading.points = tabled
    else:
        _read(section, reading)
    if reading.points and reading.start is None:
        reading.doubts.insert(0, _doubt(None, "le titre « Ordre du jour » n'a pas été trouvé."))
    return reading


def _start(lines: Sequence[Line]) -> int | None:
    """Return the index of the line after "Ordre du jour"; the one that a list follows wins."""
    titles = [
        at
        for at, line in enumerate(lines)
        if _TITLE.search(fold(line.text)) and len(line.text) <= _LONGEST_TITLE
    ]
    for at in titles:
        if any(_mark(line) is not None for line in lines[at + 1 : at + 4]):
            return at + 1
    return titles[0] + 1 if titles else None


def _section(lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines of the agenda, up to the closing words of the letter."""
    section: list[Line] = []
    for line in lines[start:]:
        if fold(line.text).lstrip("*• ").startswith(_ENDS) and (section or start):
            break
        section.append(line)
    return section


def _mark(line: Line) -> Mark | None:
    return mark_of_list(line.mark) if line.mark else split_mark(line.text)[0]


def _title(line: Line) -> str:
    title = cleaned(line.text if line.mark else split_mark(line.text)[1])
    bare = title.strip(" *_;:")
    return bare.rstrip(".") if bare.count(".") == 1 else bare


def _read(section: Sequence[Line], reading: AgendaReading) -> None:
    marked = [(line, _mark(line)) for line in section if not line.cells]
    numbered = sum(1 for _, mark in marked if mark is not None and not mark.is_bullet)
    if numbered >= _FEWEST_NUMBERED or (numbered and reading.start is not None):
        _read_numbered(marked, reading)
    elif any(mark is not None for _, mark in marked):
        _read_flat([line for line, mark in marked if mark is not None], reading, "des tirets")
    elif reading.start is not None:
        _read_flat([line for line, _ in marked], reading, "des lignes")


def _read_flat(lines: Sequence[Line], reading: AgendaReading, what: str) -> None:
    """Read points that carry no number: they are numbered in their order."""
    if not lines:
        return
    for number, line in enumerate(lines, start=1):
        title, rapporteur = split_rapporteur(_title(line))
        if title:
            point = Point(mark=str(number), title=title, line=line.number, rapporteur=rapporteur)
            reading.points.append(point)
    text = f"les points sont {what} sans numéro ; ils sont numérotés de 1 à {len(reading.points)}."
    reading.doubts.append(_doubt(None, text))


def _read_numbered(marked: Sequence[tuple[Line, Mark | None]], reading: AgendaReading) -> None:
    outline = Outline()
    node: Node | None = None
    loose: list[Line] = []
    last = ""
    widest = max((len(line.text) for line, _ in marked), default=0)
    for line, mark in marked:
        if mark is not None and not mark.is_bullet:
            node = outline.add(mark, _title(line), line)
        elif node is not None and mark is None and _goes_on(line, last, widest):
            node.title = f"{node.title} {cleaned(line.text)}"
        elif _is_loose_point(line, mark, node):
            loose.append(line)
        elif node is not None:
            node.details.append(cleaned(line.text))
        last = line.text
    for number in outline.gaps:
        reading.doubts.append(_doubt(number, "la numérotation ne se suit pas ici : vérifiez."))
    _settle(outline, loose, reading)


def _is_loose_point(line: Line, mark: Mark | None, node: Node | None) -> bool:
    """Whether a line without a number is a point: a dash before the first one, "Divers" after."""
    if mark is not None and mark.is_bullet:
        return node is None
    return node is not None and _VARIOUS.match(fold(line.text)) is not None


def _settle(outline: Outline, loose: Sequence[Line], reading: AgendaReading) -> None:
    """Take the points out of the tree, and those without a number, lettered, at their place."""
    parts = [(node.mark, node.title) for node in outline.nodes if node.has_children and node.title]
    if len(dict(parts)) == len(parts):
        reading.parts = [(mark, split_rapporteur(title)[0]) for mark, title in parts]
    leaves = [node for node in outline.nodes if not node.has_children and node.title]
    _number_anew_if_double(leaves, reading)
    taken = {node.mark.casefold() for node in outline.nodes}
    free = (sign for sign in ascii_lowercase if sign not in taken)
    lettered = [
        Node(mark=sign, title=_title(line), number=line.number)
        for sign, line in zip(free, loose, strict=False)
    ]
    for node in lettered:
        text = f"« {node.title[:60]} » n'a pas de numéro ; le point est noté « {node.mark} »."
        reading.doubts.append(_doubt(node.number, text))
    sections = {mark: split_rapporteur(title)[1] for mark, title in parts}
    ordered = sorted([*leaves, *lettered], key=lambda node: node.number)
    reading.points = [_of_section(_point(node), sections) for node in ordered]


def _of_section(point: Point, sections: Mapping[str, str | None]) -> Point:
    """Return a point with the rapporteur of its heading where it has none of its own."""
    if point.rapporteur is not None:
        return point
    around = [who for mark, who in sections.items() if who and point.mark.startswith(f"{mark}.")]
    return replace(point, rapporteur=around[-1]) if around else point


def _goes_on(line: Line, last: str, widest: int) -> bool:
    """Whether a line is the rest of a title that was too long for the one before."""
    text = line.text.lstrip("(")
    if line.level is not None or not text or split_rapporteur(line.text)[0] == "":
        return False
    is_wrapped = widest >= _FEWEST_WIDE and len(last) >= widest * _WRAPPED_SHARE
    return text[0].islower() or (is_wrapped and not last.rstrip().endswith((".", ";")))


def _number_anew_if_double(leaves: list[Node], reading: AgendaReading) -> None:
    """Number the points in their order where two have the same mark."""
    if len({node.mark for node in leaves}) == len(leaves):
        return
    for number, node in enumerate(leaves, start=1):
        node.mark = str(number)
    reading.parts = []
    text = f"des numéros se répètent ; les points sont numérotés de 1 à {len(leaves)}."
    reading.doubts.append(_doubt(None, text))


def _point(node: Node) -> Point:
    title, rapporteur = split_rapporteur(node.title)
    for detail in node.details:
        if rapporteur is None:
            rest, told = split_rapporteur(detail)
            rapporteur = told if not rest else None
    return Point(mark=node.mark, title=title, line=node.number, rapporteur=rapporteur)


def _doubt(line: int | None, text: str) -> Fault:
    return Fault(line=line, text=text)


# -------------------------------------------------------------------------------------- tables


def _of_tables(lines: Sequence[Line]) -> list[Point]:
    """Return the points of the table whose headings are those of an agenda."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.table:
            tables.setdefault(line.table, []).append(line)
    for rows in tables.values():
        headings = [fold(cell) for cell in rows[0].cells]
        known = sum(heading.startswith(_HEADINGS_OF_TABLES) for heading in headings)
        if known >= _FEWEST_NUMBERED or (known and len(headings) <= 2 and len(rows) > 2):  # noqa: PLR2004 - number and object
            return _of_rows(headings, rows[1:])
    return []


def _of_rows(headings: Sequence[str], rows: Sequence[Line]) -> list[Point]:
    who = next((i for i, head in enumerate(headings) if head.startswith("rapporteur")), None)
    widths = [
        sum(len(row.cells[at]) for row in rows if at < len(row.cells)) if at != who else -1
        for at in range(len(headings))
    ]
    what = widths.index(max(widths))
    points: list[Point] = []
    for row in rows:
        if what >= len(row.cells) or not row.cells[what]:
            continue
        mark, title = _of_cells(row, what)
        title, rapporteur = split_rapporteur(title)
        if who is not None and who < len(row.cells) and row.cells[who]:
            rapporteur = row.cells[who]
        shown = mark or str(len(points) + 1)
        points.append(Point(mark=shown, title=title, line=row.number, rapporteur=rapporteur))
    return points


def _of_cells(row: Line, what: int) -> tuple[str, str]:
    """Return the number of a row, in the title's cell or one before it, and the title."""
    mark, title = split_mark(row.cells[what])
    for cell in row.cells[:what]:
        found = mark_of_list(cell)
        if found is not None and found is not BULLET:
            return found.text, cleaned(row.cells[what])
    return (mark.text if mark and not mark.is_bullet else ""), cleaned(title)
