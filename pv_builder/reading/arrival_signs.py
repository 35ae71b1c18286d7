"""What tells that a member has arrived: he is greeted by name, or greets and excuses himself.

"Ah, voilà Firmin ! Entre", "Bonsoir Madame Vial, installez-vous", "Bonsoir à tous, excusez-moi".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.names import Mention
from pv_builder.reading.scene import Scene
from pv_builder.reading.speeches import Speech

_GREETED = 0.85
_SPEAKS = 0.8
_WORD_BEFORE = 3
_WORD_AFTER = 5
_GREETS_BEFORE = words("bonsoir bonjour salut voilà voici tiens entre entrez bienvenue coucou")
_GREETS_AFTER = words(
    "installez installe assieds asseyez assis assoyez assois entre entrez arrive arrivé arrivée "
    "rejoint place bienvenue tombes tombez voilà"
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
    tokens = scene.heard.tokens
    for mention in scene.mentions_in(begin, end):
        if mention.member != name or is_still_away(scene, mention):
            continue
        start = max(scene.heard.sentence_start(mention.first), mention.first - _WORD_BEFORE)
        before = {token.text for token in tokens[start : mention.first]}
        after = {token.text for token in tokens[mention.last : mention.last + _WORD_AFTER]}
        if before & _GREETS_BEFORE or after & _GREETS_AFTER:
            yield Sign(
                first=mention.first,
                last=mention.last,
                score=_GREETED * mention.score,
                is_greeting=True,
            )


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
