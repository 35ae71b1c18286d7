"""How the recording of a session grew since it was transcribed, told by the digests of its files.

A session is recorded further, another recorder gives what a crash cost, a hole is filled: the
files that were transcribed are still among its files, as they were or with a hole filled.

Invariants:
- Pure: digests and lengths in, places out.
- Files that were transcribed and are no longer there, or stand in another order, are no growth.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from asr.recording.summary import RecordedPart
from core.timecode import Interval, merged
from core.transcript import AudioRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What a recording has that it had not.

    Attributes:
        inserted: what was put in, in order (`core.insertions`).
        filled: holes that got their sound, in order.
    """

    inserted: tuple[Interval, ...]
    filled: tuple[Interval, ...]

    @property
    def stretches(self) -> list[Interval]:
        """All that is new to hear, in order; what follows without a break is one stretch."""
        return sorted([*merged(self.inserted), *merged(self.filled)])


def places_in(
    before: Sequence[str], now: Sequence[str], recorded: Sequence[RecordedPart]
) -> list[int] | None:
    """Return where each file of a recording stands among its files now; None if one is not there.

    Args:
        before: digests of the files as they were.
        now: digests of the files.
        recorded: the parts that Greffier recorded in this session.
    """
    current = {digest: part.digests[-1] for part in recorded for digest in part.digests}
    places: list[int] = []
    for digest in before:
        first = places[-1] + 1 if places else 0
        same = {digest, current.get(digest, digest)}
        place = next((at for at in range(first, len(now)) if now[at] in same), None)
        if place is None:
            return None
        places.append(place)
    return places


def growth_of(before: AudioRef, now: AudioRef, recorded: Sequence[RecordedPart]) -> Growth | None:
    """Return what a recording got since it was transcribed; None when it is another recording."""
    digests = [part.sha256 for part in now.parts]
    places = places_in([part.sha256 for part in before.parts], digests, recorded)
    if places is None:
        return None
    earlier = dict(zip(places, before.parts, strict=True))
    chains = {part.digests[-1]: part for part in recorded}
    inserted: list[Interval] = []
    filled: list[Interval] = []
    at_s = 0.0
    for place, part in enumerate(now.parts):
        was = earlier.get(place)
        if was is None:
            inserted.append(Interval(at_s, at_s + part.duration_s))
        elif was.sha256 != part.sha256:
            holes = chains[part.sha256].filled_since(was.sha256)
            filled += [Interval(at_s + hole.start, at_s + hole.end) for hole in holes]
        at_s += part.duration_s
    return Growth(inserted=tuple(inserted), filled=tuple(merged(filled)))
