"""Bytes to text: the encodings that French offices write, also mixed in one file."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from pv_builder.intake.source import Source

_ENCODINGS: Final = ["utf_8", "utf_16", "utf_16_le", "utf_16_be", "cp1252", "cp850", "mac_roman"]
"""Word and Excel on Windows, MS-DOS programs of record, Excel on a Mac."""

_UTF16_HEADS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE_BYTES = 1 << 18
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…°€•\u00a0")
_FRENCH_SHARE = 0.9
_FIRST_PRINTED = 32
_TWICE_ENCODED = ("Ã©", "Ã¨", "Ãª", "Ã ", "Ã§", "â€™", "Ã‰")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and what was odd about its bytes.

    Attributes:
        text: with composed letters.
        encoding: Python's name.
        doubts: French sentences to show; the letters should be checked.
    """

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decoded(source: Source) -> Decoded:
    """Return the text of a file.

    Raises:
        ImportRefused: with fault "unknown-encoding".
    """
    content = source.content
    if not content.startswith(_UTF16_HEADS) and b"\x00" not in content[:_SAMPLE_BYTES]:
        try:
            return _repaired(content.decode("utf-8-sig"), "utf-8")
        except UnicodeDecodeError:
            if _is_mixed(content):
                return _mixed(content)
    sample = content[:_SAMPLE_BYTES]
    found = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    encoding = found.encoding if found is not None else _by_letters(sample)
    if encoding is None:
        raise source.refused("unknown-encoding")
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    return Decoded(text=unicodedata.normalize("NFC", text), encoding=encoding)


def _by_letters(sample: bytes) -> str | None:
    """Return the encoding in which a sample's letters are French; None when in none they are.

    The detector takes a table with many signs, one of "|" for instance, for no text at all.
    """
    for encoding in ("cp1252", "cp850", "mac_roman"):
        text = sample.decode(encoding, errors="replace")
        beyond = [sign for sign in text if not sign.isascii()]
        if sum(sign in _FRENCH for sign in beyond) >= _FRENCH_SHARE * len(beyond):
            has_controls = any(ord(sign) < _FIRST_PRINTED and not sign.isspace() for sign in text)
            return None if has_controls else encoding
    return None


def _repaired(text: str, encoding: str) -> Decoded:
    """Return the text, with "Ã©" put back to "é" where the whole of it goes back."""
    if any(sign in text for sign in _TWICE_ENCODED):
        try:
            once = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            once = ""
        if once:
            doubt = "les accents étaient abîmés ; ils ont été rétablis, relisez les noms."
            return Decoded(
                text=unicodedata.normalize("NFC", once), encoding=encoding, doubts=(doubt,)
            )
    return Decoded(text=unicodedata.normalize("NFC", text), encoding=encoding)


def _is_mixed(content: bytes) -> bool:
    """Whether some lines are UTF-8 beyond ASCII, although the whole is not."""
    return any(
        not line.isascii() and _utf8(line) is not None
        for line in content[:_SAMPLE_BYTES].splitlines()
    )


def _mixed(content: bytes) -> Decoded:
    """Return a file that was put together from several: each line in its own encoding."""
    lines = (
        _utf8(line) or line.decode("cp1252", errors="replace")
        for line in content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    )
    doubt = "le fichier mélange deux encodages ; relisez les accents des noms."
    text = unicodedata.normalize("NFC", "".join(lines))
    return Decoded(text=text, encoding="utf-8 + cp1252", doubts=(doubt,))


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
