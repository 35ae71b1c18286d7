"""Clôture: what is done after the session, by when, and the end of the recording."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from core.errors import AppError
from desktop.session.corrections.fact_list import fact_groups
from desktop.session.french.messages import size_text
from desktop.session.keeping.deletion import RECORD, Recording, delete_recording, recording_of
from desktop.session.keeping.life import (
    Duty,
    Stage,
    Step,
    deletable_from,
    duties_of,
    read_life,
    write_life,
)
from desktop.session.machine.preferences import load_preferences
from desktop.ui.closing_dialogs import DeletionDialog, ask_for_day
from desktop.ui.messages_box import show_error
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
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
from pv_builder.evidence import Severity
from pv_builder.language.typography import counted, day


class ClosingPage(Page):
    """The life of the minutes after the session.

    Signals:
        stated: a day was stated or taken back; documents may be written in another form now.
        recording_going: the recording is about to be deleted; whoever reads it must let go.
        lived: the stage of the minutes, a `desktop.session.keeping.life.Stage`.
    """

    recording_going = Signal()
    stated = Signal()
    lived = Signal(object)

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.life = read_life(session.bench.dossier)
        self._stage = label("", "heading")
        self._acts: dict[Step, QPushButton] = {}
        self._steps = QVBoxLayout()
        self._steps.setSpacing(12)
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Après la séance"), "title"),
                self._stage,
                8,
                self._steps,
                None,
                margin=24,
            )
        )
        self._area = scrolled(body, name=self.tr("Après la séance"))
        self.main = self._area
        self.setLayout(column(self._area))

    def refresh(self) -> None:
        """Show what is done and what is to be done."""
        minutes = self.session.minutes_or_stated()
        clear(self._steps)
        self._acts.clear()
        if minutes is None:
            self._steps.addWidget(label(self.tr("Décrivez d'abord la séance."), "quiet"))
            return
        self._stage.setText(self._stage_text(self.life.stage))
        self.lived.emit(self.life.stage)
        blocking = sum(1 for one in minutes.alerts if one.severity is Severity.BLOCKING)
        left = sum(group.left for group in fact_groups(minutes))
        duties = duties_of(minutes.meeting, self.life)
        shown = [self._card(duty, blocking, left) for duty in duties]
        shown.append(self._recording_card())
        for one in shown:
            self._steps.addWidget(one)
        tab_through(self._area, shown)

    def _stage_text(self, stage: Stage) -> str:
        return {
            Stage.DRAFT: self.tr("Le procès-verbal est un brouillon."),
            Stage.TO_APPROVE: self.tr("Le projet attend d'être arrêté à la prochaine séance."),
            Stage.APPROVED: self.tr("Le procès-verbal est arrêté. Il reste à le publier."),
            Stage.PUBLISHED: self.tr("Le procès-verbal est arrêté et publié."),
        }[stage]

    # duties

    def _card(self, duty: Duty, blocking: int, left: int) -> QFrame:
        """Return a step with its action.

        Args:
            duty: the step.
            blocking: alerts that stand against approval.
            left: facts that nobody confirmed yet.
        """
        title, explained, action = self._words(duty.step)
        line = row()
        texts = column(label(title, "heading"), label(self._explained(explained, duty)))
        if duty.step is Step.APPROVED and blocking and duty.done is None:
            told = self.tr("✕ Le projet a encore {points} : voyez l'étape 6.")
            points = counted(blocking, self.tr("point bloquant"), self.tr("points bloquants"))
            texts.addWidget(label(told.format(points=points), "block"))
        if duty.step is Step.APPROVED and left and duty.done is None:
            told = self.tr("⚠ {facts} à vérifier encore, à l'étape 5.")
            waiting = told.format(facts=counted(left, self.tr("fait")))
            texts.addWidget(label(waiting, "check"))
        if duty.step is Step.APPROVED and duty.done is not None and not blocking:
            again = self.tr(
                "Enregistrez à nouveau les documents à l'étape 6 : ils ne sont plus écrits comme "
                "un projet."
            )
            texts.addWidget(label(again, "quiet"))
        texts.addWidget(self._state(duty))
        line.addLayout(texts, 1)
        if duty.done is None:
            act = button(action, partial(self._ask, duty.step, title))
            act.setAccessibleName(self.tr("{title} : {action}").format(title=title, action=action))
        else:
            act = button(self.tr("Revenir"), partial(self.state, duty.step, None), role="flat")
            act.setAccessibleName(self.tr("Revenir : {title}").format(title=title))
        self._acts[duty.step] = act
        line.addWidget(act)
        return card(line)

    def _words(self, step: Step) -> tuple[str, str, str]:
        """Return the title of a step, what it is, and its action."""
        return {
            Step.LIST_POSTED: (
                self.tr("Liste des délibérations examinées"),
                self.tr("Affichée à la mairie ou au siège et mise en ligne dans la semaine."),
                self.tr("Affichée le…"),
            ),
            Step.ACTS_PUBLISHED: (
                self.tr("Délibérations"),
                self.tr(
                    "Transmises au contrôle de légalité, puis publiées comme l'assemblée l'a "
                    "choisi : en ligne, par affichage ou sur papier ; en ligne à défaut de choix."
                ),
                self.tr("Publiées le…"),
            ),
            Step.ACTS_PUBLISHED_ONLINE: (
                self.tr("Délibérations"),
                self.tr(
                    "Transmises au contrôle de légalité, puis publiées en ligne, entières, deux "
                    "mois au moins."
                ),
                self.tr("Publiées le…"),
            ),
            Step.LIST_COPIES_SENT: (
                self.tr("Conseillers des communes membres : liste"),
                self.tr("Liste des délibérations adressée à ceux qui ne siègent pas."),
                self.tr("Adressée le…"),
            ),
            Step.SUBMITTED: (
                self.tr("Projet de procès-verbal"),
                self.tr("Adressé aux membres avant la séance qui l'arrêtera."),
                self.tr("Adressé le…"),
            ),
            Step.APPROVED: (
                self.tr("Procès-verbal arrêté"),
                self.tr(
                    "Au commencement de la séance suivante, puis signé par le président et le "
                    "secrétaire."
                ),
                self.tr("Arrêté le…"),
            ),
            Step.PUBLISHED: (
                self.tr("Procès-verbal publié"),
                self.tr("Sur le site internet et en version papier, dans la semaine qui suit."),
                self.tr("Publié le…"),
            ),
            Step.COPIES_SENT: (
                self.tr("Conseillers des communes membres : procès-verbal"),
                self.tr("Procès-verbal adressé à ceux qui ne siègent pas, dans le mois."),
                self.tr("Adressé le…"),
            ),
        }[step]

    def _explained(self, text: str, duty: Duty) -> str:
        return f"{text} ({duty.article})" if duty.article else text

    def _state(self, duty: Duty) -> QWidget:
        if duty.done is not None:
            told = self.tr("✓ Fait le {day}").format(day=day(duty.done))
            if duty.until is not None:
                left = self.tr(", à laisser en ligne jusqu'au {day} au moins")
                told += left.format(day=day(duty.until))
            return label(told, "good")
        if duty.due is None:
            return label(self.tr("○ À faire"), "quiet")
        due = day(duty.due)
        if duty.is_late(dt.date.today()):  # noqa: DTZ011 - the wall calendar of the mairie
            return label(self.tr("✕ En retard : c'était pour le {day}").format(day=due), "block")
        return label(self.tr("○ Au plus tard le {day}").format(day=due), "check")

    def _ask(self, step: Step, title: str) -> None:
        minutes = self.session.minutes_or_stated()
        since = minutes.meeting.date if minutes is not None else dt.date.min
        on = ask_for_day(title, since, self)
        if on is not None:
            self.state(step, on)

    def state(self, step: Step, on: dt.date | None) -> None:
        """Keep the day a step was done; None takes it back."""
        life = self.life.with_step(step, on, _now())
        try:
            write_life(self.session.bench.dossier, life)
        except AppError as error:
            show_error(error, self)
            return
        self.life = life
        self.stated.emit()
        self.refresh()
        if step in self._acts:
            focus_rebuilt(self._acts[step])  # the button that was pressed is gone

    # the recording

    def _recording(self) -> Recording:
        has = self.session.has_transcript
        audio = self.session.state.transcript.audio if has else None
        return recording_of(self.session.bench.dossier, audio)

    def _recording_card(self) -> QFrame:
        title = label(self.tr("Enregistrement"), "heading")
        deleted = self.life.on(Step.DELETED)
        recording = self._recording()
        if deleted is not None and not recording.is_there:
            text = self.tr("✓ Supprimé le {day}. La trace est dans « {file} ».")
            return card(title, label(text.format(day=day(deleted), file=RECORD), "good"))
        kept = self.tr(
            "Tant qu'il est conservé, l'enregistrement est communicable à qui le demande. Il "
            "n'a plus lieu d'être gardé une fois le procès-verbal arrêté et les délais de recours "
            "passés."
        )
        line = row()
        line.addLayout(column(title, label(kept), label(self._when(), "quiet")), 1)
        ask = button(self.tr("Supprimer l'enregistrement…"), self._ask_to_delete)
        ask.setEnabled(recording.is_there or bool(recording.outside))
        line.addWidget(ask)
        return card(line)

    def _when(self) -> str:
        since = deletable_from(self.life, load_preferences().retention_months)
        if since is None:
            return self.tr("○ À garder jusqu'à ce que le procès-verbal soit arrêté.")
        if since > dt.date.today():  # noqa: DTZ011 - the wall calendar of the mairie
            return self.tr("○ À garder jusqu'au {day}, fin des délais de recours.").format(
                day=day(since)
            )
        return self.tr("○ Peut être supprimé depuis le {day}.").format(day=day(since))

    def _ask_to_delete(self) -> None:
        recording = self._recording()
        dialog = DeletionDialog(recording, size_text(recording.size_bytes), self._when(), self)
        if dialog.exec() == DeletionDialog.DialogCode.Accepted:
            self.delete(recording, outside=dialog.takes_outside())
        dialog.deleteLater()

    def delete(self, recording: Recording, *, outside: bool) -> None:
        """Delete the recording and show the record of it."""
        self.recording_going.emit()
        try:
            self.life = delete_recording(
                self.session.bench.dossier, recording, outside=outside, now=_now()
            )
        except AppError as error:
            show_error(error, self)
        self.refresh()


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
