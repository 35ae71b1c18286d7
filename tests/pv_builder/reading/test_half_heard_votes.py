"""Votes of which a part is lost: nothing wrong is counted without an alert."""

import pytest

from pv_builder.meeting import BallotMode, Outcome
from pv_builder.reading.reader import read_minutes
from tests.helpers.half_heard import ASK, ITEM, REPORT, codes_of, read_around
from tests.helpers.heard_lines import BLONDEL, CHARPENTIER, MARCHAND, MASSON, a_seance, said


def test_a_vote_beside_a_postponement_is_told() -> None:
    minutes = read_around(
        ITEM, ASK, (MASSON, "Bien."), (MASSON, "Nous reportons ce point au prochain conseil.")
    )
    assert minutes.meeting.items[0].outcome is Outcome.POSTPONED
    assert "outcome-doubtful" in codes_of(minutes)


def test_a_list_of_papers_gives_each_word_its_own_number() -> None:
    minutes = read_around(
        ITEM,
        (MASSON, "On procède au scrutin secret."),
        (MASSON, "Blancs : un. Pour : six. Contre : deux. La délibération est adoptée."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert ballot.mode is BallotMode.SECRET
    assert (ballot.in_favour, ballot.against, ballot.abstentions) == (6, 2, 1)


def test_more_votes_than_names_without_a_word_of_pouvoirs_is_told() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Deux abstentions, Madame Marchand et Madametraori."),
        (MASSON, "Adopté à la majorité."),
    )
    assert codes_of(minutes) & {"names-need-proxies", "names-differ-from-number"}


def test_a_name_that_is_nobodys_among_the_voters_is_told() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Ont voté contre Madame Marchand et Monsieurjeen Royer."),
        (MASSON, "Adopté à la majorité."),
    )
    assert codes_of(minutes) & {"votes-supposed", "voter-not-recognised"}


def test_a_number_without_names_may_be_heads_or_votes() -> None:
    minutes = read_around(
        ITEM, ASK, (MASSON, "Une voix contre. Adopté à la majorité."), weights=(1, 5, 1, 3)
    )
    assert "heads-or-votes" in codes_of(minutes)


def test_fewer_names_than_members_counted_is_told_where_they_carry_several_votes() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Deux voix contre, Madame Marchand et Nadineboufier. Adopté à la majorité."),
        weights=(1, 5, 1, 3),
    )
    assert "names-need-proxies" in codes_of(minutes)


def test_what_is_counted_long_after_the_result_is_not_of_the_vote() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "J'en compte 3 compte. La délibération est adoptée à la majorité."),
        (MASSON, "Nous allons maintenant passer aux questions diverses, qui sont nombreuses."),
        (BLONDEL, "Je voudrais dire un mot de la fête du village, qui fut une belle réussite."),
        (BLONDEL, "Je n'ai pas d'opposition de principe, mais c'est cher."),
    )
    assert codes_of(minutes)


def test_a_vote_asked_after_who_does_not_vote_is_not_a_taking_note() -> None:
    minutes = read_around(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Madame Marchanne ne vote pas sur ce point."),
        ASK,
        (MASSON, "Il n'y en a pas. C'et donc unanim."),
    )
    assert minutes.meeting.items[0].outcome is None
    assert codes_of(minutes) & {"outcome-unknown", "votes-incomplete", "votes-supposed"}


def test_a_second_vote_after_another_debate_may_be_that_of_another_item() -> None:
    debate = (
        "Le prix de l'eau doit suivre celui du syndicat et la part fixe ne bouge pas cette année."
    )
    second = [(CHARPENTIER, debate)] * 4
    voted = (MASSON, "Deux voix contre, Madame Marchand et Madame Blondel. Adopté.")
    minutes = read_around(ITEM, ASK, (MASSON, "Adopté à l'unanimité."), *second, ASK, voted)
    assert "vote-of-another-item" in codes_of(minutes)
    taken_again = (MASSON, "Adopté. Pardon, on recommence le vote.")
    minutes = read_around(ITEM, ASK, taken_again, ASK, voted)
    assert "vote-of-another-item" not in codes_of(minutes)


