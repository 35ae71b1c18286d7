"""Items whose announcement was not understood, placed between two items that were found.

Where as many items are missing as are called between the two, each after one decision and before
another, what is decided in between can only be theirs. They are proposed with a low score, and an
alert asks to listen.

Not for items missing before the first one found or after the last: nothing encloses those.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.sounds import sound_of
from pv_builder.evidence import Alert, Severity
from pv_builder.reading.agenda import Opened
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.scene import Scene

_DECISIONS = (
    Cue.UNANIMITY, Cue.ADOPTED, Cue.MAJORITY, Cue.REJECTED,
    Cue.TAKE_NOTE, Cue.POSTPONED, Cue.WITHDRAWN,
)  # fmt: skip
_ITEMS = frozenset(map(sound_of, ("point", "délibération", "question", "rapport", "dossier")))
_NOUN_WITHIN = 2
_DISCUSSED = 40
"""Words between the call of an item and its decision. The vote that follows an amendment ("passons
à la délibération ainsi amendée") has fewer; the shortest item of the sample sessions has 57."""

_SCORE = 0.3


def with_supposed(scene: Scene, opened: Sequence[Opened]) -> list[Opened]:
    """Return the items found with those that were called between two of them, in order."""
    supposed = list(_supposed(scene, opened))
    return sorted([*opened, *supposed], key=lambda item: item.at)


def supposed_alert(scene: Scene, item: Opened) -> Alert:
    """Return that the announcement of an item was not understood, and where to listen."""
    text = (
        "L'annonce de ce point n'a pas été comprise : il est placé là où un point est appelé entre "
        "deux décisions. Écoutez le passage et vérifiez."
    )
    return Alert(
        code="item-supposed",
        severity=Severity.WARNING,
        text=text,
        item=item.mark,
        excerpts=(scene.interval(item.at, min(item.at + _DISCUSSED, scene.end)),),
    )


def _supposed(scene: Scene, opened: Sequence[Opened]) -> Iterator[Opened]:
    marks = [entry.mark for entry in scene.seance.agenda]
    found = {item.mark for item in opened}
    for before, after in pairwise(item for item in opened if item.in_order):
        between = marks[marks.index(before.mark) + 1 : marks.index(after.mark)]
        calls = list(_calls_between(scene, before.at, after.at)) if between else []
        if len(calls) == len(between) and found.isdisjoint(between):
            for mark, call in zip(between, calls, strict=True):
                at = scene.heard.sentence_start(call.first)
                yield Opened(mark=mark, at=at, score=_SCORE, supposed=True)


def _calls_between(scene: Scene, first: int, last: int) -> Iterator[Event]:
    """Yield the calls of an item that stand between two decisions of the tokens `first:last`."""
    decided = scene.cues.of(*_DECISIONS, first=first, last=last)
    earliest = first
    for call in scene.cues.of(Cue.ITEM_CALL, Cue.NEXT_ITEM, first=first, last=last):
        before = any(earliest < one.first and one.last <= call.first for one in decided)
        after = [one.first for one in decided if one.first >= call.last]
        if before and after and after[0] - call.last >= _DISCUSSED and _names_item(scene, call):
            earliest = call.last
            yield call


def _names_item(scene: Scene, call: Event) -> bool:
    """Whether an item is called, and not the vote of one."""
    said = scene.heard.tokens[call.first : call.last + _NOUN_WITHIN]
    return any(token.sound in _ITEMS for token in said)
