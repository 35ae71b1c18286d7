"""One member out of one line of a file, with what is doubtful about it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from core.folding import fold
from pv_builder.language.given_names import womans
from pv_builder.meeting import Civility, Member, MemberName
from pv_builder.roster import roll_messages as say
from pv_builder.roster.entries import MAX_VOTES
from pv_builder.roster.fields import MAX_TEXT, Fault, cleaned
from pv_builder.roster.matching import find_member
from pv_builder.roster.people import Person

MAX_MEMBERS: Final = 1000
"""As in `seance.toml`; the largest assembly of France has 209 members."""

MAX_FAULTS: Final = 200
"""Lines that give no member before the file is taken for another kind of list."""

_FORMULA_SIGNS = ("=", "+", "@")
_WOMANS_FUNCTION = re.compile(
    r"\b(?:adjointe|conseillere|presidente|deleguee|suppleante|vice presidente|elue)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMember:
    """A member, the line that names him and what a person should look at.

    Attributes:
        doubts: French sentences, first letter small.
    """

    line: int
    member: Member
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """Members and faults while a file is read."""

    read: list[ReadMember] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether no more lines are taken: enough members, or nothing but faults."""
        return len(self.read) >= MAX_MEMBERS or len(self.faults) >= MAX_FAULTS

    def stop(self) -> None:
        """Say why the rest of the file is not read."""
        is_long = len(self.read) >= MAX_MEMBERS
        limit = MAX_MEMBERS if is_long else MAX_FAULTS
        self.doubts.append(say.too_many(limit) if is_long else say.too_many_faults(limit))

    def fault(self, line: int, text: str) -> None:
        """Add a fault about a line."""
        self.faults.append(Fault(line=line, text=text))

    def add(self, line: int, person: Person, extra: "Extra") -> Member | None:
        """Add the member that a person is, or the fault that keeps it from being one."""
        name = f"{person.given_name} {person.family_name}"
        doubts = [*extra.doubts, *person.doubts, *_odd_letters(name)]
        civility = person.civility
        if civility is None:
            civility, source = _supposed_civility(person, extra.function or person.function)
            if civility is None:
                self.fault(line, say.no_civility(name))
                return None
            doubts.append(say.civility_supposed(name, civility, source))
        member = Member(
            civility=civility,
            given_name=person.given_name,
            family_name=person.family_name,
            function=extra.function or person.function,
            weight=extra.weight,
            group=extra.group or None,
            commune=extra.commune or None,
            substitute_for=MemberName(extra.substitute_for or person.substitute_for or "") or None,
        )
        self.read.append(ReadMember(line=line, member=member, doubts=tuple(doubts)))
        return member


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a row tells beside the name; texts as printed, "" for none."""

    function: str = ""
    weight: int = 1
    group: str = ""
    commune: str = ""
    substitute_for: str = ""
    doubts: tuple[str, ...] = ()


def _supposed_civility(person: Person, function: str) -> tuple[Civility | None, str]:
    """Return the likely civility and what tells it, in French; None when nothing does."""
    if _WOMANS_FUNCTION.search(fold(function)):
        return Civility.MME, "la fonction"
    woman = womans(person.given_name)
    if woman is None:
        return None, ""
    return (Civility.MME if woman else Civility.M), "le prénom"


def clean_cell(text: str, doubts: list[str]) -> str:
    """Return a cell's text without invisible signs; a formula gives nothing and a doubt."""
    bare = cleaned(text[:MAX_TEXT])
    visible = "".join(sign for sign in bare if not unicodedata.category(sign).startswith("C"))
    if _hides_signs(text):
        doubts.append(say.invisible(visible))
    if visible.startswith(_FORMULA_SIGNS):
        doubts.append(say.formula(visible))
        return ""
    return visible


def _hides_signs(text: str) -> bool:
    """Whether a text holds signs that turn or hide letters; word processors' own aside."""
    return any(
        unicodedata.category(sign) == "Cf" and sign not in "\u00ad\ufeff"
        for sign in text[:MAX_TEXT]
    )


def _odd_letters(name: str) -> list[str]:
    """Return a doubt about a name whose letters come from two alphabets (a Cyrillic "а")."""
    scripts = {unicodedata.name(sign, "?").split(" ")[0] for sign in name if sign.isalpha()}
    return [say.alphabets(name)] if len(scripts) > 1 else []


def weight_of(text: str, doubts: list[str]) -> int:
    """Return the votes that a cell gives, 1 with a doubt where it gives none."""
    bare = text.replace(" ", "").replace(",0", "")
    if not bare:
        return 1
    if bare.isdecimal() and len(bare) < 6 and 1 <= int(bare) <= MAX_VOTES:  # noqa: PLR2004 - digits
        return int(bare)
    doubts.append(say.bad_weight(text))
    return 1


def settled(reading: Reading, *, joins: bool) -> tuple[tuple[ReadMember, ...], tuple[Fault, ...]]:
    """Return the members without doubles, substitutes with their titulars' printed names.

    Args:
        reading: all that was read.
        joins: whether a double is a second function of the same person (the national register
            has one line for each function) rather than a fault.
    """
    faults = list(reading.faults)
    kept: dict[str, ReadMember] = {}
    for one in reading.read:
        key = fold(f"{one.member.given_name} {one.member.family_name}")
        first = kept.get(key)
        if first is None:
            kept[key] = one
        elif joins:
            kept[key] = _joined(first, one)
        else:
            faults.append(Fault(line=one.line, text=say.double(one.member.name, first.line)))
    members = [
        _linked(one, [other.member.name for other in kept.values()]) for one in kept.values()
    ]
    return tuple(members), tuple(sorted(faults, key=lambda fault: fault.line or 0))


def _joined(first: ReadMember, second: ReadMember) -> ReadMember:
    functions = dict.fromkeys(filter(None, (first.member.function, second.member.function)))
    member = replace(first.member, function=", ".join(functions))
    doubts = dict.fromkeys((*first.doubts, say.functions_joined(member.name)))
    return replace(first, member=member, doubts=tuple(doubts))


def _linked(one: ReadMember, names: Sequence[MemberName]) -> ReadMember:
    """Return a substitute with the printed name of the member whom he replaces."""
    written = one.member.substitute_for
    if written is None:
        return one
    titular = find_member(written, names)
    if titular is None or titular == one.member.name:
        return replace(one, doubts=(*one.doubts, say.unknown_titular(written)))
    return replace(one, member=replace(one.member, substitute_for=titular))
