import pytest

from pv_builder.reading.phrases.whole_phrases import best_by_sound
from pv_builder.reading.words.heard import heard
from tests.helpers.heard_lines import said


@pytest.mark.parametrize("line", ["demandent un votabilité secré", "un vote à built-in secret"])
def test_a_phrase_whose_words_are_lost_is_known_by_its_sound(line: str) -> None:
    tokens = heard(said(line)).tokens
    match = best_by_sound(tokens, ["vote à bulletin secret"], 0, len(tokens), least=0.7)
    assert match is not None
    assert match.last == len(tokens)


def test_another_phrase_of_like_length_is_not_taken_for_it() -> None:
    tokens = heard(said("nous passons au point suivant de ce soir")).tokens
    assert best_by_sound(tokens, ["vote à bulletin secret"], 0, len(tokens), least=0.7) is None


def test_the_stretch_to_look_at_is_kept() -> None:
    tokens = heard(said("un vote à bulletin secret", "bien merci")).tokens
    assert best_by_sound(tokens, ["vote à bulletin secret"], 5, len(tokens), least=0.7) is None
