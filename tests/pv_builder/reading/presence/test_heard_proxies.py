import pytest

from pv_builder.meeting import MemberName
from pv_builder.reading.presence.heard_proxies import HeardProxy, heard_proxies
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
    a_scene,
)

Pair = tuple[MemberName | None, MemberName | None]


def heard(*lines: Line) -> list[HeardProxy]:
    scene = a_scene(*lines)
    return heard_proxies(scene, 0, scene.end)


def pairs(*lines: Line) -> list[Pair]:
    return [(proxy.giver, proxy.holder) for proxy in heard(*lines)]


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur Hubert a donné pouvoir à Madame Blondel.",
        "Monsieur Alain Hubert est excusé, il a donné pouvoir à Madame Blondel.",
        "Monsieur Alain Hubert, absent excusé, pouvoir à Madame Blondel.",
        "Monsieur Hubert, excusé, pour voir à Madame Blondelle.",
        "Pouvoir de Monsieur Hubert à Madame Blondel.",
        "Procuration de Monsieur Hubert au profit de Madame Blondel.",
        "Madame Blondel a le pouvoir de Monsieur Hubert.",
        "Madame Blondel a reçu pouvoir de Monsieur Hubert.",
        "Monsieur Hubert est représenté par Madame Blondel.",
        "Monsieur Hubert ne peut pas être des nôtres, son pouvoir est chez Madame Blondel.",
        "J'ai ici un pouvoir signé de Monsieur Hubert, au nom de Madame Blondel.",
        "Monsieur Hubert s'en va, et c'est Madame Blondel qui votera pour lui.",
        "Monsieur Hubert s'en va, et Madame Blondel votera à sa place.",
    ],
)
def test_the_direction_follows_the_words(line: str) -> None:
    assert pairs(line) == [(HUBERT, BLONDEL)]


def test_several_are_told_apart() -> None:
    assert pairs(
        "Monsieur Hubert, absent excusé, pouvoir à Madame Blondel.",
        "Madame Perrin est excusée, elle a donné pouvoir à Monsieur Lemoine.",
    ) == [(HUBERT, BLONDEL), (PERRIN, LEMOINE)]


def test_a_list_read_out_is_read_in_pairs() -> None:
    assert pairs(
        "J'ai reçu deux pouvoirs, je vous les lis.",
        "Monsieur Hubert à Madame Blondel, Madame Perrin à Monsieur Lemoine.",
    ) == [(HUBERT, BLONDEL), (PERRIN, LEMOINE)]


def test_my_proxy_is_held_by_who_speaks() -> None:
    assert pairs((MARCHAND, "J'ai le pouvoir de Madame Perrin.")) == [(PERRIN, MARCHAND)]
    line = (MASSON, "Madame Roussel m'a donné sa procuration.")
    assert pairs(line) == [(ROUSSEL, MASSON)]


def test_my_proxy_has_no_holder_where_the_voice_is_unknown() -> None:
    assert pairs("J'ai le pouvoir de Madame Perrin.") == [(PERRIN, None)]


def test_a_proxy_that_somebody_gives_himself() -> None:
    line = (HUBERT, "Je dois partir, je laisse mon pouvoir à Madame Blondel.")
    assert pairs(line) == [(HUBERT, BLONDEL)]


@pytest.mark.parametrize(
    "line",
    [
        "Madame Perrin, excusée, sans pouvoir. Monsieur Lemoine ?",
        "Je n'ai pas le pouvoir de décider à la place de Monsieur Hubert.",
        "Vous avez déjà un pouvoir, vous ne pouvez pas en avoir deux.",
    ],
)
def test_what_is_no_proxy_is_none(line: str) -> None:
    assert pairs(line) == []


def test_an_unknown_name_leaves_its_place_open() -> None:
    assert pairs("Monsieur Hubert a donné pouvoir à Madame Vercingétorix.") == [(HUBERT, None)]


def test_a_pouvoir_whose_preposition_was_lost_may_be_the_other_way_round() -> None:
    (proxy,) = heard("Monsieur Hubert à le pouvoirte Madame Blondel.")
    assert proxy.turned
    (clear,) = heard("Monsieur Hubert a donné son pouvoir à Madame Blondel.")
    assert not clear.turned


@pytest.mark.parametrize(
    "line",
    [
        "Alain ne viendra pas, il a confié son papier à Élodie.",
        "Monsieur Hubert est à un mariage. Il a laissé sa voix à Élodie Blondel.",
        "Monsieur Hubert, qui est en cure, a donné le sien à Madame Blondel.",
        "Alain est bloqué à Lyon, et c'est Élodie qui a sa procuration.",
        "Madame Blondel porte le mandat de Monsieur Hubert.",
        "Pour ce soir Élodie vote pour Alain.",
        "Alain a son assemblée ce soir, il a confié son vote à Élodie.",
        "Alain finit tard, il a fait un papier pour Élodie.",
        "Alain, Alain Hubert, il est à la pêche, c'est Élodie Blondel qui l'a.",
        "Élodie Blondel a le pouvoir d'Alain, Alain Hubert.",
        "Alain Hubert est malade. Élodie Blondel, elle a son papier.",
    ],
)
def test_everyday_words_tell_who_holds(line: str) -> None:
    assert pairs(line) == [(HUBERT, BLONDEL)]


@pytest.mark.parametrize(
    "line",
    [
        "Oui, j'ai son pouvoir, il est signé.",
        "C'est moi qui ai sa procuration.",
        "Il m'a remis sa procuration hier.",
        "Je vote pour lui ce soir.",
    ],
)
def test_a_pronoun_goes_on_with_the_member_just_named(line: str) -> None:
    assert pairs((MASSON, "Alain est souffrant."), (BLONDEL, line)) == [(HUBERT, BLONDEL)]


