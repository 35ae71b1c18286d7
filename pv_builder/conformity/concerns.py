"""The alerts as a person reads them: one line for each thing to do, however often it occurs.

A large assembly gives the same alert for many members, moments or items; the minutes keep each with
its seconds, a page of things to check must stay a page. The annex of the draft and the window show
these lines.

Invariants:
- No place to listen to and no item is lost: alerts that say the same share one line.
- What blocks is never put together with what does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.timecode import Interval
from pv_builder.evidence import Alert, Severity
from pv_builder.language.typography import counted, few
from pv_builder.meeting import ItemMark

_MOST_ALIKE = 3
"""Lines of one kind that are shown in full; others are told at their items."""

_MOST_PLACES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One line of what a person must look at.

    Attributes:
        items: marks of the items it concerns, in the order told; none for the whole session.
        excerpts: the seconds of the recording to listen to, in order.
    """

    severity: Severity
    text: str
    items: tuple[ItemMark, ...] = ()
    excerpts: tuple[Interval, ...] = ()

    @property
    def is_blocking(self) -> bool:
        """Whether it refuses the final document."""
        return self.severity is Severity.BLOCKING


def concerns(alerts: Iterable[Alert]) -> tuple[Concern, ...]:
    """Return what is to be looked at, the gravest first, alerts of one kind together."""
    kinds: dict[tuple[Severity, str, bool], list[Alert]] = {}
    for alert in alerts:
        kinds.setdefault((alert.severity, alert.code, alert.item is None), []).append(alert)
    graver = sorted(kinds.values(), key=lambda kind: kind[0].severity is not Severity.BLOCKING)
    return tuple(line for kind in graver for line in _of_kind(kind))


def items_in_words(items: Sequence[ItemMark]) -> str:
    """Return the marks as they are read: "3", "2, 5 à 9 et 12"."""
    numbers = sorted(mark for mark in items if isinstance(mark, int))
    runs = groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0])
    parts = [part for _, run in runs for part in _run([mark for _, mark in run])]
    parts += [str(mark) for mark in items if not isinstance(mark, int)]
    return few(parts, _MOST_PLACES)


def _run(marks: Sequence[int]) -> Iterator[str]:
    """Yield consecutive numbers: each of two, the first and the last of more."""
    if len(marks) <= 2:  # noqa: PLR2004 - "5 et 6", but "5 à 7"
        yield from map(str, marks)
    else:
        yield f"{marks[0]} à {marks[-1]}"


def _of_kind(alerts: Sequence[Alert]) -> Iterator[Concern]:
    """Yield the lines of the alerts of one kind: one for each wording, then the rest as one."""
    wordings: dict[str, list[Alert]] = {}
    for alert in alerts:
        wordings.setdefault(alert.text, []).append(alert)
    lines = [_together(same, text) for text, same in wordings.items()]
    if min(len(lines), len({alert.item for alert in alerts})) <= _MOST_ALIKE + 1:
        yield from lines
        return
    yield from lines[:_MOST_ALIKE]
    others = [alert for text in list(wordings)[_MOST_ALIKE:] for alert in wordings[text]]
    count = counted(len(others), "autre remarque de même nature", "autres remarques de même nature")
    yield _together(others, f"{count}, chacune à son point.")


def _together(alerts: Sequence[Alert], text: str) -> Concern:
    return Concern(
        severity=alerts[0].severity,
        text=text,
        items=tuple(dict.fromkeys(alert.item for alert in alerts if alert.item is not None)),
        excerpts=tuple(sorted({excerpt for alert in alerts for excerpt in alert.excerpts})),
    )
