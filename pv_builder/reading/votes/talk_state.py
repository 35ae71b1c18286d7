"""What was told of a vote so far, while the talk around it is followed clause by clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.clauses import Clause
from pv_builder.reading.named_in import named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.vote_words import OPPOSED, Side
from pv_builder.reading.words.heard import has_word

_WHO = words("qui ceux celles")
_RESULTS = (Cue.UNANIMITY, Cue.ADOPTED, Cue.REJECTED)
_DEBATED = 60
"""Words after which a question begins the vote: what was told before is of another one."""
_AMENDMENT_BEFORE = 25
_AMENDMENT_AFTER = 3


@dataclass(slots=True)
class Told:
    """What was told of one side.

    Attributes:
        asked: whether the chair asked who takes it.
        none: whether it was said that nobody does.
        numbers: said of it, in order.
        names: of who takes it, in order.
        groups: members who spoke for their whole group.
        alike: holders who said that the givers of their pouvoirs vote as they do.
        instead: holders who spoke for the givers of their pouvoirs only.
    """

    asked: bool = False
    none: bool = False
    numbers: list[int] = field(default_factory=list)
    names: list[MemberName] = field(default_factory=list)
    groups: list[MemberName] = field(default_factory=list)
    alike: list[MemberName] = field(default_factory=list)
    instead: list[MemberName] = field(default_factory=list)
    first: int = 0
    last: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether anything was told of it."""
        people = self.names or self.groups or self.alike or self.instead
        return self.none or bool(self.numbers) or bool(people)

    def reach(self, clause: Clause) -> None:
        """Take a clause into the passage where it is told."""
        self.first = self.first or clause.first
        self.last = clause.last


Sides = dict[Side, Told]


def no_sides() -> Sides:
    """Return every side, nothing told of any."""
    return {side: Told() for side in Side}


