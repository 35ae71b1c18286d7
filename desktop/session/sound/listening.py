"""The sound that the window plays: the recording at 16 kHz, in the session's folder.

The work's own sound becomes this one when the work is done, and stays until the recording is
deleted. Where it is missing, the recording is decoded once more, in a child process: the window
loads no decoder.
"""

from dataclasses import dataclass
from pathlib import Path

from asr.sound.track_choice import AUTOMATIC, TrackChoice
from asr.worker import ChildOptions, run_in_child
from core.task import TaskContext
from core.transcript import AudioRef
from desktop.session.dossier import Dossier
from desktop.session.errors import DossierOfOtherRecording, NoRecording
from desktop.session.imports.tracks import kept_choice
from desktop.session.requests import SessionFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoding:
    parts: tuple[Path, ...]
    target: Path
    root: Path
    choice: TrackChoice
    expected_sha256: str | None


def sound_of(dossier: Dossier) -> Path | None:
    """Return the sound to play, None until it is prepared."""
    return next((wav for wav in (dossier.wav, dossier.listening) if wav.exists()), None)


def prepare_sound(
    dossier: Dossier, parts: tuple[Path, ...], expected: AudioRef | None, ctx: TaskContext
) -> Path:
    """Return the sound to play, decoded from the recording.

    Args:
        dossier: of the session.
        parts: the recording, in the order of the session, or the archive that holds it.
        expected: the recording that the transcript was made from; None before any.
        ctx: as `asr.sound.audio.decode`.

    Raises:
        DossierOfOtherRecording: when the files are not the transcript's recording.
        AppError: as `asr.sound.audio.decode` and `asr.worker.run_in_child`.
    """
    target = dossier.listening
    request = _Decoding(
        parts=parts,
        target=target,
        root=dossier.root,
        choice=kept_choice(dossier.root),
        expected_sha256=expected.sha256 if expected is not None else None,
    )
    decoded = run_in_child(_decode, request, ctx, ChildOptions(low_priority=True))
    if expected is not None and decoded.sha256 != expected.sha256:
        target.unlink()
        raise DossierOfOtherRecording(path=str(dossier.root))
    return target


def _decode(request: _Decoding, ctx: TaskContext) -> AudioRef:
    from asr.sound.audio import decode, digests_of, session_digest  # noqa: PLC0415 - in the child only
    from desktop.session.imports.material import understood  # noqa: PLC0415 - as above

    files = SessionFiles(media=request.parts, seance=None, out=request.root)
    media = understood(files, ctx).media
    if not media:
        raise NoRecording(path=str(request.parts[0]), holds="")
    digests = digests_of(media, ctx)
    # A choice made since is for the next transcription: this sound goes with the one that is there.
    is_of_choice = request.expected_sha256 in (None, session_digest(digests, request.choice))
    choice = request.choice if is_of_choice else AUTOMATIC
    return decode(media, request.target, ctx, digests, choice=choice)
