"""Who chairs: clues to the voice that gives the floor, calls the votes, opens and closes.

The chair is the maire or president of the roll. Where they are said to be away, it is the first
member there in the order of the functions (CGCT, art. L. 2122-17), which is far less sure.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from core.timecode import Interval
from core.transcript import VoiceId
from pv_builder.clues import Clue, ClueKind
from pv_builder.formulas import Cue
from pv_builder.heard import tokens_of_text
from pv_builder.meeting import Attendance, MemberName
from pv_builder.scene import Scene
from pv_builder.times import Times
from pv_builder.utterances import Utterance, Utterances

_CHAIRS = (
    Cue.OPENING,
    Cue.CLOSING,
    Cue.FLOOR,
    Cue.VOTE_CALL,
    Cue.ASK_AGAINST,
    Cue.ASK_ABSTENTION,
    Cue.ITEM_CALL,
    Cue.UNANIMITY,
    Cue.ADOPTED,
)
_FEW = 4
_STRONGEST = 5.0
_WEAKEST = -2.5
_EVEN_SHARE = 0.3
_IN_THE_CHAIR = 1.5
_STEPPING_IN = 0.6
_EXCERPTS = 3


class Chairing:
    """The acts of the chair, by voice.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        states: who is there, as far as it was said.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        states: Mapping[MemberName, Attendance],
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._states = states

    def clues(self) -> Iterator[Clue]:
        """Yield a clue for the voices that do what a chair does, and one for each such act."""
        chairs = self._chairs()
        acts = self._acts()
        by_voice = Counter(one.voice for one in acts if one.voice is not None)
        total = sum(by_voice.values())
        if not chairs:
            return
        for voice, count in by_voice.items():
            weight = _weight(count, total)
            own = [one for one in acts if one.voice == voice]
            yield self._voice(voice, weight, chairs, own)
        leading = by_voice.most_common(1)[0][0] if by_voice else None
        for one in acts:
            if one.voice != leading or leading is None:
                yield self._act(one, chairs)

    def _acts(self) -> list[Utterance]:
        """Return the utterances in which somebody acts as the chair does."""
        events = self._scene.cues.of(*_CHAIRS)
        found = {self._spoken.of(event.first).at: self._spoken.of(event.first) for event in events}
        return [found[at] for at in sorted(found)]

    def _chairs(self) -> list[tuple[MemberName, float]]:
        """Return who may be in the chair, with the probability of each."""
        executive = self._scene.executive
        replaced = self._scene.cues.of(Cue.IN_PLACE_OF_CHAIR, last=self._scene.end // 4)
        away = {Attendance.ABSENT, Attendance.EXCUSED}
        if executive is not None and not replaced and self._states.get(executive) not in away:
            return [(executive, 1.0)]
        ranked = [name for name in self._ranked() if self._states.get(name) not in away]
        return [(name, _STEPPING_IN / 2**place) for place, name in enumerate(ranked[:2])]

    def _ranked(self) -> list[MemberName]:
        """Return those who may step in, in the order of their functions."""
        ranks = {
            member.name: tokens[0].rank
            for member in self._scene.seance.roll
            if member.function and (tokens := tokens_of_text(member.function))
        }
        return sorted(
            (name for name, rank in ranks.items() if rank is not None),
            key=lambda name: ranks[name] or 0,
        )

    def _voice(
        self,
        voice: VoiceId,
        weight: float,
        chairs: list[tuple[MemberName, float]],
        own: list[Utterance],
    ) -> Clue:
        count = len(own)
        return Clue(
            kind=ClueKind.CHAIRS,
            utterance=None,
            voice=voice,
            odds=tuple((name, weight * share) for name, share in chairs),
            reason=f"conduit la séance : donne la parole, met aux voix ({count} fois)",
            excerpts=tuple(_beginning(one) for one in own[:_EXCERPTS]),
        )

    def _act(self, one: Utterance, chairs: list[tuple[MemberName, float]]) -> Clue:
        when = self._times.at(one.interval.start)
        return Clue(
            kind=ClueKind.CHAIRS,
            utterance=one.at,
            voice=one.voice,
            odds=tuple((name, _IN_THE_CHAIR * share) for name, share in chairs),
            reason=f"parle comme la présidence {when}",
            excerpts=(_beginning(one),),
        )


def _weight(count: int, total: int) -> float:
    """Return the log-likelihood ratio that a voice with `count` of `total` acts is the chair's."""
    share = count / total
    scale = _STRONGEST / (1 - _EVEN_SHARE) if share > _EVEN_SHARE else -_WEAKEST / _EVEN_SHARE
    return (share - _EVEN_SHARE) * scale * min(1.0, total / _FEW)


def _beginning(one: Utterance) -> Interval:
    return Interval(one.interval.start, min(one.interval.end, one.interval.start + 8.0))
