"""The marks of the live board as facts of the session: from the recording's journal to the reading.

Marks hold for the recording they were made on: those are used whose parts the transcript was made
from, which the digests tell, and they are moved along when other sound comes before them.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asr.recording.journal import MarkKind, read_journal
from core.timecode import Interval
from core.transcript import AudioRef
from desktop.session.corrections.edits import ExcludePassage, Exclusion
from desktop.session.dossier import Dossier
from desktop.session.recording.places import places_of
from pv_builder.marks import (
    MarkedFloor,
    MarkedItem,
    MarkedMove,
    MarkedSpan,
    MarkedVote,
    Marks,
)
from pv_builder.meeting import MemberName, MovementKind

if TYPE_CHECKING:
    from asr.recording.summary import PlacedMark, RecordedPart

_MOVES = {
    MarkKind.ARRIVAL: MovementKind.ARRIVAL,
    MarkKind.DEPARTURE: MovementKind.DEPARTURE,
}

_LASTING = (
    *(MarkKind.SUSPENSION, MarkKind.RESUMPTION),
    *(MarkKind.CLOSED_SESSION, MarkKind.PUBLIC_AGAIN),
)


def marks_of(dossier: Dossier, audio: AudioRef) -> Marks:
    """Return what was marked while the recording of a transcript was made, none of another's.

    A session may be recorded further, or another recorder's sound be put into it, before the
    transcript is: what was marked in the parts that it has stands at their places in it.
    """
    places = places_of(dossier)
    if not places.journal.exists():
        return Marks()
    from asr.recording.summary import recorded_parts, summarise  # noqa: PLC0415 - loads numpy

    entries = read_journal(places.journal)
    shared = _shared_parts(recorded_parts(entries), audio)
    if not shared:
        return Marks()
    placed = summarise(entries, places.folders).marks
    return stated([here for one in placed if (here := _placed(one, shared)) is not None])


def closed_passages(marks: Marks, audio: AudioRef) -> tuple[ExcludePassage, ...]:
    """Return the passages of a recording that were marked as closed session: no document has them.

    A person may bring them back, as any passage left out.
    """
    return tuple(
        ExcludePassage(start=span.start, end=span.end, reason=Exclusion.CLOSED_SESSION)
        for span in marks.closed_until(audio.duration_s)
        if span.duration_s > 0
    )


def stated(placed: Sequence["PlacedMark"]) -> Marks:
    """Return marks, in order, as facts."""
    at = [(one, one.sound_s, _hour(one.mark.at)) for one in placed]
    return Marks(
        items=tuple(
            MarkedItem(item=one.mark.text, at_s=second, hour=hour)
            for one, second, hour in at
            if one.mark.kind is MarkKind.NEXT_ITEM
        ),
        votes=tuple(
            MarkedVote(item=one.mark.text, at_s=second, hour=hour)
            for one, second, hour in at
            if one.mark.kind is MarkKind.VOTE
        ),
        moves=tuple(
            MarkedMove(
                kind=_MOVES[one.mark.kind],
                member=MemberName(one.mark.text),
                at_s=second,
                hour=hour,
            )
            for one, second, hour in at
            if one.mark.kind in _MOVES
        ),
        floors=tuple(
            MarkedFloor(member=MemberName(one.mark.text), at_s=second)
            for one, second, _ in at
            if one.mark.kind is MarkKind.FLOOR
        ),
        suspensions=_spans(at, MarkKind.SUSPENSION, MarkKind.RESUMPTION),
        closed=_spans(at, MarkKind.CLOSED_SESSION, MarkKind.PUBLIC_AGAIN),
    )


def _spans(
    marks: Iterable[tuple["PlacedMark", float, str]], begin: MarkKind, end: MarkKind
) -> tuple[MarkedSpan, ...]:
    """Return what lasts from one kind of mark to the next of another."""
    found: list[MarkedSpan] = []
    is_open = False
    for one, second, hour in marks:
        if one.mark.kind is begin and not is_open:
            found.append(MarkedSpan(start_s=second, start_hour=hour))
            is_open = True
        elif one.mark.kind is end and is_open:
            begun = found.pop()
            found.append(
                MarkedSpan(
                    start_s=begun.start_s,
                    end_s=second,
                    start_hour=begun.start_hour,
                    end_hour=hour,
                )
            )
            is_open = False
    return tuple(found)


def _hour(moment: dt.datetime) -> str:
    """Return the hour on the wall of the town hall, as it was journalled."""
    return f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _SharedPart:
    """A recorded part that a transcript was made from.

    Attributes:
        recorded: where it lies in what was recorded in the session.
        transcribed_s: where it begins in the recording that was transcribed.
    """

    recorded: Interval
    transcribed_s: float

    def place(self, second: float) -> float:
        """Return where a second of the recorded sound stands; the nearest edge for one outside."""
        inside_s = min(max(second, self.recorded.start), self.recorded.end) - self.recorded.start
        return round(self.transcribed_s + inside_s, 3)


def _shared_parts(recorded: Sequence["RecordedPart"], audio: AudioRef) -> list[_SharedPart]:
    """Return the recorded parts that a transcript was made from, in order."""
    left = list(zip(audio.parts, _begins(part.duration_s for part in audio.parts), strict=True))
    found: list[_SharedPart] = []
    for part, at_s in zip(recorded, _begins(p.duration_s for p in recorded), strict=True):
        same = next((one for one in left if one[0].sha256 in part.digests), None)
        if same is not None:
            left.remove(same)  # two parts of silence have the same digest
            interval = Interval(at_s, at_s + part.duration_s)
            found.append(_SharedPart(recorded=interval, transcribed_s=same[1]))
    return found


def _begins(lengths_s: Iterable[float]) -> list[float]:
    """Return where each of some lengths begins when they follow each other."""
    return [0.0, *itertools.accumulate(lengths_s)][:-1]


def _placed(one: "PlacedMark", shared: Sequence[_SharedPart]) -> "PlacedMark | None":
    """Return a mark at its place in the transcript, None when its sound is not in it.

    What begins or ends a suspension or a closed session keeps its effect on what is there: it is
    placed where its sound would be.
    """
    part = next((part for part in shared if one.sound_s <= part.recorded.end), shared[-1])
    is_inside = part.recorded.start <= one.sound_s <= part.recorded.end
    if not is_inside and one.mark.kind not in _LASTING:
        return None
    return replace(one, sound_s=part.place(one.sound_s))
