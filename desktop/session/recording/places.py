"""Where the recording of a session lies in its folder, and what it holds.

DIR/audio/partie-0001.flac ...     the recording, five minutes a part, in order
DIR/audio/en-cours/                raw sound that is in no part yet; gone when all are made
DIR/.greffier/recording.jsonl      what happened: inputs, holes, marks, alarms
"""

from pathlib import Path
from typing import TYPE_CHECKING

from asr.recording.folders import Places
from asr.recording.journal import read_journal
from desktop.session.dossier import WORK, Dossier

if TYPE_CHECKING:
    from asr.recording.summary import RecordingSummary

RAW = "en-cours"
PARTS = "partie-*.flac"


def places_of(dossier: Dossier) -> Places:
    """Return where the recording of a session lies."""
    return places_in(dossier.root)


def places_in(root: Path) -> Places:
    """Return where the recording of a session lies whose folder this is."""
    audio = root / "audio"
    return Places(
        session=root,
        audio=audio,
        raw=audio / RAW,
        journal=root / WORK / "recording.jsonl",
    )


def summary_of(dossier: Dossier) -> "RecordingSummary":
    """Return what the session's recording holds."""
    from asr.recording.summary import summarise  # noqa: PLC0415 - loads numpy

    places = places_of(dossier)
    return summarise(read_journal(places.journal), places.folders)
