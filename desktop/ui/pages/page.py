"""What every page of a session is: a widget that shows the session and follows its changes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.open_session import OpenSession
from desktop.ui.theme import Theme


class Page(QWidget):
    """A page of the open session.

    Args:
        session: what it shows.
        theme: colours.

    Attributes:
        main: the part where the keyboard is put when the page is opened. It is no focus proxy:
            Tab would pass over what stands before it on the page (Qt 6.11).

    Signals:
        listen: play from this second, to this one or on (None).
        go_to: show the transcript at this second.
    """

    listen = Signal(float, object)
    go_to = Signal(float)

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self.theme = theme
        self.main: QWidget = self
        self._stale = True
        session.corrected.connect(self.outdate)
        session.read.connect(self.outdate)

    def refresh(self) -> None:
        """Show the session as it stands."""

    def enter(self) -> None:
        """Put the keyboard on the part that the page is opened for."""
        self.main.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Write what was typed here and not written yet."""

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Refresh what changed while another page was shown."""
        if self._stale:
            self._stale = False
            self.refresh()
        super().showEvent(event)  # type: ignore[arg-type]

    def outdate(self) -> None:
        """Refresh now if the page is shown, else when it is."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
