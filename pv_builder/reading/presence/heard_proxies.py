"""The pouvoirs said aloud: who gives (mandant) and who holds (mandataire).

The direction is the costliest error: "pouvoir à X" makes X the holder, "pouvoir de X" the giver.

Invariants:
- Both names are on the roll and differ; where one was not recognised there is no proxy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.folding import fold
from core.sounds import words
from pv_builder.meeting import Member, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.names import Mention, NameForm

_GIVER_WITHIN = 40
_HOLDER_WITHIN = 8
_READ_OUT_WITHIN = 120
_TO_ME = frozenset({Cue.PROXY_MINE, Cue.PROXY_PAIR_ME})
_NEXT_PAIR_WITHIN = 2
_LISTED_WITHIN = 12
"""Tokens between two pouvoirs of a list that is read out: "du côté de l'opposition, X à Y"."""
DENIALS = words("sans aucun aucune pas ni")
_DENIED_BEFORE = 5
_OF = words("de d")
_LEADS_TO_HOLDER = words("pour par au à")
_ARTICLES = words("le la un une son")
_PROXY_WORDS = words("pouvoir pouvoirs procuration procurations")
_SURE_NAME = 0.78
"""Likeness of a name, from which it needs no check: that of one with a namesake by sound is 0.8."""
_SUBSTITUTE = "suppleant"
_PAIR_SCORE = 0.9
_ANSWERED = 0.85
_WHO = words("qui")
_SAID = (
    Cue.PROXY_FROM_ME,
    Cue.PROXY_TO,
    Cue.PROXY_OF,
    Cue.PROXY_WITH,
    Cue.PROXY_MINE,
    Cue.REPRESENTED,
)
_WITHOUT_GIVER = (Cue.PROXY_TO, Cue.PROXY_MINE)
_WITH_GIVER = (Cue.PROXY_OF, Cue.PROXY_WITH)
_HOLDER_AFTER = 3
_JUST_CALLED = 3
_CALLED_SCORE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardProxy:
    """A pouvoir said in the tokens `first:last`.

    Attributes:
        giver: None when the name was not recognised.
        holder: the same.
        named: first tokens of the names that it holds.
        unsure: a name was not well understood.
        turned: it may be the other way round: "a le pouvoirte Madame X".
    """

    giver: MemberName | None
    holder: MemberName | None
    score: float
    first: int
    last: int
    named: tuple[int, ...] = ()
    turned: bool = False
    unsure: bool = False


def heard_proxies(scene: Scene, first: int, last: int) -> list[HeardProxy]:
    """Return the pouvoirs said in the tokens `first:last`, in order; each giver once.

    A pouvoir with an unknown name is kept only when its other name has no other.
    """
    found = sorted(_found(scene, first, last), key=lambda p: p.first)
    kept: dict[MemberName, HeardProxy] = {}
    unknown: dict[tuple[MemberName | None, MemberName | None], HeardProxy] = {}
    for proxy in found:
        if proxy.giver is None or proxy.holder is None:
            unknown.setdefault((proxy.giver, proxy.holder), proxy)
        elif proxy.giver != proxy.holder and (
            proxy.giver not in kept or kept[proxy.giver].score < proxy.score
        ):
            kept[proxy.giver] = proxy
    doubtful = [p for p in unknown.values() if p.giver is None or p.giver not in kept]
    return sorted([*kept.values(), *doubtful], key=lambda p: p.first)


def _found(scene: Scene, first: int, last: int) -> Iterator[HeardProxy]:
    holders: set[int] = set()
    said = scene.cues.of(*_SAID, first=first, last=last)
    for event in said:
        if is_denied(scene, event) or _turned(event, said):
            continue
        proxy = _of_event(scene, event, holders)
        if proxy is not None:
            holders.update(proxy.named[1:])
            yield proxy
    yield from _answered(scene, first, last)
    for event in _read_out(scene, first, last):
        giver, holder = scene.said_of(event, "giver"), scene.said_of(event)
        if giver is None or giver.first in holders:
            continue
        if holder is not None:
            holders.add(holder.first)
            yield _proxy(event, giver, holder, _PAIR_SCORE)
        elif event.cue is Cue.PROXY_PAIR_ME:
            yield _held_by(scene, event, giver, speaker_only=True)


def _answered(scene: Scene, first: int, last: int) -> Iterator[HeardProxy]:
    """Yield the pouvoirs of "Il a donné sa procuration à qui ? - À moi", or "- À Madame X"."""
    tokens = scene.heard.tokens
    for event in scene.cues.of(Cue.PROXY_WORD, first=first, last=last):
        end = scene.heard.sentence_end(event.last - 1)
        asked = scene.heard.is_asked(event.first) and has_word(tokens[event.first : end], _WHO)
        if not asked or end + 1 >= scene.end or tokens[end].text not in _LEADS_TO_HOLDER:
            continue
        named, voice = scene.mention_at(end + 1), scene.voice(end)
        giver = _subject(scene, event, set(), named)
        holder = named.member if named is not None else None
        if tokens[end + 1].text == "moi" and voice is not None:
            holder = voice[0]
        if giver is not None and holder is not None:
            yield HeardProxy(
                giver=giver.member,
                holder=holder,
                score=_ANSWERED * giver.score,
                first=giver.first,
                last=end + 2,
                named=(giver.first, end + 1),
            )


def sits_for(scene: Scene, substitute: MemberName | None, titular: MemberName | None) -> bool:
    """Return whether one member is on the roll as the other's substitute: he sits, holds nothing.

    A substitute by office sits for whoever he is said to replace.
    """
    return titular is not None and any(
        m.name == substitute
        and (m.substitute_for == titular or (m.substitute_for is None and _is_substitute(m)))
        for m in scene.seance.roll
    )


def _is_substitute(member: Member) -> bool:
    """Whether a member is on the roll as a substitute, of nobody in particular."""
    return _SUBSTITUTE in fold(member.function)


def _turned(event: Event, said: Sequence[Event]) -> bool:
    """Whether "pouvoir X" is part of "Y a le pouvoir de X": X gives then, and does not hold."""
    return event.cue in _WITHOUT_GIVER and any(
        other.cue in _WITH_GIVER and other.first < event.last and event.first < other.last
        for other in said
    )


def is_denied(scene: Scene, event: Event) -> bool:
    """Return whether a pouvoir is said to be missing: "sans pouvoir", "pas de pouvoir"."""
    tokens = scene.heard.tokens
    start = max(scene.heard.sentence_start(event.first), event.first - _DENIED_BEFORE)
    if has_word(tokens[event.first : event.last], DENIALS):
        return True
    before = [token.text for token in tokens[start : event.first]]
    if before and before[-1] in _OF:
        return not DENIALS.isdisjoint(before)
    return bool(before) and before[-1] in DENIALS


def _of_event(scene: Scene, event: Event, holders: set[int]) -> HeardProxy | None:
    holder = scene.said_of(event)
    if holder is not None and (
        _is_next_called(scene, event, holder) or _is_spoken_to(scene, event, holder)
    ):
        return None
    match event.cue:
        case Cue.PROXY_OF | Cue.PROXY_WITH | Cue.REPRESENTED:
            giver = scene.said_of(event, "giver")
        case Cue.PROXY_FROM_ME:
            return _from_speaker(scene, event, holder)
        case _ if _is_of_unknown(scene, event):
            return None
        case _:
            giver = _subject(scene, event, holders, holder)
    if giver is None or (holder is not None and sits_for(scene, holder.member, giver.member)):
        return None
    if holder is not None:
        turned = event.cue is Cue.PROXY_TO and _lost_preposition(scene, holder)
        return replace(_proxy(event, giver, holder), turned=turned)
    return _held_by(scene, event, giver, speaker_only=event.cue is Cue.PROXY_MINE)


def _lost_preposition(scene: Scene, holder: Mention) -> bool:
    """Whether a name follows "le pouvoir" at once, its "à" or "de" run into the word before."""
    before = scene.heard.tokens[max(0, holder.first - 2) : holder.first]
    return (
        len(before) == 2  # noqa: PLR2004 - the article and the word itself
        and before[0].text in _ARTICLES
        and before[1].text not in _LEADS_TO_HOLDER
        and before[1].text not in _PROXY_WORDS
    )


def _is_of_unknown(scene: Scene, event: Event) -> bool:
    """Whether "j'ai le pouvoir" goes on with "de" and a name that was not understood."""
    following = scene.heard.tokens[event.last : event.last + 1]
    return has_word(following, _OF) and not scene.heard.tokens[event.last - 1].comma


def _is_next_called(scene: Scene, event: Event, holder: Mention) -> bool:
    """Whether the name after "procuration" is only the next on the roll, in words of its own."""
    tokens = scene.heard.tokens
    before = tokens[holder.first - 1]
    apart = before.ends or before.turn != tokens[holder.first].turn
    alone = apart and before.text not in _LEADS_TO_HOLDER
    return event.cue is Cue.PROXY_TO and event.first < holder.first and alone


def _is_spoken_to(scene: Scene, event: Event, holder: Mention) -> bool:
    """Whether pouvoirs are only told to somebody: "et deux pouvoirs, Madame la présidente"."""
    leads = scene.heard.tokens[holder.first - 1].text in _LEADS_TO_HOLDER
    return event.cue is Cue.PROXY_TO and holder.form is NameForm.FUNCTION and not leads


def _subject(
    scene: Scene, event: Event, holders: set[int], holder: Mention | None
) -> Mention | None:
    """Return the last member named before "a donné pouvoir", who holds none and does not speak.

    What is said of "il" or "elle" in the sentences that follow goes on with that member.
    """
    voice = scene.voice(event.first) if event.cue is Cue.PROXY_MINE else None
    out = {voice[0] if voice else None, holder.member if holder else None} - {None}
    before = [
        m
        for m in scene.mentions_in(max(0, event.first - _GIVER_WITHIN), event.first)
        if m.first not in holders and m.last <= event.first and m.firm and m.member not in out
    ]
    if not before or _is_somebody_else(scene, before[-1].last, event.first):
        return None
    return before[-1]


def _is_somebody_else(scene: Scene, named: int, at: int) -> bool:
    """Whether the sentence of a pouvoir begins with a name that was not understood.

    "Madame X, excusée. Madamecami Andrez a donné pouvoir à ...": X gives nothing. "Elle a donné"
    goes on with the last name.
    """
    start = scene.heard.sentence_start(at)
    if named > start:
        return False
    return any(t.capital and not t.opens for t in scene.heard.tokens[start:at])


def _held_by(scene: Scene, event: Event, giver: Mention, *, speaker_only: bool) -> HeardProxy:
    """Return the pouvoir "de X": its holder is named just before, or speaks."""
    start = max(scene.heard.sentence_start(event.first), event.first - _HOLDER_WITHIN)
    near = [m for m in scene.mentions_in(start, event.first) if m.member is not None and m.firm]
    if near and not speaker_only:
        return _proxy(event, giver, near[-1])
    mine = speaker_only or event.cue is Cue.PROXY_WITH or _mine(scene, event)
    if event.cue not in _TO_ME and _names_another(scene, event, giver):
        mine = False
    speaker = _who_says(scene, event.first) if mine else None
    return HeardProxy(
        giver=giver.member,
        holder=speaker[0] if speaker else None,
        score=giver.score * (speaker[1] if speaker else 0.0),
        first=min(giver.first, event.first),
        last=max(giver.last, event.last),
        named=(giver.first,),
    )


def _who_says(scene: Scene, at: int) -> tuple[MemberName, float] | None:
    """Return whose words these are: by voice, by the floor, or whoever was called just before."""
    said = scene.speaker(at)
    if said is not None or scene.heard.turn_of(at).member is not None:
        return said
    tokens = scene.heard.tokens
    start = at
    while start > 0 and tokens[start - 1].turn == tokens[at].turn:
        start -= 1
    called = [m for m in scene.mentions_in(max(0, start - 4 * _JUST_CALLED), start) if m.firm]
    if not called or called[-1].member is None or start - called[-1].last >= _JUST_CALLED:
        return None
    asks, answers = scene.heard.turn_of(start - 1), scene.heard.turn_of(at)
    if asks.speaker is not None and asks.speaker == answers.speaker:
        return None
    return called[-1].member, _CALLED_SCORE * called[-1].score


def _names_another(scene: Scene, event: Event, giver: Mention) -> bool:
    """Whether somebody else is named after "j'ai le pouvoir de X": "pour Y" may hold it.

    Y may have a name that was not understood: a word written as one, or what leads to one.
    """
    stop = scene.heard.sentence_end(event.last - 1)
    if any(m.firm and m.first != giver.first for m in scene.mentions_in(event.last, stop)):
        return True
    named = max(event.last, giver.last)
    following = scene.heard.tokens[named : min(named + _HOLDER_AFTER, stop)]
    return any(t.text in _LEADS_TO_HOLDER or (t.capital and not t.opens) for t in following)


def _mine(scene: Scene, event: Event) -> bool:
    """Whether the words before "pouvoir" are the speaker's own: "j'ai le pouvoir de X"."""
    start = max(scene.heard.sentence_start(event.first), event.first - _HOLDER_WITHIN)
    return any(token.text in {"j", "je"} for token in scene.heard.tokens[start : event.first])


