"""Faits: what was found in the recording, to hear, accept, correct or refuse, by keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.session.corrections.decisions import value_of
from desktop.session.corrections.edits import DecideFact
from desktop.session.corrections.fact_list import (
    FactForm,
    FactGroup,
    FactLine,
    acceptance,
    arithmetic,
    fact_groups,
    quoted,
)
from desktop.session.corrections.vote_facts import APART
from desktop.ui.flow import FlowLayout
from desktop.ui.keys import KeyActions
from desktop.ui.movement_dialog import MovementDialog
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.people import percent
from desktop.ui.shortcuts import Action, action_button
from desktop.ui.theme import Theme
from desktop.ui.vote_menu import HAS_DIALOG, VoteMenu, ask_for_value, ask_for_vote, vote_key
from desktop.ui.widgets import button, clear, column, label, scrolled, with_panel
from desktop.ui.wrapped_items import WrappedCells
from pv_builder.conformity.concerns import Concern, concerns
from pv_builder.evidence import Alert, FactKey, Status, blocking
from pv_builder.language.typography import counted, typeset
from pv_builder.law.majority import count_votes
from pv_builder.meeting import ItemMark
from pv_builder.minutes import Minutes

_PANEL_CHARACTERS = 48
_INDENT_PX = 14
_NAME_SHARE = 0.5
_LEAST_CHARACTERS = 50
"""Width that the names and values of facts need beside states in words."""

_MODE = QHeaderView.ResizeMode
_LINE = Qt.ItemDataRole.UserRole


class FactsPage(Page):
    """The checklist of the facts, and beside it the reasons and actions for the one chosen.

    Signals:
        counted: how many facts are left to check.
        items_found: second and number of each agenda item that has its place.
    """

    counted = Signal(int)
    items_found = Signal(list)

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._minutes: Minutes | None = None
        self._chosen: FactKey | None = None
        self._left = label("", "heading", wrap=False)
        self.vote = QPushButton(self.tr("Ajouter un vote au point"))
        self.vote.setToolTip(self.tr("Choisissez d'abord un point dans la liste"))
        self.vote.setMenu(VoteMenu(self.add_vote, self.vote))
        self.tree = QTreeWidget()
        KeyActions(
            self.tree,
            {
                Qt.Key.Key_Return: self.accept,
                Qt.Key.Key_Enter: self.accept,
                Qt.Key.Key_C: self.correct,
                Qt.Key.Key_Delete: self.refuse,
            },
        )
        self.tree.setAccessibleName(self.tr("Faits de la séance"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([self.tr("Fait"), self.tr("Valeur"), self.tr("État")])
        self.tree.setIndentation(_INDENT_PX)
        WrappedCells(self.tree, range(2))
        header = self.tree.header()
        header.setStretchLastSection(False)
        for at, mode in enumerate((_MODE.Fixed, _MODE.Stretch, _MODE.ResizeToContents)):
            header.setSectionResizeMode(at, mode)
        self._states = _States(self.tree)
        self.tree.setItemDelegateForColumn(2, self._states)
        header.geometriesChanged.connect(self._share_width)
        self.tree.currentItemChanged.connect(self._show_reasons)
        self._reasons = QVBoxLayout()
        self.main = self.tree
        self.setLayout(self._build())

    def _build(self) -> QVBoxLayout:
        panel = QFrame()
        panel.setObjectName("panel")
        actions = FlowLayout(
            button(self.tr("Accepter"), self.accept, role="main", tip=self.tr("Entrée")),
            button(self.tr("Corriger"), self.correct, tip=self.tr("Touche C")),
            button(self.tr("Refuser"), self.refuse, tip=self.tr("Touche Suppr")),
        )
        hear = action_button(self.tr("▶ Écouter"), self.hear, Action.LISTEN)
        read = button(self.tr("Voir le texte"), self._read)
        reasons = QWidget()
        reasons.setLayout(column(self._reasons, None))
        shown = scrolled(reasons, on_panel=True, name=self.tr("Raisons et alertes"))
        panel.setLayout(column(shown, FlowLayout(hear, read), actions, margin=16))
        head = QFrame()
        head.setObjectName("head")
        explained = label(
            self.tr(
                "Chaque fait trouvé dans l'enregistrement attend votre accord : "
                "Entrée accepte, sur un titre elle accepte tout le groupe."
            ),
            "quiet",
        )
        add = button(self.tr("Ajouter une arrivée ou un départ…"), self.add_movement)
        head.setLayout(column(FlowLayout(self._left, add, self.vote), explained, margin=12))
        body = with_panel(column(self.tree, margin=12), panel, _PANEL_CHARACTERS)
        whole = column(head, body)
        whole.setSpacing(0)
        return whole

    # what is shown

    def _share_width(self) -> None:
        """Leave the room to names: where there is little, a state is its sign alone."""
        width = self.tree.viewport().width()
        self._states.short = width < self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        self.tree.header().resizeSection(0, round(width * _NAME_SHARE))

    def refresh(self) -> None:
        """Show the facts as they stand, keeping the chosen one."""
        self._minutes = self.session.minutes()
        groups = fact_groups(self._minutes) if self._minutes else ()
        left = sum(group.left for group in groups)
        if self._minutes is not None:
            self.counted.emit(left)
        items = self._minutes.meeting.items if self._minutes else ()
        starts = [(item.start_s, str(item.mark)) for item in items if item.start_s is not None]
        self.items_found.emit(starts)
        if self._minutes is None and self.session.is_reading:
            self._left.setText(self.tr("Lecture des faits en cours…"))
            self.tree.clear()
            return
        self._left.setText(
            self.tr("Tous les faits sont vérifiés")
            if groups and not left
            else self.tr("{facts} à vérifier").format(facts=counted(left, self.tr("fait")))
        )
        self.tree.blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self.tree.clear()
        for group in groups:
            self._add_group(group)
        self.tree.blockSignals(False)  # noqa: FBT003 - Qt takes a position
        self._choose_again()

    def _add_group(self, group: FactGroup) -> None:
        left = (
            self.tr("{n} à vérifier").format(n=group.left) if group.left else self.tr("✓ vérifié")
        )
        top = QTreeWidgetItem([group.title, "", left])
        top.setData(0, _LINE, group)
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setForeground(2, QColor(self.theme.check if group.left else self.theme.good))
        top.setToolTip(0, group.title)
        if group.item is not None and blocking(self._alerts_of(group.item)):
            top.setText(1, self.tr("✕ contradiction"))
            top.setForeground(1, QColor(self.theme.block))
        self.tree.addTopLevelItem(top)
        for line in group.lines:
            top.addChild(self._row(line))
        top.setExpanded(True)

    def _row(self, line: FactLine) -> QTreeWidgetItem:
        states = {
            None: (self.tr("? non trouvé"), self.theme.check),
            Status.PROPOSED: (self.tr("… à vérifier"), self.theme.check),
            Status.CONFIRMED: (self.tr("✓ confirmé"), self.theme.good),
            Status.REJECTED: (self.tr("✕ refusé"), self.theme.quiet),
        }
        text, colour = states[line.status]
        item = QTreeWidgetItem([line.name, line.value, text])
        item.setData(0, _LINE, line)
        item.setForeground(2, QColor(colour))
        for place, shown in enumerate((line.name, line.value, text)):
            item.setToolTip(place, shown)
        return item

    def _choose_again(self) -> None:
        """Put the choice back on the same fact, or on the first one to check."""
        first: QTreeWidgetItem | None = None
        for item in self._items():
            line = item.data(0, _LINE)
            if isinstance(line, FactLine):
                if line.key == self._chosen:
                    self.tree.setCurrentItem(item)
                    return
                if first is None and line.status is not Status.CONFIRMED:
                    first = item
        chosen = first or self.tree.topLevelItem(0)
        if chosen is not None:
            self.tree.setCurrentItem(chosen)
        self._show_reasons()

    def _items(self) -> list[QTreeWidgetItem]:
        items: list[QTreeWidgetItem] = []
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            if top is not None:
                children = (top.child(n) for n in range(top.childCount()))
                items += [top, *(child for child in children if child is not None)]
        return items

    def chosen(self) -> FactLine | FactGroup | None:
        """Return the fact or the group that is chosen."""
        item = self.tree.currentItem()
        found = item.data(0, _LINE) if item is not None else None
        return found if isinstance(found, FactLine | FactGroup) else None

    # reasons

    def _show_reasons(self) -> None:
        clear(self._reasons)
        chosen = self.chosen()
        if chosen is None or self._minutes is None:
            return
        if isinstance(chosen, FactLine):
            self._chosen = chosen.key
            self._explain_fact(chosen)
        else:
            self._reasons.addWidget(label(chosen.title, "heading"))
        item = self._item_of(chosen)
        self.vote.setEnabled(item is not None)
        if item is not None:
            self._explain_vote(item)
        for concern in concerns(self._alerts_of(item)):
            self._reasons.addWidget(self._concern(concern))

    def _explain_fact(self, line: FactLine) -> None:
        self._reasons.addWidget(label(line.name, "quiet"))
        self._reasons.addWidget(label(line.value, "heading"))
        evidence = line.evidence
        if evidence is None:
            self._reasons.addWidget(
                label(self.tr("Rien dans l'enregistrement ne le dit. « Corriger » le renseigne."))
            )
            return
        heard = quoted(self.session.state.transcript, evidence.excerpts)
        if heard:
            self._reasons.addWidget(label(self.tr("Entendu : « {words} »").format(words=heard)))
        if evidence.status is Status.PROPOSED and evidence.score is not None:
            sure = self.tr("Proposé, sûr à {n} %").format(n=percent(evidence.score))
            self._reasons.addWidget(label(sure, "check"))

    def _explain_vote(self, mark: ItemMark) -> None:
        meeting = self._minutes.meeting if self._minutes else None
        items = [item for item in meeting.items if item.mark == mark] if meeting else []
        if meeting is None or not items or items[0].ballot is None:
            return
        count = count_votes(meeting, items[0])
        if count is None:
            self._reasons.addWidget(
                label(self.tr("Le compte des voix ne peut pas être fait."), "block")
            )
        else:
            self._reasons.addWidget(label(arithmetic(count)))
            if count.outcome is not None:
                self._reasons.addWidget(label(str(count.outcome), "heading"))

    def _concern(self, concern: Concern) -> QLabel:
        sign = self.tr("✕ Bloquant : ") if concern.is_blocking else self.tr("⚠ ")
        return label(f"{sign}{typeset(concern.text)}", "block" if concern.is_blocking else "check")

    def _alerts_of(self, item: ItemMark | None) -> list[Alert]:
        alerts = self._minutes.alerts if self._minutes else ()
        return [alert for alert in alerts if alert.item == item]

    @staticmethod
    def _item_of(chosen: FactLine | FactGroup) -> ItemMark | None:
        if isinstance(chosen, FactGroup):
            return chosen.item
        family, _, rest = chosen.key.partition("/")
        mark = rest.rpartition("/")[0]
        if family not in {"item", *APART}:
            return None
        return int(mark) if mark.isdecimal() else mark

    # actions

    def accept(self) -> None:
        """Accept the chosen fact, or all of the chosen group; go to the next to check."""
        chosen = self.chosen()
        if isinstance(chosen, FactGroup):
            edit = acceptance(chosen)
            if edit is not None:
                self.session.do(edit)
        elif chosen is not None and chosen.evidence is not None:
            self._go_past(chosen)
            self.session.do(DecideFact(fact=chosen.key, status=Status.CONFIRMED))

    def refuse(self) -> None:
        """Refuse the chosen fact: it becomes unknown."""
        chosen = self.chosen()
        if isinstance(chosen, FactLine) and chosen.evidence is not None:
            self._go_past(chosen)
            self.session.do(DecideFact(fact=chosen.key, status=Status.REJECTED))

    def _go_past(self, line: FactLine) -> None:
        """Choose the next fact to check, to be shown after this one is decided."""
        keys = [
            other.key
            for item in self._items()
            if isinstance(other := item.data(0, _LINE), FactLine)
            and (other.key == line.key or other.status in {None, Status.PROPOSED})
        ]
        after = keys[keys.index(line.key) + 1 :]
        self._chosen = after[0] if after else line.key

    def correct(self) -> None:
        """Ask for the right value of the chosen fact."""
        chosen = self.chosen()
        if not isinstance(chosen, FactLine) or self._minutes is None:
            return
        if chosen.form is FactForm.MOVEMENT:
            self._ask_for_movement(chosen.key)
        elif chosen.form in HAS_DIALOG:
            self._ask_for_vote(chosen.form, chosen.key)
        else:
            self._do(ask_for_value(self._minutes.meeting, chosen, self))

    def _do(self, edit: DecideFact | None) -> None:
        if edit is not None:
            self._chosen = edit.fact
            self.session.do(edit)

    def add_movement(self) -> None:
        """Ask for an arrival or a departure that nobody heard."""
        self._ask_for_movement(None)

    def _ask_for_movement(self, key: FactKey | None) -> None:
        if self._minutes is None or not self.session.has_transcript:
            return
        meeting = self._minutes.meeting
        value = value_of(meeting, key) if key is not None else None
        dialog = MovementDialog(meeting, key, value, self)
        if dialog.exec() == MovementDialog.DialogCode.Accepted:
            self.session.do(dialog.answer())
        dialog.deleteLater()

    def add_vote(self, form: FactForm) -> None:
        """Ask for a vote that nobody heard, on the item of the chosen fact."""
        mark = self._item_of(chosen) if (chosen := self.chosen()) else None
        for item in self._minutes.meeting.items if self._minutes else ():
            if item.mark == mark:
                self._ask_for_vote(form, vote_key(item, form))

    def _ask_for_vote(self, form: FactForm, key: FactKey) -> None:
        if self._minutes is not None and self.session.has_transcript:
            self._do(ask_for_vote(self._minutes.meeting, form, key, self))

    def hear(self) -> None:
        """Play where the chosen fact was heard."""
        chosen = self.chosen()
        if isinstance(chosen, FactLine) and chosen.evidence and chosen.evidence.excerpts:
            excerpts = chosen.evidence.excerpts
            self.listen.emit(max(0.0, excerpts[0].start - 1.0), excerpts[-1].end + 1.0)

    def _read(self) -> None:
        chosen = self.chosen()
        if isinstance(chosen, FactLine) and chosen.evidence and chosen.evidence.excerpts:
            self.go_to.emit(chosen.evidence.excerpts[0].start)


class _States(QStyledItemDelegate):
    """Shows how far a fact is checked, in words or as their sign or number alone."""

    short = False

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say what is shown of a state; its tooltip has it in words."""
        super().initStyleOption(option, index)
        if self.short and option.text:
            option.text = option.text.split()[0]
