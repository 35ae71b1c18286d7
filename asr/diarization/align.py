"""Words and voices to turns with a speaker, word by word. Pure.

A recogniser's sentence may hold two people ("Madame Colin ? Présente."), and its times are off by a
tenth of a second or three. So each word gets the voice that is heard under it, a change of voice
being cheap where a sentence ends and dear inside it: an interjection under somebody's sentence does
not cut it, and a boundary that falls inside a sentence is marked as doubtful.

Invariants:
- Every word is in exactly one turn, in order, unchanged.
- The words of a turn of the result are of one turn of the transcript.
- A turn under which no voice was heard has no speaker.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import numpy as np

from asr.diarization.viterbi import Ints, most_likely_path
from asr.diarization.voice_model import Bools, Floats
from asr.diarization.voices import Diarization
from core.timecode import Interval, merged, overlap_s
from core.transcript import Doubt, DoubtKind, Transcript, Turn, TurnId, VoiceId, Word

_SENTENCE_ENDS = (".", "?", "!", "…")
_CLAUSE_ENDS = (",", ";", ":")

# What a change of voice costs, in seconds of words under which another voice is heard.
_CHANGE_AT_SENTENCE_S = 0.05
_CHANGE_AT_PAUSE_S = 0.25
_CHANGE_INSIDE_S = 0.6
_PAUSE_S = 0.25
_LONG_PAUSE_S = 2.0  # after which nothing is known about who goes on

_SHORTEST_WORD_S = 0.1
_WORD_BASE_S = 0.15  # a word of n letters lasts about this and n times the next; what a recogniser
_WORD_LETTER_S = 0.06  # gives beyond that is the silence, or an answer it missed, after the word
_LATENESS_S = 0.3  # how late the voice of a word before a silence may come
_REACH_S = 0.5  # how far from a voice a word may be and still be its own
_NEARNESS_S = 0.2
_LEAST_COVERED = 0.3  # share of a turn that its voice must cover
_SURE_SHARE = 0.5  # of a word beside a boundary that its voice must have more than the other
_LEAST_OVERLAP_S = 0.25
_BREATH_S = 0.3  # shorter silences do not end an utterance
_BREAK_S = 0.8  # a silence that ends a turn inside a sentence
_LEAST_ANSWER_S = 0.3  # what somebody else must say in a silence to end a turn there
_NO_UTTERANCE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What is heard under each word.

    Attributes:
        seconds: (words, voices) of each voice under the word.
        lengths: (words,) seconds that the words last, silence after them not counted.
        path: (words,) number of the word's voice.
        utterance: (words,) number of the utterance of that voice that holds the word, or -1.
        doubtful: (words,) whether the word may be its neighbour's.
    """

    seconds: Floats
    lengths: Floats
    path: Ints
    utterance: Ints
    doubtful: Bools


def align(transcript: Transcript, diarization: Diarization) -> Transcript:
    """Return the transcript with a speaker for each turn under which a voice is heard.

    Turns are cut where the voice changes, and where it falls silent at the end of a sentence, for
    long, or while somebody answers. The first part of a turn keeps its id.
    """
    words = [word for turn in transcript.turns for word in turn.words]
    if not words or not diarization.voices:
        return transcript
    utterances = [merged(diarization.intervals(voice), _BREATH_S) for voice in diarization.voices]
    heard = _listen(words, diarization, utterances)
    cutter = _Cutter(
        words=words,
        heard=heard,
        voices=diarization.voices,
        utterances=utterances,
        anybody=_Stretches.of([u for own in utterances for u in own]),
        overlaps=_Stretches.of(diarization.overlaps()),
    )
    parts: list[Turn] = []
    first = 0
    for turn in transcript.turns:
        last = first + len(turn.words)
        parts.extend(cutter.parts(turn, range(first, last)) if turn.words else [turn])
        first = last
    return replace(transcript, turns=tuple(_in_order(parts)))


def unheard(transcript: Transcript, diarization: Diarization) -> list[tuple[Interval, VoiceId]]:
    """Return the utterances that no word of the transcript belongs to, in order.

    An answer that the recogniser missed is still an answer: who spoke, and when, is evidence.
    """
    words = [word for turn in transcript.turns for word in turn.words]
    utterances = _utterances(diarization)
    heard = _listen(words, diarization, utterances) if words and utterances else None
    told = set() if heard is None else set(zip(heard.path, heard.utterance, strict=True))
    return sorted(
        (utterance, voice)
        for number, voice in enumerate(diarization.voices)
        for index, utterance in enumerate(utterances[number])
        if (number, index) not in told and utterance.duration_s >= _LEAST_ANSWER_S
    )


def _utterances(diarization: Diarization) -> list[list[Interval]]:
    """Return when each voice speaks, breaths not counted."""
    return [merged(diarization.intervals(voice), _BREATH_S) for voice in diarization.voices]


