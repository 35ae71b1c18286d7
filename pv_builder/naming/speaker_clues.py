"""All clues of a session about who speaks, gathered in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.transcript import Turn
from pv_builder.meeting import Attendance, MemberName
from pv_builder.naming.chairing import Chair, Chairing
from pv_builder.naming.clues import Clue, ClueKind, without_echoes
from pv_builder.naming.handovers import Handovers
from pv_builder.naming.introductions import introductions
from pv_builder.naming.item_clues import ItemClues
from pv_builder.naming.marked_clues import marked_clues
from pv_builder.naming.own_words import OwnWords
from pv_builder.naming.pointers import Pointers
from pv_builder.naming.proxy_clues import ProxyClues
from pv_builder.naming.replies import Replies
from pv_builder.naming.times import times
from pv_builder.naming.utterances import Utterances, utterances
from pv_builder.reading.agenda.items import find_items
from pv_builder.reading.marked import marked_items
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.presence.heard_proxies import heard_proxies
from pv_builder.reading.presence.rollcall import read_roll
from pv_builder.reading.scene import Scene

_SURE = 0.7
_COMES = frozenset({ClueKind.GREETED, ClueKind.INTRODUCED})
"""Clues of whom nobody may say any more that he is away: he has come in late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerClues:
    """What the words of a session say about who speaks.

    Attributes:
        spoken: the utterances, by voice.
        clues: in no particular order.
        away: members who are not there at all.
        chair: who presides, None when nothing tells.
    """

    spoken: Utterances
    clues: tuple[Clue, ...]
    away: frozenset[MemberName]
    chair: Chair | None


def gather(scene: Scene, turns: Sequence[Turn]) -> SpeakerClues:
    """Return the clues, for the voices that the turns have.

    Args:
        scene: the words, listened to.
        turns: the same turns as the scene's, with the voices to go by.
    """
    pointers = Pointers(scene)
    spoken = utterances(scene, turns, pointers.by_turn())
    clock = times(scene)
    opened, _ = marked_items(scene, find_items(scene), scene.marks)
    end_s = max((turn.end for turn in turns), default=0.0)
    states = _states(scene, opened[0].at if opened else scene.end)
    chairing = Chairing(scene, spoken, clock, states)
    own = introductions(scene, spoken, chairing.voice())
    clues = (
        *Handovers(scene, spoken, clock, pointers, chairing, own).clues(),
        *Replies(scene, spoken, clock, pointers, own, chairing.voice()).clues(),
        *ProxyClues(scene, spoken, clock, pointers, chairing.voice()).clues(),
        *OwnWords(scene, spoken, clock, own).clues(),
        *chairing.clues(),
        *ItemClues(scene, spoken, clock, opened).clues(),
        *marked_clues(scene, spoken, end_s),
    )
    chair = chairing.chair()
    here = {clue.member for clue in clues if clue.kind in _COMES}
    here |= {chair.member} if chair is not None else set()
    return SpeakerClues(
        spoken=spoken,
        clues=tuple(without_echoes(clues)),
        away=_away(scene, states) - here,
        chair=chair,
    )


def _states(scene: Scene, last: int) -> Mapping[MemberName, Attendance]:
    """Return who is there, from the tokens before `last`: as stated, else as said for sure."""
    roll = read_roll(scene, last, heard_proxies(scene, 0, last))
    said = {name: a.state for name, a in roll.answers.items() if a.score >= _SURE}
    stated = {s.member.name: s.attendance for s in scene.seance.members if s.attendance}
    return said | stated


def _away(scene: Scene, states: Mapping[MemberName, Attendance]) -> frozenset[MemberName]:
    """Return the members who never come."""
    arrivals = (scene.said_of(event) for event in scene.cues.of(Cue.ARRIVAL))
    arrived = {mention.member for mention in arrivals if mention is not None}
    arrived |= {move.member for move in scene.marks.moves}
    return frozenset(
        name
        for name, state in states.items()
        if state is not Attendance.PRESENT and name not in arrived
    )
