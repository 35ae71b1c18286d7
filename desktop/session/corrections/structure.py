"""Which recognition a transcript is, so that corrections are never applied to another one.

Another program may correct words or names in `transcript.json`; a new recognition gives other turns
under the same ids. A recording that grew keeps its turns: what it was before can be told from it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.insertions import moved_back
from core.timecode import Interval
from core.transcript import Transcript, TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A recognition at some time.

    Attributes:
        digest: of the recording and of where its turns begin.
        inserted: what had just been put into the recording then; () for the first recognition.
    """

    digest: str
    inserted: tuple[Interval, ...] = ()


def structure_of(transcript: Transcript) -> str:
    """Return a digest of the recording and of where its turns begin."""
    return next(structures_of(transcript)).digest


def structures_of(transcript: Transcript) -> Iterator[Structure]:
    """Yield what a transcript is, then what it was before each addition, the latest first."""
    turns = [(turn.id, turn.start) for turn in transcript.turns]
    audio = transcript.audio.sha256
    for addition in reversed(transcript.additions):
        yield Structure(digest=_digest(audio, turns), inserted=addition.inserted)
        new = frozenset(addition.turns)
        turns = [(id_, moved_back(at, addition.inserted)) for id_, at in turns if id_ not in new]
        audio = addition.before
    yield Structure(digest=_digest(audio, turns))


def _digest(audio_sha256: str, turns: Iterable[tuple[TurnId, float]]) -> str:
    begins = "".join(f"{turn}@{start:.3f};" for turn, start in turns)
    return hashlib.sha256(f"{audio_sha256};{begins}".encode()).hexdigest()