def _listen(
    words: Sequence[Word], diarization: Diarization, utterances: Sequence[Sequence[Interval]]
) -> _Heard:
    given = np.array([max(word.end - word.start, _SHORTEST_WORD_S) for word in words])
    likely = np.array([_WORD_BASE_S + _WORD_LETTER_S * len(word.text.strip()) for word in words])
    lengths = np.minimum(given, likely)
    seconds = _seconds_under(words, diarization)
    seconds *= np.minimum(1.0, likely / np.maximum(seconds.sum(axis=1), 1e-6))[:, None]
    path = most_likely_path(seconds, _change_costs(words))
    return _Heard(
        seconds=seconds,
        lengths=lengths,
        path=path,
        utterance=_utterances_of(words, path, lengths, utterances),
        doubtful=_doubtful(seconds, lengths, path),
    )


def _utterances_of(
    words: Sequence[Word], path: Ints, lengths: Floats, utterances: Sequence[Sequence[Interval]]
) -> Ints:
    """Return which utterance of its voice holds each word: the first with half of it, or most."""
    chosen = np.full(len(words), _NO_UTTERANCE, np.int64)
    ends = [[u.end for u in own] for own in utterances]
    for number, word in enumerate(words):
        own = utterances[path[number]]
        span = Interval(word.start, max(word.end, word.start + _SHORTEST_WORD_S))
        most_s = 0.0
        for index in range(bisect_right(ends[path[number]], span.start), len(own)):
            shared_s = overlap_s(own[index], span)
            if shared_s <= most_s:
                break
            chosen[number], most_s = index, shared_s
            if shared_s >= lengths[number] / 2:
                break
    return chosen


def _seconds_under(words: Sequence[Word], diarization: Diarization) -> Floats:
    """Return how many seconds of each voice are heard under each word: (words, voices).

    Before a silence, what is heard just after a word counts too: recognisers are early as often as
    late. A word that lies beside all voices counts for the nearest ones, less the farther they are.
    """
    number = {voice: index for index, voice in enumerate(diarization.voices)}
    told = [p for p in diarization.pieces if p.voice is not None]
    starts = np.array([p.interval.start for p in told])
    ends = np.array([p.interval.end for p in told])
    voice_of = np.array([number[p.voice] for p in told if p.voice is not None])
    longest_s = float((ends - starts).max())
    seconds = np.zeros((len(words), len(number)))
    for row, word, following in zip_longest(seconds, words, words[1:]):
        silence_s = _LATENESS_S if following is None else following.start - word.end
        end = max(word.end + min(max(silence_s, 0.0), _LATENESS_S), word.start + _SHORTEST_WORD_S)
        first = np.searchsorted(starts, word.start - longest_s - _REACH_S)
        last = np.searchsorted(starts, end + _REACH_S)
        near = slice(int(first), int(last))
        shared_s = np.minimum(ends[near], end) - np.maximum(starts[near], word.start)
        if (shared_s > 0).any():
            np.add.at(row, voice_of[near], np.maximum(shared_s, 0.0))
        else:
            close = np.where(shared_s > -_REACH_S, np.exp(shared_s / _NEARNESS_S), 0.0)
            np.maximum.at(row, voice_of[near], close * (end - word.start))
    return seconds


def _change_costs(words: Sequence[Word]) -> Floats:
    """Return what a change of voice before each word costs: (words,) seconds."""
    costs = np.zeros(len(words))
    for number, (before, after) in enumerate(pairwise(words), 1):
        pause_s = after.start - before.end
        text = before.text.rstrip()
        if pause_s >= _LONG_PAUSE_S:
            costs[number] = 0.0
        elif text.endswith(_SENTENCE_ENDS):
            costs[number] = _CHANGE_AT_SENTENCE_S
        elif pause_s >= _PAUSE_S or text.endswith(_CLAUSE_ENDS):
            costs[number] = _CHANGE_AT_PAUSE_S
        else:
            costs[number] = _CHANGE_INSIDE_S
    return costs


