"""Guards after recognition: what was invented, looped or said impossibly fast.

Pure: words and stretches of speech in, marks out. Nothing is ever deleted here: a window is heard
again in another way, a passage is set aside where a person can bring it back, a word is marked.

Invariants:
- A doubt's indices fit the words it was made from.
- `set_aside` keeps every word exactly once, in the text or in quarantine; what it drops has no
  letter ("...", "♪").
- What people really repeat in a council ("Pour.", "Présent.", "Qui est contre ? Qui s'abstient ?")
  may be marked or heard a second time, but does not leave the text.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from asr.recognition.coverage import CoverageOptions, gaps
from asr.recognition.inventions import CREDITS, FAREWELLS, bare
from asr.recognition.pace import letters, said_s
from core.timecode import Interval, merged, overlap_s
from core.transcript import Doubt, DoubtKind, Quarantined, Word

_ANSWERS_PER_STRETCH = 1.5
"""Answers that share a stretch of speech: a breath shorter than its pause may lie between two."""

_RATE_RUN_WORDS = 8
_LONGEST_PERIOD_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtOptions:
    """When a word, a passage or a window is doubted.

    Attributes:
        low_probability: a word under it is marked.
        outside_s: a word farther than this from any speech is text without a voice.
        outside_words: that many in a row: the times of single words slip.
        fastest_letters_per_s: nobody says more letters a second.
        repeats: a group of words said this often in a row may be a loop: it is heard again.
        loop_repeats: this often, without time for a breath between, it is a loop.
        breath_s: people who answer one after another leave at least this between them.
        retry_gap_s: a window that leaves so much speech without text is heard again.
        coverage: when speech counts as left without text.
    """

    low_probability: float = 0.4
    outside_s: float = 0.5
    outside_words: int = 2
    fastest_letters_per_s: float = 30.0
    repeats: int = 4
    loop_repeats: int = 8
    breath_s: float = 0.5
    retry_gap_s: float = 0.8
    coverage: CoverageOptions = field(default_factory=CoverageOptions)


class Decision(StrEnum):
    """What to do with a window."""

    KEEP = "keep"
    RETRY = "retry"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with the words of one window.

    Attributes:
        decision: KEEP. RETRY: hear the window again in another way; if that is no better, keep the
            words with their doubts. QUARANTINE: the same, but `invented` must leave the text.
        doubts: all marks on the words, in order.
        invented: those of them that nobody said.
        gaps: speech of the window without text.
        severity_s: seconds of the window that are missing or doubtful, low probabilities aside: the
            attempt with the smallest is the best.
    """

    decision: Decision
    doubts: tuple[Doubt, ...]
    invented: tuple[Doubt, ...]
    gaps: tuple[Interval, ...]
    severity_s: float


def judge(
    words: Sequence[Word],
    speech: Sequence[Interval],
    window: Interval,
    options: DoubtOptions | None = None,
) -> Verdict:
    """Return what is wrong with the words recognised in one window.

    Args:
        words: of this window, in order.
        speech: stretches of speech of the recording, or at least of this window.
        window: the stretch of the recording that was recognised.
        options: when something is doubted.
    """
    asked = options or DoubtOptions()
    inside = _within(speech, window)
    marks = doubts_in(words, inside, asked)
    serious = [mark for mark in marks if _is_serious(mark, words, inside)]
    invented = tuple(mark for mark in serious if _is_invented(mark, words, inside, asked))
    missing = gaps(inside, words, asked.coverage)
    missing_s = sum(gap.duration_s for gap in missing)
    doubted = sorted({at for mark in serious for at in range(mark.first_word, mark.last_word)})
    severity_s = missing_s + sum(said_s(words[at]) for at in doubted)
    decision = Decision.RETRY if serious or missing_s >= asked.retry_gap_s else Decision.KEEP
    return Verdict(
        decision=Decision.QUARANTINE if invented else decision,
        doubts=marks,
        invented=invented,
        gaps=missing,
        severity_s=severity_s,
    )


