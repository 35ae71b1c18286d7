"""Names that a meeting tool shows, as evidence of who speaks: placed on the recording's clock."""

import logging
from collections.abc import Iterator, Sequence

from core.task import Notice, TaskContext
from core.timecode import Interval
from core.transcript import Transcript
from pv_builder.captions.placing import ClockSource, PlacedCaptions, place
from pv_builder.captions.spans import Captions
from pv_builder.naming.labels import LabelSource, NamedSpan

logger = logging.getLogger(__name__)


def shown_names(
    captions: Sequence[tuple[str, Captions]], transcript: Transcript, ctx: TaskContext
) -> tuple[NamedSpan, ...]:
    """Return what the tools say of who speaks when, by the clock of the recording.

    Args:
        captions: name and content of each file.
        transcript: what the recogniser heard; it is not changed.
        ctx: gets for each file with names a notice "captions-placed", "captions-placed-by-words" or
            "captions-unplaced".
    """
    heard = [word for turn in transcript.turns for word in turn.words]
    spans: list[NamedSpan] = []
    for name, found in captions:
        if found.labels:
            placed = place(found, heard)
            logger.info(
                "captions placed by %s: %d spans, %d left out, confidence %.2f",
                placed.source,
                len(placed.spans),
                placed.left_out,
                placed.confidence,
            )
            ctx.emit(_notice(name, placed))
            spans += _named(placed)
    return tuple(sorted(spans, key=lambda span: span.interval))


def _named(placed: PlacedCaptions) -> Iterator[NamedSpan]:
    for span in placed.spans:
        if span.label and span.end > span.start:
            interval = Interval(span.start, span.end)
            yield NamedSpan(interval=interval, label=span.label, source=LabelSource.CAPTIONS)


def _notice(name: str, placed: PlacedCaptions) -> Notice:
    if placed.source is ClockSource.UNKNOWN:
        return Notice(code="captions-unplaced", facts={"name": name})
    if placed.offset_s is None:
        return Notice(code="captions-placed-by-words", facts={"name": name})
    offset = f"{placed.offset_s:+.0f}".replace("-", "−")
    return Notice(code="captions-placed", facts={"name": name, "offset": offset})
