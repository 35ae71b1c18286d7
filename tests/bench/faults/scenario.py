"""What a step is that writes, and what all steps are measured by."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Told = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A step that writes.

    Attributes:
        prepare: makes the folder as it is before.
        act: does the step; appends what the person is told is done.
        losses: opens what is left as the product does, says what is missing of what was told.
        can_be_done_again: whether `act` may follow itself, as a person does it again after a fault.
    """

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Told], None]
    losses: Callable[[Path, Told], list[str]]
    can_be_done_again: bool = True


def whole(path: Path) -> bool:
    """Whether a document is there and can be opened."""
    if not path.exists():
        return False
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as docx:
            return docx.testzip() is None
    return bool(content)
