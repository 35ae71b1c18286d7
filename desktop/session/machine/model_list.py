"""The models as a person chooses among them: there or not, fit for this machine or not."""

from dataclasses import dataclass
from pathlib import Path

from asr.hardware import memory_bytes
from core.task import TaskContext
from desktop.session.french.messages import size_text
from models.catalogue import ModelKind
from models.importing import import_models
from models.provided import user_store
from models.store import State, Store, default_root, fits_memory

STATES = {
    State.ABSENT: "absent",
    State.PARTIAL: "installation interrompue",
    State.FAULTY: "abîmé",
    State.READY: "installé",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """A model of the catalogue.

    Attributes:
        usage: what it is good for, in French.
        size: on the disk, in words.
        fits: whether it fits the memory of this machine.
        recognises: whether it turns speech into text, and so can be chosen.
    """

    id: str
    usage: str
    state: State
    size: str
    licence: str
    fits: bool
    recognises: bool


def model_lines(store: Store | None = None) -> tuple[ModelLine, ...]:
    """Return the models of the catalogue, those that are installed first."""
    known = store or user_store()
    memory = memory_bytes()
    lines = [
        ModelLine(
            id=entry.id,
            usage=entry.usage,
            state=known.state_of(entry),
            size=size_text(entry.installed_bytes),
            licence=entry.licence,
            fits=fits_memory(entry, memory),
            recognises=entry.kind is ModelKind.RECOGNITION,
        )
        for entry in known.catalogue.models
    ]
    return tuple(sorted(lines, key=lambda line: line.state is not State.READY))


def bring_models(origin: Path, ctx: TaskContext) -> tuple[str, ...]:
    """Install the models of a folder or a bundle, and return their ids.

    Raises:
        ModelError: when something in it cannot be trusted; nothing is installed then.
    """
    return tuple(entry.id for entry in import_models(origin, Store(default_root()), ctx))
