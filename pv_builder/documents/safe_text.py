"""Signs that no file format may hold, or that change how a text reads, taken out of texts.

A title pasted from elsewhere, or a transcript that another program wrote, may hold them; each
writer passes its texts here, so that a document always comes out.
"""

import re

_NEVER_PRINTED = re.compile(
    # Control characters but tab and line ends, halves of a character, and what is none (XML 1.0).
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    # Signs that turn the direction of the text after them, seen by nobody.
    "\u202a-\u202e\u2066-\u2069]"
)
MAX_PROPERTY = 255
"""Characters that a property of a Word file may have."""


def safe_text(text: str) -> str:
    """Return a text without the signs that are never printed."""
    return _NEVER_PRINTED.sub("", text)


def property_text(text: str) -> str:
    """Return a text as a property of a file holds it: printed signs only, not too long."""
    safe = safe_text(text)
    return safe if len(safe) <= MAX_PROPERTY else f"{safe[: MAX_PROPERTY - 1]}…"
