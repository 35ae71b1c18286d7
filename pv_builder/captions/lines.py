"""Transcripts written as lines of text: each form has its own way to say who speaks from when.

    Teams .docx, Webex .txt   Marie Dupont   0:03         then what she says
    Teams .docx (older)       0:0:3.120 --> 0:0:5.4       then the name, then what is said
    Zoom, saved captions      [Marie Dupont] 18:31:05     then what she says; clock of the machine
    Google Meet .docx         00:05:00                    then lines "Marie Dupont: ..."
    La Suite Visio            **Marie Dupont**: ...       without times

Invariants:
- A file is read in the one form that most of its lines have; what it does not explain is text of
  the entry before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from core.plaintext import cleaned
from core.timecode import TimecodeInvalid, parse_timecode
from pv_builder.captions.cues import split_prefixes
from pv_builder.captions.spans import Captions, CaptionSpan, Timing, Tool

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}"
_NAME_THEN_TIME = re.compile(rf"(?P<label>\S.{{0,120}}?)\s+(?P<time>{_TIME})")
_LOOSE = r"\d{1,3}:\d{1,2}:\d{1,2}(?:\.\d{1,7})?"
_STRETCH = re.compile(rf"(?P<time>{_LOOSE}) --> (?P<end>{_LOOSE})")
_BRACKETED = re.compile(rf"\[(?P<label>[^\]]{{1,120}})\] (?P<time>{_TIME})")
_TIME_ALONE = re.compile(r"\d{2}:\d{2}:\d{2}")
_BOLD = re.compile(r"\*\*(?P<label>[^*]{1,120})\*\*\s?:\s?(?P<text>.*)")
_NOTE = re.compile(
    r".{1,120} (?:a commencé|a démarré|a arrêté|started|stopped) (?:la )?transcription"
)
"""What Teams writes at the beginning and the end."""

_MOST_LABEL_WORDS = 8
_WORDS_A_SECOND = 2.5
"""French council speech: 150 words a minute; an entry without an end is given as long as it takes,
or up to the next one."""
_SHORTEST_S = 1.0
_FEWEST = 2
"""Entries that make a file a transcript; fewer may be chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The line with which an entry begins.

    Attributes:
        label: None when the name stands on the next line.
        start: None without times.
        text: what stands on the same line after the name.
    """

    label: str | None
    start: float | None
    end: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One way to write a transcript."""

    tool: Tool
    timing: Timing
    head: Callable[[str], _Head | None]


def read_lines(text: str) -> Captions | None:
    """Return the captions of a transcript in lines, None when it has none of the known forms."""
    lines = [line.strip() for line in text.splitlines()]
    counts = [(sum(form.head(line) is not None for line in lines), form) for form in _FORMS]
    best, form = max(counts, key=lambda pair: pair[0])
    if best >= _FEWEST:
        return _captions(list(_entries(lines, form)), form)
    return _meet(lines)


def _entries(lines: Sequence[str], form: _Form) -> Iterator[_Head]:
    """Yield the entries, each with all its text; what stands before the first is left out."""
    entry: _Head | None = None
    said: list[str] = []
    for line in lines:
        if not line or _NOTE.fullmatch(line):
            continue
        head = form.head(line)
        if head is not None:
            if entry is not None:
                yield replace(entry, text=" ".join(said))
            entry, said = head, [head.text] if head.text else []
        elif entry is not None and entry.label is None:
            entry = replace(entry, label=cleaned(line))
        elif entry is not None:
            said.append(line)
    if entry is not None:
        yield replace(entry, text=" ".join(said))


def _captions(entries: Sequence[_Head], form: _Form) -> Captions:
    """Return the entries as spans; those without text tell nothing and are left out."""
    spans = []
    following: float | None = None
    for number, entry in reversed(list(enumerate(entries))):
        start = float(number) if entry.start is None else entry.start
        end = start if entry.start is None else _end(entry, start, following)
        following = entry.start
        said = " ".join(entry.text.split())
        if said:
            spans.append(CaptionSpan(label=entry.label or "", start=start, end=end, text=said))
    spans.reverse()
    return Captions(
        tool=form.tool,
        timing=form.timing,
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        faults=len(entries) - len(spans),
    )


def _end(entry: _Head, start: float, following: float | None) -> float:
    """Return where an entry ends: as written, else as long as its words take."""
    if entry.end is not None:
        return max(start, entry.end)
    spoken_s = max(_SHORTEST_S, len(entry.text.split()) / _WORDS_A_SECOND)
    if following is not None and following > start:
        return min(following, start + spoken_s)
    return start + spoken_s


def _seconds(text: str) -> float | None:
    try:
        return parse_timecode(text)
    except TimecodeInvalid:
        return None


def _name_then_time(line: str) -> _Head | None:
    match = _NAME_THEN_TIME.fullmatch(line)
    if match is None or "-->" in line:
        return None
    label = cleaned(match["label"])
    is_name = len(label.split()) <= _MOST_LABEL_WORDS and label[-1:] not in {",", ":", ";", "à"}
    start = _seconds(match["time"])
    return _Head(label=label, start=start) if is_name and label and start is not None else None


def _stretch(line: str) -> _Head | None:
    match = _STRETCH.fullmatch(line)
    if match is None:
        return None
    start, end = (_loose_seconds(match[name]) for name in ("time", "end"))
    return _Head(label=None, start=start, end=end)


def _loose_seconds(text: str) -> float:
    """Return the seconds of "0:0:3.120": the older Teams does not pad its numbers."""
    hours, minutes, seconds = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _bracketed(line: str) -> _Head | None:
    match = _BRACKETED.fullmatch(line)
    start = _seconds(match["time"]) if match else None
    return None if match is None or start is None else _Head(label=cleaned(match[1]), start=start)


def _bold(line: str) -> _Head | None:
    match = _BOLD.fullmatch(line)
    return _Head(label=cleaned(match[1]), start=None, text=match["text"]) if match else None


_FORMS = (
    _Form(tool=Tool.ZOOM, timing=Timing.DAY, head=_bracketed),
    _Form(tool=Tool.TEAMS, timing=Timing.RECORDING, head=_name_then_time),
    _Form(tool=Tool.TEAMS, timing=Timing.RECORDING, head=_stretch),
    _Form(tool=Tool.VISIO, timing=Timing.ORDER, head=_bold),
)


def _meet(lines: Sequence[str]) -> Captions | None:
    """Return the captions of a Google Meet document: lines with names under a time now and then.

    The times are minutes apart, too far to say when a line was spoken: only the order counts.
    """
    times = [number for number, line in enumerate(lines) if _TIME_ALONE.fullmatch(line)]
    if not times:
        return None
    said = [line for line in lines[times[0] :] if line and not _TIME_ALONE.fullmatch(line)]
    pairs = split_prefixes(said)
    if not any(label for label, _ in pairs):
        return None
    return Captions(
        tool=Tool.MEET,
        timing=Timing.ORDER,
        spans=tuple(
            CaptionSpan(label=label, start=float(at), end=float(at), text=" ".join(text.split()))
            for at, (label, text) in enumerate(pairs)
        ),
    )
