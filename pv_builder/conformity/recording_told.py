"""How much of a recording was heard, in the words of the window, the terminal and the minutes."""

import math

from core.transcript import AudioRef, Coverage
from pv_builder.language.typography import counted, listed

LEAST_TOLD_S = 1.0
"""A vote can be said in so much; shorter holes are telephone lines that falter."""

_ROUNDING = 1e-9


def heard_told(audio: AudioRef, coverage: Coverage | None) -> str:
    """Return in sentences what share of the speech has text, and what has no sound."""
    covered = f"{coverage_told(coverage)}." if coverage is not None else ""
    return " ".join(filter(None, (lacks_told(audio), covered)))


def coverage_told(coverage: Coverage) -> str:
    """Return the share of the speech that has text, rounded down: all of it is 100 only."""
    tenths = math.floor(coverage.covered_share * 1000 + _ROUNDING)
    share = f"{tenths // 10},{tenths % 10} % de la parole a un texte"
    gaps = counted(len(coverage.gaps), "passage")
    return f"{share} ; {gaps} sans texte" if coverage.gaps else share


def lacks_told(audio: AudioRef) -> str:
    """Return how much of a recording has no sound and how much is lost, "" where nothing is."""
    silent_s = sum(hole.duration_s for hole in audio.holes)
    lost_s = sum(part.missing_s for part in audio.parts)
    states = [f"muet pendant {length_told(silent_s)}"] if silent_s >= LEAST_TOLD_S else []
    if any(hole.duration_s == 0 for hole in audio.holes):
        states.append("illisible par endroits")
    told = [f"L'enregistrement est {listed(states)}."] if states else []
    if lost_s >= LEAST_TOLD_S:
        told.append(f"Il manque {length_told(lost_s)} à l'enregistrement.")
    return " ".join(told)


def length_told(seconds: float) -> str:
    """Return a length in words, to the minute where it is long."""
    if seconds < 120:  # noqa: PLR2004 - two minutes
        return counted(round(seconds), "seconde")
    return counted(round(seconds / 60), "minute")
