"""Every key that `pv.json` may have is told in docs/formats.md, and no other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.timecode import Interval
from pv_builder import facts
from pv_builder.documents.pv_json import pv_data
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.meeting import (
    Amendment,
    Ballot,
    ItemKind,
    Moment,
    Movement,
    MovementKind,
    Proxy,
)
from pv_builder.minutes import Minutes
from pv_builder.papers import NominationRound, PaperForm
from tests.helpers.meetings import CHAIR, a_meeting, an_item, name
from tests.helpers.sessions import transcript_of, turn

FORMATS = Path(__file__).parents[3] / "docs" / "formats.md"
_BY_NAME = "temps_de_parole_s"


def everything() -> Minutes:
    """Return minutes with one of each thing that `pv.json` can tell."""
    ballot = Ballot(against=1, abstentions=0)
    items = (
        an_item(
            closed_session_ballot=Ballot(in_favour=4, against=0, abstentions=0),
            amendments=(Amendment(text="Un mot", ballot=ballot),),
        ),
        an_item(
            mark=2,
            kind=ItemKind.NOMINATION,
            ballot=None,
            rounds=(
                NominationRound(votes=((name("N1"), 3),)),
                NominationRound(
                    votes=(("Liste A", 3),), form=PaperForm.PROPORTIONAL, seats=2, number=2
                ),
            ),
        ),
        an_item(mark=3, kind=ItemKind.NOMINATION, ballot=None, sole_candidate=name("N2")),
    )
    leaving = Moment(item=3)
    meeting = replace(
        a_meeting("N1", "N2", "N3", items=items),
        proxies=(
            Proxy(giver=name("N3"), holder=CHAIR),
            Proxy(giver=name("N1"), holder=name("N2"), begin=leaving),
        ),
        movements=(
            Movement(kind=MovementKind.DEPARTURE, member=name("N1"), moment=leaving, hour="20:00"),
        ),
    )
    proof = Evidence(fact=facts.CHAIR, rule="test", score=0.9, excerpts=(Interval(1.0, 2.0),))
    alert = Alert(code="a", severity=Severity.WARNING, text="A", excerpts=(Interval(1.0, 2.0),))
    return Minutes(meeting=meeting, evidence=(proof,), alerts=(alert,))


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key != _BY_NAME:  # its keys are members
                yield from keys_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from keys_of(inner)


def documented() -> set[str]:
    section = FORMATS.read_text(encoding="utf-8").split("### pv.json")[1].split("\n## ")[0]
    rows = "\n".join(line for line in section.splitlines() if line.startswith("| `"))
    return set(re.findall(r"`(\w+)`", rows))


def test_each_key_of_the_facts_is_documented() -> None:
    said = transcript_of((turn(1, CHAIR, 0.0, 2.0, "Bonsoir à tous."),))
    written = set(keys_of(pv_data(everything(), said)))
    assert written - documented() == set()
    assert documented() - written == set()