@dataclass(slots=True)
class Talk:
    """One vote as it was talked through.

    Attributes:
        everybody: whether all were said to be in favour.
        rest: whether all who were not named were.
        decided: whether a result was announced.
        amendment: whether it is about an amendment.
    """

    first: int = 0
    last: int = 0
    sides: Sides = field(default_factory=no_sides)
    everybody: bool = False
    rest: bool = False
    decided: bool = False
    amendment: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether anything was asked or told."""
        return self.everybody or any(t.asked or t.is_answered for t in self.sides.values())

    @property
    def is_over(self) -> bool:
        """Whether all that a vote asks was answered: what is said next is of something else."""
        counted = bool(self.sides[Side.IN_FAVOUR].numbers) or self.everybody
        return counted or all(self.sides[side].is_answered for side in OPPOSED)


class TalkState:
    """The votes of one item as far as they were heard, and what was asked last.

    Attributes:
        talk: the vote that is going on.
        talks: all votes of the item.
        intended: what members said of their votes before they were asked.
        side: what the next answer is about; None when nothing is asked.
        pending: members named before the side was.
        called: who was called by name and is to answer.
        favoured: whether somebody answered that he is in favour since it was asked.
    """

    def __init__(self, scene: Scene, clauses: Sequence[Clause]) -> None:
        self.scene = scene
        self.clauses = clauses
        self.speakers = frozenset(c.speaker for c in clauses if c.speaker is not None)
        self.talk = Talk()
        self.talks = [self.talk]
        self.intended = no_sides()
        self.side: Side | None = None
        self.pending: list[MemberName] = []
        self.called: MemberName | None = None
        self.favoured = False
        self._run = 0
        self._rest_asked = False
        self._most = sum(member.weight for member in scene.seance.roll)

    @property
    def is_waiting(self) -> bool:
        """Whether who is against or abstains was asked and is still to be answered."""
        told = self.talk.sides[self.side] if self.side in OPPOSED else None
        return told is not None and told.asked and not told.is_answered

    def named(self, first: int, last: int) -> list[MemberName]:
        """Return the members named in the tokens `first:last`."""
        return list(named_in(self.scene, first, last, self.speakers))

    def ask(self, side: Side, clause: Clause, *, is_asked: bool = True) -> None:
        """Take it that who is on a side is asked; a vote that is over is followed by another."""
        sides = self.talk.sides
        counted = bool(sides[Side.IN_FAVOUR].numbers)
        asks = clause.asked or has_word(clause.tokens, _WHO)
        if counted and self.talk.is_over and not (asks or self.talk.decided):
            return  # "la majorité est contre" only repeats the numbers
        apart = clause.asked and self.talk.is_begun and clause.first - self.talk.last > _DEBATED
        if self.talk.decided or apart or (sides[side].asked and counted):
            self.talk = Talk()
            self.talks.append(self.talk)
        self.begin(clause)
        told = self.talk.sides[side]
        told.asked |= is_asked
        told.none &= not clause.asked  # what was said before the question does not answer it
        rest = side is Side.IN_FAVOUR and not is_asked
        self.talk.rest |= rest and not clause.asked
        self._rest_asked = rest and clause.asked
        self.side, self._run, self.pending = side, 0, []
        self.favoured = False

    def turn_to_item(self) -> None:
        """Take it that the vote on an amendment is over: what is asked next is on the item."""
        if self.talk.amendment:
            self.talk = Talk()
            self.talks.append(self.talk)

    def begin(self, clause: Clause) -> None:
        """Take a clause into the vote, whose beginning tells what it is about."""
        talk = self.talk
        if not talk.is_begun:
            talk.first = clause.first
            talk.amendment = self._is_on_amendment(clause)
        talk.last = max(talk.last, clause.last)

    def _is_on_amendment(self, clause: Clause) -> bool:
        since = self.talks[-2].last if len(self.talks) > 1 else 0
        first = max(since, clause.first - _AMENDMENT_BEFORE)
        last = clause.last + _AMENDMENT_AFTER
        return bool(self.scene.cues.of(Cue.AMENDMENT, first=first, last=last))

    def none(self, side: Side, clause: Clause) -> None:
        """Take it that nobody is on a side."""
        self.ask(side, clause)
        told = self.talk.sides[side]
        if not told.is_answered:
            told.none = True
            told.reach(clause)

    def silent(self, clause: Clause) -> None:
        """Take it that nobody answers what was asked."""
        for side in OPPOSED:
            told = self.talk.sides[side]
            if told.asked and not told.is_answered:
                told.none = True
                told.reach(clause)
                self.talk.last = clause.last

    def count(self, side: Side, number: int, clause: Clause) -> None:
        """Take a number of a side, and those named before it where they are as many.

        Not one that is more than all who may vote, as a sum of money is.
        """
        if number > self._most:
            return
        self.begin(clause)
        told = self.talk.sides[side]
        if number == 0:
            told.none = True
        elif side in OPPOSED and len(self.pending) == number and not told.names:
            told.names += self.pending
        told.numbers.append(number)
        told.reach(clause)
        self.side, self.pending = side, []

    def count_on(self, number: int | None) -> bool:
        """Take the next number of hands counted aloud, one by one; False when it is not."""
        told = self.talk.sides[self.side] if self.side is not None else Told()
        if not self._run or number != self._run + 1 or told.numbers[-1:] != [self._run]:
            return False
        told.numbers[-1] = self._run = number
        return True

    def count_alone(self, number: int, clause: Clause, *, of_all: bool) -> None:
        """Take a number alone: it answers what was asked last, else it counts who is for.

        Args:
            number: as said.
            clause: that holds it.
            of_all: whether its words tell that it counts who is in favour.
        """
        if self.side is None or self.count_on(number) or self._is_done_with(clause):
            return
        told = self.talk.sides[self.side]
        if clause.asked and number == 1 and not told.names:
            return
        if of_all and 2 * number > len(self.scene.names):
            self.everybody(clause)
        if told.numbers and number == len(told.names) > told.numbers[-1]:
            self.count(self.side, number, clause)  # "six, et Jocelyne, sept"
            return
        favoured = self.favoured and not told.is_answered
        counted = told.none or favoured or told.numbers[:1] not in ([], [number])
        side = Side.IN_FAVOUR if of_all or counted else self.side
        self._run = 1 if number == 1 else 0
        self.count(side, number, clause)

    def _is_done_with(self, clause: Clause) -> bool:
        """Whether the result was said in a sentence before: a number is of something else."""
        start = self.scene.heard.sentence_start(clause.first)
        return self.talk.decided and self.talk.last <= start

    def everybody(self, clause: Clause) -> None:
        """Take it that all are in favour."""
        self.begin(clause)
        self.talk.everybody = True
        self.talk.sides[Side.IN_FAVOUR].asked |= clause.asked
        self.talk.last = clause.last
        self.side = Side.IN_FAVOUR

    def tell(self, side: Side, clause: Clause, names: Sequence[MemberName]) -> None:
        """Take it that members are on a side."""
        self.begin(clause)
        put(self.talk.sides, side, clause, names)
        self.side = side

    def tell_groups(self, side: Side, clause: Clause, members: Sequence[MemberName]) -> None:
        """Take it that the whole groups of these members are on a side."""
        self.tell(side, clause, [])
        self.talk.sides[side].groups += members

    def hear_result(self, clause: Clause) -> None:
        """Take it that the vote is decided where its result is announced."""
        announced = self.scene.cues.of(*_RESULTS, first=clause.first, last=clause.last)
        if announced and self.talk.is_begun:
            self.talk.decided = True
            self.talk.rest |= self._rest_asked  # "les autres sont pour ?", and it is adopted
            self.talk.last = clause.last
            self.side = Side.IN_FAVOUR

    def lacking(self) -> Side | None:
        """Return the side that was counted and whose voters are still to be named, if just one."""
        sides = self.talk.sides
        if sides[Side.IN_FAVOUR].numbers:
            return None
        lacking = [s for s in OPPOSED if sum(sides[s].numbers[-1:]) > len(sides[s].names)]
        return lacking[0] if len(lacking) == 1 and self.side is None else None

    def bear_out(self) -> None:
        """Give each number without names the members who said beforehand that they would."""
        for talk in self.talks:
            for side in OPPOSED:
                told, intended = talk.sides[side], self.intended[side].names
                if told.numbers[-1:] == [len(intended)] and not told.names:
                    told.names = list(intended)


def put(sides: Sides, side: Side, clause: Clause, names: Sequence[MemberName]) -> None:
    """Give members to a side and to no other."""
    for other in sides.values():
        other.names = [name for name in other.names if name not in names]
    sides[side].names += dict.fromkeys(names)
    sides[side].reach(clause)
