"""Which voice is whose, and why: one behaviour at a time, on a few sentences."""

import pytest

from core.transcript import Transcript, TurnId, VoiceId
from pv_builder.meeting import Attendance
from pv_builder.naming.named import VoiceLikeness
from pv_builder.naming.voice_names import name_voices
from tests.helpers.named_voices import (
    FLOOR_TWICE,
    GARNIER,
    MAIRE,
    OPENING,
    OTHER_REMARK,
    PETIT,
    REMARK,
    ROUSSEL,
    WEBER,
    a_seance,
    said,
    the_turn,
    the_voice,
)


class TestClues:
    def test_whoever_answers_when_called_is_the_one_called(self) -> None:
        told = said(OPENING, ("V01", "Madame Anne Petit ?"), ("V02", "Présente."))
        named = name_voices(told, a_seance())
        assert the_turn(named, 2).member == PETIT
        assert the_voice(named, "V02").reasons[0].text == (
            "appelée à 18:30, a répondu « Présente »"
        )

    def test_a_reason_gives_the_position_where_the_hour_is_not_known(self) -> None:
        told = said(("V01", "Monsieur Luc Garnier ?"), ("V02", "Présent."))
        reason = the_voice(name_voices(told, a_seance()), "V02").reasons[0]
        assert reason.text == "appelé à 00:01 de l'enregistrement, a répondu « Présent »"
        assert reason.excerpts[0].start == 1.0

    def test_the_floor_given_twice_makes_a_voice_sure(self) -> None:
        named = name_voices(said(*FLOOR_TWICE), a_seance())
        voice = the_voice(named, "V02")
        assert voice.member == PETIT
        assert voice.score > 0.9
        assert "la parole lui est donnée" in voice.reasons[0].text

    @pytest.mark.parametrize(
        "floor",
        [
            "La parole est à Monsieur Weber.",
            "Monsieur Weber, allez-y.",
            "Oui, Monsieur Weber ?",
            "Je passe la parole à Monsieur Weber.",
            "Monsieur Weber va vous répondre.",
            "Des questions, des remarques ? Monsieur Weber.",
            "C'est Monsieur Weber qui nous présente ce dossier.",
            "Omar, à toi.",
        ],
    )
    def test_many_ways_of_giving_the_floor_are_understood(self, floor: str) -> None:
        named = name_voices(said(OPENING, ("V01", floor), ("V02", REMARK)), a_seance())
        assert the_turn(named, 2).member == WEBER

    def test_whoever_is_thanked_by_name_has_just_spoken(self) -> None:
        told = said(
            OPENING,
            ("V02", REMARK),
            ("V01", "Merci Monsieur Garnier."),
            ("V02", OTHER_REMARK),
            ("V01", "Merci Monsieur Garnier."),
        )
        assert the_voice(name_voices(told, a_seance()), "V02").member == GARNIER

    def test_who_opens_and_puts_to_the_vote_is_the_maire(self) -> None:
        told = said(
            OPENING,
            ("V02", REMARK),
            ("V01", "Je mets aux voix. Qui est contre ? Qui s'abstient ?"),
            ("V03", OTHER_REMARK),
            ("V01", "Adopté à l'unanimité. La séance est levée."),
        )
        voice = the_voice(name_voices(told, a_seance()), "V01")
        assert voice.member == MAIRE
        assert "conduit la séance" in voice.reasons[0].text

    def test_the_first_adjoint_is_proposed_with_less_when_the_maire_is_away(self) -> None:
        told = said(
            OPENING,
            ("V01", "En l'absence de Monsieur le maire, je préside la séance."),
            ("V02", REMARK),
            ("V01", "Je mets aux voix. Qui est contre ?"),
            ("V03", OTHER_REMARK),
            ("V01", "Qui s'abstient ? Adopté à l'unanimité."),
        )
        voice = the_voice(name_voices(told, a_seance()), "V01")
        assert voice.member == PETIT
        assert voice.score <= 0.8

    def test_who_says_i_vote_against_does_not_chair(self) -> None:
        told = said(OPENING, ("V02", "Pour ma part je vote contre cette dépense."))
        assert the_voice(name_voices(told, a_seance()), "V02").member is None

    def test_who_says_their_own_name_is_that_member(self) -> None:
        told = said(OPENING, ("V02", "Bonsoir, je suis Rose Fabre, " + REMARK))
        assert the_turn(name_voices(told, a_seance()), 1).member == "Mme Rose Fabre"

    def test_whoever_names_a_member_is_somebody_else(self) -> None:
        told = said(
            OPENING,
            ("V01", "Madame Petit, allez-y."),
            ("V02", "Comme l'a dit Madame Petit en commission, ce tracteur est trop cher."),
        )
        named = name_voices(told, a_seance())
        alone = name_voices(said(*told_lines(told, REMARK)), a_seance())
        assert the_voice(named, "V02").score < the_voice(alone, "V02").score

    def test_who_accepts_to_be_secretary_is_the_one_proposed(self) -> None:
        told = said(
            OPENING,
            ("V01", "Je propose de désigner Madame Roussel comme secrétaire de séance."),
            ("V02", "Oui, d'accord."),
        )
        assert the_turn(name_voices(told, a_seance()), 2).member == ROUSSEL

    def test_the_rapporteur_of_the_agenda_reports(self) -> None:
        told = said(
            OPENING,
            ("V01", "Point numéro 1, achat d'un tracteur."),
            ("V02", f"{REMARK} {OTHER_REMARK}"),
        )
        assert the_voice(name_voices(told, a_seance()), "V02").member is None
        named = name_voices(told, a_seance(rapporteur=GARNIER))
        assert the_voice(named, "V02").member == GARNIER

    def test_a_member_who_is_away_does_not_speak(self) -> None:
        told = said(OPENING, ("V01", "Oui, Madame Petit ?"), ("V02", REMARK))
        assert the_turn(name_voices(told, a_seance()), 2).member == PETIT
        away = a_seance(Petit=Attendance.EXCUSED)
        assert the_turn(name_voices(told, away), 2).member is None

    @pytest.mark.parametrize(
        "aside",
        [
            "Je compte une voix contre, Madame Petit.",
            "Monsieur Garnier donne pouvoir à Madame Petit.",
            "Je note l'arrivée de Madame Petit.",
            "Merci Madame Petit.",
            "Madame Petit est excusée.",
        ],
    )
    def test_a_name_that_is_not_called_points_to_nobody(self, aside: str) -> None:
        named = name_voices(said(OPENING, ("V01", aside), ("V02", REMARK)), a_seance())
        assert the_turn(named, 2).member is None

    def test_a_name_cut_by_a_change_of_voice_is_still_read(self) -> None:
        told = said(
            OPENING, ("V03", "C'est trop cher. Madame"), ("V01", "Roussel ?"), ("V02", REMARK)
        )
        assert the_turn(name_voices(told, a_seance()), 3).member == ROUSSEL


