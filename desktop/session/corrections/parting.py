"""Turns by their sound: which of a voice sound least like the others, which sound like some.

Nothing is changed here: a person listens and decides (`corrections.edits`). What the
voices sound like is there only while the session is worked on (`asr.diarization.prints`), and is
read when it is asked for, since reading it loads numpy.
"""

from collections.abc import Sequence
from itertools import compress

from core.transcript import Turn, VoiceId
from desktop.session.corrections.corrections import Corrected
from desktop.session.dossier import Dossier


def knows_voices(dossier: Dossier) -> bool:
    """Whether it is still known what the voices sound like, so that one can be parted."""
    from asr.diarization.prints import are_kept  # noqa: PLC0415 - loads numpy

    return are_kept(dossier.voices)


def lesser_half(dossier: Dossier, corrected: Corrected, voice: VoiceId) -> tuple[Turn, ...]:
    """Return the turns that would be another voice, were this one two; () when it is one."""
    from asr.diarization.prints import kept_voices  # noqa: PLC0415 - loads numpy
    from asr.diarization.voices import in_two  # noqa: PLC0415 - as above

    turns = [turn for turn in corrected.transcript.turns if turn.speaker == voice]
    known = kept_voices(dossier.voices)
    apart = in_two(known, [turn.interval for turn in turns]) if known is not None else None
    return () if apart is None else tuple(compress(turns, apart))


def similar_turns(dossier: Dossier, corrected: Corrected, like: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the other turns that sound like some of one person, in order.

    Turns whose speaker a person gave one by one are left out: they are decided.

    Args:
        dossier: of the session.
        corrected: its transcript.
        like: turns of the person who is meant.
    """
    from asr.diarization.likeness import alike  # noqa: PLC0415 - loads numpy
    from asr.diarization.prints import kept_voices  # noqa: PLC0415 - as above

    known = kept_voices(dossier.voices)
    if known is None:
        return ()
    meant = {turn.id for turn in like} | corrected.settled
    others = [turn for turn in corrected.transcript.turns if turn.id not in meant]
    spans = [turn.interval for turn in others]
    return tuple(compress(others, alike(known, [turn.interval for turn in like], spans)))
