"""Clôture: what the law asks after the session, and when."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.theme import Theme
from desktop.ui.widgets import card, clear, column, label, scrolled
from pv_builder.language.typography import day
from pv_builder.law.assemblies import rules_for
from pv_builder.law.deadlines import list_due, members_copy_due
from pv_builder.meeting import Meeting


class ClosingPage(Page):
    """The life of the minutes after the session."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(12)
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Après la séance"), "title"),
                label(self.tr("Ce que la loi demande, et pour quand."), "quiet"),
                8,
                self._steps,
                None,
                margin=24,
            )
        )
        self.setLayout(column(scrolled(body)))

    def refresh(self) -> None:
        """Show the deadlines of this session."""
        clear(self._steps)
        minutes = self.session.minutes()
        if minutes is None:
            self._steps.addWidget(label(self.tr("Décrivez d'abord la séance."), "quiet"))
            return
        for title, text in self._deadlines(minutes.meeting):
            self._steps.addWidget(card(label(title, "heading"), label(text)))

    def _deadlines(self, meeting: Meeting) -> list[tuple[str, str]]:
        rules = rules_for(meeting)
        steps = []
        if rules.list_article is not None:
            text = self.tr("Affichée et mise en ligne au plus tard le {day} ({article}).")
            shown = text.format(day=day(list_due(meeting.date)), article=rules.list_article)
            steps.append((self.tr("Liste des délibérations examinées"), shown))
        copy = members_copy_due(meeting.date, meeting.assembly)
        if copy is not None:
            text = self.tr("Liste adressée aux conseillers qui ne siègent pas avant le {day}.")
            steps.append((self.tr("Conseillers des communes membres"), text.format(day=day(copy))))
        article = f" ({rules.minutes_article})" if rules.minutes_article else ""
        approval = self.tr(
            "Arrêté au commencement de la séance suivante, signé par le président et le "
            "secrétaire, puis publié dans la semaine{article}."
        )
        steps.append((self.tr("Procès-verbal"), approval.format(article=article)))
        recording = self.tr(
            "L'enregistrement n'a plus lieu d'être gardé une fois le procès-verbal arrêté, sauf "
            "décision contraire de la collectivité."
        )
        steps.append((self.tr("Enregistrement"), recording))
        return steps
