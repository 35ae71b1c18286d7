"""What who presides says of a vote: questions, answers repeated, counts, the result.

Invariant: nobody votes by being called. "Yannick ?" leaves the answer to Yannick, and "Thierry, tu
préviens le syndicat" only addresses him.
"""

from collections.abc import Sequence

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.clauses import Clause
from pv_builder.reading.named_in import groups_in
from pv_builder.reading.votes.talk_state import TalkState
from pv_builder.reading.votes.vote_counts import gives_floor
from pv_builder.reading.votes.vote_subjects import returns_to_item
from pv_builder.reading.votes.vote_words import (
    ELLIPTIC,
    FIRST_PERSON,
    OPPOSED,
    Hit,
    Side,
    asks_for_hands,
    asks_for_one,
    assents,
    denies,
    hits_in,
    is_for_both,
    is_list,
    is_only_self,
    is_plain_no,
    is_whole_number,
    is_yes,
    number_alone,
    number_beside,
    objects,
    refuses,
    says_everybody,
    says_except,
    says_others,
    speaks_of_self,
)
from pv_builder.reading.words.heard import Token, has_word

_OF_OTHERS = words("commission comité bureau dernier dernière avait avaient")
"""Words of a vote that was another one: "la commission a donné un avis favorable". The name of the
assembly itself ("comité syndical") is none."""
_ADDRESSING = frozenset({"tu", "vous", "t", "ton", "votre", "vos", "on"})
_SPOKEN_TO = words("tu t te ta ton tes vous votre vos toi")
_OWN = frozenset({"suis", "vote", "m"})
_OF_SUBJECT = frozenset({"qui", "vous", "tu", "il", "elle"})
_ONLY = frozenset({"que", "qu", "seulement", "seul", "seule"})
_OF_ALL = frozenset({"les", "sur"})
_SHORTEST_RUN, _LONGEST_RUN = 3, 25
_SHORT = 4
_SPEECH = 6


