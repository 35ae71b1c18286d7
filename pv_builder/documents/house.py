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
        counts_in_labels: "Étaient présents (12)".
        capital_labels: "ÉTAIENT PRÉSENTS".
        givers_among_absents: members who gave a proxy are listed with the absents too.
        votes_as_lines: one figure a line instead of a table.
        day_over_title: the minutes are headed by the assembly and its day, then by what they are.
        agenda_over_presence: the minutes give the agenda before who was there.
        members_meet: "Les membres du conseil ... se sont réunis", instead of the council.
        figures_under_names: the session at a glance follows the lists of members.
        secretary_under_figures: last in the session at a glance, instead of after the chair.
        absent_over_excused: members without an excuse are listed before those who sent one.
        capitals_in_dates: "Deux Mil Vingt-Cinq".
        chair_first: whoever presides stands on a line of his own before the others.
        alphabetical: members in the order of their names instead of the roll's.
        functions_in_lists: "(1er vice-président)" after the names.
        members_decide: "Les membres du conseil ... : acceptent", instead of the council.
        two_digit_days: "Réunion du 09 mars 2026".
        result_after: the result of the vote follows the decisions, with the figures.
        bullet: before each decision; the usual one of lists when empty.
    """

    name: str
    layout: Layout = Layout.DELIBERATION
    groups_by_civility: bool = False
    full_civility: bool = False
    counts_in_labels: bool = True
    capital_labels: bool = False
    givers_among_absents: bool = True
    votes_as_lines: bool = False
    day_over_title: bool = False
    agenda_over_presence: bool = False
    members_meet: bool = False
    figures_under_names: bool = False
    secretary_under_figures: bool = False
    absent_over_excused: bool = False
    capitals_in_dates: bool = False
    chair_first: bool = False
    alphabetical: bool = False
    functions_in_lists: bool = False
    members_decide: bool = False
    two_digit_days: bool = False
    result_after: bool = False
    bullet: str = ""


MODERN = HouseStyle(name="moderne")
EXTRACT = HouseStyle(
    name="extrait",
    layout=Layout.EXTRACT,
    groups_by_civility=True,
    full_civility=True,
    counts_in_labels=False,
    capital_labels=True,
    capitals_in_dates=True,
    chair_first=True,
    members_decide=True,
    bullet="↳",
)
SYNDICATE = HouseStyle(
    name="syndicat",
    groups_by_civility=True,
    capital_labels=True,
    votes_as_lines=True,
    alphabetical=True,
    functions_in_lists=True,
    two_digit_days=True,
    result_after=True,
)
HIERARCHICAL = HouseStyle(
    name="hierarchique",
    counts_in_labels=False,
    day_over_title=True,
    agenda_over_presence=True,
    members_meet=True,
    figures_under_names=True,
    secretary_under_figures=True,
    absent_over_excused=True,
)

HOUSES = {house.name: house for house in (MODERN, EXTRACT, SYNDICATE, HIERARCHICAL)}
"""By the name that `--template` takes."""
