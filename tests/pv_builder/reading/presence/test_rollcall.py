import pytest

from pv_builder.meeting import Attendance, Civility, Member, MemberName
from pv_builder.reading.presence.heard_proxies import heard_proxies
from pv_builder.reading.presence.rollcall import RollCall, read_roll
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    Line,
    a_scene,
    a_seance,
    members,
)

PRESENT, EXCUSED, ABSENT = Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT


def roll(*lines: Line, extra: tuple[Member, ...] = ()) -> RollCall:
    scene = a_scene(*lines, seance=a_seance(roll=members(*extra)))
    return read_roll(scene, scene.end, heard_proxies(scene, 0, scene.end))


def states(*lines: Line, extra: tuple[Member, ...] = ()) -> dict[MemberName, Attendance]:
    return {name: answer.state for name, answer in roll(*lines, extra=extra).answers.items()}


CALLED = ("Je vais faire l'appel.", "Madame Isabelle Roussel ?", "Présente.")


@pytest.mark.parametrize(
    "answer", ["Présent.", "Oui, présent.", "Je suis là.", "Paisant", "Bien présent."]
)
def test_an_answer_makes_present(answer: str) -> None:
    assert states(*CALLED, "Monsieur Didier Lemoine ?", answer)[LEMOINE] is PRESENT


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Monsieur Didier Lemoine est absent.", ABSENT),
        ("Monsieur Didier Lemoine ? Absent, non excusé.", EXCUSED),
        ("Monsieur Didier Lemoine, absent excusé.", EXCUSED),
        ("Monsieur Didier Lemoine est excusé, il a donné pouvoir à Madame Blondel.", EXCUSED),
        ("Monsieur Didier Lemoine a donné pouvoir à Madame Blondel.", EXCUSED),
        ("Monsieur Didier Lemoine aura un peu de retard.", ABSENT),
    ],
)
def test_who_is_away_is_not_present(line: str, state: Attendance) -> None:
    assert states(*CALLED, line)[LEMOINE] is state


def test_who_is_late_is_known_to_be_awaited() -> None:
    assert roll(*CALLED, "Monsieur Thierry Moulin arrivera plus tard.").answers[MOULIN].late


def test_the_holder_of_a_proxy_is_not_excused_with_its_giver() -> None:
    found = states(
        *CALLED,
        "Monsieur Hubert, absent excusé, pouvoir à Madame Blondel.",
        "Madame Perrin ?",
        "Oui.",
    )
    assert BLONDEL not in found


def test_a_call_without_an_answer_is_proposed_with_a_low_score() -> None:
    answer = roll(*CALLED, "Monsieur Didier Lemoine ?", "Madame Perrin ?", "Oui.", "Bien.").answers
    assert answer[LEMOINE].state is PRESENT
    assert answer[LEMOINE].score < 0.5
    assert answer[LEMOINE].rule == "rollcall.no_answer"


def test_lists_of_those_away_are_read() -> None:
    found = states(
        "Sont excusés Madame Roussel, Monsieur Lemoine et Madame Marchand.",
        "Monsieur Charpentier et Madame Blondel sont absents.",
    )
    assert {n for n, s in found.items() if s is EXCUSED} == {ROUSSEL, LEMOINE, MARCHAND}
    assert {n for n, s in found.items() if s is ABSENT} == {CHARPENTIER, BLONDEL}


def test_a_name_not_recognised_is_that_of_the_one_between_its_neighbours() -> None:
    found = roll(
        "On fait l'appel.",
        "Madame Isabelle Roussel ?",
        "Présente.",
        "Monsieur Zbigniew Krzysztof ?",
        "Présent.",
        "Madame Delphine Marchand ?",
        "Présente.",
    )
    assert found.answers[LEMOINE].rule == "rollcall.answer"
    assert found.answers[LEMOINE].score < 0.7


def test_an_alphabetical_call_gives_its_own_neighbours() -> None:
    found = states(
        "Je procède à l'appel.",
        "Madame Élodie Blondel ?",
        "Présente.",
        "Monsieur Zbigniew Krzysztof ?",
        "Présent.",
        "Monsieur Alain Hubert ?",
        "Présent.",
        "Monsieur Didier Lemoine ?",
        "Présent.",
    )
    assert found[CHARPENTIER] is PRESENT


def test_nobody_is_called_where_names_are_only_spoken_of() -> None:
    found = roll("Je propose Madame Blondel comme secrétaire de séance.", "Madame Perrin a raison.")
    assert not found.aloud
    assert found.answers == {}


def test_a_substitute_sits_for_the_member_he_replaces() -> None:
    substitute = Member(
        civility=Civility.M, given_name="Paul", family_name="Garnier", substitute_for=HUBERT
    )
    found = states(
        "Monsieur Hubert est représenté par son suppléant Monsieur Garnier.", extra=(substitute,)
    )
    assert found == {HUBERT: ABSENT, substitute.name: PRESENT}


