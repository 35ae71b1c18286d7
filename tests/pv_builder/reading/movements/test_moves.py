"""Who comes and goes in everyday words: greeted, excused, gone with an hour said afterwards."""

import pytest

from pv_builder.meeting import Attendance, MemberName, MovementKind
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    Line,
    a_seance,
    said,
)

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte.")
LATE = (MASSON, "Monsieur Thierry Moulin aura un peu de retard. Le quorum est atteint.")
THERE = (MASSON, "Tout le monde est présent. Le quorum est atteint.")
EXCUSED = (MASSON, "Monsieur Thierry Moulin est excusé. Le quorum est atteint.")
FIRST = (MASSON, "Point numéro 1, programme de voirie. La parole est à Madame Roussel.")
SECOND = (MASSON, "Point numéro 2, tarifs de la restauration scolaire. Madame Roussel.")
VOTED = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
REPORT = (ROUSSEL, "Le marché de voirie a été attribué pour trois ans à l'entreprise du canton.")
SEANCE = a_seance(titles=("Programme de voirie", "Tarifs de la restauration scolaire"))

Told = tuple[MovementKind, MemberName, str | None, int | None]


def read(*lines: Line) -> Minutes:
    return read_minutes(said(OPEN, *lines), SEANCE)


def moves(minutes: Minutes) -> list[Told]:
    """Return kind, member, hour and the item that each movement precedes or falls in."""
    return [(m.kind, m.member, m.hour, m.moment.item) for m in minutes.meeting.movements]


def codes(minutes: Minutes, of: str) -> set[str]:
    return {alert.code for alert in minutes.alerts if of in alert.text}


@pytest.mark.parametrize(
    "greeting",
    [
        "Ah, voilà Thierry ! Prends une chaise.",
        "Tiens, Monsieur Moulin. Installez-vous au fond.",
        "Thierry, entre, entre, ne reste pas dans le courant d'air.",
        "Bonsoir Thierry.",
        "Je vois Monsieur Moulin qui pousse la porte, bonsoir.",
        "Te revoilà, Thierry, installe-toi.",
    ],
)
def test_a_late_member_who_is_greeted_has_arrived_at_the_hour_told_after_it(greeting: str) -> None:
    minutes = read(
        LATE,
        FIRST,
        REPORT,
        (MASSON, greeting),
        (MOULIN, "Pardon, le pont était fermé."),
        (MASSON, "Ce n'est rien. Pauline, vous notez, 18 heures 52. Nous parlions des routes."),
        VOTED,
        SECOND,
        VOTED,
    )

    assert moves(minutes) == [(MovementKind.ARRIVAL, MOULIN, "18:52", 1)]
    assert "movement-supposed" not in codes(minutes, "Moulin")


def test_a_member_away_who_excuses_himself_has_arrived_and_is_to_be_checked() -> None:
    minutes = read(EXCUSED, FIRST, REPORT, VOTED, (MOULIN, "Bonsoir, excusez-moi."), SECOND, VOTED)

    assert moves(minutes) == [(MovementKind.ARRIVAL, MOULIN, None, 2)]
    assert "movement-hour-missing" in codes(minutes, "Moulin")


def test_a_late_member_who_suddenly_speaks_is_supposed_to_have_arrived() -> None:
    remark = (MOULIN, "Moi je trouve que la route du moulin est en bien mauvais état.")
    minutes = read(LATE, FIRST, REPORT, remark, VOTED, SECOND, VOTED)

    assert moves(minutes) == [(MovementKind.ARRIVAL, MOULIN, None, 1)]
    assert "movement-supposed" in codes(minutes, "Moulin")


def test_a_newcomer_who_answers_a_greeting_was_not_there_before() -> None:
    minutes = read(
        (MASSON, "Le quorum est atteint."),
        FIRST,
        REPORT,
        (BLONDEL, "Bonsoir à tous, désolée."),
        (MASSON, "Bonsoir Élodie, prenez place, il est 18 heures 47."),
        VOTED,
        SECOND,
        VOTED,
    )

    assert moves(minutes) == [(MovementKind.ARRIVAL, BLONDEL, "18:47", 1)]
    assert dict(minutes.meeting.attendance)[BLONDEL] is Attendance.ABSENT


def test_whoever_says_good_evening_before_reporting_has_not_just_arrived() -> None:
    minutes = read(
        (MASSON, "Le quorum est atteint."),
        (MASSON, "Point numéro 1, programme de voirie. Élodie."),
        (BLONDEL, "Oui bonsoir. Donc le marché a été attribué pour trois ans."),
        VOTED,
        SECOND,
        VOTED,
    )

    assert moves(minutes) == []


