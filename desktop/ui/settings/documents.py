"""Documents: how those of a new session look, and the collectivités that are kept."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session.machine.collectivites import forget, known_collectivites, remember
from desktop.session.machine.preferences import change_preferences, usual_wishes
from desktop.ui.widgets import button, card, clear, column, label, row, scrolled
from desktop.ui.wishes_choice import WishesChoice
from pv_builder.language.typography import counted, day
from pv_builder.seance import Seance
from pv_builder.wishes import DocumentWishes


class DocumentsPanel(QWidget):
    """The usual presentation, and what each next session of a collectivité begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = WishesChoice(usual_wishes())
        self.choice.changed.connect(self._keep)
        self.choice.setMaximumWidth(480)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        body = QWidget()
        body.setLayout(column(self._cards, None))
        self.setLayout(
            column(
                label(self.tr("Pour les nouvelles séances"), "heading"),
                self.choice,
                label(
                    self.tr(
                        "Chaque collectivité garde ensuite sa présentation, et chaque séance, "
                        "chaque point peut en changer à l'étape Procès-verbal."
                    ),
                    "quiet",
                ),
                16,
                label(self.tr("Collectivités connues"), "heading"),
                scrolled(body, on_panel=True),
                margin=16,
            )
        )
        self._show()

    def _keep(self, wishes: DocumentWishes) -> None:
        change_preferences(template=wishes.template or "", style=wishes.style or "indirect")

    def _show(self, dropped: Seance | None = None) -> None:
        clear(self._cards)
        known = known_collectivites()
        if dropped is not None:
            self._cards.addWidget(self._forgotten(dropped))
        elif not known:
            text = self.tr("Aucune encore : votre première séance en fera une.")
            self._cards.addWidget(label(text, "quiet"))
        for seance in known:
            self._cards.addWidget(self._card(seance))

    def _card(self, seance: Seance) -> QWidget:
        title = f"{seance.collectivite} · {seance.body}"
        members = counted(len(seance.members), self.tr("membre"), self.tr("membres"))
        facts = self.tr("{members} · dernière séance : {day}").format(
            members=members, day=day(seance.date)
        )
        drop = button(self.tr("Oublier"), partial(self.drop, seance))
        drop.setAccessibleName(self.tr("Oublier {title}").format(title=title))
        line = row()
        line.addLayout(column(label(title), label(facts, "quiet")), 1)
        line.addWidget(drop)
        return card(line)

    def drop(self, seance: Seance) -> None:
        """Forget a collectivité, until the person thinks better; its sessions stay as they are."""
        forget(seance)
        self._show(dropped=seance)

    def _take_back(self, seance: Seance) -> None:
        remember(seance)
        self._show()
        self.choice.setFocus()

    def _forgotten(self, seance: Seance) -> QWidget:
        """Return what stands in place of the card of a collectivité that was just forgotten."""
        told = self.tr("« {title} » est oubliée. Ses séances restent dans leurs dossiers.")
        back = button(self.tr("Annuler"), partial(self._take_back, seance))
        line = row()
        line.addWidget(label(told.format(title=f"{seance.collectivite} · {seance.body}")), 1)
        line.addWidget(back)
        QTimer.singleShot(0, back, back.setFocus)  # once it is shown
        return card(line)
