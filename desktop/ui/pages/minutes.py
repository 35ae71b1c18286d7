"""Procès-verbal: the draft as it will print, what the law still asks, and the documents."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFrame, QTextBrowser, QVBoxLayout, QWidget

from core.errors import AppError
from core.task import silent
from desktop.session.dossier import Dossier
from desktop.session.publication import published
from desktop.session.requests import DraftRequest
from desktop.ui.block_html import LISTEN, document_html
from desktop.ui.messages_box import show_error
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.theme import Theme, serif
from desktop.ui.widgets import button, clear, column, label, panel_width, row, scrolled
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.evidence import Severity, Status
from pv_builder.language.typography import counted
from pv_builder.minutes import Minutes
from pv_builder.reporting.discussion import DiscussionStyle

_PANEL_CHARACTERS = 43


class MinutesPage(Page):
    """The draft on paper in the middle, the conformity list and the exports beside it."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.paper = QTextBrowser()
        self.paper.setObjectName("minutes")
        self.paper.setAccessibleName(self.tr("Projet de procès-verbal"))
        self.paper.setOpenLinks(False)
        self.paper.setFont(serif())
        self.paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper.document().setDocumentMargin(32)
        self.paper.anchorClicked.connect(self._on_link)
        self.style_choice = QComboBox()
        self.style_choice.setAccessibleName(self.tr("Façon de rapporter les débats"))
        for text, style in (
            (self.tr("Débats mot à mot"), "integral"),
            (self.tr("Débats au style indirect"), "indirect"),
            (self.tr("Débats résumés"), "synthese"),
        ):
            if style in set(DiscussionStyle):
                self.style_choice.addItem(text, style)
        self.style_choice.currentIndexChanged.connect(self.refresh)
        self._checks = QVBoxLayout()
        self.setFocusProxy(self.paper)
        self._saved = label("", "good")
        self.setLayout(self._build())

    def _build(self) -> QVBoxLayout:
        checks = QWidget()
        checks.setLayout(column(self._checks, None))
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(panel_width(self, _PANEL_CHARACTERS))
        panel.setLayout(
            column(
                label(self.tr("Conformité"), "heading"),
                scrolled(checks, on_panel=True),
                self.style_choice,
                self._saved,
                button(self.tr("Enregistrer le Word"), self.export, role="main", key="Ctrl+S"),
                button(self.tr("Ouvrir le Word"), self._open_document),
                button(self.tr("Ouvrir le dossier"), self._open_folder),
                margin=16,
            )
        )
        body = row()
        body.setSpacing(0)
        body.addLayout(column(self.paper, margin=12), 1)
        body.addWidget(panel)
        whole = column()
        whole.addLayout(body)
        return whole

    def refresh(self) -> None:
        """Draft again from the facts as they stand, keeping the place."""
        minutes = self.session.minutes()
        clear(self._checks)
        if minutes is None:
            self.paper.setPlainText(self.tr("Décrivez d'abord la séance."))
            return
        transcript = published(self.session.state) if self.session.has_transcript else None
        options = DraftOptions(style=DiscussionStyle(self.style_choice.currentData()))
        document = draft_minutes(minutes, transcript, options)
        place = self.paper.verticalScrollBar().value()
        self.paper.setHtml(document_html(document, self.theme))
        self.paper.verticalScrollBar().setValue(place)
        self._show_checks(minutes)

    def _show_checks(self, minutes: Minutes) -> None:
        left = sum(1 for one in minutes.evidence if one.status is Status.PROPOSED)
        if left:
            text = self.tr("À vérifier dans le projet : {facts}, marqués comme tels.")
            shown = text.format(facts=counted(left, self.tr("fait")))
            self._checks.addWidget(label(shown, "check"))
        for alert in minutes.alerts:
            blocking = alert.severity is Severity.BLOCKING
            sign = self.tr("✕ Bloquant") if blocking else self.tr("⚠ À voir")
            where = "" if alert.item is None else self.tr(" · point {n}").format(n=alert.item)
            self._checks.addWidget(label(f"{sign}{where}", "block" if blocking else "check"))
            self._checks.addWidget(label(alert.text))
        if not left and not minutes.alerts:
            self._checks.addWidget(
                label(self.tr("✓ Rien ne manque de ce que la loi demande."), "good")
            )

    def _on_link(self, link: QUrl) -> None:
        if link.scheme() == LISTEN:
            self.listen.emit(max(0.0, float(link.path()) - 1.0), None)

    # documents

    def export(self, formats: tuple[str, ...] = ()) -> bool:
        """Write the documents into the session's folder; whether it went well."""
        from desktop.session.documents import write_documents  # noqa: PLC0415 - loads the writers

        minutes = self.session.minutes()
        if minutes is None or not self.session.has_transcript:
            return False
        request = DraftRequest(formats=formats, style=self.style_choice.currentData())
        transcript = published(self.session.state)
        try:
            write_documents(self._dossier(), minutes, transcript, request, silent())
        except AppError as error:
            show_error(error, self)
            return False
        self._saved.setText(self.tr("✓ Enregistré sous « pv.docx » dans le dossier de la séance."))
        return True

    def _dossier(self) -> Dossier:
        return self.session.bench.dossier

    def _document(self) -> Path:
        return self._dossier().root / "pv.docx"

    def _open_document(self) -> None:
        if self._document().exists() or self.export():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._document())))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._dossier().root)))
