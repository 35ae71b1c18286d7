"""Who presides the session and who is its secretary.

Invariants:
- The chair is the maire or president of the roll, unless somebody was said to preside in place of
  him or he is not there: then it is whoever says so, or nobody until a person tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.sounds import words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence
from pv_builder.meeting import Attendance, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

_CHAIR_BY_FUNCTION = 0.8
_CHAIR_BY_VOICE = 0.95
_CHAIR_IN_PLACE = 0.7
_BEFORE = 9
_AFTER = 22
_STEP_COST = 0.02
_SURE_SCORE = 0.65
_SURE_NAME = 0.78
"""Likeness of a name, from which it needs no check: that of one with a namesake by sound is 0.8."""
_OTHER_SENTENCE = 0.3
_BARE_SCORE = 0.8
_REFUSED_WITHIN = 10
_REFUSALS = words("non désolé désolée préfère")
_BOTHERS = words("embête dérange gêne ennuie inconvénient embêterait dérangerait")
_CHAIR_NEAR = 40
_BEYOND = 60
_LATE_SCORE = 0.75
_IN_ITEM = 0.6
_ASKED = (Cue.SECRETARY, Cue.PEN)
_OWN_BEFORE = 4
_FIRST_PERSON = words("je j moi")
_PROPOSES = words(
    "propose proposerais proposons désigne nomme demande voudrais faut cherche besoin laisse "
    "te vous tu toi mets"
)
_ANSWERS_WITHIN = 12
_ACCEPTED = 0.2
_ACCEPTANCES = words(
    "oui accord volontiers veux bien ok moi fais ferai prends souci problème entendu allez colle"
)
_VOLUNTEER = 0.6
_HAD = words("a avait ai avais était")
_DONE = words("fait été faite faites secrétaire tenu écrit pris assuré")
_NOT_CHOSEN = (
    "La désignation du secrétaire de séance n'a pas été entendue. "
    "Indiquez son nom (CGCT, art. L. 2121-15)."
)
_NOT_RECOGNISED = (
    "Un secrétaire de séance a été désigné, mais son nom n'a pas été reconnu. "
    "Écoutez le passage et indiquez-le (CGCT, art. L. 2121-15)."
)
_NOT_CERTAIN = (
    "Un secrétaire de séance a été désigné, mais son nom n'est pas certain. "
    "Écoutez le passage et indiquez-le (CGCT, art. L. 2121-15)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A member in an office, with the evidence, or the alert that says why none is given."""

    member: MemberName | None
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def read_chair(scene: Scene, states: Mapping[MemberName, Attendance], last: int) -> Named:
    """Return who opens and presides the session, from the tokens before `last`."""
    openings = scene.cues.of(Cue.OPENING, last=last)
    span = (openings[0].first, openings[0].last) if openings else (0, min(last, _AFTER))
    voice = scene.speaker(span[0]) if scene.end else None
    in_place = scene.cues.of(Cue.IN_PLACE_OF_CHAIR, last=last)
    away = (Attendance.ABSENT, Attendance.EXCUSED)
    sits = scene.executive is not None and states.get(scene.executive) not in away
    if scene.executive is not None and sits and not in_place:
        sure = voice is not None and voice[0] == scene.executive
        score = _CHAIR_BY_VOICE if sure else _CHAIR_BY_FUNCTION
        return Named(
            member=scene.executive,
            evidence=(scene.evidence(facts.CHAIR, "chair.executive", score, span),),
        )
    where = (in_place[0].first, in_place[0].last) if in_place else span
    stand_in = _stand_in(scene, where)
    if stand_in is None:
        text = (
            "Le nom de la personne qui préside la séance n'a pas été établi. "
            "Indiquez-le (CGCT, art. L. 2121-14)."
        )
        return Named(member=None, alerts=(scene.alert("chair-missing", text, where),))
    member, score = stand_in
    return Named(
        member=member, evidence=(scene.evidence(facts.CHAIR, "chair.in_place", score, where),)
    )


def _stand_in(scene: Scene, where: tuple[int, int]) -> tuple[MemberName, float] | None:
    """Return who presides in place of the executive: the voice, else the only other name said."""
    speaker = scene.speaker(where[0])
    if speaker is not None and speaker[0] != scene.executive:
        return speaker
    first = scene.heard.sentence_start(where[0])
    near = [
        m
        for m in scene.mentions_in(max(0, first), where[1] + _CHAIR_NEAR)
        if m.member not in {None, scene.executive} and m.firm
    ]
    if near and near[0].member is not None and near[0].first < where[1]:
        return near[0].member, _CHAIR_IN_PLACE * near[0].score
    return None


