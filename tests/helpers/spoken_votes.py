"""How made-up councils vote: what is said of a vote, and the ballot that it makes."""

from abc import ABC, abstractmethod
from dataclasses import replace

from pv_builder.law.voters import voters_at, weight_of
from pv_builder.meeting import (
    Ballot,
    BallotMode,
    Civility,
    Item,
    ItemKind,
    Meeting,
    Outcome,
)
from pv_builder.seance import AgendaEntry
from tests.helpers.spoken_speech import Speech, raised


class Votes(Speech, ABC):
    """The votes of one session while it is told."""

    entries: list[AgendaEntry]

    def vote(self, item: Item, number: int, reporter: int, pool: list[int]) -> Item:
        if item.kind is ItemKind.ACCOUNTS:
            return self._accounts(item, number, pool)
        fate = self.draw.random()
        endings = (
            (0.08, self.said["noted"], Outcome.NOTED),
            (0.11, self.said["postponed"], Outcome.POSTPONED),
            (0.13, self.said["withdrawn"], Outcome.WITHDRAWN),
        )
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
            self.say(0, self.pick(self.said["floor"], x=self.short(who)))
            self.say(
                who, self.pick(self.said["no_part_self_f"] if fem else self.said["no_part_self_m"])
            )
            self.say(0, "C'est noté.")
        else:
            self.say(0, self.pick(self.said["no_part"], x=self.short(who)))
        return replace(item, not_participating=(self.names[who],))

    @abstractmethod
    def meeting(self, items: tuple[Item, ...]) -> Meeting:
        """Return the true meeting so far."""

    def _so_far(self, item: Item) -> Meeting:
        """Return the meeting with every item named, so that moments have their order."""
        items = tuple(
            item if e.mark == item.mark else Item(mark=e.mark, title=e.title) for e in self.entries
        )
        return self.meeting(items)

    def _show_of_hands(self, item: Item, pool: list[int]) -> Item:
        d = self.draw
        meeting = self._so_far(item)
        voters = voters_at(meeting, item)
        assert voters is not None
        able = [i for i in self.state.present if i and self.names[i] in voters.present]
        d.shuffle(able)
        del pool
        rejects = d.random() < 0.05 and len(able) > 4
        against = (
            able[: len(able) // 2 + 2] if rejects else able[: d.choice((0, 0, 0, 0, 1, 1, 2, 3))]
        )
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
            self.say(0, self.said["recount"][0])
        else:
            self.say(0, self.pick(self.said["vote"]))
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
            bank = self.said["quietly_adopted"] if d.random() < 0.1 else self.said["unanimous"]
            self.say(0, self.pick(bank))
            return
        if against:
            bank = self.said["against_one"] if len(against) == 1 else self.said["against"]
            if not named:
                bank = self.said["against_count"]
            self.say(
                0,
                self.pick(bank, n=self._heads(against), xs=self.several(against)).capitalize()
                if not named
                else raised(self.pick(bank, n=self._heads(against), xs=self.several(against))),
            )
        elif d.random() < 0.7:
            self.say(0, self.pick(self.said["no_against"]))
        if abstain:
            bank = self.said["abstain_one"] if len(abstain) == 1 else self.said["abstain"]
            if not named:
                bank = self.said["abstain_count"] if len(abstain) > 1 else ("Une abstention.",)
            self.say(0, raised(self.pick(bank, n=self._heads(abstain), xs=self.several(abstain))))
        elif d.random() < 0.5:
            self.say(0, self.pick(self.said["no_abstain"]))
        bank = self.said["rejected"] if p <= c else self.said["majority"]
        slots = {"p": self.number(p), "c": self.number(c), "a": self.number(a, feminine=True)}
        self.say(0, raised(self.pick(bank, **slots)))

    def _heads(self, who: list[int]) -> str:
        return self.number(len(who), feminine=True)

    def _secret(self, item: Item) -> Item:
        meeting = self._so_far(item)
        voters = voters_at(meeting, item)
        assert voters is not None
        total = voters.weight
        c, w = self.draw.randint(0, total // 4), self.draw.randint(1, 3)
        p = total - c - w
        self.say(0, self.pick(self.said["secret_ask"]))
        slots = {k: self.number(v) for k, v in (("b", total), ("w", w), ("p", p), ("c", c))}
        self.say(0, self.pick(self.said["secret_count"], **slots))
        ballot = Ballot(mode=BallotMode.SECRET, against=c, abstentions=w, in_favour=p)
        return replace(item, ballot=ballot)

    def _amendment(self) -> None:
        fate, votes = self.draw.choice((("rejeté", 9), ("adopté", 1)))
        self.say(
            0, self.said["amendment"][0].format(n=self.number(votes, feminine=True), fate=fate)
        )

    def _accounts(self, item: Item, number: int, pool: list[int]) -> Item:
        deputy = next(i for i in self.state.present if i and i in self.talkers)
        del pool, number
        item = replace(item, chair=self.names[deputy], not_participating=(self.names[0],))
        self.say(0, self.pick(self.said["accounts_leave"], x=self.short(deputy)))
        self.say(deputy, self.pick(self.said["vote"]))
        self.say(deputy, self.pick(self.said["unanimous"]))
        self.say(deputy, self.pick(self.said["accounts_back"]))
        return replace(item, ballot=Ballot(against=0, abstentions=0))
