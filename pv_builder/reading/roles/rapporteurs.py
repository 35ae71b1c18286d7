"""Who reports on one item: asked by the chair, by himself, or supposed from who presents it."""

from collections.abc import Collection
from dataclasses import dataclass

from core.sounds import sound_of, sounds
from pv_builder import facts
from pv_builder.evidence import Alert
from pv_builder.meeting import Item, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.roles.presenting import (
    NAMED_ALONE,
    Found,
    answers_the_call,
    debate_opens,
    is_previous_minutes,
    named_alone,
    presents_unasked,
    vote_begins,
)
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import tokens_of_text
from pv_builder.reading.words.names import NameForm

_REPORT_WITHIN = 22
_HANDS_OVER = sounds("laisse laisser laissons")
_SURE_NAME = 0.65
_SELF_SCORE = 0.85
_CALLED = "rapporteur.called"
_SAYS_SO = "rapporteur.says_so"
_REPORTS = sound_of("rapporte")
_CALLED_LAST = 0.75
_CLOSING_WORDS = 5
_TITLE_WORDS = 3
_FLOOR_OF_DEBATE = frozenset({"question", "remarque", "observation", "intervention"})
_SPEECH_WORDS = 8
"""A turn of more words between the call of an item and a floor is a report or a part of it: whoever
is given the floor after it may be the first speaker of the debate (docs/benchmarks.md)."""

_NOBODY_ASKED = (
    "Aucun rapporteur n'a été annoncé. {found}, qui ouvre ou présente le point, est proposé. "
    "Vérifiez."
)
_VOICE_UNKNOWN = (
    "{found} est nommé à l'ouverture du point, mais la voix qui le présente n'a pas été reconnue. "
    "Vérifiez qui en est le rapporteur."
)
_LATE = (
    "Quelqu'un a parlé avant que la parole soit donnée à {found}. "
    "Écoutez le début du point et vérifiez qui en est le rapporteur."
)
_UNSURE = (
    "Le nom du rapporteur n'a pas été bien compris : {found} est le plus proche. "
    "Écoutez le passage et vérifiez."
)
_OTHER = "Le rapporteur indiqué était {stated}, mais le nom entendu est {found}. Vérifiez."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who reports on an item, why, and what is to be checked; nobody when `found` is None."""

    found: Found | None = None
    alerts: tuple[Alert, ...] = ()


def read_rapporteur(
    scene: Scene,
    item: Item,
    chair: MemberName | None,
    span: tuple[int, int],
    out: Collection[MemberName],
) -> Reporter:
    """Return who reports on an item.

    Args:
        scene: the session.
        item: with the rapporteur that was stated in advance, if any.
        chair: who presides.
        span: the tokens in which the item is discussed.
        out: members who take no part in the item.
    """
    first, last = span
    until = first + 2 * len(tokens_of_text(item.title)) + _REPORT_WITHIN
    called = _rapporteur(scene, chair, first, min(vote_begins(scene, first, last), until))
    if called is not None and called[0] in out:
        called = None  # named to be sent out
    if is_previous_minutes(item):
        asked = called if called is not None and called[2] != _CALLED else None
    else:
        answers = answers_the_call(scene, chair, first, last, out)
        asked = _sooner(scene, called, answers) or named_alone(scene, first, last)
    found = asked or presents_unasked(scene, item, chair, span, out)
    return Reporter(found=found, alerts=_doubts(scene, item, first, found))


def _doubts(scene: Scene, item: Item, first: int, found: Found | None) -> tuple[Alert, ...]:
    """Return what is to be checked of the rapporteur found: at most one alert."""
    text = _doubt(scene, item, first, found) if found is not None else None
    if found is None or text is None:
        return ()
    code = "rapporteur-supposed" if item.rapporteur is None else "rapporteur-differs"
    told = text.format(found=found[0], stated=item.rapporteur)
    return (scene.alert(code, told, found[3], item=item.mark),)


def _doubt(scene: Scene, item: Item, first: int, found: Found) -> str | None:
    """Return what the alert about a rapporteur says, None where he is sure."""
    name, score, rule, span = found
    if item.rapporteur is not None:
        return _OTHER if item.rapporteur != name else None
    if rule == facts.FIRST_VOICE:
        return _NOBODY_ASKED
    if rule == NAMED_ALONE:
        return _VOICE_UNKNOWN
    if _speech_before(scene, item, first, span[0]):
        return _LATE
    return _UNSURE if score < _SURE_NAME else None


def _sooner(scene: Scene, called: Found | None, answers: Found | None) -> Found | None:
    """Return who answers the call of the item, unless somebody had said before that he reports.

    Who only explains ("je vous explique") may hand over afterwards; who reports does not.
    """
    if called is None or answers is None or called[2] != _SAYS_SO:
        return answers or called
    first, last = called[3]
    reports = any(token.sound.startswith(_REPORTS) for token in scene.heard.tokens[first:last])
    return called if reports and called[3] < answers[3] else answers


def _rapporteur(scene: Scene, chair: MemberName | None, first: int, last: int) -> Found | None:
    """Return who is asked to report, or says that he does, when the item is called."""
    events = scene.cues.of(Cue.FLOOR, Cue.REPORTER, Cue.SELF_REPORT, first=first, last=last)
    called = _called_last(scene, first, last)
    for event in events:
        if debate_opens(scene, first, event.first) is not None:
            break
        if called is not None and called[3][1] < event.first:
            return called
        if _is_floor_of_debate(scene, event) or _hands_over(scene, event):
            continue
        span = (event.first, event.last)
        if event.cue is Cue.SELF_REPORT:
            voice = scene.voice(event.first)
            if voice is not None:
                return voice[0], voice[1], _SAYS_SO, span
            if chair is not None:
                return chair, _SELF_SCORE * event.score, _SAYS_SO, span
        mention = scene.said_of(event)
        if mention is not None and mention.member is not None:
            return mention.member, mention.score * event.score, "rapporteur.floor", span
    return called


def _is_floor_of_debate(scene: Scene, event: Event) -> bool:
    """Whether the floor is given for a question: "Madame X, une question ?"."""
    tokens = scene.heard.tokens[event.first : scene.heard.sentence_end(event.last - 1)]
    return event.cue is Cue.FLOOR and any(token.text in _FLOOR_OF_DEBATE for token in tokens)


def _hands_over(scene: Scene, event: Event) -> bool:
    """Whether "je vous laisse présenter" is somebody else's report, whose name was not heard."""
    tokens = scene.heard.tokens[event.first : event.last]
    return event.cue is Cue.SELF_REPORT and any(token.sound in _HANDS_OVER for token in tokens)


