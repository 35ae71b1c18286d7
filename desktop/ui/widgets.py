"""Small parts that every page is built from: labels, buttons, cards, all with accessible names."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

GAP_PX = 8
_WIDEST_PANEL_PX = 400

_SIGNS = "▶◄►← "
"""Drawn on buttons, and not to be read aloud."""

Part = QWidget | QLayout | int | None
"""What a row or a column holds: a widget, a layout, a gap in pixels, or the room left."""


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a text; `role` is one of the style sheet's (title, heading, quiet, check...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ShortenedLabel(QLabel):
    """A text on one line that ends in "…" where the room is too narrow; whole in its tooltip."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(
    text: str, on_click: Callable[[], object], role: str = "", key: str = "", tip: str = ""
) -> QPushButton:
    """Return a button; `key` is its shortcut, shown in its tooltip."""
    made = QPushButton(text)
    made.setAccessibleName(text.strip(_SIGNS))
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if key:
        made.setShortcut(QKeySequence(key))
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(" · ".join(part for part in (tip or text, shown) if part))
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def row(*parts: Part, margin: int = 0) -> QHBoxLayout:
    """Return parts side by side; a number is a gap in pixels, None takes the room left."""
    layout = QHBoxLayout()
    _fill(layout, parts, margin)
    return layout


def column(*parts: Part, margin: int = 0) -> QVBoxLayout:
    """Return parts one under another; a number is a gap in pixels, None takes the room left."""
    layout = QVBoxLayout()
    _fill(layout, parts, margin)
    return layout


def _fill(layout: QBoxLayout, parts: Iterable[Part], margin: int) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(GAP_PX)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def card(*parts: Part, name: str = "card") -> QFrame:
    """Return parts one under another in a frame."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(column(*parts, margin=2 * GAP_PX))
    return frame


class ShortList(QListWidget):
    """A list that takes the room that is left and asks for a few lines only.

    Its own wish (192 pixels) would make a page scroll that fits.
    """

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that is needed."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class ShortText(QPlainTextEdit):
    """A text to read that takes the room that is left, as `ShortList`."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that is needed."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class _Scrolled(QScrollArea):
    """What scrolls up and down only: it is never narrower than what is in it."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width that shows all, beside the bar."""
        body = self.widget()
        width = body.minimumSizeHint().width() if body is not None else 0
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(width + bar, super().minimumSizeHint().height())


def scrolled(body: QWidget, *, on_panel: bool = False, name: str = "") -> QScrollArea:
    """Return a page, or a part of a side panel, that scrolls when it is taller than its room.

    Args:
        body: what scrolls.
        on_panel: whether it stands on a side panel.
        name: what it holds, where text is to be reached by the keyboard; Tab passes over it else.
    """
    body.setObjectName("panelBody" if on_panel else "pageBody")
    area = _Scrolled() if on_panel else QScrollArea()
    area.setObjectName("panelArea" if on_panel else "page")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    area.setAccessibleName(name)
    if not name:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def panel_width(widget: QWidget, characters: int) -> int:
    """Return the width in pixels of a side panel: large text wraps there rather than push."""
    return min(widget.fontMetrics().averageCharWidth() * characters, _WIDEST_PANEL_PX)


def with_panel(main: QLayout, panel: QWidget, characters: int) -> QHBoxLayout:
    """Return a part of a page with its side panel, which gives way where the window is narrow."""
    panel.setMaximumWidth(panel_width(panel, characters))
    both = row()
    both.setSpacing(0)
    both.addLayout(main, 3)
    both.addWidget(panel, 2)
    return both


def answer_buttons(
    dialog: QDialog, go: str, accept: Callable[[], None] | None = None
) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the buttons that end a dialog, and the one of them that says yes.

    Args:
        dialog: is rejected by the other one.
        go: the words on the button that says yes.
        accept: what that button does; None to accept the dialog.
    """
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
    yes = buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    yes.setProperty("role", "main")
    buttons.accepted.connect(accept or dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, yes


def tab_through(before: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go from a widget through parts of its page that were added after it was shown.

    Qt puts what is added late at the end of the window.
    """
    for widget in (one for part in parts for one in part.findChildren(QWidget)):
        is_here = widget.window() is before.window()  # not the list that a choice drops down
        if is_here and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, widget)
            before = widget


def focus_rebuilt(widget: QWidget) -> None:
    """Put the keyboard on a widget that a layout was just given.

    What a layout was just given is still hidden, and takes no focus.
    """
    frame = widget.parentWidget()
    if frame is not None:
        frame.show()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            # A layout shows what was added to it a moment later: not hidden by name, what is
            # taken away before that would be shown without a parent, as a window of its own.
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
