"""Hear the windows of a unit: sketched, then with a guide, and again what came out doubtful.

A sketch, the likeliest word at each step, tells whom and what a window seems to name; the hearing
is guided by the names and titles that sound like it (`asr.recognition.hotwords`). Batches without
time marks are fast and leave out whole passages now and then; the guards see it, and the window is
heard with time marks, then in pieces, then without hints. The hearing with the least that is
missing or doubtful is kept; nothing leaves the text but for quarantine.

Invariants:
- A unit's result depends on its own windows, the speech in them and the vocabulary only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median

from asr.engines.base import Manner, Recogniser
from asr.recognition.checkpoint import RecognisedWindow
from asr.recognition.chunks import middle
from asr.recognition.doubts import Decision, Verdict, judge, set_aside
from asr.recognition.hotwords import Vocabulary, hint_for
from asr.recognition.pace import letters
from asr.recognition.timing import settled
from core.timecode import Interval, overlap_s
from core.transcript import Word

SKETCH = Manner(beam=1, hinted=False)
FIRST = Manner()
ANCHORED = Manner(timestamps=True)
UNGUIDED = (Manner(timestamps=True, hinted=False), Manner(hinted=False))

_SKETCHED, _HEARD = 0.3, 0.9
"""Shares of a unit's work, about, for the progress."""

_FIT = 0.4
"""Least mean probability of words heard with a hint, as a share of that of the words before."""

_GUIDANCE_WORTH_S = 1.0
"""A hearing without hints must have this much less missing: it has a fifth more wrong words."""

_SHORTEST_PIECE_S = 1.5
_SLOW = 0.85
"""Share of the unit's usual letters in a second of speech under which a window lacks text: where
short answers are left out, the words beside them stretch and hide it."""

