"""What a recogniser makes of speech: words replaced by others that sound alike, commas lost.

Two kinds of change, drawn by rule: spellings that sound the same ("Roussel" "Rousselle") and
slips of one sound ("contre" "compte", "Moulin" "Moulet"), and words cut in two or run together.
"""

import random
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "reading" / "sound_alikes.toml"
_DATA = tomllib.loads(_FILE.read_text(encoding="utf-8"))
HOMOPHONES: dict[str, list[str]] = _DATA["homophones"]
SPELLINGS: list[list[str]] = _DATA["changes"]["spellings"]
SLIPS: list[list[str]] = _DATA["changes"]["slips"]

_SAME_SOUND = 0.6
_CUT = 0.08
_JOIN = 0.05
_LEAST_TO_CUT = 7
_WORD = re.compile(r"^(\W*(?:[ldsjnmct]['’])?)(.*?)(\W*)$", re.IGNORECASE)


def distort(text: str, share: float, draw: random.Random) -> str:
    """Return the text with about this share of its words replaced by sound-alikes.

    Marks of punctuation are lost at the same rate.
    """
    words = text.split()
    result: list[str] = []
    for word in words:
        if draw.random() >= share:
            result.append(word)
            continue
        changed = _alike(word, draw)
        if draw.random() < _JOIN and result:
            result[-1] += changed.lower()
        else:
            result.append(changed)
    return " ".join(_unmarked(result, share, draw))


def _unmarked(words: Sequence[str], share: float, draw: random.Random) -> list[str]:
    return [w.rstrip(".,;:!?") if draw.random() < share else w for w in words]


def _alike(word: str, draw: random.Random) -> str:
    before, core, after = _WORD.match(word).groups()  # type: ignore[union-attr]
    lowered = core.lower()
    if lowered in HOMOPHONES:
        return before + _cased(draw.choice(HOMOPHONES[lowered]), core) + after
    if not core or any(c.isdigit() for c in core):
        return word
    if len(core) >= _LEAST_TO_CUT and draw.random() < _CUT:
        at = draw.randrange(3, len(core) - 2)
        return f"{before}{core[:at]} {core[at:]}{after}"
    changes = SPELLINGS if draw.random() < _SAME_SOUND else SLIPS
    fitting = [c for c in changes if re.search(c[0], lowered)]
    if not fitting:
        return word
    pattern, to = draw.choice(fitting)
    places = list(re.finditer(pattern, lowered))
    place = draw.choice(places)
    changed = lowered[: place.start()] + to + lowered[place.end() :]
    return before + _cased(changed or lowered, core) + after


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