def test_the_secretary_proposed_after_the_call_does_not_answer_it() -> None:
    found = roll(*CALLED, "Madame Perrin est absente.", "Secrétaire de séance : Monsieur Hubert.")
    assert HUBERT not in found.answers
    assert found.answers[PERRIN].state is ABSENT


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Didier, il vient pas, c'est son dos.", EXCUSED),
        ("Didier m'a téléphoné, il s'excuse auprès de vous.", EXCUSED),
        ("Monsieur Lemoine est en déplacement à Brest.", EXCUSED),
        ("Didier est pas là, il est malade.", EXCUSED),
        ("Il manque Didier.", ABSENT),
        ("Tout le monde est là sauf Monsieur Lemoine.", ABSENT),
        ("Didier finit sa tournée, il viendra dès qu'il peut.", ABSENT),
        ("Monsieur Lemoine se connectera plus tard.", ABSENT),
        ("Didier, on l'attend, il sera là dans dix minutes.", ABSENT),
    ],
)
def test_everyday_words_say_who_is_away(line: str, state: Attendance) -> None:
    assert states(line)[LEMOINE] is state


@pytest.mark.parametrize(
    "line",
    [
        "Didier rentre sa récolte, il nous rattrapera.",
        "Monsieur Lemoine m'a écrit, il passera dès qu'il aura fini.",
    ],
)
def test_who_comes_later_in_everyday_words_is_awaited(line: str) -> None:
    assert roll(line).answers[LEMOINE].late


def test_a_reason_alone_is_less_sure_than_an_excuse() -> None:
    reason = roll("Madame Perrin est souffrante.").answers[PERRIN]
    excuse = roll("Madame Perrin est souffrante, elle s'excuse.").answers[PERRIN]
    assert reason.score < excuse.score


def test_who_is_there_and_ill_is_there() -> None:
    assert states(*CALLED, "Madame Perrin ?", "Présente, mais je suis malade.")[PERRIN] is PRESENT


def test_what_is_said_of_those_called_together_is_said_of_each() -> None:
    line = "Monsieur Moulin ? Non. Monsieur Hubert ? Non plus. Bon, je les mets absents."
    found = states(*CALLED, line)
    assert (found[MOULIN], found[HUBERT]) == (ABSENT, ABSENT)


def test_a_list_under_a_plural_heading_is_read() -> None:
    line = "Pouvoir de Monsieur Moulin à Madame Blondel. Excusés simplement, Didier et Pauline."
    found = states(line)
    assert (found[LEMOINE], found[PERRIN]) == (EXCUSED, EXCUSED)
    assert BLONDEL not in found


def test_names_listed_after_the_first_who_is_there_are_there_too() -> None:
    found = states("Alors, Didier est là, Pauline, Élodie et Thierry. Alain est excusé.")
    assert {found[name] for name in (LEMOINE, PERRIN, BLONDEL, MOULIN)} == {PRESENT}
    assert found[HUBERT] is EXCUSED


def test_the_next_called_is_in_no_list_of_those_there() -> None:
    line = "Didier est là, Pauline, Thierry, Élodie est excusée."
    assert states(line)[BLONDEL] is EXCUSED


def test_who_says_the_own_name_is_there() -> None:
    scene = a_scene((PERRIN, "Pauline Perrin, de Courcelles."), (MOULIN, "Thierry Moulin."))
    found = read_roll(scene, scene.end, []).answers
    assert {found[PERRIN].state, found[MOULIN].state} == {PRESENT}


def test_who_answers_for_another_is_not_away() -> None:
    scene = a_scene(
        (LEMOINE, "Pauline, elle vient pas, Alain."),
        (HUBERT, "Oui, elle s'est excusée, Pauline, elle m'a téléphoné."),
    )
    found = read_roll(scene, scene.end, []).answers
    assert found[PERRIN].state is EXCUSED
    assert HUBERT not in found or found[HUBERT].state is PRESENT


@pytest.mark.parametrize("answer", ["Toujours fidèle au poste.", "Ici.", "Pour vous servir."])
def test_the_voice_of_who_is_called_answers_in_any_words(answer: str) -> None:
    scene = a_scene((LEMOINE, "Madame Perrin ?"), (PERRIN, answer), (LEMOINE, "Bien."))
    assert read_roll(scene, scene.end, []).answers[PERRIN].state is PRESENT


def test_a_giver_who_is_missed_is_excused_and_a_late_one_is_not() -> None:
    given = "Il manque Pauline, elle a donné pouvoir à Madame Blondel."
    assert states(given)[PERRIN] is EXCUSED
    late = "Pauline arrivera à 19 heures, en attendant c'est Madame Blondel qui a son pouvoir."
    assert states(late)[PERRIN] is ABSENT


def test_a_plural_heading_holds_for_its_whole_sentence_but_not_for_who_is_told_in_passing() -> None:
    line = "Excusés : Didier, qui est à Brest avec Élodie, et Pauline, qui marie sa fille."
    found = states(line)
    assert (found[LEMOINE], found[PERRIN]) == (EXCUSED, EXCUSED)
    assert BLONDEL not in found


