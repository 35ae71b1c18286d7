"""The assignment of members to voices, compared with counting every possibility."""

from itertools import product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript import VoiceId
from pv_builder.meeting import MemberName
from pv_builder.naming.assignment import PURITIES, Belief, Heard, Owner, VoiceEvidence, assign

MEMBERS = [MemberName(name) for name in ("M. A", "Mme B", "M. C")]
VOICES = [VoiceId(f"V{n}") for n in range(1, 5)]
PRIOR = dict.fromkeys(MEMBERS, 0.25)
ONCE = 0.15


def an_utterance(odds: dict[MemberName, float], reliability: float = 0.95) -> Heard:
    weights: dict[Owner, float] = {name: exp(value) for name, value in odds.items()}
    return Heard(weights={**weights, None: 1.0}, reliability=reliability)


def solved(*utterances: list[Heard], shared: float = ONCE) -> list[Belief]:
    evidence = {
        voice: VoiceEvidence(heard=tuple(own))
        for voice, own in zip(VOICES, utterances, strict=False)
    }
    return list(assign(evidence, PRIOR, PRIOR, lambda _a, _b: shared).values())


def counted(utterances: list[list[Heard]], shared: float) -> list[dict[Owner, float]]:
    """Return the probabilities by trying every owner of every voice."""
    alone = [solved(own)[0].owners for own in utterances]
    totals: list[dict[Owner, float]] = [{} for _ in alone]
    for owners in product(*(own.keys() for own in alone)):
        weight = 1.0
        for own, owner in zip(alone, owners, strict=True):
            weight *= own[owner]
        for at, one in enumerate(owners):
            weight *= shared ** sum(one is not None and one == other for other in owners[:at])
        for total, owner in zip(totals, owners, strict=True):
            total[owner] = total.get(owner, 0.0) + weight
    return [{o: w / sum(total.values()) for o, w in total.items()} for total in totals]


def test_a_voice_of_which_nothing_is_said_is_nobodys() -> None:
    assert solved([])[0].owners == {None: pytest.approx(1.0)}


def test_clues_for_one_member_add_up() -> None:
    once = solved([an_utterance({MEMBERS[0]: 3.0})])[0]
    twice = solved([an_utterance({MEMBERS[0]: 3.0})] * 2)[0]
    assert once.owners[MEMBERS[0]] < twice.owners[MEMBERS[0]]


def test_a_clue_in_an_unreliable_utterance_weighs_less() -> None:
    sure = solved([an_utterance({MEMBERS[0]: 5.0}, 0.95)])[0]
    unsure = solved([an_utterance({MEMBERS[0]: 5.0}, 0.5)])[0]
    assert unsure.owners[MEMBERS[0]] < sure.owners[MEMBERS[0]]


def test_a_voice_with_clues_for_two_members_is_taken_for_impure() -> None:
    pure = solved([an_utterance({MEMBERS[0]: 5.0})] * 4)[0]
    mixed = solved([an_utterance({MEMBERS[0]: 5.0})] * 4 + [an_utterance({MEMBERS[1]: 5.0})] * 2)[0]
    assert mixed.purity[MEMBERS[0]] < pure.purity[MEMBERS[0]] - 0.1


def test_the_weaker_of_two_claims_to_a_member_yields() -> None:
    strong, weak = solved(
        [an_utterance({MEMBERS[0]: 6.0})] * 3, [an_utterance({MEMBERS[0]: 4.0})], shared=0.01
    )
    assert strong.owners[MEMBERS[0]] > 0.95
    assert weak.owners[MEMBERS[0]] < 0.2


def test_two_voices_of_one_member_are_both_hers_when_they_sound_the_same() -> None:
    both = solved([an_utterance({MEMBERS[0]: 5.0})], [an_utterance({MEMBERS[0]: 5.0})], shared=1.0)
    alone = solved([an_utterance({MEMBERS[0]: 5.0})])[0]
    assert both[1].owners[MEMBERS[0]] == pytest.approx(alone.owners[MEMBERS[0]], abs=1e-6)


def test_who_is_taken_leaves_a_voice_to_the_other_candidate() -> None:
    either = an_utterance({MEMBERS[0]: 4.0, MEMBERS[1]: 4.0})
    _, second = solved([an_utterance({MEMBERS[0]: 6.0})] * 3, [either], shared=0.01)
    assert second.owners[MEMBERS[1]] > 5 * second.owners[MEMBERS[0]]


def test_a_voice_that_a_person_fixed_has_one_owner() -> None:
    evidence = {
        VOICES[0]: VoiceEvidence(heard=(), fixed=(MEMBERS[0],)),
        VOICES[1]: VoiceEvidence(heard=(an_utterance({MEMBERS[0]: 4.0}),)),
    }
    beliefs = assign(evidence, PRIOR, PRIOR, lambda _a, _b: 0.01)
    assert beliefs[VOICES[0]].owners == {MEMBERS[0]: 1.0}
    assert beliefs[VOICES[1]].owners[MEMBERS[0]] < 0.2


ODDS = st.dictionaries(st.sampled_from(MEMBERS), st.floats(-3, 6), min_size=1, max_size=2)
CASES = st.lists(st.lists(ODDS.map(an_utterance), min_size=1, max_size=3), min_size=1, max_size=4)


@given(CASES, st.sampled_from([0.0, 0.15, 0.6, 1.0]))
def test_probabilities_of_a_voice_sum_to_one(case: list[list[Heard]], shared: float) -> None:
    for belief in solved(*case, shared=shared):
        assert sum(belief.owners.values()) == pytest.approx(1.0)
        assert all(0 <= p <= 1 for p in belief.owners.values())
        assert all(PURITIES[-1][0] <= p <= PURITIES[0][0] for p in belief.purity.values())


@given(st.lists(st.lists(ODDS.map(an_utterance), min_size=1, max_size=3), min_size=2, max_size=2))
def test_two_contending_voices_are_solved_exactly(case: list[list[Heard]]) -> None:
    for belief, truth in zip(solved(*case), counted(case, ONCE), strict=True):
        for owner, chance in truth.items():
            assert belief.owners[owner] == pytest.approx(chance, abs=0.08)


@given(CASES)
def test_more_voices_are_solved_within_a_few_points(case: list[list[Heard]]) -> None:
    for belief, truth in zip(solved(*case), counted(case, ONCE), strict=True):
        for owner, chance in truth.items():
            assert belief.owners[owner] == pytest.approx(chance, abs=0.2)


@given(CASES)
def test_the_order_of_the_voices_changes_nothing(case: list[list[Heard]]) -> None:
    forth = solved(*case)
    back = list(reversed(solved(*reversed(case))))
    for one, other in zip(forth, back, strict=True):
        for owner, chance in one.owners.items():
            assert other.owners[owner] == pytest.approx(chance, abs=1e-3)