def read_secretary(scene: Scene, last: int, chair: MemberName | None = None) -> Named:
    """Return who was chosen as secretary in the tokens before `last`, or a little after.

    The chair, who is asked for one and names somebody, is it only where he says so himself.
    Where the first item was called is not always sure: who writes may be asked in what was taken
    for its beginning.
    """
    events = _asked(scene, last)
    late = not events
    if late:
        last = min(last + _BEYOND, scene.end)
        events = _asked(scene, last)
    if not events:
        return _unnamed(scene, _NOT_CHOSEN, (0, 0))
    span = (events[0].first, min(events[-1].last + _AFTER, scene.end))
    found = [_before_items(one, last) for one in _candidates(scene, events, chair)]
    best = max(found, key=lambda one: one.score, default=None)
    if best is None:
        return _unnamed(scene, _NOT_RECOGNISED, span)
    if best.mention is not None and _is_nearer_unknown(scene, last, best.mention):
        return _unnamed(scene, _NOT_CERTAIN, span)
    score = best.score * (_LATE_SCORE if late else 1.0)
    evidence = scene.evidence(facts.SECRETARY, "secretary.named", score, best.span)
    doubts: tuple[Alert, ...] = ()
    if score < _SURE_SCORE or (best.mention is not None and best.mention.score < _SURE_NAME):
        text = (
            f"{best.member} serait secrétaire de séance : le nom n'est pas certain. "
            "Écoutez le passage et vérifiez (CGCT, art. L. 2121-15)."
        )
        doubts = (scene.alert("secretary-supposed", text, span),)
    return Named(member=best.member, evidence=(evidence,), alerts=doubts)


def _unnamed(scene: Scene, text: str, span: tuple[int, int]) -> Named:
    return Named(member=None, alerts=(scene.alert("secretary-missing", text, span),))


def _asked(scene: Scene, last: int) -> list[Event]:
    events = scene.cues.of(*_ASKED, last=last)
    return [event for event in events if not _is_of_staff(scene, event)]


