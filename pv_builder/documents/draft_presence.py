"""Who was there: the part of the minutes before the agenda. CGCT art. L. 2121-15."""

from collections.abc import Sequence

from core.folding import fold
from pv_builder import facts
from pv_builder.blocks import (
    AttendanceList,
    Block,
    FactTable,
    Heading,
    Line,
    ListBlock,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Run,
    text,
)
from pv_builder.documents.house import MODERN, HouseStyle
from pv_builder.documents.marks import Marker
from pv_builder.evidence import FactKey
from pv_builder.language.typography import counted, hour, long_date, number, typeset
from pv_builder.law import wording
from pv_builder.law.presence import at_opening, seats
from pv_builder.law.quorum import quorum_at_opening
from pv_builder.law.wording import UNKNOWN, printed
from pv_builder.meeting import (
    Attendance,
    Civility,
    Meeting,
    Member,
    MemberName,
    Moment,
    Movement,
    MovementKind,
)

_PRESENT = (Attendance.PRESENT, "Étaient présents", "Étaient présentes")
_AWAY = (
    (Attendance.ABSENT, "Étaient absents", "Étaient absentes"),
    (Attendance.EXCUSED, "Étaient excusés", "Étaient excusées"),
)


def presence_blocks(
    meeting: Meeting, marks: Marker, house: HouseStyle = MODERN
) -> tuple[Block, ...]:
    """Return the opening, the facts at a glance, the attendance, the proxies and the quorum."""
    chair = member_named(meeting, meeting.chair)
    glance = _glance(meeting, marks, house)
    lists = (
        Heading(level=1, line=text("Présence à l’ouverture")),
        *_attendance(meeting, marks, house),
        *_proxies(meeting, marks, house),
        *_attending(meeting),
    )
    return (
        Paragraph(line=_opening(meeting, chair, marks, house)),
        *((*lists, glance) if house.figures_under_names else (glance, *lists)),
        *_quorum(meeting, marks),
    )


def member_named(meeting: Meeting, name: MemberName | None) -> Member | None:
    """Return the member of this name, None when nobody has it."""
    return next((member for member in meeting.members if member.name == name), None)


def _opening(meeting: Meeting, chair: Member | None, marks: Marker, house: HouseStyle) -> Line:
    """Return the opening sentence, its chair underlined where proposed; the table has the mark."""
    opens = wording.opening_of_members if house.members_meet else wording.opening
    sentence = opens(meeting, chair)
    if chair is None:
        return text(sentence)
    named = f"{printed(chair.name)}{wording.office(chair)}"
    before, _, after = sentence.rpartition(named)
    return (Run(text=before), marks.run(named, facts.CHAIR), Run(text=after))


def _marked(marks: Marker, run: Run, *keys: FactKey) -> Line:
    mark = marks.mark(*keys)
    return (run, mark) if mark else (run,)


def _glance(meeting: Meeting, marks: Marker, house: HouseStyle) -> FactTable:
    """Return the facts that a reader looks for first, one a row; unknown ones said as such."""
    state, quorum = at_opening(meeting), quorum_at_opening(meeting)
    chair = member_named(meeting, meeting.chair)
    present = UNKNOWN if state.unknown else number(len(state.present))
    proxies = [facts.proxy(proxy.giver) for proxy in state.proxies]
    rows: list[tuple[str, Line]] = []
    if meeting.place:
        rows.append(("Lieu", text(typeset(meeting.place))))
    if meeting.convened_on:
        rows.append(("Date de la convocation", text(long_date(meeting.convened_on))))
    chair_name = f"{printed(chair.name)}{wording.office(chair)}" if chair else None
    secretary = printed(meeting.secretary) if meeting.secretary else None
    opened = hour(meeting.opened_at) if meeting.opened_at else None
    closed = hour(meeting.closed_at) if meeting.closed_at else None
    kept_by = ("Secrétaire de séance", _fact(marks, secretary, facts.SECRETARY))
    rows += [
        ("Présidence de la séance", _fact(marks, chair_name, facts.CHAIR)),
        *(() if house.secretary_under_figures else (kept_by,)),
        ("Ouverture de la séance", _fact(marks, opened, facts.OPENED_AT)),
        ("Levée de la séance", _fact(marks, closed, facts.CLOSED_AT)),
        ("Membres en exercice", text(number(len(seats(meeting))))),
        ("Membres présents", (marks.run(present, *_presences(meeting)),)),
        ("Pouvoirs", (marks.run(number(len(state.proxies)), *proxies),)),
        ("Quorum", text(UNKNOWN if quorum.required is None else number(quorum.required))),
        *((kept_by,) if house.secretary_under_figures else ()),
    ]
    return FactTable(rows=tuple(rows), caption="La séance en bref")


def _fact(marks: Marker, value: str | None, key: FactKey) -> Line:
    if value is None:
        return (Run(text=UNKNOWN, italic=True, proposed=True),)
    return _marked(marks, marks.run(value, key), key)


