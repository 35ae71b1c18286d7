"""Accueil: the sessions opened lately, two large actions, and room to drop anything."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.session.dossier import is_session
from desktop.session.keeping.life import Stage
from desktop.session.keeping.session_archive import SUFFIX
from desktop.session.machine.recent import SessionCard, card_of
from desktop.ui.flow import FlowLayout
from desktop.ui.media_files import media_filter
from desktop.ui.theme import Theme
from desktop.ui.widgets import (
    GAP_PX,
    button,
    card,
    clear,
    column,
    label,
    row,
    scrolled,
    tab_through,
)


class HomePage(QWidget):
    """The first page.

    Signals:
        opened: a session folder was chosen.
        create_asked: a new session is wanted, with these media (maybe none).
        browse_asked: a session folder is to be looked for.
        archive_asked: the archive of a session is to be looked for.
        archive_dropped: the archive of a session was dropped.
    """

    opened = Signal(Path)
    create_asked = Signal(list)
    browse_asked = Signal()
    archive_asked = Signal()
    archive_dropped = Signal(Path)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self.setAcceptDrops(True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP_PX)
        actions = self._actions()
        promise = self.tr(
            "De l'enregistrement au projet de procès-verbal, sans que rien ne quitte cet "
            "ordinateur."
        )
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Vos séances"), "title"),
                label(promise, "quiet"),
                8,
                FlowLayout(*actions),
                8,
                self._drop_zone(),
                8,
                self._cards,
                None,
                margin=32,
            )
        )
        self._archive = actions[-1]
        self.setLayout(column(scrolled(body)))
        self.setFocusProxy(actions[0])

    def _actions(self) -> tuple[QPushButton, ...]:
        """Return what can be begun here, the most usual first."""
        create, bring = self.tr("Nouvelle séance"), self.tr("Importer un enregistrement…")
        actions = (
            button(create, lambda: self.create_asked.emit([]), role="main", key="Ctrl+N"),
            button(bring, self._ask_for_media, role="main", key="Ctrl+I"),
            button(self.tr("Ouvrir un dossier…"), self.browse_asked.emit, key="Ctrl+O"),
            button(self.tr("Ouvrir une archive…"), self.archive_asked.emit),
        )
        for large in actions:
            large.setMinimumHeight(44)
        return actions

    def _drop_zone(self) -> QFrame:
        zone = card(
            label(self.tr("Déposez ici un enregistrement"), "heading"),
            label(
                self.tr("Son ou vidéo, en un ou plusieurs fichiers : Greffier crée la séance."),
                "quiet",
            ),
        )
        zone.setObjectName("drop")
        zone.setAccessibleName(self.tr("Zone de dépôt d'un enregistrement"))
        return zone

    def show_recent(self, folders: tuple[str, ...]) -> None:
        """Show these sessions as cards; those that are gone are left out."""
        clear(self._cards)
        cards = [card_of(Path(folder)) for folder in folders]
        known = [one for one in cards if one is not None]
        if not known:
            self._cards.addWidget(
                label(self.tr("Vos séances apparaîtront ici, la plus récente en premier."), "quiet")
            )
        shown = [self._card(one) for one in known]
        for one in shown:
            self._cards.addWidget(one)
        tab_through(self._archive, shown)

    def _card(self, one: SessionCard) -> QFrame:
        title = label(one.title, "heading")
        to_check = one.has_transcript and one.life is Stage.DRAFT
        state = label(self._state(one), "check" if to_check else "quiet")
        go = button(self.tr("Ouvrir"), lambda: self.opened.emit(one.folder))
        go.setAccessibleName(self.tr("Ouvrir {title}").format(title=one.title))
        line = row()
        line.addLayout(column(title, label(one.place, "quiet"), state), 1)
        line.addWidget(go)
        return card(line)

    def _state(self, one: SessionCard) -> str:
        if not one.has_transcript:
            return self.tr("Enregistrement à transcrire")
        stands = {
            Stage.DRAFT: self.tr("Brouillon"),
            Stage.TO_APPROVE: self.tr("Procès-verbal à arrêter"),
            Stage.APPROVED: self.tr("Procès-verbal arrêté, à publier"),
            Stage.PUBLISHED: self.tr("✓ Procès-verbal publié"),
        }[one.life]
        left = one.left if one.life is Stage.DRAFT else ()
        return " · ".join((stands, *left))

    def _ask_for_media(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Choisir l'enregistrement"), "", media_filter()
        )
        if paths:
            self.create_asked.emit([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open a session folder, or create a session with files, folders and archives of one."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        sessions = [path for path in paths if path.is_dir() and is_session(path)]
        archives = [path for path in paths if path.suffix == SUFFIX]
        if archives:
            self.archive_dropped.emit(archives[0])
        elif sessions:
            self.opened.emit(sessions[0])
        elif paths:
            self.create_asked.emit(paths)
