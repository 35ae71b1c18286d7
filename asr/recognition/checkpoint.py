"""Recognised units kept on disk, so that a run that was killed loses only the unit in progress.

A unit is a fixed group of windows that are recognised together. Its result depends on nothing but
its own windows, the vocabulary, the model and the options; all of them are in the key, so that a
unit is never taken for one of another recording or another way of working.

Invariants:
- A unit's file is there whole or not at all (`core.files.atomic_write`, with fsync).
- What `load` returns equals what `save` was given.
"""

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from asr.recognition.hotwords import Vocabulary
from core.files import make_folder
from core.jsonio import JsonInvalid, read_json, to_json, write_json
from core.timecode import Interval
from core.transcript import Quarantined, Word

logger = logging.getLogger(__name__)

METHOD_VERSION = 3
"""Raised whenever the same windows would be recognised differently by this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedWindow:
    """The words of one window, as the recogniser gave them and the guards left them.

    Attributes:
        words: in order.
        quarantined: what the guards took out of them.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    window: Interval
    words: tuple[Word, ...]
    quarantined: tuple[Quarantined, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedUnit:
    """A unit's result.

    Attributes:
        number: of the unit in the recording, from 0.
        device: where it was recognised: it may change in the middle of a recording.
        speech: stretches of speech in it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    number: int
    device: str
    speech: tuple[Interval, ...]
    windows: tuple[RecognisedWindow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """All that the result of a unit depends on, but the device.

    Attributes:
        vocabulary: what guides the recogniser.
        units: the windows of every unit.
    """

    audio_sha256: str
    model_sha256: str
    engine: str
    engine_version: str
    vocabulary: Vocabulary
    units: tuple[tuple[Interval, ...], ...]

    def digest(self) -> str:
        """Return the key as the name of a folder."""
        return hashlib.sha256(f"{METHOD_VERSION}\n{to_json(self)}".encode()).hexdigest()[:32]


class Checkpoint:
    """The finished units of one recognition, in a folder of their own.

    Args:
        folder: where checkpoints live; made if it is not there.
        key: of this recognition.

    Raises:
        FolderNotWritable: when the folder cannot be made.
    """

    def __init__(self, folder: Path, key: UnitKey) -> None:
        self._folder = make_folder(folder / key.digest())

    def load(self, number: int) -> RecognisedUnit | None:
        """Return a finished unit, None when it is not there or its file is damaged."""
        path = self._path(number)
        if not path.exists():
            return None
        try:
            unit = read_json(RecognisedUnit, path)
        except JsonInvalid:
            logger.info("checkpoint of unit %d is damaged: it is done again", number)
            return None
        return unit if unit.number == number else None

    def save(self, unit: RecognisedUnit) -> None:
        """Keep a finished unit.

        Raises:
            DiskFull, FolderNotWritable: when it cannot be written.
        """
        write_json(self._path(unit.number), unit)

    def _path(self, number: int) -> Path:
        return self._folder / f"unit-{number:05d}.json"
