"""What became of the speech: named wrongly, and how surely."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.sessions import Said

SURE = 0.9
"""Score above which a name must not be wrong."""


def wrong_share(lines: Sequence[Said], turns: Sequence[dict[str, Any]]) -> float:
    """Return the share of the speech that carries another member's name."""
    wrong = sum(
        _shared_s(line, turn)
        for turn in turns
        for line in _near(lines, turn)
        if turn["member"] not in {None, line.who}
    )
    return wrong / sum(line.end - line.start for line in lines)


def sure_and_wrong(lines: Sequence[Said], turns: Sequence[dict[str, Any]]) -> int:
    """Return how many turns surely carry a name that is not of whoever speaks most in them."""
    count = 0
    for turn in turns:
        shared = {line.who: _shared_s(line, turn) for line in _near(lines, turn)}
        sure = (turn["member_score"] or 0.0) > SURE
        count += sure and bool(shared) and max(shared, key=lambda w: shared[w]) != turn["member"]
    return count


def _near(lines: Sequence[Said], turn: dict[str, Any]) -> Iterator[Said]:
    return (line for line in lines if line.start < turn["end"] and line.end > turn["start"])


def _shared_s(line: Said, turn: dict[str, Any]) -> float:
    return float(min(line.end, turn["end"]) - max(line.start, turn["start"]))
