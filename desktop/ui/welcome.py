"""The first start, in three steps: what Greffier does, how fast it is here, the first session."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.session.machine.model_list import ModelLine, model_lines
from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.ui.job_bar import JobBar
from desktop.ui.jobs import Job
from desktop.ui.lane import Lane
from desktop.ui.widgets import button, card, column, label, row, set_role
from models.store import State


class WelcomeView(QWidget):
    """Three steps, any of which may be left out.

    Args:
        lane: where the installed models are looked at.

    Signals:
        ended: the person is done; whether a first session is to be made now.
    """

    ended = Signal(bool)

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.steps = QStackedWidget()
        self.trial = TrialPanel(lane)
        self.begin = button(
            self.tr("Créer la première séance"), lambda: self.finish(create=True), role="main"
        )
        for step in (self._promise(), self.trial, self._first_session()):
            self.steps.addWidget(step)
        self._where = label("", "quiet", wrap=False)
        self._back = button(self.tr("Précédent"), lambda: self.go(-1))
        self._next = button(self.tr("Suivant"), lambda: self.go(1), role="main")
        self._skip = button(self.tr("Passer"), lambda: self.finish(create=False), role="flat")
        line = row(self._back, self._next, None, self._skip)
        self.setLayout(
            column(
                label(self.tr("Bienvenue dans Greffier"), "title"),
                self._where,
                self.steps,
                line,
                margin=32,
            )
        )
        self.go(0)

    def _promise(self) -> QWidget:
        return _page(
            card(
                label(self.tr("De l'enregistrement au procès-verbal"), "heading"),
                label(
                    self.tr(
                        "Vous donnez l'enregistrement de la séance. Greffier écrit ce qui s'est "
                        "dit, reconnaît qui parle, relève les présents, les points et les votes, "
                        "et prépare le projet de procès-verbal."
                    )
                ),
            ),
            card(
                label(self.tr("Rien ne quitte cet ordinateur"), "heading"),
                label(
                    self.tr(
                        "Tout le travail se fait ici, sans internet. Aucune voix n'est gardée "
                        "d'une séance à l'autre."
                    )
                ),
            ),
            card(
                label(self.tr("C'est vous qui confirmez"), "heading"),
                label(
                    self.tr(
                        "Greffier se trompe, surtout sur les noms. Ce qui n'est pas sûr est marqué "
                        "« à vérifier » jusqu'à votre accord."
                    )
                ),
            ),
        )

    def _first_session(self) -> QWidget:
        return _page(
            card(
                label(self.tr("Votre première séance"), "heading"),
                label(
                    self.tr(
                        "Ayez sous la main l'enregistrement, la liste des membres et l'ordre du "
                        "jour : un fichier Excel, la convocation en Word ou un copier-coller "
                        "conviennent."
                    )
                ),
                row(
                    self.begin,
                    button(self.tr("Plus tard"), lambda: self.finish(create=False)),
                    None,
                ),
            )
        )

    def go(self, step: int) -> None:
        """Go to the next step, or back (-1)."""
        at = max(0, min(self.steps.count() - 1, self.steps.currentIndex() + step))
        self.steps.setCurrentIndex(at)
        where = self.tr("Étape {n} sur {total}")
        self._where.setText(where.format(n=at + 1, total=self.steps.count()))
        self._back.setEnabled(at > 0)
        is_last = at == self.steps.count() - 1
        self._next.setVisible(not is_last)
        self._skip.setVisible(not is_last)
        (self.begin if is_last else self._next).setFocus()  # Enter goes on, to the end

    def finish(self, *, create: bool) -> None:
        """Leave the welcome; it does not come back."""
        self.trial.stop()
        change_preferences(welcomed=True)
        self.ended.emit(create)


class TrialPanel(QWidget):
    """Tries this machine on a minute of a session and says how long a meeting will take."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._model = label("")
        self.result = label("", "heading")
        self._bar = JobBar()
        self._bar.stop_asked.connect(self.stop)
        self._start = button(self.tr("Faire l'essai"), self.start, role="main")
        explained = self.tr(
            "Greffier transcrit une minute de séance sur cet ordinateur et dit combien de temps "
            "prendra une réunion de deux heures. L'essai dure de une à quelques minutes."
        )
        whole = column(
            card(
                label(self.tr("À quelle vitesse ira cet ordinateur ?"), "heading"),
                label(explained),
                self._model,
                row(self._start, None),
                self._bar,
                self.result,
            ),
            None,
        )
        self.setLayout(whole)
        lane.run(model_lines, self._show_models)

    def _show_models(self, lines: tuple[ModelLine, ...]) -> None:
        ready = [line for line in lines if line.recognises and line.state is State.READY]
        self._start.setEnabled(bool(ready))
        if ready:
            ids = ", ".join(line.id for line in ready)
            text = self.tr("✓ Modèle de transcription installé : {ids}.").format(ids=ids)
        else:
            text = self.tr(
                "✕ Aucun modèle de transcription n'est installé : Réglages, Transcription, "
                "« Importer depuis une clé USB »."
            )
        self._model.setText(text)
        set_role(self._model, "good" if ready else "block")

    def start(self) -> None:
        """Begin the trial with the chosen model."""
        if self._job is not None:
            return
        chosen = load_preferences()
        model = ["--model", chosen.model] if chosen.model else []
        self._job = Job(["trial", *model, "--device", chosen.device], self)
        self._job.progressed.connect(self._bar.show_progress)
        self._job.told.connect(self._say)
        self._job.ended.connect(self._on_ended)
        self.result.setText("")
        self._start.setEnabled(False)
        self._bar.begin()
        self._job.start()

    def stop(self) -> None:
        """Stop the trial, if it runs."""
        if self._job is not None:
            self._bar.stopping()
            self._job.stop()

    def _say(self, text: str, role: str = "heading") -> None:
        self.result.setText(text)
        set_role(self.result, role)

    def _on_ended(self, _done: bool, words: str) -> None:  # noqa: FBT001 - a slot
        self._job = None
        self._bar.hide()
        self._start.setEnabled(True)
        if words:
            self._say(words, "block")


def _page(*cards: QWidget) -> QWidget:
    page = QWidget()
    page.setLayout(column(*cards, None))
    return page
