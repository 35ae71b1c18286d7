"""Words that a person typed, given times from the words they replace.

Invariants:
- A word that was not touched keeps its time and its probability.
- A typed word has no probability: no machine heard it.
- Times stay in order, within the stretch of the words replaced.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from core.transcript import Doubt, Turn, Word
from desktop.session.corrections.edits import ReplaceWords


def joined(words: Sequence[Word]) -> str:
    """Return the text of some words, without the space before the first."""
    return "".join(word.text for word in words).strip()


def retyped(turn: Turn, first_word: int, last_word: int, text: str) -> tuple[Word, ...]:
    """Return the words that stand for `words[first_word:last_word]` once they read `text`."""
    old = turn.words[first_word:last_word]
    start, end = _room(turn, first_word, last_word)
    groups = _spaced(old)
    typed = text.split()
    result: list[Word] = []
    matcher = SequenceMatcher(a=[joined(group) for group in groups], b=typed, autojunk=False)
    for what, a, b, i, j in matcher.get_opcodes():
        kept = [word for group in groups[a:b] for word in group]
        if what == "equal":
            result += kept
        elif j > i:
            left = result[-1].end if result else start
            right = kept[-1].end if kept else _next_start(groups, b, end)
            result += spread(typed[i:j], kept[0].start if kept else left, right)
    return tuple(result)


def spread(tokens: Sequence[str], start: float, end: float) -> list[Word]:
    """Return typed words over a stretch of time, each as long as its letters ask."""
    end = max(start, end)
    letters = sum(len(token) for token in tokens)
    result: list[Word] = []
    said = 0
    for token in tokens:
        begin = start + (end - start) * said / letters
        said += len(token)
        until = start + (end - start) * said / letters
        result.append(Word(start=round(begin, 3), end=round(until, 3), text=f" {token}"))
    return result


def _spaced(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words grouped as the spaces between them group them ("a", "-t", "-il")."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and not word.text.startswith(" "):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _room(turn: Turn, first_word: int, last_word: int) -> tuple[float, float]:
    """Return the seconds that the words replaced take, or the gap where none is replaced."""
    if first_word < last_word:
        return turn.words[first_word].start, turn.words[last_word - 1].end
    before = turn.words[first_word - 1].end if first_word else turn.start
    after = turn.words[last_word].start if last_word < len(turn.words) else turn.end
    return before, max(before, after)


def _next_start(groups: Sequence[Sequence[Word]], position: int, end: float) -> float:
    return groups[position][0].start if position < len(groups) else end


def moved_doubts(
    doubts: Sequence[Doubt], first_word: int, last_word: int, words_now: int
) -> tuple[Doubt, ...]:
    """Return the doubts once `words[first_word:last_word]` are settled as `words_now` words.

    What a person typed or accepted is not doubtful; what is left of a doubt on either side stays.
    """
    shift = words_now - (last_word - first_word)
    result: list[Doubt] = []
    for doubt in doubts:
        left = replace(doubt, last_word=min(doubt.last_word, first_word))
        right = replace(
            doubt,
            first_word=max(doubt.first_word, last_word) + shift,
            last_word=doubt.last_word + shift,
        )
        pieces = [piece for piece in (left, right) if piece.first_word < piece.last_word]
        if len(pieces) > 1 and left.last_word == right.first_word:
            pieces = [replace(doubt, last_word=right.last_word)]
        result += pieces
    return tuple(result)


def edit_of_text(turn: Turn, text: str) -> ReplaceWords | None:
    """Return the smallest edit that makes a turn read `text`, None when it already does."""
    groups = _spaced(turn.words)
    old = [joined(group) for group in groups]
    new = text.split()
    if old == new:
        return None
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    first = sum(len(group) for group in groups[:head])
    last = len(turn.words) - sum(len(group) for group in groups[len(old) - tail :])
    return ReplaceWords(
        turn=turn.id,
        first_word=first,
        last_word=last,
        before=joined(turn.words[first:last]),
        after=" ".join(new[head : len(new) - tail]),
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many leading texts two lists share."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def edit_of_captions(turn: Turn, doubt: Doubt) -> ReplaceWords | None:
    """Return the edit that puts a meeting tool's words in place of doubtful ones; None without."""
    if doubt.captions is None:
        return None
    return ReplaceWords(
        turn=turn.id,
        first_word=doubt.first_word,
        last_word=doubt.last_word,
        before=joined(turn.words[doubt.first_word : doubt.last_word]),
        after=doubt.captions,
    )
