"""From what was said of a vote to the ballot of an item: which numbers stand, which are in doubt.

Counts, names and the announced result are compared with those who may vote. Numbers that agree
stand; where they do not, the best heard stand with a low score and an alert says so.

Invariants:
- A count is never invented: it was said, follows from names, from silence after a question, or
  from the other numbers of the same vote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.meeting import Announced, Ballot, BallotMode, Choice, Item, Meeting, MemberName
from pv_builder.scene import Scene
from pv_builder.vote_counts import Count
from pv_builder.voters import Voters, voters_at, weight_of
from pv_builder.votes import HeardVote, Round

_NAMED = 0.95
_SAID = 0.9
_HEADS_SAID = 0.5
_WITH_PROXY = 0.7
_UNANIMOUS = 0.95
_SILENCE = 0.75
_DEDUCED = 0.6
_EXPLICIT = 0.6
_TOLD = frozenset({"votes.names", "votes.said_count", "votes.announced_count"})
_ADDS_UP = 0.5
_DOES_NOT_ADD_UP = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A ballot, why it is believed and what is doubtful in it."""

    ballot: Ballot | None
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    """A possible number; `rule` says where it comes from."""

    value: int
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One vote with all that is needed to settle it."""

    scene: Scene
    meeting: Meeting
    item: Item
    vote: HeardVote
    final: Round
    voters: Voters | None

    @property
    def total(self) -> int | None:
        return self.voters.weight if self.voters is not None else None


def settle(scene: Scene, meeting: Meeting, item: Item, vote: HeardVote) -> Settled:
    """Return the ballot of an item whose voters are already known in `meeting`."""
    if vote.final is None or vote.mode in {None, BallotMode.NONE}:
        return Settled(ballot=None)
    case = _Case(
        scene=scene,
        meeting=meeting,
        item=item,
        vote=vote,
        final=vote.final,
        voters=voters_at(meeting, item),
    )
    if vote.mode is BallotMode.SECRET:
        return _secret(case)
    return _public(case) if vote.mode is BallotMode.PUBLIC and vote.named else _open(case)


def _open(case: _Case) -> Settled:
    final = case.final
    against, abstentions = _best_pair(case)
    ballot = Ballot(
        mode=case.vote.mode or BallotMode.ORDINARY,
        against=against.value if against else None,
        abstentions=abstentions.value if abstentions else None,
        against_names=final.against.names if final.against else (),
        abstention_names=final.abstentions.names if final.abstentions else (),
        announced=_announced(final),
    )
    evidence = [
        *_number_evidence(case, ItemField.AGAINST, against, final.against),
        *_number_evidence(case, ItemField.ABSTENTIONS, abstentions, final.abstentions),
        *_names_evidence(case, ItemField.AGAINST_NAMES, final.against),
        *_names_evidence(case, ItemField.ABSTENTION_NAMES, final.abstentions),
        *_general_evidence(case),
    ]
    alerts = (*_unheard(case, ballot), *_unnamed(case))
    return Settled(ballot=ballot, evidence=tuple(evidence), alerts=alerts)


def _public(case: _Case) -> Settled:
    """Return a public ballot: the choice of each voter, which gives the numbers."""
    named = case.vote.named
    ballot = Ballot(
        mode=BallotMode.PUBLIC,
        voters_by_name=tuple((vote.member, vote.choice) for vote in named),
        against_names=tuple(v.member for v in named if v.choice is Choice.AGAINST),
        abstention_names=tuple(v.member for v in named if v.choice is Choice.ABSTENTION),
        announced=_announced(case.final),
    )
    spans = [(vote.first, vote.last) for vote in named]
    score = min(vote.score for vote in named)
    mark = case.item.mark
    evidence = [
        case.scene.evidence(facts.item(mark, field), "votes.called_by_name", score, *spans)
        for field in (ItemField.AGAINST_NAMES, ItemField.ABSTENTION_NAMES)
    ]
    alerts: list[Alert] = []
    heads = case.voters.heads if case.voters is not None else len(named)
    if len(named) < heads:
        text = (
            f"Scrutin public : {len(named)} votes ont été entendus pour {heads} votants. "
            "Écoutez l'appel et complétez (CGCT, art. L. 2121-21)."
        )
        alerts.append(_alert(case, "public-ballot-incomplete", text))
    return Settled(
        ballot=ballot, evidence=(*evidence, *_general_evidence(case)), alerts=tuple(alerts)
    )


def _announced(final: Round) -> Announced:
    said_against = final.announced_against or final.against
    said_abstentions = final.announced_abstentions or final.abstentions
    return Announced(
        in_favour=final.in_favour.value if final.in_favour else None,
        against=said_against.value if said_against else None,
        abstentions=said_abstentions.value if said_abstentions else None,
        unanimous=True if final.unanimous else False if final.majority else None,
        outcome=final.outcome,
    )


def _best_pair(case: _Case) -> tuple[_Guess | None, _Guess | None]:
    """Return the votes against and the abstentions that agree best with all that was said."""
    final = case.final
    against = _guesses(case, final.against, final.announced_against)
    abstentions = _guesses(case, final.abstentions, final.announced_abstentions)
    against, abstentions = _with_remainders(case, against, abstentions)
    if not against or not abstentions:
        return _top(against), _top(abstentions)
    pairs = product(against, abstentions)
    return max(pairs, key=lambda pair: _pair_score(case, *pair))


def _top(guesses: Sequence[_Guess]) -> _Guess | None:
    return max(guesses, key=lambda g: g.score, default=None)


def _pair_score(case: _Case, against: _Guess, abstentions: _Guess) -> float:
    score = against.score + abstentions.score
    said, total = case.final.in_favour, case.total
    if total is None:
        return score
    rest = total - against.value - abstentions.value
    if rest < 0:
        return score - 1.0
    if case.final.majority and against.value + abstentions.value == 0:
        score -= _DOES_NOT_ADD_UP
    if said is not None and said.value is not None:
        score += _ADDS_UP if rest == said.value else -_DOES_NOT_ADD_UP
    return score


def _guesses(case: _Case, said: Count | None, announced: Count | None) -> list[_Guess]:
    """Return the numbers that a count may mean, in votes (voix)."""
    if said is None or (said.value is None and not said.names and case.final.unanimous):
        return list(_from_silence(case))
    found: list[_Guess] = []
    weighted = _weighted(case.meeting)
    if said.names and not said.unnamed:
        own = weight_of(case.meeting, said.names)
        found.append(_Guess(own, _NAMED, "votes.names"))
        represented = _with_proxies(case, said.names)
        if represented != own and (weighted or (said.value or 0) > len(said.names)):
            found.append(_Guess(represented, _WITH_PROXY, "votes.names_and_proxies"))
    for count, rule in ((said, "votes.said_count"), (announced, "votes.announced_count")):
        if count is None or count.value is None:
            continue
        heads = weighted and rule == "votes.said_count" and count.value > 0
        found.append(_Guess(count.value, (_HEADS_SAID if heads else _SAID) * count.score, rule))
    return found


def _from_silence(case: _Case) -> Iterator[_Guess]:
    """Yield 0 where a question was asked and nobody is said to have answered it."""
    final = case.final
    if final.unanimous:
        yield _Guess(0, _UNANIMOUS * final.result_score, "votes.unanimity")
    elif final.asked and final.outcome is not None:
        answered = final.against or final.abstentions
        if answered is not None or not final.majority:
            yield _Guess(0, _SILENCE * final.result_score, "votes.silence")


def _with_remainders(
    case: _Case, against: list[_Guess], abstentions: list[_Guess]
) -> tuple[list[_Guess], list[_Guess]]:
    """Return the guesses with those that the votes in favour leave for each other.

    A number that was said, or that follows from names, is never replaced by what is left.
    """
    said, total = case.final.in_favour, case.total
    if said is None or said.value is None or total is None:
        return against, abstentions
    left = total - said.value

    def remainders(own: list[_Guess], others: list[_Guess]) -> list[_Guess]:
        if any(guess.score >= _EXPLICIT and guess.rule in _TOLD for guess in own):
            return []
        return [
            _Guess(left - other.value, _DEDUCED * other.score, "votes.remainder")
            for other in others
            if other.value <= left
        ]

    return (
        against + remainders(against, abstentions),
        abstentions + remainders(abstentions, against),
    )


def _with_proxies(case: _Case, names: Sequence[MemberName]) -> int:
    proxies = case.voters.proxies if case.voters is not None else ()
    givers = [p.giver for p in proxies if p.holder in names and p.giver not in names]
    return weight_of(case.meeting, [*names, *givers])


def _weighted(meeting: Meeting) -> bool:
    return any(member.weight != 1 for member in meeting.members)


def _number_evidence(
    case: _Case, field: ItemField, guess: _Guess | None, said: Count | None
) -> Iterator[Evidence]:
    if guess is None:
        return
    span = (said.first, said.last) if said is not None and said.last else case.vote.span
    score = guess.score * _agreement(case, guess)
    yield case.scene.evidence(facts.item(case.item.mark, field), guess.rule, score, span)


def _agreement(case: _Case, guess: _Guess) -> float:
    """Return how far the announced votes in favour leave room for a number."""
    said, total = case.final.in_favour, case.total
    if said is None or said.value is None or total is None:
        return 1.0
    return 1.0 if guess.value + said.value <= total else _DOES_NOT_ADD_UP


def _names_evidence(case: _Case, field: ItemField, said: Count | None) -> Iterator[Evidence]:
    if said is None or not said.names:
        return
    matches = said.value is None or said.value == len(said.names) or _weighted(case.meeting)
    score = said.score if matches and not said.unnamed else said.score * _DOES_NOT_ADD_UP
    span = (said.first, said.last)
    yield case.scene.evidence(facts.item(case.item.mark, field), "votes.names", score, span)


def _general_evidence(case: _Case) -> Iterator[Evidence]:
    mark, vote = case.item.mark, case.vote
    span = vote.mode_at or vote.span
    yield case.scene.evidence(facts.item(mark, ItemField.MODE), "votes.mode", vote.score, span)
    if case.final.outcome is not None:
        yield case.scene.evidence(
            facts.item(mark, ItemField.OUTCOME), "votes.announced_result", vote.score, vote.span
        )


def _unheard(case: _Case, ballot: Ballot) -> tuple[Alert, ...]:
    if ballot.against is not None and ballot.abstentions is not None:
        return ()
    missing = [
        name
        for name, number in (
            ("les voix contre", ballot.against),
            ("les abstentions", ballot.abstentions),
        )
        if number is None
    ]
    text = (
        f"Le vote a été entendu, mais pas {' ni '.join(missing)}. "
        "Écoutez le passage et indiquez les nombres."
    )
    return (_alert(case, "votes-incomplete", text),)


def _unnamed(case: _Case) -> Iterator[Alert]:
    counts = ((case.final.against, "contre"), (case.final.abstentions, "abstention"))
    for said, kind in counts:
        if said is None:
            continue
        if said.unnamed:
            text = (
                f"Un nom cité pour un vote « {kind} » n'a pas été reconnu. "
                "Écoutez le passage et choisissez le membre."
            )
            yield _alert(case, "voter-not-recognised", text, (said.first, said.last))
        elif _number_differs(case, said):
            text = (
                f"Le nombre annoncé ({said.value}, {kind}) ne correspond pas aux noms cités "
                f"({len(said.names)}). Écoutez le passage : un pouvoir compte peut-être."
            )
            yield _alert(case, "names-differ-from-number", text, (said.first, said.last))


def _number_differs(case: _Case, said: Count) -> bool:
    if not said.names or said.value is None or _weighted(case.meeting):
        return False
    return said.value != len(said.names)


def _alert(case: _Case, code: str, text: str, span: tuple[int, int] | None = None) -> Alert:
    return Alert(
        code=code,
        severity=Severity.WARNING,
        text=text,
        item=case.item.mark,
        excerpts=(case.scene.interval(*(span or case.vote.span)),),
    )


def _secret(case: _Case) -> Settled:
    """Return a secret ballot: papers in favour, against, blank and void."""
    final, vote = case.final, case.vote
    void = vote.void.value if vote.void is not None and vote.void.value else 0
    known = {
        ItemField.IN_FAVOUR: final.in_favour.value if final.in_favour else None,
        ItemField.AGAINST: final.against.value if final.against else None,
        ItemField.ABSTENTIONS: vote.blank.value if vote.blank else None,
    }
    papers = _papers(case, void + sum(number or 0 for number in known.values()))
    deduced = _remainder(known, void, papers)
    numbers = known | deduced
    ballot = Ballot(
        mode=BallotMode.SECRET,
        in_favour=numbers[ItemField.IN_FAVOUR],
        against=numbers[ItemField.AGAINST],
        abstentions=numbers[ItemField.ABSTENTIONS],
        void=void,
        announced=replace(_announced(final), abstentions=known[ItemField.ABSTENTIONS]),
    )
    evidence = [
        case.scene.evidence(
            facts.item(case.item.mark, field),
            "votes.remainder" if field in deduced else "votes.papers",
            _DEDUCED if field in deduced else _SAID,
            vote.span,
        )
        for field, number in numbers.items()
        if number is not None
    ]
    alerts = _papers_alerts(case, numbers, void, papers)
    return Settled(
        ballot=ballot, evidence=(*evidence, *_general_evidence(case)), alerts=tuple(alerts)
    )


def _papers(case: _Case, counted: int) -> int | None:
    """Return how many votes the papers carry: as said, where it can be, else those who vote."""
    said = case.vote.papers
    if said is None or said < counted or _weighted(case.meeting):
        return case.total
    return said


def _remainder(
    known: dict[ItemField, int | None], void: int, papers: int | None
) -> dict[ItemField, int | None]:
    """Return the one number that was not heard, as what the others leave of the papers."""
    missing = [field for field, number in known.items() if number is None]
    if papers is None or len(missing) != 1:
        return {}
    left = papers - void - sum(number or 0 for number in known.values())
    return {missing[0]: left} if left >= 0 else {}


def _papers_alerts(
    case: _Case, numbers: dict[ItemField, int | None], void: int, papers: int | None
) -> Iterator[Alert]:
    if None in numbers.values():
        text = (
            "Tous les nombres du vote à bulletin secret n'ont pas été entendus. "
            "Écoutez le dépouillement et complétez."
        )
        yield _alert(case, "votes-incomplete", text)
    elif papers is not None and void + sum(n or 0 for n in numbers.values()) != papers:
        text = (
            f"Les bulletins du vote secret ne font pas le compte de {papers}. "
            "Écoutez le dépouillement et corrigez."
        )
        yield _alert(case, "votes-do-not-add-up", text)
