"""The numbers said of one vote, each with the names beside it.

Invariants:
- A list of names belongs to the number it follows at once, else to the one it comes before.
- Who is given the floor is not in a list of voters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pv_builder.meeting import MemberName
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.names import Mention
from pv_builder.reading.scene import Scene

_NAMES_AFTER = 40
_NAME_GAP = 3
_QUESTION_GAP = 3
_QUESTIONS = frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST, Cue.ASK_ABSTENTION, Cue.ASK_FOR})
_GOES_ON_WITH = {
    Cue.SAID_AGAINST: frozenset({Cue.VOTE_CALL}),
    Cue.SAID_ABSTENTION: frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST}),
}
"""Questions that a bare "contre" or "abstentions" may go on with: they are asked in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number said of a vote and the members named with it.

    Attributes:
        value: None when only names were said.
        names: in the order said.
        unnamed: names that were said and are nobody for certain.
    """

    value: int | None
    names: tuple[MemberName, ...] = ()
    unnamed: int = 0
    score: float = 1.0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Named:
    """Names beside a number; `unnamed` are those said that are nobody for certain."""

    names: tuple[MemberName, ...] = ()
    unnamed: int = 0
    last: int = 0

    @property
    def any(self) -> bool:
        return bool(self.names) or self.unnamed > 0


def counts_of(scene: Scene, group: Sequence[Event], said: Cue, none: Cue | None) -> list[Count]:
    """Return the counts said, in order, each with the names beside it."""
    found = [_count_of(scene, group, place, said, none) for place in range(len(group))]
    return [count for count in found if count is not None]


def _count_of(
    scene: Scene, group: Sequence[Event], place: int, said: Cue, none: Cue | None
) -> Count | None:
    """Return the count that the event at a place of the group says of one side, if it does."""
    event = group[place]
    if event.cue is said and event.number is not None:
        after = _names_after(scene, event.last, group)
        return _named(
            event, event.number, after if after.any else _names_before(scene, group, place)
        )
    if event.cue is none:
        return Count(value=0, score=event.score, first=event.first, last=event.last)
    if event.cue is Cue.TALLY or (event.cue is Cue.EVEN and said is not Cue.COUNT_ABSTENTION):
        value = event.number_in(_IN_TALLY[said]) if event.cue is Cue.TALLY else _even(event)
        return None if value is None else _named(event, value, _Named())
    if event.cue is _ASKED.get(said):
        named = _names_after(scene, event.last, group)
        return _named(event, None, named) if named.any else None
    if event.cue is _UNCOUNTED.get(said):
        return _uncounted(scene, group, place)
    return None


def _uncounted(scene: Scene, group: Sequence[Event], place: int) -> Count | None:
    """Return who "contre" or "abstention" is about, without a number; None for a question."""
    event = group[place]
    named = _names_after(scene, event.named_at() or event.last, group)
    if not named.any:
        named = _by_voice(scene, group, place)
    return _named(event, None, named) if named.any or not _asked_on(group, place) else None


def _by_voice(scene: Scene, group: Sequence[Event], place: int) -> _Named:
    """Return the member whose own voice answers "contre" or "je m'abstiens" to the question.

    Whoever asks, be it the chair or somebody in its place, does not answer.
    """
    asking = [scene.voice(e.first) for e in group[:place] if e.cue in _QUESTIONS]
    voice = scene.voice(group[place].first)
    if voice is None or not asking or voice[0] in {asked[0] for asked in asking if asked}:
        return _Named()
    return _Named((voice[0],))


def _even(event: Event) -> int | None:
    """Return the number of votes on each side: "dix partout", "dix à dix"."""
    other = event.number_in("other")
    return event.number if other in {None, event.number} else None


def _asked_on(group: Sequence[Event], place: int) -> bool:
    """Whether a bare "abstentions" only goes on with the question before it, in its order."""
    if place == 0 or group[place - 1].cue not in _GOES_ON_WITH[group[place].cue]:
        return False
    return group[place].first - group[place - 1].last <= _QUESTION_GAP


_IN_TALLY = {
    Cue.COUNT_FOR: "for",
    Cue.COUNT_AGAINST: "against",
    Cue.COUNT_ABSTENTION: "abstention",
}
_ASKED = {Cue.COUNT_AGAINST: Cue.ASK_AGAINST, Cue.COUNT_ABSTENTION: Cue.ASK_ABSTENTION}
"""Questions that names may answer directly: "qui est contre ? Madame Roche"."""

_UNCOUNTED = {
    Cue.COUNT_AGAINST: Cue.SAID_AGAINST,
    Cue.COUNT_ABSTENTION: Cue.SAID_ABSTENTION,
}
"""Votes said without a number that was understood: somebody did vote so."""


def _named(event: Event, value: int | None, named: _Named) -> Count:
    return Count(
        value=value,
        names=named.names,
        unnamed=named.unnamed,
        score=event.score,
        first=event.first,
        last=max(event.last, named.last),
    )


def _names_before(scene: Scene, group: Sequence[Event], place: int) -> _Named:
    """Return the names that a count follows at once: "Monsieur Roche, une abstention"."""
    event = group[place]
    edge = group[place - 1].last if place else event.first - _NAMES_AFTER
    near = [
        m
        for m in scene.mentions_in(max(0, edge), event.first)
        if m.member is not None and m.firm and not gives_floor(scene, m)
    ]
    if not near or event.first - near[-1].last > 1:
        return _Named()
    return _Named((near[-1].member,)) if near[-1].member else _Named()


def _names_after(scene: Scene, at: int, group: Sequence[Event]) -> _Named:
    """Return the list of names that begins at token `at`.

    A list goes on while names follow each other with hardly a word between them.
    """
    stop = min([e.first for e in group if e.first >= at], default=at + _NAMES_AFTER)
    names: list[MemberName] = []
    unnamed = 0
    edge = at
    for mention in scene.mentions_in(at, min(stop, at + _NAMES_AFTER)):
        if mention.first - edge > _NAME_GAP or gives_floor(scene, mention):
            break
        if (names or unnamed) and scene.heard.tokens[mention.first].opens:
            break
        if mention.member is None:
            unnamed += mention.firm
        elif mention.member not in names:
            names.append(mention.member)
        edge = mention.last
    return _Named(tuple(names), unnamed, edge)


def gives_floor(scene: Scene, mention: Mention) -> bool:
    """Whether a member is named to be given the floor, not as a voter."""
    return any(
        e.named_at() == mention.first
        for e in scene.cues.of(Cue.FLOOR, first=mention.first - _NAME_GAP * 3, last=mention.last)
    )
