"""How much of the speech has text, and where it is missing. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asr.recognition.pace import letters
from core.timecode import Interval, merged
from core.transcript import Coverage, Quarantined, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOptions:
    """When speech counts as left without text.

    Recognisers stretch the words beside a passage that they left out, so that a short word may
    last four seconds: a word covers only the time that saying it slowly takes. With these values
    every passage of five words or more that was left out of the sample sessions is found, and
    nothing else: docs/benchmarks.md, "Passages left out".

    Attributes:
        slowest_letters_per_s: at this pace a word covers the most sound.
        shortest_word_s: any word covers this much, if it lasts so long.
        reach_s: sound this near to a word counts as covered by it: word times slip.
        shortest_gap_s: shorter speech without text is breath and noise.
    """

    slowest_letters_per_s: float = 6.0
    shortest_word_s: float = 0.4
    reach_s: float = 0.4
    shortest_gap_s: float = 0.8


def gaps(
    speech: Sequence[Interval],
    words: Sequence[Word],
    options: CoverageOptions | None = None,
) -> tuple[Interval, ...]:
    """Return the stretches of speech, in order, that no word covers."""
    asked = options or CoverageOptions()
    stretches = merged(speech)
    missing = _without(stretches, merged(_reaches(words, stretches, asked)))
    return tuple(gap for gap in missing if gap.duration_s >= asked.shortest_gap_s)


def coverage_of(
    speech: Sequence[Interval],
    words: Sequence[Word],
    quarantined: Sequence[Quarantined] = (),
    options: CoverageOptions | None = None,
) -> Coverage:
    """Return how much of the speech has text, with what was set aside."""
    return Coverage(
        speech_s=sum(stretch.duration_s for stretch in merged(speech)),
        gaps=gaps(speech, words, options),
        quarantined=tuple(quarantined),
    )


def _reaches(
    words: Iterable[Word], stretches: Sequence[Interval], options: CoverageOptions
) -> Iterable[Interval]:
    """Yield the sound that each word covers.

    A word that lies in a stretch of speech reaches no farther: the answer to a roll call is a
    stretch of its own, and the name called out just before does not cover it.
    """
    starts = [stretch.start for stretch in stretches]
    for word in words:
        slow_s = max(options.shortest_word_s, letters(word) / options.slowest_letters_per_s)
        said = Interval(word.start, min(word.end, word.start + slow_s))
        reach = Interval(max(0.0, said.start - options.reach_s), said.end + options.reach_s)
        last = bisect_right(starts, said.end) - 1
        home = stretches[last] if last >= 0 else said
        if home.start <= said.start and said.end <= home.end:
            reach = Interval(max(reach.start, home.start), min(reach.end, home.end))
        yield reach


def _without(whole: Sequence[Interval], taken: Sequence[Interval]) -> list[Interval]:
    """Return what of `whole` is not in `taken`; both in order and apart."""
    left = []
    at = 0
    for piece in whole:
        start = piece.start
        while at < len(taken) and taken[at].end <= start:
            at += 1
        for cover in taken[at:]:
            if cover.start >= piece.end:
                break
            if cover.start > start:
                left.append(Interval(start, cover.start))
            start = max(start, cover.end)
        if start < piece.end:
            left.append(Interval(start, piece.end))
    return left
