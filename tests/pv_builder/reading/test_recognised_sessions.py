"""The reference sessions as a recogniser really wrote them, nothing confirmed by a person."""

import pytest

from tests.bench.stated_presence import read, share_right
from tests.helpers.fact_scores import silently_wrong
from tests.helpers.sessions import SESSIONS


@pytest.mark.parametrize("presence", [False, True])
@pytest.mark.parametrize("name", SESSIONS)
def test_real_recogniser_output_gives_the_facts(name: str, *, presence: bool) -> None:
    facts, minutes = read(name, presence=presence)
    assert share_right(facts) >= (0.99 if presence else 0.97)
    assert silently_wrong(facts, minutes.alerts) == []
