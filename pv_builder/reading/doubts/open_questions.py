"""Doubts that come down to one choice, with every sentence that may answer them.

A count of papers whose total is known, the holder of a pouvoir, the minutes of an hour: few things
can have been said. Which of them the sound tells from the others is found elsewhere; here are the
passages and the sentences, pure data.

Invariants:
- A sentence keeps the words heard around what is in doubt, or is one of the usual formulas.
- Numbers are offered only where they add up with those who vote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sounds import likeness, sound_of
from core.timecode import Interval, overlap_s
from core.transcript import Transcript, Word
from pv_builder.evidence import Alert
from pv_builder.law.voters import Voters, voters_at
from pv_builder.meeting import Attendance, Item, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.doubts.doubtful_passages import CALLED, CAUSES, DoubtfulPassage, PassageKind
from pv_builder.reading.words.heard import Heard, heard
from pv_builder.reading.words.hours import Hour, find_hours
from pv_builder.seance import Seance

_MARGIN_S = 0.25
_PAUSE_S = 0.9
_LONGEST_S = 14.0
"""A sentence that lasts longer holds more than what is asked."""

_MOST_BLANK = 4
_MOST_SENTENCES = 240
_UNCOUNTED = frozenset({"votes-incomplete", "votes-do-not-add-up", "votes-exceed-voters"})
_UNNAMED = "proxy-name-unknown"
_COUNTS = (
    "Après dépouillement, {heads} bulletins, {third} blanc, {pour} pour et {contre} contre.",
    "{heads} votants, {third} bulletin blanc, {pour} voix pour et {contre} voix contre.",
    "Bulletins trouvés dans l'urne : {heads}. Blancs : {third}. Pour : {pour}. Contre : {contre}.",
    "{pour} voix pour, {contre} voix contre et {third} bulletin blanc.",
    "{pour} pour, {contre} contre, {third} abstention.",
    "{pour} voix pour, {contre} contre et {third} abstention.",
)
"""How results are read out; the third number is that of the blank papers or of the abstentions."""

_POUVOIRS = (
    "{giver} a donné pouvoir à {holder}.",
    "Pouvoir de {giver} à {holder}.",
    "{giver} donne procuration à {holder}.",
    "Procuration de {giver} au profit de {holder}.",
    "{giver} est représenté par {holder}.",
)

_FOR, _AGAINST = sound_of("pour"), sound_of("contre")
_ALIKE = 0.6
_BETWEEN = 7
_TITLES = frozenset(sound_of(title) for title in CALLED.values())
_MOST_LEFT_WORDS = 3
_HOUR_MIN = 60


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What was written of a sentence, in the words of one turn."""

    words: tuple[Word, ...]
    span: Interval

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words).strip()


def open_questions(
    minutes: Minutes, transcript: Transcript, seance: Seance
) -> tuple[DoubtfulPassage, ...]:
    """Return the passages in which one sentence out of some was said, in order.

    Args:
        minutes: with what remains in doubt.
        transcript: that they were read from.
        seance: what was stated beforehand.
    """
    sentences = [s for s in _sentences(transcript) if s.span.duration_s <= _LONGEST_S]
    asked = [
        *_proxies(minutes, sentences, seance),
        *_counts(minutes, sentences),
        *_hours(minutes, sentences, heard(transcript)),
    ]
    once = {one.span: one for one in reversed(asked) if len(one.wordings[0]) > 1}
    return tuple(sorted(once.values(), key=lambda passage: passage.span))


def _sentences(transcript: Transcript) -> Iterator[_Sentence]:
    words = [word for turn in transcript.turns for word in turn.words]
    firsts = {turn.words[0].start for turn in transcript.turns if turn.words}
    begun = 0
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if (
            following is None
            or following.start in firsts
            or word.text.rstrip()[-1:] in ".?!…"
            or following.start - word.end > _PAUSE_S
        ):
            before = words[begun - 1].end if begun else 0.0
            after = following.start if following is not None else word.end + 2 * _MARGIN_S
            start = max(words[begun].start - _MARGIN_S, (before + words[begun].start) / 2)
            end = min(word.end + _MARGIN_S, (word.end + after) / 2)
            yield _Sentence(tuple(words[begun : at + 1]), Interval(start, max(start, end)))
            begun = at + 1


def _proxies(
    minutes: Minutes, sentences: Sequence[_Sentence], seance: Seance
) -> Iterator[DoubtfulPassage]:
    """Yield the pouvoirs whose holder was not understood: whoever is there may be."""
    states = dict(minutes.meeting.attendance)
    givers = {proxy.giver for proxy in minutes.meeting.proxies}
    for alert in minutes.alerts:
        sentence = _said_in(alert, sentences) if alert.code == _UNNAMED else None
        before = _before_last_title(sentence) if sentence is not None else None
        if sentence is None or before is None:
            continue
        holders = [
            f"{CALLED[member.civility]} {member.family_name}"
            for member in seance.roll
            if states.get(member.name) in {Attendance.PRESENT, None} and member.name not in givers
        ]
        said = [f"{before} {{holder}}.", *_pouvoirs_of(alert, seance)]
        wordings = (tuple(one.replace("{holder}", who) for who in holders) for one in said)
        yield _asked(sentence, PassageKind.NAMES, tuple(wordings))


def _pouvoirs_of(alert: Alert, seance: Seance) -> Iterator[str]:
    """Yield how the pouvoir of the member whom an alert names is told, but for its holder."""
    for giver in seance.roll:
        if giver.name in alert.text:
            called = f"{CALLED[giver.civility]} {giver.given_name} {giver.family_name}"
            yield from (wording.replace("{giver}", called) for wording in _POUVOIRS)


