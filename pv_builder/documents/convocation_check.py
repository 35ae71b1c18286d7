"""The convocation held against the session: its notice, and its agenda against what was examined.

CGCT art. L. 2121-10 to L. 2121-12 for communes, L. 5211-1 and following for the others. A working
document for the secretary: it proves nothing that a person did not state (the day of sending).
"""

import datetime as dt
from dataclasses import dataclass

from pv_builder.blocks import (
    Block,
    Document,
    FactTable,
    Heading,
    Line,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Run,
    Table,
    text,
)
from pv_builder.documents.session_document import session_document, share_of_marks
from pv_builder.language.typography import counted, day, typeset
from pv_builder.law.assemblies import (
    LARGE_COMMUNE,
    AssemblyRules,
    follows_local_law,
    rules_for,
)
from pv_builder.law.deadlines import notice_for
from pv_builder.law.outcomes import outcome_of
from pv_builder.law.wording import UNKNOWN, agenda_number
from pv_builder.meeting import Assembly, Item, Meeting, Outcome

_NOT_EXAMINED = {Outcome.POSTPONED: "Ajourné", Outcome.WITHDRAWN: "Retiré"}
_WITH_REPORT = frozenset({Assembly.EPCI, Assembly.SYNDICAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delay:
    """Clear days given and needed; None where they are not known."""

    given: int | None
    needed: int | None
    needed_if_large: int | None = None

    @property
    def is_kept(self) -> bool | None:
        """Whether the notice was long enough, None where that cannot be said."""
        if self.given is None or self.needed is None:
            return None
        if self.given < self.needed:
            return False
        is_large_too = self.needed_if_large is None or self.given >= self.needed_if_large
        return True if is_large_too else None


def convocation_check(meeting: Meeting) -> Document:
    """Return the check of the convocation of a session."""
    rules, delay = rules_for(meeting), _delay(meeting)
    blocks: list[Block] = [
        Heading(level=1, line=text("Délai de convocation")),
        _facts(meeting, rules, delay),
        _verdict(meeting, rules, delay),
        *_reminders(meeting, rules),
        Heading(level=1, line=text("Ordre du jour et points examinés")),
        *_agenda(meeting),
    ]
    return session_document(meeting, "Contrôle de la convocation", blocks, has_stamp=False)


def _delay(meeting: Meeting) -> _Delay:
    sent = meeting.convened_on
    found = notice_for(meeting, sent or meeting.date)
    return _Delay(
        given=None if sent is None else found.days,
        needed=found.needed,
        needed_if_large=found.needed_if_large,
    )


def _facts(meeting: Meeting, rules: AssemblyRules, delay: _Delay) -> FactTable:
    sent = meeting.convened_on
    rows = [
        ("Convocation envoyée le", _known(day(sent) if sent else None)),
        ("Séance du", text(day(meeting.date))),
        ("Jours francs donnés", _known(None if delay.given is None else str(delay.given))),
        ("Jours francs requis", _known(_needed(delay))),
        ("Dernier jour d’envoi possible", _known(_last_day(meeting, delay))),
        ("Procédure", text(_procedure(meeting))),
        ("Texte", text(typeset(_article(meeting, rules)))),
    ]
    return FactTable(rows=tuple(rows), caption="Délai de convocation")


def _known(value: str | None) -> Line:
    return text(value) if value else (Run(text=UNKNOWN, italic=True, proposed=True),)


def _needed(delay: _Delay) -> str | None:
    if delay.needed is None:
        return None
    if delay.needed_if_large is None:
        return str(delay.needed)
    large = f"{LARGE_COMMUNE:,}".replace(",", " ")
    return typeset(f"{delay.needed}, ou {delay.needed_if_large} à partir de {large} habitants")


def _last_day(meeting: Meeting, delay: _Delay) -> str | None:
    if delay.needed is None:
        return None
    return day(meeting.date - dt.timedelta(days=delay.needed + 1))


def _procedure(meeting: Meeting) -> str:
    if _is_by_right(meeting):
        return "Réunion de plein droit, faute de quorum à la première"
    if meeting.second_convocation:
        return "Seconde convocation, faute de quorum à la première"
    return "Urgence" if meeting.urgent else "Ordinaire"


def _is_by_right(meeting: Meeting) -> bool:
    return meeting.second_convocation and rules_for(meeting).meets_again_by_right


def _article(meeting: Meeting, rules: AssemblyRules) -> str:
    return rules.quorum_fails_article if meeting.second_convocation else rules.notice_article


def _verdict(meeting: Meeting, rules: AssemblyRules, delay: _Delay) -> Block:
    """Return whether the notice was long enough; a fault says what to do."""
    article = _article(meeting, rules)
    if _is_by_right(meeting):
        told = f"La réunion se tient de plein droit, trois jours après la première ({article})."
        return Paragraph(line=text(typeset(told)), role=ParagraphRole.DECISION)
    if delay.is_kept:
        told = "Le délai de convocation est respecté."
        return Paragraph(line=text(typeset(told)), role=ParagraphRole.DECISION)
    if delay.is_kept is False:
        given = counted(max(0, delay.given or 0), "jour franc", "jours francs")
        message = (
            f"Le délai de convocation n'est pas respecté : {given} "
            f"pour {delay.needed} requis ({article}). Vérifiez la date d'envoi ; si elle est "
            "exacte, faites rendre compte de l'urgence à l'ouverture, ou convoquez à nouveau."
        )
    elif delay.given is None:
        message = (
            "La date d'envoi de la convocation n'est pas connue : indiquez-la dans la description "
            "de la séance pour vérifier le délai."
        )
    elif delay.needed is None:
        message = (
            "Le délai de convocation dépend des statuts, qui ne sont pas renseignés : indiquez les "
            "jours francs qu'ils prévoient."
        )
    else:
        message = (
            f"Le délai suffit pour une commune de moins de {LARGE_COMMUNE} habitants seulement : "
            "indiquez le nombre d'habitants pour conclure."
        )
    return Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),))


