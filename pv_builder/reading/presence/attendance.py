"""Who was there at the opening, and the pouvoirs: from what was heard to the state of the meeting.

Invariants:
- What the secretary stated stands without evidence; what contradicts it becomes an alert.
- Nobody is silently taken for present: whoever was neither named nor heard is proposed with a low
  score, and an alert names them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence
from pv_builder.language.typography import few
from pv_builder.law.wording import civility_of
from pv_builder.meeting import Attendance, Civility, MemberName, Proxy
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.presence.answers import REASON, Answer
from pv_builder.reading.presence.heard_proxies import HeardProxy
from pv_builder.reading.presence.rollcall import RollCall
from pv_builder.reading.scene import Scene

_SPEAKS = 0.85
_SPEAKS_AT_LEAST_S = 1.5
_CHAIR_PRESENT = 0.9
_EVERYBODY = 0.85
_DEDUCED = 0.5
_NOT_CALLED = 0.35
_DOUBTFUL = 0.7
_COUNTED = 0.8
_SPEAKS_FIRST = "attendance.speaks_first"
_COUNTABLE = frozenset({"attendance.deduced", "attendance.not_called"})
_NAMES_SOMEBODY = (
    Cue.SECRETARY,
    Cue.PEN,
    Cue.FLOOR,
    Cue.PROXY_WORD,
    Cue.REPRESENTED,
    Cue.IN_PLACE_OF_CHAIR,
    Cue.OPENING,
)
_Basis = tuple[float, str, tuple[int, int] | None]
"""Score, rule, and the tokens that say it."""

_SAYS_NOTHING = (Cue.EVERYBODY, Cue.NO_ROLL_CALL, Cue.QUORUM, Cue.ROLL_CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningState:
    """The state at the opening with its evidence."""

    attendance: tuple[tuple[MemberName, Attendance], ...]
    proxies: tuple[Proxy, ...]
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()
    late: frozenset[MemberName] = field(default_factory=frozenset)

    @property
    def present(self) -> int:
        """How many members were there."""
        return sum(state is Attendance.PRESENT for _, state in self.attendance)


def opening_state(
    scene: Scene,
    roll: RollCall,
    proxies: Sequence[HeardProxy],
    arrivals: Sequence[MemberName],
    last: int,
    counts: Collection[int] = (),
) -> OpeningState:
    """Return who was present, excused or absent when the session opened.

    Args:
        scene: the session, with what was stated in advance.
        roll: what was said of each member in the tokens before `last`.
        proxies: the pouvoirs said in the same tokens.
        arrivals: members who arrive later.
        last: where the first item begins.
        counts: numbers of members there that were said: one that agrees leaves no doubt of those
            who are only supposed present.
    """
    stated = {s.member.name: s.attendance for s in scene.seance.members if s.attendance}
    voices = _first_words(scene)
    completed = _completed(scene, roll, arrivals, _basis(scene, roll, proxies, last), voices)
    answers = {name: answer for name, answer in completed.items() if name not in stated}
    opening = {name: span for name, span in voices.items() if span[0] < last}
    answers |= _heard_all_the_same(answers, set(arrivals), opening, counts)
    states = {name: answer.state for name, answer in answers.items()} | stated
    if sum(state is Attendance.PRESENT for state in states.values()) in counts:
        answers = {name: _counted(answer) for name, answer in answers.items()}
    given, heard, alerts = _proxies(scene, proxies)
    alerts += _doubts(scene, answers, roll, last, {at for p in proxies for at in p.named})
    alerts += _contradictions(scene, roll, stated)
    evidence = [_attendance_evidence(scene, answer) for answer in answers.values()]
    evidence += [_proxy_evidence(scene, proxy) for proxy in heard]
    return OpeningState(
        attendance=tuple((m.name, states[m.name]) for m in scene.seance.roll if m.name in states),
        proxies=tuple(given),
        evidence=tuple(evidence),
        alerts=tuple(alerts),
        late=frozenset(answer.member for answer in answers.values() if answer.late),
    )


def _proxy_evidence(scene: Scene, proxy: HeardProxy) -> Evidence:
    key = facts.proxy(proxy.giver or MemberName(""))
    return scene.evidence(key, "proxies.said", proxy.score, (proxy.first, proxy.last))


def _attendance_evidence(scene: Scene, answer: Answer) -> Evidence:
    spans = [answer.span] if answer.span is not None else []
    return scene.evidence(facts.attendance(answer.member), answer.rule, answer.score, *spans)


def _completed(
    scene: Scene,
    roll: RollCall,
    arrivals: Sequence[MemberName],
    basis: _Basis | None,
    voices: Mapping[MemberName, tuple[int, int]],
) -> dict[MemberName, Answer]:
    """Return the answers heard and, for the other seats, what follows from the rest."""
    answers = dict(roll.answers)
    for member in scene.seance.roll:
        name, said = member.name, answers.get(member.name)
        if said is not None and _stands(said, speaks=name in voices):
            continue
        if name in arrivals:
            answers[name] = _state(name, Attendance.ABSENT, _SPEAKS, "attendance.arrives_later")
        elif name in voices:
            answers[name] = _present(name, _SPEAKS, "attendance.speaks", voices[name])
        elif said is None and name == scene.executive:
            answers[name] = _present(name, _CHAIR_PRESENT, "attendance.chair", None)
        elif said is None and basis is not None and member.substitute_for is None:
            answers[name] = _present(name, *basis)
    return answers


def _counted(answer: Answer) -> Answer:
    """Return a supposed presence made surer by the number that was said of all."""
    if answer.rule not in _COUNTABLE:
        return answer
    return replace(answer, score=max(answer.score, _COUNTED), rule="attendance.counted")


def _stands(said: Answer, *, speaks: bool) -> bool:
    """Whether what was said of a member is sure enough to outweigh the member's own voice."""
    if said.state is Attendance.PRESENT:
        return said.score >= _DOUBTFUL
    return said.rule != REASON or not speaks


