"""Checks of the session as a whole: its mandatory mentions, its hours, its convocation."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pv_builder import facts
from pv_builder.conformity.case import Case, Check
from pv_builder.conformity.concerns import items_in_words
from pv_builder.evidence import Alert, Severity
from pv_builder.language.typography import counted, hour
from pv_builder.law.acts import is_siret
from pv_builder.law.assemblies import LARGE_COMMUNE, is_remote
from pv_builder.law.deadlines import accounts_due, clear_days, notice_for
from pv_builder.law.presence import moment_order
from pv_builder.law.voters import executive
from pv_builder.meeting import Attendance, BallotMode, ItemKind, MemberName, MovementKind

_PAIR_AND_A_MOVE = 3
_NIGHT_MINUTES = 12 * 60
_DAY_MINUTES = 24 * 60
_LATE_MINUTES = 60
"""An assembly waits for its quorum, but hardly an hour: an hour heard beyond was misheard."""

"""A session that ends after midnight goes back by more than half a day on the clock."""

_YEAR = re.compile(r"\b(20\d\d)\b")


def check_hours_given(case: Case) -> Iterator[Alert]:
    """M1: the date and hour of the session (L. 2121-15); the hour it closed, by usage."""
    meeting = case.meeting
    if meeting.opened_at is None:
        yield case.blocking(
            "opening-hour-missing",
            "L'heure d'ouverture n'est pas connue, or le procès-verbal doit la porter "
            f"({_minutes_article(case)}). Indiquez-la.",
        )
    if meeting.closed_at is None:
        yield case.warning(
            "closing-hour-missing",
            "L'heure à laquelle la séance a été levée n'est pas connue. Indiquez-la.",
        )


def check_opening_near_convocation(case: Case) -> Iterator[Alert]:
    """M1: the session opens at about the hour of the convocation."""
    opened, convened = case.meeting.opened_at, case.meeting.convened_hour
    if opened is None or convened is None or case.is_confirmed(facts.OPENED_AT):
        return
    apart = abs(_minutes(opened) - _minutes(convened))
    if min(apart, _DAY_MINUTES - apart) > _LATE_MINUTES:
        yield case.warning(
            "opening-hour-far",
            f"L'heure d'ouverture entendue, {hour(opened)}, est loin de celle de la convocation, "
            f"{hour(convened)}. Écoutez le passage et vérifiez-la.",
            facts.OPENED_AT,
        )


def check_closing_follows_opening(case: Case) -> Iterator[Alert]:
    """M1: the session is closed after it was opened."""
    opened, closed = case.meeting.opened_at, case.meeting.closed_at
    if opened is not None and closed is not None and _goes_back(opened, closed):
        yield case.blocking(
            "closed-before-opened",
            f"La séance serait levée à {hour(closed)}, avant son ouverture à "
            f"{hour(opened)}. Écoutez les deux passages et corrigez.",
            facts.OPENED_AT,
            facts.CLOSED_AT,
        )


def check_movement_hours(case: Case) -> Iterator[Alert]:
    """Arrivals and departures have hours that follow the session."""
    meeting = case.meeting
    moves = sorted(meeting.movements, key=lambda m: moment_order(meeting, m.moment))
    said = [
        (facts.OPENED_AT, meeting.opened_at),
        *((facts.movement(move.kind, move.member), move.hour) for move in moves),
        (facts.CLOSED_AT, meeting.closed_at),
    ]
    hours = [(key, text) for key, text in said if text is not None]
    if len(hours) < _PAIR_AND_A_MOVE:
        return
    for (key, before), (next_key, after) in pairwise(hours):
        if _goes_back(before, after):
            yield case.warning(
                "hours-backwards",
                f"Les heures reculent : {hour(after)} est annoncé après {hour(before)} dans le "
                "déroulement de la séance. Écoutez les deux passages et corrigez.",
                key,
                next_key,
            )


def check_suspensions(case: Case) -> Iterator[Alert]:
    """A suspension ends after it begins."""
    for pause in case.meeting.suspensions:
        backwards = pause.end_s is not None and pause.end_s < pause.start_s
        hours = (pause.start_hour, pause.end_hour)
        if backwards or (hours[0] and hours[1] and _goes_back(hours[0], hours[1])):
            yield case.warning(
                "suspension-backwards",
                "Une suspension de séance se termine avant d'avoir commencé. Corrigez ses heures.",
            )


def check_chair(case: Case) -> Iterator[Alert]:
    """M2: the name of the chair (L. 2121-14, L. 2121-15)."""
    chair = case.meeting.chair
    if chair is None:
        yield case.blocking(
            "chair-missing",
            "Le président de séance n'est pas connu, or le procès-verbal doit le nommer "
            f"({_minutes_article(case)}). Indiquez-le.",
        )
    elif not _is_member(case, chair):
        yield case.blocking(
            "chair-not-member",
            f"{chair}, qui préside la séance, ne figure pas parmi les membres. Corrigez le nom "
            "ou la liste des membres (CGCT, art. L. 2121-14).",
            facts.CHAIR,
        )
    elif _is_away(case, chair):
        yield case.warning(
            "chair-absent",
            f"{chair} préside la séance mais figure parmi les absents à l'ouverture. "
            "Corrigez sa présence ou le nom du président de séance.",
            facts.CHAIR,
            facts.attendance(chair),
        )


def check_secretary(case: Case) -> Iterator[Alert]:
    """M4: the name of the secretary, chosen among the members (L. 2121-15)."""
    secretary = case.meeting.secretary
    if secretary is None:
        yield case.blocking(
            "secretary-missing",
            "Le secrétaire de séance n'est pas connu, or le procès-verbal doit le nommer "
            f"({_minutes_article(case)}). Indiquez-le.",
        )
    elif case.rules.secretary_is_member and not _is_member(case, secretary):
        yield case.blocking(
            "secretary-not-member",
            f"{secretary}, secrétaire de séance, ne figure pas parmi les membres : l'assemblée "
            f"choisit son secrétaire en son sein ({_minutes_article(case)}).",
            facts.SECRETARY,
        )
    elif _is_away(case, secretary):
        yield case.blocking(
            "secretary-absent",
            f"{secretary}, secrétaire de séance, figure parmi les absents. Corrigez sa "
            "présence ou le nom du secrétaire.",
            facts.SECRETARY,
            facts.attendance(secretary),
        )


def check_secretary_is_not_executive(case: Case) -> Iterator[Alert]:
    """No text bars the maire from being secretary; the ministry finds it against its spirit."""
    secretary = case.meeting.secretary
    if secretary is not None and secretary == executive(case.meeting):
        yield case.warning(
            "secretary-is-executive",
            f"{secretary} préside l'exécutif et serait aussi secrétaire de séance : aucun "
            f"texte ne l'interdit, mais ce cumul est contraire à l'esprit de la loi "
            f"({_minutes_article(case)}). Vérifiez le nom.",
            facts.SECRETARY,
        )


def check_agenda(case: Case) -> Iterator[Alert]:
    """M6: the agenda, as convened (L. 2121-10, L. 2121-15)."""
    if not case.meeting.items:
        yield case.blocking(
            "agenda-empty",
            "L'ordre du jour est vide, or le procès-verbal doit le porter "
            f"({_minutes_article(case)}). Ajoutez les points examinés.",
        )
    for item in case.meeting.items:
        if item.added:
            yield Alert(
                code="item-added",
                severity=Severity.WARNING,
                text=f"Le point « {item.title} » n'était pas sur la convocation. Une décision "
                "importante doit figurer à l'ordre du jour : vérifiez qu'il pouvait être ajouté "
                f"({case.rules.notice_article}).",
                item=item.mark,
                excerpts=case.excerpts([facts.item(item.mark, facts.ItemField.START)]),
            )


def check_notice(case: Case) -> Iterator[Alert]:
    """The convocation is sent so many clear days before the session (L. 2121-11, -12)."""
    meeting = case.meeting
    sent = meeting.convened_on
    if sent is None:
        return
    if clear_days(sent, meeting.date) < 0 and sent != meeting.date:
        yield case.blocking(
            "convened-after-session",
            f"La convocation est datée du {sent:%d/%m/%Y}, après la séance. Corrigez l'une des "
            "deux dates.",
        )
        return
    notice = notice_for(meeting, sent)
    if notice.needed is not None and notice.days < notice.needed:
        yield case.warning("notice-short", _short_notice(case, notice.days, notice.needed))
    elif notice.needed_if_large is not None and notice.days < notice.needed_if_large:
        yield case.warning(
            "notice-short-if-large",
            _short_notice(case, notice.days, notice.needed_if_large)
            + f" Sans objet si la commune compte moins de {LARGE_COMMUNE} habitants.",
        )


def check_statutes(case: Case) -> Iterator[Alert]:
    """M5: an open syndicate has the quorum of its statutes, and no other (L. 5721-1)."""
    if case.rules.quorum is None:
        yield case.blocking(
            "statutes-unknown",
            "La règle de quorum de ce syndicat mixte ouvert n'est pas connue : elle se trouve "
            "dans ses statuts. Indiquez-la à l'étape Séance ; d'ici là, le projet ne dit pas que "
            "le quorum est atteint.",
        )


def check_remote(case: Case) -> Iterator[Alert]:
    """A session by videoconference is open to some assemblies, and votes in public there."""
    meeting = case.meeting
    if not is_remote(meeting):
        return
    if case.rules.may_be_remote is False:
        yield case.warning(
            "remote-not-allowed",
            "Le conseil municipal ne peut pas siéger en visioconférence. Vérifiez le lieu et "
            "les présences.",
        )
    voted = [i for i in meeting.items if i.ballot and i.ballot.mode is not BallotMode.NONE]
    hidden = [i.mark for i in voted if i.ballot and i.ballot.mode is not BallotMode.PUBLIC]
    if hidden and case.rules.remote_article:
        yield case.warning(
            "remote-vote-not-public",
            "En visioconférence, le vote n'a lieu qu'au scrutin public, nom par nom "
            f"({case.rules.remote_article}). À vérifier : "
            f"{'points' if len(hidden) > 1 else 'point'} {items_in_words(hidden)}.",
        )


def check_siret(case: Case) -> Iterator[Alert]:
    """The number of the authority has the right check digits."""
    siret = case.meeting.siret
    if siret is not None and not is_siret(siret):
        yield case.warning(
            "siret-invalid",
            f"Le numéro SIRET {siret} est faux : ses chiffres de contrôle ne conviennent pas. "
            "Vérifiez-le avant toute transmission.",
        )


def check_accounts_date(case: Case) -> Iterator[Alert]:
    """The accounts of a year are voted by 30 June of the next (L. 1612-12)."""
    for item in case.meeting.items:
        years = _YEAR.findall(item.title)
        if item.kind is not ItemKind.ACCOUNTS or len(years) != 1:
            continue
        if case.meeting.date > (due := accounts_due(int(years[0]))):
            yield Alert(
                code="accounts-late",
                severity=Severity.WARNING,
                text=f"Les comptes de {years[0]} devaient être votés au plus tard le "
                f"{due:%d/%m/%Y} (CGCT, art. L. 1612-12). Vérifiez l'année et la date.",
                item=item.mark,
            )


CHECKS: tuple[Check, ...] = (
    check_hours_given,
    check_opening_near_convocation,
    check_closing_follows_opening,
    check_movement_hours,
    check_suspensions,
    check_chair,
    check_secretary,
    check_secretary_is_not_executive,
    check_agenda,
    check_notice,
    check_statutes,
    check_remote,
    check_siret,
    check_accounts_date,
)


def _short_notice(case: Case, days: int, needed: int) -> str:
    return (
        f"La convocation laisse {counted(days, 'jour franc', 'jours francs')}, il en faut "
        f"{needed} "
        f"({case.rules.notice_article}). Vérifiez sa date d'envoi, ou indiquez l'urgence."
    )


def _minutes_article(case: Case) -> str:
    """Return the article on the content of the minutes; that of communes inspires the others."""
    return case.rules.minutes_article or "par analogie, CGCT, art. L. 2121-15"


def _is_member(case: Case, name: MemberName) -> bool:
    return any(member.name == name for member in case.meeting.members)


def _is_away(case: Case, name: MemberName) -> bool:
    """Whether a member was away at the opening and never arrived."""
    state = dict(case.meeting.attendance).get(name)
    arrived = any(
        move.member == name and move.kind is MovementKind.ARRIVAL for move in case.meeting.movements
    )
    return state in {Attendance.ABSENT, Attendance.EXCUSED} and not arrived


def _goes_back(before: str, after: str) -> bool:
    """Whether the clock goes back, other than by passing midnight."""
    return 0 < _minutes(before) - _minutes(after) <= _NIGHT_MINUTES


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
