"""What members do in one item: who reports, who speaks, who takes no part, who presides.

Invariants:
- Who takes no part is named or says so: a déport is never guessed from a subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.sounds import sound_of, words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.meeting import Item, ItemKind, MemberName
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.heard import tokens_of_text
from pv_builder.reading.names import Mention, NameForm
from pv_builder.reading.scene import Scene

_REPORT_WITHIN = 22
_SUBJECT_BEFORE = 12
_SUBJECT_AFTER = 6
_JOINED_WITHIN = 2
_PRONOUN_BEFORE = 4
_HANDS_OVER = frozenset(map(sound_of, ("laisse", "laisser", "laissons")))
_FIRST_PERSON = words("je j me m")
_BY_FLOOR = "withdrawal.by_floor"
_SURE_NAME = 0.65
_SELF_SCORE = 0.85
_VOICE_REPORTS = 0.5
_CALLED_LAST = 0.75
_CLOSING_WORDS = 5
_TITLE_WORDS = 3
_REPORTS_AT_LEAST_S = 4.0
_SPEAKS_AT_LEAST_S = 1.0
_DEBATE_OPENS = ("questions", "remarques", "observations", "intervenir")
_FLOOR_OF_DEBATE = frozenset({"question", "remarque", "observation", "intervention"})
_SPEECH_WORDS = 8
"""A turn of more words between the call of an item and a floor is a report or a part of it: whoever
is given the floor after it may be the first speaker of the debate (docs/benchmarks.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """An item with the members' parts in it, and why."""

    item: Item
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


_Found = tuple[MemberName, float, str, tuple[int, int]]
"""(member, score, rule, tokens)."""


def read_roles(scene: Scene, item: Item, chair: MemberName | None, first: int, last: int) -> Roles:
    """Return an item, discussed in the tokens `first:last`, with who does what in it."""
    evidence: list[Evidence] = []
    alerts: list[Alert] = []
    called_until = first + 2 * len(tokens_of_text(item.title)) + _REPORT_WITHIN
    reporter = _rapporteur(scene, chair, first, min(last, called_until))
    if reporter is None:
        reporter = _first_voice(scene, first, last)
    if reporter is not None:
        if item.rapporteur is not None and item.rapporteur != reporter[0]:
            alerts.append(_other_rapporteur(scene, item, reporter))
        elif reporter[2] == facts.FIRST_VOICE:
            alerts.append(_supposed_rapporteur(scene, item, reporter))
        elif item.rapporteur is None and _speech_before(scene, item, first, reporter[3][0]):
            alerts.append(_late_rapporteur(scene, item, reporter))
        elif item.rapporteur is None and reporter[1] < _SURE_NAME:
            alerts.append(_unsure_rapporteur(scene, item, reporter))
        item = replace(item, rapporteur=reporter[0])
        evidence.append(_evidence(scene, item, ItemField.RAPPORTEUR, reporter))
    stand_in = _stand_in(scene, item, chair, first, last)
    if stand_in is not None:
        item = replace(item, chair=stand_in[0])
        evidence.append(_evidence(scene, item, ItemField.CHAIR, stand_in))
    withdrawn, unknown = _withdrawn(scene, item, chair, first, last)
    alerts += [_unknown_withdrawal(scene, item, event) for event in unknown]
    alerts += [_supposed(scene, item, found) for found in withdrawn if found[2] == _BY_FLOOR]
    if withdrawn:
        names = tuple(dict.fromkeys(found[0] for found in withdrawn))
        item = replace(item, not_participating=names)
        evidence += [
            _evidence(scene, item, ItemField.NOT_PARTICIPATING, found) for found in withdrawn
        ]
    speakers = _speakers(scene, item, chair, first, last)
    return Roles(
        item=replace(item, speakers=speakers), evidence=tuple(evidence), alerts=tuple(alerts)
    )


def _evidence(scene: Scene, item: Item, field: ItemField, found: _Found) -> Evidence:
    _, score, rule, span = found
    return scene.evidence(facts.item(item.mark, field), rule, score, span)


def _rapporteur(scene: Scene, chair: MemberName | None, first: int, last: int) -> _Found | None:
    """Return who is asked to report, or says that he does, when the item is called."""
    events = scene.cues.of(Cue.FLOOR, Cue.REPORTER, Cue.SELF_REPORT, first=first, last=last)
    called = _called_last(scene, first, last)
    for event in events:
        if _debate_is_open(scene, first, event.first):
            break
        if called is not None and called[3][1] < event.first:
            return called
        if _is_floor_of_debate(scene, event) or _hands_over(scene, event):
            continue
        span = (event.first, event.last)
        if event.cue is Cue.SELF_REPORT:
            voice = scene.voice(event.first)
            if voice is not None:
                return voice[0], voice[1], "rapporteur.says_so", span
            if chair is not None:
                return chair, _SELF_SCORE * event.score, "rapporteur.says_so", span
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


def _called_last(scene: Scene, first: int, last: int) -> _Found | None:
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
        if not changes or not called or _debate_is_open(scene, first, mention.first):
            continue
        voice = scene.voice(changes[0])
        if voice is None or voice[0] == mention.member:
            span = (mention.first, mention.last)
            return mention.member, _CALLED_LAST * mention.score, "rapporteur.called", span
    return None


def _debate_is_open(scene: Scene, first: int, last: int) -> bool:
    return any(token.text in _DEBATE_OPENS for token in scene.heard.tokens[first:last])


def _first_voice(scene: Scene, first: int, last: int) -> _Found | None:
    """Return the first known voice that speaks at length after the turn that calls the item."""
    calls = scene.heard.tokens[first].turn
    for turn, span in _turns(scene, first, last):
        if turn > calls and scene.heard.turns[turn].interval.duration_s >= _REPORTS_AT_LEAST_S:
            speaker = scene.speaker(span[0])
            if speaker is None:
                return None
            return speaker[0], _VOICE_REPORTS * speaker[1], facts.FIRST_VOICE, span
    return None


def _turns(scene: Scene, first: int, last: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield (index of a turn with a known member, its tokens) within the tokens `first:last`."""
    at = first
    tokens = scene.heard.tokens
    while at < last:
        turn, start = tokens[at].turn, at
        while at < last and tokens[at].turn == turn:
            at += 1
        if scene.heard.turns[turn].member is not None:
            yield turn, (start, at)


def _stand_in(
    scene: Scene, item: Item, chair: MemberName | None, first: int, last: int
) -> _Found | None:
    """Return who takes the chair for this item."""
    for event in scene.cues.of(Cue.CHAIR_CHANGE, first=first, last=last):
        mention = scene.said_of(event)
        if mention is None or mention.member in {None, chair}:
            continue
        if item.kind is not ItemKind.ACCOUNTS and not _leaves(scene, first, last):
            continue
        if mention.member is not None:
            score = mention.score * event.score
            return mention.member, score, "chair.change", (event.first, event.last)
    return None


def _by_chair(scene: Scene, event: Event, chair: MemberName | None) -> bool:
    """Whether "je quitte la salle" may be the chair's: no other voice says it."""
    voice = scene.voice(event.first)
    return voice is None or voice[0] == chair


def _leaves(scene: Scene, first: int, last: int) -> list[Event]:
    return scene.cues.of(Cue.CHAIR_LEAVES, first=first, last=last)


def _withdrawn(
    scene: Scene, item: Item, chair: MemberName | None, first: int, last: int
) -> tuple[list[_Found], list[Event]]:
    """Return the members who take no part, and the phrases whose subject is not known."""
    found: list[_Found] = []
    unknown: list[Event] = []
    for event in scene.cues.of(Cue.NO_PART, first=first, last=last):
        people = list(_subjects(scene, event))
        found += people
        if not people:
            unknown.append(event)
    leaving = [e for e in _leaves(scene, first, last) if _by_chair(scene, e, chair)]
    chair_withdraws = item.kind is ItemKind.ACCOUNTS or item.chair is not None
    if leaving and chair_withdraws and chair is not None:
        event = leaving[0]
        found.append((chair, event.score, "withdrawal.chair", (event.first, event.last)))
    return found, unknown


def _subjects(scene: Scene, event: Event) -> Iterator[_Found]:
    """Yield who "ne prend pas part au vote": the speaker, or those named around it."""
    span = (event.first, event.last)
    start = max(scene.heard.sentence_start(event.first), event.first - _PRONOUN_BEFORE)
    before = scene.heard.tokens[start : event.first + 1]
    beside = scene.mentions_in(start, event.first)
    if not beside and any(token.text in _FIRST_PERSON for token in before):
        speaker = scene.speaker(event.first)
        if speaker is not None:
            rule = "withdrawal.says_so" if scene.voice(event.first) else _BY_FLOOR
            yield speaker[0], speaker[1] * event.score, rule, span
        return
    named = _run_before(scene, event) or _run_after(scene, event)
    for mention in named:
        if mention.member is not None:
            yield mention.member, mention.score * event.score, "withdrawal.named", span


def _run_before(scene: Scene, event: Event) -> list[Mention]:
    start = max(scene.heard.sentence_start(event.first), event.first - _SUBJECT_BEFORE)
    near = [m for m in scene.mentions_in(start, event.first) if m.firm]
    run = near[-1:]
    for mention in reversed(near[:-1]):
        if run[0].first - mention.last > _JOINED_WITHIN:
            break
        run.insert(0, mention)
    return run


def _run_after(scene: Scene, event: Event) -> list[Mention]:
    run: list[Mention] = []
    edge = event.last + _SUBJECT_AFTER
    for mention in scene.mentions_in(event.first, event.last + 4 * _SUBJECT_AFTER):
        if mention.first > edge or not mention.firm:
            break
        run.append(mention)
        edge = mention.last + _JOINED_WITHIN
    return run


def _speakers(
    scene: Scene, item: Item, chair: MemberName | None, first: int, last: int
) -> tuple[MemberName, ...]:
    """Return who is heard in the debate: by voice where voices are known, else by the floor."""
    out = {item.rapporteur, item.chair, chair}
    heard: list[MemberName] = []
    for turn, span in _turns(scene, first, last):
        speaker = scene.speaker(span[0])
        if speaker and scene.heard.turns[turn].interval.duration_s >= _SPEAKS_AT_LEAST_S:
            heard.append(speaker[0])
    if not heard:
        for event in scene.cues.of(Cue.FLOOR, first=first, last=last):
            mention = scene.said_of(event)
            if mention is not None and mention.member is not None:
                heard.append(mention.member)
    return tuple(name for name in dict.fromkeys(heard) if name not in out)


def _supposed_rapporteur(scene: Scene, item: Item, found: _Found) -> Alert:
    text = (
        f"Aucun rapporteur n'a été annoncé. La première personne à parler, {found[0]}, est "
        "proposée. Vérifiez."
    )
    return _alert(scene, item, "rapporteur-supposed", text, found[3])


def _late_rapporteur(scene: Scene, item: Item, found: _Found) -> Alert:
    text = (
        f"Quelqu'un a parlé avant que la parole soit donnée à {found[0]}. "
        "Écoutez le début du point et vérifiez qui en est le rapporteur."
    )
    return _alert(scene, item, "rapporteur-supposed", text, found[3])


def _unsure_rapporteur(scene: Scene, item: Item, found: _Found) -> Alert:
    text = (
        f"Le nom du rapporteur n'a pas été bien compris : {found[0]} est le plus proche. "
        "Écoutez le passage et vérifiez."
    )
    return _alert(scene, item, "rapporteur-supposed", text, found[3])


def _other_rapporteur(scene: Scene, item: Item, found: _Found) -> Alert:
    text = (
        f"Le rapporteur indiqué était {item.rapporteur}, mais le nom entendu est {found[0]}. "
        "Vérifiez."
    )
    return _alert(scene, item, "rapporteur-differs", text, found[3])


def _supposed(scene: Scene, item: Item, found: _Found) -> Alert:
    text = (
        f"Un membre dit ne pas prendre part au vote. D'après la parole donnée "
        f"juste avant, il s'agirait de {found[0]}. Écoutez le passage et confirmez "
        "(CGCT, art. L. 2131-11)."
    )
    return _alert(scene, item, "withdrawal-supposed", text, found[3])


def _unknown_withdrawal(scene: Scene, item: Item, event: Event) -> Alert:
    text = (
        "Un membre dit ne pas prendre part au vote, sans que l'on sache qui. "
        "Écoutez le passage et indiquez-le (CGCT, art. L. 2131-11)."
    )
    return _alert(scene, item, "withdrawal-unknown", text, (event.first, event.last))


def _alert(scene: Scene, item: Item, code: str, text: str, span: tuple[int, int]) -> Alert:
    return Alert(
        code=code,
        severity=Severity.WARNING,
        text=text,
        item=item.mark,
        excerpts=(scene.interval(*span),),
    )
