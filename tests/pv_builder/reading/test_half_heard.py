"""Sentences of which a part is lost: nothing wrong is read out of them without an alert."""

import pytest

from pv_builder.meeting import Attendance, BallotMode, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    MARCHAND,
    MASSON,
    ROUSSEL,
    Line,
    a_seance,
    members,
    said,
)

OPENING = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Je propose Madame Blondel comme secrétaire de séance."),
)
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
REPORT = "Il est proposé de refaire la chaussée de la rue du lavoir avant la fin de l'année."


def read(*lines: Line, voices: bool = True, weights: tuple[int, ...] = ()) -> Minutes:
    told = (*OPENING, *lines, CLOSE)
    plain = told if voices else tuple(line if isinstance(line, str) else line[1] for line in told)
    seance = a_seance(
        titles=("Programme de voirie", "Tarifs de la cantine"),
        roll=members(weights=weights),
    )
    return read_minutes(said(*plain), seance)


def codes(minutes: Minutes, item: int | None = 1) -> set[str]:
    return {alert.code for alert in minutes.alerts if alert.item == item}


@pytest.mark.parametrize("voices", [True, False])
def test_a_floor_given_after_a_report_may_not_be_the_rapporteurs(*, voices: bool) -> None:
    minutes = read(
        (MASSON, "Point numéro 1, programme de voirie."),
        (MASSON, REPORT),
        (MASSON, "La parole est à Madame Marchand."),
        (MARCHAND, "Est-ce que les trottoirs sont compris ?"),
        voices=voices,
    )
    assert minutes.meeting.items[0].rapporteur == MARCHAND
    assert "rapporteur-supposed" in codes(minutes)


def test_the_floor_for_a_question_makes_no_rapporteur() -> None:
    minutes = read(
        (MASSON, "Point numéro 1, programme de voirie."),
        (CHARPENTIER, REPORT),
        (MASSON, "Madame Marchand, une question ?"),
        (MARCHAND, "Est-ce que les trottoirs sont compris ?"),
    )
    assert minutes.meeting.items[0].rapporteur != MARCHAND


def test_the_title_in_a_turn_of_its_own_is_no_report() -> None:
    minutes = read(
        (MASSON, "J'appelle le point numéro 1."),
        (MASSON, "Il s'agit là, comme convenu, du programme de voirie."),
        (MASSON, "La parole est à Monsieur Charpentier."),
        (CHARPENTIER, REPORT),
    )
    assert minutes.meeting.items[0].rapporteur == CHARPENTIER


def test_reporting_an_item_is_not_postponing_it() -> None:
    minutes = read(
        (MASSON, "Point numéro 1, programme de voirie. Je rapporte ce dossier."),
        ASK,
        (MASSON, "La délibération est adoptée à l'unanimité."),
    )
    assert minutes.meeting.items[0].outcome is not Outcome.POSTPONED


def test_a_vote_beside_a_postponement_is_told() -> None:
    minutes = read(
        ITEM, ASK, (MASSON, "Bien."), (MASSON, "Nous reportons ce point au prochain conseil.")
    )
    assert minutes.meeting.items[0].outcome is Outcome.POSTPONED
    assert "outcome-doubtful" in codes(minutes)


def test_the_rapporteur_of_the_next_item_is_not_the_secretary() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "Le secrétaire de séance sera Monsieur Baraun."),
        (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier."),
        CLOSE,
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.secretary is None
    assert "secretary-missing" in codes(minutes, None)


def test_a_pouvoir_given_by_a_name_not_understood_is_not_the_last_absent_members() -> None:
    transcript = said(
        "La séance est ouverte.",
        "Madame Marchand, excusée.",
        "Madamisabel Roussèle a donné pouvoir à Monsieur Lemoine.",
        "Tout le monde est là sinon.",
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert all(proxy.giver != MARCHAND for proxy in minutes.meeting.proxies)


def test_who_is_named_after_my_pouvoir_may_hold_it() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "J'ai une procuration de Madame Roussel pou Monsieur Lemoine."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert all(proxy.holder != MASSON for proxy in minutes.meeting.proxies)
    assert "proxy-name-unknown" in codes(minutes, None)


def test_everybody_is_there_does_not_answer_for_who_comes_later() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "Madame Marchand arrivera un peu plus tard À part ça tout le monde est là"),
        ITEM,
        CLOSE,
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert dict(minutes.meeting.attendance)[MARCHAND] is not Attendance.PRESENT


def test_a_list_of_papers_gives_each_word_its_own_number() -> None:
    minutes = read(
        ITEM,
        (MASSON, "On procède au scrutin secret."),
        (MASSON, "Blancs : un. Pour : six. Contre : deux. La délibération est adoptée."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert ballot.mode is BallotMode.SECRET
    assert (ballot.in_favour, ballot.against, ballot.abstentions) == (6, 2, 1)


def test_an_hour_between_two_items_is_of_somebody() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "La délibération est adoptée à l'unanimité."),
        (MASSON, "Notez larivé demadam Marchan à 19 heures 14."),
        (MASSON, "Point numéro 2, tarifs de la cantine. Madame Roussel, c'est à vous."),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
    )
    assert "movement-doubtful" in codes(minutes, None)


def test_a_movement_half_heard_between_two_items_is_told() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "La délibération est adoptée à l'unanimité."),
        (MASSON, "Il est si heurez, Madame Marchand nauus kitte."),
        (MASSON, "Point numéro 2, tarifs de la cantine. Madame Roussel, c'est à vous."),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
    )
    assert not minutes.meeting.movements
    assert "movement-doubtful" in codes(minutes, None)