def doubts_in(
    words: Sequence[Word],
    speech: Sequence[Interval],
    options: DoubtOptions | None = None,
) -> tuple[Doubt, ...]:
    """Return the marks on the words of a turn or a window, in order of their first word."""
    if not words:
        return ()
    asked = options or DoubtOptions()
    span = _span_of(words)
    voiced = [
        piece
        for piece in _widened(speech, asked.outside_s)
        if piece.start <= span.end and span.start <= piece.end
    ]
    marks = [
        *_runs(words, DoubtKind.LOW_PROBABILITY, lambda word: _is_low(word, asked), 1),
        *_runs(
            words,
            DoubtKind.OUTSIDE_SPEECH,
            lambda word: not any(_touches(stretch, word) for stretch in voiced),
            asked.outside_words,
        ),
        *_inventions(words),
        *_repetitions(words, asked),
        *_too_fast(words, asked),
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.first_word, mark.last_word, mark.kind)))


def set_aside(
    words: Sequence[Word], invented: Sequence[Doubt]
) -> tuple[tuple[Word, ...], tuple[Quarantined, ...]]:
    """Return the words that stay in the text, and those set aside with the reason."""
    reason = {at: mark.kind for mark in invented for at in range(mark.first_word, mark.last_word)}
    kept = tuple(word for at, word in enumerate(words) if at not in reason)
    aside = []
    for kind, run in groupby(range(len(words)), key=reason.get):
        if kind is not None:
            taken = [words[at] for at in run]
            text = "".join(word.text for word in taken).strip()
            span = _span_of(taken)
            if any(c.isalnum() for c in text):
                aside.append(Quarantined(start=span.start, end=span.end, text=text, reason=kind))
    return kept, tuple(aside)


def _span_of(words: Sequence[Word]) -> Interval:
    """Return the stretch of the recording from the first word to the last."""
    return Interval(min(word.start for word in words), max(word.end for word in words))


def _widened(speech: Sequence[Interval], by_s: float) -> list[Interval]:
    """Return the stretches made longer on both sides."""
    return merged(Interval(max(0.0, piece.start - by_s), piece.end + by_s) for piece in speech)


def _within(speech: Sequence[Interval], window: Interval) -> list[Interval]:
    """Return the parts of the speech that lie in the window."""
    return [
        Interval(max(piece.start, window.start), min(piece.end, window.end))
        for piece in merged(speech)
        if overlap_s(piece, window) > 0
    ]


def _is_invented(
    mark: Doubt, words: Sequence[Word], speech: Sequence[Interval], options: DoubtOptions
) -> bool:
    """Whether nobody can have said the marked words."""
    marked = words[mark.first_word : mark.last_word]
    match mark.kind:
        case DoubtKind.OUTSIDE_SPEECH:
            return True
        case DoubtKind.KNOWN_INVENTION:
            text = bare("".join(word.text for word in marked))
            return any(pattern.search(text) for pattern in CREDITS)
        case DoubtKind.REPETITION:
            return _is_loop(mark, words, speech, options)
        case _:
            return False


def _is_low(word: Word, options: DoubtOptions) -> bool:
    return word.probability is not None and word.probability < options.low_probability


def _touches(stretch: Interval, word: Word) -> bool:
    return stretch.start <= word.end and word.start <= stretch.end


def _runs(
    words: Sequence[Word], kind: DoubtKind, doubted: Callable[[Word], bool], at_least: int
) -> Iterator[Doubt]:
    """Yield a doubt for each run of at least so many doubted words."""
    for is_doubted, run in groupby(range(len(words)), key=lambda at: doubted(words[at])):
        found = list(run)
        if is_doubted and len(found) >= at_least:
            yield Doubt(kind=kind, first_word=found[0], last_word=found[-1] + 1)


