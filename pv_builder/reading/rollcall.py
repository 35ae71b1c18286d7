"""The roll call: who answered, who is excused, absent or late.

Invariants:
- A state is a member's own: an answer belongs to the last member called before it.
- Whoever was called and not heard to answer is proposed as present with a low score and named in
  an alert; so is everybody else when nobody was called.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.folding import fold
from pv_builder.meeting import Attendance, Member, MemberName
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.heard_proxies import HeardProxy, sits_for
from pv_builder.reading.names import Mention, NameForm
from pv_builder.reading.scene import Scene

_STATES = {
    Cue.PRESENT: Attendance.PRESENT,
    Cue.EXCUSED: Attendance.EXCUSED,
    Cue.ABSENT: Attendance.ABSENT,
    Cue.LATE: Attendance.ABSENT,
}
_ANSWER_WITHIN = 25
_LIST_WITHIN = 4
_JOINED_WITHIN = 2
_ANNOUNCED_WITHIN = 6
_CALLS_OF_A_ROLL = 3
_SAID = 0.95
_HEARD_ANSWER = 0.6
_SILENT = 0.45
_BY_PLACE = 0.6
_BY_PROXY = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the roll call says of one member.

    Attributes:
        state: at the opening.
        late: announced as coming later.
        rule: where it comes from.
        span: tokens to listen to; None when nothing was said of this member.
    """

    member: MemberName
    state: Attendance
    score: float
    rule: str
    late: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """What was said of each member's presence.

    Attributes:
        answers: by member; a member missing from it was not named.
        unknown: names called, with their answer, that are nobody for certain.
        aloud: whether members were called one by one.
    """

    answers: Mapping[MemberName, Answer]
    unknown: tuple[Mention, ...]
    aloud: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A member named in the roll call and the answer heard after the name."""

    mention: Mention
    member: MemberName | None
    score: float
    state: Attendance | None = None
    late: bool = False
    last: int = 0
    answered: bool = False


def read_roll(scene: Scene, last: int, proxies: Sequence[HeardProxy]) -> RollCall:
    """Return what the tokens before `last` say of each member's presence."""
    held = {at for proxy in proxies for at in proxy.named[1:]}
    mentions = _mentions(scene, last, held)
    calls = list(_answers(scene, mentions, last))
    aloud = _is_roll(scene, calls, last)
    if aloud:
        calls = _placed(_within_roll(calls), scene.seance.roll)
    said = [answer for call in calls if (answer := _answer(call, aloud=aloud)) is not None]
    answers: dict[MemberName, Answer] = {}
    for answer in (*_listed(scene, mentions, last), *said):
        if _better(answer, answers.get(answer.member)):
            answers[answer.member] = answer
    for answer in _substituted(scene, last):
        answers[answer.member] = answer
    for proxy in proxies:
        if proxy.giver is not None:
            answers[proxy.giver] = _represented(proxy, answers.get(proxy.giver))
    unknown = tuple(c.mention for c in calls if c.member is None and c.state is not None)
    return RollCall(answers=answers, unknown=unknown, aloud=aloud)


def _substituted(scene: Scene, last: int) -> Iterator[Answer]:
    """Yield the substitutes who sit, present, and the members they sit for, absent."""
    for event in scene.cues.of(Cue.REPRESENTED, last=last):
        titular, substitute = scene.said_of(event, "giver"), scene.said_of(event)
        if titular is None or substitute is None:
            continue
        if not sits_for(scene, substitute.member, titular.member):
            continue
        for mention, state in (
            (titular, Attendance.ABSENT),
            (substitute, Attendance.PRESENT),
        ):
            if mention.member is not None:
                yield Answer(
                    member=mention.member,
                    state=state,
                    score=_SAID * mention.score,
                    rule="rollcall.substitute",
                    span=(event.first, event.last),
                )


def _better(answer: Answer, other: Answer | None) -> bool:
    return other is None or answer.score > other.score


def _represented(proxy: HeardProxy, said: Answer | None) -> Answer:
    """Return the state of whoever gave a pouvoir: excused, unless said absent or late."""
    if said is not None and said.state is not Attendance.PRESENT:
        return said
    return Answer(
        member=proxy.giver or MemberName(""),
        state=Attendance.EXCUSED,
        score=_BY_PROXY * max(proxy.score, _HEARD_ANSWER),
        rule="rollcall.represented",
        span=(proxy.first, proxy.last),
    )


def _mentions(scene: Scene, last: int, held: set[int]) -> list[Mention]:
    """Return the members named who are not the holder of a pouvoir."""
    return [
        m
        for m in scene.mentions_in(0, last)
        if m.first not in held and m.form not in {NameForm.FUNCTION, NameForm.GIVEN}
    ]


