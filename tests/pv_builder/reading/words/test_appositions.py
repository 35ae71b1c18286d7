"""A name said twice over names one person once."""

import pytest

from tests.helpers.heard_lines import BLONDEL, HUBERT, ROUSSEL, a_scene


@pytest.mark.parametrize(
    ("line", "members"),
    [
        ("Élodie, Élodie Blondel est à Paris.", [BLONDEL]),
        ("Monsieur Hubert, Alain, il est malade.", [HUBERT]),
        ("Alain, Madame Roussel est malade.", [HUBERT, ROUSSEL]),
        ("Madame Roussel, Alain, elle est malade.", [ROUSSEL, HUBERT]),
    ],
)
def test_a_name_repeated_in_full_is_one_mention(line: str, members: list[str]) -> None:
    assert [mention.member for mention in a_scene(line).mentions] == members


def test_what_was_said_first_is_in_the_mention() -> None:
    (mention,) = a_scene("Élodie, Élodie Blondel est à Paris.").mentions
    assert (mention.first, mention.last) == (0, 3)
