"""What was said à huis clos: where it is, so that no document holds a word of it.

CGCT art. L. 2121-18 and L. 5211-11. The minutes say that the assembly met in closed session and
what it voted; the debate stays in the folder of the session.

Invariants:
- A passage whose end was not heard lasts until a sure public event, the end of the recording at
  the latest: words may be missing, never published by mistake.
- Where a person marked the passages of an item, these are believed and nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.excision import without_passages
from core.folding import fold
from core.timecode import Interval, overlap_s
from core.transcript import Transcript
from pv_builder.blocks import Notice, NoticeKind, text
from pv_builder.documents.marks import clock
from pv_builder.language.typography import typeset
from pv_builder.law.assemblies import rules_for
from pv_builder.law.ballots import is_closed
from pv_builder.meeting import Item, Meeting
from pv_builder.reporting.sentences import Recording, Sentence, sentences_of

_PUBLIC_AGAIN = re.compile(
    r"\b(?:seance|reunion|debats?) (?:\w+ ){0,4}(?:a|de) nouveau publi\w+|"
    r"\bredevien\w+ (?:\w+ )?publi\w+|\bfin (?:du|de ce) hui[st] clos|"
    r"\blev(?:e|es|ons|ez|er|ee) (?:donc )?(?:le|du|ce) hui[st] clos|"
    r"\bhui[st] clos (?:est |etant )?(?:donc )?(?:termine|leve|fini)|"
    r"\b(?:re)?pren(?:ons|d|dre) (?:\w+ ){0,3}(?:seance|reunion) publique|"
    r"\bretour (?:en|a la) seance publique|"
    r"\bpublic (?:peut|est invite a|va pouvoir) (?:\w+ )?(?:revenir|rentrer|entrer|rejoindre)|"
    r"\bfai\w+ r?e?entrer le public"
)
_DOORS = re.compile(r"\bhui[st] clos\b")
_FOR_THIS_ITEM = re.compile(
    r"\b(?:ce|cet|cette) (?:seule? )?(?:point|sujet|question|affaire|dossier|deliberation)\b|"
    r"\bpoint (?:numero )?\d+\b"
)
_WHOLE = 0.9
"""Share of an item that a passage must cover for all of it to be examined à huis clos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSession:
    """A stretch of the recording of which no word is printed.

    Attributes:
        has_sure_end: it ends with a public event, or where a person said.
    """

    interval: Interval
    has_sure_end: bool = True


def closed_sessions(meeting: Meeting, transcript: Transcript | None) -> tuple[ClosedSession, ...]:
    """Return the stretches said à huis clos, in the order of the items."""
    marked = [ClosedSession(interval=passage) for passage in meeting.closed_passages]
    closed = [i for i in meeting.items if is_closed(meeting, i) and not _is_marked(meeting, i)]
    if transcript is None or not closed:
        return tuple(marked)
    heard = Recording(sentences_of(transcript))
    last_s = max((turn.end for turn in transcript.turns), default=0.0)
    last_s = max(last_s, transcript.audio.duration_s)
    found = (_closed(meeting, item, heard, last_s) for item in closed)
    return (*marked, *found)


def public_transcript(meeting: Meeting, transcript: Transcript) -> Transcript:
    """Return the transcript without what was said à huis clos."""
    closed = closed_sessions(meeting, transcript)
    return without_passages(transcript, [session.interval for session in closed])


def _is_marked(meeting: Meeting, item: Item) -> bool:
    return any(_shared_s(item, passage) > 0 for passage in meeting.closed_passages)


def _shared_s(item: Item, passage: Interval) -> float:
    if item.start_s is None:
        return 0.0
    return overlap_s(Interval(item.start_s, max(item.start_s, _end_s(item))), passage)


def _end_s(item: Item) -> float:
    return float("inf") if item.end_s is None else item.end_s


def _closed(meeting: Meeting, item: Item, heard: Recording, last_s: float) -> ClosedSession:
    """Return the closed session of an item: until the public is back, if that was heard."""
    start_s = _begin_s(meeting, item)
    own = heard.between(start_s, min(_end_s(item), last_s))
    if item.end_s is not None and _is_for_one_item(own):
        back_s = _public_again_s(own)
        return ClosedSession(interval=Interval(start_s, back_s or item.end_s))
    back_s = _public_again_s(heard.between(start_s, last_s))
    end_s = max(start_s, last_s) if back_s is None else back_s
    return ClosedSession(interval=Interval(start_s, end_s), has_sure_end=back_s is not None)


def _begin_s(meeting: Meeting, item: Item) -> float:
    """Return where an item begins; where that is unknown, where the one before it begins."""
    begin_s = 0.0
    for other in meeting.items:
        begin_s = begin_s if other.start_s is None else other.start_s
        if other is item:
            break
    return begin_s


def _is_for_one_item(said: Sequence[Sentence]) -> bool:
    """Whether the doors are said to be closed for this item: the next one is then public."""
    texts = (_plain(sentence) for sentence in said)
    return any(_DOORS.search(told) and _FOR_THIS_ITEM.search(told) for told in texts)


def _public_again_s(said: Sequence[Sentence]) -> float | None:
    """Return when the session is said to be public again, None when it is not."""
    return next((s.start_s for s in said if _PUBLIC_AGAIN.search(_plain(s))), None)


def _plain(sentence: Sentence) -> str:
    return re.sub(r"[^\w]+", " ", fold(sentence.text))


def closed_sentence(meeting: Meeting, item: Item) -> str | None:
    """Return how the minutes say that an item was examined à huis clos, None if it was not."""
    article = rules_for(meeting).closed_session_article
    if is_closed(meeting, item):
        return typeset(f"Ce point est examiné à huis clos ({article}).")
    passages = [p for p in meeting.closed_passages if _shared_s(item, p) > 0]
    if not passages or item.start_s is None:
        return None
    shared_s = sum(_shared_s(item, passage) for passage in passages)
    if item.end_s is not None and shared_s >= _WHOLE * (item.end_s - item.start_s):
        return typeset(f"Ce point est examiné à huis clos ({article}).")
    return typeset(f"Ce point est examiné en partie à huis clos ({article}).")


def closed_notice(item: Item, closed: Sequence[ClosedSession]) -> tuple[Notice, ...]:
    """Return the warning that words of an item are left out, nothing where none are."""
    if item.start_s is None:
        return ()
    touched = [one for one in closed if _shared_s(item, one.interval) > 0]
    return tuple(Notice(kind=NoticeKind.CHECK, lines=(text(_left_out(one)),)) for one in touched)


def _left_out(session: ClosedSession) -> str:
    begin, end = clock(session.interval.start), clock(session.interval.end)
    if session.has_sure_end:
        return typeset(
            f"Huis clos : les propos tenus de {begin} à {end} de l'enregistrement ne figurent dans "
            "aucun document."
        )
    return typeset(
        f"Huis clos : le retour en séance publique n'a pas été entendu. Rien de ce qui est dit à "
        f"partir de {begin} n'est reproduit. Dans la page Texte, excluez vous-même le passage tenu "
        "à huis clos : le reste reviendra."
    )
