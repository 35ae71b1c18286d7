"""Clues about who speaks: what each says, how much it weighs and where to listen.

A clue says how much more likely it is that a member speaks in an utterance than that anybody else
does. Its weight comes from how often clues of its kind are right, measured on generated sessions
(docs/benchmarks.md, "Naming the voices"), and from how sure the name in it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log

from core.timecode import Interval
from core.transcript import VoiceId
from pv_builder.meeting import MemberName
from pv_builder.reading.words.names import Mention


class ClueKind(StrEnum):
    """What a clue rests on."""

    ROLL_ANSWER = "answers when called"
    FLOOR_SAME_VOICE = "is given the floor, and the voice of the giver goes on"
    ROLL_ANSWER_SAME_VOICE = "answers when called, in the voice of the caller"
    CALLED = "speaks when named"
    FLOOR = "is given the floor"
    REPLY_ANNOUNCED = "is announced to reply"
    REPORTS = "is announced to report"
    PRESIDES = "takes the chair"
    SECRETARY = "accepts to be secretary"
    SPOKEN_TO = "is spoken to last"
    NAMED_LAST = "is the last one that the chair names"
    GREETED = "is greeted coming in"
    THANKED = "is thanked"
    ANSWERED = "is answered by name"
    NAMED_FIRST = "is the first one that the chair names after it"
    CONFIRMED = "is said to do what was just said"
    HOLDS = "speaks for who gave a pouvoir"
    INTRODUCED = "says its own name first"
    NAMES_ITSELF = "says its own name"
    RAPPORTEUR = "reports an item as stated in advance"
    VOTES = "says how it votes, and is counted so"
    CHAIRS = "chairs the session"
    NAMES_ANOTHER = "names somebody else"
    ADDRESSES_CHAIR = "addresses the chair"
    GENDER = "speaks of itself in the other gender"
    AWAY = "is not there"
    STATED = "was confirmed by a person"


RIGHT: Mapping[ClueKind, float] = {
    ClueKind.ROLL_ANSWER: 0.97,
    ClueKind.ROLL_ANSWER_SAME_VOICE: 0.93,
    ClueKind.FLOOR_SAME_VOICE: 0.6,
    ClueKind.CALLED: 0.95,
    ClueKind.FLOOR: 0.96,
    ClueKind.REPLY_ANNOUNCED: 0.96,
    ClueKind.REPORTS: 0.95,
    ClueKind.PRESIDES: 0.85,
    ClueKind.SECRETARY: 0.95,
    ClueKind.SPOKEN_TO: 0.9,
    ClueKind.NAMED_LAST: 0.8,
    ClueKind.GREETED: 0.88,
    ClueKind.THANKED: 0.72,
    ClueKind.ANSWERED: 0.85,
    ClueKind.NAMED_FIRST: 0.7,
    ClueKind.CONFIRMED: 0.8,
    ClueKind.HOLDS: 0.85,
    ClueKind.INTRODUCED: 0.95,
    ClueKind.NAMES_ITSELF: 0.9,
    ClueKind.RAPPORTEUR: 0.85,
    ClueKind.VOTES: 0.6,
}
"""Share of the clues of a kind whose member is the one who speaks."""

AGAINST: Mapping[ClueKind, float] = {
    ClueKind.NAMES_ANOTHER: -1.6,
    ClueKind.ADDRESSES_CHAIR: -4.0,
    ClueKind.GENDER: -0.7,
    ClueKind.AWAY: -3.0,
}
"""Log-likelihood ratio of the member whom a clue speaks against."""


WELL_HEARD = 0.8
"""Likeness from which a name is taken for well heard."""
_NAME, _NAME_POORLY_HEARD, _NAME_GUESSED = 0.98, 0.88, 0.65

CHAIR_ODDS = 3.5
"""Log-likelihood ratio of the chair for an utterance that does what a chair does."""

CHAIR_ODDS_ELSEWHERE = 2.0
"""The same in a voice beside the one that does most of what a chair does: a slip, or a deputy's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A reason to believe, or not to believe, that a member speaks.

    Attributes:
        utterance: which one it speaks of.
        turn: the turn whose words it is; None when other words point to the whole utterance.
        voice: of the utterance; None when it has none.
        odds: log-likelihood ratio by member, against anybody who is not named here.
        reason: in French, without the member's name: "a répondu « présente » à l'appel à 18:31".
        excerpts: the seconds to listen to.
        misheard: the name was not well heard, and may be another person's who sounds like it.
    """

    kind: ClueKind
    utterance: int
    turn: int | None = None
    voice: VoiceId | None
    odds: tuple[tuple[MemberName, float], ...]
    reason: str
    excerpts: tuple[Interval, ...]
    misheard: bool = False

    @property
    def member(self) -> MemberName:
        """The member that it speaks of first."""
        return max(self.odds, key=lambda pair: abs(pair[1]))[0]

    def weight(self, member: MemberName) -> float:
        """Return the log-likelihood ratio of a member; 0 when the clue does not name them."""
        return dict(self.odds).get(member, 0.0)


def odds_of(right: float, members: int) -> float:
    """Return the log-likelihood ratio of a clue that is right in a share `right` of cases.

    Against the chance of 1 in `members` that the member speaks anyway.
    """
    return log(right / (1 - right)) + log(max(1, members - 1))


def meant(mention: Mention) -> list[tuple[MemberName, float]]:
    """Return who may be meant, with the probability of each that the name is theirs."""
    if mention.member is not None:
        return [(mention.member, _NAME if mention.score >= WELL_HEARD else _NAME_POORLY_HEARD)]
    return [(name, _NAME_GUESSED / len(mention.candidates)) for name in mention.candidates]


def without_echoes(clues: Iterable[Clue]) -> list[Clue]:
    """Return the clues, those of names misheard in the same way reduced to one for each voice.

    A name heard "Blanchet" five times may be of somebody who is not on the roll: five times is no
    more proof than once that it is Madame Bellanger's.
    """
    kept: list[Clue] = []
    best: dict[tuple[VoiceId, MemberName], Clue] = {}
    for clue in clues:
        if not clue.misheard or clue.voice is None:
            kept.append(clue)
            continue
        key = (clue.voice, clue.member)
        if key not in best or clue.weight(clue.member) > best[key].weight(clue.member):
            best[key] = clue
    return [*kept, *best.values()]
