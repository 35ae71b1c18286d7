"""How long the minutes of a long session take: a first draft, the files, a draft after an edit.

    python -m tests.bench.drafting

The session is made of the reference texts, repeated until it has 40,000 words; each sentence gets
a number of its own, so that nothing is found in a cache that a real session would not fill. Times
are processor seconds of this process: other work on the machine does not count.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.transcript import Transcript, Turn, TurnId
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_html import document_html
from pv_builder.documents.export_odt import odt_bytes
from pv_builder.documents.export_pdf import pdf_bytes
from pv_builder.meeting import Item
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions

WORDS = 40_000
_NAME = "comcom-val-de-serre"


def long_session(words: int = WORDS) -> tuple[Minutes, Transcript]:
    """Return a session of about so many words, its items renumbered from one round to the next."""
    meeting, spoken = sessions.meeting(_NAME), sessions.transcript(_NAME)
    length_s = spoken.audio.duration_s
    turns: list[Turn] = []
    items: list[Item] = []
    rounds = 0
    while sum(len(turn.words) for turn in turns) < words:
        shift_s = rounds * length_s
        turns += _round(spoken, rounds, shift_s)
        for item in meeting.items:
            start_s, end_s = (item.start_s or 0.0) + shift_s, (item.end_s or 0.0) + shift_s
            items.append(replace(item, mark=len(items) + 1, start_s=start_s, end_s=end_s))
        rounds += 1
    audio = replace(spoken.audio, duration_s=rounds * length_s)
    long = replace(spoken, turns=tuple(turns), audio=audio)
    return Minutes(meeting=replace(meeting, items=tuple(items))), long


def _round(spoken: Transcript, number: int, shift_s: float) -> Iterator[Turn]:
    for turn in spoken.turns:
        moved = tuple(
            replace(
                word,
                start=word.start + shift_s,
                end=word.end + shift_s,
                text=word.text.replace(".", f" au lot {number}."),
            )
            for word in turn.words
        )
        yield replace(
            turn,
            id=TurnId(f"{turn.id}-{number}"),
            start=turn.start + shift_s,
            end=turn.end + shift_s,
            words=moved,
        )


def edited(transcript: Transcript, place: float) -> Transcript:
    """Return the transcript with one word changed in the turn at a share of its length."""
    at = int(place * (len(transcript.turns) - 1))
    turn = transcript.turns[at]
    first = replace(turn.words[0], text=f" Corrigé{at}")
    changed = replace(turn, words=(first, *turn.words[1:]))
    turns = (*transcript.turns[:at], changed, *transcript.turns[at + 1 :])
    return replace(transcript, turns=turns)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Print the times."""
    minutes, transcript = long_session()
    options = DraftOptions(style=DiscussionStyle.INDIRECT)
    words = sum(len(turn.words) for turn in transcript.turns)
    print(f"{words} words, {len(transcript.turns)} turns, {len(minutes.meeting.items)} items")
    for style in DiscussionStyle:
        styled = replace(options, style=style)
        took = seconds(lambda styled=styled: draft_minutes(minutes, transcript, styled))
        print(f"first draft, {style}: {took:.2f} s")
    again = [
        seconds(lambda place=place: draft_minutes(minutes, edited(transcript, place), options))
        for place in (0.01, 0.25, 0.5, 0.75, 0.99)
    ]
    print(f"again after an edit: {min(again):.2f} to {max(again):.2f} s")
    document = draft_minutes(minutes, transcript, options)
    for name, write in (
        ("docx", docx_bytes),
        ("odt", odt_bytes),
        ("html", document_html),
        ("pdf", pdf_bytes),
    ):
        print(f"{name}: {seconds(lambda write=write: write(document)):.2f} s")


if __name__ == "__main__":
    main()
