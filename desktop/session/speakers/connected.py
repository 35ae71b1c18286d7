"""Whom the names that a meeting tool shows may be, told to a person: a proposal, never presence.

A tool names a device or an account. Who sat in front of it, and whether they sit in the assembly at
all, is for the roll call and for a person to say (CGCT art. L. 2121-17 counts members present).
"""

from collections.abc import Sequence

from pv_builder.law.voters import executive
from pv_builder.meeting import MemberName
from pv_builder.naming.labels import Bearers
from pv_builder.seance import Seance, meeting_as_stated

_SURE = 0.8
"""A name that fits one member by family name, or by a given name that only one bears."""
_SHOWN = 12


def connected_text(labels: Sequence[str], seance: Seance) -> str:
    """Return whom the labels may be, in French; "" without any."""
    if not labels:
        return ""
    bearers = Bearers(seance.roll, executive(meeting_as_stated(seance)))
    found = [(label, _bearer(bearers.of(label))) for label in dict.fromkeys(labels)]
    known = [f"« {label} » pour {name}" for label, name in found if name is not None]
    others = [f"« {label} »" for label, name in found if name is None]
    sentences = []
    if known:
        sentences.append(f"Noms affichés qui peuvent être ceux de membres : {_few(known)}.")
    if others:
        sentences.append(f"Noms affichés qui ne désignent aucun membre : {_few(others)}.")
    return " ".join([*sentences, "Être connecté ne vaut pas présence : à vous de la constater."])


def _bearer(chances: dict[MemberName, float]) -> MemberName | None:
    best = max(chances, key=chances.__getitem__, default=None)
    return best if best is not None and chances[best] >= _SURE else None


def _few(parts: Sequence[str]) -> str:
    more = len(parts) - _SHOWN
    tail = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
    return ", ".join(parts[:_SHOWN]) + tail