def test_more_votes_than_names_without_a_word_of_pouvoirs_is_told() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Deux abstentions, Madame Marchand et Madametraori."),
        (MASSON, "Adopté à la majorité."),
    )
    assert codes(minutes) & {"names-need-proxies", "names-differ-from-number"}


def test_a_name_that_is_nobodys_among_the_voters_is_told() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Ont voté contre Madame Marchand et Monsieurjeen Royer."),
        (MASSON, "Adopté à la majorité."),
    )
    assert codes(minutes) & {"votes-supposed", "voter-not-recognised"}


def test_a_number_without_names_may_be_heads_or_votes() -> None:
    minutes = read(
        ITEM, ASK, (MASSON, "Une voix contre. Adopté à la majorité."), weights=(1, 5, 1, 3)
    )
    assert "heads-or-votes" in codes(minutes)


def test_what_is_counted_long_after_the_result_is_not_of_the_vote() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "J'en compte 3 compte. La délibération est adoptée à la majorité."),
        (MASSON, "Nous allons maintenant passer aux questions diverses, qui sont nombreuses."),
        (BLONDEL, "Je voudrais dire un mot de la fête du village, qui fut une belle réussite."),
        (BLONDEL, "Je n'ai pas d'opposition de principe, mais c'est cher."),
    )
    assert codes(minutes)


def test_a_vote_asked_after_who_does_not_vote_is_not_a_taking_note() -> None:
    minutes = read(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Madame Marchanne ne vote pas sur ce point."),
        ASK,
        (MASSON, "Il n'y en a pas. C'et donc unanim."),
    )
    assert minutes.meeting.items[0].outcome is None
    assert codes(minutes) & {"outcome-unknown", "votes-incomplete"}


def test_a_count_heard_as_a_question_is_told() -> None:
    minutes = read(
        ITEM,
        (MASSON, "Y a-t-il une opposition ? Y a-t-il une abstention ?"),
        (MASSON, "Il y à toi voix contre."),
        (MASSON, "Une abstention. La délibération est donc adoptée."),
    )
    assert "votes-supposed" in codes(minutes)


@pytest.mark.parametrize("answer", ["Un vote contre, Madame Marchand.", "Pas de voix contre."])
def test_a_count_that_was_understood_is_not_doubted(answer: str) -> None:
    minutes = read(
        ITEM,
        (MASSON, "Qui est contre ? Qui s'abstient ?"),
        (MASSON, answer),
        (MASSON, "Une abstention, Monsieur Charpentier. La délibération est adoptée."),
    )
    assert "votes-supposed" not in codes(minutes)


def test_a_denied_vote_beside_a_name_is_told() -> None:
    minutes = read(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Delphine Marchand ce redir et ne fote paz."),
        ASK,
        (MASSON, "C'est l'unanimité."),
    )
    assert "withdrawal-doubtful" in codes(minutes)


def test_who_withdraws_and_does_not_vote_takes_no_part() -> None:
    minutes = read(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Delphine Marchand se retire et ne vote pas."),
        ASK,
        (MASSON, "C'est l'unanimité."),
    )
    assert minutes.meeting.items[0].not_participating == (MARCHAND,)


def test_a_holder_whose_name_is_not_understood_is_not_the_speaker() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "J'aé une procuration de Madame Roussel par Madane Françauis."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert not minutes.meeting.proxies
    assert "proxy-name-unknown" in codes(minutes, None)