@pytest.mark.parametrize(
    "told",
    [
        "Je suis navrée, il faut que j'y aille, la nourrice m'attend.",
        "Bon, moi je vous quitte, j'ai une réunion à 20 heures.",
        "Monsieur le maire, je dois filer, excusez-moi.",
        "Il faut que je me sauve, mon train est à 20 heures.",
        "Je suis obligée de partir, je vous prie de m'excuser.",
        "Je ne peux pas rester plus longtemps, désolée.",
    ],
)
def test_whoever_leaves_says_so_and_the_chair_tells_the_hour(told: str) -> None:
    minutes = read(
        FIRST,
        REPORT,
        VOTED,
        (MARCHAND, told),
        (MASSON, "Merci Delphine, rentrez bien. Nous notons, 19 heures 25."),
        SECOND,
        VOTED,
    )

    assert moves(minutes) == [(MovementKind.DEPARTURE, MARCHAND, "19:25", 2)]


def test_a_pouvoir_left_in_answer_to_the_chair_is_kept() -> None:
    minutes = read(
        FIRST,
        REPORT,
        VOTED,
        (HUBERT, "Je dois vous laisser, on m'appelle."),
        (MASSON, "Il est 19 heures 31. Tu laisses un pouvoir à quelqu'un ?"),
        (HUBERT, "Oui, à Pauline, j'ai signé le papier."),
        SECOND,
        VOTED,
    )

    (proxy,) = minutes.meeting.proxies
    assert (proxy.giver, proxy.holder) == (HUBERT, PERRIN)


@pytest.mark.parametrize(
    "line",
    [
        "Je vous laisse regarder les plans, ils sont au mur.",
        "Je pars du principe que la route sera refaite.",
        "Je file la métaphore, pardonnez-moi.",
        "Voilà pour les chiffres, je vous laisse.",
        "Je demande à partir de quand ce sera payé.",
        "Je dois quitter mon poste de correspondant.",
    ],
)
def test_words_that_only_sound_like_leaving_are_none(line: str) -> None:
    minutes = read(FIRST, REPORT, (LEMOINE, line), VOTED, SECOND, VOTED)

    assert moves(minutes) == []


@pytest.mark.parametrize(
    "line",
    [
        "Thierry arrive dans dix minutes.",
        "Tiens, Thierry voulait ce chemin-là.",
        "Ah, Thierry m'avait parlé de cette route.",
    ],
)
def test_a_late_member_who_is_only_spoken_of_has_not_arrived(line: str) -> None:
    minutes = read(LATE, FIRST, REPORT, (MASSON, line), VOTED, SECOND, VOTED)

    assert moves(minutes) == []


def test_a_pouvoir_is_left_in_other_words() -> None:
    minutes = read(
        FIRST,
        REPORT,
        VOTED,
        (HUBERT, "Je dois partir, je laisse ma voix à Pauline."),
        (MASSON, "Il est 19 heures 31."),
        SECOND,
        VOTED,
    )

    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(HUBERT, PERRIN)]


def test_a_departure_announced_at_the_roll_is_none_yet() -> None:
    announced = (LEMOINE, "Présent, mais je devrai filer vers 20 heures.")
    minutes = read(announced, FIRST, REPORT, VOTED, SECOND, VOTED)

    assert moves(minutes) == []


@pytest.mark.parametrize(
    "given",
    [
        "son pouvoir est pou Madame Perrin.",
        "Son puvoir va à Madame Perrin.",
        "pouvoir àmadame Perrin.",
    ],
)
def test_whoever_leaves_gives_the_pouvoir_that_is_spoken_of(given: str) -> None:
    line = (MASSON, f"Monsieur Hubert doit partir, il est 19 heures 31, {given}")
    minutes = read(THERE, FIRST, REPORT, VOTED, line, SECOND, VOTED)

    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(HUBERT, PERRIN)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("avec un pouvoir à Saah.", "proxy-name-unknown"),
        ("en laissantpouvoér à Madame Perrin.", "proxy-doubtful"),
        ("sans pouvoir.", None),
        ("Madame Perrin, vous notez.", None),
    ],
)
def test_a_pouvoir_half_heard_as_somebody_leaves_is_asked_about(
    given: str, code: str | None
) -> None:
    line = (MASSON, f"Monsieur Hubert nous quitte, il est 19 heures 31, {given}")
    minutes = read(THERE, FIRST, REPORT, VOTED, line, SECOND, VOTED)

    assert minutes.meeting.proxies == ()
    told = {alert.code for alert in minutes.alerts if alert.code.startswith("proxy")}
    assert told == ({code} if code else set())


def test_a_misheard_opening_makes_no_morning_of_the_evening() -> None:
    opening = (MASSON, "Il est 20 heures 30, je déclare la séance ouverte.")
    gone = (MASSON, "Monsieur Hubert nous quitte, il est 7 heures 35.")
    minutes = read_minutes(said(opening, THERE, FIRST, REPORT, VOTED, gone, SECOND, VOTED), SEANCE)

    assert moves(minutes) == [(MovementKind.DEPARTURE, HUBERT, "19:35", 2)]


def test_the_next_council_spoken_of_in_debate_explains_no_hour() -> None:
    lost = (MASSON, "Monsieur Hubert toitnoûs kiter, il est 19 heures 31.")
    later = (LEMOINE, "On en reparlera au prochain conseil.")
    minutes = read(THERE, FIRST, REPORT, later, VOTED, lost, SECOND, VOTED)

    assert "movement-doubtful" in {alert.code for alert in minutes.alerts}


