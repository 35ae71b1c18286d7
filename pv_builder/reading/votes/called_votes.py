"""The votes of a roll: who presides calls the voters one by one and each answers.

"Ginette ? - Contre. - Et Ivana ? - Elle m'a écrit, pour aussi." The answer is the vote of who was
called, whoever gives it: the holder of a pouvoir answers for its giver. Who presides says his own.

Invariant: a member has one choice, the last one given.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.sounds import words
from pv_builder.meeting import Choice, MemberName
from pv_builder.reading.clauses import Clause, clauses_of
from pv_builder.reading.named_in import named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.named_votes import NamedVote
from pv_builder.reading.votes.vote_words import FIRST_PERSON, Side, denies, hits_in, is_yes
from pv_builder.reading.words.heard import has_word

_SCORE = 0.8
_LEAST_CALLED = 3
_CALL_TOKENS = 6
_WITH_GIVER = 2
"""Members named in a call: who is called, and the giver of the pouvoir that he holds."""
_ANNOUNCED_WITHIN = 40
"""Tokens between "je fais l'appel" and the first call: nine at most in the written councils."""
_CALLED = words("appel appelle nominal nominatif chacun")
_OF_SOMETHING = words("d de à au aux votre vos")
"""Behind "appel", words of no roll: "appel d'offres", "appel à projets", "j'appelle votre"."""
_CHOICES = {
    Side.IN_FAVOUR: Choice.IN_FAVOUR,
    Side.AGAINST: Choice.AGAINST,
    Side.ABSTENTION: Choice.ABSTENTION,
}


def called_votes(scene: Scene, first: int, last: int) -> tuple[NamedVote, ...]:
    """Return the choices given at a roll of the voters in the tokens `first:last`, if one is."""
    clauses = list(clauses_of(scene, first, last))
    votes = {vote.member: vote for vote in _rolled(scene, first, list(_answers(scene, clauses)))}
    if len(votes) < _LEAST_CALLED:
        return ()
    own = _own_vote(clauses, votes)
    if own is not None:
        votes[own.member] = own
    return tuple(votes.values())


def _rolled(scene: Scene, first: int, answers: Sequence[NamedVote]) -> Sequence[NamedVote]:
    """Return the answers from the first one before which a roll is announced.

    Who is asked something by name in the debate and says yes answers no roll.
    """
    announced = (n for n, vote in enumerate(answers) if _is_announced(scene, first, vote.first))
    return answers[next(announced, len(answers)) :]


def _is_announced(scene: Scene, first: int, begin: int) -> bool:
    """Whether a roll is called for just before an answer, or a public ballot before it."""
    if scene.cues.of(Cue.PUBLIC, first=first, last=begin):
        return True
    near = scene.heard.tokens[max(first, begin - _ANNOUNCED_WITHIN) : begin + 1]
    return any(one.text in _CALLED and two.text not in _OF_SOMETHING for one, two in pairwise(near))


def _answers(scene: Scene, clauses: Sequence[Clause]) -> Iterator[NamedVote]:
    """Yield each call with the answer that the next to speak gives."""
    for place, call in enumerate(clauses):
        following = clauses[place + 1 : place + 2]
        if not following or following[0].utterance == call.utterance:
            continue
        first = max(call.first - _CALL_TOKENS, scene.heard.sentence_start(call.first))
        named = list(named_in(scene, first, call.last, frozenset()))
        if len(named) != _WITH_GIVER:
            named = list(named_in(scene, call.first, call.last, frozenset()))
        if named and len(named) <= _WITH_GIVER and len(call.tokens) <= _CALL_TOKENS:
            yield from _answered(scene, named, call, clauses[place + 1 :])


def _answered(
    scene: Scene, named: Sequence[MemberName], call: Clause, following: Sequence[Clause]
) -> Iterator[NamedVote]:
    """Yield the choice of who is called and, where he tells it, of who gave him a pouvoir.

    "Ronan, pour toi et pour Denis ? - Pour, et pour.", "Martine ? - Pour, mais Patrick m'a demandé
    de voter contre."
    """
    voters = iter(named)
    said: set[MemberName] = set()
    for clause in following:
        if clause.utterance != following[0].utterance:
            break
        choice = _choice(clause)
        others = [
            n for n in named_in(scene, clause.first, clause.last, frozenset()) if n not in named
        ]
        if choice is None:
            continue
        voter = others[0] if others and said else next(voters, None)
        if voter is None or voter in said:
            continue
        said.add(voter)
        yield NamedVote(voter, choice, _SCORE, call.first, clause.last)


def _choice(clause: Clause) -> Choice | None:
    """Return the choice that a clause gives, None when it gives none."""
    hits = hits_in(clause.tokens)
    if hits:
        denied = denies([token for token in clause.tokens if token.at < hits[0].at])
        return None if denied else _CHOICES[hits[0].side]
    return Choice.IN_FAVOUR if is_yes(clause.tokens) else None


def _own_vote(clauses: Sequence[Clause], votes: dict[MemberName, NamedVote]) -> NamedVote | None:
    """Return the vote that who calls the others gives for himself: "et moi je suis contre"."""
    called = max(vote.last for vote in votes.values())
    for clause in clauses:
        if clause.first < called or clause.speaker is None or clause.speaker in votes:
            continue
        hits = hits_in(clause.tokens)
        if hits and has_word(clause.tokens, FIRST_PERSON):
            choice = _CHOICES[hits[0].side]
            return NamedVote(clause.speaker, choice, _SCORE, clause.first, clause.last)
    return None
