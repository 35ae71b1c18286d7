"""Sentences of which a part is lost: nothing wrong is read out of them without an alert."""

import pytest

from pv_builder.meeting import Attendance, Outcome
from pv_builder.reading.reader import read_minutes
from tests.helpers.half_heard import ASK, CLOSE, ITEM, REPORT, codes_of, read_around
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    MARCHAND,
    MASSON,
    ROUSSEL,
    a_seance,
    said,
)

VOTED = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")


@pytest.mark.parametrize("voices", [True, False])
def test_a_floor_given_after_a_report_may_not_be_the_rapporteurs(*, voices: bool) -> None:
    minutes = read_around(
        (MASSON, "Point numéro 1, programme de voirie."),
        (MASSON, REPORT),
        (MASSON, "La parole est à Madame Marchand."),
        (MARCHAND, "Est-ce que les trottoirs sont compris ?"),
        voices=voices,
    )
    assert minutes.meeting.items[0].rapporteur == MARCHAND
    assert "rapporteur-supposed" in codes_of(minutes)


def test_the_floor_for_a_question_makes_no_rapporteur() -> None:
    minutes = read_around(
        (MASSON, "Point numéro 1, programme de voirie."),
        (CHARPENTIER, REPORT),
        (MASSON, "Madame Marchand, une question ?"),
        (MARCHAND, "Est-ce que les trottoirs sont compris ?"),
    )
    assert minutes.meeting.items[0].rapporteur != MARCHAND


def test_the_title_in_a_turn_of_its_own_is_no_report() -> None:
    minutes = read_around(
        (MASSON, "J'appelle le point numéro 1."),
        (MASSON, "Il s'agit là, comme convenu, du programme de voirie."),
        (MASSON, "La parole est à Monsieur Charpentier."),
        (CHARPENTIER, REPORT),
    )
    assert minutes.meeting.items[0].rapporteur == CHARPENTIER


def test_reporting_an_item_is_not_postponing_it() -> None:
    minutes = read_around(
        (MASSON, "Point numéro 1, programme de voirie. Je rapporte ce dossier."),
        ASK,
        (MASSON, "La délibération est adoptée à l'unanimité."),
    )
    assert minutes.meeting.items[0].outcome is not Outcome.POSTPONED


