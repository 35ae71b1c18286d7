"""Arrivals and departures as they are said, each with its hour and the pouvoir left behind.

Whoever leaves says so himself as often as the chair does, and the chair's hour follows some words
later; a member who goes out for one vote only does not leave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sounds import words
from pv_builder.meeting import Item, ItemKind, MemberName, MovementKind
from pv_builder.reading.movements.arrival_signs import Sign, is_still_away, newcomers
from pv_builder.reading.movements.move_hours import hour_of_move
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.presence.heard_proxies import HeardProxy, heard_proxies, is_denied
from pv_builder.reading.roles.withdrawals import withdraws
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.hours import Hour
from pv_builder.reading.words.names import Mention

_WITHDRAWS_WITHIN = 25
_PROXY_AFTER = 40
_SAME_MOVE = 60
_BETWEEN_ITEMS = 25
_ANSWERED = 0.8
_HALF_HEARD = 0.7
_HOLDER_WITHIN = 8
_OF = words("de d du")
_DUTY = words(
    "dois doit devra devoir devais faut faudra falloir faudrait obligé obligée contraint "
    "contrainte temps rester demande"
)
_GOES_ON = words("mais et car parce maintenant là mes ce bonne bonsoir je j on désolé désolée")
_OWN_WORDS = (Cue.I_LEAVE, Cue.PROXY_FROM_ME)
_TO = words("à a au")
_BARE_VERBS = words("va allé allée parti partie part parts partir quitter laisser")
_OF_HIS_OWN = words("mon ma mes un une des ce cette le la les l")
_SITTING = words("séance salle réunion conseil assemblée table")
_FAREWELLS = words("soirée nuit route revoir courage voyage rentrez rentre demain bisous")
_FAREWELL_WITHIN = 25
_VOTES_FOR = words("voter votera voix papier mandat")
_JOINS = words("et de d du puis ainsi que")
_PLURAL_VERBS = words(
    "vont laissent abandonnent quittent doivent sont arrivent rejoignent viennent partis parties"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardMove:
    """An arrival or a departure said in the tokens `first:last`.

    Attributes:
        member: None when the name was not recognised.
        hour: as said; None when none was.
        proxy: the pouvoir left behind, of a departure; without a holder when the name was not
            recognised.
        is_own_words: whoever leaves says so; before the first item that is only announced.
        is_due: it is told what must come ("doit nous quitter"): maybe later than that.
        is_marked: a person marked it while the session was recorded.
        is_supposed: that somebody arrives or leaves was not understood (`supposed_arrivals`,
            `supposed_departures`).
    """

    kind: MovementKind
    member: MemberName | None
    score: float
    first: int
    last: int
    hour: Hour | None = None
    proxy: HeardProxy | None = None
    is_own_words: bool = False
    is_due: bool = False
    is_marked: bool = False
    is_supposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An item of the agenda, the tokens in which it is discussed and what was said of its vote."""

    item: Item
    first: int
    last: int
    vote: HeardVote

    @property
    def decided_at(self) -> int:
        """Position after the vote, or after what ends the item; close to its end otherwise."""
        return self.vote.span[1] or max(self.first, self.last - _BETWEEN_ITEMS)


def heard_moves(scene: Scene, stretches: Sequence[Stretch]) -> list[HeardMove]:
    """Return the arrivals and departures said once the roll was called, in order.

    A member who withdraws from one item, or the chair during the accounts, does not leave.
    """
    return _less_announced(_in_session(scene, stretches))


def _less_announced(moves: Sequence[HeardMove]) -> list[HeardMove]:
    """Return the movements without what only announced a later one of the same member."""
    return [
        move
        for place, move in enumerate(moves)
        if not (move.is_due and move.kind is _next_of(move.member, moves[place + 1 :]))
    ]


def _next_of(member: MemberName | None, moves: Sequence[HeardMove]) -> MovementKind | None:
    return next((m.kind for m in moves if m.member == member and member is not None), None)


def _in_session(scene: Scene, stretches: Sequence[Stretch]) -> list[HeardMove]:
    moves: list[HeardMove] = []
    first_item = stretches[0].first if stretches else scene.end
    come = [arrival(scene, *newcomer) for newcomer in newcomers(scene, first_item)]
    for move in sorted([*_found(scene), *come], key=lambda m: m.first):
        announced = move.first < first_item and (move.hour is None or move.is_own_words)
        if announced or _withdraws(scene, move, stretches):
            continue
        same = [
            m
            for m in moves
            if m.kind is move.kind and m.member == move.member and move.first - m.last <= _SAME_MOVE
        ]
        if same:
            moves[moves.index(same[-1])] = _fuller(same[-1], move)
        else:
            moves.append(move)
    return moves


