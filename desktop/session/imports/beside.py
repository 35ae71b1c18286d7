"""What a meeting tool wrote, put beside what was heard: on the recording's clock, never over it."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.jsonio import JsonInvalid, read_json, write_json
from core.task import Notice, TaskContext
from core.timecode import Interval
from core.transcript import Transcript
from desktop.session.dossier import Dossier, captions_file
from pv_builder.captions.placing import ClockSource, PlacedCaptions, place
from pv_builder.captions.spans import Captions, CaptionSpan
from pv_builder.captions.wording import with_alternatives
from pv_builder.naming.labels import LabelSource, NamedSpan

logger = logging.getLogger(__name__)


def placed_captions(
    captions: Sequence[tuple[str, Captions]], transcript: Transcript, ctx: TaskContext
) -> tuple[CaptionSpan, ...]:
    """Return the captions by the clock of the recording, those that belong to it.

    Args:
        captions: name and content of each file.
        transcript: what the recogniser heard; it is not changed.
        ctx: gets for each file a notice "captions-placed", "captions-placed-by-words" or
            "captions-unplaced".
    """
    heard = [word for turn in transcript.turns for word in turn.words]
    spans: list[CaptionSpan] = []
    for name, found in captions:
        placed = place(found, heard)
        logger.info(
            "captions placed by %s: %d spans, %d left out, confidence %.2f",
            placed.source,
            len(placed.spans),
            placed.left_out,
            placed.confidence,
        )
        ctx.emit(_notice(name, placed))
        spans += placed.spans
    return tuple(sorted(spans, key=lambda span: span.start))


def kept_captions(folder: Path) -> tuple[tuple[str, Captions], ...]:
    """Return the captions that an earlier run of a session was given, () without any."""
    try:
        return read_json(tuple[tuple[str, Captions], ...], captions_file(folder))
    except (OSError, JsonInvalid):
        return ()  # evidence beside what is said: the work goes on without it


def keep_captions(dossier: Dossier, captions: Sequence[tuple[str, Captions]]) -> None:
    """Keep the captions for the next run, which need not be given them again."""
    if captions:
        write_json(dossier.captions, tuple(captions))


def labels_of(spans: Sequence[CaptionSpan]) -> Iterator[NamedSpan]:
    """Yield the names in captions as evidence of who speaks."""
    for span in spans:
        if span.label and span.end > span.start:
            interval = Interval(span.start, span.end)
            yield NamedSpan(interval=interval, label=span.label, source=LabelSource.CAPTIONS)


def beside_doubts(transcript: Transcript, spans: Sequence[CaptionSpan]) -> Transcript:
    """Return the transcript, each doubt with what the captions have there; its words stay."""
    written = [span for span in spans if span.text]
    return replace(transcript, turns=with_alternatives(transcript.turns, written))


def _notice(name: str, placed: PlacedCaptions) -> Notice:
    if placed.source is ClockSource.UNKNOWN:
        return Notice(code="captions-unplaced", facts={"name": name})
    if placed.offset_s is None:
        return Notice(code="captions-placed-by-words", facts={"name": name})
    offset = f"{placed.offset_s:+.0f}".replace("-", "−")
    return Notice(code="captions-placed", facts={"name": name, "offset": offset})
