"""The facts of a session read from its transcript: the one entry point of all readers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.transcript import Transcript
from pv_builder import facts
from pv_builder.conformity.checks import check_meeting, with_rules
from pv_builder.conformity.discussions import check_discussions
from pv_builder.conformity.missing_sound import check_sound
from pv_builder.evidence import Alert, Evidence
from pv_builder.facts import ItemField
from pv_builder.law.voters import executive
from pv_builder.marks import Marks
from pv_builder.meeting import Attendance, Item, Meeting, MovementKind, Suspension
from pv_builder.minutes import Minutes
from pv_builder.reading.agenda.gaps import supposed_alert
from pv_builder.reading.agenda.heard_agenda import agenda_was_heard, heard_agenda
from pv_builder.reading.agenda.items import Opened, find_items, kind_of
from pv_builder.reading.doubts.leftovers import Span, leftover_alerts
from pv_builder.reading.doubts.second_reading import with_second_hearings
from pv_builder.reading.marked import (
    marked_items,
    marked_moves,
    marked_opening,
    marked_suspensions,
    with_marks,
)
from pv_builder.reading.movements.heard_moves import Stretch, heard_moves
from pv_builder.reading.movements.moves import with_moves
from pv_builder.reading.movements.supposed_arrivals import with_arrivals
from pv_builder.reading.movements.supposed_departures import with_departures
from pv_builder.reading.opening import closing_hour, next_session, opening_hour
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.presence.attendance import opening_state
from pv_builder.reading.presence.headcount import read_headcount, said_headcounts
from pv_builder.reading.presence.heard_proxies import heard_proxies
from pv_builder.reading.presence.rollcall import read_roll
from pv_builder.reading.roles.bureau import read_chair, read_secretary
from pv_builder.reading.roles.item_roles import read_roles
from pv_builder.reading.said_alerts import said_alerts
from pv_builder.reading.scene import Scene, listen
from pv_builder.reading.sittings import read_closed_doors, read_suspensions
from pv_builder.reading.votes.item_votes import read_votes
from pv_builder.reading.votes.said_votes import read_vote
from pv_builder.seance import AgendaEntry, Seance, meeting_as_stated

_LAST_ITEM_TOKENS = 10


@dataclass(slots=True)
class _Notes:
    """What the readers found beside the values: evidence, alerts and the tokens they used."""

    evidence: list[Evidence] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)


def read_minutes(transcript: Transcript, seance: Seance, marks: Marks | None = None) -> Minutes:
    """Return the meeting that the transcript tells, each fact with its evidence.

    What the secretary stated in advance stands, and what was marked while the session was recorded;
    what contradicts it becomes an alert, and so does everything that the law or the figures forbid
    (`pv_builder.conformity.checks`). Passages that were heard a second time are used where they
    settle a doubt.
    """
    stated = marks or Marks()
    first = _read(transcript, seance, stated)
    if not transcript.second_hearings:
        return first
    return with_second_hearings(first, transcript, lambda said: _read(said, seance, stated))


def _read(transcript: Transcript, seance: Seance, marks: Marks) -> Minutes:
    """Return what the words of the turns tell."""
    known = _convened(seance)
    scene = replace(listen(transcript, seance, executive(known)), marks=marks)
    notes = _Notes(alerts=list(said_alerts(scene)))
    if not seance.agenda:
        scene, known = _with_heard_agenda(scene, known, notes)
    opened, elsewhere = marked_items(scene, find_items(scene), marks)
    notes.alerts += elsewhere
    notes.alerts += [supposed_alert(scene, item.at, item.mark) for item in opened if item.supposed]
    stretches = _stretches(scene, opened, notes)
    meeting = _with_hours(scene, known, opened, notes)
    meeting = replace(meeting, items=_items(scene.seance.agenda, stretches))
    meeting = _with_people(scene, meeting, stretches, notes)
    voted = read_votes(scene, meeting, stretches)
    pauses = read_suspensions(scene, meeting.convened_hour or meeting.opened_at)
    suspensions, other_hours = marked_suspensions(pauses.suspensions, marks)
    notes.evidence += pauses.evidence
    notes.alerts += (*other_hours, *_still_open(pauses.alerts, suspensions))
    meeting = replace(meeting, items=voted.items, suspensions=suspensions)
    read = Minutes(meeting=meeting, evidence=(*notes.evidence, *voted.evidence))
    read = with_marks(read, marks, transcript.audio.duration_s)
    notes.alerts += read.alerts
    meeting, evidence = read.meeting, read.evidence
    unheard = transcript.coverage.gaps if transcript.coverage is not None else ()
    told = (
        *notes.alerts,
        *voted.alerts,
        *leftover_alerts(scene, stretches, notes.used),
        *check_discussions(meeting, unheard),
        *check_sound(meeting, transcript.audio),
    )
    return Minutes(
        meeting=meeting,
        evidence=evidence,
        alerts=with_rules(told, check_meeting(meeting, evidence)),
    )


def _still_open(alerts: Sequence[Alert], suspensions: Sequence[Suspension]) -> Iterator[Alert]:
    """Yield the alerts on suspensions without an end, but of those whose end was marked."""
    ended = {pause.start_s for pause in suspensions if pause.end_s is not None}
    for alert in alerts:
        if not {excerpt.start for excerpt in alert.excerpts} & ended:
            yield alert


def _convened(seance: Seance) -> Meeting:
    """Return the meeting as it was stated, without pouvoirs: those are read with what was said."""
    items = tuple(_unopened(entry) for entry in seance.agenda)
    return replace(meeting_as_stated(seance), proxies=(), items=items)


def _unopened(entry: AgendaEntry) -> Item:
    return Item(
        mark=entry.mark,
        title=entry.title,
        kind=kind_of(entry.title),
        rapporteur=entry.rapporteur,
    )


def _with_heard_agenda(scene: Scene, known: Meeting, notes: _Notes) -> tuple[Scene, Meeting]:
    """Return the session with the agenda that was called, when none was stated."""
    agenda = heard_agenda(scene)
    if agenda:
        notes.alerts.append(agenda_was_heard(agenda))
    items = tuple(_unopened(entry) for entry in agenda)
    return replace(scene, seance=replace(scene.seance, agenda=agenda)), replace(known, items=items)


def _stretches(scene: Scene, opened: Sequence[Opened], notes: _Notes) -> list[Stretch]:
    """Return the items found, in the order they were opened, each up to the next one."""
    entries = {entry.mark: entry for entry in scene.seance.agenda}
    ends = [*(o.at for o in opened[1:]), _end_of_last(scene, opened)]
    stretches = []
    for item, last in zip(opened, ends, strict=False):
        start_s = scene.heard.tokens[item.at].start
        end_s = scene.heard.tokens[max(item.at, last - 1)].end
        stretches.append(
            Stretch(
                item=replace(_unopened(entries[item.mark]), start_s=start_s, end_s=end_s),
                first=item.at,
                last=last,
                vote=read_vote(scene, item.at, last, item.mark),
            )
        )
        key = facts.item(item.mark, ItemField.START)
        span = (item.at, min(item.at + _LAST_ITEM_TOKENS, last))
        notes.evidence.append(scene.evidence(key, "agenda.called", item.score, span))
    return stretches


def _end_of_last(scene: Scene, opened: Sequence[Opened]) -> int:
    """Return where the last item ends: other business or the closing, else the end."""
    if not opened:
        return scene.end
    after = scene.cues.of(Cue.OTHER_BUSINESS, Cue.CLOSING, first=opened[-1].at + _LAST_ITEM_TOKENS)
    return after[0].first if after else scene.end


def _items(agenda: Sequence[AgendaEntry], stretches: Sequence[Stretch]) -> tuple[Item, ...]:
    """Return every item of the agenda, opened or not, in the order of the agenda."""
    found = {stretch.item.mark: stretch.item for stretch in stretches}
    return tuple(found.get(entry.mark) or _unopened(entry) for entry in agenda)


def _with_hours(scene: Scene, meeting: Meeting, opened: Sequence[Opened], notes: _Notes) -> Meeting:
    first_item = opened[0].at if opened else scene.end
    last_item = opened[-1].at if opened else 0
    opening = opening_hour(scene, first_item)
    closing = closing_hour(scene, last_item, opening.value if opening else None)
    following = next_session(scene, last_item)
    for told in (opening, closing, following):
        if told is not None:
            notes.evidence.append(told.evidence)
            notes.alerts += told.alerts
    return replace(
        meeting,
        opened_at=opening.value if opening else None,
        closed_at=closing.value if closing else None,
        next_session=following.value if following else None,
    )


def _with_people(
    scene: Scene, meeting: Meeting, stretches: Sequence[Stretch], notes: _Notes
) -> Meeting:
    """Return the meeting with who is there, in which office, and who comes and goes."""
    first = stretches[0].first if stretches else scene.end
    proxies = heard_proxies(scene, 0, first)
    roll = read_roll(scene, first, proxies)
    moves = marked_moves(scene, heard_moves(scene, stretches), scene.marks)
    arrivals = [m.member for m in moves if m.kind is MovementKind.ARRIVAL and m.member is not None]
    notes.used += [(proxy.first, proxy.last) for proxy in proxies]
    counts = said_headcounts(scene, first)
    state = opening_state(scene, roll, proxies, arrivals, first, {c.present for c in counts})
    state = marked_opening(scene, state, scene.marks)
    chair = read_chair(scene, dict(state.attendance), first)
    secretary = read_secretary(scene, first, chair.member)
    for found in (state, chair, secretary):
        notes.evidence += found.evidence
        notes.alerts += found.alerts
    headcount = read_headcount(counts, state.present)
    meeting = replace(
        meeting,
        present_said=headcount.present if headcount is not None else None,
        attendance=state.attendance,
        proxies=state.proxies,
        chair=chair.member,
        secretary=secretary.member,
    )
    if headcount is not None:
        notes.alerts += headcount.doubts(scene, meeting)
    away = {name for name, state_of in state.attendance if state_of is not Attendance.PRESENT}
    moves = with_arrivals(scene, away, state.late, moves, stretches)
    there = {name for name, _ in state.attendance if name not in away}
    moves = with_departures(scene, there, moves, stretches)
    notes.used += [(move.first, move.last) for move in moves]
    moved = with_moves(scene, meeting, moves, stretches, state.late)
    notes.evidence += moved.evidence
    notes.alerts += moved.alerts
    return _with_roles(scene, moved.meeting, stretches, notes)


def _with_roles(
    scene: Scene, meeting: Meeting, stretches: Sequence[Stretch], notes: _Notes
) -> Meeting:
    spans = {stretch.item.mark: stretch for stretch in stretches}
    items = []
    for item in meeting.items:
        stretch = spans.get(item.mark)
        if stretch is None:
            items.append(item)
            continue
        roles = read_roles(scene, item, meeting.chair, stretch.first, stretch.last)
        doors = read_closed_doors(scene, roles.item, stretch.first, stretch.last)
        items.append(replace(roles.item, closed_session=doors.closed))
        notes.evidence += roles.evidence
        notes.alerts += roles.alerts
        if not any(vote.closed_session and vote.outcome for vote in stretch.vote.rounds):
            notes.alerts += doors.alerts
    return replace(meeting, items=tuple(items))
