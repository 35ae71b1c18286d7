"""What was just corrected stands elsewhere too: the offer to correct it there in the same way."""

from dataclasses import replace

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame

from desktop.session.corrections.edits import ReplaceWords
from desktop.session.corrections.searching import replacement, said_again
from desktop.ui.editor.find_bar import ReplacePreview, place_text
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.flow import FlowLayout
from desktop.ui.shortcuts import Action, action_button, keys_of
from desktop.ui.widgets import button, column, label
from pv_builder.language.typography import counted

SHOWN = 3
"""As many places are shown in the bar itself; more are looked through in a list."""


class AgainBar(QFrame):
    """A bar under the text, shown after words were typed that replace others said elsewhere.

    The keyboard stays in the text: a key takes the offer, going on typing passes over it.

    Args:
        editor: the text that is corrected.
    """

    def __init__(self, editor: TurnEditor) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAccessibleName(self.tr("Même erreur ailleurs"))
        self._editor = editor
        self._edit: ReplaceWords | None = None
        self._told = label("")
        self._places = label("", "quiet")
        key = keys_of(Action.REPLACE_AGAIN)[0].toString(QKeySequence.SequenceFormat.NativeText)
        text = self.tr("Remplacer aussi ({key})").format(key=key)
        go = action_button(text, self.take, Action.REPLACE_AGAIN)
        leave = button(self.tr("Laisser"), self.close_bar, role="flat")
        self.setLayout(column(self._told, self._places, FlowLayout(go, leave), margin=8))
        self.hide()
        editor.session.corrected.connect(self.hide)
        editor.retyped.connect(self._offer)

    def _offer(self, typed: object) -> None:
        """Show where else the words just replaced stand; nothing where they do not."""
        if not isinstance(typed, ReplaceWords):
            return
        edit = self._edit = _whole(self._edit, typed)
        again = said_again(self._editor.turns, edit)
        if again is None:
            return
        times = counted(len(again.places), self.tr("autre fois"), self.tr("autres fois"))
        told = self.tr("« {before} » est écrit {times}. Le remplacer aussi par « {after} » ?")
        self._told.setText(told.format(before=again.before, times=times, after=again.after))
        few = len(again.places) <= SHOWN
        shown = (place_text(self._editor, one, again.after) for one in again.places)
        self._places.setText("\n".join(shown) if few else "")
        self._places.setVisible(few)
        self.show()

    def take(self) -> None:
        """Replace the other places: at once where all are shown, else after a look at the list."""
        editor = self._editor
        editor.commit()
        again = said_again(editor.turns, self._edit) if self._edit is not None else None
        if again is None:
            return
        places = list(again.places)
        if len(places) > SHOWN:
            dialog = ReplacePreview(editor, places, again.after, editor)
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            places = dialog.kept() if accepted else []
            dialog.deleteLater()
        edit = replacement(editor.turns, places, again.after)
        self.close_bar()
        if edit is not None:
            editor.session.do(edit)

    def close_bar(self) -> None:
        """Hide the offer and go back to the text."""
        self.hide()
        self._editor.setFocus()


def _whole(before: ReplaceWords | None, typed: ReplaceWords) -> ReplaceWords:
    """Return what was typed as one edit, when a pause had cut it in two."""
    if (
        before is not None
        and (before.turn, before.first_word) == (typed.turn, typed.first_word)
        and before.after == typed.before
    ):
        return replace(typed, before=before.before)
    return typed
