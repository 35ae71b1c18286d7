"""Who chairs: clues to the voice that gives the floor, calls the votes, opens and closes.

The chair is the maire or president of the roll. Where they are said to be away, it is the first
member there in the order of the functions (CGCT, art. L. 2122-17), in a CCAS its vice-president
(CASF, art. L. 123-6), which is far less sure.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.sounds import words
from core.transcript import VoiceId
from pv_builder.meeting import Attendance, Member, MemberName
from pv_builder.naming.addressed import set_apart
from pv_builder.naming.clues import CHAIR_ODDS, CHAIR_ODDS_ELSEWHERE, Clue, ClueKind
from pv_builder.naming.own_words import I_OR_WE
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Utterances
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.presence.heard_proxies import heard_proxies
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import tokens_of_text
from pv_builder.reading.words.names import Mention, NameForm

_ACTS = (
    Cue.OPENING,
    Cue.CLOSING,
    Cue.FLOOR,
    Cue.VOTE_CALL,
    Cue.ASK_AGAINST,
    Cue.ASK_ABSTENTION,
    Cue.ITEM_NUMBER,
    Cue.NEXT_ITEM,
    Cue.UNANIMITY,
    Cue.QUORUM,
)
_OWN_VOTE = frozenset({Cue.VOTE_CALL, Cue.ASK_AGAINST, Cue.ASK_ABSTENTION})
"""Acts that sound like a member's own vote ("je vote contre")."""
_AWAY = frozenset({Attendance.ABSENT, Attendance.EXCUSED})
_GREETING_TOKENS = 2
_BEGINNING_TOKENS = 300
_CHOICES = words("contre pour abstiens abstiendrai abstiendrons abstenir")
_OWN_TOKENS = 3
_SAID_AWAY = (Cue.EXCUSED, Cue.ABSENT, Cue.REASON)
_STILL_HIM = words("il elle")
_ELSEWHERE = words("de d du des")
_VICE = "vice"
_SURE_ACT = 0.9
_PRESIDES = 0.93
_PRESIDES_ADDRESSED = 0.98
_STEPS_IN = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """Who is taken to preside, and how sure that is."""

    member: MemberName
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _StandIn:
    """A member asked by the voice `giver` to preside in the tokens `first:last`."""

    member: MemberName
    giver: VoiceId
    first: int
    last: int


