"""The few seconds of a session that are worth hearing once more, with what is expected there.

Pure data: which passages, and the words that guide the recogniser. Who hears them is not known
here; what comes of it is read by `pv_builder.reading.doubts.second_reading`.

Invariants:
- A hint holds no number but decoys: a recogniser copies what it has just read.
- All passages together last no longer than a share of the recording.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.sounds import loose_likeness, sound_of
from core.timecode import Interval, overlap_s
from core.transcript import Transcript, Word
from pv_builder.evidence import Alert
from pv_builder.meeting import Civility, ItemMark, Member
from pv_builder.minutes import Minutes
from pv_builder.seance import Seance

LONGEST_S = 27.0
"""Whisper hears at most 30 s at once."""

_MOST_SHARE = 0.08
_ALWAYS_ALLOWED_S = 90.0
"""With these a session of an hour takes some 2 % longer (docs/benchmarks.md)."""

_TAIL_S = 24.0
_ALONE_S = 7.0
"""Alone with its sentence an hour is often heard that was lost in a longer passage, and the other
way round (docs/benchmarks.md): both are heard."""

_VOTE_S = 12.0
_MARGIN_S = 0.25
_PAUSE_S = 0.9
_REACH_S = 5.0
_ANSWER_S = 2.5
_HINT_LETTERS = 420
_ALERTED_BONUS = 0.5


class PassageKind(StrEnum):
    """What is expected to be said in a passage."""

    VOTE = "vote"
    NAMES = "names"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPassage:
    """A passage to hear again.

    Attributes:
        hint: formulas and names that may be said there.
        item: mark of the item it belongs to, None for the session.
        wordings: the sentences that may stand there, by their wording, where they can be told in
            full (`pv_builder.reading.doubts.open_questions`).
    """

    span: Interval
    kind: PassageKind
    hint: str
    item: ItemMark | None = None
    wordings: tuple[tuple[str, ...], ...] = ()


CAUSES: dict[PassageKind, frozenset[str]] = {
    PassageKind.VOTE: frozenset(
        {
            "votes-incomplete", "votes-supposed", "votes-do-not-add-up", "votes-exceed-voters",
            "announced-numbers-differ", "announced-unanimity-differs", "announced-outcome-differs",
            "names-differ-from-number", "outcome-unknown", "public-ballot-incomplete",
            "tie-undecided", "vote-not-called", "voter-not-recognised", "voter-unplaced",
            "voter-named-twice", "voter-not-entitled",
        }
    ),
    PassageKind.NAMES: frozenset(
        {
            "proxy-name-unknown", "proxy-doubtful", "presence-not-answered", "presence-unclear",
            "name-not-recognised", "movement-unknown", "movement-impossible",
            "withdrawal-unknown", "withdrawal-doubtful", "secretary-missing", "chair-missing",
        }
    ),
    PassageKind.HOUR: frozenset(
        {
            "opening-hour-doubtful", "opening-hour-missing", "closing-hour-doubtful",
            "closing-hour-missing", "movement-hour-doubtful", "movement-hour-missing",
            "movement-doubtful",
        }
    ),
}  # fmt: skip
"""The alerts that make a passage worth hearing again, by what is expected there."""

_FORMULAS = {
    PassageKind.VOTE: (
        "Je mets aux voix. Qui est contre ? 88 voix contre, Madame. Qui s'abstient ? Une "
        "abstention. Le vote a lieu à bulletin secret. Après dépouillement : 99 bulletins, "
        "77 blancs, 88 pour et 66 contre. La délibération est adoptée à la majorité, "
        "88 pour, 66 contre et 77 abstentions."
    ),
    PassageKind.NAMES: (
        "Appel nominal. Présent. Présente. Je suis là. Absent, excusée. A donné pouvoir à Madame. "
        "Secrétaire de séance. Ne prend pas part au vote."
    ),
    PassageKind.HOUR: "",
}
"""Hours are heard without a hint: one that names an hour is copied."""

DECOYS = frozenset({"66", "77", "88", "99"})
"""Numbers of the hints, which make the recogniser write digits: heard for the first time in a
second hearing, they were copied and not heard."""

CALLED = {Civility.M: "Monsieur", Civility.MME: "Madame"}
"""How a member is called aloud."""


def doubtful_passages(
    minutes: Minutes, transcript: Transcript, seance: Seance
) -> tuple[DoubtfulPassage, ...]:
    """Return what is worth hearing again, in order, within a share of the recording's length."""
    words = [word for turn in transcript.turns for word in turn.words]
    if not words:
        return ()
    found: list[DoubtfulPassage] = []
    spent_s = 0.0
    most_s = max(_ALWAYS_ALLOWED_S, _MOST_SHARE * transcript.audio.duration_s)
    for kind, alert in _causes(minutes.alerts):
        for place in _places(kind, alert, minutes, words):
            span = _whole(words, place)
            covered = any(overlap_s(span, other.span) > 0.5 * span.duration_s for other in found)
            if covered or not span.duration_s or spent_s + span.duration_s > most_s:
                continue
            spent_s += span.duration_s
            hint = _hint(kind, _said_in(words, span), seance.roll, minutes.alerts)
            found.append(DoubtfulPassage(span=span, kind=kind, hint=hint, item=alert.item))
    return tuple(sorted(found, key=lambda passage: passage.span))


