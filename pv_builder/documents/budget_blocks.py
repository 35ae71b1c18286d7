"""Tables of credits as budgets and changes to them print them: expenses beside receipts."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest

from pv_builder.act_texts import BudgetLine, BudgetTable
from pv_builder.blocks import Block, Line, Paragraph, ParagraphRole, Table, text
from pv_builder.language.typography import NNBSP, typeset

_ARTICLE = "article (chap.) – opération"
_AMOUNTS = (1, 3)
"""Columns of amounts, which are set to the right."""


def budget_blocks(budgets: Iterable[BudgetTable]) -> list[Block]:
    """Return each section under its title, its totals computed from the lines."""
    blocks: list[Block] = []
    for budget in budgets:
        title = text(typeset(budget.title))
        blocks += [Paragraph(line=title, role=ParagraphRole.LABEL), _table(budget)]
    return blocks


def _table(budget: BudgetTable) -> Table:
    sides = zip_longest(budget.expenses, budget.receipts)
    rows = [(*_credit(expense), *_credit(receipt)) for expense, receipt in sides]
    rows.append(
        (*_total("Total dépenses", budget.expenses), *_total("Total recettes", budget.receipts))
    )
    return Table(
        header=(f"Dépenses : {_ARTICLE}", "Montant", f"Recettes : {_ARTICLE}", "Montant"),
        rows=tuple(rows),
        widths=(0.33, 0.17, 0.33, 0.17),
        caption=typeset(f"{budget.title} : dépenses et recettes, en euros"),
        to_the_right=_AMOUNTS,
    )


def _credit(line: BudgetLine | None) -> tuple[Line, Line]:
    return ((), ()) if line is None else (text(typeset(line.label)), text(euros(line.amount)))


def _total(label: str, lines: Iterable[BudgetLine]) -> tuple[Line, Line]:
    total = sum((line.amount for line in lines), Decimal(0))
    return (text(label, bold=True), text(euros(total), bold=True))


def euros(amount: Decimal) -> str:
    """Return an amount as budgets print it: "−145 600,00"."""
    figures = f"{abs(amount):,.2f}".replace(",", NNBSP).replace(".", ",")
    return f"−{figures}" if amount < 0 else figures
