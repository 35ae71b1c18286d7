"""The French of extracts and deliberations, word for word; results come from `wording`."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from core.folding import fold
from pv_builder.documents.house import MODERN, HouseStyle
from pv_builder.language.typography import (
    NBSP,
    date_in_words,
    hour_in_words,
    long_date,
    typeset,
)
from pv_builder.law import vote_wording, wording
from pv_builder.law.amendments import is_amended
from pv_builder.law.majority import VoteCount
from pv_builder.law.nomination_wording import candidates
from pv_builder.law.nominations import is_completed, nominees
from pv_builder.meeting import Civility, Item, ItemKind, Meeting, Member, MemberName, Outcome

EXTRACT_CLOSING: Final = (
    "AINSI DÉLIBÉRÉ EN SÉANCE ET SIGNÉ APRÈS LECTURE.",
    "POUR EXTRAIT CERTIFIÉ CONFORME",
)
_TO_FILL_IN = "le ……………"
_FULL = {Civility.M: "Monsieur", Civility.MME: "Madame"}
_PLURAL = {Civility.M: "Messieurs", Civility.MME: "Mesdames"}


def named(member: Member, house: HouseStyle) -> str:
    """Return a member as the house prints names: "Monsieur Jean Petit", "M. Jean Petit"."""
    return civil(member.name, house)


def civil(name: MemberName, house: HouseStyle) -> str:
    """Return a printed name with its civility in full where the house wants it."""
    if not house.full_civility:
        return wording.printed(name)
    civility = wording.civility_of(name)
    return f"{_FULL[civility]} {name.removeprefix(civility.value).strip()}"


def people(members: Sequence[Member], house: HouseStyle) -> list[str]:
    """Return the lines that list members: one a civility, women first, or one for all."""
    if not house.groups_by_civility:
        return [", ".join(_in_list(member, house) for member in members)] if members else []
    groups = (
        [member for member in members if member.civility is civility]
        for civility in (Civility.MME, Civility.M)
    )
    return [_group(group, house) for group in groups if group]


def _group(members: Sequence[Member], house: HouseStyle) -> str:
    if not house.full_civility:
        return ", ".join(_in_list(member, house) for member in members)
    civility = members[0].civility
    word = _FULL[civility] if len(members) == 1 else _PLURAL[civility]
    names = (f"{member.given_name} {member.family_name}" for member in members)
    return f"{word} {', '.join(names)}"


def _in_list(member: Member, house: HouseStyle) -> str:
    """Return a member as a list has him: with his office, where the house prints it."""
    office = wording.office(member).removeprefix(", ")
    is_plain = fold(member.function).split(" ")[0] in wording.PLAIN_FUNCTIONS
    shown = house.functions_in_lists and office and not is_plain
    return f"{named(member, house)} ({office})" if shown else named(member, house)


def solemn_date(date: dt.date, house: HouseStyle) -> str:
    """Return "L’an deux mille vingt-six, le neuf mars", or with capitals and "Mil"."""
    year, day = _in_words(date, house)
    return f"L’An {year}, le {day}" if house.capitals_in_dates else f"L’an {year}, le {day}"


def _in_words(date: dt.date, house: HouseStyle) -> tuple[str, str]:
    """Return the year, and the day with its month, in letters as the house writes them."""
    year, day = date_in_words(date).split(", le ")
    if not house.capitals_in_dates:
        return year, day
    # "Mil" before another number is the spelling of legal dates.
    return _capitals(year.replace("mille ", "mil ")), _capitals(day)


def signed(on: dt.date | None, town: str, house: HouseStyle) -> str:
    """Return where and when an act is signed: "Vère, le Onze Décembre Deux Mil Vingt-Cinq"."""
    when = _TO_FILL_IN
    if on is not None and house.capitals_in_dates:
        year, day = _in_words(on, house)
        when = f"le {day} {year}"
    elif on is not None:
        when = f"le {long_date(on)}"
    return f"{typeset(town)}, {when}" if town else wording.capitalised(when)


def meeting_day(date: dt.date, house: HouseStyle) -> str:
    """Return the day of a session as its act is headed: "9 mars 2026", "09 mars 2026"."""
    day = long_date(date)
    return f"0{day}" if house.two_digit_days and day[1] == NBSP else day


def _capitals(words: str) -> str:
    return " ".join(
        "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for word in words.split(" ")
    )


def opening(meeting: Meeting, chair: Member | None, house: HouseStyle) -> str:
    """Return the sentence that opens an act: when, which assembly, where, who presides."""
    at = ""
    if meeting.opened_at and not house.capitals_in_dates:
        at = f" à {hour_in_words(meeting.opened_at)}"
    reunited = "s’est réunie" if wording.is_feminine(meeting.body) else "s’est réuni"
    body = f"{wording.assembly(meeting)} {wording.of_authority(meeting.collectivite)}"
    convened = _convened(meeting, house)
    there = f"{solemn_date(meeting.date, house)}{at}, {body}, {convened}, {reunited}"
    there += wording.at_place(meeting.place)
    if chair is None:
        return f"{there}."
    name = f"{_FULL[chair.civility]} {chair.given_name} {chair.family_name}"
    return f"{there}, sous la présidence de {name}{wording.office(chair)}."


def _convened(meeting: Meeting, house: HouseStyle) -> str:
    """Return that the assembly was duly convened; nobody can say so before the day is known."""
    if meeting.convened_on is None:
        return typeset(f"[date de convocation : {wording.UNKNOWN}]")
    how = "légalement" if house.capitals_in_dates else "régulièrement"
    return f"{how} convoquée" if wording.is_feminine(meeting.body) else f"{how} convoqué"


def deliberation_closing(meeting: Meeting, house: HouseStyle) -> tuple[str, ...]:
    """Return the formulas that end a deliberation, one a line."""
    place = f"{wording.at_place(meeting.place)}," if house.result_after and meeting.place else ""
    return (
        f"Fait et délibéré{place} les jour, mois et an susdits.",
        "Au registre sont les signatures.",
        "Pour extrait conforme,",
    )


def titled_session(meeting: Meeting) -> str:
    """Return "du conseil municipal du 8 décembre 2025"."""
    return f"{wording.of_assembly(meeting)} du {long_date(meeting.date)}"


def decides(
    meeting: Meeting, count: VoteCount | None, item: Item, house: HouseStyle = MODERN
) -> str:
    """Return the formula before the decisions: "Le conseil, après en avoir délibéré, ... :".

    A deliberation that was not adopted decides nothing: the formula says so and no decision
    follows it. A nomination is found to be made (L. 2121-21).
    """
    body = wording.capitalised(wording.assembly(meeting))
    if is_completed(item):
        return typeset(f"{body} constate la nomination de {candidates(nominees(item))} :")
    if house.members_decide:
        body = f"Les membres {wording.of_assembly(meeting)}"
    if count is None or count.outcome is None:
        return typeset(f"{body}, après en avoir délibéré (vote {wording.UNKNOWN}) :")
    if count.outcome is not Outcome.ADOPTED:
        return vote_wording.decision(count, item, meeting) or ""
    so_amended = " sur le texte ainsi amendé" if is_amended(meeting, item) else ""
    how = "" if house.result_after else _after(vote_wording.manner(count, item))
    return typeset(f"{body}, après en avoir délibéré{so_amended}{how} :")


def _after(manner: str) -> str:
    """Return how a vote was carried, set off from what it follows unless between brackets."""
    return f" {manner}" if manner.startswith("(") else f", {manner}"


def carried(count: VoteCount, item: Item) -> str:
    """Return the result that stands over the figures: "Adopté à l’unanimité :"."""
    how = "Arrêté" if item.kind is ItemKind.ACCOUNTS else "Adopté"
    return typeset(f"{how} {vote_wording.manner(count, item)} :")
