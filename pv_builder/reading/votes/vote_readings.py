"""Two readings of one vote, by its formulas and by the talk around it: which one stands.

Formulas are sure of what they know and deaf to the rest; the talk follows any wording and may
follow it wrongly. Formulas stand unless they leave a number open, do not add up to the voters where
the talk does, or leave without a name the number that the talk names.
"""

from dataclasses import dataclass, replace

from pv_builder.law.voters import weight_of
from pv_builder.meeting import MemberName
from pv_builder.reading.votes.vote_case import VoteCase
from pv_builder.reading.votes.vote_counts import Count
from pv_builder.reading.votes.vote_guesses import Guess, best_pair
from pv_builder.reading.votes.vote_round import Round

_FAR_MORE = 2
_SILENT = frozenset({"votes.silence", "votes.remainder"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading of the vote and the numbers that follow from it."""

    case: VoteCase
    against: Guess | None
    abstentions: Guess | None

    @property
    def sides(self) -> tuple[Count | None, Count | None]:
        """What was said of the votes against and of the abstentions."""
        return self.case.final.against, self.case.final.abstentions

    @property
    def is_whole(self) -> bool:
        """Whether both numbers are known."""
        return self.against is not None and self.abstentions is not None

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Votes against, abstentions."""
        against, abstentions = self.against, self.abstentions
        return (
            against.value if against is not None else None,
            abstentions.value if abstentions is not None else None,
        )

    @property
    def adds_up(self) -> bool:
        """Whether the votes said to be in favour are what the two numbers leave."""
        said, total = self.case.final.in_favour, self.case.total
        if said is None or said.value is None or total is None or not self.is_whole:
            return False
        return total - sum(number or 0 for number in self.numbers) == said.value

    @property
    def named(self) -> int:
        """How many voters are named on the two sides."""
        return sum(len(said.names) for said in self.sides if said is not None)

    def names_more(self, other: "_Reading") -> bool:
        """Whether each side has the names of the other reading, and one of them has more."""
        return self.names != other.names and all(
            own >= others for own, others in zip(self.names, other.names, strict=True)
        )

    @property
    def names(self) -> tuple[frozenset[MemberName], ...]:
        """Who is named on the two sides."""
        return tuple(frozenset(said.names if said is not None else ()) for said in self.sides)

    @property
    def is_named_whole(self) -> bool:
        """Whether the names of each side are as many as its number."""
        return all(
            weight_of(self.case.meeting, said.names if said is not None else ()) == number
            for said, number in zip(self.sides, self.numbers, strict=True)
        )

    @property
    def was_answered(self) -> bool:
        """Whether somebody was heard to vote against or to abstain, in words not understood."""
        final = self.case.final
        sides = ((final.against, self.against), (final.abstentions, self.abstentions))
        return any(said is not None and guess is None for said, guess in sides)

    @property
    def is_unanimous(self) -> bool:
        """Whether nobody votes against nor abstains by it."""
        return self.numbers == (0, 0)

    @property
    def is_mere_remainder(self) -> bool:
        """Whether somebody opposes only because the votes in favour are not all."""
        opposing = [g for g in (self.against, self.abstentions) if g is not None and g.value]
        only = all(guess.rule == "votes.remainder" for guess in opposing)
        return bool(opposing) and only and not self.case.final.majority

    @property
    def opposes(self) -> bool:
        """Whether somebody votes against or abstains by what was said of it."""
        opposing = [g for g in (self.against, self.abstentions) if g is not None and g.value]
        return any(guess.rule not in _SILENT for guess in opposing)

    @property
    def is_confirmed(self) -> bool:
        """Whether a number was said and every number said is that of the names."""
        said = [one for one in self.sides if one is not None and one.value]
        return bool(said) and all(one.value == len(one.names) for one in said)

    @property
    def is_silent(self) -> bool:
        """Whether a number only follows from nobody being heard."""
        guesses = (self.against, self.abstentions)
        return any(guess is not None and guess.rule in _SILENT for guess in guesses)


def better_reading(case: VoteCase) -> VoteCase:
    """Return a vote with the reading that stands as the one that counts."""
    case = replace(case, final=_possible(case, case.final))
    talked = case.vote.talked
    if talked is None:
        return case
    spoken = _read(replace(case, final=_resolved(case, _possible(case, talked))))
    if case.vote.final is None:
        return spoken.case
    formal = _read(case)
    kept, other = (spoken, formal) if _outweighs(spoken, formal) else (formal, spoken)
    return _named_by(kept, other)


def _named_by(kept: _Reading, other: _Reading) -> VoteCase:
    """Return the reading that stands, with what only the other tells: names, the result."""
    final = kept.case.final
    if final.outcome is None:  # what was announced is compared with the numbers that stand
        told = other.case.final
        final = replace(final, outcome=told.outcome, majority=final.majority or told.majority)
    against, abstentions = (
        _named_count(kept.case, own, number, others)
        for own, number, others in zip(kept.sides, kept.numbers, other.sides, strict=True)
    )
    return replace(kept.case, final=replace(final, against=against, abstentions=abstentions))


def _named_count(
    case: VoteCase, own: Count | None, number: int | None, other: Count | None
) -> Count | None:
    """Return a count, with the names of another reading where it has none and they are as many.

    Names that the other one could not tell for certain are unsure.
    """
    if own is None or other is None:
        return own
    if own.names and other.unnamed:
        told = tuple(name for name in own.names if name not in other.names)
        return replace(own, unsure=told or own.unsure)
    if own.names or not other.names:
        return own
    fits = weight_of(case.meeting, other.names) == number
    return replace(own, names=other.names, unsure=other.unsure) if fits else own


def _read(case: VoteCase) -> _Reading:
    return _Reading(case, *best_pair(case))


def _outweighs(spoken: _Reading, formal: _Reading) -> bool:
    """Whether the talk stands and not the formulas."""
    if not spoken.is_whole or _passes_over(spoken, formal):
        return False
    if not formal.is_whole or _tells_more(spoken, formal):
        return True
    if spoken.adds_up is not formal.adds_up:
        return spoken.adds_up and (spoken.is_named_whole or spoken.named >= formal.named)
    if spoken.numbers == formal.numbers:
        return spoken.is_named_whole and not formal.is_named_whole
    return formal.is_silent and spoken.is_named_whole and spoken.named > formal.named


def _tells_more(spoken: _Reading, formal: _Reading) -> bool:
    """Whether the talk tells what the formulas only leave to be supposed."""
    unanimous = spoken.is_unanimous and not spoken.is_silent
    if formal.is_mere_remainder and (unanimous or spoken.opposes):
        return True
    pairs = ((formal.against, spoken.against), (formal.abstentions, spoken.abstentions))
    if any(_is_told_instead(*pair, spoken.case.total or 0) for pair in pairs):
        return True
    supposed = formal.is_silent or not formal.adds_up or spoken.is_confirmed
    return spoken.names_more(formal) and supposed


def _passes_over(spoken: _Reading, formal: _Reading) -> bool:
    """Whether the talk knows nothing of the opposition, or the unanimity, that was announced."""
    if formal.was_answered and spoken.is_silent:
        return True
    if any(map(_is_unheard, formal.sides, (spoken.against, spoken.abstentions))):
        return True
    if any(map(_is_unnamed, formal.sides, spoken.sides)):
        return True
    if formal.case.final.unanimous and not (spoken.is_unanimous or spoken.is_confirmed):
        return True
    return formal.case.final.majority and spoken.is_unanimous and not spoken.adds_up


def _is_told_instead(formal: Guess | None, spoken: Guess | None, total: int) -> bool:
    """Whether the talk tells a number that the formulas only have to make up the sum.

    Or one that was said, where they only heard nobody: of a minority, as opponents are.
    """
    if formal is None or spoken is None or spoken.rule in _SILENT:
        return False
    left = formal.rule == "votes.remainder" and formal.value > 0
    silent = formal.rule in _SILENT and spoken.rule == "votes.said_count"
    return left or (silent and 0 < 2 * spoken.value < total)


def _is_unheard(formal: Count | None, spoken: Guess | None) -> bool:
    """Whether a number was said of a side of which the talk heard nobody."""
    told = formal is not None and bool(formal.value)
    return told and spoken is not None and spoken.rule in _SILENT and not spoken.value


def _is_unnamed(formal: Count | None, spoken: Count | None) -> bool:
    """Whether the formulas heard a name that nobody bears, and the talk no other in its place."""
    if formal is None or spoken is None or not formal.unnamed:
        return False
    return spoken.value is None and len(spoken.names) <= len(formal.names)


def _possible(case: VoteCase, vote: Round) -> Round:
    """Return a vote less a number in favour that is no count of it: "540 pour trente ans".

    One that is only more than who votes stays: it is told that the numbers differ.
    """
    said = vote.in_favour
    everybody = weight_of(case.meeting, [member.name for member in case.meeting.members])
    over = said is not None and (said.value or 0) > _FAR_MORE * everybody
    return replace(vote, in_favour=None) if over else vote


def _resolved(case: VoteCase, talked: Round) -> Round:
    """Return the talk with the members for whom a group or the holder of a pouvoir spoke."""
    return replace(
        talked,
        against=_with_represented(case, talked.against),
        abstentions=_with_represented(case, talked.abstentions),
    )


def _with_represented(case: VoteCase, said: Count | None) -> Count | None:
    if said is None or case.voters is None:
        return said
    names = [*said.names]
    for speaker in said.groups:
        names += _group_of(case, speaker)
    for proxy in case.voters.proxies:
        if proxy.holder in (*said.alike, *said.instead):
            names.append(proxy.giver)
    return replace(said, names=tuple(dict.fromkeys(names)))


def _group_of(case: VoteCase, speaker: MemberName) -> list[MemberName]:
    """Return the members of a speaker's group who vote; himself alone where it is not stated."""
    groups = {member.name: member.group for member in case.meeting.members}
    group = groups.get(speaker)
    voters = case.voters.names if case.voters is not None else ()
    return [name for name in voters if group is not None and groups.get(name) == group]
