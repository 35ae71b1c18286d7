"""How many members the chair counts when the quorum is found: a check of the roll call.

Not a fact of the minutes: the number printed there is computed from who was noted as present.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pv_builder.conformity.case import case_of
from pv_builder.conformity.presence import check_headcount
from pv_builder.evidence import Alert
from pv_builder.meeting import Meeting
from pv_builder.reading.cue import Cue
from pv_builder.reading.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """A number of members said to be present in the tokens `first:last`."""

    present: int
    first: int
    last: int

    def doubts(self, scene: Scene, meeting: Meeting) -> Iterator[Alert]:
        """Yield what the rule says of this number, with where to listen."""
        for alert in check_headcount(case_of(meeting, ())):
            yield replace(alert, excerpts=(scene.interval(self.first, self.last),))


def read_headcount(scene: Scene, last: int) -> Headcount | None:
    """Return the number said in the sentence that finds the quorum, in the tokens before `last`.

    One is no number here: "on" and "un" are heard for each other.
    """
    tokens = scene.heard.tokens
    found = {tokens[event.first].sentence for event in scene.cues.of(Cue.QUORUM, last=last)}
    for event in scene.cues.of(Cue.HEADCOUNT, last=last):
        number = event.number
        if number is not None and number > 1 and tokens[event.first].sentence in found:
            return Headcount(present=number, first=event.first, last=event.last)
    return None
