"""Where each item of the agenda is opened.

An item is recognised by the words of its title and by its number, together with the way it is
called ("nous passons au point numéro 3"); items follow each other in the order of the agenda, and
one that was taken out of order is accepted only on both number and title.

Not for the approval of the previous minutes, unless the agenda lists it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from core.folding import fold
from core.sounds import words
from pv_builder.meeting import ItemKind, ItemMark
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.heard import Token, tokens_of_text
from pv_builder.reading.scene import Scene
from pv_builder.seance import AgendaEntry

_TITLE_SHARE = 0.55
_NUMBER_SHARE = 0.3
_CALL_SHARE = 0.15
_LEAST_COVER = 0.34
_LEAST_SCORE = 0.3
_LEAST_BETWEEN = 0.18
_OUT_OF_ORDER_SCORE = 0.75
_KEPT_PER_ITEM = 12
_BEFORE_TITLE = 14
_BACK_TO_SENTENCE = 8
_LISTED_WITHIN = 45
_LISTED_COVER = 0.5
_LISTED_FACTOR = 0.6
_DECISIONS = (Cue.UNANIMITY, Cue.ADOPTED, Cue.REJECTED, Cue.TAKE_NOTE, Cue.POSTPONED, Cue.WITHDRAWN)
_SMALL_WORDS = words(
    "le la les l de du des d un une et à au aux en dans sur pour par avec entre ou ce cette son sa "
    "ses leur n s année numéro exercice"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An item opened at token `at`; `score` is 0..1.

    Attributes:
        in_order: whether it follows the agenda.
        supposed: whether only its place between two others tells it.
    """

    mark: ItemMark
    at: int
    score: float
    in_order: bool = True
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class _TitleWord:
    key: str
    value: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class _Hit:
    """A word of a title said at token `at`."""

    at: int
    word: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    """A title of the agenda and where its words are said.

    Attributes:
        item: index in the agenda.
        total: weight of all its words.
        width: tokens within which it may be said.
        hits: in order.
    """

    item: int
    mark: ItemMark
    total: float
    width: int
    hits: tuple[_Hit, ...]

    def cover(self, start: int) -> float:
        """Return the share of the title that is said from hit `start` on."""
        best: dict[int, float] = {}
        for hit in islice(self.hits, start, None):
            if hit.at > self.hits[start].at + self.width:
                break
            best[hit.word] = max(best.get(hit.word, 0.0), hit.weight)
        return sum(best.values()) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    item: int
    at: int
    title_at: int
    cover: float
    score: float


def find_items(scene: Scene, first: int = 0, last: int | None = None) -> list[Opened]:
    """Return the items found in the tokens `first:last`, in the order they were opened."""
    agenda = scene.seance.agenda
    calls = _Calls(scene, first, scene.end if last is None else last)
    candidates: list[_Candidate] = []
    for title in calls.titles(agenda):
        found = [*calls.by_title(title), *calls.by_number(title)]
        candidates += sorted(found, key=lambda c: -c.score)[:_KEPT_PER_ITEM]
    decided = [event.first for event in scene.cues.of(*_DECISIONS)]
    candidates = _less_listed(candidates, decided)
    chosen = _with_gaps_filled(_in_order(candidates, len(agenda)), candidates)
    opened = [_opened(agenda, c, in_order=True) for c in chosen]
    opened += [_opened(agenda, c, in_order=False) for c in _out_of_order(candidates, chosen)]
    return sorted(opened, key=lambda o: o.at)


def _opened(agenda: Sequence[AgendaEntry], candidate: _Candidate, *, in_order: bool) -> Opened:
    mark = agenda[candidate.item].mark
    score = min(1.0, candidate.score)
    return Opened(mark=mark, at=candidate.at, score=score, in_order=in_order)


