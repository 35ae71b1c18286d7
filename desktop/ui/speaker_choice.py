"""Choosing who speaks: the list beside the transcript, and by typing a name."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from core.folding import fold
from desktop.session.corrections.parting import knows_voices
from desktop.ui.open_session import OpenSession
from desktop.ui.people import initials, most_frequent
from desktop.ui.theme import Theme
from desktop.ui.widgets import answer_buttons, column, label, panel_width
from desktop.ui.wrapped_items import WrappedItems
from pv_builder.meeting import MemberName

_PANEL_CHARACTERS = 42
_WIDEST_PX = 365
"""Large text takes the room of the transcript, not of this list."""
_KEYS = 9


class Reach(StrEnum):
    """Which turns a choice of speaker is for."""

    CHOSEN = "chosen"
    VOICE = "voice"
    ALIKE = "alike"


class SpeakerPanel(QFrame):
    """The members that speak, most frequent first, with their keys.

    Signals:
        chosen: a member, and for which turns (`Reach`).
    """

    chosen = Signal(str, object)

    def __init__(self, session: OpenSession, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(min(panel_width(self, _PANEL_CHARACTERS), _WIDEST_PX))
        self._session = session
        self._theme = theme
        self.names: tuple[MemberName, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Donner ce tour à"))
        self._list.setIconSize(QSize(24, 24))
        WrappedItems(self._list)
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.itemClicked.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_chosen)
        self.reach = QComboBox()
        self.reach.setAccessibleName(self.tr("Tours à donner"))
        self.reach.addItem(self.tr("Les tours choisis"), Reach.CHOSEN)
        self.reach.addItem(self.tr("Toute cette voix"), Reach.VOICE)
        if session.has_transcript and knows_voices(session.bench.dossier):
            self.reach.addItem(self.tr("Tous ceux qui ressemblent…"), Reach.ALIKE)
        self.setLayout(
            column(
                label(self.tr("Donner ce tour à"), "heading"),
                self.reach,
                label(self.tr("Un clic, ou Alt et le chiffre."), "quiet"),
                self._list,
                label(self.tr("Alt+0 : choisir en tapant un nom"), "quiet"),
                margin=12,
            )
        )

    def refresh(self) -> None:
        """Show the members of the session; the list keeps its order while it is open."""
        frequent = most_frequent(self._session.state)
        others = [name for name in self._session.people.members if name not in frequent]
        names = (*frequent, *others)
        if set(names) == set(self.names):
            return
        self.names = names
        self._list.clear()
        for rank, name in enumerate(names):
            key = f"{rank + 1}   " if rank < _KEYS else "     "
            item = QListWidgetItem(_badge(name, self._colour(name), self._theme), f"{key}{name}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(name)
            self._list.addItem(item)

    def _colour(self, name: MemberName) -> str:
        members = self._session.people.members
        rank = members.index(name) if name in members else 0
        return self._theme.speakers[rank % len(self._theme.speakers)]

    def _on_chosen(self, item: QListWidgetItem) -> None:
        reach = self.reach.currentData()
        self.reach.setCurrentIndex(0)  # many turns are given on purpose, each time
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), reach)


def _badge(name: str, colour: str, theme: Theme) -> QIcon:
    """Return a disc with the initials of a speaker."""
    size = 48  # drawn at twice the size that is shown, for fine screens
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(0, 0, size, size)
    painter.setPen(QColor(theme.paper))
    font = painter.font()
    font.setPixelSize(20)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # Qt would fade it
    return icon


def ask_for_speaker(session: OpenSession, parent: QWidget) -> MemberName | None:
    """Return the member that a person chooses by typing part of a name; None if none."""
    dialog = SpeakerDialog(session.people.members, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.chosen()
    dialog.deleteLater()
    return chosen if accepted else None


class SpeakerDialog(QDialog):
    """Choose a member by the first letters of any part of the name.

    Args:
        members: of the roll.
        parent: of the dialog.
        title: of the dialog; "Qui parle ?" by default.
        question: above the field.
    """

    def __init__(
        self,
        members: tuple[MemberName, ...],
        parent: QWidget | None = None,
        title: str = "",
        question: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or self.tr("Qui parle ?"))
        self._members = members
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Nom de l'intervenant"))
        self.field.setPlaceholderText(self.tr("Tapez quelques lettres du nom"))
        completer = QCompleter(list(members), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        buttons, _go = answer_buttons(self, self.tr("OK"))
        self.setLayout(
            column(
                label(question or self.tr("Qui parle dans ce tour ?")),
                self.field,
                buttons,
                margin=16,
            )
        )
        self.setMinimumWidth(380)

    def chosen(self) -> MemberName | None:
        """Return the first member whose name holds what was typed, accents ignored."""
        typed = fold(self.field.text())
        found = [name for name in self._members if typed and typed in fold(name)]
        return found[0] if found else None
