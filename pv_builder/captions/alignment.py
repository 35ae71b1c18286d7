"""Two texts of the same speech, word by word: what the tool wrote and what the recogniser heard.

Each gets every fifth or tenth word wrong, each in its own way; in between they agree. Runs of three
words that stand once in each text are sure to be the same ones; between two such runs the longest
common subsequence does the rest (patience sorting, as in Bram Cohen's diff).

Invariants:
- Pairs are strictly increasing on both sides.
- Memory is bounded by the longest stretch without a sure run, which is cut.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from core.folding import fold

_RUN = 3
_WORD = re.compile(r"\w+")
_LONGEST_GAP = 4000
"""Words on either side of a gap: 25 minutes of which nothing agrees are not compared further."""

Pair = tuple[int, int]
"""Index of a word in the first text, and of the same word in the second."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case, accents, elisions' marks and punctuation."""
    return _WORD.findall(fold(text))


def matched_words(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """Return the pairs of words that are the same, in order."""
    anchors = _increasing(_sure_runs(one, other))
    pairs: list[Pair] = []
    begin = (0, 0)
    for anchor in (*anchors, (len(one), len(other))):
        if anchor[0] < begin[0] or anchor[1] < begin[1]:
            continue
        pairs += _between(one, other, begin, anchor)
        if anchor[0] < len(one) and anchor[1] < len(other):
            pairs += [(anchor[0] + step, anchor[1] + step) for step in range(_RUN)]
            begin = (anchor[0] + _RUN, anchor[1] + _RUN)
    return pairs


def _sure_runs(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """Return where runs of words stand that are found once in each text, by the first text."""
    runs = [_runs(text) for text in (one, other)]
    counts = [Counter(found) for found in runs]
    place = {run: at for at, run in enumerate(runs[1])}
    return [
        (at, place[run])
        for at, run in enumerate(runs[0])
        if counts[0][run] == 1 and counts[1][run] == 1
    ]


def _runs(text: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(text[at : at + _RUN]) for at in range(len(text) - _RUN + 1)]


def _increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest part of the pairs that increases on both sides."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        pile = bisect_left(tops, at)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(at)
            last.append(number)
        else:
            tops[pile], last[pile] = at, number
    chain: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(one: Sequence[str], other: Sequence[str], begin: Pair, end: Pair) -> Iterator[Pair]:
    """Yield the pairs of a gap."""
    first, second = one[begin[0] : end[0]], other[begin[1] : end[1]]
    if not first or not second or max(len(first), len(second)) > _LONGEST_GAP:
        return
    for block in LCSseq.opcodes(first, second):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                yield begin[0] + block.src_start + step, begin[1] + block.dest_start + step
