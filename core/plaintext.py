"""Text that comes from outside: bytes of any encoding to clean letters.

Files of meeting tools, spreadsheets and old machines come as UTF-8, UTF-16, Windows-1252, Mac Roman
or a mix of them; names in them may hold letters that nobody sees.
"""

import codecs
import unicodedata

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The longest of those that begin alike first."""

_OLD = ["cp1252", "mac_roman", "cp850"]
"""What French machines wrote before UTF-8: Windows, Macintosh, DOS."""

_SAMPLE_BYTES = 1 << 16
_NUL_SHARE = 0.25
"""Of UTF-16 with Latin letters half the bytes are 0, of any other text none is."""

_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
"""Unicode categories of what has no shape: direction marks, zero-width letters, controls."""


def decoded(content: bytes) -> str:
    """Return the text of a file of unknown encoding; never fails, line ends as they are."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, errors="replace")
    if (wide := _wide_encoding(content)) is not None:
        return content.decode(wide, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _old_or_mixed(content)


def cleaned(text: str) -> str:
    """Return a name or title as a person sees it: composed letters, single spaces, nothing unseen.

    Marks of direction are dropped: a name must not turn round the sentence that quotes it (Unicode
    Technical Report 36, "Bidirectional Text Spoofing").
    """
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in seen if unicodedata.category(c) not in _UNSEEN).split())


def _wide_encoding(content: bytes) -> str | None:
    """Return the UTF-16 encoding of a text that lacks the mark of its byte order."""
    sample = content[:_SAMPLE_BYTES]
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if max(low, high) < _NUL_SHARE * len(sample) or low == high:
        return None
    return "utf-16-be" if low > high else "utf-16-le"


def _old_or_mixed(content: bytes) -> str:
    """Return a text that is not UTF-8 as a whole: line by line where part of it is."""
    lines = content.splitlines(keepends=True)
    rest = b"".join(line for line in lines if not _is_utf8(line))
    found = from_bytes(rest[:_SAMPLE_BYTES], cp_isolation=_OLD).best()
    old = found.encoding if found is not None else "cp1252"
    return "".join(
        line.decode() if _is_utf8(line) else line.decode(old, errors="replace") for line in lines
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
