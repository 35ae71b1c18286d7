"""Members named by one name alone: "Mireille, tu l'as ?", "Etcheverry, contre".

A given name that one member bears names that member as surely as a family name behind a civility,
where it stands as a name: with its capital, in no longer name ("Damien Bourdaloue", "Jean-Luc" for
a Jean), behind no place ("école Simone"). A word of the language that is also a name ("Rose",
"Pierre") opens a sentence with a capital whatever it means: there it must stand apart.

Invariants:
- Found names do not overlap; of two readings of the same words the longer and better one stays.
- A name that several members bear is of none of them for certain.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.sounds import likeness, words
from pv_builder.meeting import Member, MemberName
from pv_builder.reading.words.heard import Token, tokens_of_text

_LONGEST = 4
_ALIKE = 0.85
_SHORTEST_PART = 3
_UNLIKE = 0.8
_CALLED_SO = 3
"""Members called by the family name alone from which a session is taken to name members so."""
_PLACE_WITHIN = 3
_PLACES = words(
    "rue avenue boulevard place chemin route impasse allée square quartier lotissement résidence "
    "école collège lycée gymnase stade salle crèche médiathèque hameau lieu-dit moulin pont"
)
_SAINTS = words("saint sainte san santa")
_PARTICLES = words(
    "de du des d la le les l van von vanden den der ter el al ben ould di da do dos del della "
    "mac mc"
)
_ALSO_WORDS = words(
    "rose pierre florence constant aimé aimée loup marguerite violette prudence clément clémence "
    "blanche olive france désiré désirée juste noël colombe côme iris jasmine capucine reine "
    "victoire espérance fleur lune océane grâce modeste fortuné fidèle prosper parfait sylvestre "
    "pascal carole véra line cerise perle angélique céleste lys placide maxime honoré honorine "
    "patience solène aurore églantine garance marine martin vincent avril mai august juillet "
    "charlotte madeleine valentin carmen nice lourdes paris vienne"
)
_CALLS = words(
    "merci bonsoir bonjour bienvenue salut coucou bravo félicitations pardon désolé désolée voilà "
    "voici ah oh eh hé non oui alors donc et bon mais allez tiens pour avec"
)
_AND = "et"
_AFTER_A_PERSON = words(
    "a as est es m t s n ne nous vous me te se lui y il elle tu va vas veut veux peut peux avait "
    "était sera aura aussi vote donne laisse arrive reste part fait dit pouvoir procuration et"
)
"""Words before which a name without an article is a person's: "Clémence m'a écrit"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneName:
    """A name alone in the tokens `first:last`.

    Attributes:
        bearers: who answers to it.
        score: 0..1, likeness of the sound.
        given: whether it is a given name.
        sure: whether it can only be a person's name where it stands, and one member's.
    """

    first: int
    last: int
    bearers: tuple[MemberName, ...]
    score: float
    given: bool
    sure: bool


_Key = tuple[str, bool]
"""The sound of a name, and whether it is a given name."""

_Hit = tuple[int, int, _Key, float]
"""First token, position after the last one, name, likeness."""


