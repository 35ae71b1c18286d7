"""Who presides over an item, by voice: what others ask or announce there is only argued."""

from collections.abc import Iterator

from pv_builder.meeting import MemberName
from pv_builder.reading.clauses import Clause, clauses_of
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.vote_words import ELLIPTIC, OPPOSED, Side, hits_in
from pv_builder.reading.words.heard import has_word

_ASSEMBLY = frozenset({"qui", "monde", "quelqu", "des", "tous", "personne"})
_SIDE_ASKED = {Cue.ASK_AGAINST: Side.AGAINST, Cue.ASK_ABSTENTION: Side.ABSTENTION}


def presiding_in(scene: Scene, first: int, last: int) -> frozenset[MemberName]:
    """Return who opens the item, who is the executive and who puts it to the vote.

    Members ask "qui est contre le progrès ?" too: who is none of these must call the vote, ask
    about both sides, or be alone to ask.
    """
    return frozenset(_presiding(scene, first, last))


def takes_side(scene: Scene, call: Event) -> bool:
    """Return whether what sounds like a call only says how somebody votes: "je vais voter contre".

    "On vote : contre ?" and "on vote pour l'étude" call.
    """
    tokens = scene.heard.tokens
    end = call.last - 1
    while end < scene.end and not tokens[end].comma:
        end += 1
    return any(hit.at == call.last for hit in hits_in(tokens[call.last - 1 : end + 1]))


def _presiding(scene: Scene, first: int, last: int) -> Iterator[MemberName]:
    opener = scene.voice(first) if first < last else None
    if opener is not None:
        yield opener[0]
    if scene.executive is not None:
        yield scene.executive
    for event in scene.cues.of(Cue.VOTE_CALL, first=first, last=last):
        voice = scene.voice(event.first)
        if voice is not None and not takes_side(scene, event):
            yield voice[0]
    yield from _asking(scene, first, last)


def _asking(scene: Scene, first: int, last: int) -> Iterator[MemberName]:
    """Yield who asks the assembly about both sides, or about one where the head asks nothing."""
    asking = [clause for clause in clauses_of(scene, first, last) if _asks_assembly(clause)]
    by_head = any(clause.speaker in {None, scene.executive} for clause in asking)
    sides: dict[MemberName, set[Side]] = {}
    for clause in asking:
        if clause.speaker is not None:
            sides.setdefault(clause.speaker, set()).update(h.side for h in hits_in(clause.tokens))
    for event in scene.cues.of(*_SIDE_ASKED, first=first, last=last):
        voice = scene.voice(event.first)
        if voice is not None:
            sides.setdefault(voice[0], set()).add(_SIDE_ASKED[event.cue])
    alone = {clause.speaker for clause in asking} if not by_head else set()
    yield from (name for name, asked in sides.items() if set(OPPOSED) <= asked or name in alone)


def _asks_assembly(clause: Clause) -> bool:
    """Whether all are asked how they vote: "tout le monde est pour ?", "qui est contre ?"."""
    short = len(clause.tokens) <= ELLIPTIC
    to_all = has_word(clause.tokens, _ASSEMBLY)
    return clause.asked and short and to_all and bool(hits_in(clause.tokens))
