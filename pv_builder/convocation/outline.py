"""The tree of an agenda: which points stand under which, and the whole mark of each.

"I." then "I.2" then "A." then "3." is "I.2.A.3", as the minutes number it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from pv_builder.convocation.marks import Mark, Reading, Style
from pv_builder.intake.line import Line


@dataclass(slots=True)
class Node:
    """A line of the agenda with a number.

    Attributes:
        mark: the whole mark, from the root.
        number: line of the document.
        has_children: whether points stand under it: it is then a heading, not a point.
        details: lines under it without a number of their own.
    """

    mark: str
    title: str
    number: int
    has_children: bool = False
    details: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    style: Style
    sign: str
    depth: int | None
    indent: int
    value: int
    node: Node


class Outline:
    """Builds the tree line by line.

    Attributes:
        nodes: in the order of the document.
        gaps: lines whose number does not follow the one before.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.gaps: list[int] = []
        self._open: list[_Level] = []

    def add(self, mark: Mark, title: str, line: Line) -> Node:
        """Add a line and return its node.

        Args:
            mark: its number.
            title: the rest of the line.
            line: the line itself; its depth counts where the number is that of a list.
        """
        depth = line.level if line.mark else None
        if mark.readings[0].style is Style.REGISTER:
            self._open.clear()
            return self._opened(mark, mark.readings[0], title, line, mark.text)
        if mark.readings[0].style is Style.PATH:
            return self._by_path(mark, title, line)
        at, reading = self._place(mark, depth, line)
        del self._open[at:]
        above = f"{self._open[-1].node.mark}." if self._open else ""
        return self._opened(mark, reading, title, line, above + mark.text)

    def _place(self, mark: Mark, depth: int | None, line: Line) -> tuple[int, Reading]:
        """Return how many levels stay open above a mark, and how it is to be read.

        It goes on the innermost list that it can; else it begins one; else it is out of order.
        """
        following = self._like(mark, depth, lambda level, value: value == level.value + 1)
        if following is not None:
            return following
        first = next((reading for reading in mark.readings if reading.value == 1), None)
        if first is not None:
            again = self._like(mark, depth, lambda level, _: line.indent <= level.indent)
            return (again[0], first) if again else (self._under(depth), first)
        loosely = self._like(mark, depth, lambda level, value: value == level.value + 1, sign=False)
        if loosely is not None:
            return loosely
        self.gaps.append(line.number)
        return self._like(mark, depth, lambda _level, _value: True, sign=False) or (
            self._under(depth),
            mark.readings[0],
        )

    def _like(
        self,
        mark: Mark,
        depth: int | None,
        accepts: Callable[[_Level, int], bool],
        *,
        sign: bool = True,
    ) -> tuple[int, Reading] | None:
        """Return the innermost open level that is written like a mark, and how it is then read."""
        for at in range(len(self._open) - 1, -1, -1):
            level = self._open[at]
            for reading in mark.readings:
                is_like = level.style is reading.style and level.depth == depth
                is_like = is_like and (not sign or level.sign == mark.sign)
                if is_like and accepts(level, reading.value):
                    return at, reading
        return None

    def _under(self, depth: int | None) -> int:
        """Return how many levels stay open above a list that begins."""
        if depth is None:
            return len(self._open)
        deeper = (
            at
            for at, level in enumerate(self._open)
            if level.depth is not None and level.depth >= depth
        )
        return next(deeper, len(self._open))

    def _by_path(self, mark: Mark, title: str, line: Line) -> Node:
        """Add a line whose mark names its whole place: "I.2", "1.2.3"."""
        above = mark.text.rpartition(".")[0]
        while self._open and self._open[-1].node.mark != above:
            self._open.pop()
        return self._opened(mark, Reading(Style.PATH, 0), title, line, mark.text)

    def _opened(self, mark: Mark, reading: Reading, title: str, line: Line, whole: str) -> Node:
        if self._open:
            self._open[-1].node.has_children = True
        node = Node(mark=whole, title=title, number=line.number)
        self.nodes.append(node)
        self._open.append(
            _Level(
                style=reading.style,
                sign=mark.sign,
                depth=line.level if line.mark else None,
                indent=line.indent,
                value=reading.value,
                node=node,
            )
        )
        return node
