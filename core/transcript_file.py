"""The transcript of a session out of its file, which a person or another program may have changed.

What its types say is checked as it is read (`core.jsonio`); here, what they cannot say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path

from core.jsonio import JsonInvalid, read_json
from core.transcript import Transcript, Turn, Word


def read_transcript(path: Path) -> Transcript:
    """Return the transcript that a file holds, its turns in order of start.

    Raises:
        JsonInvalid: when the file is broken; `where` names a time that cannot be, an id that stands
            twice, or a doubt about words that are not there.
        FormTooNew: when a newer program wrote it.
        OSError: when it is not there.
    """
    transcript = read_json(Transcript, path)
    where = next(_faults(transcript), None)
    if where is not None:
        raise JsonInvalid(path=str(path), where=where)
    ordered = tuple(sorted(transcript.turns, key=lambda turn: turn.start))
    return transcript if ordered == transcript.turns else replace(transcript, turns=ordered)


def _faults(transcript: Transcript) -> Iterator[str]:
    """Yield the places in the file that hold what cannot be."""
    audio = transcript.audio
    if not _are_lengths(audio.duration_s):
        yield "audio/duration_s"
    for number, part in enumerate(audio.parts):
        if not _are_lengths(part.duration_s, part.missing_s):
            yield f"audio/parts/{number}"
    known: set[str] = set()
    for number, turn in enumerate(transcript.turns):
        yield from (f"turns/{number}/{place}" for place in _faults_of(turn, known))
        known.add(turn.id)
    for number, aside in enumerate(transcript.coverage.quarantined if transcript.coverage else ()):
        if not _is_stretch(aside.start, aside.end):
            yield f"coverage/quarantined/{number}/start"
    for number, heard in enumerate(transcript.second_hearings):
        yield from (f"second_hearings/{number}/{place}" for place in _faults_in(heard.words))


def _faults_of(turn: Turn, known: Iterable[str]) -> Iterator[str]:
    if turn.id in known:
        yield "id"
    if not _is_stretch(turn.start, turn.end):
        yield "start"
    yield from _faults_in(turn.words)
    for number, doubt in enumerate(turn.doubts):
        if not 0 <= doubt.first_word <= doubt.last_word <= len(turn.words):
            yield f"doubts/{number}"


def _faults_in(words: Iterable[Word]) -> Iterator[str]:
    for number, word in enumerate(words):
        if not _is_stretch(word.start, word.end):
            yield f"words/{number}/start"


def _is_stretch(start: float, end: float) -> bool:
    return 0 <= start <= end and isfinite(end)


def _are_lengths(*seconds: float) -> bool:
    return all(isfinite(one) and one >= 0 for one in seconds)
