"""The marks of the live board: a button and a key for each thing that happens in the session."""

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QInputDialog,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QWidget,
)

from asr.recording.journal import MarkKind
from desktop.session.recording.board_state import BoardState, next_item
from desktop.ui.flow import FlowLayout
from desktop.ui.speaker_choice import SpeakerDialog
from desktop.ui.widgets import ShortList, button, card, column, label
from pv_builder.meeting import MemberName
from pv_builder.seance import AgendaEntry

_MARK = Qt.ItemDataRole.UserRole


class MarkPanel(QFrame):
    """Buttons, keys and the agenda.

    Args:
        agenda: of the session.
        members: names of the roll.

    Signals:
        mark_asked: kind, text, and how many seconds ago the key was pressed.
        pause_asked: keep nothing more: the closed session is not to be recorded.
        resume_asked: go on recording.
    """

    mark_asked = Signal(object, str, float)
    pause_asked = Signal()
    resume_asked = Signal()

    def __init__(
        self,
        agenda: Sequence[AgendaEntry],
        members: Sequence[MemberName],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._agenda = tuple(agenda)
        self._members = tuple(members)
        self._state = BoardState()
        self._is_paused_for_doors = False
        self._shortcuts: list[QShortcut] = []
        self.next = self._key(self.tr("Point suivant"), "N", self.mark_next)
        self.vote = self._key(self.tr("Vote"), "V", self.mark_vote)
        self.floor = self._key(self.tr("Parole à…"), "P", partial(self._name, MarkKind.FLOOR))
        self.arrival = self._key(self.tr("Arrivée…"), "A", partial(self._name, MarkKind.ARRIVAL))
        self.departure = self._key(self.tr("Départ…"), "D", partial(self._name, MarkKind.DEPARTURE))
        self.suspension = self._key(self.tr("Suspension"), "S", self.mark_suspension)
        self.doors = self._key(self.tr("Huis clos…"), "H", self.mark_doors)
        self.free = self._key(self.tr("Repère…"), "M", self.mark_free)
        self.next.setProperty("role", "main")
        self.items = self._items()
        self.setLayout(
            column(
                FlowLayout(
                    self.next,
                    self.vote,
                    self.floor,
                    self.arrival,
                    self.departure,
                    self.suspension,
                    self.doors,
                    self.free,
                ),
                self._agenda_card(),
            )
        )
        self.listen_to_keys(on=False)

    def _items(self) -> ShortList:
        """Return the agenda, of which one item is open."""
        items = ShortList(5)
        items.setAccessibleName(self.tr("Ordre du jour : le point ouvert"))
        items.setWordWrap(True)
        items.setSpacing(4)
        items.itemActivated.connect(self._on_item)
        for entry in self._agenda:
            item = QListWidgetItem(f"{entry.mark}. {entry.title}")
            item.setData(_MARK, str(entry.mark))
            items.addItem(item)
        return items

    def _agenda_card(self) -> QWidget:
        if not self._agenda:
            return label(
                self.tr("Sans ordre du jour, « Point suivant » compte les points à la suite."),
                "quiet",
            )
        hint = label(self.tr("Double-clic ou Entrée : ouvrir un autre point."), "quiet")
        return card(label(self.tr("Ordre du jour"), "heading"), self.items, hint)

    def _key(self, text: str, key: str, action: Callable[[], object]) -> QPushButton:
        made = button(f"{text}  {key}", action, tip=text)
        made.setAccessibleName(f"{text}, {key}")
        made.setProperty("tall", "yes")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action)
        self._shortcuts.append(shortcut)
        return made

    def listen_to_keys(self, *, on: bool) -> None:
        """Take the keys, or leave them to the fields of other pages."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def show_state(self, state: BoardState) -> None:
        """Show where the session stands."""
        self._state = state
        following = next_item(self._agenda, state)
        text = self.tr("Point suivant")
        if following is not None:
            text = self.tr("Point {mark}").format(mark=following.mark)
        self.next.setText(f"{text}  N")
        self.suspension.setText(
            self.tr("Reprise  S") if state.is_suspended else self.tr("Suspension  S")
        )
        self.doors.setText(
            self.tr("Fin du huis clos  H") if state.is_closed else self.tr("Huis clos…  H")
        )
        for at in range(self.items.count()):
            item = self.items.item(at)
            entry = self._agenda[at]
            is_open = item.data(_MARK) == state.item
            sign = "▶ " if is_open else ""
            item.setText(f"{sign}{entry.mark}. {entry.title}")
            font = item.font()
            font.setBold(is_open)
            item.setFont(font)
            if is_open:
                self.items.scrollToItem(item)

    # the marks

    def mark_next(self) -> None:
        """Open the item that follows."""
        following = next_item(self._agenda, self._state)
        if following is not None:
            self._ask(MarkKind.NEXT_ITEM, str(following.mark))
        elif not self._agenda:
            last = int(self._state.item) if self._state.item.isdecimal() else 0
            self._ask(MarkKind.NEXT_ITEM, str(last + 1))

    def _on_item(self, item: QListWidgetItem) -> None:
        self._ask(MarkKind.NEXT_ITEM, item.data(_MARK))

    def mark_vote(self) -> None:
        """Mark that the open item is put to the vote."""
        self._ask(MarkKind.VOTE, self._state.item)

    def mark_suspension(self) -> None:
        """Mark that the session is suspended, or goes on."""
        self._ask(MarkKind.RESUMPTION if self._state.is_suspended else MarkKind.SUSPENSION)

    def mark_doors(self) -> None:
        """Mark the beginning or the end of a closed session; ask whether to record it."""
        if self._state.is_closed:
            if self._is_paused_for_doors:
                self._is_paused_for_doors = False
                self.resume_asked.emit()
            self._ask(MarkKind.PUBLIC_AGAIN)
            return
        pressed_s = time.monotonic()
        keeps = self._keeps_recording()
        if keeps is None:
            return
        self._ask(MarkKind.CLOSED_SESSION, pressed_s=pressed_s)
        if not keeps:
            self._is_paused_for_doors = True
            self.pause_asked.emit()

    def _keeps_recording(self) -> bool | None:
        """Ask whether the closed session is recorded; None when it was a mistake."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Huis clos"))
        box.setText(self.tr("Enregistrer pendant le huis clos ?"))
        box.setInformativeText(
            self.tr(
                "Ce qui s'y dit n'ira ni dans le procès-verbal ni dans aucun document, même si "
                "l'enregistrement continue."
            )
        )
        stop = box.addButton(
            self.tr("Suspendre l'enregistrement"), QMessageBox.ButtonRole.AcceptRole
        )
        go_on = box.addButton(self.tr("Continuer à enregistrer"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stop)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return {stop: False, go_on: True}.get(clicked)  # type: ignore[call-overload, no-any-return]

    def _name(self, kind: MarkKind) -> None:
        """Mark what a member does, once the name is chosen."""
        questions = {
            MarkKind.ARRIVAL: (self.tr("Arrivée"), self.tr("Qui arrive ?")),
            MarkKind.DEPARTURE: (self.tr("Départ"), self.tr("Qui part ?")),
            MarkKind.FLOOR: (self.tr("Parole"), self.tr("Qui prend la parole ?")),
        }
        title, question = questions[kind]
        pressed_s = time.monotonic()
        dialog = SpeakerDialog(self._members, self, title=title, question=question)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name, typed = dialog.chosen(), dialog.field.text().strip()
        dialog.deleteLater()
        if accepted and name is not None:
            self._ask(kind, name, pressed_s)
        elif accepted and typed:  # nobody of the roll: the moment is kept all the same
            self._ask(MarkKind.FREE, f"{title}, {typed}", pressed_s)

    def mark_free(self) -> None:
        """Mark this moment, with a few words if wanted."""
        pressed_s = time.monotonic()
        text, given = QInputDialog.getText(
            self, self.tr("Repère"), self.tr("Que faut-il retrouver ? (peut rester vide)")
        )
        if given:
            self._ask(MarkKind.FREE, text.strip(), pressed_s)

    def _ask(self, kind: MarkKind, text: str = "", pressed_s: float | None = None) -> None:
        ago_s = 0.0 if pressed_s is None else time.monotonic() - pressed_s
        self.mark_asked.emit(kind, text, ago_s)
