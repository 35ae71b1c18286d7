"""Which member each voice and each turn is, with reasons a clerk can check.

The machine proposes: what a person confirmed is given in and never changed. It reads what is said
(`pv_builder.speaker_clues`), adds it up over the session, solves it as one assignment of members to
voices (`pv_builder.assignment`) and tells each turn by its voice and its own words
(`pv_builder.speaking`). No voice is compared with another session's.

Invariants:
- Nobody is named below `calibration.NAMED_FROM`.
- A turn whose words and voice say different members is marked, and named only when it is a short
  answer to a call, where the voice is worth little.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.transcript import MemberStatus, Transcript, Turn, TurnId, VoiceId
from pv_builder.assignment import Belief, Heard, Owner, Prior, VoiceEvidence, assign
from pv_builder.calibration import NAMED_FROM, calibrated
from pv_builder.clues import CHAIR_ODDS, Clue, ClueKind
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
from pv_builder.speaking import Odds, Part, Spoken, of_turn, of_utterance
from pv_builder.utterances import Utterance
from pv_builder.voters import executive

_KNOWN = 0.9
_AWAY = 0.05
_CHAIR_TALKS = 0.35
_SPLIT = 0.15
_OTHER_VOICES = 2
_EXCERPTS = 3
_ENOUGH_CLUES = 2
_CONFIRMED_ODDS = 9.0
_CONFLICT_ODDS = 2.5
_LONG_ENOUGH_S = 2.5
_ANSWER = 0.8
_UNHEEDED = 0.5
_SOUND = 0.5
_STRAY: tuple[tuple[float, float, float], ...] = (
    (0.7, 0.2, 0.12),
    (1.5, 0.13, 0.08),
    (4.0, 0.04, 0.03),
)
"""(seconds up to which, share of utterances in a wrong voice, share of turns unlike the rest)."""
_STRAY_LONG = (0.015, 0.01)


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
        self._likeness = likeness
        self._chair = gathered.chair
        self._prior = _prior(seance, gathered.away)
        self._errs = _errs(self._prior, gathered.chair.member if gathered.chair else None)
        self._by_utterance: dict[int, list[Clue]] = {}
        self._by_voice: dict[VoiceId, list[Clue]] = {}
        for clue in gathered.clues:
            self._by_utterance.setdefault(clue.utterance, []).append(clue)
            if clue.voice is not None:
                self._by_voice.setdefault(clue.voice, []).append(clue)

    def solve(self, confirmed: Confirmed) -> Naming:
        """Return who everybody is."""
        spoken = {one.at: self._heard(one, confirmed) for one in self._spoken}
        evidence = self._evidence(spoken, confirmed)
        beliefs = assign(evidence, self._prior, self._errs, self._shared)
        turns = [
            named
            for one in self._spoken
            for named in self._named(one, spoken[one.at], beliefs, confirmed)
        ]
        return Naming(
            voices=tuple(self._voice(v, beliefs[v], confirmed) for v in evidence),
            turns=tuple(turns),
            conflicts=self._conflicts(spoken),
        )

    def _heard(self, one: Utterance, confirmed: Confirmed) -> Spoken:
        """Return an utterance as evidence, what a person said of its turns included."""
        clues = self._by_utterance.get(one.at, ())
        parts = []
        for index in range(one.first_turn, one.last_turn + 1):
            turn = self._turns[index]
            odds = _sum(clue.odds for clue in clues if clue.turn == index)
            if turn.id in confirmed.turns:
                odds = self._stated(confirmed.turns[turn.id])
            alone = one.first_turn == one.last_turn
            parts.append(Part(odds=odds, stray=0.0 if alone else self._stray(turn)))
        return Spoken(
            odds=_sum(clue.odds for clue in clues if clue.turn is None),
            parts=tuple(parts),
            reliability=self._reliability(one),
        )

    def _stated(self, member: MemberName | None) -> dict[MemberName, float]:
        if member is None:
            return dict.fromkeys(self._prior, -_CONFIRMED_ODDS)
        return {member: _CONFIRMED_ODDS}

    def _stray(self, turn: Turn) -> float:
        return 1.0 - (1.0 - _stray_at(turn.end - turn.start)[1]) * self._fits(turn)

    def _reliability(self, one: Utterance) -> float:
        if one.voice is None:
            return 0.0
        right = 1.0 - _stray_at(one.interval.duration_s)[0]
        if one.answer:
            right = min(right, _ANSWER)
        if one.unheeded:
            right = min(right, _UNHEEDED)
        fits = [self._fits(turn) for turn in self._turns[one.first_turn : one.last_turn + 1]]
        return right * sum(fits) / len(fits)

    def _fits(self, turn: Turn) -> float:
        """Return how well a turn sounds like its voice rather than like another, 1 when unknown."""
        sound = self._likeness.turns.get(turn.id)
        if not sound or turn.speaker is None:
            return 1.0
        other = max((p for voice, p in sound.items() if voice != turn.speaker), default=0.0)
        return 1.0 - _SOUND * max(0.0, other - sound.get(turn.speaker, 0.0))

    def _evidence(
        self, spoken: Mapping[int, Spoken], confirmed: Confirmed
    ) -> dict[VoiceId, VoiceEvidence]:
        parts: dict[VoiceId, list[Heard]] = {}
        for one in self._spoken:
            if one.voice is None:
                continue
            own = parts.setdefault(one.voice, [])
            said = spoken[one.at]
            if said.is_evidence:
                own.append(Heard(weights=said.weights(self._errs), reliability=said.reliability))
        return {
            voice: VoiceEvidence(
                heard=tuple(own),
                fixed=(confirmed.voices[voice],) if voice in confirmed.voices else (),
            )
            for voice, own in parts.items()
        }

    def _shared(self, one: VoiceId, other: VoiceId) -> float:
        pair = (one, other) if one < other else (other, one)
        return self._likeness.pairs.get(pair, _SPLIT)

    def _voice(self, voice: VoiceId, belief: Belief, confirmed: Confirmed) -> NamedVoice:
        if voice in confirmed.voices:
            owner = confirmed.voices[voice]
            return NamedVoice(voice=voice, member=owner, score=1.0, confirmed=True)
        chances = self._doubting_chair(belief.owners)
        ranked = sorted(((p, name) for name, p in chances.items() if name), reverse=True)
        if not ranked:
            return NamedVoice(voice=voice, member=None, score=0.0)
        score, first = ranked[0]
        named = self._pointed_to(voice, first) >= _ENOUGH_CLUES
        score = round(calibrated(score, named=named), 3)
        return NamedVoice(
            voice=voice,
            member=first if score >= NAMED_FROM else None,
            score=score,
            candidates=tuple(
                Candidate(member=name, score=round(calibrated(p, named=False), 3))
                for p, name in ranked[1 : 1 + _OTHER_VOICES]
            ),
            reasons=self._reasons(voice, first),
        )

    def _pointed_to(self, voice: VoiceId, member: MemberName) -> int:
        """Return how many clues name a member as the owner of a voice."""
        return sum(
            clue.kind is not ClueKind.CHAIRS and clue.weight(member) >= _CONFLICT_ODDS
            for clue in self._by_voice.get(voice, ())
        )

    def _doubting_chair(self, chances: Mapping[Owner, float]) -> dict[Owner, float]:
        """Return probabilities less sure of the chair: somebody else than supposed may preside."""
        result = dict(chances)
        if self._chair is not None and self._chair.member in result:
            doubt = result[self._chair.member] * (1 - self._chair.score)
            result[self._chair.member] -= doubt
            result[None] = result.get(None, 0.0) + doubt
        return result

    def _reasons(self, voice: VoiceId, member: MemberName) -> tuple[Reason, ...]:
        """Return why a voice may be a member's, the acts of the chair as one reason."""
        clues = [clue for clue in self._by_voice.get(voice, ()) if clue.weight(member)]
        acts = [clue for clue in clues if clue.kind is ClueKind.CHAIRS]
        found = [
            Reason(text=clue.reason, weight=round(clue.weight(member), 2), excerpts=clue.excerpts)
            for clue in clues
            if clue.kind is not ClueKind.CHAIRS
        ]
        if acts:
            text = f"conduit la séance : donne la parole, met aux voix ({len(acts)} fois)"
            excerpts = tuple(excerpt for act in acts[:_EXCERPTS] for excerpt in act.excerpts)
            found.append(Reason(text=text, weight=CHAIR_ODDS * len(acts), excerpts=excerpts))
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))

    def _named(
        self,
        one: Utterance,
        spoken: Spoken,
        beliefs: Mapping[VoiceId, Belief],
        confirmed: Confirmed,
    ) -> Iterator[NamedTurn]:
        """Yield the names of the turns of one utterance."""
        belief = beliefs[one.voice] if one.voice is not None else None
        whole = of_utterance(spoken, belief, self._errs)
        for part, turn in zip(
            spoken.parts, self._turns[one.first_turn : one.last_turn + 1], strict=True
        ):
            if turn.id in confirmed.turns:
                yield NamedTurn(turn=turn.id, member=confirmed.turns[turn.id], score=1.0)
            elif one.voice is not None and one.voice in confirmed.voices:
                yield NamedTurn(turn=turn.id, member=confirmed.voices[one.voice], score=1.0)
            else:
                chances = self._doubting_chair(of_turn(part, whole, self._errs))
                said = _contested(spoken, part, belief)
                yield self._proposed(turn.id, chances, said, one)

    def _proposed(
        self, turn: TurnId, chances: Mapping[Owner, float], said: MemberName | None, one: Utterance
    ) -> NamedTurn:
        """Return the proposal for a turn of an utterance.

        Args:
            turn: which.
            chances: of each owner.
            said: another member than the voice's whom words clearly say; None when they agree.
            one: its utterance; the voice of a short answer is worth little.
        """
        member = max((n for n in chances if n), key=lambda n: chances[n], default=None)
        contested = said is not None
        if member is not None and (said is None or (one.answer and member == said)):
            named = any(
                clue.kind is not ClueKind.CHAIRS and clue.weight(member) >= _CONFLICT_ODDS
                for clue in self._by_utterance.get(one.at, ())
            )
            score = round(calibrated(chances[member], named=named), 3)
            if score >= NAMED_FROM:
                return NamedTurn(turn=turn, member=member, score=score, contested=contested)
        return NamedTurn(turn=turn, member=None, score=None, contested=contested)

    def _conflicts(self, spoken: Mapping[int, Spoken]) -> tuple[VoiceConflict, ...]:
        """Return the voices whose utterances clearly belong to several members."""
        clear: dict[VoiceId, dict[MemberName, list[Turn]]] = {}
        for one in self._spoken:
            said = spoken[one.at]
            member = _clearest(_sum([said.odds.items(), *(p.odds.items() for p in said.parts)]))
            if one.voice is not None and member is not None:
                turns = clear.setdefault(one.voice, {}).setdefault(member, [])
                turns += self._turns[one.first_turn : one.last_turn + 1]
        return tuple(
            VoiceConflict(voice=voice, turns=parts)
            for voice, by in clear.items()
            if len(parts := _at_length(by)) > 1
        )


