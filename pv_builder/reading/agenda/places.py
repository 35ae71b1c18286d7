"""Where an item of the agenda may begin, and what is said there that tells which.

A place is the beginning of a sentence or of a clause. What speaks for it is added up in nats: who
speaks, how the sentence begins, what was decided just before, which number or rank is said.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.sounds import words
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token, has_word

SETTLED = (
    Cue.UNANIMITY, Cue.ADOPTED, Cue.MAJORITY, Cue.REJECTED, Cue.TAKE_NOTE, Cue.POSTPONED,
    Cue.WITHDRAWN, Cue.NO_VOTE, Cue.ELECTED, Cue.ASK_AGAINST, Cue.ASK_ABSTENTION, Cue.ASK_FOR,
    Cue.NONE_AGAINST, Cue.NONE_ABSTAINS, Cue.ALL_FOR, Cue.COUNT_AGAINST, Cue.COUNT_ABSTENTION,
    Cue.COUNT_FOR, Cue.TALLY,
)  # fmt: skip
"""What is said when an item is decided; the decision itself may not have been understood."""

_CHAIRS = (
    Cue.OPENING, Cue.CLOSING, Cue.FLOOR, Cue.VOTE_CALL, Cue.ASK_AGAINST, Cue.ASK_ABSTENTION,
    Cue.ITEM_NUMBER, Cue.UNANIMITY,
)  # fmt: skip
_CHAIR_SHARE = 0.15

_HEAD = 4
_CALL_WITHIN = 8
_NUMBER_WITHIN = 14
_LONG_CLAUSE = 6
_JUST_BEFORE = 120
_STILL_VOTING = 15
_SHORT_SENTENCE = 9

# Nats: the logarithm of how much oftener this is so where an item begins than where none does. Set
# from what councils do, not fitted; ten written councils and the spoken ones were looked at.
_CALLED = 2.0
_PASSING = 1.2
_CHAIR = 0.7
_NOT_CHAIR = -2.0
_AFTER_DECISION = 0.8
_IN_VOTE = -2.0
_DECIDES = -1.0
_HEADLINE = 0.8
_CLAUSE = -1.0
_CALLED_NEXT = -3.0
_NAMED_NUMBER = 4.0
_BARE_NUMBER = 2.5
_LATE_NUMBER = 1.5
_OTHER_NUMBER = -4.0

_ARTICLES = words("le la les l un une mes des")
_ANY = words("un une des")
_AND = words("et moi alors donc bon voilà eh ah oui bien merci allez maintenant ensuite après puis")
_BEFORE_NUMBER = words("le la numéro point au du")
_NOT_ITEMS = words(
    "heure heures h euros euro pour contre voix abstention abstentions pour-cent cent mille "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre an ans "
    "à sur et mois jours minutes habitants mètres personnes présents votants non fois tiers mains"
)
_AFTER_NUMBER = words(
    "le la les l un une des c ce cela ça alors donc maintenant et monsieur madame messieurs "
    "concerne porte est sera toujours point affaire"
)
_MISHEARD_ENDINGS = words("ement ment man mans")
"""What a recogniser makes of the end of "sixièmement": "6 ement", "5e man"."""
_ENUMERATES = "ment"
_TAKING_UP = words(
    "prend prends prenons prendre passe passons passer attaque attaquons aborde abordons commence "
    "commençons revient revenons remonte remontons reste termine terminons finit"
)
_VERB_BEFORE = 3
_LAST_OF_ELSE = words("fois séance réunion conseil année semaine mois instant moment minute jour")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item may begin.

    Attributes:
        at: its first token.
        nats: what speaks for any item to begin here.
        numbers: what a number or a rank said speaks for the item that has it.
        other: what that number speaks for all others.
        begins: what of it the beginning of the sentence tells: a transition, a headline.
        named: the number said as that of an item ("le point 3"), if any.
        off: whether an item is said to be taken off the agenda.
        last: whether "the last one" is said.
        previous: whether the minutes of the previous session are spoken of.
    """

    at: int
    nats: float
    numbers: Mapping[int, float] = field(default_factory=dict)
    other: float = 0.0
    begins: float = 0.0
    named: int | None = None
    off: bool = False
    last: bool = False
    previous: bool = False


