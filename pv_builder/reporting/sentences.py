"""What was said, cut into sentences that keep their seconds, their voice and their doubts.

Not for changing words: `pv_builder.reporting.spoken` cleans them, `pv_builder.reporting.reported`
turns them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.transcript import MemberStatus, Transcript, Turn, VoiceId, Word

_ENDS_SENTENCE = re.compile(r"[.?!…][\"»”)]*$")
_ABBREVIATION = re.compile(r"(?i)^\W*(?:mm?|mme|mmes|mlle|dr|me|art|cf|n°|st|ste|av|bd|[a-z])\.$")

_LONGEST_PAUSE_S = 2.0
"""Longest silence inside a sentence that goes on: beyond it, somebody began another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says a sentence, as far as it is known.

    Attributes:
        voice: None when voices were not told apart.
        member: printed name, None when the voice is nobody's.
        is_confirmed: a person agreed that the voice is this member's.
    """

    voice: VoiceId | None = None
    member: str | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as it was recognised; times are seconds of the recording.

    Attributes:
        doubtful: indices of the words to listen to again.
    """

    speaker: Speaker
    words: tuple[Word, ...]
    doubtful: frozenset[int] = frozenset()

    @property
    def start_s(self) -> float:
        """Second where its first word begins."""
        return self.words[0].start

    @property
    def end_s(self) -> float:
        """Second where its last word ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """The words joined."""
        return "".join(word.text for word in self.words).strip()


def sentences_of(transcript: Transcript) -> tuple[Sentence, ...]:
    """Return every sentence of a transcript in the order of the recording.

    A sentence that runs on over two turns of one person is put together again.
    """
    found: list[Sentence] = []
    for turn in transcript.turns:
        for sentence in _sentences_of_turn(turn):
            if found and _runs_on(found[-1], sentence):
                found[-1] = _joined(found[-1], sentence)
            else:
                found.append(sentence)
    return tuple(found)


def _runs_on(first: Sentence, second: Sentence) -> bool:
    return (
        first.speaker == second.speaker
        and (first.speaker.voice or first.speaker.member) is not None
        and second.start_s - first.end_s <= _LONGEST_PAUSE_S
        and not _ends_sentence(first.words[-1].text.strip())
        and not second.words[0].text.strip()[:1].isupper()
    )


def _joined(first: Sentence, second: Sentence) -> Sentence:
    shifted = {index + len(first.words) for index in second.doubtful}
    return Sentence(
        speaker=first.speaker,
        words=(*first.words, *second.words),
        doubtful=first.doubtful | shifted,
    )


# As many turns as the longest sessions have: after an edit only what changed is cut again.
@lru_cache(maxsize=1 << 14)
def _sentences_of_turn(turn: Turn) -> tuple[Sentence, ...]:
    return tuple(_of_turn(turn))


def _of_turn(turn: Turn) -> Iterator[Sentence]:
    speaker = Speaker(
        voice=turn.speaker,
        member=turn.member,
        is_confirmed=turn.member_status is MemberStatus.CONFIRMED,
    )
    doubtful = {
        index for doubt in turn.doubts for index in range(doubt.first_word, doubt.last_word)
    }
    for first, last in _cuts(turn.words):
        yield Sentence(
            speaker=speaker,
            words=turn.words[first:last],
            doubtful=frozenset(i - first for i in doubtful if first <= i < last),
        )


def _cuts(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each sentence; the last one may lack its full stop."""
    first = 0
    for index, word in enumerate(words, start=1):
        if index == len(words) or _ends_sentence(word.text.strip()):
            yield first, index
            first = index


def _ends_sentence(word: str) -> bool:
    return bool(_ENDS_SENTENCE.search(word)) and not _ABBREVIATION.match(word)


class Recording:
    """The sentences of a transcript, found quickly by their place.

    Attributes:
        sentences: in the order of the recording.
    """

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sorted(sentences, key=_middle_s))
        self._middles = [_middle_s(sentence) for sentence in self.sentences]

    def between(self, start_s: float, end_s: float) -> tuple[Sentence, ...]:
        """Return the sentences whose middle lies in a stretch of the recording."""
        first = bisect_left(self._middles, start_s)
        return self.sentences[first : bisect_left(self._middles, end_s)]


def _middle_s(sentence: Sentence) -> float:
    return (sentence.start_s + sentence.end_s) / 2