class Chairing:
    """The acts of the chair, by voice.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        states: who is there, as far as it was said.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        states: Mapping[MemberName, Attendance],
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._states = states
        self._beginning = max(_BEGINNING_TOKENS, scene.end // 4)

    def clues(self) -> Iterator[Clue]:
        """Yield a clue for every act of the chair."""
        chair, presiding = self.chair(), self.voice()
        stand_ins = list(self._stand_ins())
        for turn, first in self.acts().items():
            voice = self._spoken.of(first).voice
            member = next(
                (s.member for s in stand_ins if s.first <= first < s.last and s.giver != voice),
                None,
            )
            if member is not None:
                yield self._act(turn, first, member, CHAIR_ODDS)
            elif chair is not None and (presiding is None or voice in {None, presiding}):
                yield self._act(turn, first, chair.member, CHAIR_ODDS)
            elif chair is not None and not self._has_left(presiding, first):
                yield self._act(turn, first, chair.member, CHAIR_ODDS_ELSEWHERE)

    def _act(self, turn: int, first: int, member: MemberName, odds: float) -> Clue:
        one = self._spoken.of(first)
        heard = self._scene.heard
        return Clue(
            kind=ClueKind.CHAIRS,
            utterance=one.at,
            turn=turn,
            voice=one.voice,
            odds=((member, odds),),
            reason=f"conduit la séance {self._times.at(heard.tokens[first].start)}",
            excerpts=(self._scene.interval(first, heard.sentence_end(first)),),
        )

    def _stand_ins(self) -> Iterator[_StandIn]:
        """Yield those who preside one item in place of the chair (CGCT, art. L. 2121-14)."""
        for event in self._scene.cues.of(Cue.CHAIR_CHANGE):
            mention = self._scene.said_of(event)
            giver = self._spoken.of(event.first).voice
            if mention is None or mention.member is None or giver is None:
                continue
            items = self._scene.cues.of(Cue.ITEM_NUMBER, Cue.NEXT_ITEM, first=event.last)
            yield _StandIn(
                member=mention.member,
                giver=giver,
                first=event.last,
                last=items[0].first if items else self._scene.end,
            )

    def _has_left(self, presiding: VoiceId | None, at: int) -> bool:
        """Whether the voice that presides said last that it goes out: somebody else presides."""
        before = self._spoken.every[: self._spoken.of(at).at]
        last = next((one for one in reversed(before) if one.voice == presiding), None)
        said = (
            self._scene.cues.of(Cue.CHAIR_LEAVES, Cue.CHAIR_CHANGE, first=last.first, last=at)
            if last
            else ()
        )
        return bool(said)

    def acts(self) -> dict[int, int]:
        """Return the first token of the first act of the chair, by turn."""
        found: dict[int, int] = {}
        for event in self._scene.cues.of(*_ACTS):
            if self._is_act(event):
                middle = (event.first + event.last) // 2
                found.setdefault(self._scene.heard.tokens[middle].turn, event.first)
        return found

    def voice(self) -> VoiceId | None:
        """Return the voice that does most of what a chair does, None when none does half of it."""
        acts = Counter(self._spoken.of(first).voice for first in self.acts().values())
        voice, count = acts.most_common(1)[0] if acts else (None, 0)
        return voice if 2 * count > acts.total() else None

    def _is_act(self, event: Event) -> bool:
        """Whether a formula is really the chair's: "je voterai contre" is a member's."""
        tokens = self._scene.heard.tokens
        if event.cue is Cue.NEXT_ITEM:
            return event.last - event.first > 1
        if event.cue is Cue.OPENING:  # later, "que l'on commence par" is anybody's
            return event.first < self._beginning
        if event.cue is Cue.ITEM_NUMBER:  # "faire six places" sounds nearly like "affaire six"
            return event.score >= _SURE_ACT
        if event.cue not in _OWN_VOTE:
            return True
        around = tokens[max(0, event.first - _OWN_TOKENS) : event.last + 1]
        own = any(token.text in I_OR_WE for token in around) and any(
            token.text in _CHOICES for token in around
        )
        return event.score >= _SURE_ACT and not own

    def chair(self) -> Chair | None:
        """Return who presides, None when nothing tells."""
        executive = self._executive()
        replaced = self._is_replaced()
        addressed, otherwise = self._addressed(executive) if executive is not None else (0, 0)
        if executive is not None and not replaced and otherwise <= addressed:
            score = _PRESIDES_ADDRESSED if addressed else _PRESIDES
            return Chair(member=executive.name, score=score)
        ranked = [
            name
            for name in self._ranked()
            if name != self._scene.executive and not self._is_not_there(name)
        ]
        return Chair(member=ranked[0], score=_STEPS_IN) if ranked else None

    def _is_replaced(self) -> bool:
        """Whether somebody presides for the maire or president, or tells that he is not there."""
        if self._scene.cues.of(Cue.IN_PLACE_OF_CHAIR, last=self._beginning):
            return True
        name, chair = self._scene.executive, self.voice()
        if name is None or chair is None:
            return False
        proxies = heard_proxies(self._scene, 0, self._beginning)
        represented = [proxy.first for proxy in proxies if proxy.giver == name]
        told = [
            mention.first
            for mention in self._scene.mentions_in(0, self._beginning)
            if mention.member == name and self._is_away(mention)
        ]
        return any(self._spoken.of(first).voice == chair for first in (*represented, *told))

    def _is_away(self, mention: Mention) -> bool:
        """Whether a maire or president is said to be away: "Il vous prie de l'excuser".

        Not of the maire of another commune, who was invited.
        """
        heard = self._scene.heard
        if mention.last >= self._scene.end or heard.tokens[mention.last].text in _ELSEWHERE:
            return False
        last = heard.sentence_end(mention.last - 1)
        if last < self._scene.end and heard.tokens[last].text in _STILL_HIM:
            last = heard.sentence_end(last)
        others = self._scene.mentions_in(mention.last, last)
        last = min([last, *(other.first for other in others)])
        return bool(self._scene.cues.of(*_SAID_AWAY, first=mention.last, last=last))

    def _executive(self) -> Member | None:
        """Return the maire or president when there."""
        name = self._scene.executive
        if name is None or self._is_not_there(name):
            return None
        return next(member for member in self._scene.seance.roll if member.name == name)

    def _is_not_there(self, name: MemberName) -> bool:
        return self._states.get(name) in _AWAY and not self._is_spoken_to(name)

    def _is_spoken_to(self, name: MemberName) -> bool:
        """Whether a member said to be away is spoken to by name: "Pierrette vient pas, Roger"."""
        stated = {s.member.name: s.attendance for s in self._scene.seance.members}
        chair = self.voice()
        return stated.get(name) is None and any(
            mention.member == name
            and mention.form is not NameForm.FUNCTION
            and set_apart(self._scene, mention)
            and not self._scene.heard.tokens[mention.first].opens
            and self._spoken.of(mention.first).voice != chair
            for mention in self._scene.mentions
        )

    def _addressed(self, executive: Member) -> tuple[int, int]:
        """Return how often the chair is addressed with the executive's civility, and otherwise."""
        openings = [
            mention.civility is executive.civility
            for mention in self._scene.mentions
            if mention.form is NameForm.FUNCTION
            and mention.member == executive.name
            and mention.first - self._scene.heard.sentence_start(mention.first) <= _GREETING_TOKENS
        ]
        return sum(openings), len(openings) - sum(openings)

    def _ranked(self) -> list[MemberName]:
        """Return those who may step in, in the order of their functions."""
        ranks: dict[MemberName, int] = {}
        unranked: list[MemberName] = []
        for member in self._scene.seance.roll:
            tokens = tokens_of_text(member.function or "")
            if tokens and tokens[0].rank is not None:
                ranks[member.name] = tokens[0].rank
            elif tokens and tokens[0].text == _VICE:
                unranked.append(member.name)
        return sorted(ranks, key=ranks.__getitem__) or (unranked if len(unranked) == 1 else [])
