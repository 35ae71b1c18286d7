"""How many members the chair counts when the quorum is found: a check of the roll call.

Not a fact of the minutes: the number printed there is computed from who was noted as present.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pv_builder.conformity.case import case_of
from pv_builder.conformity.presence import check_headcount
from pv_builder.evidence import Alert
from pv_builder.meeting import Meeting
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """A number of members said to be present in the tokens `first:last`.

    Attributes:
        tells: said so clearly that it contradicts another number.
    """

    present: int
    first: int
    last: int
    tells: bool = False

    def doubts(self, scene: Scene, meeting: Meeting) -> Iterator[Alert]:
        """Yield what the rule says of this number, with where to listen."""
        for alert in check_headcount(case_of(meeting, ())):
            yield replace(alert, excerpts=(scene.interval(self.first, self.last),))


def said_headcounts(scene: Scene, last: int) -> tuple[Headcount, ...]:
    """Return the numbers of members there that may be said in the tokens before `last`.

    The first ones are said as such in the sentence that finds the quorum: they tell when the roll
    call is wrong. The others ("ça fait douze") may count something else: they can only confirm it.
    One is no number here: "on" and "un" are heard for each other.
    """
    tokens = scene.heard.tokens
    found = {tokens[event.first].sentence for event in scene.cues.of(Cue.QUORUM, last=last)}
    telling: list[Headcount] = []
    confirming: list[Headcount] = []
    for event in scene.cues.of(Cue.HEADCOUNT, Cue.COUNTED, last=last):
        number = event.number
        if number is None or number <= 1:
            continue
        count = Headcount(present=number, first=event.first, last=event.last)
        told = event.cue is Cue.HEADCOUNT and tokens[event.first].sentence in found
        (telling if told else confirming).append(replace(count, tells=told))
    return (*telling, *confirming)


def read_headcount(counts: Sequence[Headcount], noted: int) -> Headcount | None:
    """Return the number to hold against `noted`: one that agrees, else the first that tells."""
    agreeing = [count for count in counts if count.present == noted]
    telling = [count for count in counts if count.tells]
    return next(iter((*agreeing, *telling)), None)
