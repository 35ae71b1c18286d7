"""The sound that the window plays: the recording decoded once more, beside the session.

The work's own sound is removed when the work is done; this copy stays until the recording is
deleted. Decoding runs in a child process: the window loads no decoder.
"""

from dataclasses import dataclass
from pathlib import Path

from asr.worker import ChildOptions, run_in_child
from core.task import TaskContext
from core.transcript import AudioRef
from desktop.session.dossier import Dossier
from desktop.session.errors import DossierOfOtherRecording

_NAME = "listening.wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoding:
    parts: tuple[Path, ...]
    target: Path


def sound_of(dossier: Dossier) -> Path | None:
    """Return the sound to play, None until it is prepared."""
    return next((wav for wav in (dossier.wav, _listening(dossier)) if wav.exists()), None)


def prepare_sound(
    dossier: Dossier, parts: tuple[Path, ...], expected: AudioRef | None, ctx: TaskContext
) -> Path:
    """Return the sound to play, decoded from the recording.

    Args:
        dossier: of the session.
        parts: the recording, in the order of the session.
        expected: the recording that the transcript was made from; None before any.
        ctx: as `asr.audio.decode`.

    Raises:
        DossierOfOtherRecording: when the files are not the transcript's recording.
        AppError: as `asr.audio.decode` and `asr.worker.run_in_child`.
    """
    target = _listening(dossier)
    request = _Decoding(parts=parts, target=target)
    decoded = run_in_child(_decode, request, ctx, ChildOptions(low_priority=True))
    if expected is not None and decoded.sha256 != expected.sha256:
        target.unlink()
        raise DossierOfOtherRecording(path=str(dossier.root))
    return target


def _listening(dossier: Dossier) -> Path:
    return dossier.work / _NAME


def _decode(request: _Decoding, ctx: TaskContext) -> AudioRef:
    from asr.audio import decode  # noqa: PLC0415 - in the child only

    return decode(request.parts, request.target, ctx)