def places(scene: Scene, first: int, last: int) -> list[Place]:
    """Return the places of the tokens `first:last`, in order."""
    reader = _Places(scene)
    starts = _starts(scene, first, last)
    return [reader.place(at, opens=starts[at]) for at in sorted(starts)]


def _starts(scene: Scene, first: int, last: int) -> dict[int, bool]:
    """Return, by token, whether a sentence begins there, or else only a clause of a long one.

    "Je le retire de l'ordre du jour" calls nothing.
    """
    tokens = scene.heard.tokens
    off = {at for e in scene.cues.of(Cue.WITHDRAWN) for at in range(e.first + 1, e.last)}
    called = _called_items(scene, Cue.ITEM_CALL, Cue.NEXT_ITEM, Cue.ITEM_NUMBER)
    calls = {event.first for event in called} - off
    found: dict[int, bool] = {}
    edge = first
    for at in range(first, last):
        if at == 0 or tokens[at].sentence != tokens[at - 1].sentence:
            found[at], edge = True, at
        elif at in calls or (tokens[at - 1].comma and at - edge >= _LONG_CLAUSE):
            found[at], edge = False, at
    return found


def _called_items(scene: Scene, *cues: Cue) -> list[Event]:
    """Return the words that call an item, but of "arrivé à 18 h 27"."""
    hours = {hour.first for hour in scene.hours}
    return [event for event in scene.cues.of(*cues) if event.last not in hours]


