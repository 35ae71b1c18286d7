"""Bytes to text, with what was odd about their encoding told."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from core import plaintext
from pv_builder.intake.source import Source

_SAMPLE_BYTES: Final = 1 << 18
_TWICE_ENCODED: Final = ("Ã©", "Ã¨", "Ãª", "Ã ", "Ã§", "â€™", "Ã‰")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and what was odd about its bytes.

    Attributes:
        text: with composed letters.
        doubts: French sentences to show; the letters should be checked.
    """

    text: str
    doubts: tuple[str, ...] = ()


def decoded(source: Source) -> Decoded:
    """Return the text of a file, in whatever encoding its parts are."""
    text = unicodedata.normalize("NFC", plaintext.decoded(source.content))
    if any(sign in text for sign in _TWICE_ENCODED) and (once := _once(text)):
        doubt = "les accents étaient abîmés ; ils ont été rétablis, relisez les noms."
        return Decoded(text=once, doubts=(doubt,))
    sample = source.content[:_SAMPLE_BYTES]
    if b"\x00" not in sample and _is_mixed(sample):
        doubt = "le fichier mélange deux encodages ; relisez les accents des noms."
        return Decoded(text=text, doubts=(doubt,))
    return Decoded(text=text)


def _once(text: str) -> str | None:
    """Return a text that was encoded twice ("Ã©") as it was meant, None when it was not."""
    try:
        return unicodedata.normalize("NFC", text.encode("cp1252").decode())
    except UnicodeError:
        return None


def _is_mixed(sample: bytes) -> bool:
    """Whether some lines beyond ASCII are UTF-8 and some are not."""
    beyond = [line for line in sample.splitlines() if not line.isascii()]
    are_utf8 = {_is_utf8(line) for line in beyond}
    return len(are_utf8) > 1


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
