"""Why FFmpeg refused a file, told by its first bytes: a reason that a person can act upon.

For files that `media.open_media` could not open; what can be opened is never looked at here.
"""

from collections.abc import Iterator
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from asr.errors import (
    AudioUnreadable,
    DictationFormat,
    IndexMissing,
    NotConverted,
    ProtectedMedia,
)
from core.errors import InputError

_HEAD_BYTES = 16
_DS2 = b"ds2"
"""After a byte for the version (Olympus DSS Pro; FFmpeg reads the older DSS)."""

_FILM = b"ftyp"
_LOCKED_BRANDS = frozenset({b"M4P ", b"aax ", b"aaxc"})
"""iTunes purchases with FairPlay, Audible books (mp4ra.org, "Brands")."""

_INDEXES = frozenset({b"moov", b"moof"})
"""Where an MP4 file says what stands where, as a whole or by fragments (ISO/IEC 14496-12, 8.2)."""

_BOX_BYTES = 8
_LONG_BOX_BYTES = 16
_MOST_BOXES = 100_000


def why_refused(path: Path) -> InputError:
    """Return the error that says best why a media file cannot be opened."""
    if path.suffix.lower() == ".zoom":
        return NotConverted(path=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            if head[1:4] == _DS2:
                return DictationFormat(path=str(path))
            if head[4:8] == _FILM:
                return _film_refusal(path, head[8:12], file)
    except OSError:
        pass  # it opened a moment ago: whatever ails the disk, the file cannot be read
    return AudioUnreadable(path=str(path))


def _film_refusal(path: Path, brand: bytes, file: BinaryIO) -> InputError:
    if brand in _LOCKED_BRANDS:
        return ProtectedMedia(path=str(path))
    if not any(kind in _INDEXES for kind in _boxes(file)):
        return IndexMissing(path=str(path))
    return AudioUnreadable(path=str(path))


def _boxes(file: BinaryIO) -> Iterator[bytes]:
    """Yield the types of the whole boxes at the top of an MP4 file."""
    at, end = 0, file.seek(0, SEEK_END)
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(_LONG_BOX_BYTES)
        if len(head) < _BOX_BYTES:
            return
        size = int.from_bytes(head[:4])
        if size == 1:
            size = int.from_bytes(head[_BOX_BYTES:])
        if size < _BOX_BYTES or at + size > end:
            return
        yield head[4:8]
        at += size
