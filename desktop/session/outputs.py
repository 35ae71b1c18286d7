"""Files handed to the user: written whole, and never over what somebody else changed.

A clerk corrects `pv.docx` in Word, another program corrects `transcript.json`. The digests of what
Greffier wrote last are kept in the work folder; a file that no longer has its digest is copied
("pv.ancien-1.docx") before the new one is written, and the user is told.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

from core.files import atomic_write, faults_of
from core.jsonio import JsonInvalid, read_json, write_json
from core.task import Notice, TaskContext


class Outputs:
    """The files that Greffier wrote into one folder.

    Args:
        folder: where the files go.
        record: JSON file that keeps the digest of each, by name.
    """

    def __init__(self, folder: Path, record: Path) -> None:
        self._folder = folder
        self._record = record

    def write_bytes(self, name: str, content: bytes, ctx: TaskContext) -> Path:
        """Write a file; keep what stood there if somebody else changed it."""
        target = self._folder / name
        if target.exists() and target.read_bytes() == content:
            self._remember(target)
            return target
        self._keep_foreign(target, ctx)
        atomic_write(target, content)
        self._remember(target)
        return target

    def set_aside(self, stem: str, ctx: TaskContext, *, but: Collection[str] = ()) -> None:
        """Give the files of this stem, in any format, names that tell they are old.

        Args:
            stem: of the names.
            ctx: hears of each.
            but: names of the files that are about to be written anew.
        """
        for target in sorted(self._folder.glob(f"{stem}.*")):
            if target.stem == stem and target.name not in but:
                kept = _free_name(target)
                with faults_of(target):
                    target.rename(kept)
                facts = {"name": target.name, "kept_as": kept.name}
                ctx.emit(Notice(code="final-set-aside", facts=facts))

    def is_ours(self, name: str) -> bool:
        """Whether the file is there exactly as Greffier last wrote it."""
        target = self._folder / name
        return target.exists() and self._digests().get(name) == _digest(target)

    def names(self) -> frozenset[str]:
        """Return the names of the files that were written here."""
        return frozenset(self._digests())

    def _keep_foreign(self, target: Path, ctx: TaskContext) -> None:
        if not target.exists() or self.is_ours(target.name):
            return
        kept = _free_name(target)
        atomic_write(kept, target.read_bytes())  # the file itself stays until the new one is there
        ctx.emit(Notice(code="output-kept", facts={"name": target.name, "kept_as": kept.name}))

    def _digests(self) -> dict[str, str]:
        try:
            return read_json(dict[str, str], self._record)
        except (OSError, JsonInvalid):
            return {}

    def _remember(self, target: Path) -> None:
        write_json(self._record, {**self._digests(), target.name: _digest(target)})


def _free_name(target: Path) -> Path:
    """Return the first name of an old version of a file that is not taken."""
    number = 1
    while (kept := target.with_stem(f"{target.stem}.ancien-{number}")).exists():
        number += 1
    return kept


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