_THIN_S = 1.5
"""A window that lacks text for so long is heard again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What was heard in a window in one way, and what is wrong with it.

    Attributes:
        thin_s: seconds of speech that the words would not fill even if they were said slowly.
    """

    words: tuple[Word, ...]
    verdict: Verdict
    thin_s: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether there is no reason to hear the window again."""
        return self.verdict.decision is Decision.KEEP and self.thin_s < _THIN_S

    @property
    def severity_s(self) -> float:
        """Seconds of the window that are missing or doubtful."""
        return max(self.verdict.severity_s, self.thin_s)

    @property
    def text(self) -> str:
        """The words joined."""
        return "".join(word.text for word in self.words)


def hear_unit(
    engine: Recogniser,
    wav: Path,
    windows: Sequence[Interval],
    speech: Sequence[Interval],
    vocabulary: Vocabulary,
    reached: Callable[[float], None],
) -> tuple[RecognisedWindow, ...]:
    """Return the words of each window of a unit.

    Args:
        engine: the recogniser.
        wav: the recording.
        windows: of this unit, in order.
        speech: stretches of speech of the recording, or at least of this unit.
        vocabulary: what may be said.
        reached: told between hearings the share of the work that is done; raises `Cancelled`
            when it should stop.

    Raises:
        EngineFailed: when the engine raises an error of its own.
    """
    unit = _Unit(engine, wav, windows, speech)
    reached(_SKETCHED)
    unit.hear_guided(vocabulary)
    reached(_HEARD)
    unit.hear_doubtful(ANCHORED)
    for number in unit.doubtful():
        reached(_HEARD)
        unit.hear_in_pieces(number)
    for manner in UNGUIDED:
        reached(_HEARD)
        unit.hear_doubtful(manner, worth_s=_GUIDANCE_WORTH_S)
    return tuple(_kept(window, found) for window, found in zip(windows, unit.best, strict=True))


class _Unit:
    """The windows of a unit, sketched, and the best hearing of each so far.

    Attributes:
        best: by number of the window.
    """

    def __init__(
        self,
        engine: Recogniser,
        wav: Path,
        windows: Sequence[Interval],
        speech: Sequence[Interval],
    ) -> None:
        self._engine = engine
        self._wav = wav
        self._windows = windows
        self._speech = speech
        self._hints = [""] * len(windows)
        self._slow_pace = 0.0
        self._listening = engine.listen(wav, windows)
        self.best = self._hear(range(len(windows)), SKETCH)

    def doubtful(self) -> list[int]:
        """Return the numbers of the windows that should be heard again."""
        return [number for number, found in enumerate(self.best) if not found.is_good]

    def hear_guided(self, vocabulary: Vocabulary) -> None:
        """Hear all windows with the names and titles that sound like their sketches."""
        sketches, self._hints = self.best, [hint_for(vocabulary, s.text) for s in self.best]
        heard = self._hear(range(len(sketches)), FIRST)
        pace = _usual_pace([found.words for found in heard], self._windows, self._speech)
        self._slow_pace = _SLOW * pace
        self.best = [
            self._judged(_where_it_fits(found.words, sketch.words, self._speech), window)
            for found, sketch, window in zip(heard, sketches, self._windows, strict=True)
        ]

    def hear_doubtful(self, manner: Manner, worth_s: float = 0.0) -> None:
        """Hear the doubtful windows again in one manner, which must be better by so much."""
        numbers = self.doubtful()
        for number, found in zip(numbers, self._hear(numbers, manner), strict=True):
            self._take(number, found, worth_s)

    def hear_in_pieces(self, number: int) -> None:
        """Hear a window again in pieces, if a pause parts it, and keep the best of each piece.

        It is cut around the longest passage that was left out, or in two at its longest pause: a
        passage that is alone in its window is not left out.
        """
        window, found = self._windows[number], self.best[number]
        pieces = _pieces(window, found.verdict.gaps, self._speech)
        if len(pieces) < 2:  # noqa: PLR2004 - one piece is the window itself
            return
        hints = [self._hints[number]] * len(pieces)
        heard = self._engine.listen(self._wav, pieces).hear(range(len(pieces)), hints, FIRST)
        words: list[Word] = []
        for piece, again in zip(pieces, heard, strict=True):
            before = self._judged(_within(found.words, piece), piece)
            after = self._judged(again, piece)
            words += (after if after.severity_s < before.severity_s else before).words
        self._take(number, self._judged(words, window))

    def _hear(self, numbers: Sequence[int], manner: Manner) -> list[Hearing]:
        """Return a hearing of each of the windows."""
        if not numbers:
            return []
        heard = self._listening.hear(numbers, [self._hints[at] for at in numbers], manner)
        return [
            self._judged(words, self._windows[number])
            for number, words in zip(numbers, heard, strict=True)
        ]

    def _judged(self, words: Sequence[Word], window: Interval) -> Hearing:
        """Return the words of a window with what is wrong with them."""
        timed = settled(words, self._speech)
        thin_s = 0.0
        if self._slow_pace:
            thin_s = _speech_s(window, self._speech) - _letters(timed) / self._slow_pace
        verdict = judge(timed, self._speech, window)
        return Hearing(words=timed, verdict=verdict, thin_s=max(0.0, thin_s))

    def _take(self, number: int, other: Hearing, worth_s: float = 0.0) -> None:
        """Keep the other hearing of a window if less is missing or doubtful in it."""
        if other.severity_s + worth_s < self.best[number].severity_s:
            self.best[number] = other


def _usual_pace(
    heard: Sequence[Sequence[Word]], windows: Sequence[Interval], speech: Sequence[Interval]
) -> float:
    """Return the letters in a second of speech in the median window."""
    return median(
        _letters(words) / max(_speech_s(window, speech), _SHORTEST_PIECE_S)
        for words, window in zip(heard, windows, strict=True)
    )


def _speech_s(window: Interval, speech: Sequence[Interval]) -> float:
    """Return the seconds of speech in the window."""
    return sum(overlap_s(window, stretch) for stretch in speech)


def _letters(words: Sequence[Word]) -> int:
    """Return the letters of the words as they are said."""
    return sum(map(letters, words))


def _within(words: Sequence[Word], piece: Interval) -> list[Word]:
    """Return the words whose middle lies in the piece."""
    return [word for word in words if _lies_in(word, piece)]


def _lies_in(word: Word, piece: Interval) -> bool:
    """Whether the middle of the word lies in the piece."""
    return piece.start <= (word.start + word.end) / 2 < piece.end


def _where_it_fits(
    new: Sequence[Word], old: Sequence[Word], speech: Sequence[Interval]
) -> list[Word]:
    """Return the new words, but the old ones in each stretch that the new ones do not fit.

    A hint may make the recogniser write what it reads there: the probabilities, which are found
    without the hint, then drop far below those of what it wrote by itself.
    """
    words = [word for word in new if not any(_lies_in(word, stretch) for stretch in speech)]
    for stretch in speech:
        after, before = _within(new, stretch), _within(old, stretch)
        fits = after and _mean_probability(after) >= _FIT * _mean_probability(before)
        words += after if fits else before
    return sorted(words, key=lambda word: word.start)


def _mean_probability(words: Sequence[Word]) -> float:
    """Return the mean probability of the words, 0 for none; where it is unknown, a word fits."""
    known = [1.0 if word.probability is None else word.probability for word in words]
    return fmean(known) if known else 0.0


def _pieces(
    window: Interval, missing: Sequence[Interval], speech: Sequence[Interval]
) -> list[Interval]:
    """Return the window in up to three pieces, cut in pauses."""
    inside = [s for s in speech if s.end > window.start and s.start < window.end]
    pauses = [
        Interval(before.end, after.start)
        for before, after in pairwise(inside)
        if before.end - window.start >= _SHORTEST_PIECE_S
        and window.end - after.start >= _SHORTEST_PIECE_S
    ]
    if not pauses:
        return [window]
    longest = max(missing or pauses, key=lambda stretch: stretch.duration_s)
    places = [middle(pause) for pause in pauses]
    cuts = {
        min(places, key=lambda place: abs(place - edge)) for edge in (longest.start, longest.end)
    }
    return [
        Interval(start, end) for start, end in pairwise([window.start, *sorted(cuts), window.end])
    ]


def _kept(window: Interval, found: Hearing) -> RecognisedWindow:
    """Return the window's words, what nobody said set aside."""
    words, aside = set_aside(found.words, found.verdict.invented)
    return RecognisedWindow(window=window, words=words, quarantined=aside)
