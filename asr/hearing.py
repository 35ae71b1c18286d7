"""Hear the windows of a unit: fast at first, and again in other ways what came out doubtful.

Batches without time marks are fast and leave out whole passages now and then; the guards see it,
and the window is heard with time marks, without hints, then in pieces. The hearing with the least
that is missing or doubtful is kept; nothing leaves the text but for quarantine.

Invariants:
- A unit's result depends on its own windows, the speech in them and the hint only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from asr.checkpoint import RecognisedWindow
from asr.chunks import middle
from asr.doubts import Decision, Verdict, judge, set_aside
from asr.engines.base import Manner, Recogniser
from asr.timing import settled
from core.task import TaskContext
from core.timecode import Interval
from core.transcript import Word

FIRST = Manner()
OTHERS = (
    Manner(timestamps=True),
    Manner(timestamps=True, hinted=False),
    Manner(hinted=False),
)
"""Ways for a second hearing, in the order in which they are tried."""

_SHORTEST_PIECE_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What was heard in a window in one way, and what is wrong with it."""

    words: tuple[Word, ...]
    verdict: Verdict

    @property
    def is_good(self) -> bool:
        """Whether there is no reason to hear the window again."""
        return self.verdict.decision is Decision.KEEP


def hear_unit(
    engine: Recogniser,
    wav: Path,
    windows: Sequence[Interval],
    speech: Sequence[Interval],
    hint: str,
    ctx: TaskContext,
) -> tuple[RecognisedWindow, ...]:
    """Return the words of each window of a unit.

    Args:
        engine: the recogniser.
        wav: the recording.
        windows: of this unit, in order.
        speech: stretches of speech of the recording, or at least of this unit.
        hint: what may be said.
        ctx: asked between hearings whether to stop.

    Raises:
        EngineFailed: when the engine raises an error of its own.
    """
    best = _hear_whole(engine, wav, windows, speech, hint, ctx)
    for at, hearing in enumerate(best):
        if not hearing.is_good:
            ctx.check()
            pieces = _hear_pieces(engine, wav, windows[at], hearing.verdict.gaps, speech, hint)
            best[at] = _better(hearing, pieces)
    return tuple(_kept(window, hearing) for window, hearing in zip(windows, best, strict=True))


def _hear_whole(
    engine: Recogniser,
    wav: Path,
    windows: Sequence[Interval],
    speech: Sequence[Interval],
    hint: str,
    ctx: TaskContext,
) -> list[Hearing]:
    """Return the best hearing of each window, the doubtful ones heard in every manner."""
    listening = engine.listen(wav, windows)
    best: list[Hearing] = []
    asked = list(range(len(windows)))
    for manner in (FIRST, *OTHERS):
        ctx.check()
        found = [
            _judged(words, speech, windows[at])
            for at, words in zip(
                asked, listening.hear(asked, [hint] * len(asked), manner), strict=True
            )
        ]
        if not best:
            best = found
        else:
            for at, hearing in zip(asked, found, strict=True):
                best[at] = _better(best[at], hearing)
        asked = [at for at in asked if not best[at].is_good]
        if not asked:
            break
    return best


def _hear_pieces(
    engine: Recogniser,
    wav: Path,
    window: Interval,
    missing: Sequence[Interval],
    speech: Sequence[Interval],
    hint: str,
) -> Hearing | None:
    """Return the hearing of a window in pieces; None when no pause parts it.

    It is cut around the longest passage that was left out, or in two at its longest pause: a
    passage that is alone in its window is not left out.
    """
    pauses = _pauses(window, speech)
    if not pauses:
        return None
    if missing:
        gap = max(missing, key=lambda gap: gap.duration_s)
        cuts = {min(map(middle, pauses), key=lambda at: abs(at - gap.start))}
        cuts.add(min(map(middle, pauses), key=lambda at: abs(at - gap.end)))
    else:
        cuts = {middle(max(pauses, key=lambda pause: pause.duration_s))}
    edges = [window.start, *sorted(cuts), window.end]
    pieces = [Interval(start, end) for start, end in pairwise(edges)]
    heard = engine.listen(wav, pieces).hear(range(len(pieces)), [hint] * len(pieces), FIRST)
    return _judged([word for words in heard for word in words], speech, window)


def _pauses(window: Interval, speech: Sequence[Interval]) -> list[Interval]:
    """Return the pauses well inside the window."""
    inside = [s for s in speech if s.end > window.start and s.start < window.end]
    return [
        Interval(before.end, after.start)
        for before, after in pairwise(inside)
        if before.end - window.start >= _SHORTEST_PIECE_S
        and window.end - after.start >= _SHORTEST_PIECE_S
    ]


def _judged(words: Sequence[Word], speech: Sequence[Interval], window: Interval) -> Hearing:
    """Return the words of a window with what is wrong with them."""
    timed = settled(words, speech)
    return Hearing(words=timed, verdict=judge(timed, speech, window))


def _better(one: Hearing, other: Hearing | None) -> Hearing:
    """Return the hearing with less that is missing or doubtful; the first one of equals."""
    if other is None or other.verdict.severity_s >= one.verdict.severity_s:
        return one
    return other


def _kept(window: Interval, hearing: Hearing) -> RecognisedWindow:
    """Return the window's words, what nobody said set aside."""
    words, aside = set_aside(hearing.words, hearing.verdict.invented)
    return RecognisedWindow(window=window, words=words, quarantined=aside)
