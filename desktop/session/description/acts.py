"""The texts of acts as a person types them: fields to an act and back, and what is wrong in them.

Pure. A field that was not touched gives back what it was shown for, letter by letter.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.session.description.following import free_mark
from desktop.session.description.seance_file import plain_amount
from pv_builder.act_texts import (
    ActText,
    ActTexts,
    Annex,
    BudgetLine,
    BudgetTable,
    Titled,
    is_matter,
)
from pv_builder.roster.act_texts import amount_of
from pv_builder.roster.fields import MAX_TEXT, cleaned

_TITLE = "# "
_Field = TypeVar("_Field")
_Read = tuple[_Field, list[str]]
"""What a field says, and French sentences on what is wrong in it."""
BudgetRow = tuple[str, str, str, str, str]
"""Section, expense, its amount, receipt, its amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFields:
    """The text of one act as it is typed.

    Attributes:
        reasons, decisions: a paragraph, or a decision, a line.
        budgets: the lines of each section; without a section they belong to the one above.
        annexes: each begins with "# " and its title.
    """

    number: str = ""
    matter: str = ""
    signed_on: dt.date | None = None
    reasons: str = ""
    decisions: str = ""
    budgets: tuple[BudgetRow, ...] = ()
    annexes: str = ""


def fields_of(act: ActText) -> ActFields:
    """Return what to show of an act."""
    return ActFields(
        number=act.number,
        matter=act.matter,
        signed_on=act.signed_on,
        reasons="\n".join(act.reasons),
        decisions="\n".join(act.decisions),
        budgets=tuple(row for table in act.budgets for row in _budget_rows(table)),
        annexes="\n".join(line for annex in act.annexes for line in _annex_lines(annex)),
    )


def _budget_rows(table: BudgetTable) -> list[BudgetRow]:
    longest = max(len(table.expenses), len(table.receipts), 1)
    sides = zip(_side(table.expenses, longest), _side(table.receipts, longest), strict=True)
    return [
        (table.title if at == 0 else "", *expense, *receipt)
        for at, (expense, receipt) in enumerate(sides)
    ]


def _side(lines: Sequence[BudgetLine], longest: int) -> list[tuple[str, str]]:
    """Return the lines of one side with their amounts, blank ones up to the longest side."""
    blank = ("", "")
    told = [(line.label, plain_amount(line.amount)) for line in lines]
    return told + [blank] * (longest - len(lines))


def _annex_lines(annex: Annex) -> list[str]:
    return [f"{_TITLE}{annex.title}", *annex.paragraphs]


def act_of(fields: ActFields, before: ActText, title: str) -> tuple[ActText, tuple[str, ...]]:
    """Return an act as typed, and French sentences on the fields that cannot be kept so.

    Such a field stays as it was.

    Args:
        fields: as they stand.
        before: the act as it is kept.
        title: of the item it is written for.
    """
    shown, faults = fields_of(before), list[str]()
    reasons, decisions = before.reasons, before.decisions
    budgets, annexes, matter = before.budgets, before.annexes, before.matter
    if fields.matter != shown.matter:
        matter = _checked(_matter(fields.matter), matter, faults)
    if fields.reasons != shown.reasons:
        reasons = _checked(_paragraphs("Exposé des motifs", fields.reasons), reasons, faults)
    if fields.decisions != shown.decisions:
        decisions = _checked(_paragraphs("Dispositif", fields.decisions), decisions, faults)
    if fields.budgets != shown.budgets:
        budgets = _checked(_budgets(fields.budgets), budgets, faults)
    if fields.annexes != shown.annexes:
        annexes = _checked(_annexes(fields.annexes), annexes, faults)
    act = ActText(
        title=title,
        number=cleaned(fields.number),
        matter=matter,
        reasons=reasons,
        decisions=decisions,
        budgets=budgets,
        signed_on=fields.signed_on,
        annexes=annexes,
    )
    return act, tuple(faults)


