"""What members say of a vote: their own, that of their group, of whom they represent.

Invariant: what a member says of his vote before anything is asked is an intention. It is used only
where a number announced at the vote bears it out (`TalkState.bear_out`).
"""

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.clauses import Clause
from pv_builder.reading.votes.talk_state import Sides, TalkState, put
from pv_builder.reading.votes.vote_words import (
    ELLIPTIC,
    FIRST_PERSON,
    OPPOSED,
    Hit,
    Side,
    denies,
    hits_in,
    is_alike,
    is_for_both,
    is_list,
    is_only_self,
    is_yes,
    number_beside,
    says_proxy,
    speaks_of_group,
    speaks_of_self,
)
from pv_builder.reading.words.heard import has_word

_PRONOUNS = words("il elle")
_VERBS = words("est vote votera sera")
_PAST = words("avait avaient avions avais était étaient étions voté votée abstenu abstenus")
_SHORTLY = words("ce sera c est donc alors ça et oui non pour nous moi")
"""What "contre" or "abstention" is said with by who tells his vote: "ce sera contre"."""


class MemberTalk:
    """Hears members."""

    def __init__(self, state: TalkState) -> None:
        self._state = state
        self._utterance = -1
        self._said = 0
        self._own: Side | None = None
        self._spoken_of: list[MemberName] = []

    def hear(self, place: int, clause: Clause) -> None:
        """Take what a clause tells, the one at a place of the item, said by a known member."""
        if clause.speaker is None:
            return
        if clause.utterance != self._utterance:
            self._utterance, self._own, self._spoken_of = clause.utterance, None, []
            self._said = 0
            if self._state.called != clause.speaker:
                self._state.called = None
        self._said += len(clause.tokens)
        if self._said > ELLIPTIC:
            self._state.pending = []  # a speech: who was named before it was given the floor
        answers = self._is_asked(place, clause)
        sides = self._state.talk.sides if answers else self._state.intended
        named = self._state.named(clause.first, clause.last)
        self._spoken_of = [name for name in named if name != clause.speaker] or self._spoken_of
        hits = hits_in(clause.tokens)
        begin = clause.first
        for hit in hits:
            self._hit(clause, hit, begin, sides, clause.speaker)
            begin = hit.at + 1
        if not hits:
            asked = self._state.side if answers else None
            self._plain(clause, sides, self._own or asked, clause.speaker)
        if answers and self._own in OPPOSED:
            self._state.begin(clause)
            self._state.side = self._own
        self._state.favoured |= answers and self._own is Side.IN_FAVOUR

    def _is_asked(self, place: int, clause: Clause) -> bool:
        """Whether something was asked that a member may answer here."""
        talk, clauses = self._state.talk, self._state.clauses
        if talk.is_begun and not talk.decided and self._state.side is not None:
            return True
        first = place
        while first and clauses[first - 1].utterance == clause.utterance:
            first -= 1
        return first > 0 and clauses[first - 1].asked and (first == place or self._own is not None)

    def _hit(self, clause: Clause, hit: Hit, begin: int, sides: Sides, speaker: MemberName) -> None:
        """Hear one word that takes a side: the member's own vote, or somebody's."""
        state = self._state
        before = clause.tokens[begin - clause.first : hit.at - clause.first]
        if denies(before):
            return
        number = number_beside(before)
        if number is not None and number > 1:
            if state.talk.is_begun or _is_on_paper(clause, hit):
                state.count(hit.side, number, clause)
            return
        others = [name for name in state.named(begin, hit.at) if name != speaker]
        if not others and (has_word(before, _PRONOUNS) or has_word(before[:1], _VERBS)):
            others = self._spoken_of  # "Véronique, elle, est pour"
        if hit.side is Side.IN_FAVOUR:
            named = others and not self._is_first_person(clause, hit)
            put(sides, hit.side, clause, others if named else [speaker])
            self._own = self._own or hit.side
        elif self._opposes(clause, hit, sides, speaker, others):
            self._own = hit.side

    def _opposes(
        self,
        clause: Clause,
        hit: Hit,
        sides: Sides,
        speaker: MemberName,
        others: list[MemberName],
    ) -> bool:
        """Hear who is against or abstains; False when that is nobody's vote."""
        told = sides[hit.side]
        own = self._is_first_person(clause, hit)
        if others and not own:
            put(sides, hit.side, clause, others)
        elif not own and (says_proxy(clause.tokens) or _is_of_another(clause, hit)):
            told.instead.append(speaker)
        elif self._is_vote(clause, hit, own=own, asked=sides is self._state.talk.sides):
            put(sides, hit.side, clause, [speaker, *others])
        else:
            return False
        if is_for_both(clause.tokens) or (own and not others and says_proxy(clause.tokens)):
            told.alike.append(speaker)
        elif speaks_of_group(clause.tokens):
            told.groups.append(speaker)
        return True

    def _is_vote(self, clause: Clause, hit: Hit, *, own: bool, asked: bool) -> bool:
        """Whether a side is that of who speaks: any few words where something was asked.

        Before that, what is told of others is not: "les maires ont donné un avis favorable, avec
        une seule abstention", "on avait voté contre".
        """
        if own and asked:
            return True
        if has_word(clause.tokens, _PAST):
            return False
        if asked:
            return len(clause.tokens) <= ELLIPTIC
        before = clause.tokens[: hit.at - clause.first]
        shortly = all(token.filler or token.text in _SHORTLY for token in before)
        return own or (len(clause.tokens) <= ELLIPTIC and (shortly or speaks_of_group(before)))

    def _is_first_person(self, clause: Clause, hit: Hit) -> bool:
        """Whether a member speaks of his own vote: "je m'abstiens", not "Robert m'a dit contre"."""
        before = clause.tokens[: hit.at - clause.first]
        own = [token.at for token in before if token.text in FIRST_PERSON]
        return bool(own) and not self._state.named(own[-1], hit.at)

    def _plain(self, clause: Clause, sides: Sides, side: Side | None, speaker: MemberName) -> None:
        """Hear a clause that takes no side by itself: who else does as was just said."""
        if side not in OPPOSED:
            return
        others = [n for n in self._state.named(clause.first, clause.last) if n != speaker]
        listed = is_list(self._state.scene, clause)
        names: list[MemberName] = []
        if others and (listed or says_proxy(clause.tokens) or is_alike(clause.tokens)):
            names += others
        called = self._state.called == speaker and is_yes(clause.tokens)
        counts_self = listed and bool(others) and speaks_of_self(clause.tokens)
        if called or counts_self or is_only_self(clause.tokens):
            names.append(speaker)
        for_giver = says_proxy(clause.tokens) and not others
        alike = self._own is not None and (for_giver or is_for_both(clause.tokens))
        if alike:
            sides[side].alike.append(speaker)
        if names:
            put(sides, side, clause, names)
        if names or alike:
            self._own = side


def _is_of_another(clause: Clause, hit: Hit) -> bool:
    """Whether "il" or "elle" votes, who was not named: a holder tells of the giver."""
    before = clause.tokens[: hit.at - clause.first]
    return has_word(before, _PRONOUNS)


def _is_on_paper(clause: Clause, hit: Hit) -> bool:
    """Whether a number is that of papers with "oui" or "non" on them."""
    return clause.tokens[hit.at - clause.first].text in {"oui", "non"}
