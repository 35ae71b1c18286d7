"""The facts of a session as the data of `pv.json`, whose keys are French and fixed.

Every number comes from the rules (`quorum`, `majority`), never from speech. A fact that is neither
stated nor found is None.
"""

from collections.abc import Iterable

from core.transcript import Transcript
from pv_builder import facts
from pv_builder.documents.votes_apart_json import figures, pointers_of, votes_apart
from pv_builder.evidence import Alert, Evidence, FactKey
from pv_builder.facts import ItemField
from pv_builder.law.majority import count_votes
from pv_builder.law.outcomes import outcome_of
from pv_builder.law.presence import at_vote, seats, state_at
from pv_builder.law.quorum import quorum_at_opening
from pv_builder.law.voters import not_taking_part, present_in_part
from pv_builder.meeting import (
    Attendance,
    BallotMode,
    Item,
    ItemMark,
    Meeting,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
)
from pv_builder.minutes import Minutes

Data = dict[str, object]

_UNVOTED = frozenset({Outcome.NOTED, Outcome.POSTPONED, Outcome.WITHDRAWN})
_POINTERS = {
    facts.CHAIR: "/president",
    facts.SECRETARY: "/secretaire",
    facts.OPENED_AT: "/heure_ouverture",
    facts.CLOSED_AT: "/heure_levee",
    facts.NEXT_SESSION: "/prochaine_seance",
}
_ITEM_KEYS = {
    ItemField.START: "debut_s",
    ItemField.RAPPORTEUR: "rapporteur",
    ItemField.CHAIR: "president",
    ItemField.SPEAKERS: "intervenants",
    ItemField.NOT_PARTICIPATING: "ne_prend_pas_part",
    ItemField.MODE: "mode",
    ItemField.AGAINST: "contre",
    ItemField.ABSTENTIONS: "abstentions",
    ItemField.IN_FAVOUR: "pour",
    ItemField.AGAINST_NAMES: "contre_noms",
    ItemField.ABSTENTION_NAMES: "abstention_noms",
    ItemField.OUTCOME: "resultat",
}


def pv_data(minutes: Minutes, transcript: Transcript | None = None) -> Data:
    """Return the content of `pv.json`.

    Args:
        minutes: facts, evidence and alerts.
        transcript: adds the length of the recording and the time that each member spoke.
    """
    data = _session(minutes.meeting)
    if transcript is not None:
        data["duree_s"] = round(transcript.audio.duration_s, 1)
        data["temps_de_parole_s"] = speaking_times(transcript)
    data["alertes"] = [_alert(alert) for alert in minutes.alerts]
    pointers = json_pointers(minutes.meeting)
    data["preuves"] = [
        _evidence(evidence, pointers[evidence.fact])
        for evidence in minutes.evidence
        if evidence.fact in pointers
    ]
    return data


def speaking_times(transcript: Transcript) -> dict[str, float]:
    """Return the seconds that each member spoke, in the order they are first heard."""
    times: dict[str, float] = {}
    for turn in transcript.turns:
        if turn.member is not None:
            times[turn.member] = times.get(turn.member, 0.0) + turn.interval.duration_s
    return {member: round(seconds, 1) for member, seconds in times.items()}


def _session(meeting: Meeting) -> Data:
    return {
        "points": [_point(meeting, item) for item in meeting.items],
        "mouvements": [_movement(meeting, movement) for movement in meeting.movements],
        "presents": _in_state(meeting, Attendance.PRESENT),
        "absents": _in_state(meeting, Attendance.ABSENT),
        "excuses": _in_state(meeting, Attendance.EXCUSED),
        "pouvoirs": [
            {"mandant": proxy.giver, "mandataire": proxy.holder}
            for proxy in _opening_proxies(meeting)
        ],
        "secretaire": meeting.secretary,
        "retardataires": _late(meeting),
        "heure_ouverture": meeting.opened_at,
        "heure_levee": meeting.closed_at,
        "president": meeting.chair,
        "en_exercice": len(seats(meeting)),
        "quorum": quorum_at_opening(meeting).required,
        "date": meeting.date.isoformat(),
        "collectivite": meeting.collectivite,
        "organe": meeting.body,
        "prochaine_seance": meeting.next_session,
    }


def _in_state(meeting: Meeting, state: Attendance) -> list[MemberName]:
    """Return the members in a state at the opening, in the order of the roll."""
    states = dict(meeting.attendance)
    return [member.name for member in meeting.members if states.get(member.name) is state]


def _late(meeting: Meeting) -> list[MemberName]:
    there = set(_in_state(meeting, Attendance.PRESENT))
    arrived = {m.member for m in meeting.movements if m.kind is MovementKind.ARRIVAL} - there
    return [member.name for member in meeting.members if member.name in arrived]


