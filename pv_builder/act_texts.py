"""What an authority writes itself in its acts: nothing of it is read from a session.

The program only puts it at its place; a field that is empty is left out or printed as to be
completed.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from pv_builder.meeting import ItemMark

_MATTER = re.compile(r"[1-9](\.[1-9]\d?){1,4}")


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
    """

    number: str = ""
    matter: str = ""
    reasons: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    budgets: tuple[BudgetTable, ...] = ()
    signed_on: dt.date | None = None
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTexts:
    """All that an authority wrote for the acts of one session.

    Attributes:
        by_item: the text of each act, by the printed mark of its item.
    """

    authority: Authority = field(default_factory=Authority)
    by_item: tuple[tuple[str, ActText], ...] = ()

    def of(self, mark: ItemMark) -> ActText:
        """Return the text of the act on an item, an empty one where none was written."""
        return dict(self.by_item).get(str(mark)) or ActText()


def is_matter(code: str) -> bool:
    """Whether a text is a code of the classification of matters: "7.1", "7.10", "5.2.1".

    Never a number: 7.10 is not 7.1.
    """
    return _MATTER.fullmatch(code) is not None
