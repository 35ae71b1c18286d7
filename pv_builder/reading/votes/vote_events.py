"""Which of the phrases said while an item is discussed make up its votes.

Invariants:
- What members only argue about is part of no vote, nor is what is asked counted as an answer.
- The events of one vote follow each other closely; a question after a result begins another one.
"""

from collections.abc import Iterator, Sequence

from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import PUT_OFF, Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.presiding_voices import presiding_in, takes_side
from pv_builder.reading.votes.vote_subjects import (
    on_closed_session,
    parts_from_amendment,
    parts_from_closed_session,
)
from pv_builder.reading.votes.vote_words import asks_for_one

ASKS = frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST, Cue.ASK_ABSTENTION, Cue.ASK_FOR})
OPPOSING = frozenset({Cue.ASK_AGAINST, Cue.ASK_ABSTENTION})
RESULTS = frozenset({Cue.UNANIMITY, Cue.ADOPTED, Cue.MAJORITY, Cue.REJECTED})
_ADOPTIONS = frozenset({Cue.UNANIMITY, Cue.ADOPTED, Cue.MAJORITY})
COUNTS = frozenset(
    {
        Cue.NONE_AGAINST,
        Cue.NONE_ABSTAINS,
        Cue.COUNT_AGAINST,
        Cue.COUNT_ABSTENTION,
        Cue.COUNT_FOR,
        Cue.ALL_FOR,
        Cue.TALLY,
        Cue.EVEN,
        Cue.SAID_AGAINST,
        Cue.SAID_ABSTENTION,
    }
)
_ASKED_BEFORE = 6
_DEBATABLE = frozenset({*ASKS, *RESULTS, *PUT_OFF, Cue.SAID_AGAINST, Cue.SAID_ABSTENTION})
_CALLS = frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST})
"""What a vote begins with."""

_SHORT_TURN_WORDS = 8
"""A turn of so few words may be in the wrong voice: what it says counts all the same."""

_HOUR_TOKENS = 3
_ANSWER_TOKENS = 60
_AFTER_RESULT = 20


def votes_in(scene: Scene, first: int, last: int) -> Iterator[list[Event]]:
    """Yield the events of each vote, parted where a new one is called after a result."""
    cues = scene.cues.of(*ASKS, *COUNTS, *RESULTS, Cue.AGAIN, first=first, last=last)
    group: list[Event] = []
    said = [
        event
        for event in cues
        if not (
            _is_asked_for(scene, event)
            or _is_of_an_hour(scene, event)
            or _is_aside(scene, event)
            or _is_of_some(scene, event)
            or (event.cue is Cue.VOTE_CALL and takes_side(scene, event))
        )
    ]
    for event in _settled_overlaps(less_debated(scene, said, first, last)):
        ended = any(e.cue in RESULTS for e in group)
        again = event.cue is Cue.AGAIN
        if event.cue in COUNTS and _is_after_result(group, event):
            continue
        if event.cue in _CALLS and not any(e.cue in ASKS or e.cue in RESULTS for e in group):
            group = []  # numbers said before any question belong to the debate
        if group and (
            (ended and event.cue in ASKS)
            or again
            or _apart(scene, group[-1], event)
            or parts_from_closed_session(scene, group[-1], event)
            or parts_from_amendment(scene, group, event)
            or (event.cue in _CALLS and _asked_of_doors(scene, group))
        ):
            yield group
            group = []
        if not again:
            group.append(event)
    if group:
        yield group


def _asked_of_doors(scene: Scene, group: Sequence[Event]) -> bool:
    """Whether a whole vote on a closed session was asked: the next call is of the item itself."""
    asked = any(e.cue in {Cue.ASK_ABSTENTION, Cue.NONE_ABSTAINS} for e in group)
    return asked and on_closed_session(scene, group, ())


def _is_after_result(group: Sequence[Event], event: Event) -> bool:
    """Whether a number is said long after the result: it belongs to what follows the vote."""
    results = [one.last for one in group if one.cue in RESULTS]
    return bool(results) and event.first - max(results) > _AFTER_RESULT


def _is_asked_for(scene: Scene, event: Event) -> bool:
    """Whether "une opposition" is asked for and not counted: "y a-t-il une opposition"."""
    if event.number != 1:
        return False
    tokens = scene.heard.tokens
    start = max(scene.heard.sentence_start(event.first), event.first - _ASKED_BEFORE)
    return asks_for_one(tokens[start : event.first])


def _is_aside(scene: Scene, event: Event) -> bool:
    """Whether "contre" is that of "par contre"."""
    before = scene.heard.tokens[max(0, event.first - 1) : event.first]
    return event.cue is Cue.SAID_AGAINST and any(token.text == "par" for token in before)


def _is_of_some(scene: Scene, event: Event) -> bool:
    """Whether "personne s'abstient" is that of "deux personnes s'abstiennent"."""
    before = scene.heard.tokens[max(0, event.first - 1) : event.first]
    denies_all = event.cue in {Cue.NONE_AGAINST, Cue.NONE_ABSTAINS}
    return denies_all and any(token.value for token in before)


def _is_of_an_hour(scene: Scene, event: Event) -> bool:
    """Whether the number that a count begins with is that of the minutes: "18h59 pour".

    "Votants 19, 16 pour" is no hour: its unit must have been heard.
    """
    before = scene.hours_in(max(0, event.first - _HOUR_TOKENS), event.first)
    return any(event.first < hour.last for hour in before if not hour.loose)


def less_debated(scene: Scene, events: Sequence[Event], first: int, last: int) -> list[Event]:
    """Return the events of the item in the tokens `first:last` less what members only argue about.

    Questions and results in a long turn of a known voice that does not preside are none: "qui est
    contre le progrès ?".
    """
    presiding = presiding_in(scene, first, last)

    def is_debated(event: Event) -> bool:
        voice = scene.voice(event.first)
        if event.cue not in _DEBATABLE or voice is None or voice[0] in presiding:
            return False
        return len(scene.heard.turn_of(event.first).words) > _SHORT_TURN_WORDS

    return [event for event in events if not is_debated(event)]


def _apart(scene: Scene, before: Event, after: Event) -> bool:
    """Whether two events are too far from each other to belong to one vote."""
    return after.first - before.last > _ANSWER_TOKENS


def _settled_overlaps(events: Sequence[Event]) -> list[Event]:
    """Return the events less those that another one covers.

    The count "une voix contre" covers the question "voix contre", the denial "n'est pas adopté"
    covers "adopté"; results that overlap without denial stay side by side, and a result stands
    beside a count.
    """
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (_ORDER.get(e.cue, 0), e.first - e.last)):
        covering = [
            e
            for e in kept
            if e.first < event.last
            and event.first < e.last
            and (e.cue in RESULTS) is (event.cue in RESULTS)
        ]
        if all({e.cue, event.cue} <= _ADOPTIONS for e in covering):
            kept.append(event)
    return sorted(kept, key=lambda e: e.first)


_ORDER = {
    Cue.TALLY: -3,
    Cue.EVEN: -3,
    Cue.NONE_AGAINST: -2,
    Cue.NONE_ABSTAINS: -2,
    Cue.COUNT_AGAINST: -1,
    Cue.COUNT_ABSTENTION: -1,
    Cue.COUNT_FOR: -1,
    Cue.ALL_FOR: -1,
    Cue.REJECTED: -1,
    **dict.fromkeys(ASKS, 1),
    Cue.SAID_AGAINST: 2,
    Cue.SAID_ABSTENTION: 2,
}
"""What says most is kept first: a whole count, a denial, a number, a result, then a question."""