def told_lines(told: Transcript, last: str) -> list[tuple[str | None, str]]:
    """Return the lines of a transcript, the last one replaced."""
    lines: list[tuple[str | None, str]] = [(t.speaker, t.text) for t in told.turns]
    return [*lines[:-1], (lines[-1][0], last)]


class TestOneAssignment:
    def test_a_member_has_one_voice_when_two_are_pointed_to(self) -> None:
        told = said(
            *FLOOR_TWICE,
            ("V01", "Oui, Madame Petit ?"),
            ("V03", "Il faudrait surtout réparer la route du moulin avant l'hiver prochain."),
        )
        named = name_voices(told, a_seance())
        assert the_voice(named, "V02").member == PETIT
        assert the_voice(named, "V03").member is None

    def test_two_voices_that_sound_the_same_may_both_be_a_members(self) -> None:
        told = said(
            *FLOOR_TWICE,
            ("V01", "Oui, Madame Petit ?"),
            ("V03", "Il faudrait surtout réparer la route du moulin avant l'hiver prochain."),
        )
        alike = VoiceLikeness(pairs={(VoiceId("V02"), VoiceId("V03")): 0.95})
        named = name_voices(told, a_seance(), likeness=alike)
        assert the_voice(named, "V03").member == PETIT

    def test_the_score_of_a_voice_falls_when_its_turn_sounds_like_another(self) -> None:
        told = said(OPENING, ("V01", "Oui, Madame Petit ?"), ("V02", REMARK), ("V03", "Bon."))
        other = VoiceLikeness(turns={TurnId("t2"): {VoiceId("V02"): 0.1, VoiceId("V03"): 0.8}})
        plain = the_voice(name_voices(told, a_seance()), "V02")
        doubted = the_voice(name_voices(told, a_seance(), likeness=other), "V02")
        assert doubted.score < plain.score

    def test_two_members_speaking_at_length_in_one_voice_are_reported(self) -> None:
        told = said(
            OPENING,
            ("V01", "La parole est à Madame Petit."),
            ("V02", REMARK),
            ("V01", "La parole est à Monsieur Garnier."),
            ("V02", OTHER_REMARK),
        )
        named = name_voices(told, a_seance())
        (conflict,) = named.conflicts
        assert conflict.voice == "V02"
        assert dict(conflict.turns) == {PETIT: ("t2",), GARNIER: ("t4",)}
        assert the_voice(named, "V02").score < 0.9


class TestVotes:
    COUNT = "Qui est contre ? Une voix contre, Madame Petit. Une abstention, Monsieur Garnier."

    def test_who_announces_a_vote_is_whom_the_count_names_for_it(self) -> None:
        told = said(
            OPENING,
            ("V01", "Point numéro 1, achat d'un tracteur."),
            ("V02", f"{REMARK} Pour ma part je voterai contre."),
            ("V01", self.COUNT),
        )
        reasons = the_voice(name_voices(told, a_seance()), "V02").reasons
        assert [reason.text.split(" à ")[0] for reason in reasons] == ["annonce son vote contre"]

    def test_an_abstention_is_not_taken_for_a_vote_against(self) -> None:
        told = said(
            OPENING,
            ("V01", "Point numéro 1, achat d'un tracteur."),
            ("V02", f"{REMARK} Pour ma part je m'abstiendrai."),
            ("V01", self.COUNT),
        )
        voice = the_voice(name_voices(told, a_seance()), "V02")
        assert voice.candidates == ()
        assert {r.text.split(" à ")[0] for r in voice.reasons} == {"annonce son abstention"}


def test_the_end_of_the_sentence_that_names_is_not_the_one_named() -> None:
    told = said(
        OPENING,
        ("V01", "La parole est à Monsieur Weber."),
        ("V02", REMARK),
        ("V01", "Point numéro 1. C'est Monsieur Weber"),
        ("V02", "qui nous présente ce dossier."),
        ("V01", OTHER_REMARK),
    )
    assert (the_turn(name_voices(told, a_seance()), 4).score or 0.0) <= 0.9


def test_who_says_in_the_debate_what_to_begin_with_does_not_chair() -> None:
    later = "Je préférais que l'on commence par isoler le corps."
    lines = (*FLOOR_TWICE, *(("V01", REMARK), ("V03", OTHER_REMARK)) * 12, ("V04", later))
    named = name_voices(said(*lines), a_seance())
    assert the_turn(named, len(lines) - 1).member is None
