"""The written chat of Zoom: who wrote what, when. Nobody spoke it.

18:31:05 From Marie Dupont to Everyone:      saved by a participant, clock of the machine
    Bonsoir
18:31:05 De Marie Dupont à Tout le monde :   the same in French
00:03:12<tab>Marie Dupont:<tab>Bonsoir       of a cloud recording, seconds of the recording
"""

import re

from core.plaintext import cleaned
from core.timecode import parse_timecode
from pv_builder.captions.spans import CaptionSpan, Chat, Timing, Tool

_SAVED = re.compile(
    r"(?P<time>\d{2}:\d{2}:\d{2})\s+(?:From|De)\s+(?P<label>.{1,120}?)"
    r"(?:\s+(?:to|To|à)\s+.{1,120}?)?\s*:(?:\s(?P<text>.*))?"
)
_CLOUD = re.compile(r"(?P<time>\d{2}:\d{2}:\d{2})\t(?P<label>[^\t]{1,120}?):\t(?P<text>.*)")


def read_chat(text: str) -> Chat | None:
    """Return the messages of a chat, None when the text is none."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    for form, timing in ((_CLOUD, Timing.RECORDING), (_SAVED, Timing.DAY)):
        if form.fullmatch(lines[0]):
            messages = tuple(_messages(lines, form))
            return Chat(tool=Tool.ZOOM, timing=timing, messages=messages)
    return None


def _messages(lines: list[str], form: re.Pattern[str]) -> list[CaptionSpan]:
    """Return the messages, lines without a head being the continuation of the one before."""
    found: list[tuple[str, float, list[str]]] = []
    for line in lines:
        head = form.fullmatch(line)
        if head is not None:
            rest = [head["text"]] if head["text"] else []
            found.append((cleaned(head["label"]), parse_timecode(head["time"]), rest))
        else:
            found[-1][2].append(line.strip())
    return [
        CaptionSpan(label=label, start=at, end=at, text=" ".join(said)) for label, at, said in found
    ]