def _heard_all_the_same(
    answers: Mapping[MemberName, Answer],
    arrivals: Collection[MemberName],
    voices: Mapping[MemberName, tuple[int, int]],
    counts: Collection[int],
) -> dict[MemberName, Answer]:
    """Return members who speak before the first item as there, whatever was said of them.

    Where numbers of members there were said, only if one of them is right so and not otherwise.
    """
    present = sum(answer.state is Attendance.PRESENT for answer in answers.values())
    speaking = {
        name: _present(name, _DOUBTFUL, _SPEAKS_FIRST, voices[name])
        for name, answer in answers.items()
        if answer.state is not Attendance.PRESENT
        and not answer.late
        and name not in arrivals
        and name in voices
    }
    counted = present not in counts and present + len(speaking) in counts
    return speaking if counted or not counts else {}


def _state(name: MemberName, state: Attendance, score: float, rule: str) -> Answer:
    return Answer(member=name, state=state, score=score, rule=rule)


def _present(name: MemberName, score: float, rule: str, span: tuple[int, int] | None) -> Answer:
    return Answer(member=name, state=Attendance.PRESENT, score=score, rule=rule, span=span)


def _basis(scene: Scene, roll: RollCall, proxies: Sequence[HeardProxy], last: int) -> _Basis | None:
    """Return why members of whom nothing was said may be present, None when nothing tells.

    Where no roll is called, those who are missing are named, or their pouvoirs: the others sit.
    """
    everybody = [e for e in scene.cues.of(Cue.EVERYBODY, last=last) if not _denied(scene, e)]
    if everybody:
        event = everybody[0]
        return _EVERYBODY, "attendance.everybody", (event.first, event.last)
    if roll.aloud:
        return _NOT_CALLED, "attendance.not_called", None
    if roll.answers or proxies or scene.cues.of(*_SAYS_NOTHING, last=last):
        return _DEDUCED, "attendance.deduced", None
    return None


def _denied(scene: Scene, event: Event) -> bool:
    """Whether a question is answered in the negative: "on est au complet ? Non"."""
    stop = scene.heard.sentence_end(event.last - 1)
    return any(token.text == "non" for token in scene.heard.tokens[stop : stop + 2])


