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
from core.sounds import words
from pv_builder.meeting import Attendance, Member, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.presence.answers import AWAY_TOGETHER, REASON, SAID, STATES, YES, Answer
from pv_builder.reading.presence.called_names import called_names
from pv_builder.reading.presence.heard_proxies import HeardProxy, sits_for
from pv_builder.reading.presence.presence_lists import listed
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.names import Mention, NameForm

_ANSWER_WITHIN = 25
_REPLIES_WITHIN = 2
_NEXT_CALL_WITHIN = 4
_CALLS_OF_A_ROLL = 3
_CONDITION_BEFORE = 4
_CONDITION = words("tant")
_ASKS = words("qui")
_BEGINS_LIST = words("sont les nos des")
_HEADINGS = AWAY_TOGETHER | words("excuses absences")
_ABSENT = words("absent absente absents absentes")
_HEARD_ANSWER = 0.6
_SILENT = 0.45
_REASON = 0.65
_BY_PLACE = 0.6
_BY_PROXY = 0.85


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
    reason_only: bool = False
    answered_no: bool = False
    last: int = 0
    answered: bool = False


def read_roll(scene: Scene, last: int, proxies: Sequence[HeardProxy]) -> RollCall:
    """Return what the tokens before `last` say of each member's presence."""
    held = {at for proxy in proxies for at in proxy.named[1:]}
    mentions = called_names(scene, last, held)
    calls = _together(scene, list(_answers(scene, mentions, last)))
    aloud = _is_roll(scene, calls, last)
    if aloud:
        calls = _placed(_within_roll(calls), scene.seance.roll)
    said = [answer for call in calls if (answer := _answer(call, aloud=aloud)) is not None]
    answers: dict[MemberName, Answer] = {}
    for answer in (*listed(scene, mentions, last), *said):
        if _better(answer, answers.get(answer.member)):
            answers[answer.member] = answer
    for answer in _substituted(scene, last):
        answers[answer.member] = answer
    for proxy in proxies:
        if proxy.giver is not None:
            answers[proxy.giver] = _represented(proxy, answers.get(proxy.giver))
    unknown = tuple(
        c.mention
        for c in calls
        if c.member is None and c.state is not None and not _is_outsider(scene, c.mention)
    )
    return RollCall(answers=answers, unknown=unknown, aloud=aloud)


