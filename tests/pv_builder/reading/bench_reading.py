"""Measure the reading of facts on made-up sessions.

Run: python -m tests.pv_builder.reading.bench_reading.

Each session is told in drawn wordings, then a share of its words is replaced by sound-alikes; with
and without knowing who speaks. Prints the share of right facts, the wrong facts that no alert
marks, the alerts of a session, the items found within 15 s, and the seconds that a reading takes.
"""

import argparse
import random
import sys
import time
from dataclasses import dataclass

from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.fact_scores import compare, silently_wrong
from tests.helpers.sound_alikes import distort
from tests.helpers.spoken_sessions import SpokenSession, make_session
from tests.helpers.spoken_words import BANKS, Wordings

SHARES = (0.0, 0.05, 0.1, 0.2)
FIRST_SEED = 10_000
NEAR_S = 15.0
_HEAD = (
    "words replaced", "voices", "facts right", "left blank", "wrong, no alert", "alerts", "items",
    "s",
)  # fmt: skip
LONG_SESSION_WORDS = 40_000


@dataclass(slots=True)
class Tally:
    """What was counted over all sessions of one kind."""

    facts: int = 0
    right: int = 0
    blank: int = 0
    silent: int = 0
    alerts: int = 0
    items: int = 0
    near: int = 0
    seconds: float = 0.0


def measure(seeds: range, share: float, said: Wordings, *, voices: bool) -> Tally:
    """Return the tally of the sessions of these seeds with this share of words replaced."""
    tally = Tally()
    for seed in seeds:
        _count(make_session(seed, said=said), share, seed, tally, voices=voices)
    return tally


def _count(session: SpokenSession, share: float, seed: int, tally: Tally, *, voices: bool) -> None:
    draw = random.Random(seed)  # noqa: S311 - test material
    texts = tuple(distort(turn.text, share, draw) for turn in session.turns)
    transcript = session.transcript(members=voices, texts=texts)
    begun = time.process_time()
    minutes = read_minutes(transcript, session.seance)
    tally.seconds += time.process_time() - begun
    facts = compare(Minutes(meeting=session.truth), minutes)
    tally.facts += len(facts)
    tally.right += sum(fact.right for fact in facts)
    tally.blank += sum(not fact.right and fact.got in (None, [], "") for fact in facts)
    tally.silent += len(silently_wrong(facts, minutes.alerts))
    tally.alerts += len(minutes.alerts)
    found = {item.mark: item.start_s for item in minutes.meeting.items}
    for mark, turn in enumerate(session.starts, 1):
        start = found[mark]
        tally.items += 1
        tally.near += start is not None and abs(start - transcript.turns[turn].start) <= NEAR_S


def long_session_seconds() -> float:
    """Return the processor seconds that reading a session of 40,000 words takes."""
    session = make_session(FIRST_SEED, size=69)
    draw = random.Random(FIRST_SEED)  # noqa: S311 - test material
    spoken = " ".join(turn.text for turn in session.turns).split()
    each = LONG_SESSION_WORDS // len(session.turns)
    texts = tuple(
        f"{turn.text} {' '.join(draw.choice(spoken) for _ in range(each))}"
        for turn in session.turns
    )
    transcript = session.transcript(texts=texts)
    begun = time.process_time()
    read_minutes(transcript, session.seance)
    return time.process_time() - begun


def main() -> int:
    """Print the table of all shares, with and without voices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--wordings", choices=BANKS, default="first")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES)
    options = parser.parse_args()
    seeds = range(options.first_seed, options.first_seed + options.sessions)
    print(f"| {' | '.join(_HEAD)} |")  # noqa: T201
    print(f"|{'---|' * len(_HEAD)}")  # noqa: T201
    for share in options.shares:
        for voices in (True, False):
            t = measure(seeds, share, BANKS[options.wordings], voices=voices)
            print(  # noqa: T201
                f"| {share:.0%} | {'known' if voices else 'unknown'} "
                f"| {t.right / t.facts:.4f} of {t.facts} | {t.blank} | {t.silent} "
                f"| {t.alerts / options.sessions:.1f} "
                f"| {t.near / t.items:.4f} | {t.seconds / options.sessions:.2f} |"
            )
    print(f"\n{LONG_SESSION_WORDS} words: {long_session_seconds():.2f} s")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
