import pytest

from pv_builder.reading.opening import closing_hour, next_session, opening_hour
from tests.helpers.heard_lines import Line, a_scene, a_seance


def opened(*lines: Line, convened: str | None = "18:30") -> str | None:
    scene = a_scene(*lines, seance=a_seance(hour=convened))
    told = opening_hour(scene, scene.end)
    return told.value if told else None


def closed(*lines: Line, opened_at: str | None = "18:30") -> str | None:
    told = closing_hour(a_scene(*lines), 0, opened_at)
    return told.value if told else None


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("Bonsoir, il est 18 heures 30, je vous propose d'ouvrir la séance.", "18:30"),
        ("Il est six heures et demie, on va pouvoir commencer.", "18:30"),
        ("La séance du conseil municipal est ouverte, il est 18h32.", "18:32"),
        ("Mesdames, messieurs, il est dis 9 heures, j'ouvre la séance.", "19:00"),
    ],
)
def test_the_hour_said_at_the_opening_is_read(line: str, hour: str) -> None:
    assert opened(line) == hour


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("Allez, dix-huit heures trente-deux, je vous propose d'y aller.", "18:32"),
        ("Quelqu'un a l'heure ? Six heures trente-cinq. Bon, c'est parti.", "18:35"),
        ("On est à 18 heures 33, ne perdons pas de temps.", "18:33"),
        ("Je note 18 h 31 pour l'ouverture.", "18:31"),
    ],
)
def test_an_hour_said_by_itself_at_the_start_is_that_of_the_opening(line: str, hour: str) -> None:
    assert opened(line) == hour


def test_an_hour_beside_the_opening_is_proposed_and_asked_about_where_est_was_misheard() -> None:
    scene = a_scene("Bonsoir, je déclare la séance ouverte.", "Il a 18 heures tantes.")
    told = opening_hour(scene, scene.end)
    assert told is not None
    assert told.value == "18:30"
    assert [alert.code for alert in told.alerts] == ["opening-hour-doubtful"]


def test_the_convened_hour_is_never_taken_for_the_opening() -> None:
    assert opened("Bonsoir à tous, je déclare la séance ouverte.") is None


def test_an_hour_before_the_convened_one_is_asked_about() -> None:
    scene = a_scene("Il est exactement 18 heures, tant de deux, j'ouvre la séance.")
    told = opening_hour(scene, scene.end)
    assert told is not None
    assert [alert.code for alert in told.alerts] == ["opening-hour-doubtful"]


def test_an_hour_of_something_else_is_not_the_opening() -> None:
    assert opened("Le cocktail aura lieu à 21 heures.", "Je déclare la séance ouverte.") != "21:00"


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("L'ordre du jour étant épuisé, la séance est levée à 19 heures 12.", "19:12"),
        ("Plus rien à l'ordre du jour, la séance est levée, il est 22h41.", "22:41"),
        ("Il est dix heures quarante et une, merci à tous, bonne soirée.", "22:41"),
        ("Lors du jour étant épisé, la séance est levée à 19,49.", "19:49"),
        ("De l'ève la séance, il est 19 heures 05.", "19:05"),
        ("Je clos la séance, il est minuit dix.", "00:10"),
    ],
)
def test_the_hour_said_at_the_closing_is_read(line: str, hour: str) -> None:
    assert closed(line) == hour


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("Voilà, on a fait le tour, 21 heures 47, à la prochaine.", "21:47"),
        ("Je vous rends votre soirée, 22 h 10 à ma montre.", "22:10"),
        ("Bon, on lève le camp, 22 h 03.", "22:03"),
        ("Le goûter des aînés, c'est samedi, 14 heures, à la salle.", None),
        ("Le concert, 14 heures, entrée libre.", None),
    ],
)
def test_an_hour_said_by_itself_at_the_end_is_that_of_the_closing(
    line: str, hour: str | None
) -> None:
    assert closed(line) == hour


def test_a_session_that_somebody_else_closed_is_not_this_one() -> None:
    assert closed("Le préfet a levé la séance du comité à 21 heures.", "Bien.") is None


def test_minutes_that_were_not_understood_are_asked_about() -> None:
    told = closing_hour(a_scene("Je lève la séance, il est 19 heures de hausseise."), 0, "18:30")
    assert told is not None
    assert [alert.code for alert in told.alerts] == ["closing-hour-doubtful"]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Je vous informe que la prochaine réunion aura lieu le 28 mai.", "28 mai"),
        ("Prochaine séance le premier février.", "1er février"),
        ("Le prochain conseil aura lieu mardi dix décembre à 9h30.", "mardi 10 décembre à 09:30"),
    ],
)
def test_the_next_session_is_read(line: str, date: str) -> None:
    told = next_session(a_scene(line), 0)
    assert told is not None
    assert told.value == date


def test_a_date_that_was_not_understood_is_left_out() -> None:
    assert next_session(a_scene("La prochaine réunion aura lieu le vêtement."), 0) is None


def test_an_hour_told_late_in_the_opening_is_proposed_and_asked_about() -> None:
    long = "On attend encore ceux de la route du haut, le temps que chacun trouve une chaise. " * 9
    scene = a_scene("On va commencer.", long, "Il est 18 heures 36, on me dit de le dire.")
    told = opening_hour(scene, scene.end)
    assert told is not None
    assert (told.value, [alert.code for alert in told.alerts]) == (
        "18:36",
        ["opening-hour-doubtful"],
    )
