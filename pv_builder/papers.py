"""The papers of a round of a nomination: what each may carry, and what they gave."""

from dataclasses import dataclass
from enum import StrEnum


class PaperForm(StrEnum):
    """What one paper carries, and how seats follow from the papers."""

    ONE_NAME = "un nom"
    SEVERAL_NAMES = "plusieurs noms"
    PROPORTIONAL = "listes à la proportionnelle"


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationRound:
    """One round of a nomination, by papers (L. 2121-21).

    Attributes:
        votes: votes cast for each candidate, by printed name (a list by its title).
        blank: blank papers.
        void: void papers.
        eldest: which candidate is the eldest of those with most votes, as a person states it
            where the age decides: no date of birth is kept.
        number: what the round is referred to by, whatever others come or go.
        form: of the papers.
        seats: that the round is to fill; one unless papers carry several names.
        valid: papers neither blank nor void, where one may carry several names: votes do not tell.
    """

    votes: tuple[tuple[str, int], ...]
    blank: int = 0
    void: int = 0
    eldest: str | None = None
    number: int = 1
    form: PaperForm = PaperForm.ONE_NAME
    seats: int = 1
    valid: int | None = None
