"""An open session: the stages on the left, the page of the chosen one, the player at the foot."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.timecode import Interval, merged
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.fact_list import fact_groups
from desktop.session.corrections.review import review_of
from desktop.session.keeping.life import Stage as LifeStage
from desktop.session.machine.recent import keep_left
from desktop.session.speakers.voice_list import voice_cards
from desktop.ui.keys import digit_keys
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.closing import ClosingPage
from desktop.ui.pages.facts import FactsPage
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.pages.page import Page
from desktop.ui.pages.seance import SeancePage
from desktop.ui.pages.sound import SoundPage
from desktop.ui.pages.text import TextPage
from desktop.ui.pages.voices import VoicesPage
from desktop.ui.player import Player
from desktop.ui.player_bar import PlayerBar
from desktop.ui.rail import Rail, Stage, stage_name
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, column, row
from pv_builder.language.typography import counted

_READ_AFTER_MS = 400
_SILENCE_SHARE = 1 / 1500
"""Silences of a smaller share of the recording are thinner than a pixel of the timeline."""


class SessionView(QWidget):
    """Puts the pages of one session together; holds no logic of its own.

    Args:
        session: what is shown.
        player: plays its recording.
        theme: colours.
    """

    def __init__(self, session: OpenSession, player: Player, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.player = player
        self.rail = Rail(theme)
        self.pages = QStackedWidget()
        self.text = TextPage(session, theme)
        self.sound = SoundPage(session, theme)
        self.facts = FactsPage(session, theme)
        self.facts.counted.connect(self._count_facts)
        self.facts.items_found.connect(self._show_items)
        self.closing = ClosingPage(session, theme)
        self.closing.lived.connect(self._show_life)
        self.closing.stated.connect(lambda: self.page(Stage.MINUTES).outdate())
        self._page_of: dict[Stage, Page] = {}
        for stage, page in self._make_pages(session, theme):
            page.setAccessibleName(stage_name(stage))
            self._page_of[stage] = page
            self.pages.addWidget(page)
            page.listen.connect(player.play)
            page.go_to.connect(self.show_in_text)
        self.undo = button(self.tr("Annuler"), self._undo, role="flat", key="Ctrl+Z")
        self.redo = button(self.tr("Rétablir"), self._redo, role="flat", key="Ctrl+Y")
        self.bar = PlayerBar(player, theme)
        self.closing.recording_going.connect(player.close)
        self.setLayout(self._build())
        self.rail.stage_chosen.connect(self._show_stage)
        self.sound.board.elapsed.connect(self._show_recording)
        self.sound.board.active_changed.connect(self._on_recording)
        player.moved.connect(self.text.follow)
        player.playing_changed.connect(self._on_playing)
        session.rested.connect(self.refresh)
        session.corrected.connect(self._show_undo)
        self._show_undo()
        self._build_keys()
        self._show_life(self.closing.life.stage)
        self.refresh()
        session.read.connect(self._on_read)
        QTimer.singleShot(_READ_AFTER_MS, self, self._read)

    def _build(self) -> QVBoxLayout:
        """Return the rail beside the page of the stage, the player under both."""
        history = row(self.undo, self.redo)
        history.setSpacing(0)
        left = QWidget()
        left.setLayout(column(self.rail, history))
        left.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        middle = row(left, self.pages)
        middle.setSpacing(0)
        whole = column(middle, self.bar)
        whole.setSpacing(0)
        return whole

    def _make_pages(self, session: OpenSession, theme: Theme) -> list[tuple[Stage, Page]]:
        return [
            (Stage.SEANCE, SeancePage(session, theme)),
            (Stage.SOUND, self.sound),
            (Stage.TEXT, self.text),
            (Stage.VOICES, VoicesPage(session, theme)),
            (Stage.FACTS, self.facts),
            (Stage.MINUTES, MinutesPage(session, theme)),
            (Stage.CLOSING, self.closing),
        ]

    def _build_keys(self) -> None:
        for stage in Stage:
            shortcut = QShortcut(self)
            shortcut.setKeys(digit_keys(Qt.KeyboardModifier.ControlModifier, stage + 1))
            shortcut.activated.connect(partial(self._go, stage))

    def _go(self, stage: Stage) -> None:
        """Open a stage by its key, ready for the next key."""
        self.rail.choose(stage)
        self.page(stage).enter()

    def _undo(self) -> None:
        self.commit()
        self.session.undo()

    def _redo(self) -> None:
        self.commit()
        self.session.redo()

    def _show_undo(self) -> None:
        self.undo.setEnabled(self.session.bench.can_undo)
        self.redo.setEnabled(self.session.bench.can_redo)

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""
        return Stage(max(0, self.rail.currentRow()))

    def leave(self) -> None:
        """Write what was typed and not written yet; end a recording that is under way."""
        self.commit()
        self.sound.board.leave()
        keep_left(self.session.bench.dossier, self.rail.left())

    def commit(self) -> None:
        """Write what was typed and not written yet."""
        for page in self._page_of.values():
            page.commit()

    def page(self, stage: Stage) -> Page:
        """Return the page of a stage."""
        return self._page_of[stage]

    def show_in_text(self, second: float) -> None:
        """Show the transcript at this second."""
        self.rail.choose(Stage.TEXT)
        self.text.show_second(second)

    def _show_stage(self, number: int) -> None:
        self.pages.setCurrentWidget(self._page_of[Stage(number)])
        self.window().setWindowTitle(f"{stage_name(Stage(number))} – Greffier")

    def _on_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        if not playing:
            self.text.stop_following()

    def _show_recording(self, elapsed: str) -> None:
        self.rail.set_left(Stage.SOUND, f"● {elapsed}")

    def _on_recording(self, active: bool) -> None:  # noqa: FBT001 - a slot
        if not active:
            self.rail.set_left(Stage.SOUND, "")
            self.refresh()

    def refresh(self) -> None:
        """Say in the rail what is left at each stage; it is counted beside the window."""
        if self.session.has_transcript:
            state = self.session.state
            self.session.run(lambda: _standing(state), self._show_standing)

    def _show_standing(self, standing: "_Standing") -> None:
        self.bar.timeline.set_speech(standing.spoken)
        doubts, unnamed = standing.doubts, standing.unnamed
        done = self.tr("fait")
        waits = bool(self.sound.waiting)
        sound = self.tr("suite à transcrire") if waits else self.tr("transcrit")
        self.rail.set_left(Stage.SOUND, sound, done=not waits)
        left = counted(doubts, self.tr("doute"))
        self._say(Stage.TEXT, doubts, left if doubts else done)
        voices = self.tr("{n} à nommer").format(n=unnamed)
        self._say(Stage.VOICES, unnamed, voices if unnamed else done)

    def _say(self, stage: Stage, left: int, text: str) -> None:
        self.rail.set_left(stage, text, done=left == 0)

    def _show_items(self, starts: list[tuple[float, str]]) -> None:
        self.bar.timeline.set_marks(starts)

    def _read(self) -> None:
        """Begin to read the facts once the session is shown: the rail says how many wait."""
        if self.session.has_transcript:
            self.session.minutes()

    def _on_read(self) -> None:
        minutes = self.session.minutes()
        if minutes is not None:
            self._count_facts(sum(group.left for group in fact_groups(minutes)))

    def _count_facts(self, left: int) -> None:
        text = self.tr("{n} à vérifier").format(n=left) if left else self.tr("fait")
        self._say(Stage.FACTS, left, text)

    def _show_life(self, stage: object) -> None:
        """Say in the rail where the minutes stand."""
        texts = {
            LifeStage.TO_APPROVE: self.tr("à arrêter"),
            LifeStage.APPROVED: self.tr("à publier"),
            LifeStage.PUBLISHED: self.tr("publié"),
        }
        if isinstance(stage, LifeStage) and stage in texts:
            self.rail.set_left(Stage.CLOSING, texts[stage], done=stage is LifeStage.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What the rail and the timeline show of a transcript."""

    spoken: list[Interval]
    doubts: int
    unnamed: int


def _standing(state: Corrected) -> _Standing:
    """Return where a transcript stands; in a session of six hours it takes several frames."""
    turns = state.transcript.turns
    silence_s = state.transcript.audio.duration_s * _SILENCE_SHARE
    return _Standing(
        spoken=merged((turn.interval for turn in turns), gap_s=silence_s),
        doubts=review_of(state, None).doubts,
        unnamed=sum(1 for one in voice_cards(state) if not one.decided),
    )
