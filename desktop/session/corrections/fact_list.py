"""The facts of a session as a person checks them: in order, in French, grouped by moment.

Pure. What is printed in the minutes is worded by `pv_builder.law.wording`; these are the short
lines of a checklist.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.timecode import Interval, format_timecode
from core.transcript import Transcript
from desktop.session.corrections import vote_facts
from desktop.session.corrections.decisions import value_of
from desktop.session.corrections.edits import DecideFact, EditGroup, FactValue, GroupLabel
from pv_builder import facts
from pv_builder.evidence import Evidence, FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.language.typography import NBSP, counted
from pv_builder.law.ballots import is_on_request
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.wording import agreed
from pv_builder.meeting import Attendance, BallotMode, Choice, Item, ItemMark, Meeting
from pv_builder.minutes import Minutes


class FactForm(StrEnum):
    """How the value of a fact is corrected."""

    MEMBER = "member"
    MEMBERS = "members"
    COUNT = "count"
    HOUR = "hour"
    SECOND = "second"
    TEXT = "text"
    ATTENDANCE = "attendance"
    MODE = "mode"
    OUTCOME = "outcome"
    CHOICE = "choice"
    MOVEMENT = "movement"
    AMENDMENT = "amendment"
    ROUND = "round"
    CLOSED_SESSION = "closed_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One fact to check.

    Attributes:
        name: what it is about ("Votes contre").
        value: what it is, in words; "non trouvé" when unknown.
        evidence: None for an important fact that nothing in the recording gave.
    """

    key: FactKey
    name: str
    value: str
    form: FactForm
    evidence: Evidence | None

    @property
    def status(self) -> Status | None:
        """Proposed, confirmed or rejected; None when nothing was found."""
        return self.evidence.status if self.evidence else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """The facts of one moment of the session.

    Attributes:
        item: mark of the agenda item, None for the opening and the end.
    """

    title: str
    item: ItemMark | None
    lines: tuple[FactLine, ...]

    @property
    def left(self) -> int:
        """How many facts are proposed and not decided."""
        return sum(1 for line in self.lines if line.status is Status.PROPOSED)


UNKNOWN = "non trouvé"
_NONE = "personne"

ATTENDANCES = {
    Attendance.PRESENT: "présent",
    Attendance.EXCUSED: "excusé",
    Attendance.ABSENT: "absent",
}
_MODES = {
    BallotMode.ORDINARY: "à main levée",
    BallotMode.PUBLIC: "au scrutin public",
    BallotMode.SECRET: "au scrutin secret",
    BallotMode.NONE: "sans vote",
}
CHOICES = {
    Choice.IN_FAVOUR: "pour",
    Choice.AGAINST: "contre",
    Choice.ABSTENTION: "s'abstient",
}
_SIMPLE = {
    facts.OPENED_AT: ("Heure d'ouverture", FactForm.HOUR),
    facts.CHAIR: ("Présidence", FactForm.MEMBER),
    facts.SECRETARY: ("Secrétaire de séance", FactForm.MEMBER),
    facts.CLOSED_AT: ("Heure de la levée", FactForm.HOUR),
    facts.NEXT_SESSION: ("Prochaine séance", FactForm.TEXT),
}
_ITEM = {
    ItemField.START: ("Début du point", FactForm.SECOND),
    ItemField.RAPPORTEUR: ("Rapporteur", FactForm.MEMBER),
    ItemField.CHAIR: ("Présidence du point", FactForm.MEMBER),
    ItemField.SPEAKERS: ("Interventions", FactForm.MEMBERS),
    ItemField.NOT_PARTICIPATING: ("Ne prennent pas part au vote", FactForm.MEMBERS),
    ItemField.INTERESTED_BY_LAW: ("Siègent ailleurs de par la loi", FactForm.MEMBERS),
    ItemField.MODE: ("Mode de scrutin", FactForm.MODE),
    ItemField.REQUESTED_BY: ("Ont demandé ce scrutin", FactForm.MEMBERS),
    ItemField.AGAINST: ("Votes contre", FactForm.COUNT),
    ItemField.AGAINST_NAMES: ("Votent contre", FactForm.MEMBERS),
    ItemField.ABSTENTIONS: ("Abstentions", FactForm.COUNT),
    ItemField.ABSTENTION_NAMES: ("S'abstiennent", FactForm.MEMBERS),
    ItemField.IN_FAVOUR: ("Votes pour", FactForm.COUNT),
    ItemField.CHAIR_CHOICE: ("Vote du président de séance", FactForm.CHOICE),
    ItemField.OUTCOME: ("Suite donnée", FactForm.OUTCOME),
    ItemField.CLOSED_SESSION_BALLOT: ("Vote sur le huis clos", FactForm.CLOSED_SESSION),
    ItemField.SOLE_CANDIDATE: ("Candidature unique", FactForm.TEXT),
}
_APART = {
    vote_facts.AMENDMENT: ("Amendement", FactForm.AMENDMENT),
    vote_facts.ROUND: ("Tour de scrutin", FactForm.ROUND),
}
_OPENING = (facts.OPENED_AT, facts.CHAIR)
_END = (facts.CLOSED_AT, facts.NEXT_SESSION)
_ALWAYS = frozenset({facts.OPENED_AT, facts.CHAIR, facts.SECRETARY, facts.CLOSED_AT})
"""Facts that the minutes must give (CGCT, art. L. 2121-15): shown even when nothing was found."""


