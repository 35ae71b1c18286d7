"""Word and OpenDocument packages of samples, the same bytes at each run."""

import io
import re
import zipfile
from typing import Protocol


class Saved(Protocol):
    """A document of python-docx or odfdo."""

    def save(self, target: io.BytesIO, /) -> None:
        """Write the package."""


def package_bytes(document: Saved) -> bytes:
    """Return a document as a file, without the hour at which it was made."""
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _timeless(content: bytes) -> bytes:
    """Return a package with the same bytes at each run: the oldest time that a zip holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", b"2026-01-01T00:00:00", old.read(member))
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            is_type = member.filename == "mimetype"
            method = zipfile.ZIP_STORED if is_type else zipfile.ZIP_DEFLATED
            new.writestr(entry, data, compress_type=method)
    return out.getvalue()
