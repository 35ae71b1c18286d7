"""Settings, help and the file for support, reached from anywhere and left again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QRadioButton

from desktop.session.machine.collectivites import known_collectivites, remember
from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.ui.help_view import HelpView
from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import sessions_root
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.settings.documents import DocumentsPanel
from desktop.ui.settings.view import SettingsView
from desktop.ui.shortcuts import Action, keys_of


@pytest.fixture
def settings(window: MainWindow, view: SessionView) -> SettingsView:
    view.rail.choose(Stage.FACTS)
    window.show_settings()
    assert isinstance(window.side.page, SettingsView)
    return window.side.page


def test_the_theme_and_the_size_change_at_once_and_are_kept(
    window: MainWindow, settings: SettingsView
) -> None:
    dark, large = [
        button
        for button in settings.looks.findChildren(QRadioButton)
        if button.text() in {"Sombre", "150 %"}
    ]
    dark.click()
    large.click()
    chosen = load_preferences()
    assert (chosen.theme, chosen.text_scale) == ("sombre", 1.5)
    assert window._stack.currentWidget() is settings
    window.side.leave()
    assert window.view is not None
    assert window._stack.currentWidget() is window.view
    assert window.view.stage is Stage.FACTS
    window.set_scale(1.0)


def test_a_pedal_is_one_more_key_and_a_clash_is_told(settings: SettingsView) -> None:
    pedal = settings.keys.fields[Action.PLAY][1]
    pedal.setKeySequence(QKeySequence("F13"))
    pedal.editingFinished.emit()
    assert [keys.toString() for keys in keys_of(Action.PLAY)] == ["F9", "F13"]
    settings.keys.fields[Action.BACK][1].setKeySequence(QKeySequence("F13"))
    settings.keys.fields[Action.BACK][1].editingFinished.emit()
    assert "Écouter ou arrêter" in settings.keys._clash.text()
    settings.keys.restore()
    assert [keys.toString() for keys in keys_of(Action.PLAY)] == ["F9"]


def test_the_pedal_plays(window: MainWindow, settings: SettingsView) -> None:
    settings.keys.fields[Action.PLAY][1].setKeySequence(QKeySequence("F13"))
    settings.keys.fields[Action.PLAY][1].editingFinished.emit()
    window.side.leave()
    assert window.view is not None
    (pedal,) = [
        shortcut
        for shortcut in window.view.bar.findChildren(QShortcut)
        if shortcut.key() == QKeySequence("F13")
    ]
    pedal.activated.emit()  # a window without a screen is never the active one
    assert window.player.is_playing
    window.player.pause()


def test_folders_and_retention_are_kept(
    settings: SettingsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    settings.folders._choose()
    settings.folders.months.setValue(6)
    assert sessions_root() == tmp_path
    assert load_preferences().retention_months == 6


def test_models_are_listed_with_what_fits(settings: SettingsView) -> None:
    assert settings.models.model.itemText(0).startswith("Le meilleur")
    assert settings.models._cards.count() > 0


def test_the_file_for_support_is_written_from_the_window(
    window: MainWindow, settings: SettingsView, tmp_path: Path
) -> None:
    window.side.write_support_file(tmp_path / "aide.zip")
    assert (tmp_path / "aide.zip").exists()
    assert "Rien n'a été envoyé" in settings.about.said.text()


def test_the_guide_is_read_offline(window: MainWindow) -> None:
    window.show_help()
    view = window.side.page
    assert isinstance(view, HelpView)
    assert view.list.count() >= 2
    assert len(view.page.toPlainText()) > 100
    window.side.leave()
    assert window._stack.currentWidget() is window.home


def shown_pages(view: HelpView) -> list[str]:
    return [view.list.item(at).text() for at in range(view.list.count())]


def test_the_guide_is_searched_without_accents(window: MainWindow) -> None:
    window.show_help()
    view = window.side.page
    assert isinstance(view, HelpView)
    everything = shown_pages(view)
    view.search.setText("pedale")
    assert 0 < view.list.count() < len(everything)
    view.search.setText("licorne")
    assert shown_pages(view) == []
    view.search.setText("")
    assert shown_pages(view) == everything


def test_a_link_of_the_guide_shows_its_page_and_no_other_opens(window: MainWindow) -> None:
    window.show_help()
    view = window.side.page
    assert isinstance(view, HelpView)
    view.page.anchorClicked.emit(QUrl("questions.md"))
    assert view.list.currentItem().text() == "Questions fréquentes"
    view.page.anchorClicked.emit(QUrl("https://example.org/demarrage.html"))
    assert view.list.currentItem().text() == "Questions fréquentes"


def test_documents_in_onedrive_do_not_get_the_sessions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = str(tmp_path / "OneDrive - Mairie" / "Documents")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: documents)
    assert sessions_root() == Path.home() / "Greffier"


def test_a_synchronised_folder_is_warned_of(window: MainWindow, tmp_path: Path) -> None:
    change_preferences(sessions_folder=str(tmp_path / "Nextcloud" / "Séances"))
    window.show_settings()
    assert isinstance(window.side.page, SettingsView)
    assert "Nextcloud" in window.side.page.folders.synced.text()


def test_what_an_administrator_fixed_is_said_beside_it(
    window: MainWindow, view: SessionView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "reglages.toml"
    file.write_text('modele_de_document = "extrait"\nverrouille = ["modele_de_document"]\n')
    monkeypatch.setenv("GREFFIER_REGLAGES", str(file))
    assert window.open_session(view.session.bench.dossier.root)
    assert window.view is not None
    page = window.view.page(Stage.MINUTES)
    assert isinstance(page, MinutesPage)
    window.view.rail.choose(Stage.MINUTES)
    notes = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert not page.choice.template.isEnabled()
    assert page.choice.style_choice.isEnabled()
    assert "Ce qui est grisé est fixé par votre administrateur." in notes


def test_a_collectivite_forgotten_by_mistake_comes_back(
    settings: SettingsView, view: SessionView
) -> None:
    seance = view.session.bench.seance
    assert seance is not None
    remember(seance)
    panel = DocumentsPanel()
    (known,) = known_collectivites()
    panel.drop(known)
    assert known_collectivites() == ()
    (back,) = [b for b in panel.findChildren(QPushButton) if b.text() == "Annuler"]
    back.click()
    assert known_collectivites() == (known,)
    assert [b.text() for b in panel.findChildren(QPushButton) if b.isEnabled()][-1] == "Oublier"
