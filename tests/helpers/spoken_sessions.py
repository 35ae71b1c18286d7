"""Council sessions made up as text: what is said, what the secretary knew, and the true minutes.

`make_session(seed)` draws kind, size, wordings, votes and movements; the same seed gives the same
session. The truth is a `Meeting`, so that its figures come from the same rules as the minutes.
"""

import datetime as dt
import random
from dataclasses import dataclass, field, replace

from num2words import num2words

from core.transcript import AudioRef, MemberStatus, Provenance, Transcript, Turn, TurnId, VoiceId, Word
from pv_builder.agenda import kind_of
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    Civility,
    Item,
    ItemKind,
    Meeting,
    Member,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
)
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from pv_builder.voters import voters_at, weight_of
from tests.helpers import spoken_words as said

WORD_S = 0.36
PAUSE_S = 0.5

_KINDS = (
    (Assembly.COMMUNE, "conseil municipal", "Maire", "adjoint", "Conseiller municipal"),
    (Assembly.EPCI, "conseil communautaire", "Président", "vice-président", "Conseiller"),
    (Assembly.SYNDICAT, "comité syndical", "Président", "vice-président", "Délégué"),
    (Assembly.CCAS, "conseil d'administration", "Président", "vice-président", "Administrateur"),
    (Assembly.DEPARTEMENT, "conseil départemental", "Président", "vice-président", "Conseiller"),
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn: who says what."""

    who: MemberName
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSession:
    """A session with its truth; `starts` gives the turn in which each item is called."""

    seance: Seance
    turns: tuple[Said, ...]
    truth: Meeting
    starts: tuple[int, ...]

    def transcript(self, *, members: bool = True, texts: tuple[str, ...] | None = None) -> Transcript:
        """Return the session as a transcript, with or without who speaks.

        Args:
            members: whether voices and members are known.
            texts: what the recogniser made of each turn; what was said when None.
        """
        voices = {name: f"V{n:02d}" for n, name in enumerate(dict.fromkeys(t.who for t in self.turns))}
        turns, at = [], 1.0
        for number, turn in enumerate(self.turns):
            words = (texts[number] if texts else turn.text).split()
            end = at + WORD_S * max(1, len(words))
            turns.append(
                Turn(
                    id=TurnId(f"t{number:05d}"),
                    start=round(at, 3),
                    end=round(end, 3),
                    speaker=VoiceId(voices[turn.who]) if members else None,
                    member=turn.who if members else None,
                    member_status=MemberStatus.PROPOSED if members else None,
                    member_score=0.9 if members else None,
                    words=tuple(
                        Word(
                            start=round(at + WORD_S * n, 3),
                            end=round(at + WORD_S * (n + 1), 3),
                            text=f" {word}",
                        )
                        for n, word in enumerate(words)
                    ),
                )
            )
            at = end + PAUSE_S
        return Transcript(
            audio=AudioRef(sha256="0" * 64, duration_s=at, parts=()),
            turns=tuple(turns),
            provenance=Provenance(
                engine="scripted", engine_version="1", model_id="none", model_sha256="0" * 64
            ),
        )


def make_session(seed: int, size: int | None = None) -> SpokenSession:
    """Return the session of a seed, with `size` members if given."""
    return _Maker(random.Random(seed), size).session()  # noqa: S311 - test material


@dataclass(slots=True)
class _State:
    """What changes while the session is told."""

    present: list[int]
    proxies: dict[int, int]
    clock: int
    turns: list[Said] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    left: list[Proxy] = field(default_factory=list)


class _Maker:
    def __init__(self, draw: random.Random, size: int | None) -> None:
        self.draw = draw
        self.kind, self.organe, head, deputy, plain = draw.choice(_KINDS)
        count = size or draw.choice((7, 11, 15, 19, 23, 27, 33, 45, 69))
        self.members = self._members(count, head, deputy, plain)
        self.names = [m.name for m in self.members]
        self.digits = draw.random() < 0.6

    # -- words -------------------------------------------------------------------------------

    def pick(self, bank: tuple[str, ...], **slots: object) -> str:
        return self.draw.choice(bank).format(**slots)

    def full(self, who: int) -> str:
        m = self.members[who]
        return f"{_title(m)} {m.given_name} {m.family_name}"

    def short(self, who: int) -> str:
        m = self.members[who]
        same = [o for o in self.members if o.family_name == m.family_name]
        if len(same) > 1:
            return self.full(who)
        style = self.draw.random()
        if style < 0.75:
            return f"{_title(m)} {m.family_name}"
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
            spoken = _feminine(num2words(hours - 12, lang="fr"))
            return f"{spoken} heures {self.number(rest)}" if rest else f"{spoken} heures"
        if style == 4:
            spoken = _feminine(num2words(hours, lang="fr"))
            return f"{spoken} heures {num2words(rest, lang='fr')}" if rest else f"{spoken} heures"
        return f"{hours} heures {rest:02d}" if rest else f"{hours} heures"

    def number(self, value: int, *, feminine: bool = False) -> str:
        if self.digits and value != 1:
            return str(value)
        written = str(num2words(value, lang="fr"))
        return _feminine(written) if feminine else written

    # -- people ------------------------------------------------------------------------------

    def _members(self, count: int, head: str, deputy: str, plain: str) -> list[Member]:
        families = self.draw.sample(said.FAMILY, count)
        if count > 10 and self.draw.random() < 0.4:
            families[3] = families[1]
        given = {
            Civility.M: self.draw.sample(said.GIVEN_M, len(said.GIVEN_M)),
            Civility.MME: self.draw.sample(said.GIVEN_F, len(said.GIVEN_F)),
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
                function = f"{n}{'re' if n == 1 and fem else 'er' if n == 1 else 'e'} {deputy}{'e' if fem else ''}"
            result.append(
                Member(
                    civility=civility,
                    given_name=given[civility][n % len(given[civility])],
                    family_name=families[n].replace("-", " ", 1) if families[n][:2] in {"Le", "Da"} and "-" in families[n] else families[n],
                    function=function,
                    weight=self.draw.choice((1, 1, 2, 3, 5)) if weighted else 1,
                )
            )
        return result

    # -- the session -------------------------------------------------------------------------

    def session(self) -> SpokenSession:
        count = len(self.members)
        others = list(range(1, count))
        self.draw.shuffle(others)
        away = max(1, int(count * self.draw.uniform(0.1, 0.3)))
        excused = others[: away // 2 + 1]
        absent = others[away // 2 + 1 : away + 1]
        rest = others[away + 1 :]
        self.late = rest.pop() if len(rest) > 5 and self.draw.random() < 0.5 else None
        self.early = rest.pop() if len(rest) > 5 and self.draw.random() < 0.5 else None
        self.holders = self.draw.sample(rest, len(excused))
        self.talkers = [i for i in rest][: max(3, count // 3)]
        present = sorted({0, *rest, *([self.early] if self.early is not None else [])})
        self.excused, self.absent = excused, absent
        self.opened = self.draw.choice((540, 1050, 1080, 1110, 1125, 1140, 1200, 1230))
        delay = self.draw.choice((0, 0, 2, 5, 7))
        self.state = _State(present=present, proxies=dict(zip(excused, self.holders, strict=True)), clock=self.opened + delay)
        self.entries = self._agenda()
        self._open()
        items = [self._item(n, entry) for n, entry in enumerate(self.entries, 1)]
        items = [r for r in items]
        self._close()
        return self._result(items, delay)

    def say(self, who: int, text: str) -> None:
        if text:
            self.state.turns.append(Said(who=self.names[who], text=text))

    def _agenda(self) -> list[AgendaEntry]:
        titles = self.draw.sample(said.TITLES, self.draw.randint(3, 9))
        if self.draw.random() < 0.35 and len(self.talkers) > 2:
            titles.insert(self.draw.randrange(len(titles)), self.draw.choice(said.ACCOUNTS_TITLES).format(year=2025))
        return [AgendaEntry(mark=n, title=t) for n, t in enumerate(titles, 1)]

    def _open(self) -> None:
        s, d = self.state, self.draw
        self.say(0, self.pick(said.OPEN, h=self.hour(s.clock), organe=self.organe))
        self.start_clock = s.clock
        if d.random() < 0.4:
            self.say(0, self.pick(said.CHAT))
        self.how = d.choice(("call", "call", "call", "alphabet", "bare", "rest", "deduced"))
        if self.how in {"rest", "deduced"}:
            if self.how == "deduced" and d.random() < 0.5:
                self.say(0, self.pick(said.NO_CALL))
            self._away(range(1, len(self.members)))
            if self.how == "rest":
                self.say(0, self.pick(said.ALL_OTHERS))
        else:
            self.say(0, self.pick(said.CALL))
            order = list(range(1, len(self.members)))
            if self.how == "alphabet":
                order.sort(key=lambda i: (self.members[i].family_name, self.members[i].given_name))
            for who in order:
                if who in s.present:
                    self._call(who)
                else:
                    self._away([who])
        if d.random() < 0.85:
            self.say(0, self.pick(said.QUORUM, n=self.number(len(s.present))))
        self.secretary = d.choice(self.talkers)
        m = self.members[self.secretary]
        self.say(0, self.pick(said.SECRETARY, x=self.short(self.secretary)))
        if d.random() < 0.6:
            self.say(self.secretary, self.pick(said.SECRETARY_OK))
        del m
        if d.random() < 0.8:
            self.say(0, self.pick(said.PREVIOUS, d=self._date()))
        if d.random() < 0.2:
            listed = ", ".join(_lower(e.title) for e in self.entries)
            self.say(0, said.AGENDA_READ.format(ts=listed))

    def _call(self, who: int) -> None:
        m = self.members[who]
        fem = m.civility is Civility.MME
        style = "bare" if self.how == "bare" else "full"
        name = f"{m.given_name} {m.family_name}" if style == "bare" else self.full(who)
        self.say(0, f"{name} ?" if self.draw.random() < 0.7 else f"{name}.")
        self.say(who, self.pick(said.HERE_F if fem else said.HERE_M))

    def _away(self, order: object) -> None:
        for who in order:  # type: ignore[attr-defined]
            fem = self.members[who].civility is Civility.MME
            if who in self.excused:
                bank = said.EXCUSED_F if fem else said.EXCUSED_M
                self.say(0, self.pick(bank, x=self.full(who), y=self.short(self.state.proxies[who])))
            elif who in self.absent:
                self.say(0, self.pick(said.ABSENT_F if fem else said.ABSENT_M, x=self.full(who)))
            elif who == self.late and self.how != "deduced":
                self.say(0, self.pick(said.LATE_F if fem else said.LATE_M, x=self.full(who)))

    def _date(self) -> str:
        return f"{self.draw.randint(2, 28)} {self.draw.choice(_MONTHS.split())}"

    def _moves(self, number: int) -> None:
        s = self.state
        if self.late is not None and number == 2:
            s.clock += 1
            self.say(0, self.pick(said.ARRIVAL, x=self.short(self.late), h=self.hour(s.clock)))
            s.present.append(self.late)
            s.movements.append(self._movement(MovementKind.ARRIVAL, self.late, number))
        if self.early is not None and number == len(self.entries):
            s.clock += 1
            free = [i for i in s.present if i not in {0, self.early, *s.proxies.values()}]
            keeps = free and self.draw.random() < 0.6 and self.early not in s.proxies.values()
            bank = said.DEPARTURE if keeps else said.DEPARTURE_ALONE
            holder = self.draw.choice(free) if free else 0
            text = self.pick(bank, x=self.short(self.early), h=self.hour(s.clock), y=self.short(holder))
            self.say(0, text)
            s.present.remove(self.early)
            s.movements.append(self._movement(MovementKind.DEPARTURE, self.early, number))
            if keeps:
                s.proxies[self.early] = holder
                s.left.append(
                    Proxy(giver=self.names[self.early], holder=self.names[holder], begin=Moment(item=number))
                )

    def _movement(self, kind: MovementKind, who: int, item: int) -> Movement:
        clock = self.state.clock % 1440
        hour = f"{clock // 60:02d}:{clock % 60:02d}"
        return Movement(kind=kind, member=self.names[who], moment=Moment(item=item), hour=hour)

    def _item(self, number: int, entry: AgendaEntry) -> Item:
        s, d = self.state, self.draw
        self._moves(number)
        talkers = [i for i in self.talkers if i in s.present]
        reporter = 0 if d.random() < 0.2 else d.choice(talkers)
        s.starts.append(len(s.turns))
        title = _lower(entry.title)
        ordinal = "Premier" if number == 1 else str(num2words(number, lang="fr", to="ordinal")).capitalize()
        slots = {"n": self.number(number), "o": ordinal, "t": title}
        if reporter == 0:
            self.say(0, self.pick(said.ITEM_SELF, **slots))
        else:
            self.say(0, self.pick(said.ITEM, x=self.short(reporter), **slots))
        self.say(reporter, self.pick(said.SPEECHES, n=d.randrange(1000, 90000, 500)))
        item = Item(
            mark=number, title=entry.title, kind=kind_of(entry.title), rapporteur=self.names[reporter]
        )
        pool = [i for i in talkers if i not in {reporter, self.secretary}] or talkers
        d.shuffle(pool)
        for who in pool[: d.randint(0, 3)]:
            self.say(0, self.pick(said.FLOOR, x=self.short(who)))
            self.say(who, self.pick(said.QUESTIONS))
            if d.random() < 0.6:
                if d.random() < 0.5 and reporter:
                    self.say(0, self.pick(said.REPLY, x=self.short(reporter)))
                self.say(reporter, self.pick(said.ANSWERS))
        s.clock += d.randint(3, 11)
        return self._vote(item, number, reporter, pool)

    # -- votes -------------------------------------------------------------------------------

    def _vote(self, item: Item, number: int, reporter: int, pool: list[int]) -> Item:
        if item.kind is ItemKind.ACCOUNTS:
            return self._accounts(item, number, pool)
        fate = self.draw.random()
        endings = ((0.08, said.NOTED, Outcome.NOTED), (0.11, said.POSTPONED, Outcome.POSTPONED), (0.13, said.WITHDRAWN, Outcome.WITHDRAWN))
        for limit, bank, outcome in endings:
            if fate < limit:
                self.say(0, self.pick(bank))
                return replace(item, outcome=outcome)
        item = self._withdrawal(item, pool, reporter)
        if fate < 0.2 and len(self.members) > 10:
            return self._secret(item)
        if fate < 0.24:
            self._amendment()
        return self._show_of_hands(item, pool)

    def _withdrawal(self, item: Item, pool: list[int], reporter: int) -> Item:
        out = [i for i in pool if i not in {0, reporter}]
        if self.draw.random() > 0.15 or not out:
            return item
        who = out[0]
        fem = self.members[who].civility is Civility.MME
        if self.draw.random() < 0.5:
            self.say(0, self.pick(said.FLOOR, x=self.short(who)))
            self.say(who, self.pick(said.NO_PART_SELF_F if fem else said.NO_PART_SELF_M))
            self.say(0, "C'est noté.")
        else:
            self.say(0, self.pick(said.NO_PART, x=self.short(who)))
        return replace(item, not_participating=(self.names[who],))

    def _meeting(self, items: tuple[Item, ...]) -> Meeting:
        s = self.state
        here = [self.names[i] for i in s.present]
        gone = {m.member for m in s.movements if m.kind is MovementKind.DEPARTURE}
        came = {m.member for m in s.movements if m.kind is MovementKind.ARRIVAL}
        states = []
        for n, name in enumerate(self.names):
            if (name in here and name not in came) or name in gone:
                states.append((name, Attendance.PRESENT))
            else:
                states.append((name, Attendance.EXCUSED if n in self.excused else Attendance.ABSENT))
        return Meeting(
            collectivite="Commune de Valbrune",
            body=self.organe,
            assembly=self.kind,
            date=dt.date(2026, 3, 26),
            convened_hour=_written(self.opened),
            chair=self.names[0],
            members=tuple(self.members),
            attendance=tuple(states),
            proxies=(
                *(Proxy(giver=self.names[g], holder=self.names[h]) for g, h in zip(self.excused, self.holders, strict=True)),
                *s.left,
            ),
            movements=tuple(s.movements),
            items=items,
        )

    def _so_far(self, item: Item) -> Meeting:
        """Return the meeting with every item named, so that moments have their order."""
        items = tuple(
            item if e.mark == item.mark else Item(mark=e.mark, title=e.title) for e in self.entries
        )
        return self._meeting(items)

    def _show_of_hands(self, item: Item, pool: list[int]) -> Item:
        d = self.draw
        meeting = self._so_far(item)
        voters = voters_at(meeting, item)
        assert voters is not None
        able = [i for i in self.state.present if i and self.names[i] in voters.present]
        d.shuffle(able)
        del pool
        rejects = d.random() < 0.05 and len(able) > 4
        against = able[: len(able) // 2 + 2] if rejects else able[: d.choice((0, 0, 0, 0, 1, 1, 2, 3))]
        rest = able[len(against) :]
        abstain = [] if rejects else rest[: d.choice((0, 0, 0, 1, 1, 2))]
        named = d.random() < 0.75 and not rejects
        weighted = any(m.weight != 1 for m in self.members)
        named = named or weighted
        c = weight_of(meeting, [self.names[i] for i in against])
        a = weight_of(meeting, [self.names[i] for i in abstain])
        p = voters.weight - c - a
        if p <= c and not rejects:
            against, abstain, c, a, p = [], [], 0, 0, voters.weight
        if d.random() < 0.04:
            self.say(0, "On passe au vote. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
            self.say(0, said.RECOUNT)
        else:
            self.say(0, self.pick(said.VOTE))
        self._result_said(against, abstain, named=named, p=p, c=c, a=a)
        ballot = Ballot(
            against=c,
            abstentions=a,
            against_names=tuple(self.names[i] for i in against) if named else (),
            abstention_names=tuple(self.names[i] for i in abstain) if named else (),
        )
        return replace(item, ballot=ballot)

    def _result_said(
        self, against: list[int], abstain: list[int], *, named: bool, p: int, c: int, a: int
    ) -> None:
        d = self.draw
        if not against and not abstain:
            bank = said.QUIETLY_ADOPTED if d.random() < 0.1 else said.UNANIMOUS
            self.say(0, self.pick(bank))
            return
        if against:
            bank = said.AGAINST_ONE if len(against) == 1 else said.AGAINST
            if not named:
                bank = said.AGAINST_COUNT
            self.say(0, self.pick(bank, n=self._heads(against), xs=self.several(against)).capitalize() if not named else _upper(self.pick(bank, n=self._heads(against), xs=self.several(against))))
        elif d.random() < 0.7:
            self.say(0, self.pick(said.NO_AGAINST))
        if abstain:
            bank = said.ABSTAIN_ONE if len(abstain) == 1 else said.ABSTAIN
            if not named:
                bank = said.ABSTAIN_COUNT if len(abstain) > 1 else ("Une abstention.",)
            self.say(0, _upper(self.pick(bank, n=self._heads(abstain), xs=self.several(abstain))))
        elif d.random() < 0.5:
            self.say(0, self.pick(said.NO_ABSTAIN))
        bank = said.REJECTED if p <= c else said.MAJORITY
        slots = {"p": self.number(p), "c": self.number(c), "a": self.number(a, feminine=True)}
        self.say(0, _upper(self.pick(bank, **slots)))

    def _heads(self, who: list[int]) -> str:
        return self.number(len(who), feminine=True)

    def _secret(self, item: Item) -> Item:
        meeting = self._so_far(item)
        voters = voters_at(meeting, item)
        assert voters is not None
        total = voters.weight
        c, w = self.draw.randint(0, total // 4), self.draw.randint(1, 3)
        p = total - c - w
        self.say(0, self.pick(said.SECRET_ASK))
        slots = {k: self.number(v) for k, v in (("b", total), ("w", w), ("p", p), ("c", c))}
        self.say(0, self.pick(said.SECRET_COUNT, **slots))
        ballot = Ballot(mode=BallotMode.SECRET, against=c, abstentions=w, in_favour=p)
        return replace(item, ballot=ballot)

    def _amendment(self) -> None:
        fate, votes = self.draw.choice((("rejeté", 9), ("adopté", 1)))
        self.say(0, said.AMENDMENT.format(n=self.number(votes, feminine=True), fate=fate))

    def _accounts(self, item: Item, number: int, pool: list[int]) -> Item:
        deputy = next(i for i in self.state.present if i and i in self.talkers)
        del pool, number
        item = replace(item, chair=self.names[deputy], not_participating=(self.names[0],))
        self.say(0, self.pick(said.ACCOUNTS_LEAVE, x=self.short(deputy)))
        self.say(deputy, self.pick(said.VOTE))
        self.say(deputy, self.pick(said.UNANIMOUS))
        self.say(deputy, self.pick(said.ACCOUNTS_BACK))
        return replace(item, ballot=Ballot(against=0, abstentions=0))

    def _close(self) -> None:
        s, d = self.state, self.draw
        if d.random() < 0.6:
            self.say(0, self.pick(said.OTHER))
            who = d.choice([i for i in self.talkers if i in s.present])
            self.say(0, self.pick(said.FLOOR, x=self.short(who)))
            self.say(who, self.pick(said.QUESTIONS))
            self.say(0, self.pick(said.ANSWERS[:3]))
        if d.random() < 0.7:
            self.say(0, self.pick(said.NEXT, d=self._date()))
        s.clock += d.randint(1, 9)
        self.say(0, self.pick(said.CLOSE, h=self.hour(s.clock)))

    def _result(self, items: list[Item], delay: int) -> SpokenSession:
        truth = replace(
            self._meeting(tuple(items)),
            opened_at=_written(self.start_clock),
            closed_at=_written(self.state.clock % 1440),
            secretary=self.names[self.secretary],
        )
        del delay
        seance = Seance(
            collectivite=truth.collectivite,
            body=truth.body,
            assembly=truth.assembly,
            date=truth.date,
            hour=truth.convened_hour,
            members=tuple(StatedMember(member=m) for m in self.members),
            agenda=tuple(self.entries),
        )
        return SpokenSession(
            seance=seance,
            turns=tuple(self.state.turns),
            truth=truth,
            starts=tuple(self.state.starts),
        )


def _title(member: Member) -> str:
    return "Madame" if member.civility is Civility.MME else "Monsieur"


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _feminine(number: str) -> str:
    return f"{number}e" if number == "un" or number.endswith(" un") else number


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