class _Calls:
    """How items are called in a stretch of tokens."""

    def __init__(self, scene: Scene, first: int, last: int) -> None:
        self._scene = scene
        self._span = range(first, last)
        self._numbers = scene.cues.of(Cue.ITEM_NUMBER, first=first, last=last)
        taken_off = scene.cues.of(Cue.WITHDRAWN, Cue.ITEM_ADDED, first=first, last=last)
        self._calls = [
            call
            for call in scene.cues.of(Cue.ITEM_CALL, Cue.NEXT_ITEM, first=first, last=last)
            if not any(e.first < call.last and call.first < e.last for e in taken_off)
        ]

    def titles(self, agenda: Sequence[AgendaEntry]) -> Iterator[_Title]:
        """Yield each title with the places of its words."""
        weighed = _weights(agenda)
        for item, entry in enumerate(agenda):
            title = weighed[item]
            yield _Title(
                item=item,
                mark=entry.mark,
                total=sum(word.weight for word in title),
                width=2 * len(tokens_of_text(entry.title)) + _BACK_TO_SENTENCE,
                hits=tuple(sorted(self._hits(title), key=lambda hit: hit.at)),
            )

    def by_title(self, title: _Title) -> Iterator[_Candidate]:
        """Yield where enough of the title is said."""
        for start, hit in enumerate(title.hits):
            cover = title.cover(start)
            if cover >= _LEAST_COVER:
                number = self._same_breath(_last_before(self._numbers, hit.at), hit.at)
                yield self._candidate(title, hit.at, cover, number)

    def by_number(self, title: _Title) -> Iterator[_Candidate]:
        """Yield where the number is said and the title hardly or not."""
        for number in self._numbers:
            if number.number != title.mark:
                continue
            start = bisect_left(title.hits, number.last, key=lambda hit: hit.at)
            near = start < len(title.hits) and title.hits[start].at <= number.last + title.width
            cover = title.cover(start) if near else 0.0
            if cover < _LEAST_COVER:
                yield self._candidate(title, number.first, cover, number)

    def _same_breath(self, event: Event | None, at: int) -> Event | None:
        """Return the event unless more than one sentence ends between it and a token."""
        tokens = self._scene.heard.tokens
        if event is None or tokens[at].sentence - tokens[event.last - 1].sentence > 1:
            return None
        return event

    def _hits(self, title: Sequence[_TitleWord]) -> Iterator[_Hit]:
        for index, word in enumerate(title):
            for at, score in self._scene.cues.said(word.key, word.value):
                if at in self._span:
                    yield _Hit(at, index, word.weight * score)

    def _candidate(
        self, title: _Title, title_at: int, cover: float, number: Event | None
    ) -> _Candidate:
        call = self._same_breath(_last_before(self._calls, title_at + 1), title_at)
        right = number is not None and number.number == title.mark
        wrong = number is not None and not right and isinstance(title.mark, int)
        score = _TITLE_SHARE * cover + _NUMBER_SHARE * (right - wrong)
        score += _CALL_SHARE * (call is not None)
        at = min([title_at, *(event.first for event in (number, call) if event is not None)])
        opening = self._scene.heard.sentence_start(at)
        return _Candidate(
            item=title.item,
            at=opening if at - opening <= _BACK_TO_SENTENCE else at,
            title_at=title_at,
            cover=cover,
            score=score,
        )


def _last_before(events: Sequence[Event], at: int) -> Event | None:
    """Return the last event that begins shortly before a token."""
    place = bisect_left(events, at, key=lambda event: event.first) - 1
    if place < 0 or events[place].first < at - _BEFORE_TITLE:
        return None
    return events[place]


def _weights(agenda: Sequence[AgendaEntry]) -> list[list[_TitleWord]]:
    """Return the words of each title; one that several titles share weighs less."""
    titles = [_content(tokens_of_text(entry.title)) for entry in agenda]
    shared = Counter(word for title in titles for word in set(title))
    return [
        [_TitleWord(key, value, 1 / shared[key, value]) for key, value in dict.fromkeys(title)]
        for title in titles
    ]


