"""Voices of a recording that grew: those that were heard before keep their ids. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from asr.diarization.voices import Diarization, kept_ids
from core.timecode import Interval, overlap_s
from core.transcript import VoiceId


def with_known_ids(
    diarization: Diarization,
    known: Iterable[tuple[Interval, VoiceId]],
    taken: Collection[VoiceId] = (),
) -> Diarization:
    """Return the diarization with the ids that its voices have already.

    A voice gets the id with which it shares most seconds; each id is given once. A voice that was
    not heard before gets an id that nobody has or had.

    Args:
        diarization: of the whole recording.
        known: when voices speak in what was heard before, and their ids.
        taken: further ids that no new voice may get.
    """
    told = tuple(known)
    used = {voice for _, voice in told}.union(taken)
    ids = kept_ids(_shared_ms(diarization, told), diarization.voices, used)
    pieces = tuple(
        piece if piece.voice is None else replace(piece, voice=ids[piece.voice])
        for piece in diarization.pieces
    )
    return replace(diarization, pieces=pieces)


def _shared_ms(
    diarization: Diarization, known: Iterable[tuple[Interval, VoiceId]]
) -> Counter[tuple[VoiceId, VoiceId]]:
    """Return the milliseconds that each voice shares with each known one, first the former."""
    starts = [piece.interval.start for piece in diarization.pieces]
    longest_s = max((piece.interval.duration_s for piece in diarization.pieces), default=0.0)
    shared: Counter[tuple[VoiceId, VoiceId]] = Counter()
    for span, voice in known:
        first = bisect_left(starts, span.start - longest_s)
        last = bisect_left(starts, span.end)
        for piece in diarization.pieces[first:last]:
            common_ms = round(1000 * overlap_s(piece.interval, span))
            if piece.voice is not None and common_ms:
                shared[piece.voice, voice] += common_ms
    return shared
