"""Texte: the transcript, to listen to and to correct. The page where most of the time is spent."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from core.transcript import Transcript
from desktop.session.corrections.parting import knows_voices
from desktop.session.corrections.review import Review, review_of
from desktop.session.corrections.word_fix import WordFix
from desktop.session.corrections.word_fixes import correction, word_fixes
from desktop.ui.editor.again_bar import AgainBar
from desktop.ui.editor.alike import AlikeTurns
from desktop.ui.editor.find_bar import FindBar
from desktop.ui.editor.likely_bar import LikelyBar
from desktop.ui.editor.places import heard_at
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.editor.word_fix_dialog import WordFixDialog
from desktop.ui.flow import FlowLayout
from desktop.ui.keys import digit_keys
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.shortcuts import Action, action_button, keys_of
from desktop.ui.speaker_choice import Reach, SpeakerPanel, ask_for_speaker
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, column, label, row
from pv_builder.language.typography import counted
from pv_builder.meeting import MemberName

_FOLLOW_REST_MS = 4000
"""After a key or a wheel, the text stays where the person put it for this long."""


_LEAST_CHARACTERS = 60
"""Width that the transcript and its margin keep beside the list of speakers."""


class TextPage(Page):
    """The transcript editor with its tools and the list of speakers."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.editor = TurnEditor(session, theme)
        self.editor.listen.connect(self.listen)
        self.editor.speaker_asked.connect(self._offer_speakers)
        self.alike = AlikeTurns(self.editor, self.listen.emit)
        self.find_bar = FindBar(self.editor)
        self.find_bar.hide()
        self.likely = LikelyBar(self.editor)
        self.again = AgainBar(self.editor)
        self._left = label("")
        self._left.setAccessibleName(self.tr("Reste à vérifier"))
        self.panel = SpeakerPanel(session, theme)
        self.panel.chosen.connect(self._give)
        self._rest = QTimer(self, singleShot=True, interval=_FOLLOW_REST_MS)
        self.editor.verticalScrollBar().actionTriggered.connect(self._rest.start)
        self.editor.document().contentsChanged.connect(self._rest.start)
        self._give_button = button(self.tr("Donner à…"), self._choose_by_typing, tip="Alt+0")
        self._build()
        self._build_keys()
        self.main = self.editor
        session.rested.connect(self.count)
        self.count()

    def _build(self) -> None:
        tools = FlowLayout(
            action_button(self.tr("Doute suivant"), self.editor.next_doubt, Action.NEXT_DOUBT),
            action_button(self.tr("C'est exact"), self.editor.accept_words, Action.ACCEPT_WORDS),
            action_button(self.tr("Voix suivante"), self.editor.next_unnamed, Action.NEXT_UNNAMED),
            action_button(self.tr("Marquer comme lu"), self.editor.mark_reviewed, Action.MARK_READ),
            action_button(self.tr("Rechercher"), self._show_find, Action.FIND),
            button(self.tr("Mots mal entendus…"), self.correct_words),
            self._give_button,
        )
        head = QFrame()
        head.setObjectName("head")
        head.setLayout(column(self._left, tools, margin=8))
        text = column(head, self.find_bar, self.editor, self.likely, self.again)
        text.setSpacing(0)
        body = row()
        body.setSpacing(0)
        body.addLayout(text, 1)
        body.addWidget(self.panel)
        self.setLayout(body)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room to the text where the window is narrow; a button gives turns then."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        beside = self.width() - self.panel.maximumWidth() >= least
        self.panel.setVisible(beside)
        self._give_button.setVisible(not beside)
        super().resizeEvent(event)

    def _build_keys(self) -> None:
        editor = self.editor
        actions: list[tuple[Action, Callable[[], object]]] = [
            (Action.PREVIOUS_DOUBT, lambda: editor.next_doubt(-1)),
            (Action.REPLACE, self._show_find),
            (Action.LISTEN, editor.listen_here),
            (Action.PREVIOUS_TURN, lambda: self._play_turn(-1)),
            (Action.NEXT_TURN, lambda: self._play_turn(1)),
        ]
        for action, do in actions:
            self._on_keys(keys_of(action), do)
        alt = Qt.KeyboardModifier.AltModifier
        self._on_keys(digit_keys(alt, 0), self._choose_by_typing)
        for digit in range(1, 10):
            self._on_keys(digit_keys(alt, digit), self._giver(digit - 1))

    def _on_keys(self, keys: list[QKeySequence], action: Callable[[], object]) -> None:
        shortcut = QShortcut(self)
        shortcut.setKeys(keys)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    def _giver(self, rank: int) -> Callable[[], None]:
        def give() -> None:
            names = self.panel.names
            if rank < len(names):
                self.editor.give_to(names[rank])

        return give

    # the session

    def refresh(self) -> None:
        """Show the transcript as corrected and what is left to check."""
        if not self.session.has_transcript:
            return
        state = self.session.state
        self.editor.show_turns(state.transcript.turns)
        self.panel.refresh()

    def commit(self) -> None:
        """Write what was typed and not written yet."""
        self.editor.commit()

    def count(self) -> None:
        """Say what is left to check."""
        if not self.session.has_transcript:
            return
        state = self.session.state
        self.session.run(lambda: review_of(state, None), self._show_review)

    def _show_review(self, review: Review) -> None:
        self._left.setText(
            self.tr("{doubts} · {voices} à confirmer · {read} sur {turns}").format(
                doubts=counted(review.doubts, self.tr("doute")),
                voices=counted(review.unnamed, self.tr("tour")),
                read=counted(review.reviewed, self.tr("lu")),
                turns=review.turns,
            )
        )

    def show_second(self, second: float) -> None:
        """Put the cursor on the word said at this second."""
        place = heard_at(self.editor.turns, second)
        if place is not None:
            self.editor.select_words(place[0], place[1], place[1] + 1)
            self.editor.setFocus()

    def follow(self, second: float) -> None:
        """Light up the word that is heard, and keep it in sight while nobody types."""
        if not self.isVisible():
            return
        place = heard_at(self.editor.turns, second)
        self.editor.show_heard(place)
        if place is not None and not self._rest.isActive():
            self.editor.bring_into_view(place[0])

    def stop_following(self) -> None:
        """Put the light out."""
        self.editor.show_heard(None)

    # actions

    def _show_find(self) -> None:
        self.find_bar.open(self.editor.textCursor().selectedText())

    def correct_words(self) -> None:
        """Look for what was probably misheard, and show it to be corrected."""
        self.editor.commit()
        seance = self.session.bench.seance
        if not self.session.has_transcript or seance is None:
            return
        transcript = self.session.state.transcript
        told = partial(self._offer_words, transcript)
        self.session.run(lambda: word_fixes(transcript, seance), told)

    def _offer_words(self, looked_at: Transcript, fixes: tuple[WordFix, ...]) -> None:
        """Correct the words that a person agrees to."""
        self.editor.commit()
        if looked_at is not self.session.state.transcript:
            self.correct_words()  # the person went on correcting meanwhile
            return
        dialog = WordFixDialog(fixes, self)
        dialog.listen.connect(self.listen)
        if dialog.exec() == WordFixDialog.DialogCode.Accepted:
            edit = correction(dialog.chosen())
            if edit is not None:
                self.session.do(edit)
        dialog.deleteLater()

    def _play_turn(self, step: int) -> None:
        number = max(0, min(len(self.editor.turns) - 1, self.editor.current_turn() + step))
        self.editor.place_cursor(number)
        self.editor.listen_here()

    def _give(self, member: MemberName, reach: Reach) -> None:
        acts: dict[Reach, Callable[[MemberName], object]] = {
            Reach.CHOSEN: self.editor.give_to,
            Reach.VOICE: partial(self.editor.give_voice_to, self.editor.current_turn()),
            Reach.ALIKE: self.alike.give_to,
        }
        acts[reach](member)

    def _part_chosen(self) -> None:
        self.editor.commit()
        self.alike.part(tuple(self.editor.turns[at] for at in self.editor.selected_turns()))

    def _choose_by_typing(self) -> None:
        chosen = ask_for_speaker(self.session, self)
        if chosen is not None:
            self.editor.give_to(chosen)

    def _offer_speakers(self, number: int, where: QPoint) -> None:
        """Offer the members for a turn, its voice or what sounds like it, at the mouse."""
        if number not in self.editor.selected_turns():
            self.editor.place_cursor(number)
        menu = QMenu(self)
        whole = menu.addMenu(self.tr("Toute cette voix"))
        similar = menu.addMenu(self.tr("Tous ceux qui ressemblent"))
        similar.setEnabled(knows_voices(self.session.bench.dossier))
        for name in self.session.people.members:
            menu.addAction(name, partial(self.editor.give_to, name))
            whole.addAction(name, partial(self.editor.give_voice_to, number, name))
            similar.addAction(name, partial(self.alike.give_to, name))
        menu.addSeparator()
        menu.addAction(self.tr("Personne de l'assemblée"), partial(self.editor.give_to, None))
        for said in (self.tr("Public"), self.tr("Agent de la collectivité")):
            whole.addAction(said, partial(self.editor.give_voice_to, number, None, said))
        menu.addSeparator()
        menu.addAction(self.tr("Mettre à part : nouvelle voix"), self._part_chosen)
        similar.addSeparator()
        similar.addAction(self.tr("Mettre à part : nouvelle voix"), self.alike.set_apart)
        menu.exec(where)
        menu.deleteLater()
