"""Which voice is whose: the probabilities of one assignment of members to voices. Pure mathematics.

The model. Each voice is one member's, or nobody's of the roll. A voice is pure to some unknown
degree: that share of its utterances is really said by its owner, the others by anybody (diarization
errs). A member has one voice; two voices of one member cost as much as they sound different.
Evidence within a voice is added up exactly for each owner and purity; the dependence between voices
("a member has one voice") is solved by belief propagation, which is exact when no three voices
contend in a circle and within a few points of it otherwise (tests compare with enumeration).

Invariants:
- Probabilities of one voice sum to 1; `None` is nobody of the roll or nobody in particular.
- The order of voices and members changes nothing but rounding.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from core.transcript import VoiceId
from pv_builder.meeting import MemberName

PURITIES: tuple[tuple[float, float], ...] = (
    (0.98, 0.6),
    (0.9, 0.2),
    (0.75, 0.1),
    (0.5, 0.06),
    (0.3, 0.04),
)
"""(purity, probability beforehand) of a voice, as diarization gives them."""
_ROUNDS = 30
_SETTLED = 1e-4
_HALF = 0.5

Owner = MemberName | None
Odds = Mapping[MemberName, float]
"""Log-likelihood ratio of each member against anybody who is not named; absent is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An utterance as evidence.

    Attributes:
        odds: what its words say of who speaks.
        reliability: probability that it is the voice it was given to, were that voice pure.
    """

    odds: Odds
    reliability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEvidence:
    """All that is known of one voice.

    Attributes:
        odds: of the voice as a whole.
        heard: its utterances that have evidence.
        fixed: its owner when a person said so, as a tuple of one; () otherwise.
    """

    odds: Odds
    heard: tuple[Heard, ...]
    fixed: tuple[Owner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of one voice.

    Attributes:
        owners: probability of each owner that comes into question.
        purity: expected purity for each of those owners.
    """

    owners: Mapping[Owner, float]
    purity: Mapping[Owner, float]


Prior = Mapping[MemberName, float]
"""Probability beforehand that a voice is this member's."""


def likelihood_of_anybody(odds: Odds, prior: Prior) -> float:
    """Return how likely an utterance is when it is anybody's, against nobody's in particular."""
    return 1.0 + sum(prior.get(name, 0.0) * (exp(value) - 1.0) for name, value in odds.items())


def assign(
    voices: Mapping[VoiceId, VoiceEvidence],
    prior: Prior,
    shared: Callable[[VoiceId, VoiceId], float],
) -> dict[VoiceId, Belief]:
    """Return what is believed of each voice.

    Args:
        voices: the evidence.
        prior: probability of each member for a voice of which nothing is known.
        shared: factor 0..1 by which two voices are less likely to be one member's than two's.
    """
    local = {voice: _local(evidence, prior) for voice, evidence in voices.items()}
    weights = {v: {owner: sum(w) for owner, w in own.items()} for v, own in local.items()}
    owners = _propagated(weights, shared)
    return {voice: Belief(owners=owners[voice], purity=_purities(local[voice])) for voice in voices}


def _local(evidence: VoiceEvidence, prior: Prior) -> dict[Owner, list[float]]:
    """Return the weight of each owner at each purity, from the voice's own evidence."""
    if evidence.fixed:
        return {evidence.fixed[0]: [weight for _, weight in PURITIES]}
    named = {name for heard in evidence.heard for name in heard.odds} | set(evidence.odds)
    rest = 1.0 - sum(prior.get(name, 0.0) for name in named)
    logs: dict[Owner, list[float]] = {
        name: _by_purity(evidence, prior, name, log(max(prior.get(name, 0.0), 1e-9)))
        for name in named
    }
    logs[None] = _by_purity(evidence, prior, None, log(max(rest, 1e-9)))
    top = max(max(values) for values in logs.values())
    return {owner: [exp(value - top) for value in values] for owner, values in logs.items()}


def _by_purity(evidence: VoiceEvidence, prior: Prior, owner: Owner, start: float) -> list[float]:
    if owner is not None:
        start += evidence.odds.get(owner, 0.0)
    totals = [start + log(weight) for _, weight in PURITIES]
    for heard in evidence.heard:
        own = exp(heard.odds.get(owner, 0.0)) if owner is not None else 1.0
        anybody = likelihood_of_anybody(heard.odds, prior)
        for place, (purity, _) in enumerate(PURITIES):
            right = purity * heard.reliability
            totals[place] += log(right * own + (1 - right) * anybody)
    return totals


def _purities(local: Mapping[Owner, Sequence[float]]) -> dict[Owner, float]:
    return {
        owner: sum(w * purity for w, (purity, _) in zip(weights, PURITIES, strict=True))
        / max(sum(weights), 1e-300)
        for owner, weights in local.items()
    }


def _propagated(
    weights: Mapping[VoiceId, Mapping[Owner, float]],
    shared: Callable[[VoiceId, VoiceId], float],
) -> dict[VoiceId, dict[Owner, float]]:
    """Return the probabilities once every voice has heard what the others claim."""
    claims: dict[MemberName, list[VoiceId]] = defaultdict(list)
    for voice, owners in weights.items():
        for owner in owners:
            if owner is not None:
                claims[owner].append(voice)
    factor = {
        (a, b): shared(a, b)
        for contenders in claims.values()
        for a in contenders
        for b in contenders
        if a != b
    }
    messages = {
        (a, b, owner): 1.0
        for owner, contenders in claims.items()
        for a in contenders
        for b in contenders
        if a != b
    }
    for _ in range(_ROUNDS):
        beliefs = _beliefs(weights, claims, messages)
        moved = 0.0
        for (a, b, owner), old in messages.items():
            back = messages[b, a, owner]
            own = beliefs[a][owner]
            without = _without(own, back)
            new = 1.0 - without * (1.0 - factor[a, b])
            new = old + _HALF * (new - old)
            moved = max(moved, abs(new - old))
            messages[a, b, owner] = new
        if moved < _SETTLED:
            break
    return _beliefs(weights, claims, messages)


def _without(own: float, message: float) -> float:
    """Return the probability of an owner had one message not been heard."""
    odds = own / max(message, 1e-12)
    return odds / (odds + 1.0 - own) if odds > 0 else 0.0


def _beliefs(
    weights: Mapping[VoiceId, Mapping[Owner, float]],
    claims: Mapping[MemberName, Sequence[VoiceId]],
    messages: Mapping[tuple[VoiceId, VoiceId, MemberName], float],
) -> dict[VoiceId, dict[Owner, float]]:
    result: dict[VoiceId, dict[Owner, float]] = {}
    for voice, owners in weights.items():
        heard = {}
        for owner, weight in owners.items():
            value = weight
            if owner is not None:
                for other in claims[owner]:
                    if other != voice:
                        value *= messages[other, voice, owner]
            heard[owner] = value
        total = sum(heard.values())
        result[voice] = {owner: value / max(total, 1e-300) for owner, value in heard.items()}
    return result