def test_half_an_hour_that_is_misspelt_is_read_with_a_doubt() -> None:
    transcript = said(
        (MASSON, "Il est dix-huit heures et demée précises, j'ouvre cette séance du conseil."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.opened_at == "18:30"
    assert "opening-hour-doubtful" in codes(minutes, None)


def test_an_item_that_is_spoken_of_for_long_after_a_postponement_may_not_be_put_off() -> None:
    wish = "Je ne voudrais pas qu'on le reporte encore."
    minutes = read(ITEM, wish, *(REPORT for _ in range(4)), "Odopté.", voices=False)
    assert minutes.meeting.items[0].outcome is Outcome.POSTPONED
    assert "outcome-doubtful" in codes(minutes)


def test_who_is_called_after_a_pouvoir_does_not_hold_it() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte. Je procède à l'appel."),
        (
            MASSON,
            "Monsieur Lemoine vote pour le compte de Madame Roussel, dont él a la procuration",
        ),
        (MASSON, "Madame Delphine Marchand ?"),
        (MARCHAND, "Présente."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert all(proxy.holder != MARCHAND for proxy in minutes.meeting.proxies)


def test_papers_beside_a_show_of_hands_are_told() -> None:
    minutes = read(
        ITEM,
        (MASSON, "L scrutain ce ra sekret."),
        (
            MASSON,
            "Dépouillement terminé. Quinze voix par, hein voix contre, trois bulletins bloncs.",
        ),
        (MASSON, "La délibération est adoptée."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert (
        ballot is None
        or ballot.mode is BallotMode.SECRET
        or ("ballot-mode-doubtful" in codes(minutes))
    )


def test_an_answer_that_may_be_of_the_other_side_is_told() -> None:
    minutes = read(
        ITEM,
        (MASSON, "Je mets aux voix. Qui est contre ? Des abstentions ?"),
        (MASSON, "Monsieur Charpentier a voté compte."),
        (MASSON, "Adopté à la majorité."),
    )
    assert "voter-unplaced" in codes(minutes)


def test_two_words_run_together_after_the_question_may_be_a_count() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "2 voix contre, Madame Marchand et Monsieur Charpentier."),
        (MASSON, "Uneabstentian."),
        (MASSON, "Adopté à la majorité."),
    )
    assert "votes-supposed" in codes(minutes)


def test_who_leaves_after_the_result_is_no_voter() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Une opposition. Une abstentiaun."),
        (MASSON, "Soit six pour, un compte, une abstention. Adopté."),
        (MASSON, "Delphine Marchand nauus quitte à dix-neuf heures dix."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert MARCHAND not in ballot.abstention_names


def test_a_rapporteur_whose_name_is_only_near_is_told() -> None:
    minutes = read(
        (MASSON, "Point numéro 1, programme de voirie. Le rapporteur est Monsieur Charpon."),
        (CHARPENTIER, REPORT),
    )
    assert minutes.meeting.items[0].rapporteur is None or "rapporteur-supposed" in codes(minutes)


@pytest.mark.parametrize(
    "hour", ["dix-huit heures est demie précises", "dix-huit heures trente et hein"]
)
def test_minutes_that_only_sound_like_minutes_are_doubted(hour: str) -> None:
    transcript = said((MASSON, f"Il est {hour}, j'ouvre cette séance du conseil."))
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.opened_at == "18:30"
    assert "opening-hour-doubtful" in codes(minutes, None)


def test_a_number_that_sounds_like_a_small_word_is_doubted_where_a_clause_ends() -> None:
    transcript = said(
        (MASSON, "Il est 18 heures, la séance est ouverte."),
        (MASSON, "Merci à tous, la séance est levée à 20 heures cette, bonne soirée."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert "closing-hour-doubtful" in codes(minutes, None)


def test_a_postponement_that_a_member_only_speaks_of_is_told() -> None:
    minutes = read(ITEM, "Ça fait deux fois qu'on le reporte.", "Odopté.", voices=False)
    assert "outcome-doubtful" in codes(minutes)


def test_a_question_with_a_misheard_pronoun_counts_nobody() -> None:
    minutes = read(
        ITEM,
        (MASSON, "Y a-t-il une opposition ? Y a-t-él une abstention ?"),
        (MASSON, "Je considère que c'est adopté."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert ballot.abstentions in {0, None}


def test_a_voter_whose_name_is_hardly_understood_is_told() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Une voix contre, Monsieur Charbont."),
        (MASSON, "Adopté à la majorité."),
    )
    ballot = minutes.meeting.items[0].ballot
    named = ballot.against_names if ballot is not None else ()
    assert not named or "voter-not-recognised" in codes(minutes)


def test_a_name_beside_another_before_the_verb_is_not_passed_over() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Madame Rousel-Berck et Madame Marchand s'abstiennent."),
        (MASSON, "La délibération est adoptée à la majorité."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert len(ballot.abstention_names) == 2 or codes(minutes)
