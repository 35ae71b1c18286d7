"""How the recording of a session grew since it was transcribed, told by the digests of its files.

A session is recorded further, another recorder gives what a crash cost, a hole is filled: the
files that were transcribed are still among its files, as they were or with a hole filled.

Invariants:
- Files that were transcribed and are no longer there, or stand in another order, are no growth.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from asr.recording.journal import read_journal
from asr.recording.summary import RecordedPart, recorded_parts
from core.timecode import Interval, format_timecode, merged
from core.transcript import AudioRef
from desktop.session.dossier import Dossier
from desktop.session.recording.places import places_of
from pv_builder.language.typography import counted

_LEAST_S = 1.0
"""Less is rounding."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What of a recording is not in its transcript yet.

    Attributes:
        recorded_s: seconds that Greffier recorded, or that another recorder gave.
        files: further files, whose length nobody measured yet.
    """

    recorded_s: float = 0.0
    files: int = 0

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return self.files > 0 or self.recorded_s >= _LEAST_S


def waiting(sources: Sequence[Path], dossier: Dossier, audio: AudioRef) -> Waiting:
    """Return what of the files of a session is not in its transcript; quick.

    Args:
        sources: the files of the recording.
        dossier: of the session.
        audio: the recording that the transcript was made from.
    """
    places = places_of(dossier)
    recorded = {part.file: part for part in recorded_parts(read_journal(places.journal))}
    digests = {part.sha256 for part in audio.parts}
    names = {part.name for part in audio.parts}
    recorded_s, files = 0.0, 0
    for source in sources:
        part = recorded.get(source.name) if source.parent == places.audio else None
        if part is not None:
            recorded_s += _waiting_s(part, digests)
        elif source.name not in names:
            files += 1
    return Waiting(recorded_s=recorded_s, files=files)


def _waiting_s(part: RecordedPart, transcribed: Collection[str]) -> float:
    known = [digest for digest in part.digests if digest in transcribed]
    if not known:
        return part.duration_s
    return sum(hole.duration_s for hole in part.filled_since(known[-1]))


def waiting_line(left: Waiting) -> str:
    """Return what waits to be transcribed, in French sentences; "" when nothing does."""
    if not left:
        return ""
    what = [
        *([f"{format_timecode(left.recorded_s)} de son"] if left.recorded_s >= _LEAST_S else []),
        *([counted(left.files, "fichier")] if left.files else []),
    ]
    return (
        f"Depuis, l'enregistrement a reçu {' et '.join(what)} : « Transcrire la suite » n'écoute "
        "que cela et l'ajoute au texte. Vos corrections restent."
    )
