"""House styles: how authorities print their acts. Three are given, after acts really published.

A style is switches, not text: sentences stay in `wording` and `act_wording`. What a style does not
decide (fonts, letterhead, margins) is in the Word template.
"""

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """Order of the fields of an act."""

    EXTRACT = "extrait"
    DELIBERATION = "deliberation"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """How one authority prints its acts.

    Attributes:
        name: as a clerk chooses it.
        layout: of extracts and deliberations.
        groups_by_civility: women first, then men; else the order of the roll.
        full_civility: "Monsieur", "Madame" instead of "M.", "Mme".
        counts_in_labels: "ÉTAIENT PRÉSENTS (12)".
        givers_among_absents: members who gave a proxy are listed with the absents too.
        votes_as_lines: one figure a line instead of a table.
        agenda_first: the minutes give the agenda before the attendance.
        capitals_in_dates: "Deux Mil Vingt-Cinq".
        chair_first: whoever presides stands on a line of his own before the others.
        alphabetical: members in the order of their names instead of the roll's.
        functions_in_lists: "(1er vice-président)" after the names.
    """

    name: str
    layout: Layout = Layout.DELIBERATION
    groups_by_civility: bool = False
    full_civility: bool = False
    counts_in_labels: bool = True
    givers_among_absents: bool = True
    votes_as_lines: bool = False
    agenda_first: bool = False
    capitals_in_dates: bool = False
    chair_first: bool = False
    alphabetical: bool = False
    functions_in_lists: bool = False


MODERN = HouseStyle(name="moderne")
EXTRACT = HouseStyle(
    name="extrait",
    layout=Layout.EXTRACT,
    groups_by_civility=True,
    full_civility=True,
    counts_in_labels=False,
    capitals_in_dates=True,
    chair_first=True,
)
SYNDICATE = HouseStyle(
    name="syndicat",
    groups_by_civility=True,
    votes_as_lines=True,
    alphabetical=True,
    functions_in_lists=True,
)
HIERARCHICAL = HouseStyle(name="hierarchique", counts_in_labels=False, agenda_first=True)

HOUSES = {house.name: house for house in (MODERN, EXTRACT, SYNDICATE, HIERARCHICAL)}
"""By the name that `--template` takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What an act prints of its authority, beyond the meeting; empty fields are left out.

    Attributes:
        tagline: above everything.
        department, arrondissement, canton: names, printed in capitals.
        town: where acts are signed.
        certified_by: lines of the certification block ("Pour le Président", ...).
        attending: officials at the session, each with the function.
    """

    tagline: str = ""
    department: str = ""
    arrondissement: str = ""
    canton: str = ""
    town: str = ""
    certified_by: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActText:
    """The text of one act, which only the authority can write.

    Attributes:
        number: local number; the session's order number when empty.
        reasons: paragraphs of the exposé.
        decisions: of the dispositif, each beginning with its verb ("Approuve la convention").
        signed_on: words of the date of signature; left to be filled in when empty.
    """

    number: str = ""
    reasons: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    signed_on: str = ""