def _withdraws(scene: Scene, move: HeardMove, stretches: Sequence[Stretch]) -> bool:
    if move.kind is MovementKind.ARRIVAL:
        return False
    around = (max(0, move.first - _WITHDRAWS_WITHIN), move.last + _WITHDRAWS_WITHIN)
    about = withdraws(scene, move.member, *around)
    accounts = any(
        s.first <= move.first < s.last and s.item.kind is ItemKind.ACCOUNTS for s in stretches
    )
    return about or (accounts and move.member in {scene.executive, None})


def _fuller(one: HeardMove, other: HeardMove) -> HeardMove:
    """Return the telling of one movement that says more: an hour, a pouvoir."""
    return max(one, other, key=lambda m: (m.hour is not None, m.proxy is not None, m.score))


def _found(scene: Scene) -> Iterator[HeardMove]:
    for event in scene.cues.of(Cue.ARRIVAL, Cue.DEPARTURE, Cue.I_LEAVE, Cue.PROXY_FROM_ME):
        if event.cue in _OWN_WORDS:
            yield from _first_person(scene, event)
            continue
        mention = scene.said_of(event)
        if mention is not None and not _of_speaker(scene, event):
            kind = MovementKind.ARRIVAL if event.cue is Cue.ARRIVAL else MovementKind.DEPARTURE
            for one in (mention, *_others_in_list(scene, event, mention)):
                move = _move(scene, event, kind, one.member, one.score)
                if move.hour is not None or _happens(scene, event, mention):
                    yield move


def _others_in_list(scene: Scene, event: Event, mention: Mention) -> Iterator[Mention]:
    """Yield who else comes or leaves in the same words: "X et Y s'en vont", "l'arrivée de X et Y".

    A name before a verb in the singular is called or told it: "Thierry, Madame X nous quitte".
    """
    tokens = scene.heard.tokens
    if mention.last >= event.last:
        near = scene.mentions_in(mention.last, scene.heard.sentence_end(mention.last - 1))
    elif has_word(tokens[mention.last : event.last], _PLURAL_VERBS):
        start = scene.heard.sentence_start(mention.first)
        near = list(reversed(scene.mentions_in(start, mention.first)))
    else:
        return
    edge = mention
    for other in near:
        before, after = (edge, other) if other.first >= edge.last else (other, edge)
        between = tokens[before.last : after.first]
        joined = between or edge is not mention  # "X, Y et Z s'en vont"
        if not other.firm or not joined or any(token.text not in _JOINS for token in between):
            return
        yield other
        edge = other


def _happens(scene: Scene, event: Event, mention: Mention) -> bool:
    """Whether words without an hour tell what happens now: not "X s'en va en retraite"."""
    if event.cue is Cue.ARRIVAL:
        return not is_still_away(scene, mention)
    bare = scene.heard.tokens[event.last - 1].text in _BARE_VERBS
    return not bare or _ends_clause(scene, event)


def arrival(scene: Scene, name: MemberName, signs: Sequence[Sign]) -> HeardMove:
    """Return the arrival that these signs tell, with the hour told beside any of them."""
    hours = [hour_of_move(scene, sign.first, sign.last, name) for sign in signs]
    hour = next((hour for hour in hours if hour is not None), None)
    return HeardMove(
        kind=MovementKind.ARRIVAL,
        member=name,
        score=max(sign.score for sign in signs),
        first=signs[0].first,
        last=max(signs[0].last, hour.last if hour is not None else 0),
        hour=hour,
        is_supposed=not any(sign.is_greeting for sign in signs),
    )


def _of_speaker(scene: Scene, event: Event) -> bool:
    """Whether it is the speaker who goes: "je laisse la place à Madame X et je quitte la salle"."""
    return any(token.text == "je" for token in scene.heard.tokens[event.first : event.last])


def _first_person(scene: Scene, event: Event) -> Iterator[HeardMove]:
    """Yield the departure of whoever says "je dois vous laisser": known by the voice only."""
    speaker = scene.speaker(event.first)
    known = scene.heard.turn_of(event.first).member is not None
    if speaker is None or not known:
        if _must_leave(scene, event):
            yield _move(scene, event, MovementKind.DEPARTURE, None, 0.0)
        return
    if _quits_something_else(scene, event):
        return
    move = _move(scene, event, MovementKind.DEPARTURE, *speaker)
    if event.cue is Cue.PROXY_FROM_ME:
        if move.hour is not None or _is_bid_farewell(scene, move):
            yield move
        return
    if _must_leave(scene, event) or (_ends_clause(scene, event) and _is_let_go(scene, move)):
        yield move


def _quits_something_else(scene: Scene, event: Event) -> bool:
    """Whether "je dois quitter" has an object that is not the session: "mon poste"."""
    after = [token.text for token in scene.heard.tokens[event.last : event.last + 2]]
    if scene.heard.tokens[event.last - 1].comma or not after:
        return False
    return after[0] in _OF_HIS_OWN and _SITTING.isdisjoint(after)


def _is_let_go(scene: Scene, move: HeardMove) -> bool:
    """Whether an hour, a pouvoir or a farewell follows: "je vous laisse" may end a report."""
    told = move.hour is not None or move.proxy is not None
    return told or _is_bid_farewell(scene, move)


