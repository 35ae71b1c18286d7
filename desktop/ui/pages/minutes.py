"""Procès-verbal: the draft as it will print, to rewrite in place, and the documents made of it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QWidget,
)

from core.task import silent
from desktop.session.corrections.edits import EditGroup, GroupLabel, ReviseParagraph
from desktop.session.documents.drafting import approved_on, draft_of
from desktop.session.dossier import Dossier
from desktop.session.machine.preferences import usual_wishes
from desktop.session.requests import DraftRequest
from desktop.ui.acts.opening import write_acts
from desktop.ui.exchange import Exchange
from desktop.ui.export_choice import ask_for_documents
from desktop.ui.flow import FlowLayout
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.conformity import ConformityList
from desktop.ui.pages.page import Page
from desktop.ui.paper import Paper, Rewriting
from desktop.ui.shortcuts import Action, action_button, keys_of
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, column, label, scrolled, set_role, with_panel
from desktop.ui.wishes_choice import ItemStyleChoice, WishesChoice, with_item_style
from pv_builder.documents.approved import marked
from pv_builder.documents.revisions import Change, Place, Revised
from pv_builder.language.typography import counted
from pv_builder.law.wording import numbered_title
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle, DocumentWishes

_PANEL_CHARACTERS = 43
_WORD = "pv.docx"


class MinutesPage(Page):
    """The draft on paper in the middle, the conformity list and the exports beside it."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._shown: Revised | None = None
        self._own = False
        self.paper = Paper(theme)
        self.paper.listen.connect(lambda second: self.listen.emit(max(0.0, second - 1.0), None))
        self.paper.rewritten.connect(self._revise)
        self.paper.untouchable.connect(self._explain_untouchable)
        self.paper.chosen.connect(self._show_place)
        self.paper.undo_asked.connect(session.undo)
        self.paper.redo_asked.connect(session.redo)
        self.choice = WishesChoice(usual_wishes())
        self.choice.changed.connect(self._wish)
        self.item_style = ItemStyleChoice()
        self.item_style.chosen.connect(self._style_item)
        self.checks = ConformityList()
        self.checks.listen.connect(self.listen)
        self._here = label("", "quiet")
        self._revert = button(self.tr("Revenir au texte proposé"), self._take_back)
        self._add = button(self.tr("Ajouter un paragraphe…"), self._add_paragraph)
        self._said = label("", "good")
        self.exchange = Exchange(session, self._say, self)
        self.main = self.paper
        self.setLayout(self._build())
        self._show_place(None)
        for keys in keys_of(Action.LISTEN):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.paper.hear_here)

    def _build(self) -> QHBoxLayout:
        panel = QFrame()
        panel.setObjectName("panel")
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Conformité"), "heading"),
                scrolled(self.checks, on_panel=True, name=self.tr("Conformité")),
                self._here,
                FlowLayout(self._revert, self._add),
                self.choice,
                self.item_style,
                self._said,
                action_button(
                    self.tr("Enregistrer le Word"), self.export, Action.SAVE, role="main"
                ),
                FlowLayout(
                    button(self.tr("Ouvrir le Word"), self._open_document),
                    self._menu_button(),
                ),
                margin=16,
            )
        )
        panel.setLayout(column(scrolled(body, on_panel=True)))
        return with_panel(column(self.paper, margin=12), panel, _PANEL_CHARACTERS)

    def _menu_button(self) -> QPushButton:
        """Return the button of the documents that are asked for less often."""
        more = button(self.tr("Documents…"), lambda: None)
        menu = QMenu(more)
        menu.addAction(self.tr("Textes des actes…"), self._write_acts)
        menu.addAction(self.tr("Autres documents et formats…"), self._export_more)
        self.exchange.add_to(menu)
        menu.addAction(self.tr("Reprendre un Word corrigé…"), self._ask_for_word)
        menu.addAction(self.tr("Ouvrir le dossier de la séance"), self._open_folder)
        more.setMenu(menu)
        return more

    # the draft

    def refresh(self) -> None:
        """Draft again from the facts as they stand, keeping the place."""
        if self._own:
            return  # the paper shows already what was typed into it
        minutes = self.session.minutes()
        if minutes is None:
            reading = self.tr("Lecture des faits en cours…")
            described = self.tr("Décrivez d'abord la séance, à la première étape.")
            self.paper.setPlainText(reading if self.session.is_reading else described)
            return
        state = self.session.state if self.session.has_transcript else None
        request = self._request(minutes)
        self.choice.show_wishes(self._wishes())
        self.checks.show_checks(minutes)
        self.session.run(lambda: draft_of(minutes, state, request), self._show_draft)

    def _show_draft(self, draft: Revised) -> None:
        self._shown = draft
        self.paper.show_draft(draft)
        if not draft.document.head and marked(draft.document.blocks):
            self._say(
                self.tr(
                    "⚠ Arrêté, mais tout n'est pas confirmé : le document garde les marques « à "
                    "vérifier » et dit qu'une intelligence artificielle a aidé à l'écrire."
                ),
                "check",
            )

    def _request(
        self, minutes: Minutes, formats: tuple[str, ...] = (), documents: tuple[str, ...] = ()
    ) -> DraftRequest:
        """Return how the documents of the session are made."""
        asked = DraftRequest(
            formats=formats,
            documents=documents,
            usual=usual_wishes(),
            approved_on=approved_on(self._dossier(), minutes),
        )
        return asked.as_wished(self._wishes(), self._dossier().root)

    def _wishes(self) -> DocumentWishes:
        seance = self.session.bench.seance
        return DocumentWishes() if seance is None else seance.wishes

    def _wish(self, wishes: DocumentWishes) -> None:
        self.commit()
        seance = self.session.bench.seance
        if seance is not None:
            self.session.describe(replace(seance, wishes=wishes))

    def _style_item(self, mark: str, style: DiscussionStyle | None) -> None:
        self._wish(with_item_style(self._wishes(), mark, style))

    # rewriting

    def commit(self) -> None:
        """Write what was typed and not written yet."""
        self.paper.commit()

    def _revise(self, rewriting: object) -> None:
        if not isinstance(rewriting, Rewriting) or not self.session.has_transcript:
            return
        self._own = True
        self.session.do(self._revision(rewriting.place, rewriting.text))
        self._own = False
        self._say(self.tr("✓ Votre rédaction est conservée."))

    def _revision(self, place: Place, after: str) -> ReviseParagraph:
        return ReviseParagraph(
            section=place.section,
            before=place.before,
            occurrence=place.occurrence,
            style=place.style,
            after=after,
        )

    def _add_paragraph(self) -> None:
        """Ask for a paragraph, and add it to the one of the cursor or under its heading."""
        self.commit()
        place, section = self.paper.place_here(), self.paper.section_here()
        title, asked = self.tr("Ajouter un paragraphe"), self.tr("Texte du paragraphe :")
        text, given = QInputDialog.getMultiLineText(self, title, asked)
        if not given or not text.strip() or not self.session.has_transcript:
            return
        if place is None:
            place = self._shown.under(section) if self._shown else None
        if place is None:
            return
        now = self.paper.text_here() or self._added_under(place)
        self.session.do(self._revision(place, "\n".join(filter(None, (now, text.strip())))))

    def _added_under(self, place: Place) -> str:
        """Return what was added under a heading before."""
        key = (place.section, place.before, place.occurrence, place.style)
        known = self.session.state.revisions.get(key)
        return known.after if known else ""

    def _take_back(self) -> None:
        self.commit()
        place = self.paper.place_here()
        if place is not None:
            self.session.do(self._revision(place, place.before))

    def _show_place(self, place: object) -> None:
        """Say where the paragraph of the cursor comes from."""
        change = place.change if isinstance(place, Place) else None
        texts = {
            Change.REVISED: self.tr("✎ Rédigé à la main."),
            Change.OUTDATED: self.tr(
                "⚠ Rédigé à la main ; le texte proposé a changé depuis. À relire."
            ),
            Change.HOMELESS: self.tr(
                "⚠ Rédigé à la main ; le passage d'origine n'existe plus. À replacer."
            ),
            None: self.tr("Cliquez dans un paragraphe pour l'écouter et le récrire."),
        }
        self._here.setText(texts[change])
        set_role(self._here, "check" if change not in {None, Change.REVISED} else "quiet")
        self._revert.setVisible(change is not None)
        self.item_style.show_item(self._item_here(), self._wishes())

    def _item_here(self) -> str | None:
        """Return the mark of the item that holds the cursor."""
        minutes = self.session.bench.minutes_so_far()
        items = minutes.meeting.items if minutes is not None else ()
        section = self.paper.section_here()
        return next((str(i.mark) for i in items if numbered_title(i) == section), None)

    def _explain_untouchable(self) -> None:
        self._say(
            self.tr("Ce passage vient des faits : corrigez-le à l'étape 5, il suivra partout."),
            "check",
        )

    def _say(self, text: str, role: str = "good") -> None:
        self._said.setText(text)
        set_role(self._said, role)

    # documents

    def export(self, formats: tuple[str, ...] = (), documents: tuple[str, ...] = ()) -> bool:
        """Write the documents into the session's folder; whether it could be begun."""
        self.commit()
        minutes = self.session.bench.minutes()
        if minutes is None or not self.session.has_transcript:
            self._say(self.tr("Transcrivez d'abord l'enregistrement."), "check")
            return False
        self._say(self.tr("Enregistrement en cours…"), "quiet")
        request = self._request(minutes, formats, documents)
        self.session.run(lambda: self._written(minutes, request), self._on_written)
        return True

    def _written(self, minutes: Minutes, request: DraftRequest) -> tuple[str, ...]:
        from desktop.session.documents.further_documents import FURTHER  # noqa: PLC0415 - as above
        from desktop.session.documents.writing import (  # noqa: PLC0415 - loads the writers
            FORMATS,
            write_documents,
        )

        write_documents(self._dossier(), minutes, self.session.state, request, silent())
        names = (FORMATS[name].file_name for name in ("docx", *request.formats))
        return (*names, *(FURTHER[name].title for name in request.documents))

    def _on_written(self, names: tuple[str, ...]) -> None:
        listed = ", ".join(f"« {name} »" for name in dict.fromkeys(names))
        self._say(
            self.tr("✓ Enregistré dans le dossier de la séance : {names}.").format(names=listed)
        )

    def _write_acts(self) -> None:
        """Open the texts of the acts, at the item of the cursor."""
        self.commit()
        write_acts(self.session, self._item_here(), self)

    def _export_more(self) -> None:
        chosen = ask_for_documents(self)
        if chosen is not None:
            self.export(*chosen)

    def _ask_for_word(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Procès-verbal corrigé dans votre traitement de texte"),
            str(self._dossier().root),
            self.tr("Document Word") + " (*.docx)",
        )
        if path:
            self.take_word(Path(path))

    def take_word(self, path: Path) -> None:
        """Take back what a person changed in the Word file."""
        from desktop.session.documents.reimport import Reimport, reimport  # noqa: PLC0415 - loads python-docx

        def take(found: Reimport) -> None:
            if found.edits:
                self.session.do(EditGroup(label=GroupLabel.REIMPORT, edits=found.edits))
            taken = counted(
                len(found.edits), self.tr("paragraphe repris"), self.tr("paragraphes repris")
            )
            self._say(self.tr("✓ {taken}.").format(taken=taken))
            if found.refused:
                self._tell_refused(found.refused)

        self.commit()
        shown, exported = self._shown, self._dossier().exported
        if shown is not None:
            self.session.run(lambda: reimport(path, exported, shown), take)

    def _tell_refused(self, refused: tuple[str, ...]) -> None:
        head = self.tr("Ces changements viennent des faits ; reportez-les à l'étape 5 :")
        listed = "\n".join(f"« {text[:90]} »" for text in refused[:5])
        self._say(f"{head}\n{listed}", "check")

    def _dossier(self) -> Dossier:
        return self.session.bench.dossier

    def _document(self) -> Path:
        return self._dossier().root / _WORD

    def _open_document(self) -> None:
        if self._document().exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._document())))
        else:
            self._say(self.tr("Enregistrez d'abord le Word."), "check")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._dossier().root)))