def test_the_rapporteur_of_the_next_item_is_not_the_secretary() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "Le secrétaire de séance sera Monsieur Baraun."),
        (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier."),
        CLOSE,
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.secretary is None
    assert "secretary-missing" in codes_of(minutes, None)


def test_a_pouvoir_given_by_a_name_not_understood_is_not_the_last_absent_members() -> None:
    transcript = said(
        "La séance est ouverte.",
        "Madame Marchand, excusée.",
        "Madamisabel Roussèle a donné pouvoir à Monsieur Lemoine.",
        "Tout le monde est là sinon.",
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert all(proxy.giver != MARCHAND for proxy in minutes.meeting.proxies)


def test_an_excuse_followed_by_what_sounds_like_a_pouvoir_is_asked_about() -> None:
    def alerts(rest: str) -> set[str]:
        opening = said(
            (MASSON, "La séance est ouverte."),
            (MASSON, f"Madame Marchand est excusée{rest}."),
            (MASSON, "Point numéro 1, programme de voirie."),
            CLOSE,
        )
        return codes_of(read_minutes(opening, a_seance(titles=("Programme de voirie",))), None)

    assert "proxy-doubtful" in alerts(", pouvauir à madancharpantié")
    assert "proxy-doubtful" not in alerts(", sans pouvauir à personne")
    assert "proxy-doubtful" not in alerts(" ce soir")


def test_who_is_named_after_my_pouvoir_may_hold_it() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "J'ai une procuration de Madame Roussel pou Monsieur Lemoine."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert all(proxy.holder != MASSON for proxy in minutes.meeting.proxies)
    assert "proxy-name-unknown" in codes_of(minutes, None)


def test_everybody_is_there_does_not_answer_for_who_comes_later() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "Madame Marchand arrivera un peu plus tard À part ça tout le monde est là"),
        ITEM,
        CLOSE,
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert dict(minutes.meeting.attendance)[MARCHAND] is not Attendance.PRESENT


def test_an_hour_between_two_items_is_of_somebody() -> None:
    minutes = read_around(
        ITEM,
        ASK,
        (MASSON, "La délibération est adoptée à l'unanimité."),
        (MASSON, "Notez larivé demadan Marchan à 19 heures 14."),
        (MASSON, "Point numéro 2, tarifs de la cantine. Madame Roussel, c'est à vous."),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
        (ROUSSEL, REPORT),
    )
    assert "movement-doubtful" in codes_of(minutes, None)


def test_a_movement_half_heard_between_two_items_is_told() -> None:
    minutes = read_around(
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
    assert "movement-doubtful" in codes_of(minutes, None)


def test_a_holder_whose_name_is_not_understood_is_not_the_speaker() -> None:
    transcript = said(
        (MASSON, "La séance est ouverte."),
        (MASSON, "J'aé une procuration de Madame Roussel par Madane Françauis."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert not minutes.meeting.proxies
    assert "proxy-name-unknown" in codes_of(minutes, None)


def test_half_an_hour_that_is_misspelt_is_read_with_a_doubt() -> None:
    transcript = said(
        (MASSON, "Il est dix-huit heures et demée précises, j'ouvre cette séance du conseil."),
    )
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.opened_at == "18:30"
    assert "opening-hour-doubtful" in codes_of(minutes, None)


def test_an_item_that_is_spoken_of_for_long_after_a_postponement_may_not_be_put_off() -> None:
    wish = "Je ne voudrais pas qu'on le reporte encore."
    minutes = read_around(ITEM, wish, *(REPORT for _ in range(4)), "Odopté.", voices=False)
    assert minutes.meeting.items[0].outcome is Outcome.POSTPONED
    assert "outcome-doubtful" in codes_of(minutes)


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


def test_a_rapporteur_whose_name_is_only_near_is_told() -> None:
    minutes = read_around(
        (MASSON, "Point numéro 1, programme de voirie. Le rapporteur est Monsieur Charpon."),
        (CHARPENTIER, REPORT),
    )
    assert minutes.meeting.items[0].rapporteur is None or "rapporteur-supposed" in codes_of(minutes)


@pytest.mark.parametrize(
    "hour", ["dix-huit heures est demie précises", "dix-huit heures trente et hein"]
)
def test_minutes_that_only_sound_like_minutes_are_doubted(hour: str) -> None:
    transcript = said((MASSON, f"Il est {hour}, j'ouvre cette séance du conseil."))
    minutes = read_minutes(transcript, a_seance(titles=("Programme de voirie",)))
    assert minutes.meeting.opened_at == "18:30"
    assert "opening-hour-doubtful" in codes_of(minutes, None)


def test_a_postponement_that_a_member_only_speaks_of_is_told() -> None:
    minutes = read_around(ITEM, "Ça fait deux fois qu'on le reporte.", "Odopté.", voices=False)
    assert "outcome-doubtful" in codes_of(minutes)


def test_an_item_called_after_a_decision_taken_for_its_own_is_told() -> None:
    minutes = read_around(
        (MASSON, "Un. Programme de voirie. C'est Madame Roussel qui rapporte."),
        (ROUSSEL, REPORT),
        VOTED,
        (MASSON, "On enchoîne avec le poing 1, je passe la parole à Madame Bemali."),
        (MARCHAND, REPORT),
        VOTED,
    )
    assert "item-called-late" in codes_of(minutes)


def test_a_vote_denied_beside_a_name_that_swallowed_its_ne_is_read_or_asked_about() -> None:
    minutes = read_around(
        ITEM, (MASSON, "À noter que Madame Blondeln vote pas sur ce point."), VOTED
    )
    read = BLONDEL in minutes.meeting.items[0].not_participating
    assert read or "withdrawal-doubtful" in codes_of(minutes)
