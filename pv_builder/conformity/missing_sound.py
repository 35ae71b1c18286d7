"""Check of the recording itself: what was said where it has no sound cannot be in the minutes."""

from collections.abc import Iterable, Iterator, Sequence

from core.timecode import Interval
from core.transcript import AudioRef
from pv_builder.conformity.recording_told import LEAST_TOLD_S, length_told
from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import Item, ItemMark, Meeting

_BEFORE_S = 5.0
"""What is listened to before a place where the sound stops."""

_WHAT_TO_DO = (
    "ce qui s'y est dit manque au procès-verbal, qui rapporte la teneur des discussions (CGCT, "
    "art. L. 2121-15). Complétez d'après vos notes, ou importez une autre copie du fichier."
)


def check_sound(meeting: Meeting, audio: AudioRef) -> Iterator[Alert]:
    """M10: the places where the recording has no sound (L. 2121-15).

    Args:
        meeting: with the places of its items in the recording.
        audio: the recording, with what is known to be missing of it.
    """
    for item, holes in _by_item(meeting.items, audio.holes):
        missing_s = sum(hole.duration_s for hole in holes)
        is_damaged = any(hole.duration_s == 0 for hole in holes)
        if missing_s >= LEAST_TOLD_S or is_damaged:
            silent = f"muet pendant {length_told(missing_s)}"
            lack = "illisible ici" if is_damaged else silent
            yield Alert(
                code="sound-missing",
                severity=Severity.WARNING,
                text=f"L'enregistrement est {lack} : {_WHAT_TO_DO}",
                item=item,
                excerpts=tuple(holes),
            )
    at_s = 0.0
    for part in audio.parts:
        at_s += part.duration_s
        if part.missing_s >= LEAST_TOLD_S:
            yield Alert(
                code="sound-cut",
                severity=Severity.WARNING,
                text=(
                    f"Il manque {length_told(part.missing_s)} à cet enregistrement, à sa fin ou là "
                    f"où il est illisible : {_WHAT_TO_DO}"
                ),
                item=_item_at(meeting.items, at_s),
                excerpts=(Interval(max(0.0, at_s - _BEFORE_S), at_s),),
            )


def _by_item(
    items: Sequence[Item], holes: Iterable[Interval]
) -> Iterator[tuple[ItemMark | None, list[Interval]]]:
    """Yield the holes of each item, and those outside all items under None."""
    places: dict[ItemMark | None, list[Interval]] = {}
    for hole in holes:
        places.setdefault(_item_at(items, hole.start), []).append(hole)
    yield from places.items()


def _item_at(items: Sequence[Item], at_s: float) -> ItemMark | None:
    """Return the item that is treated at a second of the recording, None outside all."""
    for item in items:
        begun = item.start_s is not None and item.start_s <= at_s
        if begun and item.end_s is not None and at_s < item.end_s:
            return item.mark
    return None
