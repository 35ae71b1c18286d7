"""Touches et pédale: which keys do what; a foot pedal sends keys like a keyboard."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QWidget

from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.ui.shortcuts import USUAL, Action, action_names, keys_of
from desktop.ui.widgets import button, column, label, row, scrolled

_COLUMNS = 2
"""Keys that an action can have: one of the keyboard, one of the pedal."""


class KeysPanel(QWidget):
    """Two keys for each action, changed by pressing them.

    Signals:
        changed: other keys were chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[Action, list[QKeySequenceEdit]] = {}
        self._clash = label("", "check")
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        for at, text in enumerate((self.tr("Touche"), self.tr("Autre touche ou pédale"))):
            grid.addWidget(label(text, "quiet", wrap=False), 0, at + 1)
        for line, (action, name) in enumerate(action_names().items(), start=1):
            grid.addWidget(label(name), line, 0)
            self.fields[action] = [self._field(action, name, at) for at in range(_COLUMNS)]
            for at, field in enumerate(self.fields[action]):
                grid.addWidget(field, line, at + 1)
        body = QWidget()
        body.setLayout(column(grid, None, margin=16))
        explained = label(
            self.tr(
                "Cliquez dans une case et appuyez sur la touche, ou sur la pédale : la plupart des "
                "pédales envoient une touche comme un clavier."
            ),
            "quiet",
        )
        usual = button(self.tr("Rétablir les touches habituelles"), self.restore)
        self.setLayout(column(explained, scrolled(body), self._clash, row(usual, None), margin=16))
        self._show()

    def _field(self, action: Action, name: str, at: int) -> QKeySequenceEdit:
        field = QKeySequenceEdit()
        field.setMaximumSequenceLength(1)
        field.setClearButtonEnabled(True)
        field.setAccessibleName(self.tr("{name}, touche {n}").format(name=name, n=at + 1))
        field.editingFinished.connect(partial(self._keep, action))
        return field

    def _show(self) -> None:
        for action, fields in self.fields.items():
            keys = keys_of(action)
            for at, field in enumerate(fields):
                field.setKeySequence(keys[at] if at < len(keys) else QKeySequence())

    def _keep(self, action: Action) -> None:
        chosen = [field.keySequence() for field in self.fields[action]]
        text = QKeySequence.listToString([keys for keys in chosen if not keys.isEmpty()])
        known = load_preferences().keys
        if text == known.get(action.value, USUAL[action]):
            return
        change_preferences(keys={**known, action.value: text})
        self._show_clash(action)
        self.changed.emit()

    def _show_clash(self, action: Action) -> None:
        """Say which other action has one of these keys already."""
        mine = {keys.toString() for keys in keys_of(action)}
        names = action_names()
        others = [
            names[other]
            for other in Action
            if other is not action and mine & {keys.toString() for keys in keys_of(other)}
        ]
        text = self.tr("⚠ Cette touche sert déjà à : {names}.").format(names=", ".join(others))
        self._clash.setText(text if others else "")

    def restore(self) -> None:
        """Take the usual keys again."""
        change_preferences(keys={})
        self._clash.setText("")
        self._show()
        self.changed.emit()
