"""Invented council sessions as text, for measuring and testing who is named: many, all different.

A session is a roll, an agenda and a script: who says what, in order. Habits differ from session to
session: how the roll is called and by whom, how the floor is given (title, first name, "tu",
nothing at all), whether agents and the public speak, who presides. All names and sentences are
made up here.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pv_builder.meeting import Assembly, Civility, Member, MemberName
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers import council_phrases as phrases

AGENT = "(agent)"
PUBLIC = "(public)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something said in one go; `who` is a member's name, `AGENT` or `PUBLIC`."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """An invented session."""

    seance: Seance
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Habits:
    """What is usual in one council."""

    roll_call: bool
    agent_calls: bool
    full_names: bool
    first_names: bool
    named: float
    thanks: float
    others_named: float
    agents: float
    public: float
    interjections: float
    chair_present: bool
    reporters_stated: bool


@dataclass(slots=True)
class _Writer:
    rng: random.Random
    roll: list[Member]
    habits: _Habits
    outsider: str
    lines: list[Line] = field(default_factory=list)
    reporters: dict[int, MemberName] = field(default_factory=dict)

    def say(self, who: str, *texts: str) -> None:
        self.lines.append(Line(who=who, text=" ".join(texts)))

    def pick(self, forms: Sequence[str]) -> str:
        return self.rng.choice(list(forms))

    def called(self, member: Member, *, full: bool | None = None) -> str:
        """Return how a member is named aloud."""
        title = "Madame" if member.civility is Civility.MME else "Monsieur"
        whole = self.habits.full_names if full is None else full
        if whole:
            return f"{title} {member.given_name} {member.family_name}"
        twins = [m for m in self.roll if m.family_name == member.family_name]
        if len(twins) > 1 and {m.civility for m in twins} != {Civility.M, Civility.MME}:
            return f"{member.given_name} {member.family_name}"
        return f"{title} {member.family_name}"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def invent(seed: int, *, size: int | None = None, items: int | None = None) -> Council:
    """Return the session of this seed: the same seed, the same session."""
    rng = random.Random(seed)  # noqa: S311 - invents, does not protect
    roll = _roll(rng, size or rng.choice([9, 11, 15, 15, 19, 23, 27, 33]))
    writer = _Writer(rng, roll, _habits(rng), _outsider(rng, roll))
    topics = rng.sample(phrases.TOPICS, k=min(len(phrases.TOPICS), items or rng.randint(3, 7)))
    agenda = [topic[0] for topic in topics]
    away, talkers = _split(writer)
    chair = roll[0] if writer.habits.chair_present else roll[1]
    _opening(writer, chair, away)
    for number, topic in enumerate(topics, 1):
        _item(writer, chair, talkers, number, topic)
    writer.say(chair.name, writer.pick(phrases.CLOSES).format(hour="vingt heures cinquante"))
    return Council(seance=_seance(roll, agenda, writer.reporters), lines=tuple(writer.lines))


def _habits(rng: random.Random) -> _Habits:
    informal = rng.random() < 0.25
    return _Habits(
        roll_call=rng.random() < 0.7,
        agent_calls=rng.random() < 0.2,
        full_names=rng.random() < 0.2,
        first_names=informal,
        named=rng.choice([0.95, 0.9, 0.8, 0.6, 0.3]),
        thanks=rng.choice([0.0, 0.2, 0.5]),
        others_named=rng.choice([0.0, 0.1, 0.3]),
        agents=rng.choice([0.0, 0.1, 0.3]),
        public=rng.choice([0.0, 0.0, 0.05]),
        interjections=rng.choice([0.0, 0.05, 0.15]),
        chair_present=rng.random() < 0.92,
        reporters_stated=rng.random() < 0.3,
    )


def _roll(rng: random.Random, size: int) -> list[Member]:
    families = rng.sample(phrases.FAMILIES, k=size)
    if rng.random() < 0.25:
        families[-1] = families[rng.randrange(1, size - 1)]
    men, women = (
        rng.sample(phrases.MEN, k=len(phrases.MEN)),
        rng.sample(phrases.WOMEN, k=len(phrases.WOMEN)),
    )
    roll = []
    start = rng.randrange(2)
    for at, family in enumerate(families):
        woman = (at + start) % 2 == 1
        given = (women if woman else men)[at // 2 % 20]
        roll.append(
            Member(
                civility=Civility.MME if woman else Civility.M,
                given_name=given,
                family_name=family.replace("-", " "),
                function=_function(at, woman=woman),
            )
        )
    return roll


def _outsider(rng: random.Random, roll: list[Member]) -> str:
    """Return how an agent is named, who is not on the roll but may sound like it."""
    known = {member.family_name for member in roll}
    family = rng.choice([name for name in phrases.FAMILIES if name.replace("-", " ") not in known])
    title = rng.choice(["Madame", "Monsieur"])
    return f"{title} {family.replace('-', ' ')}"


def _function(at: int, *, woman: bool) -> str:
    if at == 0:
        return "Maire"
    if at <= 4:
        rank = "1re" if woman else "1er"
        return f"{rank if at == 1 else f'{at}e'} {'adjointe' if woman else 'adjoint'}"
    return "Conseillère municipale" if woman else "Conseiller municipal"


def _split(writer: _Writer) -> tuple[list[Member], list[Member]]:
    """Return (members away, members who will speak besides the chair)."""
    rng, roll = writer.rng, writer.roll
    others = roll[1:] if writer.habits.chair_present else roll[2:]
    away = rng.sample(others, k=rng.randint(0, max(1, len(roll) // 5)))
    if not writer.habits.chair_present:
        away.insert(0, roll[0])
    there = [m for m in others if m not in away]
    return away, rng.sample(there, k=min(len(there), rng.randint(3, 9)))


def _opening(writer: _Writer, chair: Member, away: list[Member]) -> None:
    writer.say(chair.name, writer.pick(phrases.OPENS).format(hour="dix-neuf heures"))
    if not writer.habits.chair_present:
        writer.say(
            chair.name, writer.pick(phrases.STAND_IN).format(c=_to_executive(writer.roll[0]))
        )
    if writer.habits.roll_call:
        _call_roll(writer, chair, away)
    else:
        for member in away:
            _excuse(writer, chair.name, member, away)
    writer.say(chair.name, "Le quorum est atteint.")
    there = [m for m in writer.roll if m not in away and m is not chair]
    secretary = writer.rng.choice(there)
    form = writer.pick(phrases.SECRETARY)
    writer.say(chair.name, form.format(x=writer.called(secretary)))
    if not form.startswith("{x} a bien"):
        writer.say(secretary.name, writer.pick(phrases.ACCEPTS))
    writer.say(
        chair.name, "Le procès-verbal de la dernière séance appelle-t-il des remarques ? Non."
    )


def _call_roll(writer: _Writer, chair: Member, away: list[Member]) -> None:
    caller = AGENT if writer.habits.agent_calls else chair.name
    writer.say(chair.name, writer.pick(phrases.CALLS))
    full = writer.chance(0.8)
    for member in writer.roll:
        if member.name == caller:
            continue
        if member in away:
            _excuse(writer, caller, member, away)
            continue
        name = writer.called(member, full=full)
        writer.say(caller, f"{name} ?" if writer.chance(0.8) else f"{name}.")
        if writer.chance(0.95):
            writer.say(member.name, writer.pick(phrases.HERE[member.civility]))


def _excuse(writer: _Writer, caller: str, member: Member, away: list[Member]) -> None:
    holder = writer.rng.choice([m for m in writer.roll if m not in away])
    form = writer.pick(phrases.AWAY[member.civility])
    writer.say(caller, form.format(x=writer.called(member, full=True), y=writer.called(holder)))


def _item(
    writer: _Writer,
    chair: Member,
    talkers: list[Member],
    number: int,
    topic: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> None:
    title, report, remarks, replies = topic
    own = writer.chance(0.25)
    reporter = chair if own else writer.rng.choice(talkers)
    lead = "C'est moi qui présente." if own else _floor(writer, reporter, phrases.TO_REPORTER)
    if writer.habits.reporters_stated:
        stated = reporter if writer.chance(0.9) else writer.rng.choice(talkers)
        writer.reporters[number] = stated.name
    short = title[0].lower() + title[1:]
    writer.say(chair.name, writer.pick(phrases.ITEM).format(n=number, t=short, f=lead))
    opens = not own and writer.chance(0.3)
    first = writer.pick(phrases.TO_CHAIR).format(c=_to_executive(chair)) if opens else ""
    writer.say(reporter.name, first, *report)
    against = None
    for remark in writer.rng.sample(remarks, k=writer.rng.randint(0, len(remarks))):
        speaker = writer.rng.choice([m for m in talkers if m is not reporter])
        _remark(writer, chair, speaker, reporter, remark)
        if writer.chance(0.1):
            against = speaker
            writer.say(speaker.name, writer.pick(phrases.AGAINST))
        if writer.chance(0.6):
            _reply(writer, chair, reporter, writer.pick(replies))
    if writer.chance(writer.habits.agents):
        writer.say(chair.name, writer.pick(phrases.TO_AGENT).format(o=writer.outsider))
        writer.say(AGENT, writer.pick(phrases.AGENT))
    if against is None:
        writer.say(chair.name, writer.pick(phrases.VOTES))
    else:
        writer.say(chair.name, writer.pick(phrases.SPLIT_VOTE).format(x=writer.called(against)))


def _remark(writer: _Writer, chair: Member, speaker: Member, reporter: Member, remark: str) -> None:
    thanks = writer.called(reporter)
    before = ""
    if reporter is not chair and writer.chance(writer.habits.thanks):
        before = writer.pick(phrases.THANKS).format(x=thanks)
    writer.say(chair.name, before, _floor(writer, speaker, phrases.TO_SPEAKER))
    if writer.chance(writer.habits.interjections):
        _interject(writer)
    extra = _extra(writer, chair, speaker)
    writer.say(speaker.name, *extra, remark)
    if writer.chance(writer.habits.public):
        writer.say(PUBLIC, writer.pick(phrases.PUBLIC))


def _extra(writer: _Writer, chair: Member, speaker: Member) -> list[str]:
    """Return what a speaker adds before the remark."""
    said = []
    if writer.chance(0.25):
        said.append(writer.pick(phrases.TO_CHAIR).format(c=_to_executive(chair)))
    if writer.chance(0.04):
        said.append(
            writer.pick(phrases.SELF).format(
                full=f"{speaker.given_name} {speaker.family_name}", fct=speaker.function.lower()
            )
        )
    if writer.chance(writer.habits.others_named):
        other = writer.rng.choice([m for m in writer.roll if m is not speaker])
        forms = phrases.OTHERS_NAMED if writer.chance(0.8) else phrases.ADDRESSED
        said.append(writer.pick(forms).format(x=writer.called(other)))
    return said


def _reply(writer: _Writer, chair: Member, reporter: Member, reply: str) -> None:
    if writer.chance(0.3):
        writer.say(chair.name, writer.pick(phrases.CHAIR_SAYS))
        return
    if reporter is not chair and writer.chance(0.5):
        writer.say(chair.name, _floor(writer, reporter, phrases.BACK))
    writer.say(reporter.name, reply)


def _interject(writer: _Writer) -> None:
    writer.say(writer.rng.choice(writer.roll[1:]).name, writer.pick(phrases.INTERJECTIONS))


def _floor(writer: _Writer, member: Member, forms: Sequence[str]) -> str:
    if not writer.chance(writer.habits.named):
        return writer.pick(phrases.UNNAMED)
    if writer.habits.first_names and writer.chance(0.8):
        return writer.pick(phrases.TU).format(x=member.given_name)
    return writer.pick(forms).format(x=writer.called(member))


def _to_executive(member: Member) -> str:
    if member.function != "Maire":
        return (
            "Madame la présidente" if member.civility is Civility.MME else "Monsieur le président"
        )
    return "Madame le maire" if member.civility is Civility.MME else "Monsieur le maire"


def _seance(roll: list[Member], agenda: list[str], reporters: Mapping[int, MemberName]) -> Seance:
    return Seance(
        collectivite="Commune de Rochebrune",
        body="conseil municipal",
        assembly=Assembly.COMMUNE,
        date=dt.date(2026, 5, 7),
        hour="19:00",
        members=tuple(StatedMember(member=member) for member in roll),
        agenda=tuple(
            AgendaEntry(mark=number, title=title, rapporteur=reporters.get(number))
            for number, title in enumerate(agenda, 1)
        ),
    )


def names(council: Council) -> frozenset[MemberName]:
    """Return the members' names."""
    return frozenset(member.name for member in council.seance.roll)
