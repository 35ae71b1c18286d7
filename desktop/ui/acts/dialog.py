"""What the authority writes for its acts: of itself, then item by item; kept as it is typed."""

from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.session.description.acts import act_of, given_to, with_act, without_text
from desktop.session.description.tables import seance_faults
from desktop.ui.acts.authority_form import AuthorityForm
from desktop.ui.acts.form import ActForm
from desktop.ui.acts.homeless_panel import HomelessPanel
from desktop.ui.open_session import OpenSession
from desktop.ui.widgets import column, label, row, set_role
from desktop.ui.wrapped_items import WrappedItems
from pv_builder.act_texts import ActText, ActTexts
from pv_builder.documents.export_scdl import session_number
from pv_builder.meeting import Item
from pv_builder.seance import Seance, meeting_as_stated

_PAUSE_MS = 700
"""A pause in typing after which the text is written to the disk, as of the minutes."""

_WIDE_CHARACTERS, _HIGH_LINES = 130, 44
_OF_SCREEN = 0.95
_ENTRY = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1


class _Entry(Enum):
    """What a line of the list stands for."""

    AUTHORITY = auto()
    ITEM = auto()
    HOMELESS = auto()


class ActsDialog(QDialog):
    """The texts of the acts of a session.

    Args:
        session: described already.
        mark: of the item to begin with; None for the authority.
    """

    def __init__(
        self, session: OpenSession, mark: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Textes des actes"))
        letters, room = self.fontMetrics(), self.screen().availableSize() * _OF_SCREEN
        self.resize(
            min(letters.averageCharWidth() * _WIDE_CHARACTERS, room.width()),
            min(letters.lineSpacing() * _HIGH_LINES, room.height()),
        )
        self._session = session
        self._shown: tuple[_Entry, str] = (_Entry.AUTHORITY, "")
        self._before = session.bench.described
        self._has_typed = False
        self._was_warned = False
        self.entries = QListWidget()
        self.entries.setAccessibleName(self.tr("Collectivité et points"))
        WrappedItems(self.entries)
        self.entries.setSpacing(4)
        self.authority, self.act, self.homeless = AuthorityForm(), ActForm(), HomelessPanel()
        self.title = label("", "heading")
        self.status = label("", "quiet")
        self._stack = QStackedWidget()
        for part in (self.authority, self.act, self.homeless):
            self._stack.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.authority.changed.connect(self._on_typed)
        self.act.changed.connect(self._on_typed)
        self.act.said_asked.connect(self._take_said)
        self.homeless.given.connect(self._give)
        self.homeless.dropped.connect(self._drop)
        self.setLayout(self._build())
        self._list_entries()
        self.entries.currentRowChanged.connect(self._choose)
        self._begin_with(mark)

    def _build(self) -> QVBoxLayout:
        right = column(self.title)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        both = row()
        both.setSpacing(16)
        both.addWidget(self.entries, 1)
        both.addLayout(right, 2)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Fermer"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        whole = column(margin=16)
        whole.addLayout(both, 1)
        whole.addWidget(buttons)
        return whole

    # the list

    @property
    def _seance(self) -> Seance:
        seance = self._session.bench.seance
        assert seance is not None, "opened on a session that is not described"  # noqa: S101 - ours
        return seance

    @property
    def _texts(self) -> ActTexts:
        return self._seance.wishes.texts

    def _items(self) -> tuple[Item, ...]:
        """Return the items, those added in session among them."""
        minutes = self._session.minutes_or_stated()
        return minutes.meeting.items if minutes is not None else ()

    def _list_entries(self) -> None:
        """List the authority, each item, and each text that has no item."""
        self.entries.clear()
        self._add(self.tr("La collectivité"), _Entry.AUTHORITY, "")
        for item in self._items():
            self._add(self._line_of(item), _Entry.ITEM, str(item.mark))
        for mark, act in self._texts.homeless(self._items()):
            told = f"⚠ {mark} : {act.title}" if act.title else f"⚠ {mark}"
            self._add(told, _Entry.HOMELESS, mark)

    def _add(self, text: str, entry: _Entry, key: str) -> None:
        line = QListWidgetItem(text)
        line.setData(_ENTRY, entry)
        line.setData(_KEY, key)
        self.entries.addItem(line)

    def _line_of(self, item: Item) -> str:
        """Return the line of an item; a sign says whether anything is written for it."""
        sign = "○" if self._texts.of(item).is_empty else "✓"
        return f"{sign} {item.mark}. {item.title}"

    def _begin_with(self, mark: str | None) -> None:
        wanted = (_Entry.AUTHORITY, "") if mark is None else (_Entry.ITEM, mark)
        lines = self._lines()
        self.entries.setCurrentRow(lines.index(wanted) if wanted in lines else 0)

    def _lines(self) -> list[tuple[_Entry, str]]:
        """Return what each line of the list stands for."""
        return [self._entry_at(at) for at in range(self.entries.count())]

    def _entry_at(self, at: int) -> tuple[_Entry, str]:
        line = self.entries.item(at)
        return line.data(_ENTRY), line.data(_KEY)

    # showing

    def _choose(self, at: int) -> None:
        if at < 0 or (self._entry_at(at) == self._shown and self.title.text()):
            return
        if not self.commit():
            self._stay()
            return
        self._end()
        self._show(self._entry_at(at))

    def _stay(self) -> None:
        """Go back to what is shown: its fault is to be mended first."""
        self.entries.setCurrentRow(self._lines().index(self._shown))

    def _show(self, shown: tuple[_Entry, str]) -> None:
        self._shown = shown
        entry, key = shown
        if entry is _Entry.AUTHORITY:
            self.title.setText(self._seance.collectivite)
            self.authority.show_authority(self._texts.authority)
            self._stack.setCurrentWidget(self.authority)
        elif entry is _Entry.ITEM:
            self._show_item(self._item(key))
        else:
            self._show_homeless(key)
        self._say("")

    def _item(self, mark: str) -> Item:
        return next(item for item in self._items() if str(item.mark) == mark)

    def _show_item(self, item: Item) -> None:
        self.title.setText(f"{item.mark}. {item.title}")
        printed = session_number(meeting_as_stated(self._seance), item)
        self.act.show_act(self._texts.of(item), printed, self._seance.date)
        self.act.said.setEnabled(self._session.has_transcript)
        self._stack.setCurrentWidget(self.act)

    def _show_homeless(self, mark: str) -> None:
        act = dict(self._texts.by_item).get(mark, ActText())
        self.title.setText(self.tr("Texte « {mark} »").format(mark=mark))
        free = [item for item in self._items() if self._texts.of(item).is_empty]
        self.homeless.show_text(act, free)
        self._stack.setCurrentWidget(self.homeless)

    # keeping

    def _on_typed(self) -> None:
        self._has_typed, self._was_warned = True, False
        self._pause.start()

    def commit(self) -> bool:
        """Write what was typed; whether nothing of it is left unwritten."""
        self._pause.stop()
        if not self._has_typed:
            return True
        entry, key = self._shown
        faults: tuple[str, ...] = ()
        if entry is _Entry.AUTHORITY:
            texts = replace(self._texts, authority=self.authority.authority())
        else:
            item = self._item(key)
            act, faults = act_of(self.act.fields(), self._texts.of(item), item.title)
            texts = with_act(self._texts, item, act)
        kept = self._keep(texts, faults)
        self._has_typed = not kept
        return kept

    def _keep(self, texts: ActTexts, faults: tuple[str, ...] = ()) -> bool:
        """Write the texts where they changed; whether nothing is left unwritten."""
        stated = replace(self._seance, wishes=replace(self._seance.wishes, texts=texts))
        told = (*faults, *seance_faults(stated))
        if len(told) == len(faults) and stated != self._seance:
            if not self._session.describe_so_far(stated):
                self._say(self.tr("Le texte n'a pas pu être enregistré."), "block")
                return False
            self._refresh_line()
        if told:
            self._say("\n".join(told), "block")
            return False
        self._say(self.tr("✓ Enregistré dans la séance."), "good")
        return True

    def _end(self) -> None:
        """Make one act, to be undone at once, of what was written since an item was shown."""
        self._session.describe_since(self._before)
        self._before = self._session.bench.described

    def _refresh_line(self) -> None:
        """Show whether something is now written for the item shown; another may be chosen."""
        if self._shown[0] is _Entry.ITEM:
            at = self._lines().index(self._shown)
            self.entries.item(at).setText(self._line_of(self._item(self._shown[1])))

    def _say(self, text: str, role: str = "quiet") -> None:
        self.status.setText(text)
        set_role(self.status, role)

    def _take_said(self) -> None:
        """Begin the exposé with what the rapporteur said."""
        from desktop.session.documents.exposed_text import exposed_text  # noqa: PLC0415 - loads the writers

        minutes, shown = self._session.bench.minutes_so_far(), self._shown
        if minutes is None or not self._session.has_transcript:
            return
        item, state = self._item(shown[1]), self._session.state
        self._session.run(
            lambda: exposed_text(minutes, state, item), lambda text: self._show_said(text, shown)
        )

    def _show_said(self, text: str, asked: tuple[_Entry, str]) -> None:
        """Add what was said to the exposé, if that is still shown, and keep it."""
        if asked != self._shown:
            return
        if not text:
            self._say(self.tr("La présentation de ce point n'a pas été trouvée."), "check")
            return
        self.act.add_reasons(text)
        if self.commit():
            self._say(
                self.tr("✓ Enregistré. À relire : ce texte vient de l'enregistrement."), "check"
            )

    # texts without an item

    def _give(self, mark: str) -> None:
        kept = self._keep(given_to(self._texts, self._shown[1], self._item(mark)))
        if kept:
            self._end()
            self._list_anew(mark)

    def _drop(self) -> None:
        if self._keep(without_text(self._texts, self._shown[1])):
            self._end()
            self._list_anew(None)

    def _list_anew(self, mark: str | None) -> None:
        self.entries.blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self._list_entries()
        self.entries.blockSignals(False)  # noqa: FBT003 - Qt takes a position
        self._begin_with(mark)
        self._show(self._entry_at(self.entries.currentRow()))

    def done(self, result: int) -> None:
        """Close once everything is written; what cannot be is told first, and lost at the second.

        Ctrl+Z in the window undoes what was written.
        """
        if not self.commit() and not self._was_warned:
            self._was_warned = True
            told = self.tr("Corrigez, ou fermez encore une fois sans garder ce qui précède.")
            self._say(f"{self.status.text()}\n{told}", "block")
            return
        self._end()
        self._shown = (_Entry.AUTHORITY, "")  # what was asked of the lane comes too late now
        super().done(result)
