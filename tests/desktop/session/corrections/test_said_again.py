"""Words corrected in one place and said in others."""

import pytest

from core.transcript import Turn, TurnId
from desktop.session.corrections.edits import ReplaceWords
from desktop.session.corrections.searching import said_again
from tests.helpers.sessions import turn


def turns(*texts: str) -> list[Turn]:
    return [turn(n, None, 10.0 * n, 10.0 * n + 8, text) for n, text in enumerate(texts)]


def typed(before: str, after: str) -> ReplaceWords:
    return ReplaceWords(turn=TurnId("T1"), first_word=0, last_word=1, before=before, after=after)


def test_places_are_found_whatever_stands_around_them() -> None:
    said = turns("Nous passons au poès suivant.", "Encore un Poès ! Ni poèsie, ni poes.")
    again = said_again(said, typed("poès.", "point."))
    assert again is not None
    assert (again.before, again.after) == ("poès", "point")
    assert [(place.number, place.first) for place in again.places] == [(0, 16), (1, 10)]


@pytest.mark.parametrize(
    ("before", "after"),
    [("le", "la"), ("poès", ""), ("Poès", "poès."), ("absent", "présent")],
    ids=["too short", "removed", "capitals only", "said nowhere else"],
)
def test_nothing_is_offered(before: str, after: str) -> None:
    assert said_again(turns("Le poès, le point, le vote."), typed(before, after)) is None


def test_frequent_words_are_left_alone() -> None:
    assert said_again(turns("pour " * 30), typed("pour", "par")) is None
