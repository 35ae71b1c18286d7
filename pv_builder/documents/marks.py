"""Which facts a person has not yet agreed to, and how the draft says so.

A fact with evidence that is only proposed carries the mark «à vérifier» and the time to listen to;
a fact without evidence was stated by a person, and a confirmed one carries no mark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.timecode import Interval
from pv_builder.blocks import CheckMark, Line, Run, Shade
from pv_builder.evidence import Evidence, FactKey, Status
from pv_builder.language.typography import NBSP

SHADES = {
    Shade.IN_FAVOUR: "1F3864",
    Shade.AGAINST: "B03A2E",
    Shade.ABSTENTION: "9A9A9A",
    Shade.PLAIN: "1F3864",
}
"""Colours of bars, told apart by their darkness too; the words beside them say the same."""
CHART_SHARES = (0.42, 0.3, 0.28)
"""Widths of what a bar is about, of the bar, and of the words."""
BAR_COLUMNS = 40
"""Narrow columns that the longest bar spans, in formats where a bar is made of cells."""
SHORT_MARK = 3
"""Characters of the mark of an item: "12." stands close to its title, "I.2.A.3" needs room."""
_SHOWN_TIMES = 3
_SAME_MOMENT_S = 5.0
"""Excerpts closer than this are one place to listen to: a sentence lasts about as long."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Answers which facts are proposals; `by_fact` is None-free and keyed by fact."""

    by_fact: Mapping[FactKey, Evidence]

    def is_proposed(self, key: FactKey) -> bool:
        """Whether a fact comes from the recording and waits for a person."""
        evidence = self.by_fact.get(key)
        return evidence is not None and evidence.status is Status.PROPOSED

    def mark(self, *keys: FactKey) -> CheckMark | None:
        """Return one mark for all those of the facts that are proposals, None without any."""
        waiting = [self.by_fact[key] for key in keys if self.is_proposed(key)]
        if not waiting:
            return None
        return CheckMark(excerpts=tuple(e for evidence in waiting for e in evidence.excerpts))

    def run(self, content: str, *keys: FactKey, bold: bool = False) -> Run:
        """Return a text that states facts, proposed when one of them is."""
        mark = self.mark(*keys)
        start = mark.excerpts[0].start if mark and mark.excerpts else None
        return Run(text=content, bold=bold, proposed=mark is not None, start_s=start)


def marker(evidence: Iterable[Evidence]) -> Marker:
    """Return the marker for these proofs."""
    return Marker({proof.fact: proof for proof in evidence})


def with_mark(line: Line, mark: CheckMark | None) -> Line:
    """Return the line followed by its mark, if any."""
    return (*line, mark) if mark else line


def mark_text(mark: CheckMark) -> str:
    """Return the mark as printed: "[à vérifier · 03:12]", a brief one "[03:12]"."""
    times = f",{NBSP}".join(listening_times(mark.excerpts))
    if mark.brief and times:
        return f"[{times}]"
    label = f"à{NBSP}vérifier"
    return f"[{label}{NBSP}·{NBSP}{times}]" if times else f"[{label}]"


def mark_after(mark: CheckMark) -> str:
    """Return the mark as it follows a text; a brief one is never alone on a line."""
    return f"{NBSP if mark.brief else ' '}{mark_text(mark)}"


def listening_times(excerpts: Iterable[Interval], most: int = _SHOWN_TIMES) -> list[str]:
    """Return where to listen, in order, so many places at most and "…" for more."""
    starts: list[float] = []
    for start in sorted(excerpt.start for excerpt in excerpts):
        if not starts or start - starts[-1] > _SAME_MOMENT_S:
            starts.append(start)
    shown = [clock(start) for start in starts[:most]]
    return [*shown, "…"] if len(starts) > most else shown


def clock(seconds: float) -> str:
    """Return a time in the recording as short as it can be: "03:12", "1:02:03"."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"