class ChairTalk:
    """Hears who presides."""

    def __init__(self, state: TalkState) -> None:
        self._state = state
        self._of_others = _OF_OTHERS - words(state.scene.seance.body.lower())
        self._sentence = -1
        self._subject: list[MemberName] = []

    def hear(self, place: int, clause: Clause) -> None:
        """Take what a clause tells, the one at a place of the item."""
        if has_word(clause.tokens, self._of_others):
            return
        if clause.tokens[0].sentence != self._sentence:
            self._sentence, self._subject = clause.tokens[0].sentence, []
        if returns_to_item(clause.tokens):
            self._state.turn_to_item()
        hits = hits_in(clause.tokens)
        begin = clause.first
        for hit in hits:
            self._hit(clause, hit, begin, is_last=hit is hits[-1])
            begin = hit.at + 1
        if not (hits or self._is_answer(place, clause)):
            self._rest(clause)
        told = {name for one in self._state.talk.sides.values() for name in one.names}
        named = self._state.named(clause.first, clause.last)
        self._subject += [name for name in named if name not in told]
        self._state.hear_result(clause)

    def _hit(self, clause: Clause, hit: Hit, begin: int, *, is_last: bool) -> None:
        """Hear one word that takes a side, with what stands before it and after the last one."""
        state = self._state
        before = clause.tokens[begin - clause.first : hit.at - clause.first]
        after = clause.tokens[hit.at + 1 - clause.first :] if is_last else ()
        names = state.named(begin, hit.at)
        if not names and is_last:
            names = state.named(hit.at + 1, clause.last)
        groups = list(groups_in(state.scene, clause.first, clause.last))
        if groups and hit.side in OPPOSED and not (clause.asked or denies(before)):
            state.tell_groups(hit.side, clause, groups)
            return
        number = number_beside(before)
        if number is None and after:
            number = number_alone(after)
        if number is not None and self._is_first_of_two(clause, hit):
            state.count(Side.IN_FAVOUR, number, clause)
            return
        if hit.side in OPPOSED and self._is_own_vote(clause, before):
            state.tell(hit.side, clause, [clause.speaker] if clause.speaker else [])
        elif names and hit.side in OPPOSED:
            if not clause.asked and not denies(before):
                state.tell(hit.side, clause, names)
                state.talk.sides[hit.side].numbers += [number] if number else []
            state.side = hit.side
        elif number is not None and not (number == 1 and self._is_question(clause, before)):
            state.count(hit.side, number, clause)
        elif not names:
            self._side(clause, hit, before)

    def _is_first_of_two(self, clause: Clause, hit: Hit) -> bool:
        """Whether so many are in favour, against so many: "adopté par neuf voix contre zéro"."""
        begun = has_word(clause.tokens, {"par"}) and hit.side is Side.AGAINST
        following = clause.tokens[hit.at + 1 - clause.first : hit.at + 2 - clause.first]
        return begun and any(token.value is not None for token in following)

    def _side(self, clause: Clause, hit: Hit, before: Sequence[Token]) -> None:
        """Hear that nobody, or everybody, is on a side; else it is asked who is."""
        side = hit.side
        if side in OPPOSED and self._subject and self._goes_on(clause, before):
            self._state.tell(side, clause, self._subject)
            return
        if side is Side.IN_FAVOUR and says_everybody(before) and not says_others(before):
            self._state.everybody(clause)
        elif not denies(before):
            self._state.ask(side, clause, is_asked=not says_others(before))
        elif side in OPPOSED and not has_word(before, FIRST_PERSON):
            self._state.none(side, clause)

    def _is_question(self, clause: Clause, before: Sequence[Token]) -> bool:
        """Whether "une" is asked for, with a question mark or by the words before it."""
        said = list(before)
        while said and (said[-1].value is not None or said[-1].filler):
            said.pop()
        return clause.asked or asks_for_one(said)

    def _goes_on(self, clause: Clause, before: Sequence[Token]) -> bool:
        """Whether a clause says the side of who was named before it in its sentence.

        "Thierry, qui vote contre", "Madame Roche, vous votez contre", "Alain, contre".
        """
        alone = all(token.filler for token in before)
        told = alone or before[0].text in _OF_SUBJECT
        return told and not clause.asked and not denies(before)

    def _is_own_vote(self, clause: Clause, before: Sequence[Token]) -> bool:
        """Whether who presides says his own vote: "et moi je suis contre"."""
        texts = {token.text for token in before}
        says = bool(texts & _OWN) or not texts - {"moi", "et"}
        own = bool(texts & FIRST_PERSON) and says and "qui" not in texts
        return own and not clause.asked and not denies(before)

    def _is_answer(self, place: int, clause: Clause) -> bool:
        """Hear a clause that takes no side and answers what was asked; False when it does not."""
        state = self._state
        number = number_alone(clause.tokens)
        names = state.named(clause.first, clause.last)
        if state.count_on(number_beside(clause.tokens)):
            return True
        if names and says_except(clause.tokens):
            state.ask(Side.IN_FAVOUR, clause)
            state.pending = names
        elif names and is_list(state.scene, clause):
            self._names(place, clause, names)
        elif self._is_by_groups(clause) or self._is_twice(clause) or self._is_too(clause):
            return True
        elif number is not None:
            of_all = has_word(clause.tokens, _OF_ALL)
            state.count_alone(number, clause, of_all=of_all)
        elif is_plain_no(clause.tokens):
            self._plain_no(clause)
        elif says_others(clause.tokens):
            answered = state.side is None or state.talk.sides[state.side].is_answered
            if answered and not clause.asked:
                state.side = Side.IN_FAVOUR
        elif is_whole_number(clause.tokens) or self._is_by_all(clause):
            state.everybody(clause)
        else:
            return False
        return True

    def _is_twice(self, clause: Clause) -> bool:
        """Hear that who was just named votes for a giver too: "Didier, deux fois"."""
        side = self._state.side
        if side not in OPPOSED or not is_for_both(clause.tokens):
            return False
        told = self._state.talk.sides[side]
        told.alike += told.names[-1:]
        return bool(told.names)

    def _is_too(self, clause: Clause) -> bool:
        """Hear that who presides is on the side whose voters are being named: "moi aussi"."""
        side, speaker = self._state.side, clause.speaker
        if side not in OPPOSED or speaker is None or clause.asked:
            return False
        if not (self._state.talk.sides[side].names and is_only_self(clause.tokens)):
            return False
        self._state.tell(side, clause, [speaker])
        return True

    def _is_by_groups(self, clause: Clause) -> bool:
        """Hear groups that answer what was asked: "Contre ? Le groupe Demain"."""
        side = self._state.side
        groups = list(groups_in(self._state.scene, clause.first, clause.last))
        if not groups or side not in OPPOSED or clause.asked or len(clause.tokens) > ELLIPTIC:
            return False
        self._state.tell_groups(side, clause, groups)
        return True

    def _rest(self, clause: Clause) -> None:
        """Hear a question without a word of votes: "y en a que ça gêne ?", "ça vous va ?"."""
        state = self._state
        if clause.asked and objects(clause.tokens):
            for side in OPPOSED:
                (state.none if denies(clause.tokens) else state.ask)(side, clause)
        elif clause.asked and refuses(clause.tokens):
            state.ask(Side.AGAINST, clause)
        elif asks_for_hands(clause.tokens) or (clause.asked and assents(clause.tokens)):
            if state.side is None:
                state.side = Side.IN_FAVOUR
        elif not clause.asked and state.talk.is_over and not state.is_waiting:
            state.side = None

    def _is_by_all(self, clause: Clause) -> bool:
        """Whether all are said to be in favour: "tout le monde est d'accord", "tous"."""
        if not says_everybody(clause.tokens):
            return False
        said = [token for token in clause.tokens if not token.filler]
        agrees = assents(clause.tokens) or any(is_yes([token]) for token in said)
        asked = self._state.talk.is_begun or self._state.side is Side.IN_FAVOUR
        return agrees or (len(said) <= _SHORT and asked)

    def _names(self, place: int, clause: Clause, names: list[MemberName]) -> None:
        """Hear names alone: who answers what was asked, or who is called to."""
        state = self._state
        if self._addresses(place):
            state.called = names[0] if clause.asked else None
            return
        following = self._next_speaker(place)
        if following in names:
            state.called = following
            if names == [following] and self._speaks_of_else(place):
                return
        if clause.asked and not (has_word(clause.tokens, _ONLY) or self._is_in_run(place)):
            return
        if clause.speaker is not None and speaks_of_self(clause.tokens):
            names = [*names, clause.speaker]
        side = state.side if state.side in OPPOSED else state.lacking()
        if side is None:
            state.pending = [*state.pending, *names]
        elif not state.talk.sides[side].none:
            state.tell(side, clause, names)

    def _is_in_run(self, place: int) -> bool:
        """Whether a name stands in a list of three or more, of which only the last is asked for.

        "Alors Jean-Noël, Sylvain, Rose-Marie, Benoît aussi ?"
        """
        clauses, scene = self._state.clauses, self._state.scene
        sentence = clauses[place].tokens[0].sentence
        near = clauses[max(0, place - _LONGEST_RUN) : place + _LONGEST_RUN]
        run = [c for c in near if c.tokens[0].sentence == sentence and not hits_in(c.tokens)]
        listed = all(is_list(scene, c) for c in run)
        return listed and len(run) >= _SHORTEST_RUN and not clauses[place].ends

    def _addresses(self, place: int) -> bool:
        """Whether a name only calls somebody: "Thierry, tu préviens le syndicat"."""
        clause, following = self._state.clauses[place], self._state.clauses[place + 1 : place + 2]
        mentions = self._state.scene.mentions_in(clause.first, clause.last)
        if any(gives_floor(self._state.scene, mention) for mention in mentions):
            return True
        if self._is_called_out(place):
            return True
        if clause.ends or not following:
            return False
        return following[0].tokens[0].text in _ADDRESSING

    def _is_called_out(self, place: int) -> bool:
        """Whether somebody is spoken to before his name: "t'as pas ouvert ta boîte, Maurice"."""
        clauses = self._state.clauses
        if not place or clauses[place - 1].tokens[0].sentence != clauses[place].tokens[0].sentence:
            return False
        before = clauses[place - 1].tokens
        return has_word(before, _SPOKEN_TO) and not hits_in(before)

    def _next_speaker(self, place: int) -> MemberName | None:
        """Return who speaks next, where the clause is the last of its utterance."""
        clauses = self._state.clauses
        following = clauses[place + 1 : place + 2]
        here = clauses[place].utterance
        return following[0].speaker if following and following[0].utterance != here else None

    def _speaks_of_else(self, place: int) -> bool:
        """Whether who speaks next does so at length, without a word of his vote."""
        following = self._state.clauses[place + 1 :]
        said = [c for c in following[:_SPEECH] if c.utterance == following[0].utterance]
        votes = any(hits_in(clause.tokens) or is_yes(clause.tokens) for clause in said)
        return not votes and sum(len(clause.tokens) for clause in said) > _SPEECH

    def _plain_no(self, clause: Clause) -> None:
        """Hear "non": nobody answers, or who was just named does not agree."""
        state = self._state
        if state.side is Side.IN_FAVOUR and state.pending and not state.talk.decided:
            state.tell(Side.AGAINST, clause, state.pending[-1:])
            state.pending = []
        else:
            state.silent(clause)
