"""Corrections of speakers and voices, and decisions of a person."""

from dataclasses import replace

import pytest

from core.transcript import (
    MemberStatus,
    TurnId,
    VoiceId,
)
from desktop.session.corrections.corrections import (
    apply,
    free_voice_id,
    repropose,
)
from desktop.session.corrections.edits import (
    DecideFact,
    EditGroup,
    GroupLabel,
    MergeVoices,
    SetMember,
    SetVoiceMember,
    SplitVoice,
)
from pv_builder.evidence import FactKey, Status
from tests.helpers.edits import (
    MASSON,
    ROUSSEL,
    A,
    B,
    C,
    a_transcript,
    after,
    state,
    turn_of,
)


def test_a_turn_given_to_a_member_is_confirmed_without_a_score() -> None:
    given_turn = turn_of(after(SetMember(turns=(B,), member=ROUSSEL)), B)
    assert (given_turn.member, given_turn.member_status) == (ROUSSEL, MemberStatus.CONFIRMED)
    assert given_turn.member_score is None


def test_a_voice_is_named_in_all_its_turns_but_those_decided_one_by_one() -> None:
    result = after(
        SetMember(turns=(A,), member=ROUSSEL), SetVoiceMember(voice=VoiceId("V01"), member=MASSON)
    )
    assert [t.member for t in result.transcript.turns] == [ROUSSEL, None, MASSON]


def test_a_voice_that_is_no_member_has_a_label() -> None:
    edit = SetVoiceMember(voice=VoiceId("V01"), member=None, label="Public")
    result = after(edit)
    assert {t.member for t in result.transcript.turns} == {None}
    assert result.voices[VoiceId("V01")].label == "Public"


def test_merged_voices_take_the_name_of_the_kept_one() -> None:
    result = after(
        SetVoiceMember(voice=VoiceId("V01"), member=MASSON),
        SetVoiceMember(voice=VoiceId("V02"), member=ROUSSEL),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert {(t.speaker, t.member) for t in result.transcript.turns} == {("V01", MASSON)}
    assert set(result.voices) == {"V01"}


def test_merging_voices_leaves_turns_decided_one_by_one() -> None:
    result = after(
        SetMember(turns=(B,), member=ROUSSEL),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert (turn_of(result, B).speaker, turn_of(result, B).member) == ("V01", ROUSSEL)


def test_a_voice_whose_turns_are_all_decided_lends_no_name_to_another() -> None:
    result = after(
        SetMember(turns=(A, C), member=MASSON),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert turn_of(result, B).member is None


def test_a_split_voice_leaves_its_new_turns_without_a_name() -> None:
    new = free_voice_id(state())
    result = after(SetMember(turns=(A,), member=MASSON), SplitVoice(turns=(A, C), new_voice=new))
    assert new == "V03"
    assert [(t.speaker, t.member) for t in result.transcript.turns] == [
        ("V03", MASSON),
        ("V02", None),
        ("V03", None),
    ]


def test_the_machine_never_changes_what_a_person_decided() -> None:
    mine = after(
        SetMember(turns=(A,), member=None), SetVoiceMember(voice=VoiceId("V02"), member=ROUSSEL)
    )
    turns = tuple(
        replace(t, member="M. X", member_status=MemberStatus.PROPOSED, member_score=0.99)
        for t in a_transcript().turns
    )
    result = repropose(mine, replace(a_transcript(), turns=turns))
    assert [t.member for t in result.transcript.turns] == [None, ROUSSEL, "M. X"]
    assert turn_of(result, C).member_status is MemberStatus.PROPOSED


def test_the_machine_may_take_a_proposal_back() -> None:
    turns = tuple(
        replace(t, member=None, member_status=None, member_score=None) for t in a_transcript().turns
    )
    result = repropose(state(), replace(a_transcript(), turns=turns[1:]))
    assert [t.member for t in result.transcript.turns] == [MASSON, None, None]
    assert turn_of(result, C).member_status is None


# facts, groups


def test_a_decision_on_a_fact_is_kept_until_it_is_left_open_again() -> None:
    fact = FactKey("chair")
    decide = DecideFact(fact=fact, status=Status.CONFIRMED, corrected=True, value=ROUSSEL)
    assert after(decide).decisions == {fact: decide}
    assert after(decide, DecideFact(fact=fact, status=Status.PROPOSED)).decisions == {}


def test_a_group_applies_every_edit_that_fits() -> None:
    good = SetMember(turns=(B,), member=ROUSSEL)
    bad = SetMember(turns=(TurnId("?"),), member=ROUSSEL)
    result = after(EditGroup(label=GroupLabel.ACCEPT_ALL, edits=(bad, good)))
    assert turn_of(result, B).member == ROUSSEL
    assert result.left_out == (bad,)


def test_an_unknown_kind_of_edit_is_a_bug_not_a_silence() -> None:
    with pytest.raises(TypeError, match="str"):
        apply(state(), ("not an edit",))  # type: ignore[arg-type]