def fact_groups(minutes: Minutes) -> tuple[FactGroup, ...]:
    """Return every fact to check, in the order of the session."""
    found = {one.fact: one for one in minutes.evidence}
    meeting = minutes.meeting
    groups = [
        FactGroup(title="Ouverture", item=None, lines=_lines(meeting, found, _OPENING)),
        FactGroup(title="Appel et pouvoirs", item=None, lines=_roll(meeting, found)),
        FactGroup(title="Secrétaire", item=None, lines=_lines(meeting, found, (facts.SECRETARY,))),
        *(_item_group(meeting, item, found) for item in meeting.items),
        FactGroup(title="Fin de la séance", item=None, lines=_lines(meeting, found, _END)),
    ]
    return tuple(group for group in groups if group.lines)


Found = Mapping[FactKey, Evidence]


def _lines(meeting: Meeting, found: Found, keys: Iterable[FactKey]) -> tuple[FactLine, ...]:
    return tuple(
        _line(meeting, found, key, *_SIMPLE[key]) for key in keys if key in found or key in _ALWAYS
    )


def _line(meeting: Meeting, found: Found, key: FactKey, name: str, form: FactForm) -> FactLine:
    value = value_of(meeting, key)
    return FactLine(
        key=key, name=name, value=in_words(form, value), form=form, evidence=found.get(key)
    )


def _roll(meeting: Meeting, found: Found) -> tuple[FactLine, ...]:
    lines = []
    for member in meeting.members:
        key = facts.attendance(member.name)
        if key in found:
            line = _line(meeting, found, key, member.name, FactForm.ATTENDANCE)
            value = line.value
            if value != UNKNOWN:
                value = agreed(member.name, value, f"{value}e")
            lines.append(replace(line, value=value))
        key = facts.proxy(member.name)
        if key in found:
            name = f"Pouvoir de {member.name}"
            lines.append(_line(meeting, found, key, name, FactForm.MEMBER))
    return tuple(lines)


def _item_group(meeting: Meeting, item: Item, found: Found) -> FactGroup:
    lines = [
        _line(meeting, found, key, f"{_movement_name(key)} de {key.split('/', 2)[2]}", form)
        for key, form in ((key, FactForm.MOVEMENT) for key in found if key.startswith("movement/"))
        if _is_at(meeting, key, item)
    ]
    for field, (name, form) in _ITEM.items():
        key = facts.item(item.mark, field)
        if key in found or _is_asked(meeting, item, field):
            lines.append(_line(meeting, found, key, name, form))
    lines += [
        _line(meeting, found, key, f"{name} n° {key.rpartition('/')[2]}", form)
        for family, (name, form) in _APART.items()
        for key in sorted(found)
        if key.rpartition("/")[0] == f"{family}/{item.mark}"
    ]
    return FactGroup(title=f"{item.mark}. {item.title}", item=item.mark, lines=tuple(lines))


