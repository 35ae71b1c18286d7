"""The rounds of a nomination, or its only candidate, as they were heard (CGCT art. L. 2121-21).

Invariants:
- A round is proposed only where its result was announced: somebody is elected, or another round
  follows. Voices that nobody concluded from are left to a person.
- A candidate is a member of the roll; voices of whom was not understood make the sum too small,
  and an alert says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.folding import fold
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.language.typography import counted, listed, number, ordinal
from pv_builder.law.nominations import (
    ROUNDS_BY_ABSOLUTE_MAJORITY,
    CountedRound,
    counted_rounds,
    is_nomination,
)
from pv_builder.law.voters import voters_at
from pv_builder.meeting import (
    Item,
    ItemKind,
    Meeting,
    MemberName,
)
from pv_builder.papers import NominationRound
from pv_builder.reading.movements.heard_moves import Stretch
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.names import NameForm

_TITLES = frozenset(
    {
        *("election", "elections", "designation", "designations", "nomination", "nominations"),
        *("representant", "representants", "delegue", "delegues", "suppleants"),
    }
)
"""Words of the titles of items that name somebody; another item does so on papers only."""
_AGAINST = frozenset({"contre", "abstention", "abstentions"})
_PAPERS_BEFORE = 40
_PAPERS_AFTER = 12
_JOINED_WITHIN = 12
_NAMED_AFTER = 30
_DOES_NOT_ADD_UP = 0.6
_SOLE_SCORE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardNomination:
    """An item with its nomination, why it is believed and what is in doubt."""

    item: Item
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(slots=True)
class _Urn:
    """One round while it is read: voices by candidate, and where they are said.

    Attributes:
        since: position after the round before it: papers said from there on are its own.
    """

    voices: dict[MemberName, int] = field(default_factory=dict)
    scores: list[float] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    since: int = 0
    first: int = 0
    last: int = 0
    elected: MemberName | None = None
    concluded: bool = False

    def add(self, who: MemberName, votes: int, event: Event) -> None:
        """Take the voices of one candidate."""
        if not self.voices:
            self.first = event.first
        self.voices[who] = votes
        self.scores.append(event.score)
        self.reach(event)

    def reach(self, event: Event) -> None:
        """Go on to the end of an event, in the stretch before it where that is near."""
        self.last = max(self.last, event.last)
        if self.spans and event.first - self.spans[-1][1] <= _JOINED_WITHIN:
            self.spans[-1] = (self.spans[-1][0], self.last)
        else:
            self.spans.append((event.first, event.last))


def read_nomination(
    scene: Scene, meeting: Meeting, item: Item, stretch: Stretch
) -> HeardNomination:
    """Return an item with the rounds that were heard, else with its only candidate."""
    is_titled = bool(_TITLES & set(re.findall(r"[a-z]+", fold(item.title))))
    on_paper = scene.cues.of(Cue.SECRET, Cue.PAPERS, first=stretch.first, last=stretch.last)
    if not is_titled and not on_paper:
        return HeardNomination(item=item)
    concluded = [urn for urn in _urns(scene, stretch) if urn.concluded]
    if not concluded:
        return _sole(scene, item, stretch) if is_titled else HeardNomination(item=item)
    ends = [*(urn.last for urn in concluded[:-1]), stretch.last]
    papers = [
        _papers(scene, urn, last, number)
        for number, (urn, last) in enumerate(zip(concluded, ends, strict=True), start=1)
    ]
    rounds = _with_eldest(scene, papers, concluded)
    named = replace(item, kind=ItemKind.NOMINATION, rounds=rounds)
    evidence: list[Evidence] = []
    alerts: list[Alert] = []
    for one, urn in zip(counted_rounds(rounds), concluded, strict=True):
        wrong = list(_doubts(scene, meeting, named, one, urn))
        score = sum(urn.scores) / len(urn.scores) * (_DOES_NOT_ADD_UP if wrong else 1.0)
        key = facts.nomination_round(item.mark, one.papers.number)
        evidence.append(scene.evidence(key, "nomination.voices", score, *urn.spans))
        alerts += wrong
    return HeardNomination(item=named, evidence=tuple(evidence), alerts=tuple(alerts))


def _urns(scene: Scene, stretch: Stretch) -> Iterator[_Urn]:
    """Yield each round: voices said together, until somebody is elected or it fails."""
    urn = _Urn(since=stretch.first)
    told = (Cue.CANDIDATE_VOICES, Cue.ELECTED, Cue.NEXT_ROUND)
    for event in scene.cues.of(*told, first=stretch.first, last=stretch.last):
        if event.cue is Cue.CANDIDATE_VOICES:
            who, votes = _voices(scene, event)
            if who is None or votes is None:
                continue
            if urn.concluded and urn.voices.get(who) != votes:
                yield urn
                urn = _Urn(since=urn.last)
            urn.add(who, votes, event)
        elif event.cue is Cue.ELECTED:
            urn.elected = _member(scene, event) or urn.elected
            urn.concluded = urn.concluded or bool(urn.voices)
            urn.reach(event)
        elif urn.voices and not urn.concluded:
            urn.concluded = True
            urn.reach(event)
            yield urn
            urn = _Urn(since=urn.last)
    if urn.voices or urn.elected:
        urn.concluded = bool(urn.voices) and (urn.concluded or urn.elected is not None)
        yield urn


def _voices(scene: Scene, event: Event) -> tuple[MemberName | None, int | None]:
    """Return who has how many voices; "Madame X, deux voix contre" gives none to anybody."""
    following = scene.heard.tokens[event.last : event.last + 1]
    if has_word(following, _AGAINST):
        return None, None
    return _member(scene, event), event.number_in("n")


def _member(scene: Scene, event: Event) -> MemberName | None:
    mention = scene.said_of(event)
    return mention.member if mention is not None and mention.firm else None


def _papers(scene: Scene, urn: _Urn, end: int, number: int) -> NominationRound:
    return NominationRound(
        votes=tuple((str(who), votes) for who, votes in urn.voices.items()),
        blank=_number(scene, urn, end, Cue.BLANK) or 0,
        void=_number(scene, urn, end, Cue.VOID) or 0,
        number=number,
    )


def _number(scene: Scene, urn: _Urn, end: int, cue: Cue) -> int | None:
    """Return the number of papers of a kind said beside the voices of a round, in no other."""
    first = max(urn.since, urn.first - _PAPERS_BEFORE)
    last = min(end, urn.last + _PAPERS_AFTER)
    numbers = [e.number for e in scene.cues.of(cue, first=first, last=last) if e.number is not None]
    return numbers[-1] if numbers else None


def _with_eldest(
    scene: Scene, rounds: Sequence[NominationRound], urns: Sequence[_Urn]
) -> tuple[NominationRound, ...]:
    """Return the rounds, a tie with its eldest candidate where the age is said to decide."""
    settled = []
    for one, urn in zip(counted_rounds(rounds), urns, strict=True):
        by_age = scene.cues.of(Cue.ELDEST, first=urn.first, last=urn.last + _PAPERS_AFTER)
        tied = one.rank > ROUNDS_BY_ABSOLUTE_MAJORITY and len(one.count.leaders) > 1
        decides = tied and by_age and urn.elected in one.count.leaders
        settled.append(replace(one.papers, eldest=urn.elected) if decides else one.papers)
    return tuple(settled)


def _doubts(
    scene: Scene, meeting: Meeting, item: Item, one: CountedRound, urn: _Urn
) -> Iterator[Alert]:
    """Yield what does not fit in a round: papers that are missing, another one elected."""
    voters = voters_at(meeting, item)
    papers = one.count.papers
    if voters is not None and papers != voters.weight:
        text = (
            f"Bulletins entendus au {ordinal(one.rank)} tour : {number(papers)}, pour "
            f"{counted(voters.weight, 'votant')}. Écoutez le dépouillement et complétez les voix, "
            "les bulletins blancs et les bulletins nuls."
        )
        yield _alert(scene, item, "nomination-papers-unheard", text, urn)
    if urn.elected is not None and one.count.winner != urn.elected:
        text = (
            f"L'élection de {urn.elected} a été annoncée, mais les voix entendues ne la donnent "
            "pas. Écoutez le dépouillement et corrigez les voix."
        )
        yield _alert(scene, item, "nomination-result-contradicted", text, urn)


def _sole(scene: Scene, item: Item, stretch: Stretch) -> HeardNomination:
    """Return an item whose only candidates are named without a vote, as it was before else."""
    said = scene.cues.of(Cue.SOLE_CANDIDATE, first=stretch.first, last=stretch.last)
    if not said or is_nomination(item) or _is_voted(scene, stretch, said[-1]):
        return HeardNomination(item=item)
    start = scene.heard.sentence_start(said[0].first)
    near = min(stretch.last, said[-1].last + _NAMED_AFTER)
    within = min(near, scene.heard.sentence_end(said[-1].first))
    # Behind that sentence others are thanked or called: only where it names nobody.
    end = within if _named(scene, start, within) else near
    names = _named(scene, start, end)
    if not names:
        return HeardNomination(item=item)
    named = replace(item, kind=ItemKind.NOMINATION, sole_candidate=listed(names))
    key = facts.item(item.mark, ItemField.SOLE_CANDIDATE)
    proof = scene.evidence(key, "nomination.sole", _SOLE_SCORE * said[0].score, (start, end))
    return HeardNomination(item=named, evidence=(proof,))


def _is_voted(scene: Scene, stretch: Stretch, said: Event) -> bool:
    """Whether a vote was asked, or papers are spoken of once the candidates are known."""
    asked = stretch.vote.final is not None and stretch.vote.final.asked
    papers = (Cue.SECRET, Cue.PAPERS, Cue.CANDIDATE_VOICES)
    return asked or bool(scene.cues.of(*papers, first=said.last, last=stretch.last))


def _named(scene: Scene, first: int, last: int) -> list[str]:
    found = (
        str(mention.member)
        for mention in scene.mentions_in(first, last)
        if mention.firm and mention.member is not None and mention.form is not NameForm.FUNCTION
    )
    return list(dict.fromkeys(found))


def _alert(scene: Scene, item: Item, code: str, text: str, urn: _Urn) -> Alert:
    return Alert(
        code=code,
        severity=Severity.WARNING,
        text=text,
        item=item.mark,
        excerpts=(scene.interval(urn.first, urn.last),),
    )
