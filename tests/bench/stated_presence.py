"""Facts read from what was really recognised: python -m tests.bench.stated_presence.

One row for each reference session (`tests.helpers.recognised`): the share of right facts and the
number of alerts, with the attendance sheet found in the recording and with it stated beforehand.
"""

from collections.abc import Iterator

from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers import recognised, sessions
from tests.helpers.fact_scores import Fact, compare


def read(name: str, *, presence: bool) -> tuple[list[Fact], Minutes]:
    """Return the facts of a session compared with the truth, and the minutes read."""
    minutes = read_minutes(recognised.transcript(name), recognised.seance(name, presence=presence))
    return compare(Minutes(meeting=sessions.meeting(name)), minutes), minutes


def share_right(facts: list[Fact]) -> float:
    """Return how many facts are right, of all."""
    return sum(fact.right for fact in facts) / len(facts)


def rows() -> Iterator[str]:
    """Yield the table, in Markdown."""
    yield "| session | facts, presence found | alerts | facts, presence stated | alerts |"
    yield "|---|---|---|---|---|"
    for name in sessions.SESSIONS:
        cells = [name]
        for presence in (False, True):
            facts, minutes = read(name, presence=presence)
            cells += [f"{share_right(facts):.4f} of {len(facts)}", str(len(minutes.alerts))]
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print("\n".join(rows()))
