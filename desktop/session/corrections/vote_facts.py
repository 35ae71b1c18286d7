"""The votes of an item other than its own, as facts that a person states or corrects.

The form of their values, every number as text and "" where it is unknown:

    amendment/MARK/N                (author, text, in favour, against, abstentions
                                    [, mode, how many names against, these, abstaining, ...])
    round/MARK/N                    (blank, void, eldest or "", candidate, voices, ...)
                                    of papers with several names or lists, before that:
                                    (form, seats, valid papers or "", ...)
    item/MARK/closed_session_ballot (in favour, against, abstentions, requester, ...)

Invariant: what a value does not hold (how an amendment was voted, who opposed it) stays as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.session.corrections.edits import FactValue
from pv_builder import facts
from pv_builder.evidence import FactKey
from pv_builder.language.typography import counted
from pv_builder.law import nomination_wording, vote_wording
from pv_builder.law.amendments import put_to_vote
from pv_builder.law.ballots import count_closed_session
from pv_builder.law.majority import count_votes
from pv_builder.law.nominations import counted_rounds
from pv_builder.meeting import (
    Amendment,
    Ballot,
    BallotMode,
    Item,
    Meeting,
    MemberName,
)
from pv_builder.papers import NominationRound, PaperForm

_NUMBERS = 3
"""In favour, against, abstentions."""
AMENDMENT, ROUND = "amendment", "round"
APART = frozenset({AMENDMENT, ROUND})
"""Families of facts that name their item: "amendment/3/1"."""
NOT_ESTABLISHED = (
    "Le résultat ne peut pas être établi : complétez ces nombres, ou vérifiez qu'ils ne dépassent "
    "pas le nombre de votants."
)
_FORMS = frozenset({PaperForm.SEVERAL_NAMES.value, PaperForm.PROPORTIONAL.value})


def item_of(meeting: Meeting, mark: str) -> Item | None:
    """Return the item whose mark is printed so."""
    return next((item for item in meeting.items if str(item.mark) == mark), None)


def _with_item(meeting: Meeting, mark: str, change: Callable[[Item], Item]) -> Meeting:
    items = tuple(change(item) if str(item.mark) == mark else item for item in meeting.items)
    return replace(meeting, items=items)


def _split(rest: str) -> tuple[str, int]:
    mark, _, number = rest.rpartition("/")
    return mark, int(number)


def next_amendment(item: Item) -> FactKey:
    """Return the name of one more amendment to an item."""
    return facts.amendment(item.mark, 1 + max((one.number for one in item.amendments), default=0))


def next_round(item: Item) -> FactKey:
    """Return the name of one more round of a nomination."""
    return facts.nomination_round(item.mark, 1 + max((r.number for r in item.rounds), default=0))


def amendment_of(meeting: Meeting, rest: str) -> FactValue:
    """Return what an amendment is, None when there is none of this number."""
    mark, number = _split(rest)
    item = item_of(meeting, mark)
    found = next((a for a in item.amendments if a.number == number), None) if item else None
    if found is None:
        return None
    return (found.author or "", found.text, *_numbers(found.ballot), *_how(found.ballot))


def _how(ballot: Ballot | None) -> tuple[str, ...]:
    """Return how a vote was taken and who is named, nothing where it is as usual."""
    if ballot is None or (ballot.mode is BallotMode.ORDINARY and not _named(ballot)):
        return ()
    return (ballot.mode.value, str(len(ballot.against_names)), *_named(ballot))


def _named(ballot: Ballot) -> tuple[MemberName, ...]:
    return (*ballot.against_names, *ballot.abstention_names)


def _with_how(ballot: Ballot, how: Sequence[str]) -> Ballot:
    """Return the vote as taken in this way; as it was where nothing is said of it."""
    if not how:
        return ballot
    mode, against, *names = how
    return replace(
        ballot,
        mode=BallotMode(mode),
        against_names=tuple(map(MemberName, names[: int(against)])),
        abstention_names=tuple(map(MemberName, names[int(against) :])),
    )


def with_amendment(meeting: Meeting, rest: str, value: FactValue) -> Meeting:
    """Return the meeting with an amendment as a person states it; None takes it away."""
    mark, number = _split(rest)

    def changed(item: Item) -> Item:
        old = next((a for a in item.amendments if a.number == number), None)
        others = [a for a in item.amendments if a.number != number]
        if isinstance(value, tuple):
            author, text, *votes = value
            ballot = _with_numbers(old.ballot if old else None, votes[:_NUMBERS])
            ballot = _with_how(ballot, votes[_NUMBERS:])
            others.append(
                Amendment(
                    text=text,
                    author=MemberName(author) if author else None,
                    ballot=ballot,
                    number=number,
                )
            )
        return replace(item, amendments=tuple(sorted(others, key=lambda one: one.number)))

    return _with_item(meeting, mark, changed)


def round_of(meeting: Meeting, rest: str) -> FactValue:
    """Return the papers of a round, None when there is none of this number."""
    mark, number = _split(rest)
    item = item_of(meeting, mark)
    found = next((r for r in item.rounds if r.number == number), None) if item else None
    if found is None:
        return None
    voices = (text for name, votes in found.votes for text in (name, str(votes)))
    return (*_form_of(found), str(found.blank), str(found.void), found.eldest or "", *voices)


def _form_of(papers: NominationRound) -> tuple[str, ...]:
    """Return what papers carry that do not carry one name each; nothing for those."""
    if papers.form is PaperForm.ONE_NAME:
        return ()
    valid = "" if papers.valid is None else str(papers.valid)
    return (papers.form.value, str(papers.seats), valid)


def round_in(value: Sequence[str], number: int) -> NominationRound:
    """Return a round of its value."""
    parts = list(value)
    form, seats, valid = PaperForm.ONE_NAME, "1", ""
    if parts[0] in _FORMS:
        form, seats, valid = PaperForm(parts[0]), parts[1], parts[2]
        parts = parts[3:]
    blank, void, eldest, *voices = parts
    return NominationRound(
        votes=tuple(zip(voices[::2], map(int, voices[1::2]), strict=True)),
        blank=int(blank),
        void=int(void),
        eldest=eldest or None,
        number=number,
        form=form,
        seats=int(seats),
        valid=int(valid) if valid else None,
    )


def with_round(meeting: Meeting, rest: str, value: FactValue) -> Meeting:
    """Return the meeting with a round as a person states it; None takes it away."""
    mark, number = _split(rest)

    def changed(item: Item) -> Item:
        others = [one for one in item.rounds if one.number != number]
        if isinstance(value, tuple):
            others.append(round_in(value, number))
        return replace(item, rounds=tuple(sorted(others, key=lambda one: one.number)))

    return _with_item(meeting, mark, changed)


def closed_session_of(item: Item) -> FactValue:
    """Return the vote on a closed session, None when none is known."""
    ballot = item.closed_session_ballot
    return None if ballot is None else (*_numbers(ballot), *ballot.requested_by)


def with_closed_session(item: Item, value: FactValue) -> Item:
    """Return the item with the vote on its closed session; None takes it away."""
    if not isinstance(value, tuple):
        return replace(item, closed_session_ballot=None)
    ballot = _with_numbers(item.closed_session_ballot, value[:3])
    requesters = tuple(MemberName(name) for name in value[3:])
    return replace(item, closed_session_ballot=replace(ballot, requested_by=requesters))


def _numbers(ballot: Ballot | None) -> tuple[str, str, str]:
    known = ballot or Ballot()
    votes = (known.in_favour, known.against, known.abstentions)
    first, second, third = ("" if number is None else str(number) for number in votes)
    return first, second, third


def _with_numbers(ballot: Ballot | None, texts: Sequence[str]) -> Ballot:
    in_favour, against, abstentions = (int(text) if text else None for text in texts)
    return replace(
        ballot or Ballot(), in_favour=in_favour, against=against, abstentions=abstentions
    )


def in_words(family: str, value: tuple[str, ...]) -> str:
    """Return one of these facts as a line of the list."""
    if family == ROUND:
        papers = round_in(value, 1)
        told = [f"{name} : {votes} voix" for name, votes in papers.votes]
        seats = [counted(papers.seats, "siège")] if papers.seats > 1 else []
        return ", ".join(
            (*seats, *told, counted(papers.blank, "blanc"), counted(papers.void, "nul"))
        )
    if family == AMENDMENT:
        author, text, *votes = value[: 2 + _NUMBERS]
        return ", ".join(part for part in (author, text, *_votes_told(votes)) if part)
    votes, requesters = list(value[:3]), value[3:]
    asked = f"demandé par {', '.join(requesters)}" if requesters else ""
    return ", ".join(part for part in (*_votes_told(votes), asked) if part) or "nombres inconnus"


def _votes_told(votes: Sequence[str]) -> list[str]:
    labels = ("pour", "contre", "abst.")
    return [f"{n} {label}" for n, label in zip(votes, labels, strict=True) if n]


def result_told(meeting: Meeting, key: FactKey) -> str:
    """Return what one of these votes decides, counted from the numbers stated."""
    family, _, rest = key.partition("/")
    mark, _, last = rest.rpartition("/")
    item = item_of(meeting, mark)
    if item is None:
        return NOT_ESTABLISHED
    if family == AMENDMENT:
        return _amendment_told(meeting, item, int(last))
    if family == ROUND:
        return _round_told(item, int(last))
    counted_vote = count_closed_session(meeting, item)
    if counted_vote is None:
        return NOT_ESTABLISHED
    return vote_wording.closed_session_decision(counted_vote, item, meeting)


def _amendment_told(meeting: Meeting, item: Item, number: int) -> str:
    for amendment in item.amendments:
        if amendment.number == number:
            voted = put_to_vote(meeting, item, amendment)
            count = count_votes(meeting, voted)
            told = count and vote_wording.amendment_decision(count, voted, meeting)
            return told or NOT_ESTABLISHED
    return NOT_ESTABLISHED


def _round_told(item: Item, number: int) -> str:
    for one in counted_rounds(item.rounds):
        if one.papers.number == number:
            count = one.count
            result = nomination_wording.round_result(
                one.papers, count, one.rank, is_last=one.is_last
            )
            tie = nomination_wording.tie_told(one.papers, count)
            told = " ".join(part for part in (result, tie) if part)
            needs = count.open_seats and one.papers.form is not PaperForm.PROPORTIONAL
            needed = f" Majorité absolue : {count.majority}." if needs else ""
            return (
                f"{counted(count.papers, 'votant')}, "
                f"{counted(count.cast, 'suffrage exprimé', 'suffrages exprimés')}. {told}{needed}"
            )
    return NOT_ESTABLISHED
