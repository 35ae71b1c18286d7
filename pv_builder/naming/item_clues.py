"""Clues from the items of the agenda: who was to report, and who is counted as having voted.

Invariants:
- A clue of this module is weak alone: a rapporteur may be replaced, a vote may change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sounds import sounds
from pv_builder.meeting import MemberName
from pv_builder.naming.clues import RIGHT, Clue, ClueKind, odds_of
from pv_builder.naming.own_words import I_OR_WE
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Span, Utterance, Utterances
from pv_builder.reading.agenda.items import Opened
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene

_REPORT_TOKENS = 20
_REPORTS_AFTER = 3
_NAMES_WITHIN = 6
_JOINED_WITHIN = 2
_VERB_WITHIN = 3
_VOTING = sounds("vote voterai voterons votons votais")
_ABSTAINING = sounds("abstiens abstiendrai abstiendrons abstenons abstenir")
_CONTRE = sounds("contre")
_REFLEXIVE = sounds("m nous")
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A way to vote: how it is told in French and how the chair counts it."""

    french: str
    counted: tuple[Cue, ...]


_AGAINST = _Choice(french="son vote contre", counted=(Cue.ASK_AGAINST, Cue.COUNT_AGAINST))
_ABSTENTION = _Choice(french="son abstention", counted=(Cue.ASK_ABSTENTION, Cue.COUNT_ABSTENTION))


class ItemClues:
    """What the items of the agenda say about who speaks.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        opened: the items, in the order they were opened.
    """

    def __init__(
        self, scene: Scene, spoken: Utterances, times: Times, opened: Sequence[Opened]
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._opened = opened
        self._size = len(scene.seance.roll)

    def clues(self) -> Iterator[Clue]:
        """Yield the clues of every item."""
        rapporteurs = {entry.mark: entry.rapporteur for entry in self._scene.seance.agenda}
        ends = [item.at for item in self._opened[1:]] + [self._scene.end]
        for item, last in zip(self._opened, ends, strict=False):
            rapporteur = rapporteurs.get(item.mark)
            if rapporteur is not None:
                yield from self._report(item, rapporteur)
            for choice in (_AGAINST, _ABSTENTION):
                yield from self._votes((item.at, last), choice)

    def _report(self, item: Opened, rapporteur: MemberName) -> Iterator[Clue]:
        """Yield that whoever speaks at length once an item is opened is its rapporteur."""
        opener = self._spoken.of(item.at)
        following = self._spoken.every[opener.at + 1 : opener.at + 1 + _REPORTS_AFTER]
        speaks = next((one for one in following if one.length >= _REPORT_TOKENS), None)
        if speaks is None or speaks.voice in {None, opener.voice}:
            return
        when = self._times.at(speaks.interval.start)
        yield Clue(
            kind=ClueKind.RAPPORTEUR,
            utterance=speaks.at,
            voice=speaks.voice,
            odds=((rapporteur, odds_of(RIGHT[ClueKind.RAPPORTEUR], self._size)),),
            reason=f"rapporteur du point {item.mark} selon l'ordre du jour, exposé {when}",
            excerpts=(speaks.interval,),
        )

    def _votes(self, span: Span, choice: _Choice) -> Iterator[Clue]:
        """Yield that whoever says how it votes is among those counted so."""
        counted = self._counted(span, choice)
        if not 0 < len(counted) <= _MOST_NAMES:
            return
        for one, at in self._sayings(span, choice):
            right = RIGHT[ClueKind.VOTES] / len(counted)
            when = self._times.at(self._scene.heard.tokens[at].start)
            yield Clue(
                kind=ClueKind.VOTES,
                utterance=one.at,
                voice=one.voice,
                odds=tuple((name, odds_of(right, self._size)) for name in counted),
                reason=f"annonce {choice.french} {when}, et le décompte donne ce nom",
                excerpts=(one.interval,),
            )

    def _counted(self, span: Span, choice: _Choice) -> list[MemberName]:
        """Return the members named after the count: "une voix contre, Madame X et Monsieur Y"."""
        names: list[MemberName] = []
        every = (*_AGAINST.counted, *_ABSTENTION.counted)
        events = self._scene.cues.of(*every, first=span[0], last=span[1])
        ends = [event.first for event in events[1:]] + [span[1]]
        for event, end in zip(events, ends, strict=False):
            if event.cue in choice.counted:
                names += self._named_after(event.last, end)
        return list(dict.fromkeys(names))

    def _named_after(self, first: int, last: int) -> Iterator[MemberName]:
        """Yield the members named in a row in the tokens `first:last`."""
        edge = first + _NAMES_WITHIN
        for mention in self._scene.mentions_in(first, max(first, last)):
            if mention.first > edge or not mention.firm or mention.member is None:
                return
            yield mention.member
            edge = mention.last + _JOINED_WITHIN

    def _sayings(self, span: Span, choice: _Choice) -> Iterator[tuple[Utterance, int]]:
        """Yield (utterance, token) wherever somebody says how they will vote."""
        tokens = self._scene.heard.tokens
        for token in tokens[slice(*span)]:
            before = tokens[max(0, token.at - _VERB_WITHIN) : token.at]
            if not any(word.text in I_OR_WE for word in before):
                continue
            after = tokens[token.at + 1 : token.at + 1 + _JOINED_WITHIN]
            against = token.sound in _VOTING and any(word.sound in _CONTRE for word in after)
            abstains = token.sound in _ABSTAINING and before[-1].sound in _REFLEXIVE
            said = against if choice is _AGAINST else abstains
            if said and self._spoken.of(token.at).voice is not None:
                yield self._spoken.of(token.at), token.at