class _Places:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.heard.tokens
        self._settled = [event.first for event in scene.cues.of(*SETTLED)]
        self._chairs = _chairing_voices(scene)
        self._calls = [e.first for e in _called_items(scene, Cue.ITEM_CALL, Cue.NEXT_ITEM)]

    def place(self, at: int, *, opens: bool) -> Place:
        end = self._clause_end(at)
        head = self._head(at, end)
        named = self._events(at, min(end, at + _NUMBER_WITHIN), Cue.ITEM_NUMBER)
        numbers, other = self._numbers(named, head, end)
        begins = self._called(at, head) + self._headline(head, end)
        clause = 0.0 if opens else _CLAUSE + _CALLED_NEXT * self._calls_another(at)
        return Place(
            at=at,
            nats=begins + self._spoken(at) + self._decided(at, end) + clause,
            begins=begins,
            numbers=numbers,
            other=other,
            named=next((e.number for e in named), None),
            off=bool(self._events(at, end, Cue.WITHDRAWN)),
            last=self._is_last(head),
            previous=bool(self._events(at, end, Cue.PREVIOUS_MINUTES)),
        )

    def _events(self, first: int, last: int, *cues: Cue) -> list[Event]:
        return self._scene.cues.of(*cues, first=first, last=last)

    def _clause_end(self, at: int) -> int:
        """Return where the words end that stand with a place: its sentence, or some words."""
        return min(self._scene.heard.sentence_end(at), at + 2 * _NUMBER_WITHIN)

    def _head(self, at: int, end: int) -> int:
        """Return the first token that says something: "Bon, alors ensuite" comes before it."""
        while at + 1 < end and self._says_little(self._tokens[at]):
            at += 1
        return at

    def _says_little(self, token: Token) -> bool:
        return token.text in _AND or (token.filler and token.text not in _ARTICLES)

    def _called(self, at: int, head: int) -> float:
        if self._events(head, head + _CALL_WITHIN, Cue.VOTE_CALL):
            return 0.0
        following = bisect_left(self._calls, at)
        if following < len(self._calls) and self._calls[following] < at + _CALL_WITHIN:
            return _CALLED
        passing = self._events(at, head + _HEAD, Cue.PASSING_ON)
        return _PASSING if passing or self._is_last(head) or self._enumerates(head) else 0.0

    def _spoken(self, at: int) -> float:
        speaker = self._scene.heard.turn_of(at).speaker
        if not self._chairs or speaker is None:
            return 0.0
        return _CHAIR if speaker in self._chairs else _NOT_CHAIR

    def _decided(self, at: int, end: int) -> float:
        """Return what the decisions around a place speak for it."""
        place = bisect_left(self._settled, at)
        since = at - self._settled[place - 1] if place > 0 else _JUST_BEFORE
        before = since < _JUST_BEFORE
        within = place < len(self._settled) and self._settled[place] < end
        soon = place < len(self._settled) and self._settled[place] - at <= _STILL_VOTING
        nats = _AFTER_DECISION * max(0.0, 1 - since / _JUST_BEFORE) + _DECIDES * within
        return nats + _IN_VOTE * (before and soon)

    def _headline(self, head: int, end: int) -> float:
        """Return what a short sentence that begins with an article speaks for: "La piscine.".

        What is asked for opens nothing: "Des remarques ?".
        """
        if head >= end or self._tokens[head].text not in _ARTICLES:
            return 0.0
        if self._tokens[head].text in _ANY and self._scene.heard.is_asked(head):
            return 0.0
        ends = self._scene.heard.sentence_end(head)
        comma = any(token.comma for token in self._tokens[head : head + _SHORT_SENTENCE - 1])
        return _HEADLINE if ends - head <= _SHORT_SENTENCE or comma else 0.0

    def _numbers(
        self, named: Sequence[Event], head: int, end: int
    ) -> tuple[dict[int, float], float]:
        """Return what the numbers of a sentence speak for, by number, and for all others."""
        found: dict[int, float] = {}
        for event in named:
            if event.number is not None:
                found.setdefault(event.number, _NAMED_NUMBER * event.score)
        other = _OTHER_NUMBER if found else 0.0
        for number, nats in self._bare_numbers(head, end):
            found[number] = max(nats, found.get(number, 0.0))
        return found, other

    def _bare_numbers(self, head: int, end: int) -> Iterator[tuple[int, float]]:
        """Yield numbers that stand alone as the name of an item: "Trois.", "c'est le quatre"."""
        for at in range(head, min(end, head + _NUMBER_WITHIN)):
            token = self._tokens[at]
            number = token.rank if token.rank is not None else token.value
            if number is None or self._counts_something(at):
                continue
            article = at > 0 and self._tokens[at - 1].text in _BEFORE_NUMBER
            alone = (at == head or (at == head + 1 and article)) and self._names_something(at)
            if alone or (article and self._takes_up(at)):
                yield number, _BARE_NUMBER
            elif article and token.comma:
                yield number, _LATE_NUMBER

    def _calls_another(self, at: int) -> bool:
        """Whether its sentence has taken up an item before: "le 4, et après on revient au 2"."""
        before = self._scene.heard.sentence_start(at)
        return any(True for _ in self._bare_numbers(before, at))

    def _takes_up(self, at: int) -> bool:
        """Whether a verb before a number takes it up: "on prend le 4 tout de suite"."""
        return any(t.text in _TAKING_UP for t in self._tokens[max(0, at - _VERB_BEFORE) : at])

    def _counts_something(self, at: int) -> bool:
        """Whether a number is followed by what it counts: "trois voix", "19 heures"."""
        following = self._tokens[at + 1 : at + 2]
        return not self._tokens[at].comma and has_word(following, _NOT_ITEMS)

    def _names_something(self, at: int) -> bool:
        """Whether a number that begins a sentence stands apart from what follows."""
        if self._tokens[at].comma or at + 1 >= len(self._tokens):
            return True
        following = self._tokens[at + 1]
        named = self._scene.mention_at(at + 1) is not None
        return following.text in _AFTER_NUMBER or self._enumerates(at) or named

    def _enumerates(self, at: int) -> bool:
        """Whether a number is an adverb: "deuxièmement", or what is left of "cinquièmement"."""
        token, following = self._tokens[at], self._tokens[at + 1 : at + 2]
        if token.rank is not None and token.text.endswith(_ENUMERATES):
            return True
        number = token.rank is not None or token.value is not None
        return number and any(t.text in _MISHEARD_ENDINGS for t in following)

    def _is_last(self, head: int) -> bool:
        for event in self._events(head, head + _HEAD, Cue.LAST_ITEM):
            following = self._tokens[event.last : event.last + 1]
            if not has_word(following, _LAST_OF_ELSE):
                return True
        return False


def _chairing_voices(scene: Scene) -> frozenset[str]:
    """Return the voices that say what a chair says; one person may have been told apart as two."""
    said = Counter(
        turn.speaker
        for event in scene.cues.of(*_CHAIRS)
        if (turn := scene.heard.turn_of(event.first)).speaker is not None
    )
    least = _CHAIR_SHARE * said.total()
    return frozenset(voice for voice, times in said.items() if times >= least)
