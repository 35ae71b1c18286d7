"""What tells that a member has arrived: he is greeted by name, or greets and excuses himself.

"Ah, voilà Firmin ! Entre", "Bonsoir Madame Vial, installez-vous", "Bonsoir à tous, excusez-moi".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import PREPOSITIONS, Mention
from pv_builder.reading.words.speeches import Speech

_GREETED = 0.85
_SPEAKS = 0.8
_WORD_BEFORE = 3
_WORD_AFTER = 6
_WELCOMES = words("bienvenue accueil")
_GREETS_BEFORE = words(
    "bonsoir bonjour salut entre entrez bienvenue coucou assieds installe "
    "asseyez installez assis accueille accueillons"
)
_POINTS_TO = words("voilà voici tiens revoilà")
_ARTICLES = words("le la notre l")
_GOES_ON = words("qui et enfin")
_CALLS_BEFORE = words("ah oh te")
_GREETS_AFTER = words(
    "installez installe assieds asseyez assis assoyez assois entre entrez arrive arrivé arrivée "
    "rejoint place bienvenue tombes tombez voilà bonsoir porte"
)
_OWN_GREETING = words(
    "bonsoir bonjour salut excusez excuse excuses pardon désolé désolée navré navrée voilà arrive "
    "allô"
)
_OWN_WITHIN = 12
_LEAST_SAID = 3
_NEWCOMER_WITHIN = 40
_NOT_YET = words(
    "pas sera viendra arrivera rejoindra absent absente dans bientôt ici tard quand dès retard "
    "route"
)
"""Behind the name in its sentence: "Monsieur Moulin n'est toujours pas là"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What tells in the tokens `first:last` that a member has arrived."""

    first: int
    last: int
    score: float
    is_greeting: bool


def greetings(scene: Scene, name: MemberName, begin: int, end: int) -> Iterator[Sign]:
    """Yield where a member is greeted by name, or asked in: "Ah, voilà Firmin ! Entre"."""
    for mention in scene.mentions_in(begin, end):
        if mention.member != name or is_still_away(scene, mention):
            continue
        before, after = _around(scene, mention)
        if scene.heard.tokens[mention.first - 1].text in PREPOSITIONS and not before & _WELCOMES:
            continue  # "tu diras bonsoir à Annick", "une voix pour Ferdinand, voilà"
        greets = bool(before & _GREETS_BEFORE or after & _GREETS_AFTER)
        greets = greets or (bool(before & _POINTS_TO) and _is_pointed_at(scene, mention))
        if greets or before & _CALLS_BEFORE:
            yield Sign(
                first=mention.first,
                last=mention.last,
                score=_GREETED * mention.score,
                is_greeting=greets,
            )


def _around(scene: Scene, mention: Mention) -> tuple[set[str], set[str]]:
    """Return the words just before a name in its sentence, and just behind it in its speech."""
    tokens = scene.heard.tokens
    start = max(scene.heard.sentence_start(mention.first), mention.first - _WORD_BEFORE)
    speech = next(scene.speeches_in(mention.first, scene.end))
    end = min(mention.last + _WORD_AFTER, speech.last)
    before = {token.text for token in tokens[start : mention.first]}
    return before, {token.text for token in tokens[mention.last : end]}


def _is_pointed_at(scene: Scene, mention: Mention) -> bool:
    """Whether a name stands right behind "voilà" and ends its clause: "voilà le Firmin !"."""
    tokens = scene.heard.tokens
    beside = mention.first - (2 if tokens[mention.first - 1].text in _ARTICLES else 1)
    following = tokens[mention.last : mention.last + 1]
    goes_on = any(token.text in _GOES_ON for token in following)
    ends = tokens[mention.last - 1].comma or not following or goes_on
    return tokens[beside].text in _POINTS_TO and ends


def own_words(scene: Scene, name: MemberName, begin: int, *, is_late: bool) -> Iterator[Sign]:
    """Yield where a member who was away speaks: with a greeting, or at all if he was expected."""
    for speech in scene.speeches_in(begin, scene.end):
        if speech.member != name or speech.length < _LEAST_SAID:
            continue
        greets = _greets(scene, speech)
        if greets or is_late:
            score = _SPEAKS * speech.score
            yield Sign(first=speech.first, last=speech.last, score=score, is_greeting=greets)


def _greets(scene: Scene, speech: Speech) -> bool:
    opening = scene.heard.tokens[speech.first : min(speech.last, speech.first + _OWN_WITHIN)]
    return any(token.text in _OWN_GREETING for token in opening)


def newcomers(scene: Scene, begin: int) -> Iterator[tuple[MemberName, list[Sign]]]:
    """Yield the members whose first words of all, from a token on, answer a greeting by name.

    Whoever sat there from the start and speaks late greets nobody back.
    """
    heard: set[MemberName] = set()
    for speech in scene.speeches:
        name = speech.member
        if name is None or name in heard:
            continue
        heard.add(name)
        if speech.first < begin or not _greets(scene, speech):
            continue
        start = max(begin, speech.first - _NEWCOMER_WITHIN)
        greeted = list(greetings(scene, name, start, speech.last + _NEWCOMER_WITHIN))
        if any(not speech.first <= sign.first < speech.last for sign in greeted):
            score = _SPEAKS * speech.score
            own = Sign(first=speech.first, last=speech.last, score=score, is_greeting=True)
            yield name, sorted([*greeted, own], key=lambda sign: sign.first)


def is_still_away(scene: Scene, mention: Mention) -> bool:
    """Return whether the sentence that names a member says that he is not there yet."""
    end = scene.heard.sentence_end(mention.first)
    return any(token.text in _NOT_YET for token in scene.heard.tokens[mention.last : end])
