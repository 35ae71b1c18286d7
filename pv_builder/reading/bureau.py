"""Who presides the session and who is its secretary.

Invariants:
- The chair is the maire or president of the roll, unless somebody was said to preside in place of
  him or he is not there: then it is whoever says so, or nobody until a person tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.sounds import words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.meeting import Attendance, MemberName
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.names import Mention, NameForm
from pv_builder.reading.scene import Scene

_CHAIR_BY_FUNCTION = 0.8
_CHAIR_BY_VOICE = 0.95
_CHAIR_IN_PLACE = 0.7
_BEFORE = 9
_AFTER = 22
_STEP_COST = 0.02
_SURE_SCORE = 0.65
_OTHER_SENTENCE = 0.3
_BARE_SCORE = 0.8
_REFUSED_WITHIN = 10
_REFUSALS = words("non désolé désolée préfère")
_CHAIR_NEAR = 40


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
    away = (
        states.get(scene.executive) in {Attendance.ABSENT, Attendance.EXCUSED}
        if (scene.executive)
        else True
    )
    if not in_place and not away and scene.executive is not None:
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
        return Named(member=None, alerts=(_alert(scene, "chair-missing", text, where),))
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


def read_secretary(scene: Scene, last: int) -> Named:
    """Return who was chosen as secretary in the tokens before `last`."""
    events = scene.cues.of(Cue.SECRETARY, last=last)
    if not events:
        text = (
            "La désignation du secrétaire de séance n'a pas été entendue. "
            "Indiquez son nom (CGCT, art. L. 2121-15)."
        )
        return Named(member=None, alerts=(_alert(scene, "secretary-missing", text, (0, 0)),))
    best = max(_candidates(scene, last), key=lambda found: found[0], default=None)
    span = (events[0].first, min(events[-1].last + _AFTER, scene.end))
    if best is None:
        text = (
            "Un secrétaire de séance a été désigné, mais son nom n'a pas été reconnu. "
            "Écoutez le passage et indiquez-le (CGCT, art. L. 2121-15)."
        )
        return Named(member=None, alerts=(_alert(scene, "secretary-missing", text, span),))
    score, mention = best
    if _is_nearer_unknown(scene, last, mention):
        text = (
            "Un secrétaire de séance a été désigné, mais son nom n'est pas certain. "
            "Écoutez le passage et indiquez-le (CGCT, art. L. 2121-15)."
        )
        return Named(member=None, alerts=(_alert(scene, "secretary-missing", text, span),))
    evidence = scene.evidence(
        facts.SECRETARY, "secretary.named", score, (mention.first, mention.last)
    )
    doubts: tuple[Alert, ...] = ()
    if score < _SURE_SCORE:
        text = (
            f"{mention.member} serait secrétaire de séance : le nom n'est pas certain. "
            "Écoutez le passage et vérifiez (CGCT, art. L. 2121-15)."
        )
        doubts = (_alert(scene, "secretary-supposed", text, span),)
    return Named(member=mention.member, evidence=(evidence,), alerts=doubts)


def _candidates(scene: Scene, last: int) -> Iterator[tuple[float, Mention]]:
    """Yield (score, mention) of the members named around "secrétaire", who did not refuse."""
    for event in scene.cues.of(Cue.SECRETARY, last=last):
        stop = _until_item(scene, event)
        for mention in scene.mentions_in(max(0, event.first - _BEFORE), stop):
            if mention.member is None or mention.form is NameForm.FUNCTION:
                continue
            steps = _steps(event, mention)
            score = mention.score * (1.0 if mention.firm else _BARE_SCORE) - _STEP_COST * steps
            if _sentence_before(scene, mention, event.first):
                score -= _OTHER_SENTENCE
            if score > 0 and not _refused(scene, mention):
                yield score, mention


def _until_item(scene: Scene, event: Event) -> int:
    """Return how far after "secrétaire" a name may stand: not in the call of an item."""
    calls = scene.cues.of(
        Cue.ITEM_NUMBER, Cue.ITEM_CALL, first=event.last, last=event.last + _AFTER
    )
    return min([event.last + _AFTER, *(call.first for call in calls)])


def _is_nearer_unknown(scene: Scene, last: int, chosen: Mention) -> bool:
    """Whether somebody not recognised is named nearer to "secrétaire", in its sentence."""
    tokens = scene.heard.tokens
    for event in scene.cues.of(Cue.SECRETARY, last=last):
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
    """Whether the words after a name, before the next one, turn the office down."""
    after = scene.mentions_in(mention.last, mention.last + _REFUSED_WITHIN)
    stop = after[0].first if after else mention.last + _REFUSED_WITHIN
    tokens = scene.heard.tokens
    said_in = tokens[mention.last - 1].sentence
    return any(t.text in _REFUSALS and t.sentence > said_in for t in tokens[mention.last : stop])


def _alert(scene: Scene, code: str, text: str, span: tuple[int, int]) -> Alert:
    excerpts = (scene.interval(*span),) if span[1] > span[0] else ()
    return Alert(code=code, severity=Severity.WARNING, text=text, excerpts=excerpts)
