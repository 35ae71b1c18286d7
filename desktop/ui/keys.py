"""Keys that Qt alone would not understand: in lists, and digits on French keyboards."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_WITH_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_AZERTY = (
    Qt.Key.Key_Agrave,
    Qt.Key.Key_Ampersand,
    Qt.Key.Key_Eacute,
    Qt.Key.Key_QuoteDbl,
    Qt.Key.Key_Apostrophe,
    Qt.Key.Key_ParenLeft,
    Qt.Key.Key_Minus,
    Qt.Key.Key_Egrave,
    Qt.Key.Key_Underscore,
    Qt.Key.Key_Ccedilla,
)
"""What the keys 0 to 9 of a French keyboard give without the shift key."""


def digit_keys(modifier: Qt.KeyboardModifier, digit: int) -> list[QKeySequence]:
    """Return the combinations that press a digit with a modifier, on French keyboards too."""
    keys = (Qt.Key(Qt.Key.Key_0 + digit), _AZERTY[digit])
    return [QKeySequence(QKeyCombination(modifier, key)) for key in keys]


class KeyActions(QObject):
    """Does what a key of a widget asks for, when pressed alone.

    Args:
        widget: whose keys; it owns this object.
        actions: by key.
    """

    def __init__(self, widget: QWidget, actions: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(widget)
        self._actions = actions
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys that have an action."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        action = self._actions.get(Qt.Key(event.key()))
        if action is None or event.modifiers() & _WITH_OTHERS:
            return super().eventFilter(watched, event)
        action()
        return True
