"""What may be said in a session, as the text that guides the recogniser. Pure.

A recogniser that has just read "Madame Roussel" writes "Roussel" where it would have written
"Rousselle", and "Je mets aux voix" where it would have written "Je m'aise aux voies". It is guided,
never corrected: what it writes stays what it heard.

Invariants:
- A hint is never longer than its budget; the names come last, where they weigh most.
- The hint of a unit depends on the vocabulary and on that unit's own text only.
"""

from dataclasses import dataclass
from typing import ClassVar

_FORMULAS = (
    "Il est 18 heures 30, la séance est ouverte.",
    "Appel nominal : présent, présente, absente excusée, pouvoir à Madame.",
    "Le quorum est atteint.",
    "Secrétaire de séance.",
    "Procès-verbal.",
    "Point numéro 1 de l'ordre du jour.",
    "2 500 euros hors taxes, 40 pour cent.",
    "Allez-y, je vous en prie.",
    "Je mets aux voix.",
    "Qui est contre ?",
    "Qui s'abstient ?",
    "Adopté à l'unanimité.",
)
"""What is said in every assembly; hours, sums and shares as minutes write them."""

_BUDGET_LETTERS = 500
"""About 200 of Whisper's 223 tokens of context: French names take a token for 2.5 letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a session's papers say beforehand.

    Attributes:
        names: of the members as they are called out, in the order of the roll: "Madame Roussel".
        places: the authority, its communes, streets.
        agenda: titles of the points, in order.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()


def hint_of(vocabulary: Vocabulary) -> str:
    """Return the text that guides the recogniser."""
    return " ".join([*_FORMULAS, f"{', '.join(vocabulary.names)}."])