def _is_of_staff(scene: Scene, event: Event) -> bool:
    """Whether a secretary is the town hall's: "secrétaire générale", "secrétaire de mairie"."""
    following = [token.text for token in scene.heard.tokens[event.last : event.last + 2]]
    return following[:1] in (["général"], ["générale"]) or following == ["de", "mairie"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """Who may have been chosen, and the name said, None where the voice alone tells."""

    member: MemberName
    score: float
    span: tuple[int, int]
    mention: Mention | None = None


def _before_items(found: _Candidate, last: int) -> _Candidate:
    """Return a candidate, less sure where the name stands in what may be the first item."""
    if found.span[0] < last:
        return found
    return replace(found, score=found.score * _IN_ITEM)


def _candidates(
    scene: Scene, events: Sequence[Event], chair: MemberName | None
) -> Iterator[_Candidate]:
    """Yield who is named where a secretary is asked for and did not refuse, or offers to write."""
    named: list[_Candidate] = []
    for event in events:
        offers = _offers(scene, event)
        if offers is not None:
            named.append(offers)
            continue
        named += [one for one in _named_around(scene, event) if one.member != chair]
    yield from named
    if not named:
        yield from _volunteers(scene, events[-1])


def _named_around(scene: Scene, event: Event) -> Iterator[_Candidate]:
    stop = _until_item(scene, event)
    for mention in scene.mentions_in(max(0, event.first - _BEFORE), stop):
        if mention.member is None or mention.form is NameForm.FUNCTION:
            continue
        score = mention.score * (1.0 if mention.firm else _BARE_SCORE)
        score -= _STEP_COST * _steps(event, mention)
        if _accepts(scene, event, mention):
            score += _ACCEPTED
        elif _sentence_before(scene, mention, event.last - 1):
            score -= _OTHER_SENTENCE
        if score > 0 and not _refused(scene, mention) and not _did_it_before(scene, mention):
            yield _Candidate(
                member=mention.member,
                score=min(1.0, score),
                span=(mention.first, mention.last),
                mention=mention,
            )


def _offers(scene: Scene, event: Event) -> _Candidate | None:
    """Return the speaker of "je fais la secrétaire": nobody else is named or proposed there."""
    tokens = scene.heard.tokens
    start = scene.heard.sentence_start(event.first)
    said = [t.text for t in tokens[max(start, event.first - _OWN_BEFORE) : event.last]]
    voice = scene.voice(event.first)
    if voice is None or _FIRST_PERSON.isdisjoint(said) or not _PROPOSES.isdisjoint(said):
        return None
    stop = scene.heard.sentence_end(event.last - 1)
    others = [m for m in scene.mentions_in(start, stop) if m.firm and m.member != voice[0]]
    if others or tokens[stop - 1].text in _REFUSALS:
        return None
    return _Candidate(member=voice[0], score=voice[1], span=(event.first, event.last))


def _accepts(scene: Scene, event: Event, mention: Mention) -> bool:
    """Whether the next voice after a name is that member's: not that of an earlier roll call."""
    turn = scene.heard.tokens[mention.first].turn
    if turn < scene.heard.tokens[event.first].turn:
        return False
    for token in scene.heard.tokens[mention.last : mention.last + _ANSWERS_WITHIN]:
        if token.turn != turn:
            voice = scene.voice(token.at)
            return voice is not None and voice[0] == mention.member
    return False


def _volunteers(scene: Scene, event: Event) -> Iterator[_Candidate]:
    """Yield whose voice says "je veux bien" next, where nobody was named."""
    turn = scene.heard.tokens[event.first].turn
    following = scene.heard.tokens[event.last : event.last + _AFTER]
    answer = next((token for token in following if token.turn != turn), None)
    voice = scene.voice(answer.at) if answer is not None else None
    if answer is None or voice is None:
        return
    said = {t.text for t in following if t.turn == answer.turn}
    if said & _ACCEPTANCES and not said & _REFUSALS:
        span = (answer.at, min(answer.at + _REFUSED_WITHIN, scene.end))
        yield _Candidate(member=voice[0], score=_VOLUNTEER * voice[1], span=span)


def _did_it_before(scene: Scene, mention: Mention) -> bool:
    """Whether a name is that of the last secretary: "Madame X l'a fait en avril"."""
    stop = scene.heard.sentence_end(mention.last - 1)
    after = [t.text for t in scene.heard.tokens[mention.last : min(stop, mention.last + 5)]]
    return any(
        one in _HAD and two in _DONE for one, two in pairwise(t for t in after if t != "déjà")
    )


def _until_item(scene: Scene, event: Event) -> int:
    """Return how far after "secrétaire" a name may stand: not in the call of an item."""
    calls = scene.cues.of(
        Cue.ITEM_NUMBER, Cue.ITEM_CALL, first=event.last, last=event.last + _AFTER
    )
    return min([event.last + _AFTER, *(call.first for call in calls)])


def _is_nearer_unknown(scene: Scene, last: int, chosen: Mention) -> bool:
    """Whether somebody not recognised is named nearer to "secrétaire", in its sentence."""
    tokens = scene.heard.tokens
    for event in scene.cues.of(*_ASKED, last=last):
        sentence = tokens[event.first].sentence
        steps = _steps(event, chosen) if tokens[chosen.first].sentence == sentence else scene.end
        near = scene.mentions_in(max(0, event.first - _BEFORE), event.last + _AFTER)
        if any(
            m.member is None
            and m.firm
            and tokens[m.first].sentence == sentence
            and _steps(event, m) < steps
            for m in near
        ):
            return True
    return False


def _steps(event: Event, mention: Mention) -> int:
    return max(event.first - mention.last, mention.first - event.last, 0)


def _sentence_before(scene: Scene, mention: Mention, at: int) -> bool:
    tokens = scene.heard.tokens
    return mention.first < at and tokens[mention.first].sentence != tokens[at].sentence


def _refused(scene: Scene, mention: Mention) -> bool:
    """Whether the words after a name, before the next one or an item, turn the office down."""
    end = mention.last + _REFUSED_WITHIN
    others = [other.first for other in scene.mentions_in(mention.last, end)]
    calls = scene.cues.of(Cue.ITEM_NUMBER, Cue.ITEM_CALL, first=mention.last, last=end)
    stop = min([end, *others, *(call.first for call in calls)])
    tokens = scene.heard.tokens
    said_in = tokens[mention.last - 1].sentence
    if any(t.text in _BOTHERS and t.sentence == said_in for t in tokens[mention.last : stop]):
        return False  # "ça t'embête d'écrire ? Non" accepts
    return any(t.text in _REFUSALS and t.sentence > said_in for t in tokens[mention.last : stop])
