"""Members named together as away or there: "sont excusés X et Y", "il manque X", "X, Y, Z et moi".

Invariants:
- A run of names is one list: it ends where a sentence does, or where more is said of somebody.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.sounds import words
from pv_builder.meeting import Attendance
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.presence.answers import AWAY_TOGETHER, SAID, STATES, YES, Answer
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import PREPOSITIONS, Mention

_LIST_WITHIN = 4
_JOINED_WITHIN = 2
_ANNOUNCED_WITHIN = 6
_MISSING = 0.8
_SHORTEST_LIST = 3
PLURAL_VERBS = words("sont ont")
_PLURAL_WORDS = AWAY_TOGETHER | words("présents présentes")
_AND = words("et puis ainsi que enfin aussi")
_RELATIVES = words("qui dont que")
_UNDER_HEADING = 0.85


def listed(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[Answer]:
    """Yield what lists of names in the tokens before `last` say of each member in them."""
    yield from _away(scene, mentions, last)
    yield from _missing(scene, mentions, last)
    yield from _there(scene, mentions, last)


def _away(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[Answer]:
    """Yield the members of "sont excusés Madame X et Monsieur Y", or with the list first."""
    for event in scene.cues.of(Cue.EXCUSED, Cue.ABSENT, last=last):
        if scene.cues.of(Cue.EVERYBODY, first=event.first - _JOINED_WITHIN, last=event.last):
            continue  # "pas d'autres absents"
        run = _plural_before(scene, mentions, event) or _plural_after(scene, mentions, event)
        yield from _answers(run, event, STATES[event.cue], SAID)
        if len(run) <= 1:
            headed = _headed(scene, mentions, event)
            yield from _answers(headed, event, STATES[event.cue], _UNDER_HEADING)


def _missing(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[Answer]:
    """Yield the members of "il manque X et Y", absent as long as nobody excuses them."""
    for event in scene.cues.of(Cue.MISSING, last=last):
        at = event.named_at()
        if at is not None:
            run = _run_after(scene, mentions, at)
            yield from _answers(run, event, Attendance.ABSENT, _MISSING)


def _there(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[Answer]:
    """Yield the members of "X est là, Y, Z et moi", three at least."""
    tokens = scene.heard.tokens
    for event in scene.cues.of(Cue.PRESENT, last=last):
        if tokens[event.first].text in YES:
            continue
        before = [m for m in mentions if m.last <= event.first <= m.last + 1][-1:]
        following = _run_after(scene, mentions, event.last)
        if following and tokens[following[0].first].opens:
            following = []
        following = _joined(scene, following)
        run = [*before, *_less_next(scene, following)]
        run = run if following else _plural_before(scene, mentions, event)
        if len({mention.member for mention in run}) >= _SHORTEST_LIST:
            yield from _answers(run, event, Attendance.PRESENT, SAID)


def _joined(scene: Scene, run: Sequence[Mention]) -> list[Mention]:
    """Return the names of a run up to the first between which more than "et" is said."""
    kept = list(run[:1])
    for before, mention in pairwise(run):
        between = scene.heard.tokens[before.last : mention.first]
        if any(token.text not in _AND for token in between):
            break
        kept.append(mention)
    return kept


def _less_next(scene: Scene, run: Sequence[Mention]) -> Sequence[Mention]:
    """Return a list without its last name where more is said of that one ("Z est excusé")."""
    if not run:
        return run
    at = run[-1].last
    stop = min(at + _LIST_WITHIN, scene.heard.sentence_end(at - 1))
    return run[:-1] if scene.cues.of(*STATES, first=at, last=stop) else run


def _answers(
    run: Sequence[Mention], event: Event, state: Attendance, score: float
) -> Iterator[Answer]:
    for mention in run:
        if mention.member is not None:
            yield Answer(
                member=mention.member,
                state=state,
                score=score * mention.score,
                rule="rollcall.list",
                span=(min(event.first, mention.first), max(event.last, mention.last)),
            )


def _headed(scene: Scene, mentions: Sequence[Mention], event: Event) -> list[Mention]:
    """Return the names of the sentence that a plural begins: "excusés : X, qui est à Paris, Y".

    A name behind a preposition is that of somebody else, told in passing ("pouvoir à Z").
    """
    tokens = scene.heard.tokens
    start = scene.heard.sentence_start(event.first)
    if tokens[event.last - 1].text not in _PLURAL_WORDS or event.first - start > _LIST_WITHIN:
        return []
    stop = scene.heard.sentence_end(event.last - 1)
    return [
        m
        for m in mentions
        if event.last <= m.first < stop and tokens[m.first - 1].text not in PREPOSITIONS
    ]


def _plural_after(scene: Scene, mentions: Sequence[Mention], event: Event) -> list[Mention]:
    """Return the names that follow "sont excusés" at once; none after "est excusé"."""
    if not _is_plural(scene, event.last - _ANNOUNCED_WITHIN, event.last):
        return []
    run = _run_after(scene, mentions, event.last)
    stop = scene.heard.sentence_end(event.last - 1)
    return run if run and run[0].first < stop and _is_whole(scene, run[-1].last, stop) else []


def _is_whole(scene: Scene, at: int, stop: int) -> bool:
    """Whether a list ends its clause: no relative tells more of the last name, nor of others."""
    return at >= stop or scene.heard.tokens[at].text not in _RELATIVES


def _run_after(scene: Scene, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the names that follow a place at once, each within a word or two of the last."""
    run: list[Mention] = []
    edge = at
    for mention in mentions:
        if mention.first < at:
            continue
        if mention.first - edge > (_JOINED_WITHIN if run else _LIST_WITHIN):
            break
        if run and scene.heard.tokens[mention.first].opens:
            break
        run.append(mention)
        edge = mention.last
    return run


def _plural_before(scene: Scene, mentions: Sequence[Mention], event: Event) -> list[Mention]:
    """Return the names that "sont excusés" follows at once."""
    tokens = scene.heard.tokens
    run: list[Mention] = []
    edge = event.first
    if tokens[event.first].opens:
        return run
    for mention in reversed(mentions):
        if mention.last > event.first:
            continue
        if edge - mention.last > (_JOINED_WITHIN if run else _LIST_WITHIN):
            break
        if tokens[mention.last - 1].sentence != tokens[edge].sentence:
            break
        run.append(mention)
        edge = mention.first
    if not run or not _is_plural(scene, run[0].last, event.last):
        return []
    return run


def _is_plural(scene: Scene, first: int, last: int) -> bool:
    said = scene.heard.tokens[max(0, first) : last]
    return any(t.text in PLURAL_VERBS or t.text in _PLURAL_WORDS for t in said)
