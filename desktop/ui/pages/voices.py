"""Voix: one card a voice, longest first: hear three clips, accept the member or choose another."""

from functools import partial

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.timecode import Interval, format_timecode
from core.transcript import VoiceId
from desktop.session.corrections.corrections import free_voice_id
from desktop.session.corrections.edits import MergeVoices, SetVoiceMember, SplitVoice
from desktop.session.corrections.parting import knows_voices, lesser_half
from desktop.session.speakers.voice_list import CERTAIN, VoiceCard, acceptance, voice_cards
from desktop.ui.flow import FlowLayout
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.people import percent
from desktop.ui.theme import Theme
from desktop.ui.widgets import (
    button,
    card,
    clear,
    column,
    focus_rebuilt,
    label,
    row,
    scrolled,
    tab_through,
)
from pv_builder.language.typography import counted
from pv_builder.meeting import MemberName

_QUOTE = 90
"""Characters of a clip's words that are shown beside its button."""
_SHOWN_TURNS = 5
_YES = QMessageBox.StandardButton.Yes


class VoicesPage(Page):
    """The voices to name."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._left = label("", "heading", wrap=False)
        self._cards = QVBoxLayout()
        self._answers: dict[VoiceId, tuple[QPushButton, QComboBox]] = {}
        self._cards.setSpacing(12)
        body = QWidget()
        body.setLayout(column(self._cards, None, margin=24))
        head = QFrame()
        head.setObjectName("head")
        sure = self.tr("Tout accepter au-dessus de {n} %").format(n=round(CERTAIN * 100))
        self._accept_all = button(sure, self.accept_certain)
        self.main = self._accept_all
        head.setLayout(column(FlowLayout(self._left, self._accept_all), margin=12))
        whole = column(head, scrolled(body))
        whole.setSpacing(0)
        self.setLayout(whole)
        session.named.connect(self.outdate)

    def refresh(self) -> None:
        """Show the voices as they stand; the keyboard stays at the next one to name."""
        held = self._voice_in_focus()
        clear(self._cards)
        self._answers.clear()
        cards = self._voices()
        left = sum(1 for one in cards if not one.decided)
        self._left.setText(
            self.tr("{left} voix à nommer sur {all}").format(left=left, all=len(cards))
        )
        shown = [self._card(one, cards) for one in cards]
        for one_card in shown:
            self._cards.addWidget(one_card)
        tab_through(self._accept_all, shown)
        if held is not None:
            self._focus_from(held, cards)

    def _voice_in_focus(self) -> VoiceId | None:
        focus = QApplication.focusWidget()
        for voice, (accept, _choice) in self._answers.items():
            frame = accept.parentWidget()
            if focus is not None and frame is not None and frame.isAncestorOf(focus):
                return voice
        return None

    def _focus_from(self, held: VoiceId, cards: tuple[VoiceCard, ...]) -> None:
        """Put the focus on the next voice from that one on that nobody has decided about."""
        voices = [one.voice for one in cards]
        if not voices:
            return
        at = voices.index(held) if held in voices else 0
        waiting = (one.voice for one in (*cards[at:], *cards[:at]) if not one.decided)
        accept, choice = self._answers[next(waiting, voices[at])]
        focus_rebuilt(accept if accept.isEnabled() else choice)

    def accept_certain(self) -> None:
        """Accept every proposal that is nearly certain."""
        edit = acceptance(self._voices())
        if edit is not None:
            self.session.do(edit)

    def _voices(self) -> tuple[VoiceCard, ...]:
        if not self.session.has_transcript:
            return ()
        return voice_cards(self.session.state, self.session.naming())

    def _card(self, one: VoiceCard, cards: tuple[VoiceCard, ...]) -> QFrame:
        title = label(one.member or one.label or self._number(one), "heading")
        turns = counted(one.turns, self.tr("prise de parole"), self.tr("prises de parole"))
        length = f"{self._number(one)} · {turns} · {format_timecode(one.spoken_s)}"
        heard = column()
        if one.reasons:
            first = one.member or (one.others[0].member if one.others else "")
            heard.addWidget(label(self.tr("Pourquoi {member} :").format(member=first)))
        for reason in one.reasons:
            where = reason.excerpts[0] if reason.excerpts else None
            heard.addLayout(self._heard(where, reason.text[:1].upper() + reason.text[1:]))
        if one.reasons:
            heard.addWidget(label(self.tr("Extraits de cette voix :")))
        for clip, quote in zip(one.clips, one.quotes, strict=True):
            shown = quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…"
            heard.addLayout(self._heard(clip, f"« {shown} »"))
        head = row()
        head.addLayout(column(title, label(length, "quiet"), self._state(one)), 1)
        head.addLayout(self._actions(one, cards))
        return card(head, self._others(one), heard)

    def _heard(self, where: Interval | None, text: str) -> QHBoxLayout:
        """Return a line of text with a button that plays its seconds."""
        line = row()
        if where is not None:
            hear = button("▶", partial(self.listen.emit, where.start, where.end))
            hear.setAccessibleName(self.tr("Écouter {words}").format(words=text))
            hear.setFixedWidth(48)
            line.addWidget(hear)
        line.addWidget(label(text, "quiet"), 1)
        return line

    def _others(self, one: VoiceCard) -> QHBoxLayout:
        """Return the next likeliest members, each to choose with one click."""
        offered = row()
        if one.others:
            asked = self.tr("Peut-être :") if one.member is None else self.tr("Ou bien :")
            offered.addWidget(label(asked, wrap=False))
        for other in one.others:
            text = f"{other.member} ({percent(other.score)} %)"
            offered.addWidget(button(text, partial(self._give, one, other.member)))
        offered.addStretch()
        return offered

    @staticmethod
    def _number(one: VoiceCard) -> str:
        return f"Voix {one.voice.lstrip('V0') or '0'}"

    def _state(self, one: VoiceCard) -> QWidget:
        if one.decided:
            return label(self.tr("✓ confirmé"), "good")
        if one.member is None:
            return label(self.tr("? personne n'est proposé"), "check")
        if one.score is None:
            return label(self.tr("… proposé"), "check")
        return label(self.tr("… proposé, sûr à {n} %").format(n=percent(one.score)), "check")

    def _actions(self, one: VoiceCard, cards: tuple[VoiceCard, ...]) -> QVBoxLayout:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Qui est {voice} ?").format(voice=self._number(one)))
        choice.setMinimumWidth(240)
        choice.addItem(self.tr("Choisir…"), None)
        for name in self.session.people.members:
            choice.addItem(name, name)
        choice.addItem(self.tr("Hors de l'assemblée…"), "")
        choice.activated.connect(lambda _at: self._give(one, choice.currentData()))
        merge = QComboBox()
        told = self.tr("Réunir {voice} avec une autre voix")
        merge.setAccessibleName(told.format(voice=self._number(one)))
        merge.addItem(self.tr("Même voix que…"), None)
        for other in cards:
            if other.voice != one.voice:
                known = other.member or other.label
                text = f"{self._number(other)} ({known})" if known else self._number(other)
                merge.addItem(text, other.voice)
        merge.activated.connect(lambda _at: self._merge(one, merge.currentData()))
        accept = button(self.tr("Accepter"), lambda: self._accept(one), role="main")
        if one.member is not None:
            told = self.tr("Accepter {member} pour {voice}")
            accept.setAccessibleName(told.format(member=one.member, voice=self._number(one)))
        accept.setEnabled(one.member is not None and not one.decided)
        self._answers[one.voice] = (accept, choice)
        actions = column(accept, choice, merge)
        if one.turns > 1 and knows_voices(self.session.bench.dossier):
            actions.addWidget(button(self.tr("Deux personnes ?"), lambda: self._part(one)))
        return actions

    def _accept(self, one: VoiceCard) -> None:
        self.session.do(SetVoiceMember(voice=one.voice, member=one.member))

    def _give(self, one: VoiceCard, chosen: str | None) -> None:
        if chosen:
            self.session.do(SetVoiceMember(voice=one.voice, member=MemberName(chosen)))
        elif chosen == "":
            title, asked = self.tr("Hors de l'assemblée"), self.tr("Qui parle ?")
            who, given = QInputDialog.getText(self, title, asked, text=self.tr("Public"))
            if given and who.strip():
                edit = SetVoiceMember(voice=one.voice, member=None, label=who.strip())
                self.session.do(edit)

    def _part(self, one: VoiceCard) -> None:
        """Offer to set apart the turns that sound least like the others of a voice."""
        title = self.tr("Deux personnes sous une voix ?")
        turns = lesser_half(self.session.bench.dossier, self.session.state, one.voice)
        if not turns:
            text = self.tr("Greffier n'entend qu'une seule personne dans cette voix.")
            QMessageBox.information(self, title, text)
            return
        quotes = "\n".join(f"« {turn.text[:_QUOTE]} »" for turn in turns[:_SHOWN_TURNS])
        text = self.tr("{some} sur {all} ressemblent moins aux autres :\n\n{quotes}").format(
            some=counted(len(turns), self.tr("prise de parole"), self.tr("prises de parole")),
            all=one.turns,
            quotes=quotes,
        )
        asked = self.tr("Les mettre à part, comme une nouvelle voix à écouter et à nommer ?")
        if QMessageBox.question(self, title, f"{text}\n\n{asked}") == _YES:
            new = free_voice_id(self.session.state)
            self.session.do(SplitVoice(turns=tuple(turn.id for turn in turns), new_voice=new))

    def _merge(self, one: VoiceCard, other: VoiceId | None) -> None:
        if other is not None:
            self.session.do(MergeVoices(kept=other, merged=one.voice))