def _doubtful(seconds: Floats, lengths: Floats, path: Ints) -> Bools:
    """Return which words beside a change of voice are heard under both voices, or none."""
    doubtful = np.zeros(len(path), np.bool_)
    for before in np.flatnonzero(np.diff(path)).tolist():
        for word, other in ((before, path[before + 1]), (before + 1, path[before])):
            margin_s = seconds[word, path[word]] - seconds[word, other]
            doubtful[word] |= margin_s < _SURE_SHARE * lengths[word]
    return doubtful


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cutter:
    """Cuts turns into parts of one voice.

    Attributes:
        words: all of the transcript.
        heard: under each of them.
        voices: by number.
        utterances: of each voice, in order.
        anybody: the utterances of all voices.
        overlaps: when two voices speak at once.
    """

    words: Sequence[Word]
    heard: _Heard
    voices: Sequence[VoiceId]
    utterances: Sequence[Sequence[Interval]]
    anybody: "_Stretches"
    overlaps: "_Stretches"

    def parts(self, turn: Turn, numbers: range) -> Iterator[Turn]:
        """Yield the parts of a turn, each with one speaker or none.

        Args:
            turn: of the transcript.
            numbers: of the turn's words among all.
        """
        cuts = [n for n in numbers[1:] if self._is_cut(n)]
        for order, (first, last) in enumerate(pairwise([numbers.start, *cuts, numbers.stop])):
            here = slice(first, last)
            voice = int(self.heard.path[first])
            covered = self.heard.seconds[here, voice].sum() / self.heard.lengths[here].sum()
            start, end = self._edges(first, last - 1)
            part = replace(
                turn,
                id=turn.id if order == 0 else TurnId(f"{turn.id}-{order + 1}"),
                start=start,
                end=end,
                speaker=self.voices[voice] if covered >= _LEAST_COVERED else None,
                words=tuple(self.words[here]),
                doubts=(
                    *_doubts_within(turn, first - numbers.start, last - first),
                    *_boundary_doubts(self.heard.doubtful[here]),
                ),
            )
            overlap_total_s = self.overlaps.shared_s(part.interval).sum()
            yield replace(part, overlap=turn.overlap or bool(overlap_total_s >= _LEAST_OVERLAP_S))

    def _is_cut(self, number: int) -> bool:
        """Whether a turn ends before this word."""
        path, utterance = self.heard.path, self.heard.utterance
        if path[number] != path[number - 1]:
            return True
        before, after = utterance[number - 1], utterance[number]
        if before == after or _NO_UTTERANCE in (before, after):
            return False
        own = self.utterances[path[number]]
        silence = Interval(own[before].end, max(own[before].end, own[after].start))
        return (
            silence.duration_s >= _BREAK_S
            or self.words[number - 1].text.rstrip().endswith(_SENTENCE_ENDS)
            or bool((self.anybody.shared_s(silence) >= _LEAST_ANSWER_S).any())
        )

    def _edges(self, first: int, last: int) -> tuple[float, float]:
        """Return where a part begins and ends: where its voice does, or where its words do.

        A word that lies beside its voice, stretched over what somebody else says, moves no edge.
        """
        numbers = range(first, last + 1)
        spoken = [u for number in numbers if (u := self._utterance(number)) is not None]
        if not spoken:
            return self.words[first].start, max(self.words[last].end, self.words[first].start)
        opening, closing = spoken[0], spoken[-1]
        start, end = opening.start, closing.end
        if first > 0 and self._utterance(first - 1) == opening:
            start = max(start, self.words[first].start)
        if last + 1 < len(self.words) and self._utterance(last + 1) == closing:
            end = min(self.words[last].end, self.words[last + 1].start)
        return round(start, 3), round(max(start, end), 3)

    def _utterance(self, number: int) -> Interval | None:
        index = int(self.heard.utterance[number])
        voice = int(self.heard.path[number])
        return None if index == _NO_UTTERANCE else self.utterances[voice][index]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretches:
    """Stretches of time, ready to be compared with many others."""

    starts: Floats
    ends: Floats

    @classmethod
    def of(cls, intervals: Sequence[Interval]) -> "_Stretches":
        return cls(
            starts=np.array([interval.start for interval in intervals]),
            ends=np.array([interval.end for interval in intervals]),
        )

    def shared_s(self, span: Interval) -> Floats:
        """Return the seconds that each shares with a stretch: (n,), 0 for none."""
        shared = np.minimum(self.ends, span.end) - np.maximum(self.starts, span.start)
        positive: Floats = np.maximum(shared, 0.0)
        return positive


def _doubts_within(turn: Turn, first: int, count: int) -> Iterator[Doubt]:
    """Yield the turn's doubts that concern `count` words from `first`, counted from there."""
    for doubt in turn.doubts:
        begin, end = max(doubt.first_word - first, 0), min(doubt.last_word - first, count)
        if begin < end:
            yield replace(doubt, first_word=begin, last_word=end)


def _boundary_doubts(doubtful: Bools) -> Iterator[Doubt]:
    for word in np.flatnonzero(doubtful).tolist():
        yield Doubt(kind=DoubtKind.SPEAKER_BOUNDARY, first_word=word, last_word=word + 1)


def _in_order(turns: Sequence[Turn]) -> Iterator[Turn]:
    """Yield the turns, none starting before the one before it."""
    latest = 0.0
    for turn in turns:
        latest = max(latest, turn.start)
        yield replace(turn, start=latest, end=max(latest, turn.end))
