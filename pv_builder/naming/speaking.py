"""Who speaks in one utterance and in each of its turns, by its words and by its voice. Pure.

Invariants:
- What a turn's own words say reaches its own name with full weight, its neighbours' names only
  through the utterance.
- Wherever a voice or an utterance is left out of its own judgement ("without"), it is so that
  nothing is counted twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from pv_builder.meeting import MemberName
from pv_builder.naming.assignment import Belief, Owner, Prior, Weights, anybody, weight_of

Odds = Mapping[MemberName, float]
"""Log-likelihood ratio of each member against anybody who is not named."""
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One turn of an utterance.

    Attributes:
        odds: what its own words say.
        stray: probability that somebody else says it than the rest of the utterance.
    """

    odds: Odds
    stray: float

    def weights(self, errs: Prior) -> dict[Owner, float]:
        """Return how likely the turn is for each owner of its utterance."""
        own = weights_of(self.odds)
        other = anybody(own, errs)
        return {
            owner: (1 - self.stray) * weight + self.stray * other for owner, weight in own.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One utterance.

    Attributes:
        odds: what other words say of who speaks in it (a name called before).
        parts: its turns.
        reliability: probability that it is the voice it was given to, were that voice pure; 0
            without a voice.
        shown: what the labels under it say (`pv_builder.naming.labels`); in the evidence of its
            voice they count as a whole, not here.
    """

    odds: Odds
    parts: tuple[Part, ...]
    reliability: float
    shown: Odds = field(default_factory=dict)

    @property
    def is_evidence(self) -> bool:
        """Whether anything is said about who speaks."""
        return bool(self.odds) or any(part.odds for part in self.parts)

    def weights(self, errs: Prior) -> dict[Owner, float]:
        """Return how likely the utterance is for each owner."""
        factors = [weights_of(self.odds), *(p.weights(errs) for p in self.parts if p.odds)]
        return product(factors)


def weights_of(odds: Odds) -> dict[Owner, float]:
    """Return the odds as weights: 1 for whoever is not named."""
    weights: dict[Owner, float] = {name: exp(value) for name, value in odds.items()}
    weights[None] = 1.0
    return weights


def product(factors: Sequence[Weights]) -> dict[Owner, float]:
    """Return the weights of independent pieces of evidence together."""
    owners = {owner for weights in factors for owner in weights} | {None}
    result: dict[Owner, float] = {}
    for owner in owners:
        value = 1.0
        for weights in factors:
            value *= weight_of(weights, owner)
        result[owner] = value
    return result


def of_utterance(spoken: Spoken, belief: Belief | None, errs: Prior) -> dict[Owner, float]:
    """Return the probability of each owner of an utterance, by its words and by its voice."""
    weights = spoken.weights(errs)
    chances = _by_voice(spoken.reliability, weights, belief, errs) if belief else {None: 0.0}
    left = 1.0 - sum(chances.values())
    weights = product([weights, weights_of(spoken.shown)])
    owners = {*chances, *weights}
    mixed = {
        owner: chances.get(owner, 0.0) + left * _share(owner, owners, errs) for owner in owners
    }
    return _normal({owner: mixed[owner] * weight_of(weights, owner) for owner in owners})


def of_turn(part: Part, utterance: Weights, errs: Prior) -> dict[Owner, float]:
    """Return the probability of each owner of one turn.

    Args:
        part: the turn.
        utterance: probabilities of the owner of its utterance, the turn included.
        errs: probability of each member for a turn given to a wrong voice.
    """
    own = weights_of(part.odds)
    counted = part.weights(errs)
    owners = {*utterance, *own}
    without = _normal(
        {owner: utterance.get(owner, 0.0) / weight_of(counted, owner) for owner in owners}
    )
    return _normal(
        {
            owner: weight_of(own, owner)
            * ((1 - part.stray) * without[owner] + part.stray * _share(owner, owners, errs))
            for owner in owners
        }
    )


def _by_voice(
    reliability: float, weights: Weights, belief: Belief, errs: Prior
) -> dict[Owner, float]:
    """Return the probability that each owner speaks and the voice is right, the words left out."""
    other = anybody(weights, errs)
    right = {owner: reliability * belief.purity[owner] for owner in belief.owners}
    without = _normal(
        {
            owner: chance
            / max(right[owner] * weight_of(weights, owner) + (1 - right[owner]) * other, _TINY)
            for owner, chance in belief.owners.items()
        }
    )
    return {owner: right[owner] * chance for owner, chance in without.items()}


def _share(owner: Owner, owners: set[Owner], errs: Prior) -> float:
    """Return the probability of an owner among those in question; None has all the others'."""
    if owner is not None:
        return errs.get(owner, 0.0)
    return 1.0 - sum(errs.get(name, 0.0) for name in owners if name is not None)


def _normal(weights: Weights) -> dict[Owner, float]:
    total = max(sum(weights.values()), _TINY)
    return {owner: weight / total for owner, weight in weights.items()}