def test_whoever_leaves_his_pouvoir_in_mid_session_and_is_let_go_has_left() -> None:
    minutes = read(
        THERE,
        FIRST,
        REPORT,
        VOTED,
        (HUBERT, "Excusez-moi, on m'attend en bas. Je laisse mon pouvoir à Pauline Perrin."),
        (MASSON, "Bon retour. 21 heures 35."),
        SECOND,
        VOTED,
    )

    assert moves(minutes) == [(MovementKind.DEPARTURE, HUBERT, "21:35", 2)]
    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(HUBERT, PERRIN)]


def test_a_departure_announced_is_the_one_that_follows() -> None:
    minutes = read(
        THERE,
        FIRST,
        (MASSON, "Alain doit nous quitter à 20 heures, il a un train."),
        REPORT,
        REPORT,
        REPORT,
        REPORT,
        VOTED,
        (HUBERT, "Je dois vous laisser."),
        (MASSON, "Il est 19 heures 55, bonne route."),
        SECOND,
        VOTED,
    )

    assert moves(minutes) == [(MovementKind.DEPARTURE, HUBERT, "19:55", 2)]


def test_a_greeting_sent_to_who_is_away_brings_nobody() -> None:
    line = (LEMOINE, "Vous direz bonsoir à Thierry.")
    assert moves(read(EXCUSED, FIRST, REPORT, line, VOTED, SECOND, VOTED)) == []


def test_who_is_called_by_name_behind_bravo_has_come_in() -> None:
    come = (MOULIN, "Bonsoir, désolé.")
    minutes = read(THERE, FIRST, REPORT, come, (MASSON, "Bravo Thierry, assieds-toi."), VOTED)
    assert [m[:2] for m in moves(minutes)] == [(MovementKind.ARRIVAL, MOULIN)]


@pytest.mark.parametrize(
    "line",
    [
        "Il est 19 heures 20, Alain Hubert et Pauline Perrin s'en vont.",
        "Notez le départ de Monsieur Hubert et de Madame Perrin, 19 heures 20.",
    ],
)
def test_several_leave_in_the_same_words(line: str) -> None:
    minutes = read(THERE, FIRST, REPORT, VOTED, (MASSON, line), SECOND, VOTED)
    left = {(kind, name, hour) for kind, name, hour, _ in moves(minutes)}
    assert left == {(MovementKind.DEPARTURE, name, "19:20") for name in (HUBERT, PERRIN)}


def test_who_is_told_that_somebody_leaves_stays() -> None:
    line = (MASSON, "Pauline, Monsieur Hubert nous quitte, 19 heures 20.")
    minutes = read(THERE, FIRST, REPORT, VOTED, line, SECOND, VOTED)
    assert [m[:2] for m in moves(minutes)] == [(MovementKind.DEPARTURE, HUBERT)]


def test_who_leaves_with_another_says_we() -> None:
    lines = (
        (HUBERT, "Président, nous on va devoir y aller avec Pauline."),
        (MASSON, "D'accord, il est 19 heures 20. Vous laissez des pouvoirs ?"),
        (PERRIN, "Moi je laisse le mien à Élodie Blondel."),
    )
    minutes = read(THERE, FIRST, REPORT, VOTED, *lines, SECOND, VOTED)
    assert {m[1] for m in moves(minutes)} == {HUBERT, PERRIN}
    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(PERRIN, BLONDEL)]


def test_a_pouvoir_that_only_sounds_like_one_is_asked_about_as_somebody_leaves() -> None:
    line = (MASSON, "Monsieur Hubert doit partir, il est 19 heures 31, son pouvoér est poum.")
    minutes = read(THERE, FIRST, REPORT, VOTED, line, SECOND, VOTED)
    assert "proxy-doubtful" in {alert.code for alert in minutes.alerts}


def test_an_hour_whose_number_is_lost_between_two_items_is_of_somebody() -> None:
    line = (MASSON, "Bruno Siman part àdix-hui heures trente-neuf.")
    minutes = read(THERE, FIRST, REPORT, VOTED, line, SECOND, VOTED)
    assert "movement-doubtful" in {alert.code for alert in minutes.alerts}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("À qui tu laisses tes voix ?", "À Pauline, j'ai signé le papier."),
        ("Vous laissez quelqu'un voter pour vous ?", "Pauline Perrin, il a le papier."),
    ],
)
def test_who_holds_the_pouvoir_of_who_leaves_is_told_in_any_words(
    question: str, answer: str
) -> None:
    lines = (
        (HUBERT, "Je dois vous laisser, on m'appelle."),
        (MASSON, f"Il est 19 heures 31. {question}"),
        (HUBERT, answer),
    )
    minutes = read(THERE, FIRST, REPORT, VOTED, *lines, SECOND, VOTED)
    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(HUBERT, PERRIN)]
