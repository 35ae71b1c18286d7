"""Members named by their office on the roll: "mon adjointe aux finances", "le deuxième adjoint".

An office names a member where one member alone holds it: by its rank, by what it is in charge of,
or because the roll has no other ("la vice-présidente").

Invariants:
- What several members hold, or nobody, is not found.
- "Monsieur le maire" and the like are `pv_builder.reading.words.names`'.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from core.sounds import words
from pv_builder.meeting import Member, MemberName
from pv_builder.reading.words.heard import Token, tokens_of_text

_BEFORE = words("l le la mon ma notre")
_HEADS = ("adZwI", "visprezidA")
"""How "adjoint" and "vice-président" begin to sound, joined where they are two words."""
_LINKS = words("à au aux de du des d l la le les en et chargé chargée délégué déléguée délégués")
_GRADES = words(
    "technique techniques administratif administratifs territorial animation patrimoine"
)
"""An "adjoint technique" is on the staff."""
_CHARGE_TOKENS = 6
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A member named by office in the tokens `first:last`."""

    first: int
    last: int
    member: MemberName


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    member: MemberName
    head: str
    rank: int | None
    charges: frozenset[str]


class Offices:
    """The offices of a roll, as they sound."""

    def __init__(self, roll: Sequence[Member]) -> None:
        self._held = [held for member in roll if (held := _held(member)) is not None]

    def found(self, tokens: Sequence[Token], taken: Collection[int]) -> Iterator[Office]:
        """Yield the offices said outside the tokens of `taken`, in order."""
        for token in tokens if self._held else ():
            office = self.at(tokens, token.at) if token.at not in taken else None
            if office is not None:
                yield office

    def at(self, tokens: Sequence[Token], at: int) -> Office | None:
        """Return the office said from a token on, None where none of the roll is."""
        if at >= len(tokens) or tokens[at].text not in _BEFORE:
            return None
        rank = tokens[at + 1].rank if at + 1 < len(tokens) else None
        begin = at + 1 + (rank is not None)
        head, last = _head(tokens[begin : begin + 2])
        if not head:
            return None
        same = [held for held in self._held if held.head == head]
        end = begin + last
        if rank is not None:
            same = [held for held in same if held.rank == rank]
        else:
            same, end = _in_charge(same, tokens, end)
        if len(same) != 1 or _is_of_another(tokens, end):
            return None
        return Office(first=at, last=end, member=same[0].member)


def _is_of_another(tokens: Sequence[Token], end: int) -> bool:
    """Whether an office is somebody's who is named behind it, or a post of the staff."""
    if end >= len(tokens) or tokens[end - 1].comma:
        return False
    return tokens[end].capital or tokens[end].text in _GRADES


def _in_charge(held: list[_Held], tokens: Sequence[Token], at: int) -> tuple[list[_Held], int]:
    """Return who holds what is said behind an office, with the position after it."""
    if at >= len(tokens) or tokens[at - 1].comma or tokens[at].text not in _LINKS:
        return held, at
    end = at
    for token in tokens[at : at + _CHARGE_TOKENS]:
        if token.text not in _LINKS:
            own = [one for one in held if token.sound in one.charges]
            if not own:
                break
            held, end = own, token.at + 1
        if token.comma:
            break
    return (held, end) if end > at else ([], at)


def _held(member: Member) -> _Held | None:
    tokens = tokens_of_text(member.function or "")
    rank = tokens[0].rank if tokens else None
    head, last = _head(tokens[rank is not None :][:2])
    if not head:
        return None
    charges = tokens[(rank is not None) + last :]
    return _Held(
        member=member.name,
        head=head,
        rank=rank,
        charges=frozenset(
            token.sound
            for token in charges
            if token.text not in _LINKS and len(token.text) >= _LEAST_LETTERS
        ),
    )


def _head(tokens: Sequence[Token]) -> tuple[str, int]:
    """Return the office that begins the tokens and how many it takes; ("", 0) for none."""
    for width in (1, 2):
        joined = "".join(token.sound for token in tokens[:width])
        for head in _HEADS:
            if joined.startswith(head) and len(tokens) >= width:
                return head, width
    return "", 0