def _is_outsider(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is called by an office that the roll does not have ("la directrice")."""
    title = scene.heard.tokens[mention.first : mention.first + 2]
    return title[-1].text in {"la", "le", "l"}


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
                    score=SAID * mention.score,
                    rule="rollcall.substitute",
                    span=(event.first, event.last),
                )


def _better(answer: Answer, other: Answer | None) -> bool:
    """Whether an answer outweighs an earlier one: a better one, or what was concluded after it."""
    if other is None or answer.score > other.score:
        return True
    return answer.score == other.score and answer.state is not Attendance.PRESENT


def _represented(proxy: HeardProxy, said: Answer | None) -> Answer:
    """Return the state of whoever gave a pouvoir: excused, unless said to be late."""
    excused = said is not None and said.state is Attendance.EXCUSED and said.rule != REASON
    if said is not None and (said.late or excused):
        return said
    return Answer(
        member=proxy.giver or MemberName(""),
        state=Attendance.EXCUSED,
        score=_BY_PROXY * max(proxy.score, _HEARD_ANSWER),
        rule="rollcall.represented",
        span=(proxy.first, proxy.last),
    )


def _answers(scene: Scene, mentions: Sequence[Mention], last: int) -> Iterator[_Call]:
    """Yield each call with the answer heard before the next one."""
    for place, mention in enumerate(mentions):
        following = mentions[place + 1].first if place + 1 < len(mentions) else last
        stop = min(following, mention.last + _ANSWER_WITHIN)
        events = _of_this_call(scene, mention, stop)
        call = _Call(mention=mention, member=mention.member, score=mention.score, last=mention.last)
        if events:
            cues = {event.cue for event in events}
            chosen = _meant(scene, events)
            yield replace(
                call,
                state=STATES[chosen],
                late=Cue.LATE in cues,
                reason_only=chosen is Cue.REASON,
                last=events[-1].last,
                answered=True,
            )
        elif _is_answered_no(scene, mention):
            yield replace(call, state=Attendance.ABSENT, answered_no=True, last=mention.last + 1)
        elif _says(scene, mention.member, mention.first) or _replies(scene, mention):
            yield replace(call, state=Attendance.PRESENT, answered=True)
        else:
            yield replace(call, answered=0 < stop - mention.last <= _NEXT_CALL_WITHIN)


def _of_this_call(scene: Scene, mention: Mention, last: int) -> list[Event]:
    """Return what is said of a member after the name, less "tout le monde est là".

    Who is called and speaks is there: "elle est excusée" is then said of somebody else.
    """
    everybody = scene.cues.of(Cue.EVERYBODY, first=mention.last, last=last)
    return [
        event
        for event in scene.cues.of(*STATES, first=mention.last, last=last)
        if not any(one.first <= event.first < one.last for one in everybody)
        and (event.cue is Cue.PRESENT or not _says(scene, mention.member, event.first))
        and not _opens_another_matter(scene, mention, event)
        and not _is_of_another_place(scene, event)
    ]


def _is_of_another_place(scene: Scene, event: Event) -> bool:
    """Whether words only sound like an answer: "pas là-bas", "tant qu'il n'est pas là"."""
    before = scene.heard.tokens[max(0, event.first - _CONDITION_BEFORE) : event.first]
    return scene.heard.tokens[event.last - 1].hyphen or has_word(before, _CONDITION)


def _opens_another_matter(scene: Scene, mention: Mention, event: Event) -> bool:
    """Whether a later sentence begins a list or asks of all: "sont excusés", "qui n'est pas là ?".

    It says nothing then of who was named before.
    """
    tokens = scene.heard.tokens
    if tokens[mention.last - 1].sentence == tokens[event.first].sentence:
        return False
    start = scene.heard.sentence_start(event.first)
    if any(token.text in _ASKS for token in tokens[start : min(start + 2, event.first)]):
        return True
    before = tokens[event.first - 1]
    begins = tokens[event.first].opens or before.text in _BEGINS_LIST or before.value is not None
    return begins and tokens[event.last - 1].text in _HEADINGS


def _is_answered_no(scene: Scene, mention: Mention) -> bool:
    """Whether "non" is said of who was just called, by somebody else."""
    following = scene.heard.tokens[mention.last : mention.last + 1]
    said = bool(following) and following[0].text == "non"
    return said and not _says(scene, mention.member, mention.last)


def _replies(scene: Scene, mention: Mention) -> bool:
    """Whether the voice that speaks next, at once, is that of the member called: in any words."""
    tokens = scene.heard.tokens
    following = tokens[mention.last : mention.last + _REPLIES_WITHIN]
    turn = tokens[mention.last - 1].turn
    reply = next((token for token in following if token.turn != turn), None)
    return reply is not None and _says(scene, mention.member, reply.at)


def _together(scene: Scene, calls: Sequence[_Call]) -> list[_Call]:
    """Return the calls, those that nobody answered taking the plural said after the last of them.

    "Monsieur X ? Non. Madame Y ? Non plus. Je les mets absents" is said of both.
    """
    result = list(calls)
    for place, call in enumerate(calls):
        if call.state in {None, Attendance.PRESENT} or not _is_of_several(scene, call):
            continue
        for before in range(place - 1, -1, -1):
            if result[before].state is not None or result[before].mention.form is NameForm.GIVEN:
                break
            result[before] = replace(result[before], state=call.state, answered=True)
    return result


def _is_of_several(scene: Scene, call: _Call) -> bool:
    """Whether what is said of a member called is said of more than one."""
    said = [t.text for t in scene.heard.tokens[call.mention.last : call.last]]
    return "les" in said and said[-1] in AWAY_TOGETHER


def _says(scene: Scene, member: MemberName | None, at: int) -> bool:
    """Whether a word is said by a member's own voice, as his name is at a call by video."""
    voice = scene.voice(at)
    return voice is not None and voice[0] == member


_PRIORITY = (Cue.EXCUSED, Cue.LATE, Cue.ABSENT, Cue.PRESENT, Cue.REASON)
"""Of several words in one answer, the one that says most."""


def _meant(scene: Scene, events: Sequence[Event]) -> Cue:
    """Return which of several words in one answer says most.

    "Pas là, il est en déplacement" and "oui, elle est malade" excuse; "présente, mais malade" does
    not.
    """
    cues = {
        event.cue
        for event in events
        if event.cue is not Cue.PRESENT or scene.heard.tokens[event.first].text not in YES
    }
    chosen = next((cue for cue in _PRIORITY if cue in cues), Cue.PRESENT)
    words_of = {scene.heard.tokens[e.first].text for e in events if e.cue is Cue.ABSENT}
    if chosen is Cue.ABSENT and Cue.REASON in cues and words_of.isdisjoint(_ABSENT):
        return Cue.REASON
    return chosen


def _is_roll(scene: Scene, calls: Sequence[_Call], last: int) -> bool:
    """Whether members were called one by one: it was announced, or several answered."""
    present = [c for c in calls if c.state is Attendance.PRESENT]
    announced = scene.cues.of(Cue.ROLL_CALL, last=last)
    return len(present) >= (1 if announced else _CALLS_OF_A_ROLL)


def _answer(call: _Call, *, aloud: bool) -> Answer | None:
    if call.member is None:
        return None
    span = (call.mention.first, call.last)
    if call.answered_no and not aloud:
        return None
    if call.state is not None:
        return Answer(
            member=call.member,
            state=call.state,
            score=(_REASON if call.reason_only or call.answered_no else SAID) * call.score,
            rule=REASON if call.reason_only else "rollcall.answer",
            late=call.late,
            span=span,
        )
    if not aloud or call.mention.form is NameForm.GIVEN:
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
