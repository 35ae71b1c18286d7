"""A session on one page, for people who look rather than read.

Its figures are those of the minutes; nothing is in it that they do not say. Every bar has its
words beside it: nothing is told by a colour alone.
"""

from collections.abc import Sequence

from core.transcript import MemberStatus, Transcript
from pv_builder.blocks import (
    Bar,
    BarChart,
    Block,
    Document,
    Heading,
    Line,
    Paragraph,
    ParagraphRole,
    Run,
    Shade,
    VoteTable,
    text,
)
from pv_builder.documents.pv_json import speaking_times
from pv_builder.documents.session_document import session_document
from pv_builder.evidence import FactKey, Status
from pv_builder.language.typography import NBSP, counted, minutes_of_day, number, typeset
from pv_builder.law import nomination_wording, wording
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import counted_rounds, is_nomination
from pv_builder.law.outcomes import outcome_of
from pv_builder.law.presence import at_opening, seats
from pv_builder.law.wording import UNKNOWN, printed
from pv_builder.meeting import BallotMode, Item, Meeting, MemberName, Outcome
from pv_builder.minutes import Minutes

_MOST_ITEMS = 11
_MOST_SPEAKERS = 8
"""With as many rows, and titles of two lines, the page of every format is full: tried with 120
items of 200 letters and 40 speakers."""
_LEGEND = "Bleu foncé : pour ; rouge : contre ; gris : abstention."
_LEGEND_OF_PAPERS = (
    "Bleu foncé : pour, ou voix de la personne élue ; rouge : contre ; gris : abstention, ou "
    "autres bulletins."
)
_LONGEST_TITLE = 72
_DAY_MINUTES = 24 * 60


def visual_summary(minutes: Minutes, transcript: Transcript | None = None) -> Document:
    """Return the page: key figures, each item with its votes as a bar, speaking times.

    Args:
        minutes: facts and evidence; those not confirmed are underlined as in the minutes.
        transcript: gives the speaking times; none are told without it.
    """
    meeting = minutes.meeting
    blocks: list[Block] = [_key_figures(meeting), *_decisions(minutes)]
    if transcript is not None:
        blocks += _speaking(transcript)
    return session_document(meeting, "L’essentiel de la séance", blocks, has_stamp=False)


def _key_figures(meeting: Meeting) -> VoteTable:
    state = at_opening(meeting)
    present = UNKNOWN if state.unknown else f"{len(state.present)} sur {len(seats(meeting))}"
    named = [item for item in meeting.items if is_nomination(item)]
    outcomes = [outcome_of(meeting, item) for item in meeting.items if item not in named]
    figures = [
        ("Présents à l’ouverture", present),
        ("Pouvoirs", number(len(state.proxies))),
        ("Durée", _length(meeting) or UNKNOWN),
        ("Points examinés", number(len(meeting.items))),
        ("Adoptés", number(outcomes.count(Outcome.ADOPTED))),
    ]
    if Outcome.REJECTED in outcomes:
        figures.append(("Rejetés", number(outcomes.count(Outcome.REJECTED))))
    if named:
        figures.append(("Nominations", number(len(named))))
    cells = tuple((label, text(value, bold=True)) for label, value in figures)
    return VoteTable(figures=cells, caption="La séance en chiffres")


