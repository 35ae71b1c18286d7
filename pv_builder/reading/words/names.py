"""Members named in what was heard: who is meant, and how sure that is.

A name is compared by sound with the roll, never with anything else: "Monsieur Lübert" can only be
a member. Civility and given name decide between members who share a family name; where they do
not, the mention stays without a member.

Invariants:
- A mention whose member is None was said as a name ("Madame ...") but is nobody for certain.
- Mentions do not overlap.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.sounds import likeness, loose_likeness, words
from pv_builder.meeting import Civility, Member, MemberName
from pv_builder.reading.words.civilities import NEAR_TITLES, PLURAL, TITLES, title_at
from pv_builder.reading.words.heard import Heard, Token, tokens_of_text
from pv_builder.reading.words.lone_names import (
    LoneName,
    LoneNames,
    family_sounds,
    is_own,
    joined_sound,
)
from pv_builder.reading.words.offices import Office, Offices

_LONGEST = 5
_LIKE_ENOUGH = 0.7
_FULL_LIKE_ENOUGH = 0.62
_MARGIN = 0.08
_SURE_MARGIN = 0.2
_BARE = 0.85
_GIVEN = 0.72
_UNSURE = 0.8
_FULL_BONUS = 0.15
_PAIR = 2
_TELLING = 4
"""Sounds from which part of a family name tells one full name from another."""
_TITLE_LIKENESS = 0.75
_JOINS = words("et puis")
_NOT_NAMES = words(
    "est sont a ont qui que vous nous je il elle présent présente absent absente excusé "
    "excusée pouvoir messieurs mesdames monsieur madame pour contre oui non"
)
PREPOSITIONS = words("à de du d par pour chez avec")
"""Behind these a name is told with something else: "le pouvoir de Madame X"."""


class NameForm(StrEnum):
    """How a member was named."""

    FULL = "given and family name"
    TITLED = "civility and family name"
    FUNCTION = "function"
    OFFICE = "office that one member holds"
    FAMILY = "family name alone"
    GIVEN = "given name alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A member named in the tokens `first:last`.

    Attributes:
        member: None when the name is nobody on the roll for certain.
        score: 0..1, likeness of the sound, lower when another member is nearly as like.
        civility: as heard.
        candidates: the members it may be, likeliest first.
        surely_alone: a name alone that, where it stands, can only be this member's.
    """

    first: int
    last: int
    member: MemberName | None
    score: float
    form: NameForm
    civility: Civility | None = None
    candidates: tuple[MemberName, ...] = ()
    surely_alone: bool = False

    @property
    def firm(self) -> bool:
        """Whether form or place say that a person is meant (not a word like "fontaine")."""
        return self.surely_alone or self.form not in {NameForm.FAMILY, NameForm.GIVEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    member: Member
    given: str
    family: str

    @property
    def name(self) -> MemberName:
        return self.member.name


@dataclass(frozen=True, slots=True)
class _Guess:
    name: MemberName
    score: float
    form: NameForm


class NameBook:
    """The roll as it sounds."""

    def __init__(self, roll: Sequence[Member], executive: MemberName | None) -> None:
        self._entries = [
            _Entry(
                member=m,
                given=joined_sound(tokens_of_text(m.given_name)),
                family=joined_sound(tokens_of_text(m.family_name)),
            )
            for m in roll
        ]
        self._executive = executive
        self._offices = Offices(roll)
        self._lone_names = LoneNames(roll)
        self._guesses: dict[tuple[str, Civility | None], list[_Guess]] = {}
        self._by_civility: dict[Civility | None, dict[tuple[MemberName, NameForm, int], str]] = {
            civility: self._keys(civility) for civility in (None, *Civility)
        }

    def mentions(self, heard: Heard) -> tuple[Mention, ...]:
        """Return every mention of a member, in order."""
        found: dict[int, Mention] = {}
        for mention in self._titled(heard.tokens):
            found.setdefault(mention.first, mention)
        taken = {at for m in found.values() for at in range(m.first, m.last)}
        for mention in self._given_and_family_names(heard.tokens, taken):
            if taken.isdisjoint(range(mention.first, mention.last)):
                found[mention.first] = mention
                taken.update(range(mention.first, mention.last))
        for office in self._offices.found(heard.tokens, taken):
            found[office.first] = _held(office)
            taken.update(range(office.first, office.last))
        for name in self._lone_names.found(heard.tokens, taken):
            found[name.first] = _alone(name)
        return tuple(found[at] for at in sorted(found))

    def _keys(self, civility: Civility | None) -> dict[tuple[MemberName, NameForm, int], str]:
        keys: dict[tuple[MemberName, NameForm, int], str] = {}
        entries = [e for e in self._entries if civility in {None, e.member.civility}]
        for entry in entries:
            others = [other.family for other in entries if other is not entry]
            parts = [p for p in family_sounds(entry.member.family_name)[1:] if is_own(p, others)]
            for place, family in enumerate((entry.family, *parts)):
                keys[entry.name, NameForm.TITLED, place] = family
                if place and len(family) < _TELLING:
                    continue
                keys[entry.name, NameForm.FULL, 2 * place] = entry.given + family
                keys[entry.name, NameForm.FULL, 2 * place + 1] = family + entry.given
        return keys

    def _titled(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        for token in tokens:
            title = title_at(tokens, token.at)
            if title is None:
                yield from self._behind_misheard_title(tokens, token)
                continue
            civility, number, after = title
            function = self._function_after(tokens, token.at, after, civility)
            if function is not None:
                yield function
            elif number == PLURAL:
                yield from self._several(tokens, token.at, after, civility)
            else:
                yield self._one(tokens, token.at, after, civility)

    def _behind_misheard_title(self, tokens: Sequence[Token], token: Token) -> Iterator[Mention]:
        """Yield the member named after a word that nearly sounds like a title ("Adam" Picard)."""
        for sound, civility in NEAR_TITLES.items():
            if likeness(token.sound, sound) >= _TITLE_LIKENESS:
                mention = self._one(tokens, token.at, token.at + 1, civility)
                if mention.member is not None and mention.score >= _UNSURE:
                    yield mention

    def _several(
        self, tokens: Sequence[Token], first: int, at: int, civility: Civility
    ) -> Iterator[Mention]:
        while at < len(tokens):
            mention = self._one(tokens, first, at, civility)
            if mention.member is None:
                return
            yield mention
            at = first = mention.last
            if at < len(tokens) and tokens[at].text == "et":
                at = first = at + 1
            elif not tokens[at - 1].comma:
                return

    def _one(self, tokens: Sequence[Token], first: int, at: int, civility: Civility) -> Mention:
        best = self._best(tokens, at, civility)
        if best is None or best[1][0].score < _LIKE_ENOUGH:
            other = self._best(tokens, at, None)
            if other and other[1][0].form is NameForm.FULL and other[1][0].score >= _BARE:
                best = other
        if best is None:
            return Mention(
                first=first,
                last=at,
                member=None,
                score=0.0,
                form=NameForm.TITLED,
                civility=civility,
            )
        return self._less_given(tokens, at, _decided(first, *best, civility))

    def _less_given(self, tokens: Sequence[Token], at: int, found: Mention) -> Mention:
        """Return a mention, of nobody where it is read from another's given name only.

        In "Monsieur Roger Wagnern" Roger Wagner is called, not a Monsieur Roger.
        """
        last, following = tokens[found.last - 1], tokens[found.last : found.last + 1]
        goes_on = any(t.capital and not t.opens for t in following)
        if found.form is not NameForm.TITLED or not goes_on or last.comma or last.hyphen:
            return found
        said = joined_sound(tokens[at : found.last])
        others = [e.name for e in self._entries if e.given == said and e.name != found.member]
        return replace(found, member=None, score=0.0, candidates=tuple(others)) if others else found

    def _best(
        self, tokens: Sequence[Token], at: int, civility: Civility | None
    ) -> tuple[int, list[_Guess]] | None:
        """Return (position after, guesses, best first) of the likeliest name from `at` on."""
        found = (
            (last, guesses)
            for last, key in _windows(tokens, at)
            if (guesses := self._alike(key, civility))
        )
        return max(found, key=_likeliest, default=None)

    def _alike(self, key: str, civility: Civility | None) -> list[_Guess]:
        known = self._guesses.get((key, civility))
        if known is not None:
            return known
        nearest = process.extract(
            key,
            self._by_civility[civility],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=0.4,
            limit=8,
        )
        by_name: dict[MemberName, _Guess] = {}
        for choice, _, (name, form, _order) in nearest:
            guess = _Guess(name, loose_likeness(key, choice), form)
            if name not in by_name or by_name[name].score < guess.score:
                by_name[name] = guess
        guesses = sorted(by_name.values(), key=lambda g: -g.score)
        self._guesses[key, civility] = guesses
        return guesses

    def _function_after(
        self, tokens: Sequence[Token], first: int, at: int, civility: Civility
    ) -> Mention | None:
        """Return the mention "monsieur le maire", "madame la première adjointe"."""
        office = self._offices.at(tokens, at)
        if office is not None:
            return replace(_held(office), first=first, civility=civility)
        following = tokens[at : at + _PAIR]
        if len(following) < _PAIR or following[0].sound not in {"l", "la"}:
            return None
        if not following[1].sound.startswith(("mer", "prezidA")):
            return None
        return Mention(
            first=first,
            last=at + _PAIR,
            member=self._executive,
            score=1.0 if self._executive else 0.0,
            form=NameForm.FUNCTION,
            civility=civility,
        )

    def _given_and_family_names(
        self, tokens: Sequence[Token], taken: set[int]
    ) -> Iterator[Mention]:
        positions: dict[str, list[int]] = defaultdict(list)
        for token in tokens:
            if len(token.sound) > 1 and token.at not in taken:
                positions[token.sound].append(token.at)
        families = {entry.family for entry in self._entries if len(entry.family) > 1}
        behind = {at - 1 for at in _all_near(families, positions) if _is_written(tokens, at - 1)}
        for at in sorted({*_all_near(self._first_words(), positions), *(behind - taken)}):
            mention = self._given_and_family(tokens, at)
            if mention is not None:
                yield mention

    def _first_words(self) -> set[str]:
        """Return how full names begin: with a name, or the first word of one ("Paul-Henri")."""
        sounds: set[str] = set()
        for entry in self._entries:
            sounds |= {entry.given, entry.family}
            for name in (entry.member.given_name, entry.member.family_name):
                sounds |= {token.sound for token in tokens_of_text(name)[:1]}
        return {sound for sound in sounds if len(sound) > 1}

    def _given_and_family(self, tokens: Sequence[Token], at: int) -> Mention | None:
        best = self._best(tokens, at, None)
        if best is None or best[1][0].form is not NameForm.FULL:
            return None
        written = any(token.capital for token in tokens[at + 1 : best[0]])
        least = _GIVEN if written else _BARE
        if best[1][0].score < least or best[0] - at < _PAIR:
            return None
        return _decided(at, *best, None)


def _all_near(names: Iterable[str], positions: Mapping[str, list[int]]) -> Iterator[int]:
    """Yield the position of each word that sounds like one of the names."""
    sounds = list(positions)
    scorer = Levenshtein.normalized_similarity
    for name in names:
        near = process.extract(name, sounds, scorer=scorer, score_cutoff=_GIVEN, limit=None)
        for sound, _, _ in near:
            yield from positions[sound]


def _is_written(tokens: Sequence[Token], at: int) -> bool:
    """Whether two words stand as a given name and a family name do: "Tenis Vigouroux"."""
    pair = tokens[max(0, at) : at + 2]
    return len(pair) == _PAIR and all(t.capital for t in pair) and not pair[0].comma


def _windows(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
    """Yield (position after, sound) of the first 1 to 5 words from `at` that may be a name."""
    key = ""
    for token in tokens[at : at + _LONGEST]:
        if token.sound in TITLES or (token.value is not None and not token.sound):
            return
        if not key and token.text in _NOT_NAMES:
            return
        if key and token.text in _JOINS:
            return
        key += token.sound
        if key:
            yield token.at + 1, key
        if token.comma:
            return


def _likeliest(found: tuple[int, list[_Guess]]) -> tuple[float, float, int]:
    """Return what puts the likelier reading of a name first, of "Petit-Roux" not "Petit" alone.

    Given and family name together weigh more than one of them.
    """
    last, (guess, *_) = found
    return guess.score + (_FULL_BONUS if guess.form is NameForm.FULL else 0.0), guess.score, last


def _decided(
    first: int, last: int, guesses: Sequence[_Guess], civility: Civility | None
) -> Mention:
    best = guesses[0]
    margin = best.score - (guesses[1].score if len(guesses) > 1 else 0.0)
    least = _FULL_LIKE_ENOUGH if best.form is NameForm.FULL else _LIKE_ENOUGH
    sure = best.score >= least and margin >= _MARGIN
    likely = [g.name for g in guesses if g.score >= best.score - _SURE_MARGIN]
    score = best.score if margin >= _SURE_MARGIN else best.score * _UNSURE
    return Mention(
        first=first,
        last=last,
        member=best.name if sure else None,
        score=score if sure else 0.0,
        form=best.form,
        civility=civility,
        candidates=tuple(likely),
    )


def _held(office: Office) -> Mention:
    return Mention(
        first=office.first,
        last=office.last,
        member=office.member,
        score=1.0,
        form=NameForm.OFFICE,
        candidates=(office.member,),
    )


def _alone(name: LoneName) -> Mention:
    only = name.bearers[0] if len(name.bearers) == 1 else None
    return Mention(
        first=name.first,
        last=name.last,
        member=only,
        score=name.score if only else 0.0,
        form=NameForm.GIVEN if name.given else NameForm.FAMILY,
        candidates=name.bearers,
        surely_alone=name.sure,
    )