def _is_bid_farewell(scene: Scene, move: HeardMove) -> bool:
    return has_word(scene.heard.tokens[move.first : move.last + _FAREWELL_WITHIN], _FAREWELLS)


def _must_leave(scene: Scene, event: Event) -> bool:
    """Whether a duty is told ("je dois", "il faut que"), not a mere "je vous laisse"."""
    return any(token.text in _DUTY for token in scene.heard.tokens[event.first : event.last])


def _ends_clause(scene: Scene, event: Event) -> bool:
    """Whether nothing hangs on the words: "je vous laisse présenter" is no departure."""
    tokens = scene.heard.tokens
    after = tokens[event.last] if event.last < scene.end else None
    return tokens[event.last - 1].comma or after is None or after.text in _GOES_ON


def _move(
    scene: Scene,
    event: Event,
    kind: MovementKind,
    member: MemberName | None,
    score: float,
) -> HeardMove:
    hour = hour_of_move(scene, event.first, event.last, member)
    proxy = _proxy_left(scene, event, member) if kind is MovementKind.DEPARTURE else None
    ends = [event.last, *(part.last for part in (hour, proxy) if part is not None)]
    return HeardMove(
        kind=kind,
        member=member,
        score=score * event.score,
        first=event.first,
        last=max(ends),
        hour=hour,
        proxy=proxy,
        is_own_words=event.cue in _OWN_WORDS,
        is_due=event.cue is Cue.DEPARTURE and _must_leave(scene, event),
    )


def _proxy_left(scene: Scene, event: Event, member: MemberName | None) -> HeardProxy | None:
    """Return the pouvoir that whoever leaves gives in the same breath, or when asked."""
    last = min(event.last + _PROXY_AFTER, scene.end)
    own = [
        proxy
        for proxy in heard_proxies(scene, event.first, last)
        if proxy.giver == member or (proxy.giver is None and proxy.first < event.last)
    ]
    told = max(own, key=lambda proxy: proxy.holder is not None, default=None)
    if told is not None and told.holder is not None:
        return told
    answered = _answered(scene, event.last, last, member) or told
    return answered or half_heard_proxy(scene, event.first, event.last, member)


def half_heard_proxy(
    scene: Scene, first: int, last: int, member: MemberName | None
) -> HeardProxy | None:
    """Return the pouvoir spoken of as a member leaves, in words that are only in part understood.

    It is told with what stands in the tokens `first:last`. Who leaves can only give it: whoever is
    named behind the word holds it ("son pouvoir est pou Madame X"), nobody where no name was
    recognised.
    """
    speech = next(iter(scene.speeches_in(first, scene.end)))
    calls = scene.cues.of(Cue.ITEM_CALL, Cue.ITEM_NUMBER, first=last, last=speech.last)
    edge = min([last + _PROXY_AFTER, speech.last, *(call.first for call in calls)])
    for word in scene.cues.of(Cue.PROXY_WORD, first=first, last=edge):
        if is_denied(scene, word) or scene.heard.is_asked(word.first):
            continue
        stop = min(scene.heard.sentence_end(word.last - 1), word.last + _HOLDER_WITHIN)
        named = [m for m in scene.mentions_in(word.last, stop) if m.firm and m.member != member]
        if has_word(scene.heard.tokens[word.last : word.last + 1], _OF):
            continue
        holder = named[0] if named else None
        return HeardProxy(
            giver=member,
            holder=holder.member if holder is not None else None,
            score=_HALF_HEARD * holder.score if holder is not None else 0.0,
            first=word.first,
            last=holder.last if holder is not None else word.last,
        )
    return None


def _answered(scene: Scene, first: int, last: int, member: MemberName | None) -> HeardProxy | None:
    """Return the pouvoir of "Tu laisses un pouvoir ? - Oui, à Madame X" or "- X, il l'a"."""
    tokens = scene.heard.tokens
    asked = _asked_for_holder(scene, first, last)
    for mention in scene.mentions_in(asked, last) if asked is not None else ():
        voice = scene.voice(mention.first)
        given = tokens[mention.first - 1].text in _TO or tokens[mention.first].opens
        if given and voice is not None and voice[0] == member and mention.member is not None:
            return HeardProxy(
                giver=member,
                holder=mention.member,
                score=_ANSWERED * mention.score,
                first=mention.first,
                last=mention.last,
                named=(mention.first,),
            )
    return None


def _asked_for_holder(scene: Scene, first: int, last: int) -> int | None:
    """Return where who leaves is asked, or says, who votes for him: behind a word of pouvoirs."""
    words_of = [event.last for event in scene.cues.of(Cue.PROXY_WORD, first=first, last=last)]
    for token in scene.heard.tokens[first:last]:
        if token.text in _VOTES_FOR and scene.heard.is_asked(token.at):
            words_of.append(scene.heard.sentence_end(token.at))
    return min(words_of, default=None)
