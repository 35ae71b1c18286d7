"""What is said while it is recorded: which machine can show it, with which model."""

import psutil

from asr.engines.whisper import WhisperSpec
from asr.hardware import DeviceWish, available_bytes, memory_bytes, processor
from asr.live import LiveRequest, follow_live
from asr.worker import ChildOptions, run_in_child
from core.files import PRIVATE_FOLDER, make_folder
from core.task import TaskContext
from desktop.session.dossier import Dossier
from desktop.session.recording.places import places_of
from models.catalogue import ModelKind
from models.store import Store

_SCRATCH = "direct.wav"
_CORES = 4
_MEMORY_BYTES = 7_500_000_000
"""An 8 GB laptop says 7.6 to 8.2 GB."""


def suits_this_machine() -> bool:
    """Whether the live text is offered ticked: a slow machine records better without it."""
    return (psutil.cpu_count() or 1) >= _CORES and memory_bytes() >= _MEMORY_BYTES


def can_follow(store: Store) -> bool:
    """Whether a model is installed that fits beside the recording."""
    return _smallest(store) is not None


def follow_session(dossier: Dossier, store: Store, ctx: TaskContext) -> None:
    """Emit what is said as `Partial(LiveText)` until `ctx` asks to stop; in a child of its own.

    Raises:
        ModelError, EngineFailed, WorkerDied, FolderNotWritable: the recording goes on.
        Cancelled: when `ctx` asked to stop.
    """
    model_id = _smallest(store)
    if model_id is None:
        return
    device = processor()
    spec = WhisperSpec(
        model_id=model_id,
        model_sha256=store.main_sha256(model_id),
        folder=store.path_of(model_id, ctx),
        wish=DeviceWish.CPU,
        device=device,
    )
    scratch = make_folder(dossier.recognition, PRIVATE_FOLDER) / _SCRATCH
    request = LiveRequest(raw=places_of(dossier).raw, scratch=scratch, engine=spec)
    run_in_child(follow_live, request, ctx, ChildOptions(low_priority=True))


def _smallest(store: Store) -> str | None:
    fitting = [
        entry
        for entry in store.installed(ModelKind.RECOGNITION)
        if entry.memory_bytes <= available_bytes()
    ]
    smallest = min(fitting, key=lambda entry: entry.memory_bytes, default=None)
    return None if smallest is None else smallest.id