def _inventions(words: Sequence[Word]) -> Iterator[Doubt]:
    """Yield a doubt for each known sentence of subtitles or videos."""
    text, owner = "", list[int]()
    for at, word in enumerate(words):
        piece = f"{bare(word.text)} ".lstrip()
        text += piece
        owner += [at] * len(piece)
    for pattern in (*CREDITS, *FAREWELLS):
        for match in pattern.finditer(text):
            yield Doubt(
                kind=DoubtKind.KNOWN_INVENTION,
                first_word=owner[match.start()],
                last_word=owner[match.end() - 1] + 1,
            )


def _repetitions(words: Sequence[Word], options: DoubtOptions) -> Iterator[Doubt]:
    """Yield a doubt for each group of words said several times in a row, after its first time."""
    tokens = [bare(word.text) for word in words]
    at = 0
    while at < len(tokens):
        period, times = _loop_at(tokens, at)
        if times >= options.repeats and any(tokens[at : at + period]):
            yield Doubt(
                kind=DoubtKind.REPETITION, first_word=at + period, last_word=at + period * times
            )
            at += period * times
        else:
            at += 1


def _loop_at(tokens: Sequence[str], at: int) -> tuple[int, int]:
    """Return the period in words and the number of times of the longest loop that begins here."""
    best = (1, 1)
    for period in range(1, _LONGEST_PERIOD_WORDS + 1):
        group = tokens[at : at + period]
        times = 1
        while tokens[at + times * period : at + (times + 1) * period] == group:
            times += 1
        if times > 1 and period * times > best[0] * best[1]:
            best = (period, times)
    return best


def _is_serious(mark: Doubt, words: Sequence[Word], speech: Sequence[Interval]) -> bool:
    """Whether the mark is a reason to hear the window again.

    A repetition in which each time has a stretch of speech of its own is people answering in turn.
    """
    if mark.kind is DoubtKind.REPETITION:
        times, stretches = _times_and_stretches(mark, words, speech)
        return times > stretches * _ANSWERS_PER_STRETCH
    return mark.kind is not DoubtKind.LOW_PROBABILITY


def _is_loop(
    mark: Doubt, words: Sequence[Word], speech: Sequence[Interval], options: DoubtOptions
) -> bool:
    """Whether the repetition came too often and too fast for people who answer in turn."""
    times, stretches = _times_and_stretches(mark, words, speech)
    marked = words[mark.first_word : mark.last_word]
    turns_s = sum(map(said_s, marked)) + (times - 1) * options.breath_s
    return (
        times >= options.loop_repeats
        and times > 2 * stretches * _ANSWERS_PER_STRETCH
        and marked[-1].end - marked[0].start < turns_s
    )


def _times_and_stretches(
    mark: Doubt, words: Sequence[Word], speech: Sequence[Interval]
) -> tuple[int, int]:
    """Return how often a group was said, its first time included, and in how many stretches."""
    tokens = [bare(word.text) for word in words[mark.first_word : mark.last_word]]
    period, times = _loop_at(tokens, 0)
    said = _span_of(words[mark.first_word - period : mark.last_word])
    return times + 1, sum(overlap_s(said, stretch) > 0 for stretch in speech)


def _too_fast(words: Sequence[Word], options: DoubtOptions) -> Iterator[Doubt]:
    """Yield a doubt for each passage with more letters a second than can be said."""
    fast = set[int]()
    for at in range(len(words) - _RATE_RUN_WORDS + 1):
        run = words[at : at + _RATE_RUN_WORDS]
        seconds = run[-1].end - run[0].start
        if sum(map(letters, run)) > options.fastest_letters_per_s * seconds:
            fast.update(range(at, at + _RATE_RUN_WORDS))
    for is_fast, run_at in groupby(range(len(words)), key=fast.__contains__):
        found = list(run_at)
        if is_fast:
            yield Doubt(kind=DoubtKind.SPEECH_RATE, first_word=found[0], last_word=found[-1] + 1)
