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
from dataclasses import dataclass, field
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
_TINY = 1e-300

Owner = MemberName | None
"""A member, or None: nobody of the roll, or any member of whom nothing in particular is known."""
Weights = Mapping[Owner, float]
"""How likely something is when each owner speaks, up to a factor; whoever is missing has None's."""
Prior = Mapping[MemberName, float]
"""Probability beforehand of each member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An utterance as evidence.

    Attributes:
        weights: how likely its words are when each owner says them.
        reliability: probability that it is the voice it was given to, were that voice pure.
    """

    weights: Weights
    reliability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEvidence:
    """All that is known of one voice.

    Attributes:
        heard: its utterances that have evidence.
        fixed: its owner when a person said so, as a tuple of one; () otherwise.
        shown: how likely the labels over the voice as a whole are for each owner.
    """

    heard: tuple[Heard, ...]
    fixed: tuple[Owner, ...] = ()
    shown: Weights = field(default_factory=lambda: {None: 1.0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of one voice.

    Attributes:
        owners: probability of each owner that comes into question.
        purity: expected purity for each of those owners.
    """

    owners: Mapping[Owner, float]
    purity: Mapping[Owner, float]


def anybody(weights: Weights, prior: Prior) -> float:
    """Return how likely something is when whoever says it is drawn from the prior."""
    known = {name: prior.get(name, 0.0) for name in weights if name is not None}
    rest = 1.0 - sum(known.values())
    return rest * weights[None] + sum(share * weights[name] for name, share in known.items())


def weight_of(weights: Weights, owner: Owner) -> float:
    """Return the weight of an owner, None's when nothing in particular is known of them."""
    return weights.get(owner, weights[None])


def assign(
    voices: Mapping[VoiceId, VoiceEvidence],
    prior: Prior,
    errs: Prior,
    shared: Callable[[VoiceId, VoiceId], float],
) -> dict[VoiceId, Belief]:
    """Return what is believed of each voice.

    Args:
        voices: the evidence.
        prior: probability of each member for a voice of which nothing is known.
        errs: probability of each member for an utterance given to a wrong voice.
        shared: factor 0..1 by which two voices are less likely to be one member's than two's.
    """
    local = {voice: _local(evidence, prior, errs) for voice, evidence in voices.items()}
    weights = {v: {owner: sum(w) for owner, w in own.items()} for v, own in local.items()}
    owners = _propagated(weights, shared)
    return {voice: Belief(owners=owners[voice], purity=_purities(local[voice])) for voice in voices}


def _local(evidence: VoiceEvidence, prior: Prior, errs: Prior) -> dict[Owner, list[float]]:
    """Return the weight of each owner at each purity, from the voice's own evidence."""
    if evidence.fixed:
        return {evidence.fixed[0]: [weight for _, weight in PURITIES]}
    every = (evidence.shown, *(heard.weights for heard in evidence.heard))
    named = {name for weights in every for name in weights if name is not None}
    start: dict[Owner, float] = {name: prior.get(name, 0.0) for name in named}
    start[None] = 1.0 - sum(start.values())
    others = [anybody(heard.weights, errs) for heard in evidence.heard]
    logs = {
        owner: [
            log(max(share * chance * weight_of(evidence.shown, owner), _TINY))
            + sum(
                _log_mixed(purity * heard.reliability, weight_of(heard.weights, owner), other)
                for heard, other in zip(evidence.heard, others, strict=True)
            )
            for purity, chance in PURITIES
        ]
        for owner, share in start.items()
    }
    top = max(max(values) for values in logs.values())
    return {owner: [exp(value - top) for value in values] for owner, values in logs.items()}


def _log_mixed(right: float, own: float, other: float) -> float:
    return log(max(right * own + (1 - right) * other, _TINY))


def _purities(local: Mapping[Owner, Sequence[float]]) -> dict[Owner, float]:
    return {
        owner: sum(w * purity for w, (purity, _) in zip(weights, PURITIES, strict=True))
        / max(sum(weights), _TINY)
        for owner, weights in local.items()
    }


_Message = tuple[VoiceId, VoiceId, MemberName]
"""(from, to, about whom)."""


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
    messages: dict[_Message, float] = {
        (a, b, owner): 1.0
        for owner, contenders in claims.items()
        for a in contenders
        for b in contenders
        if a != b
    }
    factor = {(a, b): shared(a, b) for a, b, _ in messages}
    for _ in range(_ROUNDS):
        beliefs = _beliefs(weights, claims, messages)
        moved = 0.0
        for key, old in messages.items():
            a, b, owner = key
            without = _without(beliefs[a][owner], messages[b, a, owner])
            step = _HALF * (1.0 - without * (1.0 - factor[a, b]) - old)
            moved = max(moved, abs(step))
            messages[key] = old + step
        if moved < _SETTLED:
            break
    return _beliefs(weights, claims, messages)


def _without(own: float, message: float) -> float:
    """Return the probability of an owner had one message not been heard."""
    odds = own / max(message, _TINY)
    return odds / (odds + 1.0 - own) if odds > 0 else 0.0


def _beliefs(
    weights: Mapping[VoiceId, Mapping[Owner, float]],
    claims: Mapping[MemberName, Sequence[VoiceId]],
    messages: Mapping[_Message, float],
) -> dict[VoiceId, dict[Owner, float]]:
    result: dict[VoiceId, dict[Owner, float]] = {}
    for voice, owners in weights.items():
        heard: dict[Owner, float] = {}
        for owner, weight in owners.items():
            value = weight
            for other in claims[owner] if owner is not None else ():
                if other != voice and owner is not None:
                    value *= messages[other, voice, owner]
            heard[owner] = value
        total = sum(heard.values())
        result[voice] = {owner: value / max(total, _TINY) for owner, value in heard.items()}
    return result
