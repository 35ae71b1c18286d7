"""The lists that go with the minutes of a session: deliberations examined, attendance, votes."""

from pv_builder.blocks import (
    Block,
    Document,
    Line,
    Paragraph,
    ParagraphRole,
    Table,
    text,
)
from pv_builder.documents.draft_presence import arrival_of
from pv_builder.documents.session_document import chair_signs, session_document, share_of_marks
from pv_builder.language.typography import counted, elided, hour, number, typeset
from pv_builder.law import nomination_wording, vote_wording, wording
from pv_builder.law.assemblies import rules_for
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import counted_rounds, is_completed, is_nomination
from pv_builder.law.outcomes import outcome_of
from pv_builder.law.presence import at_opening
from pv_builder.law.voters import not_taking_part
from pv_builder.law.wording import UNKNOWN, printed
from pv_builder.meeting import (
    Attendance,
    BallotMode,
    Item,
    Meeting,
    Member,
    MemberName,
    Moment,
    Outcome,
)

_EXAMINED = {
    Outcome.ADOPTED: "Approuvée",
    Outcome.REJECTED: "Rejetée",
    Outcome.NOTED: "Prise d’acte",
}
_STATES = {Attendance.EXCUSED: "Excusé", Attendance.ABSENT: "Absent"}


def examined_list(meeting: Meeting) -> Document:
    """Return the list of the deliberations examined, approved or rejected, with their object.

    CGCT art. L. 2121-25: posted and put online within a week of the session. What was postponed
    or withdrawn was not examined. A result that is not known yet is said to be completed.
    """
    rows = [_examined_row(meeting, item) for item in meeting.items if _is_examined(meeting, item)]
    marks = share_of_marks(meeting, 0.12)
    table = Table(
        header=("N°", "Objet de la délibération", "Décision"),
        rows=tuple(rows),
        widths=(marks, 0.72 - marks, 0.28),
        caption="Délibérations examinées",
    )
    posted = "Affichée et mise en ligne le : ……………"
    return session_document(
        meeting,
        "Liste des délibérations examinées",
        (table, Paragraph(line=text(posted), role=ParagraphRole.CLOSING), chair_signs(meeting)),
        has_stamp=False,
    )


def _is_examined(meeting: Meeting, item: Item) -> bool:
    return outcome_of(meeting, item) not in {Outcome.POSTPONED, Outcome.WITHDRAWN}


def _examined_row(meeting: Meeting, item: Item) -> tuple[Line, ...]:
    outcome = outcome_of(meeting, item)
    decision = _EXAMINED.get(outcome, UNKNOWN) if outcome else UNKNOWN
    if is_nomination(item):
        decision = _named(item)
    return (text(str(item.mark)), text(typeset(item.title)), text(decision))


def _named(item: Item) -> str:
    """Return whom a nomination names, with the voices; to be completed while a seat is open."""
    told = nomination_wording.named(item)
    if is_completed(item):
        return typeset(told)
    return typeset(f"{told} ; {UNKNOWN}" if told else UNKNOWN)


def attendance_sheet(meeting: Meeting) -> Document:
    """Return the sheet that members sign at the session, with the proxies known beforehand.

    A seat is signed for once: by its holder, or by the substitute who is there in his place.
    """
    there = at_opening(meeting).present
    replaced = {
        member.substitute_for: member.name
        for member in meeting.members
        if member.substitute_for is not None and member.name in there
    }
    rows = tuple(
        _attendance_row(meeting, member, replaced.get(member.name)) for member in meeting.members
    )
    table = Table(
        header=("Membre", "Fonction", "Pouvoir donné à", "Signature"),
        rows=rows,
        widths=(0.28, 0.28, 0.22, 0.22),
        caption="Feuille de présence",
        least_row_mm=9,
    )
    blocks: list[Block] = [table, *_proxy_rule(meeting), chair_signs(meeting)]
    return session_document(meeting, "Feuille de présence", blocks, has_stamp=False)


def _proxy_rule(meeting: Meeting) -> list[Paragraph]:
    """Return how many pouvoirs a member may hold and for how long, where a text says so."""
    rules = rules_for(meeting)
    if rules.proxies_per_holder is None:
        return []
    held = counted(rules.proxies_per_holder, "pouvoir")
    lasting = {
        None: "",
        1: ", pour cette séance seulement",
        3: ", pour trois séances consécutives au plus, sauf maladie dûment constatée",
    }[rules.proxy_sessions]
    told = f"Un membre présent détient {held} au plus{lasting} ({rules.proxy_article})."
    return [Paragraph(line=text(typeset(told)), role=ParagraphRole.NOTE)]


