"""Turns that sound like those a person chose: looked through, then given or set apart together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from core.timecode import format_timecode
from core.transcript import Turn
from desktop.session.corrections.corrections import free_voice_id
from desktop.session.corrections.edits import SetMember, SplitVoice
from desktop.session.corrections.parting import similar_turns
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.shortcuts import Action, action_button
from desktop.ui.ticked_list import TickedList
from desktop.ui.widgets import answer_buttons, column, label, row
from pv_builder.language.typography import counted
from pv_builder.meeting import MemberName

_QUOTE = 70
"""Characters of a turn that are shown on its line."""


class AlikeDialog(QDialog):
    """Shows the turns that sound like some others, all ticked, each to be heard.

    Args:
        lines: turns, each with who speaks there as it stands.
        go: what the ticked ones are for, on the button.

    Signals:
        listen: from this second to that one.
    """

    listen = Signal(float, object)

    def __init__(
        self, lines: tuple[tuple[Turn, str], ...], go: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tours qui se ressemblent"))
        self.resize(720, 480)
        self.list: TickedList[Turn] = TickedList(self.tr("Tours qui ressemblent à ceux choisis"))
        for turn, speaker in lines:
            quote = turn.text if len(turn.text) <= _QUOTE else f"{turn.text[:_QUOTE]}…"
            self.list.add(f"{format_timecode(turn.start)}   {speaker} : « {quote} »", turn)
        self.list.setCurrentRow(0)
        buttons, _go = answer_buttons(self, go)
        found = counted(len(lines), self.tr("autre tour a"), self.tr("autres tours ont"))
        told = self.tr(
            "{found} une voix semblable. Écoutez, décochez ceux qui sont de quelqu'un d'autre."
        )
        hear = action_button(self.tr("▶ Écouter ce tour"), self._hear, Action.LISTEN)
        self.setLayout(
            column(label(told.format(found=found)), self.list, row(hear, None), buttons, margin=16)
        )

    def _hear(self) -> None:
        turn = self.list.current()
        if turn is not None:
            self.listen.emit(turn.start, turn.end)


class AlikeTurns:
    """Finds the turns that sound like the selected ones, and does with them what is asked.

    Args:
        editor: whose selection is meant.
        listen: plays from a second to another.
    """

    def __init__(self, editor: TurnEditor, listen: Callable[[float, object], None]) -> None:
        self._editor = editor
        self._listen = listen

    def give_to(self, member: MemberName) -> None:
        """Give the selected turns, and the similar ones a person agrees to, to a member."""
        go = self._editor.tr("Donner les tours cochés à {member}").format(member=member)
        self._ask(go, partial(self._give, member))

    def set_apart(self) -> None:
        """Make a voice of the selected turns and of the similar ones a person agrees to."""
        self._ask(self._editor.tr("Mettre à part les tours cochés"), self.part)

    def part(self, turns: tuple[Turn, ...]) -> None:
        """Make these turns a voice that nobody named yet."""
        new = free_voice_id(self._editor.session.state)
        edit = SplitVoice(turns=tuple(turn.id for turn in turns), new_voice=new)
        self._editor.session.do(edit)

    def _give(self, member: MemberName, turns: tuple[Turn, ...]) -> None:
        self._editor.session.do(SetMember(turns=tuple(turn.id for turn in turns), member=member))

    def _ask(self, go: str, act: Callable[[tuple[Turn, ...]], None]) -> None:
        """Look for similar turns beside the window, ask which of them are meant, then act."""
        self._editor.commit()
        session = self._editor.session
        chosen = tuple(self._editor.turns[at] for at in self._editor.selected_turns())
        dossier, state = session.bench.dossier, session.state

        def tell(found: tuple[Turn, ...]) -> None:
            taken = self._taken(found, go)
            if taken is not None:
                act((*chosen, *taken))

        session.run(lambda: similar_turns(dossier, state, chosen), tell)

    def _taken(self, found: tuple[Turn, ...], go: str) -> tuple[Turn, ...] | None:
        """Return the turns a person agrees to, None when the question was left."""
        editor = self._editor
        if not found:
            text = editor.tr("Aucun autre tour n'a une voix semblable : seul le choix change.")
            QMessageBox.information(editor, editor.tr("Tours qui se ressemblent"), text)
            return ()
        lines = tuple((turn, editor.speaker_of(turn).name) for turn in found)
        dialog = AlikeDialog(lines, go, editor)
        dialog.listen.connect(self._listen)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        ticked = dialog.list.ticked() if accepted else None
        dialog.deleteLater()
        return ticked
