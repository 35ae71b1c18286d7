"""Which rows of a file are those of one authority, where it holds several."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from core.folding import fold
from pv_builder.roster import roll_messages as say
from pv_builder.roster.fields import Fault
from pv_builder.roster.roll_members import Reading

_MAX_BODIES = 60_000
"""France has 35,000 communes and 1,250 EPCI."""

_MOST_NEAR = 30
_SAME_BODY = 90
"""Likeness (rapidfuzz's token set ratio, 0..100) of a label and of what is wanted."""

_KIND_OF_BODY = re.compile(
    r"^(?:la |le )?(?:commune|ville|mairie|village)\s+(?:de la |de l'|des |de |du |d')?"
)
_DEPARTMENT = re.compile(r" \((?:\d{2,3}|2[ab])\)$")


@dataclass(slots=True)
class Bodies:
    """Says row by row whether it is the wanted authority's.

    Attributes:
        wanted: as a person names it, "Commune de Conches (27)"; None when nobody said.
    """

    wanted: str | None
    _labels: dict[str, bool] = field(default_factory=dict)

    def takes(self, label: str) -> bool:
        """Whether a row with this label is taken; without a label every row is."""
        if not label:
            return True
        if label not in self._labels and len(self._labels) < _MAX_BODIES:
            self._labels[label] = self._is_wanted(label)
        return self._labels.get(label, False)

    def _is_wanted(self, label: str) -> bool:
        if self.wanted is None:
            return not self._labels  # the first one, until a second shows that a choice is needed
        known = _key(label)
        return _key(self.wanted) in {known, _DEPARTMENT.sub("", known)}

    @property
    def _taken(self) -> list[str]:
        return [label for label, is_taken in self._labels.items() if is_taken]

    @property
    def choices(self) -> tuple[str, ...]:
        """The authorities to choose from, empty when none is needed.

        Homonyms where there are several; those that are like what is wanted; else all of them.
        """
        if self.wanted is None:
            return tuple(sorted(self._labels)) if len(self._labels) > 1 else ()
        taken = self._taken
        if len(taken) == 1 or not self._labels:
            return ()
        return tuple(sorted(taken or self._near() or self._labels))

    def _near(self) -> list[str]:
        near = process.extract(
            _key(self.wanted or ""),
            {label: _DEPARTMENT.sub("", _key(label)) for label in self._labels},
            scorer=fuzz.token_set_ratio,
            score_cutoff=_SAME_BODY,
            limit=_MOST_NEAR,
        )
        return [label for _, _, label in near]

    def settled(self, reading: Reading) -> Reading:
        """Return what was read, without members while an authority is to be chosen."""
        if self.choices:
            named = self.wanted is not None and not self._taken
            text = (
                say.unknown_body(self.wanted or "") if named else say.choose_body(len(self.choices))
            )
            return Reading(faults=[Fault(line=None, text=text)], doubts=reading.doubts)
        return reading


def _key(label: str) -> str:
    return _KIND_OF_BODY.sub("", fold(label))
