"""The marks of the live board as facts of the session: from the recording's journal to the reading.

Marks hold for the recording they were made on: they are used only when the transcript was made from
its parts, which the digests tell, and are moved along when other files come before them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from asr.recording.journal import MarkKind, read_journal
from asr.recording.summary import PlacedMark, digests, summarise
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

_MOVES = {
    MarkKind.ARRIVAL: MovementKind.ARRIVAL,
    MarkKind.DEPARTURE: MovementKind.DEPARTURE,
}


def marks_of(dossier: Dossier, audio: AudioRef) -> Marks:
    """Return what was marked while the recording of a transcript was made, none of another's."""
    places = places_of(dossier)
    if not places.journal.exists():
        return Marks()
    entries = read_journal(places.journal)
    offset_s = _offset_s(list(digests(entries).values()), audio)
    if offset_s is None:
        return Marks()
    return stated(summarise(entries, places.folders).marks, offset_s)


def closed_passages(marks: Marks, audio: AudioRef) -> tuple[ExcludePassage, ...]:
    """Return the passages of a recording that were marked as closed session: no document has them.

    A person may bring them back, as any passage left out.
    """
    return tuple(
        ExcludePassage(start=span.start, end=span.end, reason=Exclusion.CLOSED_SESSION)
        for span in marks.closed_until(audio.duration_s)
        if span.duration_s > 0
    )


def stated(placed: Sequence[PlacedMark], offset_s: float = 0.0) -> Marks:
    """Return marks as facts.

    Args:
        placed: in order, at seconds of the recorded sound.
        offset_s: seconds of other sound before the recorded one.
    """
    at = [(one, one.sound_s + offset_s, _hour(one.mark.at)) for one in placed]
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
    marks: Iterable[tuple[PlacedMark, float, str]], begin: MarkKind, end: MarkKind
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


def _offset_s(recorded: Sequence[str], audio: AudioRef) -> float | None:
    """Return where the recorded parts begin in a recording, None when they are not all in it."""
    given = [part.sha256 for part in audio.parts]
    for at in range(len(given) - len(recorded) + 1 if recorded else 0):
        if given[at : at + len(recorded)] == list(recorded):
            return sum(part.duration_s for part in audio.parts[:at])
    return None
