"""Any file of a meeting tool, told by what is in it: names and extensions are often wrong.

Invariants:
- Nothing but `core.errors.InputError` is raised, whatever the bytes.
- Memory is bounded: a file larger than its kind ever is, packed or unpacked, is refused first.
"""

from collections.abc import Callable

from pv_builder.captions.bigbluebutton import read_events
from pv_builder.captions.chat import read_chat
from pv_builder.captions.cues import read_cues
from pv_builder.captions.documents import docx_text, is_docx
from pv_builder.captions.errors import (
    ImportEmpty,
    ImportNotUnderstood,
    ImportTooLarge,
    NotCaptions,
    NotParticipants,
)
from pv_builder.captions.lines import read_lines
from pv_builder.captions.participants import read_participants
from pv_builder.captions.spans import Attendance, Captions, Chat, Imported
from pv_builder.errors import ImportRefused
from pv_builder.intake.source import Source
from pv_builder.intake.texts import decoded

TEXT_LIMIT_BYTES = 6 << 20
"""Captions of a day-long meeting are under 4 MB."""

XML_LIMIT_BYTES = 128 << 20
"""The drawings on a BigBlueButton board make events of 100 MB."""

_LINES: tuple[Callable[[str], Imported | None], ...] = (
    read_cues,
    read_chat,
    read_participants,
    read_lines,
)
"""In this order: what has a form of its own first, free lines last."""


def read_import(name: str, content: bytes) -> Imported:
    """Return what a file of a meeting tool says: captions, participants or the chat.

    Args:
        name: of the file, for errors.
        content: of the file.

    Raises:
        ImportEmpty: when nobody says anything in it.
        ImportTooLarge: when it is larger than any of its kind.
        ImportDangerous: when it declares entities.
        ImportNotUnderstood: when it is of no known kind.
    """
    if not content.strip(b"\0 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise ImportEmpty(path=name)
    found = _read(name, content)
    if found is None:
        raise ImportNotUnderstood(path=name)
    if isinstance(found, Captions) and not found.spans:
        raise ImportEmpty(path=name)
    return found


def read_captions(name: str, content: bytes) -> Captions:
    """Return the captions in a file. Raises as `read_import`, or `NotCaptions`."""
    found = read_import(name, content)
    if not isinstance(found, Captions):
        raise NotCaptions(path=name, found=kind_of(found))
    return found


def read_attendance(name: str, content: bytes) -> Attendance:
    """Return the list of participants in a file. Raises as `read_import`, or `NotParticipants`."""
    found = read_import(name, content)
    if not isinstance(found, Attendance):
        raise NotParticipants(path=name, found=kind_of(found))
    return found


def kind_of(found: Imported) -> str:
    """Return the stable name of what was found, for messages."""
    match found:
        case Captions():
            return "captions"
        case Attendance():
            return "participants"
        case Chat():
            return "chat"


def _read(name: str, content: bytes) -> Imported | None:
    source = Source(name=name, content=content)
    if content.startswith(b"PK"):
        text = docx_text(source) if is_docx(source) else None
        return None if text is None else read_lines(text)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _require_size(name, len(content), XML_LIMIT_BYTES)
        return read_events(content, name)
    _require_size(name, len(content), TEXT_LIMIT_BYTES)
    try:
        text = decoded(source).text
    except ImportRefused:
        return None
    return next((found for read in _LINES if (found := read(text)) is not None), None)


def _require_size(name: str, size_bytes: int, limit_bytes: int) -> None:
    if size_bytes > limit_bytes:
        raise ImportTooLarge(path=name, size_bytes=size_bytes, limit_bytes=limit_bytes)
