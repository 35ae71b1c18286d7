"""What a recording made here is known to lack, told with the recording that was decoded.

Its files say nothing of it: there a hole is silence like another. The journal does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from asr.recording.journal import EndReason, Entry, StretchEnded, read_journal
from asr.recording.summary import RecordedPart, RecordingSummary, recorded_parts, summarise
from core.timecode import Interval, merged, overlap_s
from core.transcript import AudioPart, AudioRef
from desktop.session.recording.places import places_in

_APART_S = 0.5
"""By how much the end of a part in the journal may lie after that of its decoded sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What a recording lacks, in seconds of its sound.

    Attributes:
        holes: an input gave no sound, nothing was put in its place since; in order.
        cuts: second at which it was cut short, and the seconds until it went on.
    """

    holes: tuple[Interval, ...] = ()
    cuts: tuple[tuple[float, float], ...] = ()


def with_lacks(audio: AudioRef, media: Iterable[Path]) -> AudioRef:
    """Return a decoded recording with what the journals beside its files know to be missing.

    Args:
        audio: as decoded; parts that were not recorded here stay as they are.
        media: its files, wherever they lie.
    """
    for root in dict.fromkeys(medium.absolute().parent.parent for medium in media):
        places = places_in(root)
        if places.journal.exists():
            entries = read_journal(places.journal)
            recorded = recorded_parts(entries)
            lacks = lacks_of(entries, summarise(entries, places.folders), recorded)
            audio = placed(audio, recorded, lacks)
    return audio


def lacks_of(
    entries: Sequence[Entry], summary: RecordingSummary, recorded: Sequence[RecordedPart]
) -> Lacks:
    """Return what the journal of a recording says is missing; a pause that was asked for is not."""
    filled = list(_filled(recorded))
    holes = (hole.interval for hole in summary.holes)
    cut = {
        entry.stretch
        for entry in entries
        if isinstance(entry, StretchEnded) and entry.reason is EndReason.RECOVERED
    }
    cuts = []
    for one, after in pairwise(summary.spans):
        seconds = (after.began - one.began).total_seconds() - one.interval.duration_s
        if (one.stretch is None or one.stretch in cut) and seconds > 0:
            cuts.append((one.interval.end, round(seconds, 3)))
    return Lacks(
        holes=tuple(
            merged(
                hole
                for hole in holes
                if not any(overlap_s(hole, one) * 2 > hole.duration_s for one in filled)
            )
        ),
        cuts=tuple(cuts),
    )


def placed(audio: AudioRef, recorded: Sequence[RecordedPart], lacks: Lacks) -> AudioRef:
    """Return the decoded recording with what is missing, wherever its parts now stand."""
    begins = {part.digests[-1]: at for part, at in zip(recorded, _starts(recorded), strict=True)}
    parts: list[AudioPart] = []
    holes = list(audio.holes)
    at_s = 0.0
    for part in audio.parts:
        begin_s = begins.get(part.sha256)
        if begin_s is not None:
            inside = Interval(begin_s, begin_s + part.duration_s)
            part = replace(part, missing_s=part.missing_s + _cut_after(lacks, inside))  # noqa: PLW2901
            holes += _moved_inside(lacks.holes, inside, at_s)
        parts.append(part)
        at_s += part.duration_s
    return replace(audio, parts=tuple(parts), holes=tuple(merged(holes)))


def _starts(recorded: Sequence[RecordedPart]) -> Iterator[float]:
    at_s = 0.0
    for part in recorded:
        yield at_s
        at_s += part.duration_s


def _filled(recorded: Sequence[RecordedPart]) -> Iterator[Interval]:
    """Yield the holes that another recorder's sound was put into, in seconds of the recording."""
    for part, at_s in zip(recorded, _starts(recorded), strict=True):
        for hole in part.filled:
            yield Interval(at_s + hole.start, at_s + hole.end)


def _cut_after(lacks: Lacks, inside: Interval) -> float:
    """Return the seconds missing after a part: it was cut short within it, at its end."""
    begin_s, end_s = inside.start + _APART_S, inside.end + _APART_S
    return sum(seconds for at_s, seconds in lacks.cuts if begin_s < at_s <= end_s)


def _moved_inside(
    holes: Sequence[Interval], inside: Interval, begin_s: float
) -> Iterator[Interval]:
    """Yield what of the holes lies in a part, in seconds of the recording as decoded."""
    for hole in holes:
        if overlap_s(hole, inside) > 0:
            start = max(hole.start, inside.start) - inside.start + begin_s
            end = min(hole.end, inside.end) - inside.start + begin_s
            yield Interval(round(start, 3), round(end, 3))
