"""How made-up councillors speak: names, numbers and hours in the forms that are heard."""

import random
from dataclasses import dataclass, field

from num2words import num2words

from pv_builder.meeting import Assembly, Civility, Member, MemberName, Movement, Proxy
from tests.helpers.spoken_words import Wordings

_KINDS = (
    (Assembly.COMMUNE, "conseil municipal", "Maire", "adjoint", "Conseiller municipal"),
    (Assembly.EPCI, "conseil communautaire", "Président", "vice-président", "Conseiller"),
    (Assembly.SYNDICAT, "comité syndical", "Président", "vice-président", "Délégué"),
    (Assembly.CCAS, "conseil d'administration", "Président", "vice-président", "Administrateur"),
    (Assembly.DEPARTEMENT, "conseil départemental", "Président", "vice-président", "Conseiller"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn: who says what."""

    who: MemberName
    text: str


@dataclass(slots=True)
class State:
    """What changes while the session is told."""

    present: list[int]
    proxies: dict[int, int]
    clock: int
    turns: list[Said] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    left: list[Proxy] = field(default_factory=list)


class Speech:
    """Words, people and state of one session while it is told."""

    state: State

    def __init__(self, draw: random.Random, size: int | None, said: Wordings) -> None:
        self.draw = draw
        self.said = said
        self.kind, self.organe, head, deputy, plain = draw.choice(_KINDS)
        count = size or draw.choice((7, 11, 15, 19, 23, 27, 33, 45, 69))
        self.members = self._members(count, head, deputy, plain)
        self.names = [m.name for m in self.members]
        self.digits = draw.random() < 0.6

    def pick(self, bank: tuple[str, ...], **slots: object) -> str:
        return self.draw.choice(bank).format(**slots)

    def full(self, who: int) -> str:
        m = self.members[who]
        return f"{title_of(m)} {m.given_name} {m.family_name}"

    def short(self, who: int) -> str:
        m = self.members[who]
        same = [o for o in self.members if o.family_name == m.family_name]
        if len(same) > 1:
            return self.full(who)
        style = self.draw.random()
        if style < 0.75:
            return f"{title_of(m)} {m.family_name}"
        return f"{m.given_name} {m.family_name}"

    def several(self, who: list[int]) -> str:
        names = [self.short(i) for i in who]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"

    def hour(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        style = self.draw.randrange(5)
        if style == 0:
            return f"{hours}h{rest:02d}" if rest else f"{hours}h"
        if style == 1 and rest == 30:
            return f"{num2words(hours, lang='fr')} heures et demie"
        if style == 2 and rest == 45 and hours < 23:
            return f"{num2words(hours + 1, lang='fr')} heures moins le quart"
        if style == 3 and hours > 12:
            spoken = in_feminine(num2words(hours - 12, lang="fr"))
            return f"{spoken} heures {self.number(rest)}" if rest else f"{spoken} heures"
        if style == 4:
            spoken = in_feminine(num2words(hours, lang="fr"))
            return f"{spoken} heures {num2words(rest, lang='fr')}" if rest else f"{spoken} heures"
        return f"{hours} heures {rest:02d}" if rest else f"{hours} heures"

    def number(self, value: int, *, feminine: bool = False) -> str:
        if self.digits and value != 1:
            return str(value)
        written = str(num2words(value, lang="fr"))
        return in_feminine(written) if feminine else written

    def _members(self, count: int, head: str, deputy: str, plain: str) -> list[Member]:
        families = self.draw.sample(self.said["family"], count)
        if count > 10 and self.draw.random() < 0.4:
            families[3] = families[1]
        given = {
            Civility.M: self.draw.sample(self.said["given_m"], len(self.said["given_m"])),
            Civility.MME: self.draw.sample(self.said["given_f"], len(self.said["given_f"])),
        }
        weighted = self.kind is Assembly.SYNDICAT and self.draw.random() < 0.5
        result = []
        for n in range(count):
            civility = Civility.MME if self.draw.random() < 0.5 else Civility.M
            fem = civility is Civility.MME
            function = plain
            if n == 0:
                function = head + ("e" if fem and head == "Président" else "")
            elif n <= max(1, count // 6):
                rank = "1re" if n == 1 and fem else "1er" if n == 1 else f"{n}e"
                function = f"{rank} {deputy}{'e' if fem else ''}"
            result.append(
                Member(
                    civility=civility,
                    given_name=given[civility][n % len(given[civility])],
                    family_name=_spaced(families[n]),
                    function=function,
                    weight=self.draw.choice((1, 1, 2, 3, 5)) if weighted else 1,
                )
            )
        return result


def _spaced(family: str) -> str:
    """Return "Le Goff" for "Le-Goff"."""
    return family.replace("-", " ", 1) if family[:3] in {"Le-", "Da-"} else family


def title_of(member: Member) -> str:
    return "Madame" if member.civility is Civility.MME else "Monsieur"


def lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_feminine(number: str) -> str:
    return f"{number}e" if number == "un" or number.endswith(" un") else number


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