def _length(meeting: Meeting) -> str | None:
    """Return how long the session lasted, past midnight too; None where an hour is unknown."""
    if meeting.opened_at is None or meeting.closed_at is None:
        return None
    lasted = minutes_of_day(meeting.closed_at) - minutes_of_day(meeting.opened_at)
    hours, rest = divmod(lasted % _DAY_MINUTES, 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if hours else f"{rest}{NBSP}min"


def _decisions(minutes: Minutes) -> list[Block]:
    meeting = minutes.meeting
    if not meeting.items:
        return []
    shown = _most_telling(meeting)
    open_facts = {one.fact for one in minutes.evidence if one.status is Status.PROPOSED}
    chart = BarChart(
        header=("Point", "Votes", "Résultat"),
        bars=tuple(_item_bar(meeting, item, open_facts) for item in shown),
        caption="Les points de l’ordre du jour, leurs votes et leur résultat",
    )
    blocks: list[Block] = [Heading(level=1, line=text("Les décisions")), chart]
    rest = [item for item in meeting.items if item not in shown]
    legend = _LEGEND_OF_PAPERS if any(item.rounds for item in shown) else _LEGEND
    lines = [_rest_told(meeting, rest)] if rest else []
    told = typeset(" ".join([*lines, legend]))
    return [*blocks, Paragraph(line=text(told), role=ParagraphRole.NOTE)]


def _most_telling(meeting: Meeting) -> list[Item]:
    """Return the items that have room: all, or those whose votes differ before the others."""
    if len(meeting.items) <= _MOST_ITEMS:
        return list(meeting.items)
    ranked = sorted(meeting.items, key=lambda item: not _is_contested(meeting, item))
    kept = ranked[:_MOST_ITEMS]
    return [item for item in meeting.items if item in kept]


def _is_contested(meeting: Meeting, item: Item) -> bool:
    count = count_votes(meeting, item)
    return count is not None and bool(count.against or count.abstentions)


def _rest_told(meeting: Meeting, rest: Sequence[Item]) -> str:
    adopted = sum(1 for item in rest if outcome_of(meeting, item) is Outcome.ADOPTED)
    others = counted(len(rest), "autre point", "autres points")
    detail = f", dont {counted(adopted, 'adopté')}" if adopted else ""
    return f"{others}{detail} (voir le procès-verbal)."


def _item_bar(meeting: Meeting, item: Item, open_facts: set[FactKey]) -> Bar:
    count = count_votes(meeting, item)
    stretches: tuple[tuple[Shade, float], ...] = ()
    if item.rounds:
        last = counted_rounds(item.rounds)[-1]
        # The part of the papers that elected: several names of one paper have the same papers.
        won = max((dict(last.papers.votes)[one] for one in last.count.winners), default=0)
        stretches = ((Shade.PLAIN, won), (Shade.ABSTENTION, last.count.papers - won))
    elif count is not None:
        stretches = (
            (Shade.IN_FAVOUR, count.in_favour),
            (Shade.AGAINST, count.against),
            (Shade.ABSTENTION, count.abstentions),
        )
    own = (f"item/{item.mark}/", f"round/{item.mark}/")
    is_open = any(fact.startswith(own) for fact in open_facts)
    result = Run(text=_result(meeting, item, count), proposed=is_open)
    return Bar(label=_title(item), stretches=stretches, told=(result,))


def _title(item: Item) -> Line:
    title = wording.numbered_title(item)
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,:;") + "…"
    return text(title)


def _result(meeting: Meeting, item: Item, count: VoteCount | None) -> str:
    if is_nomination(item):
        return typeset(nomination_wording.named(item) or wording.capitalised(UNKNOWN))
    outcome = outcome_of(meeting, item)
    end = wording.capitalised(outcome.value) if outcome else wording.capitalised(UNKNOWN)
    if count is None:
        return end
    parts = [f"{number(count.in_favour)} pour"]
    if count.against:
        parts.append(f"{number(count.against)} contre")
    if count.abstentions:
        is_secret = item.ballot is not None and item.ballot.mode is BallotMode.SECRET
        parts.append(counted(count.abstentions, "blanc" if is_secret else "abstention"))
    return typeset(f"{end} : {', '.join(parts)}")


def _speaking(transcript: Transcript) -> list[Block]:
    times = sorted(speaking_times(transcript).items(), key=lambda one: -one[1])
    if not times:
        return []
    bars = [_speaker_bar(printed(MemberName(who)), seconds) for who, seconds in times]
    if len(bars) > _MOST_SPEAKERS:
        others = times[_MOST_SPEAKERS - 1 :]
        label = counted(len(others), "autre intervenant", "autres intervenants")
        bars = bars[: _MOST_SPEAKERS - 1]
        bars.append(_speaker_bar(label, sum(seconds for _, seconds in others)))
    chart = BarChart(
        header=("Intervenant", "Temps de parole", "Durée"),
        bars=tuple(bars),
        caption="Temps de parole de chaque membre, d’après l’enregistrement",
    )
    return [Heading(level=1, line=text("Le temps de parole")), chart, *_unnamed(transcript)]


def _speaker_bar(label: str, seconds: float) -> Bar:
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    told = f"{minutes}{NBSP}min{NBSP}{rest:02d}" if minutes else f"{rest}{NBSP}s"
    return Bar(label=text(label), stretches=((Shade.PLAIN, seconds),), told=text(told))


def _unnamed(transcript: Transcript) -> list[Block]:
    """Return what must be said of names that nobody confirmed."""
    named = [turn for turn in transcript.turns if turn.member is not None]
    if all(turn.member_status is MemberStatus.CONFIRMED for turn in named):
        return []
    message = typeset("Noms proposés d'après ce qui est dit, à confirmer.")
    return [Paragraph(line=text(message), role=ParagraphRole.NOTE)]
