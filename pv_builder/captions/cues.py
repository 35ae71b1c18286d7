"""Captions in cues: WebVTT, SubRip and SubViewer, with the names that tools put into them.

Where names stand: in a voice tag `<v Marie Dupont>` (WebVTT, Teams), in the cue's identifier
`12 "Marie Dupont" (3512)` (Webex), or before a colon (Zoom, Google Meet, subtitles by hand).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from io import StringIO

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from core.plaintext import cleaned
from pv_builder.captions.spans import Captions, CaptionSpan, Tool

_VTT = re.compile("WEBVTT")
_SRT = re.compile(r"\d+\s*\n\s*\d+:\d{1,2}:\d{1,2}[,.]\d+\s*-->")
_SBV = re.compile(r"\d+:\d{1,2}:\d{1,2}\.\d{3},\d+:\d{1,2}:\d{1,2}\.\d{3}")
_WEBEX = re.compile(r'\d+ "(?P<label>[^"]*)"(?: \(\d+\))?')
_VOICE = "<v"
_ARROW = "-->"
_MOST_VOICES = 20
"""In one cue, which is on the screen for seconds."""

_PREFIX = re.compile(r"(?P<label>[^:<>\n!?;]{1,60}?)\s?: (?P<text>.+)", re.DOTALL)
_SENTENCE_END = re.compile(r"\w{4,}\.")
"""A dot after a word; "M. Perrin" and "Élodie H." are names."""
_MOST_WORDS = 6
_PREFIXED = 0.6
"""Zoom puts a name before every cue; of sentences of a debate one in thirty has such a colon."""
_OFTEN = 0.5
"""Names come again, the beginnings of sentences do not: share of the prefixes that do."""
_FEW = 4

_LONGEST_S = 48 * 3600.0


def read_cues(text: str) -> Captions | None:
    """Return the captions of a WebVTT, SRT or SBV file, None when the text is none of these."""
    plain = text.lstrip().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        cues = _parsed(plain)
    except (MalformedFileError, MalformedCaptionError):
        return None
    if cues is None:
        return None
    pieces = [piece for cue in cues for piece in _by_voice(cue)]
    spans, tool = _named(pieces)
    if tool is Tool.ZOOM and _SBV.match(plain):
        tool = Tool.MEET
    kept = sorted((span for span in spans if span is not None), key=lambda span: span.start)
    faults = plain.count(_ARROW) - len(cues) if _ARROW in plain else 0
    return Captions(
        tool=tool,
        spans=tuple(kept),
        faults=max(0, faults) + sum(span is None for span in spans),
    )


def _parsed(text: str) -> list[Caption] | None:
    for form, begins in (("vtt", _VTT), ("srt", _SRT), ("sbv", _SBV)):
        if begins.match(text):
            return list(WebVTT.from_buffer(StringIO(text), form).captions)
    return None


def _by_voice(cue: Caption) -> Iterator[Caption]:
    """Yield a cue, in parts where several voices share it or text stands before the voice."""
    raw = cue.raw_text
    if _VOICE not in raw:
        yield cue
        return
    first, *others = raw.split(_VOICE, _MOST_VOICES)
    parts = [first] if first.strip() else []
    for part in (*parts, *(_VOICE + other for other in others)):
        yield Caption(cue.start, cue.end, part.splitlines(), cue.identifier)


def _named(cues: list[Caption]) -> tuple[list[CaptionSpan | None], Tool]:
    """Return a span for each cue (None: nothing usable), and the tool that names them so."""
    voices = [cleaned(unescape(cue.voice or "")) for cue in cues]
    if any(voices):
        return [_span(c, v, c.text) for c, v in zip(cues, voices, strict=True)], _voice_tool(cues)
    speakers = [_WEBEX.fullmatch((cue.identifier or "").strip()) for cue in cues]
    if any(speakers):
        labels = [cleaned(found["label"]) if found else "" for found in speakers]
        return [_span(c, v, c.text) for c, v in zip(cues, labels, strict=True)], Tool.WEBEX
    texts = [cue.text for cue in cues]
    split = split_prefixes(texts)
    tool = Tool.ZOOM if any(label for label, _ in split) else Tool.OTHER
    return [_span(c, *pair) for c, pair in zip(cues, split, strict=True)], tool


def _voice_tool(cues: Iterable[Caption]) -> Tool:
    """Teams numbers its cues by a meeting's id and a slash; others do not."""
    return Tool.TEAMS if any("/" in (cue.identifier or "") for cue in cues) else Tool.OTHER


def split_prefixes(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return (label, text) for each text: labels only where names stand before most of them.

    "Point 3 : la voirie" is no name: a file has names when most of its texts begin with one and
    the same ones come again.
    """
    given = list(texts)
    found = [_prefix(text) for text in given]
    labels = Counter(label for label, _ in filter(None, found))
    total = sum(labels.values())
    again = sum(count for count in labels.values() if count > 1)
    are_names = total >= _PREFIXED * len(given) and (again >= _OFTEN * total or total <= _FEW)
    if not total or not are_names:
        return [("", text) for text in given]
    return [pair or ("", text) for pair, text in zip(found, given, strict=True)]


def _prefix(text: str) -> tuple[str, str] | None:
    """Return (label, rest) of a text that begins like "Marie Dupont: "."""
    match = _PREFIX.fullmatch(text.strip())
    if match is None:
        return None
    label = cleaned(match["label"])
    is_name = len(label.split()) <= _MOST_WORDS and not _SENTENCE_END.search(label)
    return (label, match["text"]) if is_name and any(c.isalnum() for c in label) else None


def _span(cue: Caption, label: str, text: str) -> CaptionSpan | None:
    """Return a cue as a span, None when it has no text or an impossible time."""
    start, end = (at.in_milliseconds() / 1000 for at in (cue.start_time, cue.end_time))
    said = " ".join(unescape(text).split())
    if not said or max(start, end) > _LONGEST_S:
        return None
    return CaptionSpan(label=label, start=start, end=max(start, end), text=said)