def _causes(alerts: Sequence[Alert]) -> Iterator[tuple[PassageKind, Alert]]:
    """Yield the alerts that a second hearing may settle, votes first."""
    for kind, codes in CAUSES.items():
        for alert in alerts:
            if alert.code in codes:
                yield kind, alert


def _places(
    kind: PassageKind, alert: Alert, minutes: Minutes, words: Sequence[Word]
) -> Iterable[Interval]:
    """Return where to listen for what an alert asks."""
    if not alert.excerpts or alert.code == "outcome-unknown":  # decided at its end, if at all
        return _places_without_excerpt(alert, minutes, words)
    if kind is PassageKind.VOTE:
        end = max(x.end for x in alert.excerpts)
        start = min(end - _VOTE_S, *(x.start for x in alert.excerpts))
        return (Interval(max(0.0, start, end - LONGEST_S), end),)
    return tuple(Interval(x.start, x.end + _ANSWER_S) for x in alert.excerpts)


def _places_without_excerpt(
    alert: Alert, minutes: Minutes, words: Sequence[Word]
) -> Iterable[Interval]:
    if alert.code == "opening-hour-missing":
        begun = words[0].start
        return tuple(Interval(begun, begun + length_s) for length_s in (_ALONE_S, _TAIL_S))
    if alert.code == "closing-hour-missing":
        end = words[-1].end
        return tuple(Interval(max(0.0, end - length_s), end) for length_s in (_ALONE_S, _TAIL_S))
    ends = [item.end_s for item in minutes.meeting.items if item.mark == alert.item]
    return tuple(Interval(max(0.0, end - _TAIL_S), end) for end in ends if end is not None)


def _whole(words: Sequence[Word], place: Interval) -> Interval:
    """Return a stretch that begins and ends in a pause or between sentences, around a place."""
    inside = [
        n for n, word in enumerate(words) if word.end > place.start and word.start < place.end
    ]
    if not inside:
        return Interval(place.start, place.start)
    first, last = inside[0], inside[-1]
    while first > 0 and not _parted(words, first) and _near(words, first - 1, place):
        first -= 1
    while last + 1 < len(words) and not _parted(words, last + 1) and _near(words, last + 1, place):
        last += 1
    start = max(0.0, words[first].start - _MARGIN_S)
    end = words[last].end + _MARGIN_S
    return Interval(max(start, end - LONGEST_S), end)


def _parted(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence ends, or nobody speaks, before a word."""
    before = words[at - 1]
    return before.text.rstrip()[-1:] in ".?!…" or words[at].start - before.end > _PAUSE_S


def _near(words: Sequence[Word], at: int, place: Interval) -> bool:
    return place.start - words[at].start < _REACH_S and words[at].end - place.end < _REACH_S


def _said_in(words: Sequence[Word], span: Interval) -> str:
    return "".join(word.text for word in words if span.start <= word.start < span.end)


def _hint(kind: PassageKind, heard: str, roll: Sequence[Member], alerts: Sequence[Alert]) -> str:
    """Return what may be said: formulas, then the names that sound likeliest, these last."""
    if kind is PassageKind.HOUR:
        return ""
    doubted = " ".join(a.text for a in alerts if a.code.startswith(("presence", "proxy", "late")))
    sounds = [sound_of(word) for word in heard.replace("-", " ").split()]
    ranked = sorted(roll, key=lambda member: -_likeness(member, sounds, doubted))
    names: list[str] = []
    for member in ranked:
        given = f"{member.given_name} " if kind is PassageKind.NAMES else ""
        name = f"{CALLED[member.civility]} {given}{member.family_name}"
        if sum(map(len, names)) + len(name) > _HINT_LETTERS:
            break
        names.insert(0, name)
    return f"{_FORMULAS[kind]} {', '.join(names)}."


def _likeness(member: Member, sounds: Sequence[str], doubted: str) -> float:
    """Return how likely a member is named in words of these sounds."""
    parts = member.family_name.replace("-", " ").replace("'", " ").split()
    key = "".join(map(sound_of, parts))
    windows = [
        "".join(sounds[at : at + width])
        for width in (1, 2)
        for at in range(len(sounds) - width + 1)
    ]
    best = max((loose_likeness(key, window) for window in windows if window), default=0.0)
    return best + (_ALERTED_BONUS if member.name in doubted else 0.0)
