"""Compare French texts regardless of case, accents, apostrophes and hyphens."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s\u00a0\u202f\-‐‑–—]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "`": "'"})


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return the text in lower case without accents, hyphens as spaces, single spaces."""
    lowered = text.lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFD", lowered)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", bare).strip()
