"""Hashes taken at the first install of files whose publisher's hash is not known to us.

They belong to a source at one revision and outlive the model's folder, so that a model installed
again, here or from a stick, must be the same to the byte.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from core.files import SHARED, set_aside
from core.jsonio import JsonInvalid, read_json, write_json
from models.catalogue import Source

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: Literal[1] = 1
    hashes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class RecordedHashes:
    """The hashes kept in one file.

    Args:
        path: the file; it need not exist. A damaged one is set aside and begun again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, source: Source) -> Mapping[str, str]:
        """Return the hashes recorded for this source, by path of the file."""
        return self._read().hashes.get(source.reference, {})

    def add(self, source: Source, digests: Mapping[str, str]) -> tuple[str, ...]:
        """Record the files without a published hash that are seen for the first time.

        Returns:
            The paths that were recorded now.

        Raises:
            core.errors.FolderNotWritable: when the record cannot be written.
        """
        record = self._read()
        known = record.hashes.get(source.reference, {})
        unpublished = [file.path for file in source.files if file.sha256 is None]
        new = {p: digests[p] for p in unpublished if p in digests and p not in known}
        if new:
            merged = {**record.hashes, source.reference: {**known, **new}}
            write_json(self._path, _Record(hashes=merged), SHARED)
        return tuple(new)

    def _read(self) -> _Record:
        try:
            return read_json(_Record, self._path)
        except FileNotFoundError:
            return _Record()
        except JsonInvalid:
            set_aside(self._path)
            logger.warning("record of first hashes damaged, set aside")
            return _Record()
