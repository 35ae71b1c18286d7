"""How good a recording is, as one French sentence for each thing worth knowing."""

from collections.abc import Iterator

from asr.quality import Quality, RecordingQuality
from desktop.session.french.import_sentences import QUALITY

_MINUTE_S = 60.0


def quality_text(quality: RecordingQuality) -> str:
    """Return what to expect of a recording, and what of it is silence."""
    return " ".join(_sentences(quality))


def _sentences(quality: RecordingQuality) -> Iterator[str]:
    faults = [QUALITY[fault] for fault in quality.faults if fault in QUALITY]
    if faults:
        listed = " ; ".join(faults)
        yield (
            f"Qualité du son moyenne : {listed}. "
            "Relisez avec soin les passages marqués comme douteux."
        )
    elif Quality.GOOD in quality.faults:
        yield "Qualité du son : bonne."
    if quality.silent_start_s:
        yield f"Les {_minutes(quality.silent_start_s)} du début sont muettes et laissées de côté."
    if quality.silent_end_s:
        yield f"Les {_minutes(quality.silent_end_s)} de la fin sont muettes et laissées de côté."


def _minutes(seconds: float) -> str:
    return f"{seconds / _MINUTE_S:.0f} minutes"
