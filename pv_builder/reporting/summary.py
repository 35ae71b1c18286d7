"""The key sentences of an intervention, chosen from what was said, in order.

Nothing is rewritten or merged: a sentence is kept or left out. What somebody asks, announces or
wants is kept before what is merely said; figures and words of the item's title weigh.
"""

import re
from collections.abc import Sequence

from core.folding import fold
from pv_builder.reporting.indirect import Said
from pv_builder.reporting.reported import Act

_WEIGHTS = {
    Act.ANNOUNCEMENT: 6.0,
    Act.QUESTION: 4.0,
    Act.OWN: 3.0,
    Act.ANSWER: 3.0,
    Act.STATEMENT: 1.0,
    Act.QUOTATION: 0.5,
}
_FIGURE = 1.5
_TITLE_WORD = 0.7
_SHORTEST_TITLE_WORD = 5
_TOO_SHORT = 25
"""Characters under which a sentence says too little to stand by itself."""

KEPT_OF_RAPPORTEUR = 3
KEPT_OF_OTHERS = 2


def key_sentences(
    said: Sequence[Said], title: str, most: int, *, by_chair: bool = False
) -> list[Said]:
    """Return at most `most` of the reports, in the order they were said.

    Announcements of votes are always kept: an intention to vote is never left out. The scraps with
    which the chair gives the floor ("allez-y") are, where they were not understood as such.

    Args:
        said: the reports of one intervention.
        title: of the item.
        most: to keep.
        by_chair: whether it is by whoever presides.
    """
    said = [one for one in said if not (by_chair and _is_scrap(one))]
    words = {word for word in re.findall(r"\w+", fold(title)) if len(word) >= _SHORTEST_TITLE_WORD}
    ranked = sorted(range(len(said)), key=lambda i: -_weight(said[i], words))
    kept = set(ranked[:most])
    kept |= {i for i, one in enumerate(said) if one.report.act is Act.ANNOUNCEMENT}
    return [one for i, one in enumerate(said) if i in kept]


def _weight(one: Said, title_words: set[str]) -> float:
    content = one.report.content
    found = title_words & set(re.findall(r"\w+", fold(content)))
    weight = _WEIGHTS[one.report.act] + _TITLE_WORD * len(found)
    if re.search(r"\d", content):
        weight += _FIGURE
    is_short = one.report.act is Act.STATEMENT and _is_scrap(one)
    return weight - 1.0 if is_short else weight


def _is_scrap(one: Said) -> bool:
    """Whether a sentence is too short to say something by itself."""
    scraps = (Act.STATEMENT, Act.QUOTATION)
    return one.report.act in scraps and len(one.report.content) < _TOO_SHORT
