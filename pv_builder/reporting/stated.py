"""Which stretches of the recording the minutes already state as facts.

A reader that took a fact from a few words knows that they are its formula, however the recogniser
spelled them: they need not be reported as well.
"""

from collections.abc import Sequence

from core.timecode import Interval, overlap_s
from pv_builder import facts
from pv_builder.evidence import Evidence, Status
from pv_builder.facts import ItemField
from pv_builder.reporting.sentences import Sentence

_LEAST_SHARE = 0.6
"""Share of a sentence that must belong to the formula of a fact: on the sample sessions formulas
cover 0.6 and more of their own sentence, and under 0.5 of a sentence that says something else."""
_LONGEST_FORMULA_S = 12.0
"""A longer excerpt is a stretch to search in, not the formula itself."""
_ROLL_CALL_WORDS = 12
"""A longer sentence amid the roll call says more than a name or an answer."""

_FORMULAS = frozenset(
    {
        ItemField.START,
        ItemField.RAPPORTEUR,
        ItemField.CHAIR,
        ItemField.MODE,
        ItemField.AGAINST,
        ItemField.ABSTENTIONS,
        ItemField.IN_FAVOUR,
        ItemField.AGAINST_NAMES,
        ItemField.ABSTENTION_NAMES,
        ItemField.OUTCOME,
        ItemField.CLOSED_SESSION_BALLOT,
    }
)
_OFFICES = frozenset(
    {facts.CHAIR, facts.SECRETARY, facts.OPENED_AT, facts.CLOSED_AT, facts.NEXT_SESSION}
)
_ROLL_CALL = ("attendance/", "proxy/")
_WHOLE_FACTS = (*_ROLL_CALL, "movement/", "amendment/", "round/")


def formulas(evidence: Sequence[Evidence]) -> tuple[Interval, ...]:
    """Return the stretches that are the formula of a fact which the minutes state."""
    return tuple(
        excerpt
        for proof in evidence
        if proof.status is not Status.REJECTED and _is_formula(proof)
        for excerpt in proof.excerpts
        if excerpt.duration_s <= _LONGEST_FORMULA_S
    )


def _is_formula(proof: Evidence) -> bool:
    """Whether the words of a fact say nothing but the fact (what a member declares says more)."""
    if proof.rule == facts.FIRST_VOICE:
        return False  # whoever presents an item unannounced is known by the presentation itself
    if proof.fact in _OFFICES or proof.fact.startswith(_WHOLE_FACTS):
        return True
    return proof.fact.startswith("item/") and proof.fact.rsplit("/", 1)[-1] in _FORMULAS


def is_stated(sentence: Sentence, stated: Sequence[Interval]) -> bool:
    """Whether a sentence is the formula of a fact which the minutes state."""
    said = Interval(sentence.start_s, sentence.end_s)
    least = _LEAST_SHARE * said.duration_s
    return any(overlap_s(said, formula) >= least > 0 for formula in stated)


def end_of_roll_call(evidence: Sequence[Evidence], before_s: float) -> float:
    """Return the second where the roll call is over, 0 when none was found."""
    ends = [
        excerpt.end
        for proof in evidence
        if proof.fact.startswith(_ROLL_CALL)
        for excerpt in proof.excerpts
        if excerpt.end <= before_s
    ]
    return max(ends, default=0.0)


def is_in_roll_call(sentence: Sentence, end_s: float) -> bool:
    """Whether a sentence is so short and early that it can only belong to the roll call."""
    return sentence.end_s <= end_s and len(sentence.words) <= _ROLL_CALL_WORDS