def _attending(meeting: Meeting) -> list[Block]:
    """Return who attends without being a member, as a person stated it."""
    if not meeting.attending:
        return []
    told = f"Assistaient à la séance : {meeting.attending.rstrip('. ')}."
    return [Paragraph(line=text(typeset(told)))]


def _attendance(meeting: Meeting, marks: Marker, house: HouseStyle) -> list[Block]:
    states = dict(meeting.attendance)
    # A seat whose substitute sits is listed by the substitute alone.
    taken = {
        member.substitute_for
        for member in meeting.members
        if states.get(member.name) is Attendance.PRESENT
    }
    blocks: list[Block] = []
    away = _AWAY if house.absent_over_excused else _AWAY[::-1]
    for state, masculine, feminine in (_PRESENT, *away):
        members = [
            m for m in meeting.members if states.get(m.name) is state and m.name not in taken
        ]
        if members:
            label = _agreed_label(members, masculine, feminine)
            label += f" ({len(members)})" if house.counts_in_labels else ""
            blocks.append(_listed(meeting, marks, label, members))
    unknown = [m for m in meeting.members if m.name not in states and m.name not in taken]
    if unknown:
        names = ", ".join(printed(member.name) for member in unknown)
        message = typeset(f"Présence à compléter : {names}.")
        blocks.append(Notice(kind=NoticeKind.CHECK, lines=(text(message),)))
    return blocks


def _agreed_label(members: Sequence[Member], masculine: str, feminine: str) -> str:
    label = feminine if all(m.civility is Civility.MME for m in members) else masculine
    if len(members) == 1:
        label = label.replace("Étaient", "Était").removesuffix("s")
    return label


def _listed(
    meeting: Meeting, marks: Marker, label: str, members: Sequence[Member]
) -> AttendanceList:
    return AttendanceList(
        label=label,
        people=tuple(_person(meeting, marks, member) for member in members),
        mark=marks.mark(*(facts.attendance(member.name) for member in members)),
    )


def _person(meeting: Meeting, marks: Marker, member: Member) -> Line:
    """Return a member's name, with the function, the votes, the titular and the late arrival."""
    details = []
    if member.function and fold(member.function).split(" ")[0] not in wording.PLAIN_FUNCTIONS:
        details.append(wording.office(member).removeprefix(", "))
    if member.substitute_for:
        replaces = wording.agreed(member.name, "suppléant", "suppléante")
        details.append(f"{replaces} de {printed(member.substitute_for)}")
    if any(other.weight != 1 for other in meeting.members):
        details.append(counted(member.weight, "voix", "voix"))
    arrival = arrival_of(meeting, member.name)
    if arrival is not None and dict(meeting.attendance)[member.name] is not Attendance.PRESENT:
        arrived = wording.agreed(member.name, "arrivé", "arrivée")
        details.append(
            f"{arrived} à {hour(arrival.hour)}" if arrival.hour else f"{arrived} ensuite"
        )
    key = facts.attendance(member.name)
    name = marks.run(printed(member.name), key)
    return (name, Run(text=f" ({', '.join(details)})")) if details else (name,)


def arrival_of(meeting: Meeting, name: MemberName) -> Movement | None:
    """Return when a member came in mid-session, None where nobody saw him come."""
    arrivals = (
        move
        for move in meeting.movements
        if move.member == name and move.kind is MovementKind.ARRIVAL
    )
    return next(arrivals, None)


def _proxies(meeting: Meeting, marks: Marker, house: HouseStyle) -> list[Block]:
    given = [proxy for proxy in meeting.proxies if proxy.begin == Moment()]
    if not given:
        return []
    keys = [facts.proxy(proxy.giver) for proxy in given]
    count = f" ({len(given)})" if house.counts_in_labels else ""
    label = Run(text=f"Pouvoirs{count}", bold=True)
    lines = tuple(
        (marks.run(f"{wording.proxy_given(proxy)}.", facts.proxy(proxy.giver)),) for proxy in given
    )
    return [
        Paragraph(line=_marked(marks, label, *keys), role=ParagraphRole.LABEL),
        ListBlock(lines=lines),
    ]


def _presences(meeting: Meeting) -> list[FactKey]:
    """Return the presence of each member: what is counted from it waits as long as one does."""
    return [facts.attendance(name) for name, _ in meeting.attendance]


def _quorum(meeting: Meeting, marks: Marker) -> list[Block]:
    """Return the sentence of the quorum where it is computed true, else a warning."""
    state = quorum_at_opening(meeting)
    sentence = wording.quorum_reached(state, meeting)
    if sentence is not None:
        return [Paragraph(line=(marks.run(sentence, *_presences(meeting)),))]
    return [Notice(kind=NoticeKind.CHECK, lines=(text(wording.quorum_not_established(state)),))]
