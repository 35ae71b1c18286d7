"""The numbers said of one vote, each with the names beside it.

Invariants:
- A list of names belongs to the number it follows at once, else to the one it comes before; to
  whom "vote contre" or "s'abstient" is said of, where the names stand in the same sentence.
- A name is in one list only.
- Who is given the floor is not in a list of voters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pv_builder.meeting import MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.vote_events import ASKS, RESULTS
from pv_builder.reading.votes.vote_words import Side, hits_in
from pv_builder.reading.words.heard import Token
from pv_builder.reading.words.names import Mention

_NAMES_AFTER = 40
_NAME_GAP = 3
_SURE_NAME = 0.65
"""Score of a name that two members may bear alike when it is misheard: 0.6."""

_JOINED_WITHIN = 1
_QUESTION_GAP = 3
_SUM = 4
"""Words of "soit trois voix", and one more: "soit seize pour" sums up the whole vote."""
_GOES_ON_WITH = {
    Cue.SAID_AGAINST: frozenset({Cue.VOTE_CALL}),
    Cue.SAID_ABSTENTION: frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST, Cue.SAID_AGAINST}),
}
"""Questions that a bare "contre" or "abstentions" may go on with: they are asked in this order."""

_VERBS = frozenset({"vot", "vote", "s", "s2", "opoz"})
"""Sounds that "vote contre", "s'abstient" and "s'oppose" begin with where they are no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number said of a vote and the members named with it.

    Attributes:
        value: None when only names were said.
        names: in the order said.
        unnamed: names that were said and are nobody for certain.
        unsure: those of the names that were hardly understood.
        groups: members who spoke for their whole group.
        alike: holders who said that the givers of their pouvoirs vote as they do.
        instead: holders who spoke for the givers of their pouvoirs only.
    """

    value: int | None
    names: tuple[MemberName, ...] = ()
    unnamed: int = 0
    unsure: tuple[MemberName, ...] = ()
    score: float = 1.0
    first: int = 0
    last: int = 0
    groups: tuple[MemberName, ...] = ()
    alike: tuple[MemberName, ...] = ()
    instead: tuple[MemberName, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """Names beside a number; `unnamed` are those said that are nobody for certain."""

    names: tuple[MemberName, ...] = ()
    unnamed: int = 0
    last: int = 0
    unsure: tuple[MemberName, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.names) or self.unnamed > 0


@dataclass(slots=True)
class Counts:
    """The counts said of one vote, in order, by what they count."""

    in_favour: list[Count] = field(default_factory=list)
    against: list[Count] = field(default_factory=list)
    abstentions: list[Count] = field(default_factory=list)

    def add(self, side: Side, count: Count) -> None:
        """Keep a count of one side."""
        sides = {
            Side.IN_FAVOUR: self.in_favour,
            Side.AGAINST: self.against,
            Side.ABSTENTION: self.abstentions,
        }
        sides[side].append(count)


def counts_of(scene: Scene, group: Sequence[Event]) -> Counts:
    """Return the counts said in the events of one vote, each with the names beside it."""
    reader = _Reader(scene, group)
    counts = Counts()
    for place in range(len(group)):
        for side, count in reader.counts_at(place):
            counts.add(side, count)
    return counts


class _Reader:
    """Reads the counts of one vote in order; a name that was taken is not taken again."""

    def __init__(self, scene: Scene, group: Sequence[Event]) -> None:
        self._scene = scene
        self._group = group
        self._taken = 0

    def counts_at(self, place: int) -> Iterator[tuple[Side, Count]]:
        """Yield the counts that the event at a place of the group says."""
        event = self._group[place]
        if event.cue in _NUMBERED and event.number is not None:
            yield _NUMBERED[event.cue], self._count(event, event.number, self._beside(place))
        elif event.cue in _NOBODY:
            count = Count(value=0, score=event.score, first=event.first, last=event.last)
            yield _NOBODY[event.cue], count
        elif event.cue is Cue.TALLY:
            for side in Side:
                value = event.number_in(side)
                if value is not None:
                    yield side, self._count(event, value, _Named())
        elif event.cue is Cue.EVEN and (value := _even(event)) is not None:
            yield Side.IN_FAVOUR, self._count(event, value, _Named())
            yield Side.AGAINST, self._count(event, value, _Named())
        elif event.cue in _ASKED:
            yield from self._answer(place)
        elif event.cue in _UNCOUNTED:
            yield from self._bare(place)

    def _answer(self, place: int) -> Iterator[tuple[Side, Count]]:
        """Yield what answers "qui est contre ?": names, or a number alone."""
        event = self._group[place]
        if self._asks_both(event):
            return
        named = self._of_verb(place) if self._is_verb(event) else self._after(event.last)
        if not named.any and self._is_answered(place):
            named = self._before(place, same_sentence=True)
        if named.any:
            yield _ASKED[event.cue], self._count(event, self._summed_up(named), named)
        elif (number := self._number_alone(event.last)) is not None:
            names = self._after(number.at + 1)
            yield _ASKED[event.cue], self._count(event, number.value, names)

    def _summed_up(self, named: _Named) -> int | None:
        """Return the number that sums names up: "Monsieur Petit et Madame Roche, soit deux"."""
        following = self._scene.heard.tokens[named.last : named.last + _SUM]
        is_sum = len(following) > 1 and named.last > 0 and following[0].text == "soit"
        counts_all = any(token.text == "pour" for token in following)
        return following[1].value if is_sum and not counts_all else None

    def _is_answered(self, place: int) -> bool:
        """Whether "qui s'abstiennent" tells who does: it was asked already."""
        cue = self._group[place].cue
        return any(event.cue is cue for event in self._group[:place])

    def _bare(self, place: int) -> Iterator[tuple[Side, Count]]:
        """Yield what "contre" or "abstentions" says without a number that was understood."""
        event = self._group[place]
        named = self._uncounted(place)
        number = None if named.any else self._number_alone(event.last)
        if number is not None:
            names = self._after(number.at + 1)
            yield _UNCOUNTED[event.cue], self._count(event, number.value, names)
        elif named.any or not (self._asked_on(place) or self._asks(event)):
            yield _UNCOUNTED[event.cue], self._count(event, self._summed_up(named), named)

    def _asks_both(self, event: Event) -> bool:
        """Whether both sides are asked in one breath: who answers may be on either."""
        said = self._scene.heard.tokens[event.first : event.last]
        return len({hit.side for hit in hits_in(said)}) > 1

    def _asks(self, event: Event) -> bool:
        """Whether its sentence is a question: "Abstentions ?" tells of none."""
        return self._scene.heard.is_asked(event.last - 1)

    def _number_alone(self, at: int) -> Token | None:
        """Return the number that makes a clause of its own at token `at`: "Contre ? Deux."."""
        tokens = self._scene.heard.tokens
        if at >= len(tokens) or not (tokens[at].opens or tokens[at - 1].comma):
            return None
        while _is_next_hand(tokens[at], tokens[at + 1 : at + 2]):
            at += 1
        token = tokens[at]
        last = at + 1 >= len(tokens) or tokens[at + 1].turn != token.turn
        return token if token.value is not None and (token.comma or last) else None

    def _count(self, event: Event, value: int | None, named: _Named) -> Count:
        last = max(event.last, named.last)
        if named.any:
            self._taken = last
        return Count(
            value=value,
            names=named.names,
            unnamed=named.unnamed,
            unsure=named.unsure,
            score=event.score,
            first=event.first,
            last=last,
        )

    def _is_verb(self, event: Event) -> bool:
        """Whether an event may say how somebody votes: "vote contre", not "qui est contre"."""
        return self._scene.heard.tokens[event.first].sound in _VERBS

    def _beside(self, place: int) -> _Named:
        """Return the names that a number comes before, else those that it follows at once."""
        after = self._after(self._group[place].last)
        return after if after.any else self._before(place)

    def _of_verb(self, place: int) -> _Named:
        """Return who "vote contre" is said of: named before it in its sentence, else after it."""
        before = self._before(place, same_sentence=True)
        return before if before.any else self._after(self._group[place].last)

    def _uncounted(self, place: int) -> _Named:
        """Return who "contre" or "abstention" is about, without a number."""
        event = self._group[place]
        named = self._after(event.named_at() or event.last)
        if self._is_verb(event):
            named = self._of_verb(place)
        elif not named.any:
            named = self._before(place, same_sentence=True)
        return named if named.any else self._by_voice(place)

    def _by_voice(self, place: int) -> _Named:
        """Return the member whose own voice answers "contre" or "je m'abstiens" to the question.

        Whoever asks, be it the chair or somebody in its place, does not answer.
        """
        scene = self._scene
        asking = [scene.voice(e.first) for e in self._group[:place] if e.cue in ASKS]
        voice = scene.voice(self._group[place].first)
        if voice is None or not asking or self._asks(self._group[place]):
            return _Named()
        if voice[0] in {asked[0] for asked in asking if asked}:
            return _Named()
        return _Named((voice[0],))

    def _asked_on(self, place: int) -> bool:
        """Whether a bare "abstentions" only goes on with the question before it, in its order."""
        event = self._group[place]
        if place == 0 or self._group[place - 1].cue not in _GOES_ON_WITH[event.cue]:
            return False
        before = self._group[place - 1]
        near = event.first - before.last <= _QUESTION_GAP
        return near and (before.cue in ASKS or self._asked_on(place - 1))

    def _before(self, place: int, *, same_sentence: bool = False) -> _Named:
        """Return the names that an event follows at once: "Monsieur Roche, une abstention"."""
        event = self._group[place]
        edge = self._group[place - 1].last if place else event.first - _NAMES_AFTER
        if same_sentence:
            edge = max(edge, self._scene.heard.sentence_start(event.first))
        names: list[MemberName] = []
        unsure: list[MemberName] = []
        unnamed = 0
        at = event.first
        for mention in reversed(self._scene.mentions_in(max(0, edge, self._taken), event.first)):
            if at - mention.last > _JOINED_WITHIN or not mention.firm:
                break
            if gives_floor(self._scene, mention):
                break
            at = mention.first
            if mention.member is None:
                unnamed += 1
                continue
            names.insert(0, mention.member)
            unsure += [mention.member] * (mention.score < _SURE_NAME)
        return _Named(tuple(dict.fromkeys(names)), unnamed, unsure=tuple(unsure))

    def _after(self, at: int) -> _Named:
        """Return the list of names that begins at token `at`.

        A list goes on while names follow each other with hardly a word between them; none follows
        a result that stands after the number.
        """
        if any(e.cue in RESULTS and e.first < at < e.last for e in self._group):
            return _Named()
        following = next((e for e in self._group if e.first >= at), None)
        stop = following.first if following is not None else at + _NAMES_AFTER
        if following is not None and self._has_its_own(following, at):
            stop = self._scene.heard.sentence_start(following.first)
        names: list[MemberName] = []
        unsure: list[MemberName] = []
        unnamed = 0
        edge = at
        for mention in self._scene.mentions_in(at, min(stop, at + _NAMES_AFTER)):
            if mention.first - edge > _NAME_GAP or gives_floor(self._scene, mention):
                break
            if (names or unnamed) and self._begins_anew(edge, mention.first):
                break
            if self._calls(mention):
                break
            if mention.member is None:
                unnamed += mention.firm
            elif mention.member not in names:
                names.append(mention.member)
                unsure += [mention.member] * (mention.score < _SURE_NAME)
            edge = mention.last
        return _Named(tuple(names), unnamed, edge, tuple(unsure))

    def _calls(self, mention: Mention) -> bool:
        """Whether a name with a question mark leaves the answer to who speaks next."""
        tokens = self._scene.heard.tokens
        told = tokens[mention.last - 1 : mention.last + 1]
        follows = len(told) > 1 and self._scene.voice(told[1].at) == self._scene.voice(told[0].at)
        known = self._scene.voice(mention.first) is not None
        return known and told[0].asks and not follows

    def _begins_anew(self, edge: int, at: int) -> bool:
        """Whether a sentence begins between a name and the next one."""
        tokens = self._scene.heard.tokens
        return any(token.opens for token in tokens[edge : at + 1])

    def _has_its_own(self, event: Event, at: int) -> bool:
        """Whether the names before an event are its own: "... ? Madame Roche, une voix contre".

        They are where they open its sentence, and token `at` is of the sentence before.
        """
        start = self._scene.heard.sentence_start(event.first)
        told = event.cue in _ASKED and not self._asks(event)
        counted = event.cue in _NUMBERED or event.cue in _UNCOUNTED or self._is_verb(event)
        named = self._scene.mention_at(start) is not None
        return (told or counted) and start > at - 1 and named


def _is_next_hand(one: Token, following: Sequence[Token]) -> bool:
    """Whether hands are counted one by one: "une, deux"."""
    counted = one.value is not None and one.comma
    return counted and any(token.value == (one.value or 0) + 1 for token in following)


def _even(event: Event) -> int | None:
    """Return the number of votes on each side: "dix partout", "dix à dix"."""
    other = event.number_in("other")
    return event.number if other in {None, event.number} else None


_NUMBERED = {
    Cue.COUNT_FOR: Side.IN_FAVOUR,
    Cue.COUNT_AGAINST: Side.AGAINST,
    Cue.COUNT_ABSTENTION: Side.ABSTENTION,
}
_NOBODY = {Cue.NONE_AGAINST: Side.AGAINST, Cue.NONE_ABSTAINS: Side.ABSTENTION}
_ASKED = {Cue.ASK_AGAINST: Side.AGAINST, Cue.ASK_ABSTENTION: Side.ABSTENTION}
"""Questions that names may answer directly: "qui est contre ? Madame Roche"."""

_UNCOUNTED = {Cue.SAID_AGAINST: Side.AGAINST, Cue.SAID_ABSTENTION: Side.ABSTENTION}
"""Votes said without a number that was understood: somebody did vote so."""


def gives_floor(scene: Scene, mention: Mention) -> bool:
    """Whether a member is named to be given the floor, not as a voter."""
    return any(
        e.named_at() == mention.first
        for e in scene.cues.of(Cue.FLOOR, first=mention.first - _NAME_GAP * 3, last=mention.last)
    )