def _at_length(
    turns: Mapping[MemberName, Sequence[Turn]],
) -> tuple[tuple[MemberName, tuple[TurnId, ...]], ...]:
    """Return the members who speak long enough for their voice to be told apart."""
    return tuple(
        (member, tuple(turn.id for turn in own))
        for member, own in turns.items()
        if sum(turn.end - turn.start for turn in own) >= _LONG_ENOUGH_S
    )


def _contested(spoken: Spoken, part: Part, belief: Belief | None) -> MemberName | None:
    """Return the member whom the words clearly say where the voice is another's."""
    if belief is None:
        return None
    owner = max(belief.owners, key=lambda name: belief.owners[name])
    said = [_clearest(part.odds), _clearest(spoken.odds)]
    return next((name for name in said if owner and name and name != owner), None)


def _clearest(odds: Odds) -> MemberName | None:
    """Return the member whom words clearly say."""
    best = max(odds, key=lambda name: odds[name], default=None)
    return best if best is not None and odds[best] >= _CONFLICT_ODDS else None


def _sum(every: Iterable[Iterable[tuple[MemberName, float]]]) -> dict[MemberName, float]:
    total: dict[MemberName, float] = {}
    for odds in every:
        for name, value in odds:
            total[name] = total.get(name, 0.0) + value
    return total


def _stray_at(seconds: float) -> tuple[float, float]:
    return next(((a, b) for most, a, b in _STRAY if seconds < most), _STRAY_LONG)


def _prior(seance: Seance, away: frozenset[MemberName]) -> dict[MemberName, float]:
    """Return the probability of each member for a voice of which nothing is known."""
    weights = {m.name: _AWAY if m.name in away else 1.0 for m in seance.roll}
    total = sum(weights.values())
    return {name: _KNOWN * weight / total for name, weight in weights.items()} if total else {}


def _errs(prior: Prior, chair: MemberName | None) -> dict[MemberName, float]:
    """Return the probability of each member for words given to a wrong voice: who talks most."""
    share = _CHAIR_TALKS if chair is not None else 0.0
    errs = {name: chance * (1 - share) for name, chance in prior.items()}
    if chair is not None:
        errs[chair] = errs.get(chair, 0.0) + share
    return errs
