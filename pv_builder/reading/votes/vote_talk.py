"""A vote as a conversation: what the chair asks is answered by what follows.

`votes.said_votes` knows the formulas of a vote; here the talk around it is followed, as
somebody in the room would: whoever presides asks about one side, names, numbers, "moi" and "non"
answer the question last asked, until another one is asked or the result is said.
"""

from collections.abc import Iterator, Sequence

from pv_builder.meeting import MemberName
from pv_builder.reading.clauses import Clause, clauses_of
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.chair_talk import ChairTalk
from pv_builder.reading.votes.member_talk import MemberTalk
from pv_builder.reading.votes.talk_state import Talk, TalkState
from pv_builder.reading.votes.vote_words import ELLIPTIC, OPPOSED, Side, hits_in
from pv_builder.reading.words.heard import has_word

_ASSEMBLY = frozenset({"qui", "monde", "quelqu", "des", "tous", "personne"})


def talks_in(scene: Scene, first: int, last: int) -> list[Talk]:
    """Return the votes talked through in the tokens `first:last`, in order."""
    clauses = list(clauses_of(scene, first, last))
    state = TalkState(scene, clauses)
    chair, member = ChairTalk(state), MemberTalk(state)
    presiding = set(_presiding(scene, clauses))
    for place, clause in enumerate(clauses):
        if clause.speaker is None or clause.speaker in presiding:
            chair.hear(place, clause)
        else:
            member.hear(place, clause)
    state.bear_out()
    return [talk for talk in state.talks if talk.is_begun]


def _presiding(scene: Scene, clauses: Sequence[Clause]) -> Iterator[MemberName]:
    """Yield who presides, by voice: who opens the item, the executive, who puts it to the vote.

    Members ask "qui est contre le progrès ?" too: who is neither must ask about both sides, or be
    alone to ask.
    """
    if clauses and clauses[0].speaker is not None:
        yield clauses[0].speaker
    if scene.executive is not None:
        yield scene.executive
    asking = [clause for clause in clauses if _asks_assembly(clause)]
    by_head = any(clause.speaker in {None, scene.executive} for clause in asking)
    sides: dict[MemberName, set[Side]] = {}
    for clause in asking:
        if clause.speaker is not None:
            sides.setdefault(clause.speaker, set()).update(h.side for h in hits_in(clause.tokens))
    yield from (name for name, asked in sides.items() if set(OPPOSED) <= asked or not by_head)


def _asks_assembly(clause: Clause) -> bool:
    """Whether all are asked how they vote: "tout le monde est pour ?", "qui est contre ?"."""
    short = len(clause.tokens) <= ELLIPTIC
    to_all = has_word(clause.tokens, _ASSEMBLY)
    return clause.asked and short and to_all and bool(hits_in(clause.tokens))
