"""Opening the texts of the acts, from whichever page."""

from PySide6.QtWidgets import QWidget

from desktop.ui.open_session import OpenSession


def write_acts(session: OpenSession, mark: str | None, parent: QWidget) -> None:
    """Let a person write the texts of the acts of a session; nothing before it is described.

    Args:
        session: whose acts.
        mark: of the item to begin with; None for the authority.
        parent: the page that asks.
    """
    from desktop.ui.acts.dialog import ActsDialog  # noqa: PLC0415 - the window opens without it

    if session.bench.seance is None:
        return
    dialog = ActsDialog(session, mark, parent)
    dialog.exec()
    dialog.deleteLater()
