"""Who speaks for somebody who gave a pouvoir: "Claire-Hélène aussi", "Elle m'a écrit, pour aussi".

Whoever gave a pouvoir is not there to speak; what is told in his name, in the first person or by
whoever answers in his place, is told by the one who holds it.
"""

from collections.abc import Iterable, Iterator, Mapping

from core.sounds import words
from core.transcript import VoiceId
from pv_builder.meeting import MemberName
from pv_builder.naming.clues import RIGHT, Clue, ClueKind, odds_of
from pv_builder.naming.own_words import FIRST_PERSON
from pv_builder.naming.pointers import Pointers
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Utterance, Utterances, named_in
from pv_builder.reading.presence.heard_proxies import HeardProxy, heard_proxies
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import NameForm

_TOLD = words(
    "pour contre abstention abstient pouvoir procuration voix vote voter dit écrit demandé"
)
_NEAR_TOKENS = 8
_IN_HIS_PLACE = words("il elle excusé excusée")
_PLACE_TOKENS = 3
_YES_TOKENS = 8
_ACCEPTING = FIRST_PERSON | words(
    "oui voilà exact exactement fait plaisir accord entendu volontiers"
)
_SURE = 0.7


class ProxyClues:
    """What is said in the name of those who gave a pouvoir.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        pointers: names said so that their bearer speaks next.
        chair: the voice that presides: it reads the pouvoirs out and counts them.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        pointers: Pointers,
        chair: VoiceId | None,
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._pointers = pointers
        self._chair = chair
        self._proxies = heard_proxies(scene, 0, scene.end)
        self._holders = _holders(scene, self._proxies)
        self._announced = {at for proxy in self._proxies for at in proxy.named}

    def clues(self) -> Iterator[Clue]:
        """Yield a clue for every utterance that speaks for one who gave a pouvoir."""
        for one in self._spoken.every:
            if one.voice in {None, self._chair}:
                continue
            holder = self._told(one) or self._answered(one) or self._accepted(one)
            if holder is not None:
                yield self._clue(one, holder)

    def _told(self, one: Utterance) -> MemberName | None:
        """Return who holds the pouvoir of the one whose vote an utterance tells with its own."""
        tokens = self._scene.heard.tokens
        for mention in named_in(self._scene, one.span):
            holder = self._holders.get(mention.member) if mention.member is not None else None
            if mention.first in self._announced:
                continue
            first = max(one.first, mention.first - _NEAR_TOKENS)
            near = tokens[first : min(one.last, mention.last + _NEAR_TOKENS)]
            said = {token.text for token in near}
            if holder is not None and said & FIRST_PERSON and said & _TOLD:
                return holder
        return None

    def _answered(self, one: Utterance) -> MemberName | None:
        """Return who holds the pouvoir of the one just called, where somebody else answers."""
        before = self._spoken.before(one)
        pointer = self._pointers.at_end_of(before.span) if before is not None else None
        if pointer is None or pointer.mention.member is None:
            return None
        opening = self._scene.heard.tokens[one.first : min(one.last, one.first + _PLACE_TOKENS)]
        answers = any(token.text in _IN_HIS_PLACE for token in opening)
        return self._holders.get(pointer.mention.member) if answers else None

    def _accepted(self, one: Utterance) -> MemberName | None:
        """Return who was just said to hold a pouvoir, where somebody says yes: "Je l'ai"."""
        before = self._spoken.before(one)
        if before is None or before.voice == one.voice or one.length > _YES_TOKENS:
            return None
        said = {token.text for token in self._scene.heard.tokens[one.first : one.last]}
        last = self._scene.heard.sentence_start(before.last - 1)
        told = [p for p in self._proxies if last <= p.first and p.last <= one.first]
        return told[-1].holder if told and said & _ACCEPTING else None

    def _clue(self, one: Utterance, holder: MemberName) -> Clue:
        odds = odds_of(RIGHT[ClueKind.HOLDS], len(self._scene.seance.roll))
        return Clue(
            kind=ClueKind.HOLDS,
            utterance=one.at,
            voice=one.voice,
            odds=((holder, odds),),
            reason=f"parle {self._times.at(one.interval.start)} pour qui lui a donné pouvoir",
            excerpts=(one.interval,),
        )


def _is_addressed(scene: Scene, proxy: HeardProxy) -> bool:
    """Whether the giver is only spoken to: "Monsieur le maire, je laisse mon pouvoir à Anne"."""
    giver = scene.mention_at(min(proxy.named)) if proxy.named else None
    return giver is not None and giver.form is NameForm.FUNCTION


def _holders(scene: Scene, proxies: Iterable[HeardProxy]) -> Mapping[MemberName, MemberName]:
    """Return who holds the pouvoir of whom, as read out and as stated in advance."""
    said = {
        proxy.giver: proxy.holder
        for proxy in proxies
        if proxy.giver is not None and proxy.holder is not None and proxy.score >= _SURE
        if not _is_addressed(scene, proxy)
    }
    stated = {s.member.name: s.proxy_to for s in scene.seance.members if s.proxy_to is not None}
    return said | stated
