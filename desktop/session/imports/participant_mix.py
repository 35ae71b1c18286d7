"""The recording of a meeting of which there are only its participants' own files.

They are mixed once into the session's work folder; that mix is the recording from then on, and each
file stays the evidence of who speaks.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from asr.sound.simultaneous import mix_files
from core.files import make_folder
from core.task import Notice, TaskContext
from desktop.session.imports.participant_files import ParticipantFile

_UNEVEN_S = 5.0
"""Files of one meeting end with it; a shorter one may have begun when its participant came."""


def mixed_recording(files: Sequence[ParticipantFile], folder: Path, ctx: TaskContext) -> Path:
    """Return the recording that participants' files make together; made if it was not there.

    Args:
        files: of one meeting.
        folder: where the mix is kept.
        ctx: as `asr.sound.simultaneous.mix_files`; gets the notice "participants-mixed", or
            "participants-uneven" with the seconds by which the files differ.

    Raises:
        AppError: as `asr.sound.simultaneous.mix_files`.
    """
    target = make_folder(folder) / f"participants-{_key(files)}.wav"
    if target.exists():
        return target
    lengths = mix_files([file.path for file in files], target, ctx)
    spread_s = max(lengths) - min(lengths)
    if spread_s > _UNEVEN_S:
        facts = {"count": len(files), "spread_s": round(spread_s)}
        ctx.emit(Notice(code="participants-uneven", facts=facts))
    else:
        ctx.emit(Notice(code="participants-mixed", facts={"count": len(files)}))
    return target


def _key(files: Sequence[ParticipantFile]) -> str:
    """Return what tells one set of files from another."""
    told = sorted(f"{file.path.name} {file.path.stat().st_size}" for file in files)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]