def _before_last_title(sentence: _Sentence) -> str | None:
    """Return what stands before the last "Madame" or "Monsieur"; None without, or alone."""
    titled = [n for n, word in enumerate(sentence.words) if sound_of(word.text) in _TITLES]
    if not titled or not titled[-1]:
        return None
    return "".join(word.text for word in sentence.words[: titled[-1]]).strip()


def _counts(minutes: Minutes, sentences: Sequence[_Sentence]) -> Iterator[DoubtfulPassage]:
    """Yield the results that were read out and not understood: numbers that add up."""
    marks = {alert.item for alert in minutes.alerts if alert.code in _UNCOUNTED}
    unnamed = sum(alert.code == _UNNAMED for alert in minutes.alerts)
    for item in minutes.meeting.items:
        voters = voters_at(minutes.meeting, item) if item.mark in marks else None
        said = [s for s in sentences if _is_in(s, item) and _is_count(s)]
        if voters is not None and said:
            announced = item.ballot.announced if item.ballot is not None else None
            told = announced.outcome if announced is not None else None
            yield _asked(said[-1], PassageKind.VOTE, _counted(voters, unnamed, told), item)


def _counted(voters: Voters, unnamed: int, told: Outcome | None) -> tuple[tuple[str, ...], ...]:
    """Return the results of those who vote that may have been announced as adopted or rejected.

    With and without the pouvoirs that have no holder yet.
    """
    numbers = [
        {"heads": voters.heads + more, "third": third, "pour": pour, "contre": contre}
        for more in sorted({0, unnamed})
        for third in range(_MOST_BLANK)
        for contre in range(voters.weight + more - third + 1)
        if _may_be(told, pour := voters.weight + more - third - contre, contre, third)
    ]
    numbers.sort(key=lambda one: min(one["pour"], one["contre"]) + one["third"])
    kept = numbers[:_MOST_SENTENCES]
    return tuple(tuple(wording.format_map(one) for one in kept) for wording in _COUNTS)


def _may_be(told: Outcome | None, pour: int, contre: int, third: int) -> bool:
    """Whether the side that the announced outcome lets lose has at most half of all papers."""
    half = (pour + contre + third) // 2
    adopted, rejected = pour > 0 and contre <= half, contre > 0 and pour <= half
    return (adopted and told is not Outcome.REJECTED) or (rejected and told is not Outcome.ADOPTED)


def _is_count(sentence: _Sentence) -> bool:
    """Whether "pour" and "contre" are told beside each other, or sound so ("vos comptes")."""
    sounds = [sound_of(word.text) for word in sentence.words]
    return any(
        likeness(sound, _FOR) >= 1
        and any(likeness(other, _AGAINST) >= _ALIKE for other in sounds[at + 1 : at + _BETWEEN])
        for at, sound in enumerate(sounds)
    )


def _hours(
    minutes: Minutes, sentences: Sequence[_Sentence], said: Heard
) -> Iterator[DoubtfulPassage]:
    """Yield the hours whose minutes were not understood: one of sixty, and not the full hour."""
    doubts = [alert for alert in minutes.alerts if alert.code in CAUSES[PassageKind.HOUR]]
    for hour in find_hours(said):
        span = said.interval(hour.first, hour.last)
        told = not any(alert.excerpts for alert in doubts) or any(
            overlap_s(excerpt, span) > 0 for alert in doubts for excerpt in alert.excerpts
        )
        sentence = _holding(sentences, span)
        if doubts and hour.doubtful and told and sentence is not None:
            wording = _minutes_of(sentence, hour, said)
            if wording:
                yield _asked(sentence, PassageKind.HOUR, (wording,))


def _minutes_of(sentence: _Sentence, hour: Hour, said: Heard) -> tuple[str, ...]:
    """Return the sentence up to the hour, with all minutes that may follow, as its end."""
    begins, unit = said.tokens[hour.first], said.tokens[hour.first + 1]
    before = "".join(word.text for word in sentence.words if word.end <= begins.start).strip()
    left = [word for word in sentence.words if word.start >= unit.end]
    if len(left) > _MOST_LEFT_WORDS:
        return ()
    hours = hour.minutes // _HOUR_MIN
    return tuple(f"{before} {hours} heures {minute:02d}." for minute in range(1, _HOUR_MIN))


def _asked(
    sentence: _Sentence,
    kind: PassageKind,
    wordings: tuple[tuple[str, ...], ...],
    item: Item | None = None,
) -> DoubtfulPassage:
    mark = item.mark if item is not None else None
    return DoubtfulPassage(span=sentence.span, kind=kind, hint="", item=mark, wordings=wordings)


def _said_in(alert: Alert, sentences: Sequence[_Sentence]) -> _Sentence | None:
    """Return the sentence that an alert points at."""
    found = [_holding(sentences, excerpt) for excerpt in alert.excerpts]
    return next((sentence for sentence in found if sentence is not None), None)


def _holding(sentences: Sequence[_Sentence], span: Interval) -> _Sentence | None:
    """Return the sentence that shares the most seconds with a span."""
    best = max(sentences, key=lambda s: overlap_s(s.span, span), default=None)
    return best if best is not None and overlap_s(best.span, span) > 0 else None


def _is_in(sentence: _Sentence, item: Item) -> bool:
    middle = (sentence.span.start + sentence.span.end) / 2
    return (
        item.start_s is not None
        and item.end_s is not None
        and (item.start_s <= middle < item.end_s)
    )
