"""Checks of who is there: states, movements, substitutes, proxies, quorum."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pv_builder import facts
from pv_builder.conformity.case import Case, Check, ItemCase, ItemCheck
from pv_builder.evidence import Alert, Status
from pv_builder.facts import ItemField
from pv_builder.language.typography import few
from pv_builder.law.presence import (
    Presence,
    at_vote,
    moment_order,
    seat_by_name,
    seats,
    state_at,
)
from pv_builder.law.quorum import quorum_at_opening, quorum_resumed
from pv_builder.law.wording import quorum_shortfall
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Meeting,
    MemberName,
    Movement,
    MovementKind,
    Proxy,
)

_WEIGHTED = frozenset({Assembly.SYNDICAT, Assembly.SYNDICAT_OUVERT})
"""Assemblies whose statutes may give a delegate several votes."""


def check_attendance_known(case: Case) -> Iterator[Alert]:
    """M3: the names of the members present or represented (L. 2121-15)."""
    unknown = case.opening.unknown
    if unknown:
        yield case.blocking(
            "attendance-unknown",
            f"La présence de {few(unknown)} n'est pas connue : chaque membre est présent, "
            "représenté, excusé ou absent (CGCT, art. L. 2121-15). Cochez-la.",
            *map(facts.attendance, unknown),
        )


def check_attendance_single(case: Case) -> Iterator[Alert]:
    """M3: each member is in one state, and only members are listed."""
    roll = {member.name for member in case.meeting.members}
    times = Counter(name for name, _ in case.meeting.attendance)
    for name, count in times.items():
        if count > 1 or name not in roll:
            fault = "y figure deux fois" if name in roll else "n'est pas dans la liste des membres"
            yield case.blocking(
                "attendance-inconsistent",
                f"Feuille de présence : {name} {fault}. Corrigez-la.",
                facts.attendance(name),
            )


def check_movements(case: Case) -> Iterator[Alert]:
    """An arrival is of somebody away, a departure of somebody there, at a known item."""
    meeting = case.meeting
    there = {name: state is Attendance.PRESENT for name, state in meeting.attendance}
    for move in sorted(meeting.movements, key=lambda m: moment_order(meeting, m.moment)):
        arrives = move.kind is MovementKind.ARRIVAL
        fault = _movement_fault(meeting, move, is_there=there.get(move.member, not arrives))
        if fault:
            yield case.warning(
                "movement-impossible",
                f"{'Arrivée' if arrives else 'Départ'} de {move.member} : {fault}. Écoutez le "
                "passage et corrigez la présence ou le mouvement.",
                facts.movement(move.kind, move.member),
            )
        there[move.member] = arrives


def _movement_fault(meeting: Meeting, move: Movement, *, is_there: bool) -> str | None:
    if all(member.name != move.member for member in meeting.members):
        return "ce nom ne figure pas parmi les membres"
    if move.moment.item is not None and all(i.mark != move.moment.item for i in meeting.items):
        return f"le point {move.moment.item} n'est pas à l'ordre du jour"
    if move.kind is MovementKind.ARRIVAL and is_there:
        return "ce membre est déjà présent"
    if move.kind is MovementKind.DEPARTURE and not is_there:
        return "ce membre n'est pas présent"
    return None


def check_substitutes(case: Case) -> Iterator[Alert]:
    """A seat is occupied once: by the titular or by one substitute (L. 5211-6, L. 5212-7)."""
    seat = seat_by_name(case.meeting)
    substitutes = [m.name for m in case.meeting.members if m.substitute_for is not None]
    if substitutes and case.rules.has_substitutes is False:
        yield case.warning(
            "substitutes-not-allowed",
            f"{few(substitutes)} : noté suppléant, alors que les membres de cette assemblée n'en "
            "ont pas. Corrigez la liste des membres, ou le type de la collectivité.",
            *map(facts.attendance, substitutes),
        )
    in_room = [n for n, state in case.meeting.attendance if state is Attendance.PRESENT]
    for titular in seats(case.meeting):
        together = [name for name in in_room if seat.get(name) == titular]
        if len(together) > 1:
            yield case.warning(
                "seat-occupied-twice",
                f"{few(together)} occuperaient un même siège : un suppléant ne "
                "siège et ne vote qu'en l'absence du titulaire. Un seul a été compté.",
                *map(facts.attendance, together),
            )


def check_weights(case: Case) -> Iterator[Alert]:
    """Each member has one vote, but where the statutes of a syndicate give several."""
    heavy = [member.name for member in case.meeting.members if member.weight > 1]
    if heavy and case.meeting.assembly not in _WEIGHTED:
        yield case.warning(
            "weight-not-one",
            f"Plusieurs voix sont notées pour {few(heavy)}, or chaque membre de cette assemblée "
            "n'en a qu'une, en plus de celle d'un pouvoir. Corrigez la colonne « Voix » de la "
            "liste des membres.",
        )


def check_proxy_holders(case: Case) -> Iterator[Alert]:
    """One holder has no more proxies than the law lets (L. 2121-20)."""
    told: set[MemberName] = set()
    for state in _states(case):
        for holder in dict.fromkeys(proxy.holder for proxy in state.void):
            if holder in told:
                continue
            told.add(holder)
            held = [p.giver for p in (*state.proxies, *state.void) if p.holder == holder]
            yield case.blocking(
                "proxies-too-many",
                f"{holder} détient les pouvoirs de {few(held)}, plus que le nombre permis, "
                f"{case.rules.proxies_per_holder} ({case.rules.proxy_article}). Indiquez celui "
                "qui vaut ; d'ici là, le premier noté est compté.",
                *map(facts.proxy, held),
            )


def check_proxies_count(case: Case) -> Iterator[Alert]:
    """A proxy is of somebody away to somebody present (L. 2121-20)."""
    states = _states(case)
    counted = {p for state in states for p in (*state.proxies, *state.void)}
    for proxy in case.meeting.proxies:
        if proxy in counted:
            continue
        reason = _why_not_counted(case, proxy, states)
        yield case.warning(
            "proxy-not-counted",
            f"Le pouvoir de {proxy.giver} à {proxy.holder} ne compte à aucun moment : {reason} "
            f"({case.rules.proxy_article}). Corrigez le pouvoir ou la présence.",
            facts.proxy(proxy.giver),
            facts.attendance(proxy.giver),
        )


def _why_not_counted(case: Case, proxy: Proxy, states: Sequence[Presence]) -> str:
    seat = seat_by_name(case.meeting)
    for name in (proxy.giver, proxy.holder):
        if name not in seat:
            return f"{name} ne figure pas parmi les membres"
    if proxy.giver == proxy.holder:
        return "un membre ne se représente pas lui-même"
    if not any(proxy.holder in state.present for state in states):
        return f"{proxy.holder} ne siège pas"
    if any(seat[proxy.giver] == seat[name] for state in states for name in state.present):
        return f"{proxy.giver} siège, ou son suppléant"
    return "il est remplacé ou terminé avant tout vote"


def _states(case: Case) -> list[Presence]:
    """Return the state at the opening and at the vote of each item."""
    votes = [state_at(case.meeting, at_vote(item)) for item in case.meeting.items]
    return [case.opening, *votes]


def check_headcount(case: Case) -> Iterator[Alert]:
    """M3, M5: as many are noted as present as the chair counted for the quorum (L. 2121-17)."""
    said, noted = case.meeting.present_said, len(case.opening.present)
    known = [case.evidence.get(facts.attendance(name)) for name, _ in case.meeting.attendance]
    statuses = {one.status for one in known if one is not None}
    if said is None or said == noted or case.opening.unknown or statuses == {Status.CONFIRMED}:
        return
    yield case.warning(
        "presence-count-differs",
        f"Le nombre de présents annoncé à l'ouverture, {said}, n'est pas celui qui est noté, "
        f"{noted}. Écoutez le passage et vérifiez les présences.",
    )


def check_quorum_at_opening(case: Case) -> Iterator[Alert]:
    """M5: the assembly may sit (L. 2121-17)."""
    quorum = quorum_at_opening(case.meeting)
    if quorum.reached is False:
        yield case.blocking(
            "quorum-missing-at-opening",
            f"Le quorum n'est pas atteint à l'ouverture : {quorum_shortfall(quorum)} "
            f"({quorum.article}). Vérifiez les présences, ou indiquez une seconde convocation.",
        )


def check_quorum_at_item(one: ItemCase) -> Iterator[Alert]:
    """M5: the quorum holds when each item is put under discussion (L. 2121-17)."""
    quorum, rules = one.quorum, one.case.rules
    if quorum.reached is False and one.is_voted:
        added = " Ce point ajouté ne profite pas de la seconde convocation." * (
            one.case.meeting.second_convocation
        )
        next_meeting = (
            "la réunion se tient de plein droit trois jours plus tard"
            if rules.meets_again_by_right
            else "une nouvelle convocation est nécessaire"
        )
        yield one.blocking(
            "quorum-missing-at-item",
            f"Le quorum n'est pas atteint à l'ouverture de ce point : {quorum_shortfall(quorum)} "
            f"({quorum.article}). Il ne pouvait pas être délibéré ; {next_meeting} "
            f"({rules.quorum_fails_article}).{added}",
            ItemField.START,
        )


def check_quorum_after_suspension(one: ItemCase) -> Iterator[Alert]:
    """M5: after a suspension that is not short the quorum is counted again (L. 2121-17)."""
    quorum = quorum_resumed(one.case.meeting, one.item)
    if quorum is None or quorum.reached is not False or one.quorum.reached is False:
        return
    if one.is_voted:
        yield one.warning(
            "quorum-missing-after-suspension",
            "La séance a été suspendue pendant ce point et le quorum n'est plus réuni au vote : "
            f"{quorum_shortfall(quorum)} ({quorum.article}). Sauf interruption brève, il se "
            "vérifie à la reprise : vérifiez les présences.",
            ItemField.START,
        )


CHECKS: tuple[Check, ...] = (
    check_attendance_known,
    check_attendance_single,
    check_movements,
    check_substitutes,
    check_weights,
    check_proxy_holders,
    check_proxies_count,
    check_quorum_at_opening,
    check_headcount,
)
ITEM_CHECKS: tuple[ItemCheck, ...] = (check_quorum_at_item, check_quorum_after_suspension)
