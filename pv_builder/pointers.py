"""Names that are said so that their bearer speaks next: "la parole est à Madame X", "Oui, X ?".

Invariants:
- A name that belongs to a count of votes, a pouvoir, an absence or an arrival points to nobody.
- At most one name of an utterance points: the last that does.
"""

from dataclasses import dataclass

from pv_builder.clues import ClueKind
from pv_builder.cues import Event
from pv_builder.formulas import Cue
from pv_builder.names import Mention
from pv_builder.scene import Scene
from pv_builder.sounds import words
from pv_builder.utterances import Utterance

_CLOSE_TOKENS = 8
_REPORT_TOKENS = 25
_CALLED_BEFORE = 5
_CALLED_AFTER = 3
_OFFICE_TOKENS = 14
_REPLY = words("répondre réponse")
_ASIDE = (
    Cue.COUNT_AGAINST,
    Cue.COUNT_ABSTENTION,
    Cue.PROXY_TO,
    Cue.PROXY_OF,
    Cue.ARRIVAL,
    Cue.DEPARTURE,
    Cue.EXCUSED,
    Cue.ABSENT,
    Cue.REPRESENTED,
)
"""Formulas whose names are not called to speak."""
_ASIDE_BEFORE = 8
_POINTING = {
    Cue.FLOOR: ClueKind.FLOOR,
    Cue.REPORTER: ClueKind.REPORTS,
    Cue.CHAIR_CHANGE: ClueKind.PRESIDES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A name said in the tokens `first:last` so that its bearer speaks next."""

    kind: ClueKind
    mention: Mention
    first: int
    last: int


class Pointers:
    """The names that point, in one session."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def at_end_of(self, one: Utterance) -> Pointer | None:
        """Return the name that ends an utterance so as to give the floor."""
        mentions = self._scene.mentions_in(one.first, one.last)
        for mention in reversed(mentions[-2:]):
            found = self._cued(one, mention) or self._called(one, mention)
            if found is not None:
                return found
        return None

    def _cued(self, one: Utterance, mention: Mention) -> Pointer | None:
        around = self._scene.cues.of(
            *_POINTING, first=max(one.first, mention.first - _CLOSE_TOKENS), last=mention.last
        )
        for event in around:
            if event.named_at() != mention.first or event.last > one.last:
                continue
            end = max(event.last, mention.last)
            reach = _CLOSE_TOKENS if event.cue is Cue.FLOOR else _REPORT_TOKENS
            if one.last - end <= reach:
                return Pointer(
                    kind=self._kind(event),
                    mention=mention,
                    first=event.first,
                    last=min(end, one.last),
                )
        return None

    def _kind(self, event: Event) -> ClueKind:
        tokens = self._scene.heard.tokens[event.first : event.last]
        if event.cue is Cue.FLOOR and any(token.text in _REPLY for token in tokens):
            return ClueKind.REPLY_ANNOUNCED
        return _POINTING[event.cue]

    def _called(self, one: Utterance, mention: Mention) -> Pointer | None:
        """Return the name that is simply said last: "Oui, Madame X ?"."""
        offices = self._scene.cues.of(
            Cue.SECRETARY,
            first=max(one.first, mention.first - _OFFICE_TOKENS),
            last=min(one.last, mention.last + _OFFICE_TOKENS),
        )
        if offices and one.last - mention.last <= _OFFICE_TOKENS:
            last = max(mention.last, min(offices[-1].last, one.last))
            return Pointer(
                kind=ClueKind.SECRETARY,
                mention=mention,
                first=min(mention.first, offices[0].first),
                last=last,
            )
        opening = self._scene.heard.sentence_start(mention.first)
        if one.last - mention.last > _CALLED_AFTER or mention.first - opening > _CALLED_BEFORE:
            return None
        if self._is_aside(one, mention):
            return None
        return Pointer(
            kind=ClueKind.CALLED, mention=mention, first=mention.first, last=mention.last
        )

    def _is_aside(self, one: Utterance, mention: Mention) -> bool:
        first = max(self._scene.heard.sentence_start(mention.first), mention.first - _ASIDE_BEFORE)
        return bool(self._scene.cues.of(*_ASIDE, first=max(first, one.first), last=one.last))