def _content(tokens: Sequence[Token]) -> list[tuple[str, int | None]]:
    return [
        (token.sound, token.value if not token.sound else None)
        for token in tokens
        if token.text not in _SMALL_WORDS and (len(token.sound) > 1 or token.value is not None)
    ]


def _less_listed(candidates: Sequence[_Candidate], decided: Sequence[int]) -> list[_Candidate]:
    """Return the candidates, those of an agenda read out in one go worth less.

    Args:
        candidates: in any order.
        decided: tokens where something is decided: titles on both sides are not a list.
    """
    ordered = sorted(candidates, key=lambda c: c.title_at)
    result = []
    for place, candidate in enumerate(ordered):
        listed = any(
            other.item != candidate.item
            and other.cover >= _LISTED_COVER
            and 0 < other.title_at - candidate.title_at <= _LISTED_WITHIN
            and bisect_left(decided, candidate.title_at) == bisect_left(decided, other.title_at)
            for other in ordered[place + 1 : place + 1 + _KEPT_PER_ITEM]
        )
        factor = _LISTED_FACTOR if listed else 1.0
        result.append(replace(candidate, score=candidate.score * factor))
    return result


def _in_order(candidates: Sequence[_Candidate], items: int) -> list[_Candidate]:
    """Return the candidates that follow the agenda and weigh most together, one for each item."""
    best: list[tuple[float, list[_Candidate]]] = [(0.0, []) for _ in range(items)]
    for candidate in sorted(candidates, key=lambda c: (c.at, -c.item)):
        if candidate.score < _LEAST_SCORE:
            continue
        before = max(
            (chain for chain in best[: candidate.item] if _may_follow(chain[1], candidate)),
            key=lambda chain: chain[0],
            default=(0.0, []),
        )
        total = before[0] + candidate.score
        if total > best[candidate.item][0]:
            best[candidate.item] = (total, [*before[1], candidate])
    return max(best, key=lambda chain: chain[0], default=(0.0, []))[1]


def _with_gaps_filled(
    chosen: Sequence[_Candidate], candidates: Sequence[_Candidate]
) -> list[_Candidate]:
    """Return the items in order with those that lie between two found ones, if hardly heard.

    Between items 3 and 5 only item 4 can be opened: fewer of its words are needed there.
    """
    result = list(chosen)
    for before, after in pairwise(chosen):
        for item in range(before.item + 1, after.item):
            floor = max((c.at for c in result if c.item < item), default=before.at)
            between = [c for c in candidates if c.item == item and floor < c.at < after.at]
            best = max(between, key=lambda c: c.score, default=None)
            if best is not None and best.score >= _LEAST_BETWEEN:
                result.append(best)
    return sorted(result, key=lambda c: c.at)


def _may_follow(chain: Sequence[_Candidate], candidate: _Candidate) -> bool:
    return not chain or chain[-1].at < candidate.at


def _out_of_order(
    candidates: Sequence[_Candidate], chosen: Sequence[_Candidate]
) -> Iterator[_Candidate]:
    found = {c.item for c in chosen}
    for candidate in sorted(candidates, key=lambda c: -c.score):
        if candidate.score >= _OUT_OF_ORDER_SCORE and candidate.item not in found:
            found.add(candidate.item)
            yield candidate


_ACCOUNTS = ("compte administratif", "comptes administratifs", "compte financier unique", "cfu")
_NOMINATIONS = ("election", "designation", "nomination")


def kind_of(title: str) -> ItemKind:
    """Return what the law makes of an item by its title: accounts, nomination, or ordinary."""
    folded = f" {fold(title)} "
    if any(f" {words} " in folded for words in _ACCOUNTS):
        return ItemKind.ACCOUNTS
    first = folded.split()[:1]
    return ItemKind.NOMINATION if first and first[0] in _NOMINATIONS else ItemKind.ORDINARY
