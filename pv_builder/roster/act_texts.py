"""Read what the authority wrote for its acts: `[documents.collectivite]`, `[documents.actes]`."""

import re
from decimal import Decimal

from pv_builder.act_texts import (
    ActText,
    ActTexts,
    Annex,
    Authority,
    BudgetLine,
    BudgetTable,
    is_matter,
)
from pv_builder.roster import messages as say
from pv_builder.roster.fields import Fields

AUTHORITY, ACTS = "collectivite", "actes"
_AUTHORITY_KEYS = (
    "devise",
    "departement",
    "arrondissement",
    "canton",
    "ville",
    "certifie_par",
)
_ACT_KEYS = (
    "titre",
    "numero",
    "matiere",
    "expose",
    "dispositif",
    "budgets",
    "signe_le",
    "annexes",
)
_BUDGET_KEYS = ("titre", "depenses", "recettes")
_ANNEX_KEYS = ("titre", "texte")
_SPACES = str.maketrans("", "", " \u00a0\u202f€")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,13}(?:[.,][0-9]{1,2})?")
"""The largest budget of a French authority has nine digits before the comma; three behind a point
are thousands to some and thousandths to others."""


def read_act_texts(documents: Fields) -> ActTexts:
    """Return what is written for the acts of a session; that of an unknown item is kept."""
    authority = documents.inner(AUTHORITY)
    acts = documents.inner(ACTS)
    tables = [] if acts is None else [(mark, acts.inner(mark)) for mark in acts.keys]
    return ActTexts(
        authority=Authority() if authority is None else _authority(authority),
        by_item=tuple(
            (mark, _act(table, acts.line(mark) if acts else None))
            for mark, table in tables
            if table is not None
        ),
    )


def _authority(table: Fields) -> Authority:
    table.check_keys(_AUTHORITY_KEYS)
    return Authority(
        tagline=table.text("devise") or "",
        department=table.text("departement") or "",
        arrondissement=table.text("arrondissement") or "",
        canton=table.text("canton") or "",
        town=table.text("ville") or "",
        certified_by=table.texts("certifie_par"),
    )


def _act(table: Fields, kept_at: int | None) -> ActText:
    table.check_keys(_ACT_KEYS)
    return ActText(
        title=table.text("titre") or "",
        line=table.line() or kept_at,
        number=table.text("numero") or "",
        matter=_matter(table),
        reasons=table.texts("expose"),
        decisions=table.texts("dispositif"),
        budgets=tuple(_budget(one) for one in table.inners("budgets")),
        signed_on=table.date("signe_le"),
        annexes=tuple(_annex(one) for one in table.inners("annexes")),
    )


def _matter(table: Fields) -> str:
    """Return the matter of an act by its code; never as a number, 7.10 is not 7.1."""
    code = table.text("matiere") or ""
    if code and not is_matter(code):
        table.fault("matiere", say.wrong_type("matiere", 'un code de matière, tel que "7.1"'))
        return ""
    return code


def _annex(table: Fields) -> Annex:
    table.check_keys(_ANNEX_KEYS)
    return Annex(title=table.text("titre", required=True) or "", paragraphs=table.texts("texte"))


def _budget(table: Fields) -> BudgetTable:
    table.check_keys(_BUDGET_KEYS)
    return BudgetTable(
        title=table.text("titre", required=True) or "",
        expenses=_lines(table, "depenses"),
        receipts=_lines(table, "recettes"),
    )


def _lines(table: Fields, key: str) -> tuple[BudgetLine, ...]:
    """Return the credits of one side, each written ["1641 (16) : Emprunts", "5 200,00"]."""
    untrusted = table.raw(key)
    rows = untrusted if isinstance(untrusted, list) else [untrusted] if untrusted else []
    lines = [_line(row) for row in rows]
    if None in lines:
        expected = 'une liste telle que [["1641 (16) : Emprunts en euros", "5 200,00"]]'
        table.fault(key, say.wrong_type(key, expected))
    return tuple(line for line in lines if line is not None)


def _line(row: object) -> BudgetLine | None:
    match row:
        case [str(label), str(written)] if label.strip():
            amount = amount_of(written)
            return None if amount is None else BudgetLine(label=label.strip(), amount=amount)
        case _:
            return None


def amount_of(written: str) -> Decimal | None:
    """Return an amount in euros, "−145 600,00" or "-145600", None for what is none."""
    plain = written.translate(_SPACES).replace("−", "-")
    if _AMOUNT.fullmatch(plain) is None:
        return None
    return Decimal(plain.replace(",", ".")).quantize(Decimal("0.01"))
