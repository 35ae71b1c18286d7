import pytest

from pv_builder.meeting import Attendance, MemberName
from pv_builder.reading.roles.bureau import read_chair, read_secretary
from tests.helpers.heard_lines import (
    BLONDEL,
    MASSON,
    PERRIN,
    ROUSSEL,
    Line,
    a_scene,
)


def chair(*lines: Line, away: bool = False) -> tuple[MemberName | None, list[str]]:
    scene = a_scene(*lines)
    states = {MASSON: Attendance.EXCUSED if away else Attendance.PRESENT}
    named = read_chair(scene, states, scene.end)
    return named.member, [alert.code for alert in named.alerts]


def secretary(*lines: Line) -> MemberName | None:
    scene = a_scene(*lines)
    return read_secretary(scene, scene.end).member


def test_the_maire_presides() -> None:
    assert chair("Je déclare la séance ouverte.") == (MASSON, [])


def test_whoever_presides_in_place_of_him_is_known_by_the_voice() -> None:
    line = (ROUSSEL, "En l'absence de monsieur le maire, c'est moi qui préside cette séance.")
    assert chair(line) == (ROUSSEL, [])


def test_an_absent_maire_does_not_preside() -> None:
    assert chair("Je déclare la séance ouverte.", away=True) == (None, ["chair-missing"])


@pytest.mark.parametrize(
    "line",
    [
        "Je propose de désigner Madame Blondelle comme secretaire de séance.",
        "Il faut désigner un secrétaire de séance. Madame Blondel, vous acceptez ?",
        "Élodie Blondel, tu veux bien faire le secrétaire ?",
        "Le secrétariat de la séance sera assuré par Madame Blondel.",
        "Comme c'est la plus jeune, c'est Madame Blondel qui sera secrétaire de séance.",
    ],
)
def test_the_secretary_is_named(line: str) -> None:
    assert secretary("Madame Perrin ?", "Présente.", line) == BLONDEL


def test_who_refuses_is_not_the_secretary() -> None:
    assert (
        secretary(
            "Il nous faut un secrétaire de séance. Madame Perrin ?",
            "Non, je préfère pas.",
            "Madame Blondel, alors ?",
            "D'accord.",
        )
        == BLONDEL
    )


def test_a_secretary_whose_name_was_not_heard_is_asked_for() -> None:
    scene = a_scene("Il nous faut un secrétaire de séance.", "Je veux bien.")
    named = read_secretary(scene, scene.end)
    assert named.member is None
    assert [alert.code for alert in named.alerts] == ["secretary-missing"]


@pytest.mark.parametrize(
    "line",
    [
        "Élodie, tu tiens le stylo ce soir ?",
        "J'ai besoin de quelqu'un pour noter. Madame Blondel, peut-être ?",
        "Qui écrit ? Élodie, vas-y, tu as l'habitude.",
        "Secrétaire, je propose Élodie Blondel.",
        "Il faut un secrétaire. Madame Blondel, Madame Perrin l'a fait en mai.",
        "C'est toi qui rédiges, Élodie ?",
    ],
)
def test_the_secretary_is_asked_in_any_words(line: str) -> None:
    assert secretary((MASSON, line), (BLONDEL, "D'accord.")) == BLONDEL


def test_who_says_that_he_writes_is_the_secretary() -> None:
    lines = (MASSON, "Qui prend la plume ? Pauline ?"), (BLONDEL, "Non, je fais le secrétaire.")
    assert secretary(*lines) == BLONDEL


def test_a_volunteer_whom_nobody_named_is_proposed_with_an_alert() -> None:
    scene = a_scene((MASSON, "Qui s'y colle pour écrire ?"), (PERRIN, "Je veux bien, moi."))
    named = read_secretary(scene, scene.end)
    assert named.member == PERRIN
    assert [alert.code for alert in named.alerts] == ["secretary-supposed"]


def test_nobody_is_secretary_for_refusing() -> None:
    assert secretary((MASSON, "Qui veut écrire ?"), (PERRIN, "Ah non, moi je préfère pas.")) is None


def test_an_answer_to_the_roll_call_accepts_no_office() -> None:
    lines = (
        (MASSON, "Pauline Perrin ?"),
        (PERRIN, "Présente."),
        (MASSON, "Le secrétariat sera tenu ce soir par Madame Élodie Blondel."),
        (ROUSSEL, "Bien."),
    )
    assert secretary(*lines) == BLONDEL


def test_the_secretary_of_the_town_hall_is_no_secretary_of_the_session() -> None:
    lines = "Je remercie Madame Perrin, secrétaire générale.", "Madame Blondel, secrétaire ?"
    assert secretary(lines[0]) is None
    assert secretary(*lines) == BLONDEL


def test_who_writes_is_found_a_little_after_the_first_item_seems_to_begin() -> None:
    scene = a_scene((MASSON, "Élodie, je vous mets secrétaire de séance."), (BLONDEL, "Oui."))
    assert read_secretary(scene, 1).member == BLONDEL


def test_no_to_a_question_that_asks_whether_it_bothers_accepts() -> None:
    lines = (MASSON, "Élodie, ça t'embête de faire le secrétaire ?"), (BLONDEL, "Non, du tout.")
    assert secretary(*lines) == BLONDEL


def test_the_praise_of_the_last_session_hides_no_secretary() -> None:
    line = "Madame Blondel, parfaite la dernière fois, vous voulez bien être secrétaire ?"
    assert secretary(line) == BLONDEL


def test_an_item_that_is_called_refuses_no_office() -> None:
    lines = (
        (MASSON, "Madame Perrin ?"),
        (PERRIN, "Présente."),
        (MASSON, "Conme secrétaire de séance, je propose Madame Blondel."),
        (MASSON, "On passe au point un, admission en non-valeur de créances."),
    )
    assert secretary(*lines) == BLONDEL


def test_a_name_of_another_sentence_is_no_nearer_to_the_secretary() -> None:
    lines = (
        (MASSON, "Pouvoir de Monsieur Hubert à Madame Perrin"),
        (MASSON, "Comme secrétair d séance je popose Madame Blondele."),
    )
    assert secretary(*lines) == BLONDEL


def test_a_name_in_what_may_be_the_first_item_is_only_supposed() -> None:
    scene = a_scene(
        (MASSON, "Aoudre veut bien assurer le secrétariat de séance. Merci."),
        (MASSON, "Délibération numéro hein, voirie. Madame Perrin, tu nous présentes ça ?"),
    )
    item = next(t.at for t in scene.heard.tokens if t.text == "délibération")
    named = read_secretary(scene, item)
    assert [alert.code for alert in named.alerts] == ["secretary-supposed"]


def test_the_chair_who_is_told_to_find_a_secretary_is_none() -> None:
    lines = (
        (MASSON, "La séance est ouverte."),
        "Il faut un secrétaire de séance aussi, Sébastien.",
        (MASSON, "Ah oui. Élodie, tu écris bien, toi ?"),
        (BLONDEL, "Je veux bien."),
    )
    scene = a_scene(*lines)
    assert read_secretary(scene, scene.end, MASSON).member == BLONDEL


def test_a_secretary_whose_name_was_not_well_understood_is_only_supposed() -> None:
    scene = a_scene("Je propose Madame Bolandel comme secrétaire de séance.")
    named = read_secretary(scene, scene.end)
    assert named.member == BLONDEL
    assert [alert.code for alert in named.alerts] == ["secretary-supposed"]