def _answers(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[_Call]:
    """Yield each call with the answer heard before the next one."""
    for place, mention in enumerate(mentions):
        following = mentions[place + 1].first if place + 1 < len(mentions) else last
        stop = min(following, mention.last + _ANSWER_WITHIN)
        events = _of_this_call(scene, mention.last, stop)
        call = _Call(mention=mention, member=mention.member, score=mention.score, last=mention.last)
        if events:
            cues = {event.cue for event in events}
            chosen = next(cue for cue in _PRIORITY if cue in cues)
            yield replace(
                call,
                state=_STATES[chosen],
                late=Cue.LATE in cues,
                last=events[-1].last,
                answered=True,
            )
        else:
            yield replace(call, answered=0 < stop - mention.last <= _LIST_WITHIN)


def _of_this_call(scene: Scene, first: int, last: int) -> list[Event]:
    """Return the answers said in the tokens `first:last`, less "tout le monde est là"."""
    everybody = scene.cues.of(Cue.EVERYBODY, first=first, last=last)
    return [
        event
        for event in scene.cues.of(*_STATES, first=first, last=last)
        if not any(one.first <= event.first < one.last for one in everybody)
    ]


_PRIORITY = (Cue.EXCUSED, Cue.LATE, Cue.ABSENT, Cue.PRESENT)
"""Of several words in one answer, the one that says most."""


def _is_roll(scene: Scene, calls: Sequence[_Call], last: int) -> bool:
    """Whether members were called one by one: it was announced, or several answered."""
    present = [c for c in calls if c.state is Attendance.PRESENT]
    announced = scene.cues.of(Cue.ROLL_CALL, last=last)
    return len(present) >= (1 if announced else _CALLS_OF_A_ROLL)


def _answer(call: _Call, *, aloud: bool) -> Answer | None:
    if call.member is None:
        return None
    span = (call.mention.first, call.last)
    if call.state is not None:
        return Answer(
            member=call.member,
            state=call.state,
            score=_SAID * call.score,
            rule="rollcall.answer",
            late=call.late,
            span=span,
        )
    if not aloud:
        return None
    score = _HEARD_ANSWER if call.answered else _SILENT
    return Answer(
        member=call.member,
        state=Attendance.PRESENT,
        score=score * call.score,
        rule="rollcall.unclear_answer" if call.answered else "rollcall.no_answer",
        span=span,
    )


def _within_roll(calls: Sequence[_Call]) -> list[_Call]:
    """Return the calls from the first answered to the last answered one."""
    answered = [place for place, call in enumerate(calls) if call.state is not None]
    return list(calls[answered[0] : answered[-1] + 1]) if answered else []


def _placed(calls: Sequence[_Call], roll: Sequence[Member]) -> list[_Call]:
    """Return the calls, those of nobody known given to the member whose turn it was.

    Members are called in the order of the roll or of the alphabet: a name that was not recognised
    between two that were is the only one between them, where there is just one of that civility.
    """
    order = _order_of_call(calls, roll)
    civility = {member.name: member.civility for member in roll}
    named = {call.member for call in calls if call.member is not None}
    result = list(calls)
    for place, call in enumerate(calls):
        if call.member is not None:
            continue
        before = next((c.member for c in reversed(result[:place]) if c.member), None)
        after = next((c.member for c in calls[place + 1 :] if c.member), None)
        between = [
            name
            for name in _between(order, before, after)
            if name not in named
            and call.mention.civility in {None, civility[name]}
            and (not call.mention.candidates or name in call.mention.candidates)
        ]
        if len(between) == 1 and call.mention.firm:
            named.add(between[0])
            result[place] = replace(call, member=between[0], score=_BY_PLACE)
    return result


def _order_of_call(calls: Sequence[_Call], roll: Sequence[Member]) -> list[MemberName]:
    """Return the members in the order that the calls follow best: roll or alphabet."""
    by_roll = [member.name for member in roll]
    alphabet = sorted(roll, key=lambda m: (fold(m.family_name), fold(m.given_name)))
    by_alphabet = [member.name for member in alphabet]
    said = [call.member for call in calls if call.member is not None]

    def followed(order: list[MemberName]) -> int:
        places = [order.index(name) for name in said]
        return sum(a < b for a, b in pairwise(places))

    return max(by_roll, by_alphabet, key=followed)


def _between(
    order: Sequence[MemberName], before: MemberName | None, after: MemberName | None
) -> Sequence[MemberName]:
    first = order.index(before) + 1 if before is not None else 0
    last = order.index(after) if after is not None else len(order)
    return order[first:last]


def _listed(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[Answer]:
    """Yield the members of a list: "sont excusés Madame X et Monsieur Y", or the list first."""
    for event in scene.cues.of(Cue.EXCUSED, Cue.ABSENT, last=last):
        after = _run_after(scene, mentions, event.last)
        before = _run_before(scene, mentions, event.first)
        run = before or after
        for mention in run:
            if mention.member is not None:
                yield Answer(
                    member=mention.member,
                    state=_STATES[event.cue],
                    score=_SAID * mention.score,
                    rule="rollcall.list",
                    span=(min(event.first, mention.first), max(event.last, mention.last)),
                )


def _run_after(scene: Scene, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the names that follow "sont excusés" at once; none after "est excusé"."""
    if not _is_plural(scene, at - _ANNOUNCED_WITHIN, at):
        return []
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


def _run_before(scene: Scene, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the names that "sont excusés" follows at once."""
    run: list[Mention] = []
    edge = at
    for mention in reversed(mentions):
        if mention.last > at:
            continue
        if edge - mention.last > (_JOINED_WITHIN if run else _LIST_WITHIN):
            break
        if run and scene.heard.tokens[mention.last - 1].ends:
            break
        run.append(mention)
        edge = mention.first
    if not run or not _is_plural(scene, run[0].last, at):
        return []
    return run


def _is_plural(scene: Scene, first: int, last: int) -> bool:
    return any(t.text in {"sont", "ont"} for t in scene.heard.tokens[max(0, first) : last])
