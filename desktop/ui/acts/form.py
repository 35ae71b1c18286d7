"""The form of one act: its number, matter, signature, exposé, dispositif, budgets and annexes."""

import datetime as dt

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTabWidget,
    QWidget,
)

from desktop.session.description.acts import ActFields, BudgetRow, fields_of
from desktop.ui.rows_table import RowsTable
from desktop.ui.widgets import button, column, label, row
from pv_builder.act_texts import ActText
from pv_builder.language.typography import typeset
from pv_builder.law.matters import matters

_MATTER_CHARACTERS = 24
_COLUMNS = 5
_RECEIPT = 3
_LONGEST_NUMBER = 100
"""A whole identifier of an act in its transmission has 50 characters at most."""


class ActForm(QWidget):
    """What the authority writes of one act.

    Signals:
        changed: something was typed or chosen.
        said_asked: what was said of the item is wanted as a first text.
    """

    changed = Signal()
    said_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = ActFields()
        self._shown_rows: list[tuple[str, ...]] = []
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Numéro de l'acte"))
        self.number.setMaxLength(_LONGEST_NUMBER)
        self.matter = _matter_choice(self.tr("Matière"))
        self.is_signed = QCheckBox(self.tr("Signé le"))
        self.signed = QDateEdit()
        self.signed.setCalendarPopup(True)
        self.signed.setDisplayFormat("dd/MM/yyyy")
        self.signed.setAccessibleName(self.tr("Date de signature"))
        self.reasons = _text(self.tr("Exposé des motifs"))
        self.said = button(self.tr("Partir de ce qui a été dit"), self.said_asked.emit)
        self.decisions = _text(self.tr("Dispositif"))
        self.budgets = self._budget_table()
        self.annexes = _text(self.tr("Annexes"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Parties de l'acte"))
        self.tabs.addTab(self._main_texts(), self.tr("Exposé et dispositif"))
        self.tabs.addTab(self._budget_page(), self.tr("Tableaux budgétaires"))
        self.tabs.addTab(self._annex_page(), self.tr("Annexes"))
        whole = column(self._head())
        whole.addWidget(self.tabs, 1)
        self.setLayout(whole)
        self._tell_changes()

    def _head(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Numéro"), self.number)
        form.addRow(self.tr("Matière"), self.matter)
        form.addRow("", row(self.is_signed, self.signed, None))
        return form

    def _main_texts(self) -> QWidget:
        page = QWidget()
        told = self.tr(
            "Exposé : visas et motifs, un paragraphe par ligne. « - » au début fait un point de "
            "liste, « 1. » une partie, « # » un intertitre."
        )
        layout = column(label(typeset(told), "quiet"), margin=8)
        layout.addWidget(self.reasons, 3)
        layout.addLayout(row(self.said, None))
        told = self.tr(
            "Dispositif : une décision par ligne, à commencer par son verbe (Approuve…)."
        )
        layout.addWidget(label(typeset(told), "quiet"))
        layout.addWidget(self.decisions, 2)
        page.setLayout(layout)
        return page

    def _budget_table(self) -> RowsTable:
        headers = (
            self.tr("Section"),
            self.tr("Dépense"),
            self.tr("Montant"),
            self.tr("Recette"),
            self.tr("Montant"),
        )
        name = self.tr("Tableaux budgétaires")
        made = RowsTable(name, headers, wide=1, new=lambda: ("",) * _COLUMNS, told_from=0)
        made.table.horizontalHeader().setSectionResizeMode(_RECEIPT, QHeaderView.ResizeMode.Stretch)
        return made

    def _budget_page(self) -> QWidget:
        page = QWidget()
        told = self.tr(
            "Imprimés dans l'acte et dans le procès-verbal, les totaux calculés. Écrivez la "
            "section (INVESTISSEMENT, FONCTIONNEMENT…) à sa première ligne."
        )
        page.setLayout(column(label(typeset(told), "quiet"), self.budgets, margin=8))
        return page

    def _annex_page(self) -> QWidget:
        page = QWidget()
        told = self.tr(
            "Chaque annexe commence par « # » et son titre, puis un paragraphe par ligne ; elle "
            "est imprimée sur une page à part, après la signature."
        )
        page.setLayout(column(label(typeset(told), "quiet"), self.annexes, margin=8))
        return page

    def _tell_changes(self) -> None:
        self.number.textEdited.connect(self.changed)
        self.matter.currentTextChanged.connect(self._on_changed)
        self.is_signed.toggled.connect(self.signed.setEnabled)
        self.is_signed.toggled.connect(self._on_changed)
        self.signed.dateChanged.connect(self._on_changed)
        for text in (self.reasons, self.decisions, self.annexes):
            text.textChanged.connect(self._on_changed)
        table = self.budgets.table
        table.itemChanged.connect(self._on_changed)
        table.model().rowsRemoved.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.changed.emit()

    def show_act(self, act: ActText, printed_number: str, day: dt.date) -> None:
        """Show an act.

        Args:
            act: as it is kept.
            printed_number: what is printed while it has no number of its own.
            day: proposed for the signature.
        """
        self._shown = fields_of(act)
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self.number.setText(act.number)
        self.number.setPlaceholderText(printed_number)
        self._show_matter(act.matter)
        signed = act.signed_on or day
        self.signed.setDate(QDate(signed.year, signed.month, signed.day))
        self.signed.setEnabled(act.signed_on is not None)
        self.is_signed.setChecked(act.signed_on is not None)
        self.reasons.setPlainText(self._shown.reasons)
        self.decisions.setPlainText(self._shown.decisions)
        self.annexes.setPlainText(self._shown.annexes)
        self.budgets.set_rows(self._shown.budgets)
        self._shown_rows = self.budgets.rows()
        self.tabs.setCurrentIndex(0)
        self.blockSignals(was_blocked)

    def _show_matter(self, code: str) -> None:
        at = self.matter.findData(code) if code else -1
        self.matter.setCurrentIndex(at)
        if at < 0:
            self.matter.setEditText(code)
        line = self.matter.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # the code is what tells where the room is narrow

    def add_reasons(self, text: str) -> None:
        """Add paragraphs under those of the exposé, as if they were typed."""
        there = self.reasons.toPlainText().strip()
        self.reasons.setPlainText("\n".join(part for part in (there, text) if part))

    def fields(self) -> ActFields:
        """Return what stands in the form."""
        rows = self.budgets.rows()
        chosen = self.signed.date()
        day = dt.date(chosen.year(), chosen.month(), chosen.day())
        return ActFields(
            number=self.number.text(),
            matter=self._matter_code(),
            signed_on=day if self.is_signed.isChecked() else None,
            reasons=self.reasons.toPlainText(),
            decisions=self.decisions.toPlainText(),
            budgets=(
                self._shown.budgets if rows == self._shown_rows else tuple(map(_budget_row, rows))
            ),
            annexes=self.annexes.toPlainText(),
        )

    def _matter_code(self) -> str:
        """Return the code of the matter: chosen in the list, or typed with or without its name."""
        return self.matter.currentText().strip().partition(" ")[0]


def _budget_row(texts: tuple[str, ...]) -> BudgetRow:
    section, expense, spent, receipt, received = texts
    return section, expense, spent, receipt, received


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made


def _matter_choice(name: str) -> QComboBox:
    """Return the choice of a matter: from the list, by typing part of its name, or its code."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_MATTER_CHARACTERS)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for code, domain, matter in matters():
        made.addItem(f"{code} {matter} ({domain})", code)
    completer = QCompleter(made.model(), made)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCompleter(completer)
    line = made.lineEdit()
    if line is not None:
        line.setPlaceholderText(made.tr("Code ou nom : voirie, subventions…"))
    return made
