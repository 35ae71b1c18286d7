"""Items that only their place tells: which of them may be proposed, and what is asked of them.

The alignment puts every item of the agenda somewhere. One of which neither the title nor the
number was understood is kept only where nothing else can be: its sentence begins as items are
called, something was decided on the item before it, and something is decided after it. It is
proposed with a low score, and an alert asks to listen.

Not where two sentences of the same gap begin so, for one item missing: it may be either.
"""

from collections.abc import Sequence

from pv_builder.evidence import Alert, Severity
from pv_builder.reading.agenda.alignment import Placed
from pv_builder.reading.agenda.claims import HINTED, Claims
from pv_builder.reading.agenda.places import SETTLED, Place
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene

KNOWN = 2.5
"""Nats of title and number from which an item is known and not only supposed: they make it twelve
times as likely that it is this item as that it is not."""

_AS_LIKELY = 0.5
_SHOWN = 40
_DISCUSSED = 20
"""Words between the call of an item and its decision. The vote that follows an amendment ("passons
à la délibération ainsi amendée") has fewer; the shortest item of the sample sessions has 57."""

_NO_ITEM = (
    Cue.AMENDMENT, Cue.VOTE_CALL, Cue.CLOSING, Cue.OTHER_BUSINESS, Cue.CLOSED_DOORS,
    Cue.DOORS_REFUSED, Cue.DOORS_OPEN, Cue.SUSPENDED, Cue.RESUMED,
)  # fmt: skip


def supposed_alert(scene: Scene, at: int, mark: str | int) -> Alert:
    """Return that the announcement of an item was not understood, and where to listen."""
    text = (
        "L'annonce de ce point n'a pas été comprise : il est placé là où un point est appelé entre "
        "deux décisions. Écoutez le passage et vérifiez."
    )
    return Alert(
        code="item-supposed",
        severity=Severity.WARNING,
        text=text,
        item=mark,
        excerpts=(scene.interval(at, min(at + _SHOWN, scene.end)),),
    )


def without_guesses(scene: Scene, placed: Sequence[Placed], claims: Claims) -> list[Placed]:
    """Return the items placed, in order, without those that may as well be elsewhere."""
    kept = list(placed)
    for one in placed:
        if one.known < KNOWN:
            before, after = _neighbours(kept, one, claims.end)
            supposed = _may_be_supposed(scene, one, before, after)
            if not supposed or _rivals(scene, one, claims.places, before, after):
                kept.remove(one)
    return kept


def _neighbours(placed: Sequence[Placed], one: Placed, last: int) -> tuple[int | None, int]:
    """Return where the item before another is opened, None for the first, and the one after."""
    index = placed.index(one)
    before = placed[index - 1].at if index else None
    return before, placed[index + 1].at if index + 1 < len(placed) else last


def _may_be_supposed(scene: Scene, one: Placed, before: int | None, after: int) -> bool:
    """Whether an item begins where it is placed, between two decisions if nothing names it."""
    sentence = scene.heard.sentence_end(one.at)
    if (
        not one.place.begins
        or one.known < 0
        or scene.cues.of(*_NO_ITEM, first=one.at, last=sentence)
    ):
        return False
    if one.known >= HINTED:
        return True
    decided = before is None or scene.cues.of(*SETTLED, first=before, last=one.at)
    following = scene.cues.of(*SETTLED, first=one.at, last=after)
    return bool(decided and following) and following[0].first - one.at >= _DISCUSSED


def _rivals(
    scene: Scene, one: Placed, places: Sequence[Place], before: int | None, after: int
) -> bool:
    """Whether another sentence of the gap begins as well, and another decision parts the two."""
    if one.known >= HINTED:
        return False
    as_likely = [
        place.at
        for place in places
        if (before or 0) < place.at < after
        and place.begins
        and place.nats >= one.place.nats - _AS_LIKELY
        and abs(place.at - one.at) >= _DISCUSSED
    ]
    spans = (sorted((one.at, at)) for at in as_likely)
    return any(scene.cues.of(*SETTLED, first=first, last=last) for first, last in spans)
