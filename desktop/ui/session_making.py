"""A new session, from the question to its folder."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.errors import AppError
from core.files import atomic_write
from desktop.session.description.seance_update import seance_toml
from desktop.session.dossier import open_dossier
from desktop.session.imports.importing import write_history
from desktop.session.machine.collectivites import known_collectivites, last_session_of, remember
from desktop.session.machine.preferences import load_preferences, usual_wishes
from desktop.session.sources import write_sources
from desktop.ui.messages_box import show_error
from desktop.ui.new_session import NewSession, NewSessionDialog


def ask_for_session(media: list[Path], parent: QWidget) -> NewSession | None:
    """Return the session that a person describes and whose folder was made; None without one.

    Args:
        media: its recording, as far as it is known.
        parent: of the questions.
    """
    dialog = NewSessionDialog(media, known_collectivites(), usual_wishes(), parent)
    accepted = dialog.exec() == NewSessionDialog.DialogCode.Accepted
    new = dialog.answer() if accepted else None
    dialog.deleteLater()
    if new is None:
        return None
    try:
        make_session(new)
    except AppError as error:
        show_error(error, parent)
        return None
    return new


def make_session(new: NewSession) -> None:
    """Make the folder of a session, and keep its collectivité for the next one.

    Raises:
        DiskFull, FolderNotWritable, DossierLocked: when the folder cannot be made.
    """
    last = last_session_of(new.seance, load_preferences().recent)
    with open_dossier(new.folder) as dossier:
        atomic_write(dossier.seance, seance_toml(new.seance).encode())
        write_history(dossier.root, new.changes, new.seance.date, last)
        write_sources(dossier, new.media)
    remember(new.seance)