def _from_speaker(scene: Scene, event: Event, holder: Mention | None) -> HeardProxy | None:
    """Return the pouvoir that the speaker gives; None when the speaker is not known."""
    speaker = scene.speaker(event.first)
    if speaker is None or holder is None:
        return None
    return HeardProxy(
        giver=speaker[0],
        holder=holder.member,
        score=min(speaker[1], holder.score) * event.score,
        first=event.first,
        last=max(holder.last, event.last),
        named=(event.first, holder.first),
    )


def _proxy(event: Event, giver: Mention, holder: Mention, factor: float = 1.0) -> HeardProxy:
    known = giver.member is not None and holder.member is not None
    return HeardProxy(
        giver=giver.member,
        holder=holder.member,
        score=min(giver.score, holder.score) * event.score * factor if known else 0.0,
        first=min(giver.first, event.first),
        last=max(giver.last, holder.last, event.last),
        named=(giver.first, holder.first),
        unsure=known and min(giver.score, holder.score) < _SURE_NAME,
    )


def _read_out(scene: Scene, first: int, last: int) -> Sequence[Event]:
    """Return the pairs "X à Y" that follow "voici les pouvoirs", or another pouvoir at once."""
    starts = scene.cues.of(Cue.PROXIES_READ, first=first, last=last)
    before = [event.last for event in scene.cues.of(*_SAID, first=first, last=last)]
    tokens = scene.heard.tokens
    pairs: list[Event] = []
    for pair in scene.cues.of(Cue.PROXY_PAIR, Cue.PROXY_PAIR_ME, first=first, last=last):
        announced = any(0 <= pair.first - start.first <= _READ_OUT_WITHIN for start in starts)
        within = _LISTED_WITHIN if pairs else _NEXT_PAIR_WITHIN
        follows = any(0 <= pair.first - end <= within for end in before)
        whole = tokens[pair.first].sentence == tokens[pair.last - 1].sentence
        if whole and (announced or follows):
            pairs.append(pair)
            before.append(pair.last)
    return pairs