def _reminders(meeting: Meeting, rules: AssemblyRules) -> list[Block]:
    lines = ["Ni le jour de l'envoi ni celui de la séance ne comptent ; samedis et dimanches, si."]
    if meeting.second_convocation and follows_local_law(meeting):
        lines.append(
            "La seconde convocation dit expressément que l'assemblée délibérera quel que soit le "
            "nombre des membres présents (L. 2541-4)."
        )
    if meeting.urgent and meeting.second_convocation:
        lines.append("Convoquée en urgence, l'assemblée a de nouveau besoin du quorum.")
    elif meeting.urgent:
        lines.append("L'assemblée se prononce sur l'urgence dès l'ouverture de la séance.")
    is_large = meeting.population is not None and meeting.population >= LARGE_COMMUNE
    if meeting.assembly in _WITH_REPORT or (rules.notice_days_large is not None and is_large):
        lines.append("Une note explicative de synthèse accompagne la convocation (L. 2121-12).")
    return [Paragraph(line=text(typeset(line)), role=ParagraphRole.NOTE) for line in lines]


def _agenda(meeting: Meeting) -> list[Block]:
    if not meeting.items:
        message = "Aucun point à l'ordre du jour : indiquez ceux de la convocation."
        return [Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),))]
    share = share_of_marks(meeting, 0.1)
    table = Table(
        header=("N°", "Objet", "Convocation", "Séance"),
        rows=tuple(_row(meeting, item) for item in meeting.items),
        widths=(share, 0.6 - share, 0.2, 0.2),
        caption="Ordre du jour et points examinés",
    )
    added = [item for item in meeting.items if item.added]
    if not added:
        return [table]
    marks = ", ".join(agenda_number(item.mark).rstrip(".") for item in added)
    message = (
        f"Ajoutés en séance : {marks}. Une décision importante doit figurer à l'ordre du jour de "
        "la convocation : vérifiez que ces points pouvaient être ajoutés."
    )
    return [table, Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),))]


def _row(meeting: Meeting, item: Item) -> tuple[Line, ...]:
    return (
        text(agenda_number(item.mark).rstrip(".")),
        text(typeset(item.title)),
        text("Ajouté en séance", bold=True) if item.added else text("Inscrit"),
        _known(_fate(meeting, item)),
    )


def _fate(meeting: Meeting, item: Item) -> str | None:
    """Return what became of an item in session, None when it was not found there."""
    outcome = outcome_of(meeting, item)
    if outcome in _NOT_EXAMINED:
        return _NOT_EXAMINED[outcome]
    return "Examiné" if outcome or item.ballot or item.start_s is not None else None