def test_a_count_heard_as_a_question_is_told() -> None:
    minutes = read_around(
        ITEM,
        (MASSON, "Y a-t-il une opposition ? Y a-t-il une abstention ?"),
        (MASSON, "Il y à toi voix contre."),
        (MASSON, "Une abstention. La délibération est donc adoptée."),
    )
    assert "votes-supposed" in codes_of(minutes)


@pytest.mark.parametrize("answer", ["Un vote contre, Madame Marchand.", "Pas de voix contre."])
def test_a_count_that_was_understood_is_not_doubted(answer: str) -> None:
    minutes = read_around(
        ITEM,
        (MASSON, "Qui est contre ? Qui s'abstient ?"),
        (MASSON, answer),
        (MASSON, "Une abstention, Monsieur Charpentier. La délibération est adoptée."),
    )
    assert "votes-supposed" not in codes_of(minutes)


def test_a_denied_vote_beside_a_name_is_told() -> None:
    minutes = read_around(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Delphine Marchand ce redir et ne fote paz."),
        ASK,
        (MASSON, "C'est l'unanimité."),
    )
    assert "withdrawal-doubtful" in codes_of(minutes)


def test_who_withdraws_and_does_not_vote_takes_no_part() -> None:
    minutes = read_around(
        ITEM,
        (CHARPENTIER, REPORT),
        (MASSON, "Delphine Marchand se retire et ne vote pas."),
        ASK,
        (MASSON, "C'est l'unanimité."),
    )
    assert minutes.meeting.items[0].not_participating == (MARCHAND,)


def test_papers_beside_a_show_of_hands_are_told() -> None:
    minutes = read_around(
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
        or ("ballot-mode-doubtful" in codes_of(minutes))
    )


def test_an_answer_that_may_be_of_the_other_side_is_told() -> None:
    minutes = read_around(
        ITEM,
        (MASSON, "Je mets aux voix. Qui est contre ? Des abstentions ?"),
        (MASSON, "Monsieur Charpentier a voté compte."),
        (MASSON, "Adopté à la majorité."),
    )
    assert "voter-unplaced" in codes_of(minutes)


def test_two_words_run_together_after_the_question_may_be_a_count() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "2 voix contre, Madame Marchand et Monsieur Charpentier."),
        (MASSON, "Uneabstentian."),
        (MASSON, "Adopté à la majorité."),
    )
    assert "votes-supposed" in codes_of(minutes)


def test_who_leaves_after_the_result_is_no_voter() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Une opposition. Une abstentiaun."),
        (MASSON, "Soit six pour, un compte, une abstention. Adopté."),
        (MASSON, "Delphine Marchand nauus quitte à dix-neuf heures dix."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert MARCHAND not in ballot.abstention_names


def test_a_number_that_sounds_like_a_small_word_is_doubted_where_a_clause_ends() -> None:
    transcript = said(
        (MASSON, "Il est 18 heures, la séance est ouverte."),
        (MASSON, "Merci à tous, la séance est levée à 20 heures cette, bonne soirée."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert "closing-hour-doubtful" in codes_of(minutes, None)


def test_a_question_with_a_misheard_pronoun_counts_nobody() -> None:
    minutes = read_around(
        ITEM,
        (MASSON, "Y a-t-il une opposition ? Y a-t-él une abstention ?"),
        (MASSON, "Je considère que c'est adopté."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert ballot.abstentions in {0, None}


def test_a_voter_whose_name_is_hardly_understood_is_told() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Une voix contre, Monsieur Charbont."),
        (MASSON, "Adopté à la majorité."),
    )
    ballot = minutes.meeting.items[0].ballot
    named = ballot.against_names if ballot is not None else ()
    assert not named or "voter-not-recognised" in codes_of(minutes)


def test_a_name_beside_another_before_the_verb_is_not_passed_over() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "Madame Rousel-Berck et Madame Marchand s'abstiennent."),
        (MASSON, "La délibération est adoptée à la majorité."),
    )
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert len(ballot.abstention_names) == 2 or codes_of(minutes)