def _attendance_row(
    meeting: Meeting, member: Member, substitute: MemberName | None
) -> tuple[Line, ...]:
    """Return the line of a member; `substitute` is who sits in his place, if anybody does."""
    proxy = next(
        (p for p in meeting.proxies if p.giver == member.name and p.begin == Moment()), None
    )
    return (
        text(printed(member.name)),
        text(_function(member)),
        text(printed(proxy.holder)) if proxy else (),
        _room_to_sign(meeting, member, substitute),
    )


def _function(member: Member) -> str:
    if member.substitute_for is None:
        return typeset(member.function)
    noun = wording.agreed(member.name, "Suppléant", "Suppléante")
    return f"{noun} {elided('de', printed(member.substitute_for))}"


def _room_to_sign(meeting: Meeting, member: Member, substitute: MemberName | None) -> Line:
    """Return what stands where somebody signs: nothing for who is there, or may come."""
    if substitute is not None:
        verb = wording.agreed(member.name, "Remplacé", "Remplacée")
        return text(f"{verb} par {printed(substitute)}", italic=True)
    state = dict(meeting.attendance).get(member.name)
    return text(_away(meeting, member, state), italic=True) if state in _STATES else ()


def _away(meeting: Meeting, member: Member, state: Attendance) -> str:
    """Return what stands where an absent member would sign; who came later signs under it."""
    arrival = arrival_of(meeting, member.name)
    if arrival is None:
        return wording.agreed(member.name, _STATES[state], f"{_STATES[state]}e")
    arrived = wording.agreed(member.name, "Arrivé", "Arrivée")
    return f"{arrived} à {hour(arrival.hour)}" if arrival.hour else f"{arrived} en cours de séance"


def vote_sheet(meeting: Meeting) -> Document:
    """Return the votes of the session in one table, and under it the names that were said."""
    marks = share_of_marks(meeting, 0.08)
    table = Table(
        header=("N°", "Objet", "Votants", "Pour", "Contre", "Abst.", "Résultat"),
        rows=tuple(_vote_row(meeting, item) for item in meeting.items),
        widths=(marks, 0.44 - marks, 0.1, 0.08, 0.09, 0.08, 0.21),
        caption="Votes de la séance",
    )
    named = [line for item in meeting.items for line in _named_lines(meeting, item)]
    return session_document(meeting, "Relevé des votes", (table, *named), has_stamp=False)


def _vote_row(meeting: Meeting, item: Item) -> tuple[Line, ...]:
    count = count_votes(meeting, item)
    outcome = outcome_of(meeting, item)
    return (
        text(str(item.mark)),
        text(typeset(item.title)),
        *(text(figure) for figure in _figures(count, item)),
        text(_result(item, outcome)),
    )


def _result(item: Item, outcome: Outcome | None) -> str:
    if is_nomination(item):
        return _named(item)
    return wording.capitalised(outcome.value) if outcome else UNKNOWN


def _figures(count: VoteCount | None, item: Item) -> tuple[str, str, str, str]:
    if item.rounds:
        # Papers are cast for somebody, never for or against.
        return (number(counted_rounds(item.rounds)[-1].count.papers), "–", "–", "–")
    if count is None:
        blank = UNKNOWN if item.ballot else "–"
        return (blank, blank, blank, blank)
    votes = (count.voters, count.in_favour, count.against, count.abstentions)
    voters, in_favour, against, abstentions = (number(votes_cast) for votes_cast in votes)
    return (voters, in_favour, against, abstentions)


def _named_lines(meeting: Meeting, item: Item) -> list[Paragraph]:
    """Return who takes no part, the rounds of a nomination, else who opposed, one a line.

    No voter of a secret ballot is named.
    """
    mark = wording.capitalised(wording.item_mark(item.mark))
    withdrawn = not_taking_part(meeting, item)
    told = [vote_wording.taking_no_part(withdrawn)] if withdrawn else []
    told += _voices_told(item)
    return [Paragraph(line=text(typeset(f"{mark} – {line}"))) for line in told]


def _voices_told(item: Item) -> list[str]:
    if is_nomination(item):
        return [f"{told}." for told in nomination_wording.rounds_told(item)]
    if item.ballot is None:
        return []
    if item.ballot.mode is BallotMode.SECRET:
        blank = counted(item.ballot.abstentions or 0, "bulletin blanc", "bulletins blancs")
        void = counted(item.ballot.void, "bulletin nul", "bulletins nuls")
        return [f"scrutin secret : {blank}, {void}."]
    groups = (
        ("Contre", item.ballot.against_names),
        ("Abstention", item.ballot.abstention_names),
    )
    return [f"{vote_wording.named_voters(label, names)}." for label, names in groups if names]
