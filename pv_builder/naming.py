"""Which member each voice and each turn is, with reasons a clerk can check.

The machine proposes: what a person confirmed is given in and never changed. It reads what is said
(`pv_builder.speaker_clues`), adds it up over the session and solves it as one assignment of members
to voices (`pv_builder.assignment`). No voice is compared with another session's.

Invariants:
- Nobody is named below `calibration.NAMED_FROM`.
- A turn whose words and voice say different members is left unnamed and marked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp

from core.transcript import MemberStatus, Transcript, Turn, TurnId, VoiceId
from pv_builder.assignment import Belief, Heard, Owner, VoiceEvidence, assign, likelihood_of_anybody
from pv_builder.calibration import NAMED_FROM, calibrated
from pv_builder.clues import Clue
from pv_builder.meeting import MemberName
from pv_builder.named import (
    Candidate,
    Confirmed,
    NamedTurn,
    NamedVoice,
    Naming,
    Reason,
    VoiceConflict,
    VoiceLikeness,
)
from pv_builder.scene import Scene, listen
from pv_builder.seance import Seance, meeting_as_stated
from pv_builder.speaker_clues import SpeakerClues, gather
from pv_builder.utterances import Utterance
from pv_builder.voters import executive

_KNOWN = 0.9
_AWAY = 0.05
_SPLIT = 0.15
_OTHER_VOICES = 2
_CONFIRMED_ODDS = 9.0
_CONFLICT_ODDS = 2.5
_RELIABLE: tuple[tuple[float, float], ...] = ((0.7, 0.75), (1.5, 0.88), (4.0, 0.95))
_RELIABLE_LONG = 0.985


def name_voices(
    transcript: Transcript,
    seance: Seance,
    likeness: VoiceLikeness | None = None,
    confirmed: Confirmed | None = None,
    scene: Scene | None = None,
) -> Naming:
    """Return who every voice and turn is.

    Args:
        transcript: with voices on its turns; without any, few turns are named.
        seance: the roll and the agenda.
        likeness: what the sound says beyond the voices.
        confirmed: what a person said; it stands.
        scene: the same words already listened to (`listen`), which takes most of the time.
    """
    words = scene or listen(transcript, seance, executive(meeting_as_stated(seance)))
    gathered = gather(words, transcript.turns)
    case = _Case(transcript.turns, seance, gathered, likeness or VoiceLikeness())
    return case.solve(confirmed or Confirmed())


def apply_naming(transcript: Transcript, naming: Naming) -> Transcript:
    """Return the transcript with the members proposed; what a person confirmed stays."""
    named = {turn.turn: turn for turn in naming.turns}

    def renamed(turn: Turn) -> Turn:
        found = named.get(turn.id)
        if found is None or turn.member_status is MemberStatus.CONFIRMED:
            return turn
        return replace(
            turn,
            member=found.member,
            member_status=MemberStatus.PROPOSED if found.member else None,
            member_score=found.score,
        )

    return replace(transcript, turns=tuple(renamed(turn) for turn in transcript.turns))


class _Case:
    """The evidence of one session, ready to be solved."""

    def __init__(
        self,
        turns: Sequence[Turn],
        seance: Seance,
        gathered: SpeakerClues,
        likeness: VoiceLikeness,
    ) -> None:
        self._turns = turns
        self._spoken = gathered.spoken.every
        self._clues = gathered.clues
        self._likeness = likeness
        self._prior = _prior(seance, gathered.away)
        self._by_utterance: dict[int, list[Clue]] = {}
        self._by_voice: dict[VoiceId, list[Clue]] = {}
        for clue in gathered.clues:
            if clue.utterance is not None:
                self._by_utterance.setdefault(clue.utterance, []).append(clue)
            if clue.voice is not None:
                self._by_voice.setdefault(clue.voice, []).append(clue)

    def solve(self, confirmed: Confirmed) -> Naming:
        heard = {one.at: self._heard(one, confirmed) for one in self._spoken}
        evidence = self._evidence(heard, confirmed)
        beliefs = assign(evidence, self._prior, self._shared)
        voices = tuple(self._voice(v, beliefs[v], confirmed) for v in evidence)
        turns = [
            named
            for one in self._spoken
            for named in self._named(one, heard[one.at], beliefs, confirmed)
        ]
        return Naming(voices=voices, turns=tuple(turns), conflicts=self._conflicts(heard))

    def _heard(self, one: Utterance, confirmed: Confirmed) -> Heard:
        odds: dict[MemberName, float] = {}
        for clue in self._by_utterance.get(one.at, ()):
            for name, value in clue.odds:
                odds[name] = odds.get(name, 0.0) + value
        for index in range(one.first_turn, one.last_turn + 1):
            said = confirmed.turns.get(self._turns[index].id)
            if said is not None:
                odds = {said: _CONFIRMED_ODDS}
        return Heard(odds=odds, reliability=self._reliability(one))

    def _reliability(self, one: Utterance) -> float:
        seconds = one.interval.duration_s
        base = next((share for most, share in _RELIABLE if seconds < most), _RELIABLE_LONG)
        if one.voice is None:
            return 0.0
        sound = [
            self._likeness.turns[turn.id].get(one.voice, 0.0)
            for turn in self._turns[one.first_turn : one.last_turn + 1]
            if turn.id in self._likeness.turns
        ]
        return base * (sum(sound) / len(sound)) if sound else base

    def _evidence(
        self, heard: Mapping[int, Heard], confirmed: Confirmed
    ) -> dict[VoiceId, VoiceEvidence]:
        parts: dict[VoiceId, list[Heard]] = {}
        for one in self._spoken:
            if one.voice is not None:
                own = parts.setdefault(one.voice, [])
                if heard[one.at].odds:
                    own.append(heard[one.at])
        return {
            voice: VoiceEvidence(
                odds=self._whole(voice),
                heard=tuple(own),
                fixed=(confirmed.voices[voice],) if voice in confirmed.voices else (),
            )
            for voice, own in parts.items()
        }

    def _whole(self, voice: VoiceId) -> dict[MemberName, float]:
        odds: dict[MemberName, float] = {}
        for clue in self._by_voice.get(voice, ()):
            if clue.utterance is None:
                for name, value in clue.odds:
                    odds[name] = odds.get(name, 0.0) + value
        return odds

    def _shared(self, one: VoiceId, other: VoiceId) -> float:
        pair = (one, other) if one < other else (other, one)
        return self._likeness.pairs.get(pair, _SPLIT)

    def _voice(self, voice: VoiceId, belief: Belief, confirmed: Confirmed) -> NamedVoice:
        if voice in confirmed.voices:
            owner = confirmed.voices[voice]
            return NamedVoice(voice=voice, member=owner, score=1.0, confirmed=True)
        ranked = sorted(
            ((p, name) for name, p in belief.owners.items() if name is not None), reverse=True
        )
        if not ranked:
            return NamedVoice(voice=voice, member=None, score=0.0)
        score = calibrated(ranked[0][0])
        first = ranked[0][1]
        return NamedVoice(
            voice=voice,
            member=first if score >= NAMED_FROM else None,
            score=round(score, 3),
            candidates=tuple(
                Candidate(member=name, score=round(calibrated(p), 3))
                for p, name in ranked[1 : 1 + _OTHER_VOICES]
            ),
            reasons=self._reasons(voice, first),
        )

    def _reasons(self, voice: VoiceId, member: MemberName) -> tuple[Reason, ...]:
        found = [
            Reason(text=clue.reason, weight=round(weight, 2), excerpts=clue.excerpts)
            for clue in self._by_voice.get(voice, ())
            if (weight := clue.weight(member))
        ]
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))

    def _named(
        self,
        one: Utterance,
        heard: Heard,
        beliefs: Mapping[VoiceId, Belief],
        confirmed: Confirmed,
    ) -> Iterator[NamedTurn]:
        """Yield the names of the turns of one utterance."""
        chances = self._chances(one, heard, beliefs)
        member = max((n for n in chances if n is not None), key=lambda n: chances[n])
        score = calibrated(chances[member])
        contested = self._is_contested(one, heard, beliefs)
        for turn in self._turns[one.first_turn : one.last_turn + 1]:
            if turn.id in confirmed.turns:
                yield NamedTurn(turn=turn.id, member=confirmed.turns[turn.id], score=1.0)
            elif one.voice is not None and one.voice in confirmed.voices:
                yield NamedTurn(turn=turn.id, member=confirmed.voices[one.voice], score=1.0)
            else:
                named = score >= NAMED_FROM
                yield NamedTurn(
                    turn=turn.id,
                    member=member if named else None,
                    score=round(score, 3) if named else None,
                    contested=contested,
                )

    def _is_contested(
        self, one: Utterance, heard: Heard, beliefs: Mapping[VoiceId, Belief]
    ) -> bool:
        """Whether the words say another member than the voice."""
        owner = _likeliest(beliefs[one.voice]) if one.voice is not None else None
        said = _clearest(heard)
        return owner is not None and said is not None and said != owner

    def _chances(
        self, one: Utterance, heard: Heard, beliefs: Mapping[VoiceId, Belief]
    ) -> dict[Owner, float]:
        """Return the probability of each owner of an utterance, by its voice and by its words."""
        weights: dict[Owner, float] = {None: 0.0}
        anybody = 1.0
        if one.voice is not None:
            belief = beliefs[one.voice]
            without = self._without(heard, belief)
            for owner, chance in without.items():
                share = heard.reliability * belief.purity[owner] * chance
                weights[owner] = weights.get(owner, 0.0) + share
                anybody -= share
        for name, value in self._prior.items():
            if name in heard.odds or name in weights:
                weights[name] = weights.get(name, 0.0) + anybody * value
        rest = sum(self._prior[n] for n in self._prior if n not in weights)
        weights[None] = weights.get(None, 0.0) + anybody * (1 - sum(self._prior.values()) + rest)
        for owner in weights:
            if owner is not None:
                weights[owner] *= exp(heard.odds.get(owner, 0.0))
        total = sum(weights.values())
        return {owner: weight / max(total, 1e-300) for owner, weight in weights.items()}

    def _without(self, heard: Heard, belief: Belief) -> dict[Owner, float]:
        """Return what the rest of a voice says of its owner, this utterance left out."""
        anybody = likelihood_of_anybody(heard.odds, self._prior)
        weights: dict[Owner, float] = {}
        for owner, chance in belief.owners.items():
            right = heard.reliability * belief.purity[owner]
            own = exp(heard.odds.get(owner, 0.0)) if owner is not None else 1.0
            weights[owner] = chance / (right * own + (1 - right) * anybody)
        total = sum(weights.values())
        return {owner: weight / max(total, 1e-300) for owner, weight in weights.items()}

    def _conflicts(self, heard: Mapping[int, Heard]) -> tuple[VoiceConflict, ...]:
        """Return the voices whose utterances clearly belong to several members."""
        clear: dict[VoiceId, dict[MemberName, list[TurnId]]] = {}
        for one in self._spoken:
            member = _clearest(heard[one.at])
            if one.voice is not None and member is not None:
                turns = clear.setdefault(one.voice, {}).setdefault(member, [])
                turns += [t.id for t in self._turns[one.first_turn : one.last_turn + 1]]
        return tuple(
            VoiceConflict(voice=v, turns=tuple((m, tuple(ids)) for m, ids in by.items()))
            for v, by in clear.items()
            if len(by) > 1
        )


def _clearest(heard: Heard) -> MemberName | None:
    """Return the member whom the words of an utterance clearly say."""
    best = max(heard.odds, key=lambda name: heard.odds[name], default=None)
    return best if best is not None and heard.odds[best] >= _CONFLICT_ODDS else None


def _likeliest(belief: Belief) -> MemberName | None:
    return max(belief.owners, key=lambda owner: belief.owners[owner])


def _prior(seance: Seance, away: frozenset[MemberName]) -> dict[MemberName, float]:
    """Return the probability of each member for a voice of which nothing is known."""
    weights = {m.name: _AWAY if m.name in away else 1.0 for m in seance.roll}
    total = sum(weights.values())
    return {name: _KNOWN * weight / total for name, weight in weights.items()} if total else {}
