"""Council sessions made up as text: what is said, what the secretary knew, and the true minutes.

`make_session(seed)` draws kind, size, wordings, votes and movements; the same seed gives the same
session. The truth is a `Meeting`, so that its figures come from the same rules as the minutes.
"""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from num2words import num2words

from core.transcript import (
    AudioRef,
    MemberStatus,
    Provenance,
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from pv_builder.meeting import (
    Attendance,
    Civility,
    Item,
    Meeting,
    Moment,
    Movement,
    MovementKind,
    Proxy,
)
from pv_builder.reading.agenda.items import kind_of
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers.spoken_speech import Said, State, clock, lowered
from tests.helpers.spoken_votes import Votes
from tests.helpers.spoken_words import SAID, Wordings

WORD_S = 0.36
PAUSE_S = 0.5

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSession:
    """A session with its truth; `starts` gives the turn in which each item is called."""

    seance: Seance
    turns: tuple[Said, ...]
    truth: Meeting
    starts: tuple[int, ...]

    def transcript(
        self, *, members: bool = True, texts: tuple[str, ...] | None = None
    ) -> Transcript:
        """Return the session as a transcript, with or without who speaks.

        Args:
            members: whether voices and members are known.
            texts: what the recogniser made of each turn; what was said when None.
        """
        voices = {
            name: f"V{n:02d}" for n, name in enumerate(dict.fromkeys(t.who for t in self.turns))
        }
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


def make_session(seed: int, size: int | None = None, said: Wordings = SAID) -> SpokenSession:
    """Return the session of a seed, with `size` members if given, told in these wordings."""
    return _Maker(random.Random(seed), size, said).session()  # noqa: S311 - test material


class _Maker(Votes):
    def meeting(self, items: tuple[Item, ...]) -> Meeting:
        s = self.state
        here = [self.names[i] for i in s.present]
        gone = {m.member for m in s.movements if m.kind is MovementKind.DEPARTURE}
        came = {m.member for m in s.movements if m.kind is MovementKind.ARRIVAL}
        states = []
        for n, name in enumerate(self.names):
            if (name in here and name not in came) or name in gone:
                states.append((name, Attendance.PRESENT))
            else:
                states.append(
                    (name, Attendance.EXCUSED if n in self.excused else Attendance.ABSENT)
                )
        return Meeting(
            collectivite="Commune de Valbrune",
            body=self.organe,
            assembly=self.kind,
            date=dt.date(2026, 3, 26),
            convened_hour=clock(self.opened),
            chair=self.names[0],
            members=tuple(self.members),
            attendance=tuple(states),
            proxies=(
                *(
                    Proxy(giver=self.names[g], holder=self.names[h])
                    for g, h in zip(self.excused, self.holders, strict=True)
                ),
                *s.left,
            ),
            movements=tuple(s.movements),
            items=items,
        )

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
        self.talkers = rest[: max(3, count // 3)]
        present = sorted({0, *rest, *([self.early] if self.early is not None else [])})
        self.excused, self.absent = excused, absent
        self.opened = self.draw.choice((540, 1050, 1080, 1110, 1125, 1140, 1200, 1230))
        delay = self.draw.choice((0, 0, 2, 5, 7))
        self.state = State(
            present=present,
            proxies=dict(zip(excused, self.holders, strict=True)),
            clock=self.opened + delay,
        )
        self.entries = self._agenda()
        self._open()
        items = [self._item(n, entry) for n, entry in enumerate(self.entries, 1)]
        self._close()
        return self._result(items, delay)

    def say(self, who: int, text: str) -> None:
        if text:
            self.state.turns.append(Said(who=self.names[who], text=text))

    def _agenda(self) -> list[AgendaEntry]:
        titles = self.draw.sample(self.said["titles"], self.draw.randint(3, 9))
        if self.draw.random() < 0.35 and len(self.talkers) > 2:
            titles.insert(
                self.draw.randrange(len(titles)),
                self.draw.choice(self.said["accounts_titles"]).format(year=2025),
            )
        return [AgendaEntry(mark=n, title=t) for n, t in enumerate(titles, 1)]

    def _open(self) -> None:
        s, d = self.state, self.draw
        self.say(0, self.pick(self.said["open"], h=self.hour(s.clock), organe=self.organe))
        self.start_clock = s.clock
        if d.random() < 0.4:
            self.say(0, self.pick(self.said["chat"]))
        self.how = d.choice(("call", "call", "call", "alphabet", "bare", "rest", "deduced"))
        if self.how in {"rest", "deduced"}:
            self._without_call()
        else:
            self._roll()
        if d.random() < 0.85:
            self.say(0, self.pick(self.said["quorum"], n=self.number(len(s.present))))
        self.secretary = d.choice(self.talkers)
        self.say(0, self.pick(self.said["secretary"], x=self.short(self.secretary)))
        if d.random() < 0.6:
            self.say(self.secretary, self.pick(self.said["secretary_ok"]))
        if d.random() < 0.8:
            self.say(0, self.pick(self.said["previous"], d=self._date()))
        if d.random() < 0.2:
            listed = ", ".join(lowered(e.title) for e in self.entries)
            self.say(0, self.said["agenda_read"][0].format(ts=listed))

    def _without_call(self) -> None:
        if self.how == "deduced" and self.draw.random() < 0.5:
            self.say(0, self.pick(self.said["no_call"]))
        self._away(range(1, len(self.members)))
        if self.how == "rest":
            self.say(0, self.pick(self.said["all_others"]))

    def _roll(self) -> None:
        self.say(0, self.pick(self.said["call"]))
        order = list(range(1, len(self.members)))
        if self.how == "alphabet":
            order.sort(key=lambda i: (self.members[i].family_name, self.members[i].given_name))
        for who in order:
            if who in self.state.present:
                self._call(who)
            else:
                self._away([who])

    def _call(self, who: int) -> None:
        m = self.members[who]
        fem = m.civility is Civility.MME
        style = "bare" if self.how == "bare" else "full"
        name = f"{m.given_name} {m.family_name}" if style == "bare" else self.full(who)
        self.say(0, f"{name} ?" if self.draw.random() < 0.7 else f"{name}.")
        self.say(who, self.pick(self.said["here_f"] if fem else self.said["here_m"]))

    def _away(self, order: Iterable[int]) -> None:
        for who in order:
            fem = self.members[who].civility is Civility.MME
            if who in self.excused:
                bank = self.said["excused_f"] if fem else self.said["excused_m"]
                self.say(
                    0, self.pick(bank, x=self.full(who), y=self.short(self.state.proxies[who]))
                )
            elif who in self.absent:
                self.say(
                    0,
                    self.pick(
                        self.said["absent_f"] if fem else self.said["absent_m"], x=self.full(who)
                    ),
                )
            elif who == self.late and self.how != "deduced":
                self.say(
                    0,
                    self.pick(
                        self.said["late_f"] if fem else self.said["late_m"], x=self.full(who)
                    ),
                )

    def _date(self) -> str:
        return f"{self.draw.randint(2, 28)} {self.draw.choice(_MONTHS.split())}"

    def _moves(self, number: int) -> None:
        s = self.state
        if self.late is not None and number == 2:
            s.clock += 1
            self.say(
                0, self.pick(self.said["arrival"], x=self.short(self.late), h=self.hour(s.clock))
            )
            s.present.append(self.late)
            s.movements.append(self._movement(MovementKind.ARRIVAL, self.late, number))
        if self.early is not None and number == len(self.entries):
            s.clock += 1
            free = [i for i in s.present if i not in {0, self.early, *s.proxies.values()}]
            keeps = free and self.draw.random() < 0.6 and self.early not in s.proxies.values()
            bank = self.said["departure"] if keeps else self.said["departure_alone"]
            holder = self.draw.choice(free) if free else 0
            text = self.pick(
                bank, x=self.short(self.early), h=self.hour(s.clock), y=self.short(holder)
            )
            self.say(0, text)
            s.present.remove(self.early)
            s.movements.append(self._movement(MovementKind.DEPARTURE, self.early, number))
            if keeps:
                s.proxies[self.early] = holder
                s.left.append(
                    Proxy(
                        giver=self.names[self.early],
                        holder=self.names[holder],
                        begin=Moment(item=number),
                    )
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
        title = lowered(entry.title)
        ordinal = (
            "Premier"
            if number == 1
            else str(num2words(number, lang="fr", to="ordinal")).capitalize()
        )
        slots = {"n": self.number(number), "o": ordinal, "t": title}
        if reporter == 0:
            self.say(0, self.pick(self.said["item_self"], **slots))
        else:
            self.say(0, self.pick(self.said["item"], x=self.short(reporter), **slots))
        self.say(reporter, self.pick(self.said["speeches"], n=d.randrange(1000, 90000, 500)))
        item = Item(
            mark=number,
            title=entry.title,
            kind=kind_of(entry.title),
            rapporteur=self.names[reporter],
        )
        pool = [i for i in talkers if i not in {reporter, self.secretary}] or talkers
        d.shuffle(pool)
        for who in pool[: d.randint(0, 3)]:
            self.say(0, self.pick(self.said["floor"], x=self.short(who)))
            self.say(who, self.pick(self.said["questions"]))
            if d.random() < 0.6:
                if d.random() < 0.5 and reporter:
                    self.say(0, self.pick(self.said["reply"], x=self.short(reporter)))
                self.say(reporter, self.pick(self.said["answers"]))
        s.clock += d.randint(3, 11)
        return self.vote(item, number, reporter, pool)

    def _close(self) -> None:
        s, d = self.state, self.draw
        if d.random() < 0.6:
            self.say(0, self.pick(self.said["other"]))
            who = d.choice([i for i in self.talkers if i in s.present])
            self.say(0, self.pick(self.said["floor"], x=self.short(who)))
            self.say(who, self.pick(self.said["questions"]))
            self.say(0, self.pick(self.said["answers"][:3]))
        if d.random() < 0.7:
            self.say(0, self.pick(self.said["next"], d=self._date()))
        s.clock += d.randint(1, 9)
        self.say(0, self.pick(self.said["close"], h=self.hour(s.clock)))

    def _result(self, items: list[Item], delay: int) -> SpokenSession:
        truth = replace(
            self.meeting(tuple(items)),
            opened_at=clock(self.start_clock),
            closed_at=clock(self.state.clock % 1440),
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
