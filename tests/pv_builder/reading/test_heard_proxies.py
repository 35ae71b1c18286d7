import pytest

from pv_builder.meeting import MemberName
from pv_builder.reading.heard_proxies import HeardProxy, heard_proxies
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
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
