"""The last stage: dates stated and taken back, the recording deleted and its record."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.session.keeping.deletion import RECORD
from desktop.session.keeping.life import Duty, Step
from desktop.session.keeping.life import Stage as LifeStage
from desktop.ui.closing_dialogs import DayDialog, DeletionDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.closing import ClosingPage
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView


@pytest.fixture
def page(view: SessionView) -> ClosingPage:
    view.rail.choose(Stage.CLOSING)
    return view.closing


def words(page: ClosingPage) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel))


def test_a_date_is_stated_shown_kept_and_taken_back(
    page: ClosingPage, window: MainWindow, folder: Path
) -> None:
    assert "brouillon" in words(page)
    page.state(Step.SUBMITTED, dt.date(2026, 4, 30))
    page.state(Step.APPROVED, dt.date(2026, 5, 7))
    assert "arrêté. Il reste à le publier" in words(page)
    assert "jeudi 14 mai 2026" in words(page).replace("\u00a0", " ")
    assert window.open_session(folder)
    assert window.view is not None
    assert window.view.closing.life.stage is LifeStage.APPROVED
    window.view.rail.choose(Stage.CLOSING)
    window.view.closing.state(Step.APPROVED, None)
    assert "attend d'être arrêté" in words(window.view.closing)


def test_the_keyboard_stays_at_the_step_whose_day_was_given(page: ClosingPage) -> None:
    page.state(Step.SUBMITTED, dt.date(2026, 4, 30))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Revenir : Projet de procès-verbal"


def test_once_approved_the_draft_on_paper_is_no_draft_any_longer(
    page: ClosingPage, view: SessionView
) -> None:
    def paper() -> str:
        view.rail.choose(Stage.MINUTES)
        minutes = view.page(Stage.MINUTES)
        assert isinstance(minutes, MinutesPage)
        return minutes.paper.toPlainText().replace("\u00a0", " ")

    assert "non encore approuvé" in paper()
    page.state(Step.APPROVED, dt.date(2026, 5, 7))
    assert "non encore approuvé" not in paper()
    assert "arrêté le 7 mai 2026" in paper()
    page.state(Step.APPROVED, None)
    assert "non encore approuvé" in paper()


def test_deleting_the_recording_asks_for_the_agreement_of_the_archives(
    page: ClosingPage, qtbot: QtBot
) -> None:
    dialog = DeletionDialog(page._recording(), "13 Mo", "○ Peut être supprimé.", page)
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    dialog.agreed.setChecked(True)
    assert dialog.go.isEnabled()
    assert not dialog.takes_outside()


def test_after_the_deletion_nothing_plays_and_the_record_is_shown(
    page: ClosingPage, window: MainWindow, folder: Path
) -> None:
    assert window.player.has_sound
    page.delete(page._recording(), outside=False)
    assert not window.player.has_sound
    assert RECORD in words(page)
    assert not list(folder.rglob("*.wav"))
    assert (folder / ".greffier" / "edits.jsonl").exists()
    assert window.open_session(folder)
    assert window.view is not None
    assert window.view.bar._time.text() == "Enregistrement supprimé"


def test_nothing_is_done_before_the_session_nor_after_today(qtbot: QtBot) -> None:
    """A year typed into the wrong part of the field gave minutes approved in 5202."""
    dialog = DayDialog("Procès-verbal arrêté", dt.date(2026, 3, 26))
    qtbot.addWidget(dialog)
    today = dialog.day()
    dialog.field.setDate(QDate(5202, 11, 19))
    assert dialog.day() == today
    dialog.field.setDate(QDate(2025, 1, 1))
    assert dialog.day() == dt.date(2026, 3, 26)


def test_every_step_has_its_words_and_the_acts_say_until_when_they_stay_online(
    page: ClosingPage,
) -> None:
    for step in Step:
        if step is not Step.DELETED:
            assert all(page._words(step))
    online = Duty(
        step=Step.ACTS_PUBLISHED_ONLINE,
        due=None,
        article="CGCT, art. L. 2131-1",
        done=dt.date(2026, 11, 20),
        until=dt.date(2027, 1, 20),
    )
    told = page._state(online)
    assert isinstance(told, QLabel)
    assert "en ligne jusqu'au mercredi 20\u00a0janvier 2027 au moins" in told.text()


def test_facts_nobody_checked_are_named_before_approval(page: ClosingPage) -> None:
    assert "à vérifier encore, à l'étape 5" in words(page)
