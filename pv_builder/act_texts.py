"""What an authority writes itself in its acts: nothing of it is read from a session.

The program only puts it at its place; a field that is empty is left out or printed as to be
completed.

Invariant: a text that says for which item it was written is printed for no other one.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from core.folding import fold
from pv_builder.meeting import ItemMark

_MATTER = re.compile(r"[1-9](\.[1-9]\d?){1,4}")
_NOT_SAID = re.compile(r"[^a-z0-9]+")


class Titled(Protocol):
    """An item, of an agenda or of a meeting."""

    @property
    def mark(self) -> ItemMark:
        """Its number as printed."""

    @property
    def title(self) -> str:
        """Its title as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What an act prints of its authority, beyond the meeting; empty fields are left out.

    Attributes:
        tagline: above everything.
        department, arrondissement, canton: names, printed in capitals.
        town: where acts are signed.
        certified_by: lines of the certification block ("Pour le Président", ...).
    """

    tagline: str = ""
    department: str = ""
    arrondissement: str = ""
    canton: str = ""
    town: str = ""
    certified_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A credit opened or withdrawn: "1641 (16) : Emprunts en euros", 5 200,00."""

    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """One section of a budget or of a change to it: "INVESTISSEMENT"."""

    title: str
    expenses: tuple[BudgetLine, ...] = ()
    receipts: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A document joined to an act, as a draft: its paragraphs, of which articles are headings."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActText:
    """The text of one act, which only the authority can write.

    Attributes:
        number: local number, or the whole identifier of the act in its transmission; the session's
            order number when empty.
        matter: code of the classification of matters ("7.1"), for the open data.
        reasons: paragraphs of the exposé; "- " begins a point of a list, "1. " a numbered part,
            "# " a heading without a number.
        decisions: of the dispositif, each beginning with its verb ("Approuve la convention").
        budgets: tables of credits that the act adopts, also printed in the minutes.
        signed_on: left to be filled in when None.
        annexes: printed after the signature.
        title: of the item it was written for, by which it is told from another one that takes its
            number; empty where that was not said.
        line: where it stands in its file, from 1; None where it is not known.
    """

    number: str = ""
    matter: str = ""
    reasons: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    budgets: tuple[BudgetTable, ...] = ()
    signed_on: dt.date | None = None
    annexes: tuple[Annex, ...] = ()
    title: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return self == ActText(title=self.title)

    def is_for(self, title: str) -> bool:
        """Whether it may be printed for an item of this title."""
        return not self.title or same_title(self.title, title)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTexts:
    """All that an authority wrote for the acts of one session.

    Attributes:
        by_item: the text of each act, by the printed mark of its item; one that has no item any
            longer, by whatever it is kept under.
    """

    authority: Authority = field(default_factory=Authority)
    by_item: tuple[tuple[str, ActText], ...] = ()

    def of(self, item: Titled) -> ActText:
        """Return the text of the act on an item, an empty one where none was written for it."""
        found = dict(self.by_item).get(str(item.mark))
        return found if found is not None and found.is_for(item.title) else ActText()

    def homeless(self, agenda: Iterable[Titled]) -> tuple[tuple[str, ActText], ...]:
        """Return the texts that no item of an agenda prints, with what they are kept under."""
        titles = {str(item.mark): item.title for item in agenda}
        return tuple(
            (mark, act)
            for mark, act in self.by_item
            if mark not in titles or not act.is_for(titles[mark])
        )


def same_title(one: str, other: str) -> bool:
    """Whether two titles say the same: accents, case and punctuation are set aside."""
    return bare_title(one) == bare_title(other)


def bare_title(title: str) -> str:
    """Return the letters and digits of a title, by which titles are compared."""
    return _NOT_SAID.sub("", fold(title))


def is_matter(code: str) -> bool:
    """Whether a text is a code of the classification of matters: "7.1", "7.10", "5.2.1".

    Never a number: 7.10 is not 7.1.
    """
    return _MATTER.fullmatch(code) is not None