class LoneNames:
    """The names of a roll, each by itself."""

    def __init__(self, roll: Sequence[Member]) -> None:
        self._bearers: dict[str, set[MemberName]] = defaultdict(set)
        self._keys: list[_Key] = []
        for member in roll:
            self._bear(joined_sound(tokens_of_text(member.given_name)), member, given=True)
            for sound in family_sounds(member.family_name):
                self._bear(sound, member, given=False)

    def _bear(self, sound: str, member: Member, *, given: bool) -> None:
        if sound:
            self._bearers[sound].add(member.name)
            if (sound, given) not in self._keys:
                self._keys.append((sound, given))

    def found(self, tokens: Sequence[Token], taken: Collection[int]) -> list[LoneName]:
        """Return the names said alone outside the tokens of `taken`, in order."""
        windows: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for token in tokens:
            if token.capital and not (token.at and tokens[token.at - 1].hyphen):
                for last, sound in _windows(tokens, token.at, taken):
                    windows[sound].append((token.at, last))
        ordinary = frozenset(t.text for t in tokens if not t.capital)
        kept: list[LoneName] = []
        used: set[int] = set()
        for first, last, key, score in sorted(self._hits(windows), key=_better):
            if used.isdisjoint(range(first, last)) and not _is_another_s(
                tokens, first, last, taken
            ):
                used.update(range(first, last))
                kept.append(self._named(tokens, (first, last, key, score), ordinary))
        return sorted(_with_usage(kept, tokens), key=lambda name: name.first)

    def _hits(self, windows: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[_Hit]:
        sounds = list(windows)
        scorer = Levenshtein.normalized_similarity
        for key in self._keys:
            near = process.extract(key[0], sounds, scorer=scorer, score_cutoff=_ALIKE, limit=None)
            for sound, score, _ in near:
                for first, last in windows[sound]:
                    yield first, last, key, score

    def _named(self, tokens: Sequence[Token], hit: _Hit, ordinary: Collection[str]) -> LoneName:
        first, last, (sound, given), score = hit
        bearers = tuple(sorted(self._bearers[sound]))
        word = tokens[first].text in _ALSO_WORDS or tokens[first].text in ordinary
        apart = _stands_apart(tokens, first, last)
        if given:
            plain = not tokens[first].opens or (score == 1.0 and not word)
            sure = plain or tokens[last - 1].comma or _is_subject(tokens, last)
        else:
            sure = apart and score == 1.0
        return LoneName(
            first=first,
            last=last,
            bearers=bearers,
            score=score,
            given=given,
            sure=sure and len(bearers) == 1,
        )


def _with_usage(names: Sequence[LoneName], tokens: Sequence[Token]) -> list[LoneName]:
    """Return the names, family names sure anywhere where a session calls members by them."""
    called = {name.bearers for name in names if name.sure and not name.given}
    if len(called) < _CALLED_SO:
        return list(names)
    return [
        replace(name, sure=True)
        if name.score == 1.0 and len(name.bearers) == 1 and not tokens[name.first].opens
        else name
        for name in names
    ]


def family_sounds(family_name: str) -> tuple[str, ...]:
    """Return how a family name may be said: whole first, then by each of its parts.

    "Dupouy-Sarrat" is called "Dupouy", "de La Bretonnière" "Bretonnière" and "Van den Broeck"
    "Broeck"; a part of fewer than three letters is no name.
    """
    tokens = tokens_of_text(family_name)
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in _PARTICLES:
            parts.append([])
            continue
        parts[-1].append(token)
        if token.hyphen and token.text not in _SAINTS:
            parts.append([])
    long = [part for part in parts if sum(len(token.text) for token in part) >= _SHORTEST_PART]
    return tuple(dict.fromkeys((joined_sound(tokens), *(joined_sound(part) for part in long))))


def is_own(part: str, others: Sequence[str]) -> bool:
    """Return whether part of a family name is nobody else's, nor sounds like one, as sounds."""
    return all(likeness(part, other) < _UNLIKE for other in others)


def joined_sound(tokens: Sequence[Token]) -> str:
    """Return the sound of several words said as one name."""
    return "".join(token.sound for token in tokens)


def _better(hit: _Hit) -> tuple[float, int, bool]:
    """Return what puts the better heard, then the longer, then the family name first."""
    first, last, (_, given), score = hit
    return -score, first - last, given


def _windows(tokens: Sequence[Token], at: int, taken: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield (position after, sound) of the first 1 to 4 words from `at` that may be one name."""
    sound = ""
    for token in tokens[at : at + _LONGEST]:
        if token.at in taken or not (token.capital or token.text in _PARTICLES):
            return
        sound += token.sound
        if len(sound) > 1 and token.text not in _PARTICLES and not token.hyphen:
            yield token.at + 1, sound
        if token.comma:
            return


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].text in _AFTER_A_PERSON


def _stands_apart(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name is called, all that is said, or one of a list."""
    if not tokens[first].opens:
        beside = tokens[first - 1]
        if not beside.comma and beside.text not in _CALLS:
            return False
    return tokens[last - 1].comma or (last < len(tokens) and tokens[last].text == _AND)


def _is_another_s(tokens: Sequence[Token], first: int, last: int, taken: Collection[int]) -> bool:
    """Whether a name is a place's, a saint's, or half of the name of somebody not on the roll."""
    before = [t for t in tokens[max(0, first - _PLACE_WITHIN) : first] if not t.comma]
    if any(t.text in _PLACES and t.sentence == tokens[first].sentence for t in before):
        return True
    beside = tokens[first - 1] if first and not tokens[first].opens else None
    if beside is not None and not beside.comma and first - 1 not in taken:
        if beside.text in _SAINTS:
            return True
        if beside.capital and len(beside.text) > 1 and beside.text not in _CALLS:
            return True
    after = tokens[last] if last < len(tokens) and not tokens[last - 1].comma else None
    return after is not None and after.capital and last not in taken and not after.opens
