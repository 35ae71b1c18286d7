"""All that the readers share about one session: what was heard, what it announces, who speaks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.timecode import Interval
from core.transcript import Transcript
from pv_builder.evidence import Alert, Evidence, FactKey, Severity
from pv_builder.marks import Marks
from pv_builder.meeting import MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Cues, Event
from pv_builder.reading.words.appositions import in_apposition
from pv_builder.reading.words.heard import Heard, heard
from pv_builder.reading.words.hours import Hour, find_hours
from pv_builder.reading.words.names import Mention, NameBook
from pv_builder.reading.words.speeches import Speech, speeches_of, within
from pv_builder.seance import Seance

_FLOOR_TOKENS = 500
_FLOOR_SCORE = 0.7
_VOICE_SCORE = 0.9
_CHAIR_SPEAKS = (
    Cue.FLOOR,
    Cue.VOTE_CALL,
    Cue.ASK_AGAINST,
    Cue.ASK_ABSTENTION,
    Cue.ITEM_CALL,
    Cue.UNANIMITY,
    Cue.MAJORITY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One session as the readers see it.

    Attributes:
        heard: the tokens.
        cues: formulas found among them.
        mentions: members named, in order.
        hours: hours said, in order.
        seance: what was stated in advance.
        executive: maire or president by function, None when the roll does not say.
        names: of the roll.
        speeches: what each voice says until another one speaks, in order.
        marks: what a person marked while it was recorded.
    """

    heard: Heard
    cues: Cues
    mentions: tuple[Mention, ...]
    hours: tuple[Hour, ...]
    seance: Seance
    executive: MemberName | None
    names: frozenset[MemberName] = field(default_factory=frozenset)
    speeches: tuple[Speech, ...] = ()
    marks: Marks = field(default_factory=Marks)

    @property
    def end(self) -> int:
        """Position after the last token."""
        return len(self.heard.tokens)

    def mentions_in(self, first: int, last: int) -> Sequence[Mention]:
        """Return the mentions that begin in the tokens `first:last`."""
        start = bisect_left(self.mentions, first, key=lambda m: m.first)
        stop = bisect_left(self.mentions, last, key=lambda m: m.first)
        return self.mentions[start:stop]

    def mention_at(self, first: int | None) -> Mention | None:
        """Return the mention that begins at a token."""
        found = self.mentions_in(first, first + 1) if first is not None else ()
        return found[0] if found else None

    def hours_in(self, first: int, last: int) -> list[Hour]:
        """Return the hours said in the tokens `first:last`."""
        return [hour for hour in self.hours if first <= hour.first < last]

    def speeches_in(self, first: int, last: int) -> Iterator[Speech]:
        """Yield what each voice says of the tokens `first:last`, in order."""
        return within(self.speeches, first, last)

    def speaker(self, at: int) -> tuple[MemberName, float] | None:
        """Return who says the token and how sure that is, None when it cannot be told.

        The voice decides; where it is not known, whoever was given the floor last and has not
        been followed by words of the chair.
        """
        if self.heard.turn_of(at).member is not None:
            return self.voice(at)
        return self._floor_holder(at)

    def voice(self, at: int) -> tuple[MemberName, float] | None:
        """Return the member whose voice says the token, None when voices do not tell."""
        turn = self.heard.turn_of(at)
        if turn.member is None or turn.member not in self.names:
            return None
        return MemberName(turn.member), turn.member_score or _VOICE_SCORE

    def _floor_holder(self, at: int) -> tuple[MemberName, float] | None:
        before = self.cues.of(*_CHAIR_SPEAKS, first=max(0, at - _FLOOR_TOKENS), last=at)
        last = before[-1] if before else None
        if last is None or last.cue is not Cue.FLOOR or last.last > at:
            return None
        mention = self._called_alone(last.last, at) or self.said_of(last)
        if mention is None or mention.member is None:
            return None
        given, speaks = self.heard.turn_of(last.first), self.heard.turn_of(at)
        if given.speaker is not None and given.speaker == speaks.speaker:
            return None
        return mention.member, _FLOOR_SCORE * mention.score

    def _called_alone(self, first: int, last: int) -> Mention | None:
        """Return the last member named in the tokens who makes a whole sentence: "Madame X ?"."""
        tokens = self.heard.tokens
        alone = [
            m
            for m in self.mentions_in(first, last)
            if m.firm and tokens[m.first].opens and tokens[m.last - 1].ends
        ]
        return alone[-1] if alone else None

    def said_of(self, event: Event, slot: str = "m") -> Mention | None:
        """Return the member that a formula names."""
        return self.mention_at(event.named_at(slot))

    def evidence(self, fact: FactKey, rule: str, score: float, *spans: tuple[int, int]) -> Evidence:
        """Return the evidence of a fact read in the tokens of `spans`."""
        excerpts = tuple(sorted({self.interval(*span) for span in spans}))
        return Evidence(
            fact=fact, score=round(min(1.0, max(0.0, score)), 3), rule=rule, excerpts=excerpts
        )

    def alert(
        self, code: str, text: str, *spans: tuple[int, int], item: str | int | None = None
    ) -> Alert:
        """Return what a person is asked to check, with the tokens of `spans` to listen to.

        Args:
            code: of the alert.
            text: what is wrong and what to do.
            spans: first token and position after the last; an empty one points nowhere.
            item: mark of the item it is about, None for the whole session.
        """
        said = [(first, min(last, self.end)) for first, last in spans if first < last]
        return Alert(
            code=code,
            severity=Severity.WARNING,
            text=text,
            item=item,
            excerpts=tuple(self.interval(*span) for span in said),
        )

    def interval(self, first: int, last: int) -> Interval:
        """Return the seconds of the tokens `first:last`."""
        return self.heard.interval(first, last)


def listen(transcript: Transcript, seance: Seance, executive: MemberName | None) -> Scene:
    """Return the session ready to be read."""
    tokens = heard(transcript)
    mentions = in_apposition(NameBook(seance.roll, executive).mentions(tokens))
    names = frozenset(member.name for member in seance.roll)
    return Scene(
        heard=tokens,
        cues=Cues(tokens, mentions),
        mentions=mentions,
        hours=find_hours(tokens),
        seance=seance,
        executive=executive,
        names=names,
        speeches=speeches_of(tokens, names),
    )