def _is_asked(meeting: Meeting, item: Item, field: ItemField) -> bool:
    """Whether a fact that nothing gave is shown, for a person to state it where it matters."""
    if field is ItemField.START:
        return item.start_s is None
    if field is ItemField.INTERESTED_BY_LAW:
        return bool(item.not_participating)
    if field is ItemField.REQUESTED_BY:
        return is_on_request(item)
    count = count_votes(meeting, item) if field is ItemField.CHAIR_CHOICE else None
    return count is not None and count.outcome is None


def _movement_name(key: FactKey) -> str:
    return "Arrivée" if key.startswith("movement/arrivee/") else "Départ"


def _is_at(meeting: Meeting, key: FactKey, item: Item) -> bool:
    value = value_of(meeting, key)
    return isinstance(value, tuple) and value[0] == str(item.mark)


def in_words(form: FactForm, value: FactValue) -> str:
    """Return the value of a fact as a person reads it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, tuple) and form in _OF_VOTES:
        return vote_facts.in_words(form.value, value)
    if isinstance(value, tuple):
        return _movement_in_words(value) if form is FactForm.MOVEMENT else ", ".join(value) or _NONE
    return _WORDERS[form](str(value)) if form in _WORDERS else str(value)


_OF_VOTES = frozenset({FactForm.AMENDMENT, FactForm.ROUND, FactForm.CLOSED_SESSION})


def _movement_in_words(value: tuple[str, ...]) -> str:
    mark, phase, hour = value
    when = f"pendant le point {mark}" if phase else f"avant le point {mark}"
    return f"{when}, à {hour.replace(':', ' h ')}" if hour else when


_WORDERS: dict[FactForm, Callable[[str], str]] = {
    FactForm.SECOND: lambda value: format_timecode(float(value)),
    FactForm.HOUR: lambda value: value.replace(":", f"{NBSP}h{NBSP}"),
    FactForm.ATTENDANCE: lambda value: ATTENDANCES[Attendance(value)],
    FactForm.MODE: lambda value: _MODES[BallotMode(value)],
    FactForm.CHOICE: lambda value: CHOICES[Choice(value)],
}


def acceptance(group: FactGroup) -> EditGroup | None:
    """Return the one act that accepts all that is proposed in a group; None when nothing is."""
    edits = tuple(
        DecideFact(fact=line.key, status=Status.CONFIRMED)
        for line in group.lines
        if line.status is Status.PROPOSED
    )
    return EditGroup(label=GroupLabel.ACCEPT_ALL, edits=edits) if edits else None


def arithmetic(count: VoteCount) -> str:
    """Return the sum that a vote must be, in one line."""
    represented = count.voters - count.present
    there = f"{counted(count.present, 'présent')} + {counted(represented, 'pouvoir')}"
    parts = [
        f"{there} = {counted(count.voters, 'votant')}",
        f"{count.in_favour} pour",
        f"{count.against} contre",
        counted(count.abstentions, "abstention"),
    ]
    if count.refusals:
        parts.append(f"{count.refusals} sans réponse")
    if count.not_participating_weight:
        parts.append(f"ne prennent pas part : {count.not_participating_weight}")
    return " · ".join(parts)


def quoted(transcript: Transcript, excerpts: Iterable[Interval]) -> str:
    """Return the words heard in some excerpts."""
    pieces = []
    for excerpt in excerpts:
        words = [
            word.text
            for turn in transcript.turns
            if turn.start < excerpt.end and excerpt.start < turn.end
            for word in turn.words
            if word.start < excerpt.end and excerpt.start < word.end
        ]
        if words:
            pieces.append("".join(words).strip())
    return " … ".join(pieces)
