"""What the doubtful words may be: a short ranked list, of which a key writes the first."""

from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton

from core.transcript import Doubt, Turn
from desktop.session.corrections.edits import ReplaceWords
from desktop.session.corrections.retyping import joined
from desktop.session.corrections.word_fix import MARKS, as_before
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.flow import FlowLayout
from desktop.ui.shortcuts import Action, action_button, keys_of
from desktop.ui.widgets import button, column, label
from pv_builder.reading.doubts.guesses import MOST, Guess, Vocabulary, guesses, vocabulary_of
from pv_builder.seance import Seance

_BY_KEY = (Action.TAKE_GUESS, Action.TAKE_SECOND_GUESS)


class LikelyBar(QFrame):
    """A bar under the text, shown at a doubt for which something in the session sounds alike.

    The keyboard stays in the text: a key writes a proposal and goes to the next doubt, the key of
    the next doubt passes over it, typing replaces the doubtful words as ever.

    Args:
        editor: the text that is corrected.
    """

    def __init__(self, editor: TurnEditor) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAccessibleName(self.tr("Propositions pour les mots douteux"))
        self._editor = editor
        self._known: Vocabulary | None = None
        self._described: Seance | None = None  # when the vocabulary was gathered
        self._turn: Turn | None = None
        self._guesses: tuple[Guess, ...] = ()
        self._told = label("")
        self._choices = [self._choice(rank) for rank in range(MOST)]
        key = keys_of(Action.NEXT_DOUBT)[0].toString(QKeySequence.SequenceFormat.NativeText)
        skip = button(self.tr("Passer ({key})").format(key=key), editor.next_doubt, role="flat")
        self.setLayout(column(self._told, FlowLayout(*self._choices, skip), margin=8))
        self.hide()
        editor.doubted.connect(self._ask)
        editor.retyped.connect(self._learn)
        editor.session.corrected.connect(self._leave)
        editor.cursorPositionChanged.connect(self._leave_with_cursor)

    def _choice(self, rank: int) -> QPushButton:
        take = partial(self.take, rank)
        return action_button("", take, _BY_KEY[rank]) if rank < len(_BY_KEY) else button("", take)

    def _ask(self, number: int, doubt: Doubt) -> None:
        """Look beside the window for what sounds alike; show it if the doubt is still the same."""
        self.hide()
        session = self._editor.session
        seance, turns = session.bench.seance, self._editor.turns
        if seance is None:
            return
        if seance is not self._described:  # a name or a title added since is to be proposed
            self._known, self._described = None, seance
        turn, known = turns[number], self._known
        self._turn = turn

        def look() -> tuple[Vocabulary, tuple[Guess, ...]]:
            words = known or vocabulary_of(turns, seance.agenda, seance.roll)
            return words, guesses(turn, doubt.first_word, doubt.last_word, words)

        def show(found: tuple[Vocabulary, tuple[Guess, ...]]) -> None:
            if self._described is seance:
                self._known = self._known or found[0]
            if self._turn is turn:
                self._show(turn, doubt, found[1])

        session.run(look, show)

    def _show(self, turn: Turn, doubt: Doubt, found: tuple[Guess, ...]) -> None:
        self._guesses = found
        heard = joined(turn.words[doubt.first_word : doubt.last_word])
        told = self.tr("« {words} » pourrait être, d'après cette séance :")
        self._told.setText(told.format(words=heard.strip(MARKS)))
        for rank, choice in enumerate(self._choices):
            choice.setVisible(rank < len(found))
            if rank < len(found):
                self._name(choice, rank, found[rank].after)
        self.setVisible(bool(found))

    def _name(self, choice: QPushButton, rank: int, words: str) -> None:
        written = words.replace("&", "&&")
        choice.setAccessibleName(self.tr("Écrire « {words} »").format(words=words))
        if rank >= len(_BY_KEY):
            choice.setText(written)
            return
        key = keys_of(_BY_KEY[rank])[0]
        choice.setText(f"{written} ({key.toString(QKeySequence.SequenceFormat.NativeText)})")
        choice.setShortcut(key)  # Qt forgets it with the text

    def _leave_with_cursor(self) -> None:
        """Hide the proposals once the person is elsewhere."""
        if self._turn is not None and not self._editor.textCursor().hasSelection():
            self._leave()

    def _leave(self) -> None:
        """Hide the proposals; what is still looked for is not shown any more."""
        self._turn = None
        self.hide()

    def _learn(self, typed: object) -> None:
        """Remember what was written: it may be what is doubtful further on."""
        if isinstance(typed, ReplaceWords) and self._known is not None:
            self._known = self._known.with_words(typed.after)

    def take(self, rank: int) -> None:
        """Write a proposal in place of the words, and go to the next doubt."""
        turn, self._turn = self._turn, None
        if turn is None or rank >= len(self._guesses) or self.isHidden():
            return
        guess = self._guesses[rank]
        before = joined(turn.words[guess.first_word : guess.last_word])
        edit = ReplaceWords(
            turn=turn.id,
            first_word=guess.first_word,
            last_word=guess.last_word,
            before=before,
            after=as_before(guess.after, before),
        )
        if self._editor.session.do(edit):
            self._editor.retyped.emit(edit)
        self._editor.next_doubt()
