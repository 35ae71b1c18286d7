"""A transcript as plain text, as captions (SubRip, WebVTT) and as speaker segments (RTTM)."""

from collections.abc import Iterator

from core.timecode import format_timecode
from core.transcript import Transcript, Turn, Word

_LONGEST_LETTERS = 84
"""Two lines of 42 letters, what is read comfortably on a video."""

_LONGEST_S = 7.0
_RTTM_UNKNOWN = "INCONNU"


def transcript_text(transcript: Transcript) -> str:
    """Return the transcript to read: one paragraph a turn, with its time and speaker."""
    return "".join(
        f"[{format_timecode(turn.start)}] {_label(turn)}{turn.text}\n"
        for turn in transcript.turns
        if turn.words
    )


def srt_text(transcript: Transcript) -> str:
    """Return the transcript as SubRip captions."""
    return "\n".join(
        f"{number}\n{_clock(words[0].start, ',')} --> {_clock(words[-1].end, ',')}\n{text}\n"
        for number, (words, text) in enumerate(_captions(transcript), start=1)
    )


def vtt_text(transcript: Transcript) -> str:
    """Return the transcript as WebVTT captions."""
    return "WEBVTT\n\n" + "\n".join(
        f"{_clock(words[0].start, '.')} --> {_clock(words[-1].end, '.')}\n{_escaped(text)}\n"
        for words, text in _captions(transcript)
    )


def rttm_text(transcript: Transcript) -> str:
    """Return who spoke when, in the form of the NIST's Rich Transcription evaluations."""
    return "".join(
        f"SPEAKER seance 1 {turn.start:.3f} {turn.end - turn.start:.3f} <NA> <NA> "
        f"{(turn.member or turn.speaker or _RTTM_UNKNOWN).replace(' ', '_')} <NA> <NA>\n"
        for turn in transcript.turns
    )


def _label(turn: Turn) -> str:
    name = turn.member or turn.speaker
    return f"{name} : " if name else ""


def _captions(transcript: Transcript) -> Iterator[tuple[list[Word], str]]:
    """Yield the words of each caption with its text, the speaker before a turn's first one."""
    for turn in transcript.turns:
        label = _label(turn)
        for words in _pieces(turn):
            yield words, label + "".join(word.text for word in words).strip()
            label = ""


def _pieces(turn: Turn) -> Iterator[list[Word]]:
    """Yield the words of a turn in pieces short enough to be read."""
    piece: list[Word] = []
    for word in turn.words:
        letters = sum(len(w.text) for w in piece) + len(word.text)
        if piece and (letters > _LONGEST_LETTERS or word.end - piece[0].start > _LONGEST_S):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    return f"{format_timecode(milliseconds / 1000)}{point}{milliseconds % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
