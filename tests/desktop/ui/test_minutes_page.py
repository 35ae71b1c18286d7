"""The draft on paper: listened to, rewritten, exported, taken back from a word processor."""

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.session.corrections.edits import ReviseParagraph
from desktop.ui.export_choice import ExportDialog
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from pv_builder.documents.revisions import Change
from pv_builder.roster.seance_toml import read_seance
from pv_builder.wishes import DiscussionStyle, DocumentWishes

SPEECH = "indique"
"""A word of a paragraph of the sample's discussions in reported speech."""


@pytest.fixture
def page(view: SessionView) -> MinutesPage:
    view.rail.choose(Stage.MINUTES)
    page = view.page(Stage.MINUTES)
    assert isinstance(page, MinutesPage)
    return page


def put_cursor(page: MinutesPage, text: str) -> QTextCursor:
    """Put the cursor before a text of the draft that can be rewritten."""
    cursor = page.paper.document().find(text)
    while not cursor.isNull():
        page.paper.setTextCursor(cursor)
        if page.paper.place_here() is not None:
            cursor.setPosition(cursor.selectionStart())
            page.paper.setTextCursor(cursor)
            return cursor
        cursor = page.paper.document().find(text, cursor)
    pytest.fail(f"no paragraph says {text}")


def test_the_draft_is_shown_with_its_marks(page: MinutesPage) -> None:
    text = page.paper.toPlainText()
    assert "Programme de voirie 2026" in text
    assert "à vérifier" in text.replace("\u00a0", " ")


def test_a_sentence_is_heard_from_the_keyboard(page: MinutesPage, qtbot: QtBot) -> None:
    put_cursor(page, SPEECH)
    with qtbot.waitSignal(page.listen) as heard:
        page.paper.hear_here()
    assert heard.args is not None
    assert heard.args[1] is None


def test_what_is_typed_is_kept_over_a_new_draft_and_undone(page: MinutesPage, qtbot: QtBot) -> None:
    put_cursor(page, SPEECH)
    qtbot.keyClicks(page.paper, "longuement ")
    page.commit()
    edit = page.session.bench._journal.entries[-1].edit  # type: ignore[union-attr]
    assert isinstance(edit, ReviseParagraph)
    assert f"longuement {SPEECH}" in edit.after
    page.refresh()
    assert f"longuement {SPEECH}" in page.paper.toPlainText()
    put_cursor(page, f"longuement {SPEECH}")
    place = page.paper.place_here()
    assert place is not None
    assert place.change is Change.REVISED
    assert page._revert.isVisible()
    page._take_back()
    assert "longuement" not in page.paper.toPlainText()
    qtbot.keyClick(page.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "longuement" in page.paper.toPlainText()


def test_a_paragraph_is_split_by_the_enter_key(page: MinutesPage, qtbot: QtBot) -> None:
    put_cursor(page, SPEECH)
    qtbot.keyClick(page.paper, Qt.Key.Key_Return)
    page.commit()
    edit = page.session.bench._journal.entries[-1].edit  # type: ignore[union-attr]
    assert isinstance(edit, ReviseParagraph)
    assert f"\n{SPEECH}" in edit.after


def test_what_comes_from_the_facts_is_not_typed_over(page: MinutesPage, qtbot: QtBot) -> None:
    cursor = page.paper.document().find("Membres en exercice")
    page.paper.setTextCursor(cursor)
    before = page.paper.toPlainText()
    qtbot.keyClicks(page.paper, "x")
    assert page.paper.toPlainText() == before
    assert "étape 5" in page._said.text()


def test_the_word_document_holds_what_was_rewritten(
    page: MinutesPage, folder: Path, qtbot: QtBot
) -> None:
    put_cursor(page, SPEECH)
    qtbot.keyClicks(page.paper, "longuement ")
    assert page.export(("txt",))
    texts = [paragraph.text for paragraph in Document(str(folder / "pv.docx")).paragraphs]
    assert any("longuement" in text for text in texts)
    assert "longuement" in (folder / "pv.txt").read_text(encoding="utf-8")


def test_what_was_changed_in_word_comes_back(page: MinutesPage, folder: Path) -> None:
    assert page.export()
    edited = folder / "pv.docx"
    file = Document(str(edited))
    spoken = next(p for p in file.paragraphs if SPEECH in p.text and "Intervention" in p.style.name)
    spoken.runs[-1].text += " Et cela figure au dossier."
    heading = next(p for p in file.paragraphs if p.text == "Ordre du jour")
    heading.runs[0].text = "Programme de la soirée"
    file.save(str(edited))
    page.take_word(edited)
    assert "Et cela figure au dossier." in page.paper.toPlainText()
    assert "Programme de la soirée" in page._said.text()
    page.session.undo()
    assert "Et cela figure au dossier." not in page.paper.toPlainText()


def test_other_formats_are_ticked(page: MinutesPage, qtbot: QtBot) -> None:
    dialog = ExportDialog(page)
    qtbot.addWidget(dialog)
    dialog.boxes["odt"].setChecked(True)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.formats() == ("odt",)
    dialog.further["liste"].setChecked(True)
    assert dialog.documents() == ("liste",)


def test_the_other_documents_are_written_too(page: MinutesPage, folder: Path) -> None:
    assert page.export((), ("liste", "presence"))
    assert (folder / "liste-des-deliberations.docx").exists()
    assert "Feuille de présence" in page._said.text()


def test_the_presentation_and_the_style_are_the_sessions_own(page: MinutesPage) -> None:
    styles = page.choice.style_choice
    styles.setCurrentIndex(styles.findData(DiscussionStyle.SUMMARY))
    styles.activated.emit(styles.currentIndex())
    names = page.choice.template
    names.setCurrentIndex(names.findData("extrait"))
    names.activated.emit(names.currentIndex())
    seance = read_seance(page.session.bench.dossier.seance)
    assert seance.wishes == DocumentWishes(template="extrait", style=DiscussionStyle.SUMMARY)
    page.session.undo()
    assert page.choice.wishes == DocumentWishes(style=DiscussionStyle.SUMMARY)


def test_one_item_is_told_in_another_style(page: MinutesPage) -> None:
    assert not page.item_style.isEnabled()
    before = page.paper.toPlainText()
    put_cursor(page, SPEECH)
    choice = page.item_style
    assert choice.isEnabled()
    choice.setCurrentIndex(choice.findData(DiscussionStyle.VERBATIM))
    choice.setFocus()
    choice.activated.emit(choice.currentIndex())
    assert page.paper.toPlainText() != before
    assert choice.hasFocus()  # though the draft was made anew under the cursor
    seance = page.session.bench.seance
    assert seance is not None
    assert [style for _, style in seance.wishes.item_styles] == [DiscussionStyle.VERBATIM]


def test_a_template_that_cannot_be_used_is_refused_with_a_sentence(
    page: MinutesPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.wishes_choice.show_error", lambda error, _parent: told.append(error.code)
    )
    assert not page.choice.take_template(folder / "seance.toml")
    assert told == ["template-invalid"]
    assert page.choice.wishes == DocumentWishes()