def _speech_before(scene: Scene, item: Item, first: int, at: int) -> bool:
    """Whether somebody has spoken between the turns that call the item and a token."""
    title = {token.sound for token in tokens_of_text(item.title) if len(token.sound) > 1}
    said: dict[int, list[str]] = {}
    for token in scene.heard.tokens[first:at]:
        said.setdefault(token.turn, []).append(token.sound)
    calls, given = scene.heard.tokens[first].turn, scene.heard.tokens[at].turn
    return any(
        calls < turn < given
        and len(sounds) > _SPEECH_WORDS
        and len(title.intersection(sounds)) < _TITLE_WORDS
        for turn, sounds in said.items()
    )


def _called_last(scene: Scene, first: int, last: int) -> Found | None:
    """Return the member named as the turn that calls the item ends: "Madame X, s'il vous plaît"."""
    tokens = scene.heard.tokens
    for mention in scene.mentions_in(first, last):
        if mention.member is None or not mention.firm or mention.form is NameForm.FUNCTION:
            continue
        end = min(mention.last + _CLOSING_WORDS, scene.end)
        changes = [at for at in range(mention.last, end) if tokens[at].turn != tokens[at - 1].turn]
        called = tokens[mention.first].opens or tokens[mention.first - 1].comma
        if any(token.text in _FLOOR_OF_DEBATE for token in tokens[mention.last : end]):
            continue
        if not changes or not called or debate_opens(scene, first, mention.first) is not None:
            continue
        voice = scene.voice(changes[0])
        if voice is None or voice[0] == mention.member:
            span = (mention.first, mention.last)
            return mention.member, _CALLED_LAST * mention.score, _CALLED, span
    return None
