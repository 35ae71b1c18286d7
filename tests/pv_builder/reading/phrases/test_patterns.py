import pytest

from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.formulas import FORMULAS
from pv_builder.reading.phrases.patterns import Filled, Searcher, slips_allowed
from pv_builder.reading.words.heard import heard
from tests.helpers.heard_lines import said


def found(phrase: str, *lines: str, members: dict[int, Filled] | None = None) -> list[str]:
    tokens = heard(said(*lines))
    searcher = Searcher(tokens, hours={}, members=members or {})
    return [
        " ".join(t.text for t in tokens.tokens[m.first : m.last]) for m in searcher.find(phrase)
    ]


def test_a_phrase_is_found_by_sound() -> None:
    assert found("aux voix", "je mets au voie") == ["au voie"]


def test_a_long_word_heard_as_two_is_found() -> None:
    assert found("adopté ..2 unanimité", "adopter à l'une animité") == ["adopter à l une animité"]


def test_a_word_asked_for_exactly_takes_no_neighbour() -> None:
    assert found("{n} =contre", "deux comptes", "deux contre") == ["deux contre"]


def test_one_more_slip_is_allowed_where_asked() -> None:
    assert found("qui s abstient", "qui s'abstirme") == []
    assert found("qui s ~abstient", "qui s'abstire") == ["qui s abstire"]


def test_hesitations_stand_anywhere() -> None:
    assert found("qui est contre", "qui euh est donc contre") == ["qui euh est donc contre"]


def test_a_gap_takes_so_many_words_and_no_more() -> None:
    assert found("séance ..2 ouverte", "séance du conseil ouverte") == ["séance du conseil ouverte"]
    assert found("séance ..1 ouverte", "séance du conseil ouverte") == []


def test_a_gap_never_jumps_over_a_name() -> None:
    members = {1: Filled(1, 2)}
    assert found("est ..3 adopté", "est Masson adopté", members=members) == []


def test_a_number_belongs_to_its_own_sentence() -> None:
    assert found("{n} =contre", "page douze. Contre ?") == []


def test_a_phrase_does_not_go_on_with_the_next_speaker_after_a_full_stop() -> None:
    assert found("qui est contre", "je vois qui est.", "contre l'avis") == []


def test_a_sentence_cut_over_two_turns_is_one() -> None:
    assert found("qui est contre", "alors qui est", "contre ?") == ["qui est contre"]


def test_numbers_that_only_sound_like_one_weigh_less() -> None:
    tokens = heard(said("cette voix contre"))
    match = Searcher(tokens, hours={}, members={}).find("{n} voix contre")[0]
    assert match.score < 0.9
    assert match.slot("n") == Filled(0, 1, 7)


def test_short_words_allow_no_slip_and_longer_ones_some() -> None:
    assert [slips_allowed(n) for n in (2, 3, 4, 6, 7, 9, 12)] == [0, 0, 1, 1, 2, 2, 3]


def test_a_phrase_cannot_begin_with_a_gap() -> None:
    with pytest.raises(ValueError, match="begins with"):
        found("..2 contre", "qui est contre")


def test_every_cue_has_phrases_that_can_be_searched() -> None:
    assert set(FORMULAS) == set(Cue)
    for phrases in FORMULAS.values():
        for phrase in phrases:
            found(phrase, "bonsoir à tous")
