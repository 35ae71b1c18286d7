"""Names that a tool shows while somebody speaks: a participant's own track, the name in captions.

A video tool writes a file for each participant, or puts a name before each caption; a mixing desk
has a track for each microphone. Give what it shows to `name_voices(labels=...)`: it is evidence
beside what is said, never proof. A label may be a first name ("Isabelle R."), a telephone
("iPhone de Paul"), somebody else's account, a whole room ("Salle du conseil"), late, or wrong half
of the time: `pv_builder.naming.label_evidence` measures in each session what it is worth.

Invariants:
- Nothing here needs the sound: whoever imports the tool's files makes the spans.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.folding import fold
from core.timecode import Interval
from pv_builder.meeting import Member, MemberName
from pv_builder.reading.words.heard import Heard, tokens_of_text
from pv_builder.reading.words.names import NameBook, NameForm


class LabelSource(StrEnum):
    """What shows the label; the labels of one source share a clock."""

    TRACK = "track"
    CAPTIONS = "captions"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """A stretch of the recording for which a tool shows a label.

    Attributes:
        interval: seconds of the recording, by the tool's clock, which may be up to two minutes off.
        label: as shown; a track without a name is told by its number ("Piste 3").
        source: TRACK when this track is the loudest (`asr.sound.microphones.loudest`), CAPTIONS
            when a caption carries the name.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    interval: Interval
    label: str
    source: LabelSource


_FULL, _FAMILY, _GIVEN, _GIVEN_AMONG_OTHERS = 0.95, 0.9, 0.8, 0.5
"""How often a name of this form is that of the member it fits, and not of a stranger: by judgement,
what is said in the session corrects it. "Paul Durand" where the roll has another Paul is the last.
"""
_FORMS: Mapping[NameForm, float] = {
    NameForm.FULL: _FULL,
    NameForm.TITLED: _FAMILY,
    NameForm.FUNCTION: _FAMILY,
    NameForm.OFFICE: _FAMILY,
    NameForm.FAMILY: _FAMILY,
    NameForm.GIVEN: _GIVEN,
}
_WELL_SPELT = 0.9
"""Likeness of sound from which a misspelt name weighs as much as a name well spelt."""
_INITIAL = 1


class Bearers:
    """Who may be meant by a label.

    Args:
        roll: the members.
        executive: who is meant by "Monsieur le maire".
    """

    def __init__(self, roll: Sequence[Member], executive: MemberName | None) -> None:
        self._book = NameBook(roll, executive)
        self._roll = tuple((m.name, _words(m.given_name), _words(m.family_name)) for m in roll)

    def of(self, label: str) -> dict[MemberName, float]:
        """Return the probability of each member that the label is theirs; {} for "Salle 2".

        What lacks of 1 is somebody else.
        """
        return self._as_written(_words(label)) or self._as_heard(label)

    def _as_written(self, shown: frozenset[str]) -> dict[MemberName, float]:
        """Return who bears the words shown; an initial decides between bearers of one name."""
        full = [name for name, given, family in self._roll if shown >= given | family]
        family = [name for name, _given, family in self._roll if shown >= family]
        given = [name for name, given, _family in self._roll if shown >= given]
        initials = {word for word in shown if len(word) == _INITIAL}
        alone = any(shown == own | initials for _name, own, _family in self._roll)
        meant, share = given, _GIVEN if alone else _GIVEN_AMONG_OTHERS
        if full or family:
            meant, share = (full, _FULL) if full else (family, _FAMILY)
        fitting = [
            name
            for name, given, family in self._roll
            if name in meant and initials & {word[0] for word in given | family}
        ]
        meant = fitting if len(meant) > 1 and fitting else meant
        return dict.fromkeys(meant, share / max(1, len(meant)))

    def _as_heard(self, label: str) -> dict[MemberName, float]:
        """Return who is called about so, or by their function."""
        tokens = tokens_of_text(" ".join(_pieces(label)).title())
        found = self._book.mentions(Heard(tokens, ()))
        best = max(found, key=lambda m: (_FORMS[m.form], m.score), default=None)
        if best is None or best.member is None:
            return {}
        return {best.member: _FORMS[best.form] * min(1.0, best.score / _WELL_SPELT)}


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(piece) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """Return the words of a label: "isabelle.roussel_mairie" has three."""
    return "".join(sign if sign.isalnum() or sign in "'’" else " " for sign in text).split()