def test_the_holder_who_confirms_is_not_taken_for_the_giver() -> None:
    lines = (
        (MASSON, "Alain a laissé son papier à Élodie."),
        (BLONDEL, "Oui oui, j'ai son pouvoir sous les yeux."),
    )
    assert pairs(*lines) == [(HUBERT, BLONDEL)]


def test_who_answers_a_call_with_a_proxy_holds_it() -> None:
    answer = "Présente, avec le pouvoir de Monsieur Hubert, qui est parti à Lyon."
    assert pairs((MASSON, "Madame Blondel ?"), (BLONDEL, answer)) == [(HUBERT, BLONDEL)]
    assert pairs("Madame Blondel ?", answer) == [(HUBERT, BLONDEL)]


def test_a_list_of_proxies_may_say_why_each_is_away() -> None:
    assert pairs(
        "Je vous lis les pouvoirs. Monsieur Hubert, excusé, à Madame Blondel. "
        "Madame Perrin, qui est souffrante, à Monsieur Lemoine."
    ) == [(HUBERT, BLONDEL), (PERRIN, LEMOINE)]


@pytest.mark.parametrize(
    "line",
    [
        "Alain ne vient pas, il n'a pas donné de papier.",
        "Alain est excusé, il n'a pas laissé de procuration Élodie est là.",
        "Élodie, donne le papier à la stagiaire.",
        "J'ai reçu le papier de Madame Perrin sur la voirie.",
    ],
)
def test_a_paper_that_is_no_proxy_is_none(line: str) -> None:
    assert pairs((MASSON, line)) == []


def test_a_pair_goes_on_with_the_pouvoir_before_it() -> None:
    line = "Monsieur Hubert a donné pouvoir à Madame Blondel, Madame Perrin à Monsieur Lemoine."
    assert pairs(line) == [(HUBERT, BLONDEL), (PERRIN, LEMOINE)]


def test_a_pouvoir_read_out_may_be_the_reader_s() -> None:
    line = "Lecture des procurations. Monsieur Hubert à moi-même, Madame Perrin à Madame Blondel."
    assert pairs((MASSON, line)) == [(HUBERT, MASSON), (PERRIN, BLONDEL)]


def test_a_giver_is_not_the_holder_of_the_pouvoir_before() -> None:
    line = "Alain Hubert, je le vois. Pauline Perrin, qui a donné procuration à Didier Lemoine."
    assert pairs(line) == [(PERRIN, LEMOINE)]


def test_what_is_made_known_is_no_pouvoir() -> None:
    line = "Madame Perrin a donné pouvoir à Madame Blondel. Monsieur Hubert m'a fait savoir."
    assert pairs((MASSON, line)) == [(PERRIN, BLONDEL)]


def test_who_says_that_he_votes_for_a_member_holds_the_pouvoir() -> None:
    line = (BLONDEL, "C'est moi qui vote pour Monsieur Hubert, j'ai le papier.")
    assert pairs("Monsieur Hubert, excusé.", line) == [(HUBERT, BLONDEL)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Il a donné sa procuration à qui déjà ?", "À moi."),
        ("Le pouvoir, c'est pour qui ?", "À Madame Blondel."),
    ],
)
def test_who_holds_is_told_in_answer_to_the_chair(question: str, answer: str) -> None:
    lines = (MASSON, f"Alain Hubert est excusé. {question}"), (BLONDEL, answer)
    assert pairs(*lines) == [(HUBERT, BLONDEL)]


def test_a_list_that_is_read_out_goes_on_behind_a_few_words() -> None:
    lines = (
        "Voici les pouvoirs : Monsieur Hubert à Madame Blondel. Madame Perrin à la première "
        "adjointe, Madame Roussel. Du côté de l'opposition, Monsieur Moulin à Monsieur Lemoine."
    )
    assert pairs(lines) == [(HUBERT, BLONDEL), (PERRIN, ROUSSEL), (MOULIN, LEMOINE)]


def test_no_pouvoir_is_left_by_who_says_so() -> None:
    assert pairs((HUBERT, "Je laisse pas de procuration, Élodie fermera la salle.")) == []


def test_voices_are_held_as_a_pouvoir_is() -> None:
    lines = "Madame Blondel ?", (BLONDEL, "Je porte la voix, enfin les voix, d'Alain Hubert.")
    assert pairs(*lines) == [(HUBERT, BLONDEL)]


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("J'ai le pouvoir, le voici.", BLONDEL),
        ("C'est moi qui l'ai.", BLONDEL),
        ("J'ai le pouvoir de Madame Garruchot.", None),
    ],
)
def test_the_pouvoir_of_who_was_named_is_held_by_who_says_so(
    line: str, holder: MemberName | None
) -> None:
    told = dict(pairs((MASSON, "Alain Hubert est excusé."), (BLONDEL, line)))
    assert told.get(HUBERT) == holder


def test_a_pouvoir_with_a_name_not_well_understood_is_to_be_checked() -> None:
    (proxy,) = heard("Monsieur Hubert a donné pouvoir à Madame Bolandel.")
    assert (proxy.holder, proxy.unsure) == (BLONDEL, True)
    (proxy,) = heard("Monsieur Hubert a donné pouvoir à Madame Blondel.")
    assert not proxy.unsure


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur Hubert, présent, ça fait neuf présents et deux pouvoirs, Monsieur le maire.",
        "Madame Perrin s'en va. L'octroi de la protection fonctionnelle à Monsieur Hubert.",
    ],
)
def test_who_is_spoken_to_and_who_is_protected_hold_no_pouvoir(line: str) -> None:
    assert pairs(line) == []
