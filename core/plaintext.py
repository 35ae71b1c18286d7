"""Names and titles that come from outside, as a person sees them."""

import unicodedata

_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
"""Unicode categories of what has no shape: direction marks, zero-width letters, controls."""


def cleaned(text: str) -> str:
    """Return a name or title as a person sees it: composed letters, single spaces, nothing unseen.

    Marks of direction are dropped: a name must not turn round the sentence that quotes it (Unicode
    Technical Report 36, "Bidirectional Text Spoofing").
    """
    seen = (" " if c.isspace() else c for c in text)
    kept = "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", kept).split())