def test_no_list_of_those_away_begins_in_the_next_sentence() -> None:
    assert BLONDEL not in states("Pas d'autres absents. Notre secrétaire sera Élodie Blondel.")


def test_what_is_concluded_later_outweighs_what_was_said_before() -> None:
    line = "Et Pauline, pas de nouvelles. Attendez, Pauline m'a écrit, elle s'excuse."
    assert states(line)[PERRIN] is EXCUSED


def test_family_names_alone_are_read_where_a_session_uses_them() -> None:
    line = "Roussel, présente, Lemoine, présent, Marchand, pouvoir à Roussel, Hubert, absent."
    found = states(line)
    assert (found[MARCHAND], found[HUBERT]) == (EXCUSED, ABSENT)
    assert found[ROUSSEL] is PRESENT


def test_an_office_of_the_town_hall_is_no_name_that_was_missed() -> None:
    assert not roll(*CALLED, "Madame la directrice générale, présente ce soir.").unknown


@pytest.mark.parametrize(
    "later",
    [
        "Merci. Sont excusés ce soir Monsieur Moulin et Monsieur Hubert.",
        "Bien. Qui n'est pas là ?",
        "Bon. Deux excuses ce soir, celles de Monsieur Moulin.",
    ],
)
def test_a_list_or_a_question_that_follows_says_nothing_of_who_was_named(later: str) -> None:
    found = states("Pauline, ferme la porte.", later)
    assert PERRIN not in found or found[PERRIN] is PRESENT


def test_no_is_an_answer_where_members_are_called_one_by_one() -> None:
    line = "Monsieur Moulin ? Non. Monsieur Lemoine, oui. Madame Marchand, oui."
    assert states(*CALLED, line)[MOULIN] is ABSENT


def test_a_heading_goes_on_behind_what_is_told_of_its_first_name() -> None:
    line = (
        "Excusés ce soir, Monsieur Moulin, il a donné pouvoir à Madame Blondel, et Madame Perrin, "
        "qui a pas donné de pouvoir."
    )
    found = states(line)
    assert (found[MOULIN], found[PERRIN]) == (EXCUSED, EXCUSED)


@pytest.mark.parametrize(
    "line", ["Madamevéronique Marchand, excusée.", "Matamevéro Marchand Personne. Absente"]
)
def test_what_is_said_of_a_name_not_understood_is_not_of_the_one_before(line: str) -> None:
    lines = (*CALLED, "Monsieur Didier Lemoine ?", line)
    assert states(*lines)[LEMOINE] is PRESENT


def test_a_given_name_is_no_family_name_where_a_name_follows() -> None:
    namesake = Member(civility=Civility.M, given_name="Hugues", family_name="Didier")
    found = states(*CALLED, "Monsieur Didier Lemoinern'ai pas là.", extra=(namesake,))
    assert found.get(namesake.name) is not ABSENT


def test_the_maire_said_by_his_office_to_be_elsewhere_is_away() -> None:
    assert states("Monsieur le maire est retenu à la sous-préfecture.")[MASSON] is EXCUSED
    assert MASSON not in states("Monsieur le maire, Madame Perrin est excusée.")


def test_a_list_begins_with_no_name_of_the_sentence_before() -> None:
    assert PERRIN not in states("Pauline me surveille. Alors les absents, il faut les dire.")


def test_an_address_without_a_name_cuts_no_answer() -> None:
    line = "Et Alain Hubert, on n'a rien reçu ? Rien du tout, madame. Alors on le note absent."
    assert states(line)[HUBERT] is ABSENT


@pytest.mark.parametrize(
    "line",
    [
        "J'ai pas de nouvelles de Pauline Perrin, ni de Monsieur Hubert.",
        "Madame Perrin ? Elle a pas répondu. Monsieur Hubert non plus, il a pas répondu.",
    ],
)
def test_of_whom_there_is_no_news_is_absent(line: str) -> None:
    found = states(line)
    assert (found[PERRIN], found[HUBERT]) == (ABSENT, ABSENT)


@pytest.mark.parametrize(
    "line",
    ["Pauline, on t'entend pas là-bas au fond.", "Pauline vote pour lui tant qu'il est pas là."],
)
def test_words_that_only_hold_an_answer_say_nothing_of_who_is_named(line: str) -> None:
    assert states(line).get(PERRIN) is not ABSENT


def test_a_substitute_by_office_sits_for_whom_he_replaces() -> None:
    substitute = Member(
        civility=Civility.M, given_name="Paul", family_name="Garnier", function="Délégué suppléant"
    )
    line = "Alain Hubert est excusé, il est remplacé par Paul Garnier."
    assert states(line, extra=(substitute,)) == {HUBERT: ABSENT, substitute.name: PRESENT}


def test_who_is_with_another_body_is_away_all_the_same() -> None:
    line = "Monsieur Hubert est excusé, il est retenu au conseil départemental."
    assert states(line)[HUBERT] is EXCUSED
