"""The French of extracts and deliberations, word for word; results come from `wording`."""

import datetime as dt
from collections.abc import Sequence

from core.folding import fold
from pv_builder.documents.house import HouseStyle
from pv_builder.language.typography import date_in_words, hour_in_words, listed, long_date, typeset
from pv_builder.law import vote_wording, wording
from pv_builder.law.amendments import is_amended
from pv_builder.law.majority import VoteCount
from pv_builder.law.nomination_wording import candidate
from pv_builder.law.nominations import nominated
from pv_builder.meeting import Civility, Item, Meeting, Member, MemberName, Outcome

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
    """Return "l’an deux mille vingt-six, le neuf mars", or with capitals and "Mil"."""
    words = date_in_words(date)
    if not house.capitals_in_dates:
        return f"L’an {words}"
    year, day = words.split(", le ")
    # "Mil" before another number is the spelling of legal dates.
    year = year.replace("mille ", "mil ")
    return f"L’An {_capitals(year)}, le {_capitals(day)}"


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
    feminine = wording.is_feminine(meeting.body)
    convened = "régulièrement convoquée" if feminine else "régulièrement convoqué"
    reunited = "s’est réunie" if feminine else "s’est réuni"
    place = f", {typeset(meeting.place)}," if meeting.place else ""
    body = f"{wording.assembly(meeting)} {wording.of_authority(meeting.collectivite)}"
    start = f"{solemn_date(meeting.date, house)}{at}, {body}, {convened}, {reunited}{place}"
    if chair is None:
        return f"{start.rstrip(',')}."
    office = wording.office(chair)
    return f"{start} sous la présidence de {named(chair, house)}{office}."


def titled_session(meeting: Meeting) -> str:
    """Return "du conseil municipal du 8 décembre 2025"."""
    body = wording.assembly(meeting)
    of_body = f"du {body[3:]}" if body.startswith("le ") else f"de {body}"
    return f"{of_body} du {long_date(meeting.date)}"


def decides(meeting: Meeting, count: VoteCount | None, item: Item) -> str:
    """Return the formula before the decisions: "Le conseil, après en avoir délibéré, ... :".

    A deliberation that was not adopted decides nothing: the formula says so and no decision
    follows it. A nomination is found to be made (L. 2121-21).
    """
    body = wording.capitalised(wording.assembly(meeting))
    if (named := nominated(item)) is not None:
        return typeset(f"{body} constate la nomination de {candidate(named)} :")
    if count is None or count.outcome is None:
        return typeset(f"{body}, après en avoir délibéré (vote {wording.UNKNOWN}) :")
    if count.outcome is not Outcome.ADOPTED:
        return vote_wording.decision(count, item, meeting) or ""
    so_amended = " sur le texte ainsi amendé" if is_amended(meeting, item) else ""
    how = vote_wording.manner(count, item)
    return typeset(f"{body}, après en avoir délibéré{so_amended}, {how} :")


def attending(officials: Sequence[str]) -> str:
    """Return who attended the session without being a member."""
    return typeset(f"Assistaient à la séance : {listed(list(officials))}.")
