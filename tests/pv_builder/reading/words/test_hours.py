import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.reading.words.heard import heard
from pv_builder.reading.words.hours import Hour, find_hours, is_told, minutes_of, settled, written
from tests.helpers.heard_lines import said


def hours(line: str) -> list[str]:
    return [written(hour.minutes) for hour in find_hours(heard(said(line))) if not hour.loose]


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("il est 18 heures 30", "18:30"),
        ("il est 18h32", "18:32"),
        ("il est 19h", "19:00"),
        ("il est dix-neuf heures cinq", "19:05"),
        ("il est vingt-deux heures quarante et une", "22:41"),
        ("il est huit heures et demie", "08:30"),
        ("il est cinq heures et demie passées de cinq minutes", "05:35"),
        ("il est dix heures moins le quart", "09:45"),
        ("il est dix heures moins cinq", "09:55"),
        ("il est midi et quart", "12:15"),
        ("il est vin heures onze", "20:11"),
        ("il est dis 9 heures", "19:00"),
        ("il est 17 heures. 10 présents", "17:00"),
        ("il est 17 heures, 10 présents ce soir", "17:00"),
        ("il est 1830.", "18:30"),
        ("il est 18 heures d'août.", "18:12"),
        ("bonsoir Anne, dix-huit heures quarante et une pour le registre", "18:41"),
    ],
)
def test_an_hour_is_read_however_it_is_said(line: str, hour: str) -> None:
    assert hours(line) == [hour]


def test_hours_of_work_beyond_a_day_are_no_hour_of_the_clock() -> None:
    assert hours("un contrat de 35 heures") == []


def test_an_hour_without_its_unit_is_kept_apart() -> None:
    found = find_hours(heard(said("la séance est levée à 19,49")))
    assert [(written(hour.minutes), hour.loose) for hour in found] == [("19:49", True)]


@pytest.mark.parametrize(
    ("said_hour", "after", "hour"),
    [
        ("10:41", "18:30", "22:41"),
        ("08:30", "20:30", "20:30"),
        ("09:05", "09:00", "09:05"),
        ("00:15", "19:00", "00:15"),
        ("19:42", "18:30", "19:42"),
    ],
)
def test_morning_or_evening_follows_from_the_hour_before(
    said_hour: str, after: str, hour: str
) -> None:
    minutes = settled(Hour(first=0, last=1, minutes=minutes_of(said_hour)), minutes_of(after))
    assert minutes is not None
    assert written(minutes) == hour


def test_without_an_hour_before_it_is_taken_as_said() -> None:
    assert settled(Hour(first=0, last=1, minutes=10 * 60), None) == 10 * 60


@given(st.integers(min_value=0, max_value=1439))
def test_written_hours_are_read_back(minutes: int) -> None:
    assert minutes_of(written(minutes)) == minutes


def test_twenty_one_is_put_together_where_its_parts_were_heard_apart() -> None:
    (hour,) = find_hours(heard(said("Il est vingt et hune heures quarante-cinq.")))
    assert hour.text == "21:45"


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("il est 18 heures 50 heures.", "18:51"),
        ("il est 19 heures 30 ans.", "19:31"),
        ("il est vingt heures cette la séance est levée", "20:07"),
        ("il est neuf heures cinq uante-neuf bonne soirée", "09:59"),
    ],
)
def test_what_only_sounds_like_minutes_is_read_and_asked_about(line: str, hour: str) -> None:
    (found,) = find_hours(heard(said(line)))
    assert (found.text, found.doubtful) == (hour, True)


def test_a_turn_that_ends_with_what_sounds_like_a_number_is_asked_about() -> None:
    (found,) = find_hours(heard(said("la séance est levée à dix-neuf heures cette")))
    assert found.doubtful


@pytest.mark.parametrize("line", ["à 19 heures cette semaine", "à 18 heures 50, Anne arrive"])
def test_words_that_go_on_after_an_hour_are_no_minutes(line: str) -> None:
    (found,) = find_hours(heard(said(line)))
    assert not found.doubtful


def test_a_number_in_four_letters_is_no_hour_run_together() -> None:
    assert hours("il est cinq heoures quarante et un") == []


def test_minutes_written_with_their_hour_are_kept_before_a_count() -> None:
    assert hours("Il est 18h59 pour tous.") == ["18:59"]


def test_an_hour_whose_unit_became_a_small_word_is_kept_apart() -> None:
    found = find_hours(heard(said("la séance est levée à 19 à 06.")))
    assert [(hour.text, hour.loose) for hour in found] == [("19:06", True)]


@pytest.mark.parametrize(
    ("line", "hour"), [("à déx-neuf heures dix", "19:10"), ("à vint-trois heures", "23:00")]
)
def test_the_lost_tens_of_an_hour_are_supplied_and_asked_about(line: str, hour: str) -> None:
    (found,) = find_hours(heard(said(line)))
    assert found.text == hour
    assert found.doubtful or line.startswith("à vint")


def test_a_word_or_two_may_stand_in_the_words_that_tell_an_hour() -> None:
    tokens = heard(said("On est quand même à 18 h 53, on va y aller."))
    (found,) = find_hours(tokens)
    assert is_told(tokens.tokens, found)
