"""What members do in one item: who reports, who speaks, who takes no part, who presides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence
from pv_builder.facts import ItemField
from pv_builder.meeting import Item, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.roles.presenting import Found
from pv_builder.reading.roles.presiding import read_stand_in
from pv_builder.reading.roles.rapporteurs import read_rapporteur
from pv_builder.reading.roles.withdrawals import read_withdrawals
from pv_builder.reading.scene import Scene

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
    stand_in = read_stand_in(scene, item, chair, first, last)
    if stand_in is not None:
        item = replace(item, chair=stand_in[0])
        evidence.append(_evidence(scene, item, ItemField.CHAIR, stand_in))
    withdrawn, doubts = read_withdrawals(scene, item, chair, first, last)
    alerts += doubts
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