def _opening_proxies(meeting: Meeting) -> list[Proxy]:
    return [proxy for proxy in meeting.proxies if proxy.begin == Moment()]


def _movement(meeting: Meeting, movement: Movement) -> Data:
    data: Data = {
        "type": movement.kind.value,
        "qui": movement.member,
        "heure": movement.hour,
        "avant_point": _item_after(meeting, movement.moment),
    }
    left_to = proxy_left_by(meeting, movement)
    if left_to is not None:
        data["pouvoir_a"] = left_to
    return data


def proxy_left_by(meeting: Meeting, movement: Movement) -> MemberName | None:
    """Return the member who receives a proxy from one who leaves, None without any."""
    if movement.kind is not MovementKind.DEPARTURE:
        return None
    given = (
        proxy.holder
        for proxy in meeting.proxies
        if proxy.giver == movement.member and proxy.begin == movement.moment
    )
    return next(given, None)


def _item_after(meeting: Meeting, moment: Moment) -> ItemMark | None:
    """Return the first item whose vote a movement at this moment changes; None after the last."""
    marks = [item.mark for item in meeting.items]
    if moment.item is None:
        return marks[0] if marks else None
    if not moment.after or moment.item not in marks:
        return moment.item
    following = marks[marks.index(moment.item) + 1 :]
    return following[0] if following else None


def _point(meeting: Meeting, item: Item) -> Data:
    count = count_votes(meeting, item)
    ballot = item.ballot
    return {
        "numero": item.mark,
        "titre": item.title,
        "rapporteur": item.rapporteur,
        "presents": _present(meeting, item),
        **figures(count),
        "mode": _mode(item),
        "resultat": outcome_of(meeting, item),
        "contre_noms": list(ballot.against_names) if ballot else [],
        "abstention_noms": list(ballot.abstention_names) if ballot else [],
        "ne_prend_pas_part": list(_withdrawn(meeting, item)),
        "intervenants": list(item.speakers),
        "president": item.chair or meeting.chair,
        "debut_s": item.start_s,
        "fin_s": item.end_s,
        **votes_apart(meeting, item),
    }


def _present(meeting: Meeting, item: Item) -> int | None:
    """Return how many take part in an item, None while somebody's presence is unknown."""
    if state_at(meeting, at_vote(item)).unknown:
        return None
    return len(present_in_part(meeting, item, at_vote(item)))


def _withdrawn(meeting: Meeting, item: Item) -> tuple[MemberName, ...]:
    return not_taking_part(meeting, item) if item.ballot else item.not_participating


def _mode(item: Item) -> BallotMode | None:
    """Return how an item was voted on; None when no vote was found where one is expected."""
    if item.ballot is not None:
        return item.ballot.mode
    if item.rounds:  # by papers
        return BallotMode.SECRET
    return BallotMode.NONE if item.outcome in _UNVOTED else None


def _alert(alert: Alert) -> Data:
    return {
        "code": alert.code,
        "gravite": alert.severity.value,
        "texte": alert.text,
        "point": alert.item,
        "extraits": [[excerpt.start, excerpt.end] for excerpt in alert.excerpts],
    }


def _evidence(evidence: Evidence, pointer: str) -> Data:
    return {
        "champ": pointer,
        "statut": evidence.status.value,
        "score": evidence.score,
        "regle": evidence.rule,
        "extraits": [[excerpt.start, excerpt.end] for excerpt in evidence.excerpts],
    }


def json_pointers(meeting: Meeting) -> dict[FactKey, str]:
    """Return where each fact of a meeting stands in `pv.json`, as a JSON pointer (RFC 6901)."""
    pointers = dict(_POINTERS)
    lists = {
        "presents": Attendance.PRESENT,
        "absents": Attendance.ABSENT,
        "excuses": Attendance.EXCUSED,
    }
    for key, state in lists.items():
        names = _in_state(meeting, state)
        pointers |= _numbered(f"/{key}", (facts.attendance(name) for name in names))
    givers = (facts.proxy(proxy.giver) for proxy in _opening_proxies(meeting))
    pointers |= _numbered("/pouvoirs", givers)
    moves = [facts.movement(m.kind, m.member) for m in meeting.movements]
    pointers |= _numbered("/mouvements", moves)
    for index, movement in enumerate(meeting.movements):
        if proxy_left_by(meeting, movement) is not None:
            pointers[facts.proxy(movement.member)] = f"/mouvements/{index}/pouvoir_a"
    for index, item in enumerate(meeting.items):
        for field, key in _ITEM_KEYS.items():
            pointers[facts.item(item.mark, field)] = f"/points/{index}/{key}"
        pointers |= pointers_of(item, f"/points/{index}")
    return pointers


def _numbered(list_pointer: str, keys: Iterable[FactKey]) -> dict[FactKey, str]:
    return {key: f"{list_pointer}/{index}" for index, key in enumerate(keys)}
