"""Councils written as people talk are read, and no wrong fact goes unmarked in them."""

import pytest

from tests.bench.written_councils import Tally, read_council
from tests.helpers.written_councils import WrittenCouncil, councils

LEAST_RIGHT = 0.96
"""0.971 of the facts were right when this was written (docs/benchmarks.md)."""

LEAST_NAMED = 0.87
MOST_MISNAMED = 0.01


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return {written.name: read_council(written, 0.0)[0] for written in councils()}


def test_nothing_wrong_in_a_written_council_goes_unmarked(tallies: dict[str, Tally]) -> None:
    assert {name: tally.silent for name, tally in tallies.items() if tally.silent} == {}


def test_most_facts_of_the_written_councils_are_read(tallies: dict[str, Tally]) -> None:
    whole = Tally()
    for tally in tallies.values():
        whole += tally
    assert whole.right / whole.facts >= LEAST_RIGHT
    assert whole.named_s / whole.speech_s >= LEAST_NAMED
    assert whole.misnamed_s / whole.speech_s <= MOST_MISNAMED


@pytest.mark.parametrize("written", councils(), ids=lambda written: written.name)
def test_the_truth_of_a_written_council_holds_together(written: WrittenCouncil) -> None:
    for point in written.truth["points"]:
        if point["pour"] is not None and all(
            one.member.weight == 1 for one in written.seance.members
        ):
            counted = point["pour"] + point["contre"] + point["abstentions"]
            assert counted == point["votants"]
    people = [*written.truth["presents"], *written.truth["excuses"], *written.truth["absents"]]
    late = written.truth.get("retardataires", [])
    assert len({*people, *late}) == len(people) + len(late) == written.truth["en_exercice"]
