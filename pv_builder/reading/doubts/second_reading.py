"""The facts once more where passages were heard a second time.

A second hearing never replaces the first by itself: it is used where it settles what was in doubt,
the facts that it gives stay proposed and hold both hearings, and an alert asks a person to listen.

Invariants:
- A passage whose words a person has changed since is left as the person wrote it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import fmean
from textwrap import shorten

from core.timecode import Interval, overlap_s
from core.transcript import SecondHearing, Transcript, Turn, Word
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, FactKey, Severity
from pv_builder.meeting import Item, Meeting
from pv_builder.minutes import Minutes
from pv_builder.reading.doubts.doubtful_passages import CAUSES, DECOYS, PassageKind

Read = Callable[[Transcript], Minutes]

_QUOTED_LETTERS = 160
_CAUSES = frozenset[str]().union(*CAUSES.values())
_ROUNDS = tuple(
    (kinds, compared)
    for kinds in ((PassageKind.NAMES, PassageKind.HOUR), (PassageKind.VOTE,))
    for compared in (False, True)
)
"""Who is there first: most doubts about numbers come from a member or a pouvoir too few. Words that
were heard freely go before a sentence chosen among some, which then stands in their place."""

_EDGE_S = 30.0
_SCORE = 0.6
_DIGITS = re.compile(r"\d+")
_FIT = 0.4
"""A hint may make a recogniser write what it reads there: the probabilities, which are found
without the hint, then fall below this share of those of the first hearing."""


def text_in(transcript: Transcript, span: Interval) -> str:
    """Return the words of the turns whose middle lies in a span, joined."""
    words = (word for turn in transcript.turns for word in turn.words)
    return "".join(word.text for word in words if _lies_in(word, span)).strip()


def with_second_hearings(first: Minutes, transcript: Transcript, read: Read) -> Minutes:
    """Return the minutes, what was heard twice in the transcript used where it settles a doubt.

    Args:
        first: what the words of the turns give.
        transcript: with its second hearings.
        read: reads the facts of a transcript.
    """
    untouched = [
        heard
        for heard in transcript.second_hearings
        if heard.words and text_in(transcript, heard.span) == heard.first
    ]
    settled: list[SecondHearing] = []
    now = first
    for kinds, compared in _ROUNDS:
        for layer in _layers([heard for heard in untouched if heard.compared is compared]):
            left = [h for h in layer if h not in settled and _is_doubted(now, h.span, kinds)]
            better = _better(left, settled, now, transcript, read)
            if better:
                settled += better
                now = read(_with_words(transcript, settled))
    if not settled:
        return first
    return replace(
        now,
        evidence=tuple(_marked(one, settled) for one in now.evidence),
        alerts=(*now.alerts, *(_told(heard, first, now) for heard in settled)),
    )


def _layers(hearings: Sequence[SecondHearing]) -> list[list[SecondHearing]]:
    """Return the hearings in groups that are tried one after the other: in each, none overlap."""
    layers: list[list[SecondHearing]] = []
    for heard in hearings:
        for layer in layers:
            if not any(overlap_s(heard.span, other.span) > 0 for other in layer):
                layer.append(heard)
                break
        else:
            layers.append([heard])
    return layers


def _is_doubted(minutes: Minutes, span: Interval, kinds: Sequence[PassageKind]) -> bool:
    codes = frozenset[str]().union(*(CAUSES[kind] for kind in kinds))
    return any(alert.code in codes for alert in _doubts(minutes, span))


def _better(
    left: Sequence[SecondHearing],
    settled: Sequence[SecondHearing],
    now: Minutes,
    transcript: Transcript,
    read: Read,
) -> list[SecondHearing]:
    """Return the hearings that settle a doubt of the minutes as they stand."""
    if not left:
        return []
    tried = read(_with_words(transcript, [*settled, *left]))
    return [h for h in left if _settles(h, now, tried) and _is_likely(h, now, transcript)]


def _settles(heard: SecondHearing, first: Minutes, tried: Minutes) -> bool:
    """Whether a second hearing leaves less in doubt where it was heard, and no fact behind."""
    before, after = _doubts(first, heard.span), _doubts(tried, heard.span)
    if (_blocking(after), len(after)) >= (_blocking(before), len(before)):
        return False
    return not _known(first, heard.span).keys() - _known(tried, heard.span).keys()


def _is_likely(heard: SecondHearing, first: Minutes, transcript: Transcript) -> bool:
    """Whether the sound allows the second words; numbers are judged by whether they add up."""
    if heard.compared:
        return True
    if (_numbers(heard.text) - _numbers(heard.first)) & DECOYS:
        return False
    if any(alert.code in CAUSES[PassageKind.VOTE] for alert in _doubts(first, heard.span)):
        return True
    words = [word for turn in transcript.turns for word in turn.words]
    before = [word for word in words if _lies_in(word, heard.span)]
    return _probability(heard.words) >= _FIT * _probability(before)


def _numbers(text: str) -> set[str]:
    return set(_DIGITS.findall(text))


def _doubts(minutes: Minutes, span: Interval) -> list[Alert]:
    """Return the alerts that a second hearing may settle, on what is said in a span."""
    marks = {item.mark for item in minutes.meeting.items if _is_of(item, span)}
    return [
        alert
        for alert in minutes.alerts
        if alert.code in _CAUSES
        and (
            any(overlap_s(excerpt, span) > 0 for excerpt in alert.excerpts)
            or (alert.item in marks and alert.code in CAUSES[PassageKind.VOTE])
            or (not alert.excerpts and _is_at_edge(alert, span, minutes))
        )
    ]


def _is_at_edge(alert: Alert, span: Interval, minutes: Minutes) -> bool:
    """Whether an hour that was not heard would be said in a span: first or last words."""
    if alert.code == "opening-hour-missing":
        return span.start < _EDGE_S
    ends = [item.end_s for item in minutes.meeting.items if item.end_s is not None]
    return alert.code == "closing-hour-missing" and span.end > max(ends, default=0.0)


def _is_of(item: Item, span: Interval) -> bool:
    return (
        item.start_s is not None
        and item.end_s is not None
        and item.start_s <= span.start < item.end_s
    )


def _blocking(alerts: Sequence[Alert]) -> int:
    return sum(alert.severity is Severity.BLOCKING for alert in alerts)


def _known(minutes: Minutes, span: Interval) -> dict[FactKey, object]:
    """Return the facts that were read in a span, by their names."""
    values = values_of(minutes.meeting)
    return {
        one.fact: values[one.fact]
        for one in minutes.evidence
        if values.get(one.fact) not in (None, ())
        and any(overlap_s(excerpt, span) > 0 for excerpt in one.excerpts)
    }


def values_of(meeting: Meeting) -> dict[FactKey, object]:
    """Return the facts of a meeting that a passage may tell, by their names."""
    values: dict[FactKey, object] = {
        facts.OPENED_AT: meeting.opened_at,
        facts.CLOSED_AT: meeting.closed_at,
        facts.SECRETARY: meeting.secretary,
        facts.CHAIR: meeting.chair,
    }
    values |= {facts.attendance(name): state for name, state in meeting.attendance}
    values |= {facts.proxy(proxy.giver): proxy.holder for proxy in meeting.proxies}
    values |= {facts.movement(m.kind, m.member): m.hour for m in meeting.movements}
    for item in meeting.items:
        values |= dict(_values_of_item(item))
    return values


def _values_of_item(item: Item) -> Iterator[tuple[FactKey, object]]:
    ballot = item.ballot
    yield facts.item(item.mark, facts.ItemField.NOT_PARTICIPATING), item.not_participating
    yield facts.item(item.mark, facts.ItemField.RAPPORTEUR), item.rapporteur
    if ballot is None:
        yield facts.item(item.mark, facts.ItemField.OUTCOME), item.outcome
        return
    yield facts.item(item.mark, facts.ItemField.AGAINST), ballot.against
    yield facts.item(item.mark, facts.ItemField.ABSTENTIONS), ballot.abstentions
    yield facts.item(item.mark, facts.ItemField.IN_FAVOUR), ballot.in_favour
    yield facts.item(item.mark, facts.ItemField.AGAINST_NAMES), frozenset(ballot.against_names)
    yield (
        facts.item(item.mark, facts.ItemField.ABSTENTION_NAMES),
        frozenset(ballot.abstention_names),
    )


def _marked(one: Evidence, settled: Sequence[SecondHearing]) -> Evidence:
    """Return an evidence with both hearings, where one of its passages was heard twice."""
    for heard in settled:
        if any(overlap_s(excerpt, heard.span) > 0 for excerpt in one.excerpts):
            score = min(_SCORE, one.score) if one.score is not None else _SCORE
            return replace(one, score=score, hearings=(heard.first, heard.text))
    return one


def _quoted(said: str) -> str:
    """Return the beginning of what was heard; the evidence keeps all of it."""
    return shorten(said, _QUOTED_LETTERS, placeholder=" …")


def _told(heard: SecondHearing, first: Minutes, now: Minutes) -> Alert:
    """Return the alert that asks to check what only a second hearing gave."""
    values = values_of(now.meeting)
    known = _known(first, heard.span)
    differs = any(fact in values and values[fact] != value for fact, value in known.items())
    before, again = _quoted(heard.first), _quoted(heard.text)
    if differs:
        text = (
            f"Les deux écoutes de ce passage ne disent pas la même chose : « {before} », puis "
            f"« {again} ». La seconde est proposée. Écoutez le passage et choisissez."
        )
    elif heard.compared:
        text = (
            "Ce passage n'a été compris qu'en comparant le son à ce qui pouvait être dit : "
            f"« {again} » (entendu d'abord : « {before} »). Écoutez le passage et confirmez."
        )
    else:
        text = (
            f"Ce passage n'a été compris qu'à la seconde écoute : « {again} » (première "
            f"écoute : « {before} »). Écoutez le passage et confirmez."
        )
    marks = [item.mark for item in now.meeting.items if _is_of(item, heard.span)]
    kind = next(kind for kind in PassageKind if _is_doubted(first, heard.span, [kind]))
    return Alert(
        code=_TOLD[kind],
        severity=Severity.WARNING,
        text=text,
        item=marks[0] if marks else None,
        excerpts=(heard.span,),
    )


_TOLD = {
    PassageKind.VOTE: "vote-heard-again",
    PassageKind.NAMES: "name-heard-again",
    PassageKind.HOUR: "hour-heard-again",
}


def _with_words(transcript: Transcript, hearings: Sequence[SecondHearing]) -> Transcript:
    """Return the transcript as it reads with the words of the second hearings."""
    turns = transcript.turns
    for heard in hearings:
        turns = _replaced(turns, heard)
    return replace(transcript, turns=turns)


def _replaced(turns: Sequence[Turn], heard: SecondHearing) -> tuple[Turn, ...]:
    """Return the turns with the words of a span replaced, each by the turn that lasts then."""
    touched = [
        n for n, turn in enumerate(turns) if any(_lies_in(w, heard.span) for w in turn.words)
    ]
    if not touched:
        return tuple(turns)
    given: dict[int, list[Word]] = {n: [] for n in touched}
    for word in heard.words:
        middle = (word.start + word.end) / 2
        nearest = min(touched, key=lambda n: (_distance(turns[n], middle), n))
        given[nearest].append(word)
    result = list(turns)
    for n in touched:
        kept = [word for word in turns[n].words if not _lies_in(word, heard.span)]
        words = tuple(sorted((*kept, *given[n]), key=lambda word: word.start))
        result[n] = replace(turns[n], words=words, doubts=())
    return tuple(result)


def _distance(turn: Turn, at: float) -> float:
    """Return how many seconds a moment is away from a turn; 0 within it."""
    return max(turn.start - at, at - turn.end, 0.0)


def _lies_in(word: Word, span: Interval) -> bool:
    return span.start <= (word.start + word.end) / 2 < span.end


def _probability(words: Sequence[Word]) -> float:
    """Return the mean probability of words, 0 for none; where it is unknown, a word fits."""
    known = [1.0 if word.probability is None else word.probability for word in words]
    return fmean(known) if known else 0.0