def _checked(read: _Read[_Field], before: _Field, faults: list[str]) -> _Field:
    """Return what a field says, or what it said before where that has faults."""
    value, wrong = read
    faults += wrong
    return before if wrong else value


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without what word processors leave."""
    return tuple(filter(None, map(cleaned, text.splitlines())))


def _matter(code: str) -> _Read[str]:
    code = cleaned(code)
    if not code or is_matter(code):
        return code, []
    told = f"Matière : « {code} » n'est pas un code. Choisissez-la dans la liste, ou écrivez 7.1."
    return "", [told]


def _paragraphs(name: str, text: str) -> _Read[tuple[str, ...]]:
    lines = lines_of(text)
    return lines, _too_long(name, lines)


def _too_long(name: str, lines: Iterable[str]) -> list[str]:
    told = f"{name} : un paragraphe dépasse {MAX_TEXT} caractères. Coupez-le en deux."
    return [told] if any(len(line) > MAX_TEXT for line in lines) else []


def _annexes(text: str) -> _Read[tuple[Annex, ...]]:
    """Return the annexes of a text, and what is wrong when it does not begin with a title."""
    found: list[Annex] = []
    for line in lines_of(text):
        title = line.removeprefix(_TITLE.strip()).strip() if line.startswith("#") else ""
        if title:
            found.append(Annex(title=title))
        elif not found:
            return (), ["Annexes : commencez par une ligne « # » suivie du titre de l'annexe."]
        else:
            found[-1] = replace(found[-1], paragraphs=(*found[-1].paragraphs, line))
    return tuple(found), _too_long("Annexes", lines_of(text))


def _budgets(rows: Sequence[BudgetRow]) -> _Read[tuple[BudgetTable, ...]]:
    """Return the sections of a budget, and what is wrong in their lines."""
    found: list[BudgetTable] = []
    faults = _too_long("Tableaux budgétaires", (cell for row in rows for cell in row))
    for number, row in enumerate(rows, start=1):
        section = cleaned(row[0])
        if section:
            found.append(BudgetTable(title=section))
        if not found:
            faults.append(_of_row(number, "indiquez la section, par exemple INVESTISSEMENT."))
            continue
        expenses, wrong = _credit(number, *row[1:3])
        receipts, more = _credit(number, *row[3:5])
        faults += [*wrong, *more]
        last = found[-1]
        found[-1] = replace(
            last,
            expenses=(*last.expenses, *expenses),
            receipts=(*last.receipts, *receipts),
        )
    return tuple(found), faults


def _credit(number: int, label: str, written: str) -> _Read[tuple[BudgetLine, ...]]:
    """Return the credit of one side of a row, none where it is blank."""
    label, written = cleaned(label), cleaned(written)
    if not label and not written:
        return (), []
    value = amount_of(written)
    if value is None:
        told = f"« {written} » n'est pas un montant" if written else "il manque le montant"
        return (), [_of_row(number, f"{told}. Écrivez-le comme 5 200,00.")]
    if not label:
        return (), [_of_row(number, f"dites à quoi va le montant {written}.")]
    return (BudgetLine(label=label, amount=value),), []


def _of_row(number: int, what: str) -> str:
    return f"Tableaux budgétaires, ligne {number} : {what}"


def with_act(texts: ActTexts, item: Titled, act: ActText) -> ActTexts:
    """Return the texts with this one for an item; one that is empty is left out.

    What another item left under its number is set aside.
    """
    mark = str(item.mark)
    known = dict(texts.by_item)
    there = known.get(mark)
    if there is not None and not there.is_for(item.title):
        known = {free_mark(mark, known) if key == mark else key: one for key, one in known.items()}
    if act.is_empty:
        known.pop(mark, None)
    else:
        known[mark] = act
    return replace(texts, by_item=tuple(known.items()))


def without_text(texts: ActTexts, mark: str) -> ActTexts:
    """Return the texts less the one that is kept under a number."""
    return replace(texts, by_item=tuple(one for one in texts.by_item if one[0] != mark))


def given_to(texts: ActTexts, mark: str, item: Titled) -> ActTexts:
    """Return the texts with the one that is kept under a number given to an item without any."""
    act = dict(texts.by_item)[mark]
    return with_act(without_text(texts, mark), item, replace(act, title=item.title))
