"""From probabilities to proposals: who is named, who is not, what is marked, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from core.transcript import Turn, TurnId, VoiceId
from pv_builder.meeting import MemberName
from pv_builder.naming.assignment import Belief, Owner
from pv_builder.naming.calibration import NAMED_FROM, calibrated
from pv_builder.naming.clues import Clue, ClueKind
from pv_builder.naming.label_clock import seconds_within
from pv_builder.naming.labels import LabelSource
from pv_builder.naming.named import (
    Candidate,
    Confirmed,
    NamedTurn,
    NamedVoice,
    Reason,
    VoiceConflict,
)
from pv_builder.naming.speaker_clues import SpeakerClues
from pv_builder.naming.speaking import Odds, Part, Spoken, of_turn, of_utterance
from pv_builder.naming.speech_evidence import SpeechEvidence, added
from pv_builder.naming.utterances import Utterance

_OTHERS = 2
_EXCERPTS = 3
_ENOUGH_CLUES = 2
_CLEAR_ODDS = 2.5
_LONG_ENOUGH_S = 2.5
_SHOWN = {
    LabelSource.TRACK: "la piste « {label} » est la plus forte quand cette voix parle",
    LabelSource.CAPTIONS: "les sous-titres affichent « {label} » quand cette voix parle",
}


class Proposals:
    """What is proposed for each voice and each turn.

    Args:
        turns: of the transcript.
        gathered: the clues.
        evidence: what they weigh.
        beliefs: what is believed of each voice.
        confirmed: what a person said; it stands.
    """

    def __init__(
        self,
        turns: Sequence[Turn],
        gathered: SpeakerClues,
        evidence: SpeechEvidence,
        beliefs: Mapping[VoiceId, Belief],
        confirmed: Confirmed,
    ) -> None:
        self._turns = turns
        self._spoken = gathered.spoken.every
        self._chair = gathered.chair
        self._evidence = evidence
        self._beliefs = beliefs
        self._confirmed = confirmed
        self._owners = {voice: _likeliest(belief) for voice, belief in beliefs.items()}
        self._by_voice: dict[VoiceId, list[Clue]] = defaultdict(list)
        self._named: dict[int, set[MemberName]] = defaultdict(set)
        """Members whom words name as the speaker of a turn, by its index."""
        for clue in gathered.clues:
            if clue.voice is not None:
                self._by_voice[clue.voice].append(clue)
            if _names(clue, clue.member) and not clue.misheard:
                first = self._spoken[clue.utterance].first_turn
                self._named[first if clue.turn is None else clue.turn].add(clue.member)

    def voices(self) -> Iterator[NamedVoice]:
        """Yield the proposal for each voice, in order of their first word."""
        for voice, belief in self._beliefs.items():
            if voice in self._confirmed.voices:
                owner = self._confirmed.voices[voice]
                yield NamedVoice(voice=voice, member=owner, score=1.0, confirmed=True)
            else:
                yield self._voice(voice, belief)

    def _voice(self, voice: VoiceId, belief: Belief) -> NamedVoice:
        chances = self._doubting_chair(belief.owners)
        ranked = sorted(((p, name) for name, p in chances.items() if name), reverse=True)
        if not ranked:
            return NamedVoice(voice=voice, member=None, score=0.0)
        chance, first = ranked[0]
        clues = sum(_names(clue, first) for clue in self._by_voice[voice])
        score = round(calibrated(chance, named=clues >= _ENOUGH_CLUES), 3)
        return NamedVoice(
            voice=voice,
            member=first if score >= NAMED_FROM else None,
            score=score,
            likeliest=first,
            candidates=tuple(
                Candidate(member=name, score=round(calibrated(p, named=False), 3))
                for p, name in ranked[1 : 1 + _OTHERS]
            ),
            reasons=self._reasons(voice, first),
        )

    def _reasons(self, voice: VoiceId, member: MemberName) -> tuple[Reason, ...]:
        """Return why a voice may be a member's, the acts of the chair as one reason."""
        clues = [clue for clue in self._by_voice[voice] if clue.weight(member)]
        acts = [clue for clue in clues if clue.kind is ClueKind.CHAIRS]
        found = [
            Reason(text=clue.reason, weight=round(clue.weight(member), 2), excerpts=clue.excerpts)
            for clue in clues
            if clue.kind is not ClueKind.CHAIRS
        ]
        if acts:
            text = f"conduit la séance : donne la parole, met aux voix ({len(acts)} fois)"
            excerpts = tuple(excerpt for act in acts[:_EXCERPTS] for excerpt in act.excerpts)
            weight = round(sum(act.weight(member) for act in acts), 2)
            found.append(Reason(text=text, weight=weight, excerpts=excerpts))
        found += self._label_reasons(voice, member)
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))

    def _label_reasons(self, voice: VoiceId, member: MemberName) -> Iterator[Reason]:
        """Yield the labels that lie over a voice and are a member's."""
        own = [one.interval for one in self._spoken if one.voice == voice]
        for label in self._evidence.labels:
            covered = label.covered.get(voice)
            weight = label.owners.get(member, 0.0) * (covered.fit if covered else 0.0)
            if covered is not None and weight >= _CLEAR_ODDS:
                heard = (span for span in own if seconds_within(label.spans, span))
                yield Reason(
                    text=_SHOWN[label.source].format(label=label.text),
                    weight=round(weight, 2),
                    excerpts=tuple(islice(heard, _EXCERPTS)),
                )

    def turns(self) -> Iterator[NamedTurn]:
        """Yield the proposal for each turn that has words, in order."""
        for one in self._spoken:
            spoken = self._evidence.spoken[one.at]
            belief = self._beliefs[one.voice] if one.voice is not None else None
            whole = of_utterance(spoken, belief, self._evidence.errs)
            same: dict[float, dict[Owner, float]] = {}
            for index, part in enumerate(spoken.parts, one.first_turn):
                chances = same.get(part.stray) if not part.odds else None
                if chances is None:
                    chances = of_turn(part, whole, self._evidence.errs)
                    chances = self._doubting_chair(chances)
                    if not part.odds:
                        same[part.stray] = chances
                yield self._turn(one, index, chances, self._contradiction(one, spoken, part))

    def _turn(
        self, one: Utterance, index: int, chances: Mapping[Owner, float], said: MemberName | None
    ) -> NamedTurn:
        """Return the proposal for a turn of an utterance.

        Args:
            one: its utterance; the voice of a short answer is worth little.
            index: which, in the transcript.
            chances: of each owner.
            said: another member than the voice's whom words clearly say; None when they agree.
        """
        turn = self._turns[index]
        if turn.id in self._confirmed.turns:
            return NamedTurn(turn=turn.id, member=self._confirmed.turns[turn.id], score=1.0)
        if one.voice is not None and one.voice in self._confirmed.voices:
            return NamedTurn(turn=turn.id, member=self._confirmed.voices[one.voice], score=1.0)
        member = max((n for n in chances if n), key=lambda n: chances[n], default=None)
        if member is not None and (said is None or (one.answer and member == said)):
            named = member in self._named[index]
            score = round(calibrated(chances[member], named=named), 3)
            if score >= NAMED_FROM:
                return NamedTurn(
                    turn=turn.id, member=member, score=score, contested=said is not None
                )
        return NamedTurn(turn=turn.id, member=None, score=None, contested=said is not None)

    def _contradiction(self, one: Utterance, spoken: Spoken, part: Part) -> MemberName | None:
        """Return the member whom the words clearly say where the voice is another's."""
        owner = self._owners[one.voice] if one.voice is not None else None
        if owner is None:
            return None
        said = (_clearest(part.odds), _clearest(spoken.odds))
        return next((name for name in said if name is not None and name != owner), None)

    def _doubting_chair(self, chances: Mapping[Owner, float]) -> dict[Owner, float]:
        """Return probabilities less sure of the chair: somebody else than supposed may preside."""
        result = dict(chances)
        if self._chair is not None and self._chair.member in result:
            doubt = result[self._chair.member] * (1 - self._chair.score)
            result[self._chair.member] -= doubt
            result[None] = result.get(None, 0.0) + doubt
        return result

    def conflicts(self) -> Iterator[VoiceConflict]:
        """Yield the voices whose utterances clearly belong to several members, at some length."""
        clear: dict[VoiceId, dict[MemberName, list[Turn]]] = {}
        for one in self._spoken:
            said = self._evidence.spoken[one.at]
            odds = added([said.odds.items(), *(part.odds.items() for part in said.parts)])
            member = _clearest(odds)
            if one.voice is not None and member is not None:
                turns = clear.setdefault(one.voice, {}).setdefault(member, [])
                turns += self._turns[one.first_turn : one.last_turn + 1]
        for voice, by_member in clear.items():
            parts = tuple(_at_length(by_member))
            if len(parts) > 1:
                yield VoiceConflict(voice=voice, turns=parts)


def _names(clue: Clue, member: MemberName) -> bool:
    """Whether a clue names a member as the one who speaks (chairing names nobody)."""
    return clue.kind is not ClueKind.CHAIRS and clue.weight(member) >= _CLEAR_ODDS


def _at_length(
    turns: Mapping[MemberName, Sequence[Turn]],
) -> Iterator[tuple[MemberName, tuple[TurnId, ...]]]:
    """Yield the members who speak long enough for their voice to be told apart."""
    for member, own in turns.items():
        if sum(turn.end - turn.start for turn in own) >= _LONG_ENOUGH_S:
            yield member, tuple(turn.id for turn in own)


def _likeliest(belief: Belief) -> Owner:
    return max(belief.owners, key=lambda owner: belief.owners[owner])


def _clearest(odds: Odds) -> MemberName | None:
    """Return the member whom words clearly say."""
    best = max(odds, key=lambda name: odds[name], default=None)
    return best if best is not None and odds[best] >= _CLEAR_ODDS else None
