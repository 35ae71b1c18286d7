"""A voice that two people may share: which turns sound least like the others.

Nothing is changed here: a person listens and decides (`corrections.edits.SplitVoice`). What the
voices sound like is there only while the session is worked on (`asr.diarization.prints`), and is
read when it is asked for, since reading it loads numpy.
"""

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
