"""The clues of a session as evidence: what each utterance and each voice weighs for each member.

Shares of errors are those of diarization by length (docs/benchmarks.md, "Naming the voices"): the
shorter, the more often it is somebody else's voice.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.transcript import Turn, VoiceId
from pv_builder.meeting import Member, MemberName
from pv_builder.naming.assignment import Heard, Prior, VoiceEvidence
from pv_builder.naming.clues import Clue
from pv_builder.naming.label_evidence import Label, LabelEvidence
from pv_builder.naming.named import Confirmed, VoiceLikeness
from pv_builder.naming.speaker_clues import SpeakerClues
from pv_builder.naming.speaking import Odds, Part, Spoken
from pv_builder.naming.utterances import Utterance

_KNOWN = 0.9
_AWAY = 0.05
_CHAIR_TALKS = 0.35
_CONFIRMED_ODDS = 9.0
_ANSWER = 0.8
_UNHEEDED = 0.5
_SOUND = 0.5
_LENGTHS_S = (0.7, 1.5, 4.0)
_WRONG_VOICE = (0.2, 0.13, 0.04, 0.015)
_STRAY_TURN = (0.12, 0.08, 0.03, 0.01)


class SpeechEvidence:
    """What each utterance and each voice weighs.

    Args:
        turns: of the transcript.
        roll: the members.
        gathered: the clues.
        likeness: what the sound says beyond the voices.
        confirmed: what a person said.

    Attributes:
        prior: probability of each member for a voice of which nothing is known.
        errs: probability of each member for words given to a wrong voice: who talks most.
        spoken: the utterances, in order.
        voices: by id.
        labels: weighed; () before `add_labels`.
    """

    def __init__(
        self,
        turns: Sequence[Turn],
        roll: Sequence[Member],
        gathered: SpeakerClues,
        likeness: VoiceLikeness,
        confirmed: Confirmed,
    ) -> None:
        self._turns = turns
        self._likeness = likeness
        self._confirmed = confirmed
        self._clues: dict[int, list[Clue]] = defaultdict(list)
        for clue in gathered.clues:
            self._clues[clue.utterance].append(clue)
        self.prior = _prior(roll, gathered.away)
        self.errs = _errs(self.prior, gathered.chair.member if gathered.chair else None)
        self.spoken = [self._heard(one) for one in gathered.spoken.every]
        self.voices = self._by_voice(gathered.spoken.every)
        self.labels: tuple[Label, ...] = ()
        self._utterances = gathered.spoken.every

    def add_labels(self, shown: LabelEvidence) -> None:
        """Take in what the labels say of each voice and of each utterance."""
        self.labels = shown.labels
        for one in self._utterances:
            odds = added(label.odds(one.interval).items() for label in shown.labels)
            self.spoken[one.at] = replace(self.spoken[one.at], shown=odds)
        for voice, weights in shown.voices.items():
            own = self.voices.get(voice)
            if own is not None:
                self.voices[voice] = replace(own, shown=weights)

    def _heard(self, one: Utterance) -> Spoken:
        """Return an utterance as evidence, what a person said of its turns included."""
        clues = self._clues.get(one.at, ())
        turns = self._turns[one.first_turn : one.last_turn + 1]
        parts = tuple(
            Part(
                odds=self._own_words(turn, index, clues),
                stray=self._stray(turn) if len(turns) > 1 else 0.0,
            )
            for index, turn in enumerate(turns, one.first_turn)
        )
        return Spoken(
            odds=added(clue.odds for clue in clues if clue.turn is None),
            parts=parts,
            reliability=self._reliability(one, turns),
        )

    def _own_words(self, turn: Turn, index: int, clues: Sequence[Clue]) -> Odds:
        if turn.id not in self._confirmed.turns:
            return added(clue.odds for clue in clues if clue.turn == index)
        member = self._confirmed.turns[turn.id]
        if member is None:
            return dict.fromkeys(self.prior, -_CONFIRMED_ODDS)
        return {member: _CONFIRMED_ODDS}

    def _stray(self, turn: Turn) -> float:
        alone = _STRAY_TURN[bisect_right(_LENGTHS_S, turn.end - turn.start)]
        return 1.0 - (1.0 - alone) * self._fits(turn)

    def _reliability(self, one: Utterance, turns: Sequence[Turn]) -> float:
        """Return the probability that an utterance is its voice's, were that voice pure."""
        if one.voice is None:
            return 0.0
        right = 1.0 - _WRONG_VOICE[bisect_right(_LENGTHS_S, one.interval.duration_s)]
        if one.answer:
            right = min(right, _ANSWER)
        if one.unheeded:
            right = min(right, _UNHEEDED)
        return right * sum(self._fits(turn) for turn in turns) / len(turns)

    def _fits(self, turn: Turn) -> float:
        """Return how well a turn sounds like its voice rather than like another, 1 when unknown."""
        sound = self._likeness.turns.get(turn.id)
        if not sound or turn.speaker is None:
            return 1.0
        other = max((p for voice, p in sound.items() if voice != turn.speaker), default=0.0)
        return 1.0 - _SOUND * max(0.0, other - sound.get(turn.speaker, 0.0))

    def _by_voice(self, utterances: Iterable[Utterance]) -> dict[VoiceId, VoiceEvidence]:
        parts: dict[VoiceId, list[Heard]] = {}
        for one in utterances:
            if one.voice is None:
                continue
            own = parts.setdefault(one.voice, [])
            said = self.spoken[one.at]
            if said.is_evidence:
                own.append(Heard(weights=said.weights(self.errs), reliability=said.reliability))
        fixed = self._confirmed.voices
        return {
            voice: VoiceEvidence(heard=tuple(own), fixed=(fixed[voice],) if voice in fixed else ())
            for voice, own in parts.items()
        }


def added(every: Iterable[Iterable[tuple[MemberName, float]]]) -> dict[MemberName, float]:
    """Return the odds of several clues together."""
    total: dict[MemberName, float] = {}
    for odds in every:
        for name, value in odds:
            total[name] = total.get(name, 0.0) + value
    return total


def _prior(roll: Sequence[Member], away: frozenset[MemberName]) -> dict[MemberName, float]:
    weights = {member.name: _AWAY if member.name in away else 1.0 for member in roll}
    total = sum(weights.values())
    return {name: _KNOWN * weight / total for name, weight in weights.items()}


def _errs(prior: Prior, chair: MemberName | None) -> dict[MemberName, float]:
    share = _CHAIR_TALKS if chair in prior else 0.0
    errs = {name: chance * (1 - share) for name, chance in prior.items()}
    if chair is not None and share:
        errs[chair] += share
    return errs