def _first_words(scene: Scene) -> dict[MemberName, tuple[int, int]]:
    """Return, for each member whose voice is known and who speaks long enough, where first."""
    spoken: dict[MemberName, float] = {}
    first: dict[MemberName, tuple[int, int]] = {}
    for token in scene.heard.tokens:
        turn = scene.heard.turns[token.turn]
        if turn.member is None or turn.member not in scene.names:
            continue
        name = MemberName(turn.member)
        spoken[name] = spoken.get(name, 0.0) + token.end - token.start
        first.setdefault(name, (token.at, token.at + 1))
    return {name: span for name, span in first.items() if spoken[name] >= _SPEAKS_AT_LEAST_S}


def _proxies(
    scene: Scene, said: Sequence[HeardProxy]
) -> tuple[list[Proxy], list[HeardProxy], list[Alert]]:
    """Return the pouvoirs (stated ones first), those that were heard, and what is wrong."""
    stated = {s.member.name: s.proxy_to for s in scene.seance.members if s.proxy_to is not None}
    proxies = [Proxy(giver=giver, holder=holder) for giver, holder in stated.items()]
    kept: list[HeardProxy] = []
    alerts: list[Alert] = []
    for proxy in said:
        if proxy.giver is None or proxy.holder is None:
            alerts.append(_unknown_proxy(scene, proxy))
        elif proxy.giver not in stated:
            proxies.append(Proxy(giver=proxy.giver, holder=proxy.holder))
            kept.append(proxy)
            if proxy.turned or proxy.unsure:
                alerts.append(_doubtful_proxy(scene, proxy))
        elif stated[proxy.giver] != proxy.holder:
            alerts.append(_other_holder(scene, proxy))
    return proxies, kept, alerts


def _doubtful_proxy(scene: Scene, proxy: HeardProxy) -> Alert:
    if proxy.turned:
        what = (
            f"Un pouvoir entre {proxy.giver} et {proxy.holder} a été entendu sans que l'on sache "
            "qui le donne."
        )
    else:
        what = (
            f"Un pouvoir a été entendu, noms mal compris : {proxy.giver} à {proxy.holder} est le "
            "plus proche."
        )
    text = f"{what} Écoutez le passage et vérifiez (CGCT, art. L. 2121-20)."
    return scene.alert("proxy-doubtful", text, (proxy.first, proxy.last))


def _unknown_proxy(scene: Scene, proxy: HeardProxy) -> Alert:
    if proxy.giver is not None:
        what = f"Un pouvoir de {proxy.giver} a été entendu, mais pas le nom de qui le reçoit."
    elif proxy.holder is not None:
        what = f"Un pouvoir donné à {proxy.holder} a été entendu, mais pas le nom de son auteur."
    else:
        what = "Un pouvoir a été entendu sans que les deux noms soient reconnus."
    text = f"{what} Écoutez le passage et complétez (CGCT, art. L. 2121-20)."
    return scene.alert("proxy-name-unknown", text, (proxy.first, proxy.last))


def _other_holder(scene: Scene, proxy: HeardProxy) -> Alert:
    text = (
        f"Le pouvoir de {proxy.giver} a été entendu en faveur de {proxy.holder}, "
        "ce qui n'est pas ce qui avait été indiqué. Écoutez le passage et corrigez au besoin."
    )
    return scene.alert("proxy-differs-from-stated", text, (proxy.first, proxy.last))


