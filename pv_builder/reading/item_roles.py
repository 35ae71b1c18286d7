"""What members do in one item: who reports, who speaks, who takes no part, who presides.

Invariants:
- Who takes no part is named or says so: a déport is never guessed from a subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.sounds import words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.meeting import Item, ItemKind, MemberName
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.names import Mention
from pv_builder.reading.presenting import Found
from pv_builder.reading.rapporteurs import read_rapporteur
from pv_builder.reading.scene import Scene

_SUBJECT_BEFORE = 12
_SUBJECT_AFTER = 6
_JOINED_WITHIN = 2
_PRONOUN_BEFORE = 4
_FIRST_PERSON = words("je j me m")
_BY_FLOOR = "withdrawal.by_floor"
_SPEAKS_AT_LEAST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """An item with the members' parts in it, and why."""

    item: Item
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def read_roles(scene: Scene, item: Item, chair: MemberName | None, first: int, last: int) -> Roles:
    """Return an item, discussed in the tokens `first:last`, with who does what in it."""
    evidence: list[Evidence] = []
    alerts: list[Alert] = []
    stand_in = _stand_in(scene, item, chair, first, last)
    if stand_in is not None:
        item = replace(item, chair=stand_in[0])
        evidence.append(_evidence(scene, item, ItemField.CHAIR, stand_in))
    withdrawn, unknown = _withdrawn(scene, item, chair, first, last)
    alerts += [_unknown_withdrawal(scene, item, event) for event in unknown]
    alerts += [_supposed(scene, item, found) for found in withdrawn if found[2] == _BY_FLOOR]
    names = tuple(dict.fromkeys(found[0] for found in withdrawn))
    item = replace(item, not_participating=names)
    evidence += [_evidence(scene, item, ItemField.NOT_PARTICIPATING, found) for found in withdrawn]
    out = {name for name in names if name != chair}
    reporter = read_rapporteur(scene, item, chair, (first, last), out)
    if reporter.found is not None:
        item = replace(item, rapporteur=reporter.found[0])
        evidence.append(_evidence(scene, item, ItemField.RAPPORTEUR, reporter.found))
    alerts += reporter.alerts
    speakers = _speakers(scene, item, chair, first, last)
    return Roles(
        item=replace(item, speakers=speakers), evidence=tuple(evidence), alerts=tuple(alerts)
    )


def _evidence(scene: Scene, item: Item, field: ItemField, found: Found) -> Evidence:
    _, score, rule, span = found
    return scene.evidence(facts.item(item.mark, field), rule, score, span)


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
) -> Found | None:
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
) -> tuple[list[Found], list[Event]]:
    """Return the members who take no part, and the phrases whose subject is not known."""
    found: list[Found] = []
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


def _subjects(scene: Scene, event: Event) -> Iterator[Found]:
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


def _supposed(scene: Scene, item: Item, found: Found) -> Alert:
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
