"""Whose a turn is, what a person said of it, and when nobody is named."""

import dataclasses

import pytest

from core.transcript import MemberStatus, TurnId, VoiceId
from pv_builder.meeting import Civility
from pv_builder.naming.named import Confirmed, NamedTurn, NamedVoice
from pv_builder.naming.voice_names import apply_naming, name_voices
from pv_builder.seance import StatedMember
from tests.helpers.named_voices import (
    FLOOR_TWICE,
    GARNIER,
    MAIRE,
    OPENING,
    OTHER_REMARK,
    PETIT,
    REMARK,
    ROUSSEL,
    a_member,
    a_seance,
    said,
    the_turn,
    the_voice,
)


class TestTurns:
    def test_a_short_answer_is_the_one_calleds_even_in_the_voice_of_the_caller(self) -> None:
        told = said(
            OPENING,
            ("V01", "Madame Anne Petit ?"),
            ("V01", "Je suis là."),
            ("V01", "Qui est contre ? Qui s'abstient ?"),
        )
        named = name_voices(told, a_seance())
        assert the_turn(named, 2).member == PETIT
        assert the_turn(named, 2).contested
        assert the_turn(named, 1).member == MAIRE

    def test_a_turn_whose_words_and_voice_disagree_is_left_unnamed_and_marked(self) -> None:
        told = said(*FLOOR_TWICE, ("V01", "La parole est à Monsieur Weber."), ("V02", REMARK))
        turn = the_turn(name_voices(told, a_seance()), 6)
        assert turn.member is None
        assert turn.score is None
        assert turn.contested

    def test_the_voice_of_the_chair_going_on_after_giving_the_floor_is_not_trusted(self) -> None:
        told = said(
            OPENING,
            ("V01", "Qui est contre ? Qui s'abstient ?"),
            ("V01", "La parole est à Monsieur Weber."),
            ("V01", OTHER_REMARK),
        )
        assert the_turn(name_voices(told, a_seance()), 3).member != MAIRE

    def test_without_any_voice_only_clear_turns_are_named(self) -> None:
        told = said(*((None, text) for _, text in FLOOR_TWICE), (None, "Il fait froid ici."))
        named = name_voices(told, a_seance())
        assert named.voices == ()
        assert the_turn(named, 2).member == PETIT
        assert the_turn(named, 5).member is None

    def test_a_turn_named_by_its_voice_alone_never_scores_above_09(self) -> None:
        told = said(*FLOOR_TWICE, ("V03", "Oui."), ("V02", REMARK))
        assert the_turn(name_voices(told, a_seance()), 6).score == pytest.approx(0.9, abs=0.05)
        assert (the_turn(name_voices(told, a_seance()), 6).score or 0) <= 0.9

    def test_every_turn_with_words_gets_a_proposal_once(self) -> None:
        told = said(*FLOOR_TWICE)
        named = name_voices(told, a_seance())
        assert [turn.turn for turn in named.turns] == [turn.id for turn in told.turns]


class TestConfirmed:
    def test_what_a_person_said_of_a_voice_stands(self) -> None:
        told = said(*FLOOR_TWICE)
        confirmed = Confirmed(voices={VoiceId("V02"): ROUSSEL})
        named = name_voices(told, a_seance(), confirmed=confirmed)
        assert the_voice(named, "V02") == NamedVoice(
            voice=VoiceId("V02"), member=ROUSSEL, score=1.0, confirmed=True
        )
        assert the_turn(named, 2).member == ROUSSEL

    def test_a_voice_that_is_nobodys_of_the_roll_gets_no_name(self) -> None:
        told = said(*FLOOR_TWICE)
        confirmed = Confirmed(voices={VoiceId("V02"): None})
        named = name_voices(told, a_seance(), confirmed=confirmed)
        assert the_voice(named, "V02").member is None
        assert the_turn(named, 2).member is None

    def test_a_confirmed_voice_takes_its_member_from_the_others(self) -> None:
        told = said(*FLOOR_TWICE[:3], ("V03", "C'est bien vrai, il faut le remplacer cette année."))
        assert the_voice(name_voices(told, a_seance()), "V02").member == PETIT
        confirmed = Confirmed(voices={VoiceId("V03"): PETIT})
        named = name_voices(told, a_seance(), confirmed=confirmed)
        assert the_voice(named, "V02").member is None

    def test_a_confirmed_turn_names_the_other_turns_of_its_voice(self) -> None:
        told = said(OPENING, ("V02", REMARK), ("V01", "Bien."), ("V02", OTHER_REMARK))
        assert the_turn(name_voices(told, a_seance()), 3).member is None
        confirmed = Confirmed(turns={TurnId("t1"): GARNIER})
        named = name_voices(told, a_seance(), confirmed=confirmed)
        assert the_turn(named, 1) == NamedTurn(turn=TurnId("t1"), member=GARNIER, score=1.0)
        assert the_turn(named, 3).member == GARNIER

    def test_applying_never_changes_what_a_person_confirmed(self) -> None:
        told = said(*FLOOR_TWICE)
        mine = dataclasses.replace(
            told.turns[2], member=ROUSSEL, member_status=MemberStatus.CONFIRMED, member_score=None
        )
        told = dataclasses.replace(told, turns=(*told.turns[:2], mine, *told.turns[3:]))
        applied = apply_naming(told, name_voices(told, a_seance()))
        assert applied.turns[2] == mine
        assert applied.turns[4].member == PETIT
        assert applied.turns[4].member_status is MemberStatus.PROPOSED

    def test_applying_twice_changes_nothing_more(self) -> None:
        told = said(*FLOOR_TWICE)
        once = apply_naming(told, name_voices(told, a_seance()))
        assert apply_naming(once, name_voices(once, a_seance())) == once

    def test_a_proposal_that_no_longer_holds_is_taken_back(self) -> None:
        told = said(OPENING, ("V02", REMARK))
        named = dataclasses.replace(told.turns[1], member=PETIT, member_score=0.8)
        told = dataclasses.replace(told, turns=(told.turns[0], named))
        assert apply_naming(told, name_voices(told, a_seance())).turns[1].member is None


class TestCaution:
    def test_a_name_misheard_the_same_way_many_times_counts_once(self) -> None:
        lines = [OPENING]
        for _ in range(6):
            lines += [("V01", "Madame Roussin, allez-y."), ("V02", REMARK)]
        often = the_voice(name_voices(said(*lines), a_seance()), "V02")
        once = the_voice(name_voices(said(*lines[:3]), a_seance()), "V02")
        assert often.score == pytest.approx(once.score, abs=0.12)
        assert often.score < 0.9

    def test_somebody_named_by_an_office_is_no_member(self) -> None:
        told = said(OPENING, ("V01", "Madame la directrice peut préciser."), ("V02", REMARK))
        assert the_turn(name_voices(told, a_seance()), 2).member is None

    def test_a_first_name_that_is_also_a_family_name_names_nobody(self) -> None:
        twin = a_member(Civility.M, "Petit", "Zola")
        seance = a_seance()
        seance = dataclasses.replace(seance, members=(*seance.members, StatedMember(member=twin)))
        told = said(OPENING, ("V01", "Petit, vas-y."), ("V02", REMARK))
        assert the_turn(name_voices(told, seance), 2).member is None

    def test_an_empty_transcript_and_an_empty_roll_name_nobody(self) -> None:
        assert name_voices(said(), a_seance()).turns == ()
        nobody = dataclasses.replace(a_seance(), members=())
        assert all(t.member is None for t in name_voices(said(*FLOOR_TWICE), nobody).turns)
