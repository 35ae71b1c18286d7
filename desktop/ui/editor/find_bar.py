"""Find and replace in the transcript, with a preview before anything is replaced."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QLineEdit,
    QWidget,
)

from core.timecode import format_timecode
from desktop.session.corrections.searching import Match, Query, find, replaced, replacement
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.ticked_list import TickedList
from desktop.ui.widgets import answer_buttons, button, column, label, row
from pv_builder.language.typography import counted

_AROUND = 36
"""Characters shown on each side of a place in the preview."""


class FindBar(QFrame):
    """A bar above the text: what to find, what to put instead.

    Args:
        editor: the text that is searched.
    """

    def __init__(self, editor: TurnEditor) -> None:
        super().__init__()
        self.setObjectName("head")
        self._editor = editor
        self.wanted = self._field(self.tr("Rechercher"))
        self.by = self._field(self.tr("Remplacer par"))
        self.whole = QCheckBox(self.tr("Mots entiers"))
        self.accents = QCheckBox(self.tr("Tenir compte des accents"))
        self._count = label("", "quiet", wrap=False)
        self.wanted.textChanged.connect(self._show_count)
        self.wanted.returnPressed.connect(self.go_to_next)
        self.whole.toggled.connect(self._show_count)
        self.accents.toggled.connect(self._show_count)
        self.setLayout(
            column(
                row(
                    self.wanted,
                    self.by,
                    button(self.tr("Précédent"), lambda: self.go_to_next(-1)),
                    button(self.tr("Suivant"), self.go_to_next),
                    button(self.tr("Remplacer partout…"), self._replace_all),
                    button(self.tr("Fermer"), self.close_bar, role="flat"),
                ),
                row(self.whole, self.accents, None, self._count),
                margin=8,
            )
        )

    @staticmethod
    def _field(name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setClearButtonEnabled(True)
        return field

    def open(self, text: str) -> None:
        """Show the bar with these words in it."""
        self.show()
        if text and "\u2029" not in text:
            self.wanted.setText(text)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self._show_count()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def matches(self) -> list[Match]:
        """Return the places that match now."""
        query = Query(
            text=self.wanted.text(),
            whole_words=self.whole.isChecked(),
            accents=self.accents.isChecked(),
        )
        return find(self._editor.turns, query)

    def _show_count(self) -> None:
        count = len(self.matches())
        self._count.setText(
            self.tr("Introuvable") if not count else counted(count, self.tr("trouvé"))
        )

    def go_to_next(self, step: int = 1) -> None:
        """Select the next place (the previous with -1)."""
        self._editor.commit()
        matches = self.matches()
        if not matches:
            return
        document, cursor = self._editor.document(), self._editor.textCursor()
        starts = [
            document.findBlockByNumber(match.number).position() + match.first for match in matches
        ]
        here = cursor.selectionStart()
        ahead = [at for at, start in enumerate(starts) if start > here]
        behind = [at for at, start in enumerate(starts) if start < here]
        at = (ahead or [0])[0] if step > 0 else (behind or [len(starts) - 1])[-1]
        match = matches[at]
        cursor.setPosition(starts[at])
        end = starts[at] + match.last - match.first
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.bring_into_view(match.number)

    def _replace_all(self) -> None:
        self._editor.commit()
        matches = self.matches()
        if not matches:
            return
        dialog = ReplacePreview(self._editor, matches, self.by.text(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edit = replacement(self._editor.turns, dialog.kept(), self.by.text())
            if edit is not None:
                self._editor.session.do(edit)
        dialog.deleteLater()
        self._show_count()


def place_text(editor: TurnEditor, match: Match, by: str) -> str:
    """Return a place as it reads and would read, with some words around it."""
    turn = editor.turns[match.number]
    text = turn.text
    before = text[max(0, match.first - _AROUND) : match.first]
    after = text[match.last : match.last + _AROUND]
    new = replaced(text[: match.last], [match], by)[match.first :]
    old = text[match.first : match.last]
    return f"{format_timecode(turn.start)}   …{before}[{old} → {new}]{after}…"


class ReplacePreview(QDialog):
    """Every place before and after, each with a box to leave it as it is."""

    def __init__(
        self, editor: TurnEditor, matches: list[Match], by: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Remplacer partout"))
        self.places: TickedList[Match] = TickedList(self.tr("Remplacements proposés"))
        for match in matches:
            self.places.add(place_text(editor, match, by), match)
        buttons, self.go = answer_buttons(self, self.tr("Remplacer"))
        text = self.tr("{n} passages seront remplacés ; décochez ceux qui doivent rester.")
        self.setLayout(column(label(text.format(n=len(matches))), self.places, buttons, margin=16))
        self.resize(640, 420)

    def kept(self) -> list[Match]:
        """Return the places whose box is ticked."""
        return list(self.places.ticked())
