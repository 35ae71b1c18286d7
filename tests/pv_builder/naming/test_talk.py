"""Who speaks in councils that talk: names said to somebody, answers by name, one's own name."""

import pytest

from pv_builder.meeting import MemberName
from pv_builder.naming.voice_names import name_voices
from tests.helpers.named_voices import (
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

VOTE = ("V01", "Qui est contre ? Qui s'abstient ? C'est adopté à l'unanimité.")


def next_voice(*lines: tuple[str, str], reply: str = REMARK) -> MemberName | None:
    """Return who is named for the voice that speaks after these lines."""
    told = said(OPENING, VOTE, *lines, ("V09", reply))
    return the_voice(name_voices(told, a_seance()), "V09").member


class TestSpokenTo:
    @pytest.mark.parametrize(
        "call",
        [
            "Le tracteur, c'est Omar.",
            "On passe au tracteur. Omar, tu as fait le tour des garages, raconte un peu.",
            "On passe au tracteur. Monsieur Weber, les devis, en deux mots, parce qu'il est tard.",
            "Le tracteur, maintenant. Alors ça c'est Monsieur Weber, notre homme du garage.",
            "Le tracteur, maintenant. C'est Monsieur Weber qui a suivi ça cette année.",
        ],
    )
    def test_whoever_the_last_sentence_is_said_to_speaks_next(self, call: str) -> None:
        assert next_voice(("V01", call)) == WEBER

    def test_the_first_of_three_names_may_be_the_one_who_presents(self) -> None:
        call = "C'est Léa qui présente, elle a fait la commission avec Rose et Ivan."
        assert next_voice(("V01", f"On passe au tracteur. {call}")) == ROUSSEL

    @pytest.mark.parametrize(
        "aside",
        [
            "Bon. Merci, Omar.",
            "Bon. Quelqu'un a des nouvelles de Monsieur Weber ?",
            "Bon. Monsieur Weber, il est chez sa fille jusqu'à lundi.",
            "Bon. C'est Monsieur Weber qui a son pouvoir.",
            "Bon. C'est Monsieur Weber qui est contre.",
            "Bon. Le garage nous a prêté celui d'Omar.",
        ],
    )
    def test_who_is_only_spoken_of_does_not_speak_next(self, aside: str) -> None:
        assert next_voice(("V01", aside)) != WEBER

    @pytest.mark.parametrize(
        "reply",
        [
            "Il est retenu au travail, il arrive.",
            "Excusé, je crois.",
            "C'est moi qui ai sa procuration, il me l'a donnée hier.",
        ],
    )
    def test_who_answers_for_the_one_called_is_somebody_else(self, reply: str) -> None:
        assert next_voice(("V01", "Monsieur Weber ?"), reply=reply) != WEBER

    def test_who_says_yes_and_goes_on_has_said_both(self) -> None:
        called = said(
            OPENING, VOTE, ("V01", "Le tracteur. Omar."), ("V05", "Oui."), ("V05", REMARK), VOTE
        )
        apart = said(
            OPENING, VOTE, ("V01", "Le tracteur. Omar."), ("V05", "Oui."), VOTE, ("V05", REMARK)
        )
        together = the_voice(name_voices(called, a_seance()), "V05")
        assert together.member == WEBER
        assert together.score > the_voice(name_voices(apart, a_seance()), "V05").score

    def test_who_says_his_vote_to_his_name_is_the_one_called(self) -> None:
        told = said(
            OPENING, VOTE, ("V08", "Monsieur Weber ?"), ("V05", "Contre."), ("V08", "Bien.")
        )
        assert the_turn(name_voices(told, a_seance()), 3).member == WEBER

    @pytest.mark.parametrize("told", ["Contre, et Omar aussi.", "Omar et moi.", "Omar pareil."])
    def test_who_is_told_to_do_likewise_is_not_called(self, told: str) -> None:
        assert next_voice(("V05", told)) != WEBER

    def test_an_office_gives_the_floor_to_its_holder(self) -> None:
        assert next_voice(("V01", "La parole est à ma première adjointe.")) == PETIT
        assert next_voice(("V01", "Madame la première adjointe, vous avez la parole.")) == PETIT

    def test_who_is_given_the_chair_takes_it(self) -> None:
        leaves = ("V01", "Anne, je te donne la présidence. Je sors, je suis dans le couloir.")
        votes = ("V05", "Merci. Qui est contre le compte ? Qui s'abstient ? C'est adopté.")
        named = name_voices(said(OPENING, VOTE, VOTE, leaves, votes, VOTE), a_seance())
        assert the_voice(named, "V05").member == PETIT

    def test_who_is_announced_reports_behind_the_remark_of_another(self) -> None:
        call = ("V01", "C'est Léa qui présente.")
        told = said(OPENING, VOTE, call, ("V05", "Moi je me tais, alors."), ("V06", REMARK * 2))
        assert the_voice(name_voices(told, a_seance()), "V06").member == ROUSSEL

    def test_who_is_asked_after_a_count_is_not_counted(self) -> None:
        ask = ("V01", "Qui est contre ? Qui s'abstient ? Monsieur Weber, c'est oui pour les deux ?")
        assert next_voice(ask) == WEBER

    def test_the_only_name_that_the_chair_says_last_may_be_of_who_speaks_next(self) -> None:
        report = "On passe au tracteur. Omar a fait le tour des garages."
        by_chair = said(OPENING, VOTE, ("V01", report), ("V09", REMARK))
        by_another = said(OPENING, VOTE, ("V05", report), ("V09", REMARK))
        assert the_voice(name_voices(by_chair, a_seance()), "V09").likeliest == WEBER
        assert the_voice(name_voices(by_another, a_seance()), "V09").likeliest != WEBER

    def test_who_calls_a_roll_is_none_of_those_called(self) -> None:
        names = ("Madame Petit", "Madame Roussel", "Monsieur Garnier", "Madame Fabre")
        calls = [
            line
            for number, name in enumerate(names)
            for line in (("V08", f"{name} ?"), (f"V1{number}", "Présent."))
        ]
        again = ("V08", "Monsieur Collin ?"), ("V07", "Weber ?"), ("V08", "Oui, on a fini l'appel.")
        named = name_voices(said(OPENING, *calls, *again, VOTE), a_seance())
        assert the_voice(named, "V08").member is None
        assert the_voice(named, "V10").member == PETIT

    def test_a_name_that_answers_a_call_calls_nobody(self) -> None:
        misheard = ("V05", "Weber.")
        told = said(OPENING, ("V01", "Madame Petit ?"), misheard, ("V06", REMARK))
        assert the_voice(name_voices(told, a_seance()), "V06").member != WEBER
        assert the_voice(name_voices(told, a_seance()), "V05").likeliest == PETIT

    def test_what_goes_on_after_a_comma_is_another_who_speaks(self) -> None:
        call = ("V01", "C'est le tracteur de la voirie, Omar,")
        told = said(OPENING, VOTE, call, ("V05", f"qui marche encore. {REMARK}"), ("V06", REMARK))
        named = name_voices(told, a_seance())
        assert the_voice(named, "V05").member == WEBER
        assert the_voice(named, "V06").member is None

    def test_who_is_greeted_coming_in_says_good_evening(self) -> None:
        greeting = "Ah, voilà Omar ! Entre, assieds-toi. On en est au tracteur."
        assert next_voice(("V01", greeting), reply="Bonsoir à tous, excusez-moi.") == WEBER
        assert next_voice(("V01", greeting)) != WEBER

    def test_names_called_after_a_vote_are_not_counted_with_it(self) -> None:
        over = "Contre ? Abstentions ? Aucune, adopté. Deuxième point, le tracteur, Monsieur Weber."
        assert next_voice(("V01", over)) == WEBER


class TestAnswered:
    def test_an_answer_names_who_has_just_spoken(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", OTHER_REMARK),
            ("V06", "C'était il y a dix ans, Omar, le garage a fermé depuis."),
            ("V05", REMARK),
            ("V06", "Le garage, Omar, on y est tous passés un jour ou l'autre."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER

    def test_an_answer_does_not_call_who_speaks_next(self) -> None:
        answer = "C'était il y a dix ans, Omar, le garage a fermé depuis."
        assert next_voice(("V05", OTHER_REMARK), ("V06", answer)) != WEBER

    def test_a_name_that_ends_a_reply_is_of_who_spoke_before(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", OTHER_REMARK),
            ("V06", "On ne le vend pas, on le prête. C'est pas pareil, Omar."),
            ("V07", "Je demande un vote à bulletin secret, la question est trop importante."),
        )
        named = name_voices(told, a_seance())
        assert the_voice(named, "V05").member == WEBER
        assert the_voice(named, "V07").member is None

    def test_who_says_to_leave_is_the_one_said_to_leave(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", "Je dois vous laisser, le garage ferme dans une demi-heure."),
            ("V01", "Bonne route. Rose, tu notes, Omar Weber nous quitte à 19 heures 12."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER

    def test_the_only_name_in_the_first_words_of_the_chair_may_be_of_who_spoke(self) -> None:
        told = said(OPENING, VOTE, ("V05", OTHER_REMARK), ("V01", "Bien noté Omar. Alors on vote."))
        assert the_voice(name_voices(told, a_seance()), "V05").likeliest == WEBER

    def test_a_name_that_is_given_the_floor_is_not_of_who_spoke(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", OTHER_REMARK),
            ("V01", "La parole est à Omar Weber."),
            ("V06", REMARK),
        )
        named = name_voices(told, a_seance())
        assert the_voice(named, "V05").member is None
        assert the_voice(named, "V06").member == WEBER

    def test_what_somebody_says_of_himself_is_repeated_with_his_name(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", "Moi je m'abstiens, à cause du garage."),
            ("V01", "Omar s'abstient. Le reste est pour."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER

    def test_a_name_that_answers_the_chairs_own_question_tells_of_nobody_before(self) -> None:
        told = said(
            OPENING,
            ("V05", "Moi je n'en veux pas."),
            ("V01", "Qui s'abstient ? Omar s'abstient. Le reste est pour."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member != WEBER

    def test_a_name_with_which_the_chair_begins_gives_the_floor(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", OTHER_REMARK),
            ("V01", "Oui, Monsieur Weber, je vous ai vu lever la main."),
            ("V06", REMARK),
        )
        named = name_voices(told, a_seance())
        assert the_voice(named, "V05").member is None
        assert the_voice(named, "V06").member == WEBER


class TestComingIn:
    def test_who_says_good_evening_is_greeted_by_name(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", "Bonsoir à tous, excusez le retard."),
            ("V01", "Tiens, Omar. Assis-toi, on en est au tracteur."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER


class TestSpeaksForAnother:
    PROXY = ("V01", "Madame Roussel est excusée, elle donne pouvoir à Monsieur Weber.")

    def test_who_tells_the_vote_of_an_absent_member_holds_the_pouvoir(self) -> None:
        told = said(OPENING, self.PROXY, VOTE, ("V05", "Je vote pour, et Léa Roussel aussi."))
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER

    def test_who_answers_for_an_absent_member_holds_the_pouvoir(self) -> None:
        told = said(
            OPENING,
            self.PROXY,
            VOTE,
            ("V01", "Et Madame Roussel ?"),
            ("V05", "Elle m'a écrit hier soir."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER


class TestPresiding:
    def test_who_says_to_preside_in_the_place_of_another_is_not_the_maire(self) -> None:
        told = said(
            ("V01", "Bonsoir. Le maire est retenu ce soir, c'est moi qui préside à sa place."),
            VOTE,
            VOTE,
        )
        assert the_voice(name_voices(told, a_seance()), "V01").likeliest == PETIT

    @pytest.mark.parametrize(
        "excuse",
        [
            "Monsieur le maire est retenu à la préfecture. Il vous prie de l'excuser.",
            "Monsieur Delorme est excusé, il est en déplacement.",
            "Monsieur le maire a donné son pouvoir à Madame Petit.",
        ],
    )
    def test_who_presides_and_says_that_the_maire_is_away_is_not_the_maire(
        self, excuse: str
    ) -> None:
        told = said(OPENING, ("V01", excuse), VOTE, ("V05", REMARK), VOTE)
        assert the_voice(name_voices(told, a_seance()), "V01").member == PETIT

    @pytest.mark.parametrize(
        "line",
        [
            ("V01", "Monsieur le maire de Vernon est excusé, il voulait nous parler du pont."),
            ("V02", "Monsieur le maire, Madame Roussel est excusée, elle me l'a dit."),
            ("V02", "Monsieur le maire est excusé de la réunion d'hier."),
        ],
    )
    def test_a_maire_presides_unless_who_presides_says_that_he_is_away(
        self, line: tuple[str, str]
    ) -> None:
        told = said(OPENING, line, VOTE, VOTE)
        assert the_voice(name_voices(told, a_seance()), "V01").member == MAIRE

    def test_who_is_spoken_to_may_stand_in_whatever_was_said_of_him(self) -> None:
        told = said(
            OPENING,
            ("V01", "Monsieur le maire est excusé. Monsieur Collin ?"),
            ("V05", "Il n'a pas répondu, Madame Petit."),
            ("V01", "Bon, absent."),
            VOTE,
            VOTE,
        )
        assert the_voice(name_voices(told, a_seance()), "V01").member == PETIT

    def test_one_word_of_a_chair_makes_no_chair_of_another_voice(self) -> None:
        told = said(OPENING, VOTE, ("V05", f"Qui est contre ? {REMARK}"), VOTE)
        named = name_voices(told, a_seance())
        assert the_voice(named, "V01").member == MAIRE
        assert the_voice(named, "V05").member is None

    def test_a_maire_to_whom_somebody_speaks_is_there(self) -> None:
        told = said(
            ("V01", "Bon, il est 18 heures 30, la séance est ouverte."),
            ("V02", "Léa, elle vient pas, Guy. La hanche."),
            ("V01", "Oui, elle s'est excusée, Léa, elle m'a téléphoné."),
            VOTE,
            VOTE,
        )
        assert the_voice(name_voices(told, a_seance()), "V01").member == MAIRE


class TestIntroductions:
    def test_who_begins_with_a_name_says_his_own(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", "Omar Weber, présent."),
            ("V06", "Anne Petit, je vous entends mal mais je suis là."),
            ("V05", f"Omar Weber. {REMARK}"),
        )
        named = name_voices(told, a_seance())
        assert the_turn(named, 2).member == WEBER
        assert the_turn(named, 3).member == PETIT
        assert the_turn(named, 4).member == WEBER

    def test_who_comes_in_late_says_his_own_name_behind_an_excuse(self) -> None:
        told = said(OPENING, VOTE, ("V05", "Bonsoir, désolé, Omar Weber, de la voirie."))
        assert the_turn(name_voices(told, a_seance()), 2).member == WEBER

    def test_who_begins_with_his_own_name_is_not_who_was_called(self) -> None:
        told = said(OPENING, VOTE, ("V01", "Ivan Collin ?"), ("V05", f"Omar Weber. {REMARK}"))
        assert the_voice(name_voices(told, a_seance()), "V05").member == WEBER

    def test_who_ends_a_list_names_others_before(self) -> None:
        told = said(OPENING, VOTE, ("V05", "Omar Weber, Rose Fabre et moi."))
        assert the_voice(name_voices(told, a_seance()), "V05").likeliest != WEBER

    def test_who_begins_with_several_names_calls_them(self) -> None:
        told = said(
            OPENING,
            VOTE,
            ("V05", "Omar Weber, présent ?"),
            ("V06", "Oui, présent."),
            ("V05", "Anne Petit, présente ?"),
            ("V07", "Oui, présente."),
        )
        assert the_voice(name_voices(told, a_seance()), "V05").member is None

    def test_the_chair_stays_the_chair_whoever_he_names(self) -> None:
        told = said(OPENING, VOTE, ("V01", "Omar Weber, le tracteur."), ("V05", REMARK))
        named = name_voices(told, a_seance())
        assert the_voice(named, "V01").member == MAIRE
        assert the_voice(named, "V05").member == WEBER