_CHECK_SHEET = "Vérifiez avec la feuille de présence."
_LISTEN = "Écoutez le passage."
_SUPPOSED: dict[str, tuple[str, str, str]] = {
    "attendance.deduced": (
        "presence-deduced",
        "Personne n'a été appelé à voix haute : {names}, {supposed}.",
        _CHECK_SHEET,
    ),
    "attendance.not_called": (
        "presence-not-called",
        "L'appel n'a pas été entendu pour {names}, {supposed}.",
        _CHECK_SHEET,
    ),
    REASON: (
        "presence-unclear",
        "Une raison d'absence a été entendue pour {names}, sans excuse : l'excuse est supposée.",
        _LISTEN,
    ),
    _SPEAKS_FIRST: (
        "presence-unclear",
        "Une absence a été entendue pour {names}, qui parle pourtant à l'ouverture : {supposed}.",
        _LISTEN,
    ),
    "rollcall.no_answer": (
        "presence-not-answered",
        "Aucune réponse n'a été entendue à l'appel de {names}, {supposed}.",
        _LISTEN,
    ),
    "rollcall.unclear_answer": (
        "presence-unclear",
        "La réponse à l'appel de {names} n'a pas été comprise : {supposed}.",
        _LISTEN,
    ),
}
"""Alert of each rule that supposes a presence: code, what is wrong, what to do."""


def _doubts(
    scene: Scene,
    answers: Mapping[MemberName, Answer],
    roll: RollCall,
    last: int,
    explained: Collection[int],
) -> Iterator[Alert]:
    """Yield an alert for each way in which presence was supposed rather than heard."""
    for rule, (code, text, advice) in _SUPPOSED.items():
        doubtful = [a for a in answers.values() if a.rule == rule]
        if doubtful:
            members = [a.member for a in doubtful]
            told = text.format(names=few(members), supposed=_supposed(members))
            spans = [a.span for a in doubtful if a.span is not None]
            yield scene.alert(code, f"{told} {advice}", *spans)
    yield from _named_for_nothing(scene, answers, last, explained)
    for mention in roll.unknown:
        text = (
            "Un nom cité à l'appel n'a pas été reconnu. "
            "Écoutez le passage et indiquez de quel membre il s'agit."
        )
        yield scene.alert("name-not-recognised", text, (mention.first, mention.last))


def _supposed(names: Sequence[MemberName]) -> str:
    """Return "supposé présent", agreed with the members of whom it is said."""
    feminine = all(civility_of(name) is Civility.MME for name in names)
    ending = ("e" if feminine else "") + ("s" if len(names) > 1 else "")
    return f"supposé{ending} présent{ending}"


def _named_for_nothing(
    scene: Scene, answers: Mapping[MemberName, Answer], last: int, in_proxies: Collection[int]
) -> Iterator[Alert]:
    """Yield who was named before the first item, and is present only as everybody else is.

    Somebody may have been said to be late or away in words that were not understood.
    """
    explained = {
        scene.heard.tokens[event.first].sentence
        for event in scene.cues.of(*_NAMES_SOMEBODY, last=last)
    }
    supposed = {name for name, a in answers.items() if a.rule == "attendance.everybody"}
    named: dict[MemberName, tuple[int, int]] = {}
    for mention in scene.mentions_in(0, last):
        sentence = scene.heard.tokens[mention.first].sentence
        name = mention.member
        if mention.first in in_proxies:
            continue
        if name is not None and mention.firm and name in supposed and sentence not in explained:
            named.setdefault(name, (mention.first, mention.last))
    if named:
        cited = "Les noms" if len(named) > 1 else "Le nom"
        said = "ont été dits" if len(named) > 1 else "a été dit"
        text = (
            f"{cited} de {few(list(named))} {said} à l'ouverture sans que l'on comprenne "
            f"pourquoi : {_supposed(list(named))}. {_LISTEN}"
        )
        yield scene.alert("presence-unclear", text, *named.values())


def _contradictions(
    scene: Scene, roll: RollCall, stated: Mapping[MemberName, Attendance]
) -> Iterator[Alert]:
    """Yield an alert where what was heard is not what was stated."""
    differs: dict[MemberName, tuple[int, int]] = {}
    for name, answer in roll.answers.items():
        said_present = answer.state is Attendance.PRESENT
        stated_present = stated.get(name) is Attendance.PRESENT
        if name in stated and said_present != stated_present and answer.span is not None:
            differs[name] = answer.span
    if differs:
        text = (
            f"L'appel ne dit pas ce qui avait été indiqué de {few(list(differs))}. "
            "Écoutez le passage et corrigez la présence au besoin."
        )
        yield scene.alert("presence-differs-from-stated", text, *differs.values())
