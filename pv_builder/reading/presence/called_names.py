"""The names that a roll call may be about, those that were misheard among them."""

from collections.abc import Iterator
from itertools import pairwise

from core.sounds import likeness, words
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import has_word, tokens_of_text
from pv_builder.reading.words.lone_names import joined_sound
from pv_builder.reading.words.names import Mention, NameForm

_STRANGER = 0.8
_AWAY = (Cue.EXCUSED, Cue.ABSENT, Cue.REASON)
_AWAY_WITHIN = 3
_FROM = words("de d du")


def called_names(scene: Scene, last: int, held: set[int]) -> list[Mention]:
    """Return the members named who are not the holder of a pouvoir, and names of nobody known."""
    named = [
        m
        for m in scene.mentions_in(0, last)
        if m.first not in held
        and (m.form is not NameForm.FUNCTION or _is_said_away(scene, m))
        and (m.form is not NameForm.GIVEN or m.firm)
        and not _is_address(scene, m)
    ]
    return sorted([*named, *_strangers(scene, last)], key=lambda m: m.first)


def _is_said_away(scene: Scene, mention: Mention) -> bool:
    """Whether a member named by his office is said to be elsewhere: "le maire est retenu à".

    "Excusé de la réunion d'hier" is said of another session.
    """
    at, tokens = mention.last, scene.heard.tokens
    told = scene.cues.of(*_AWAY, first=at, last=at + _AWAY_WITHIN)
    of_this = not any(has_word(tokens[e.last : e.last + 1], _FROM) for e in told)
    return bool(told) and of_this and not tokens[at - 1].comma


def _is_address(scene: Scene, mention: Mention) -> bool:
    """Whether a civility stands without a name: "rien du tout, madame"."""
    bare = mention.member is None and mention.last - mention.first == 1
    return bare and scene.heard.tokens[mention.first].comma


def _strangers(scene: Scene, last: int) -> Iterator[Mention]:
    """Yield what opens a sentence like a name, one of the roll's in part: "Matamanni Ferreira ?".

    What is answered to it is not said of who was called before.
    """
    taken = {at for m in scene.mentions_in(0, last) for at in range(m.first, m.last)}
    families = [joined_sound(tokens_of_text(m.family_name)) for m in scene.seance.roll]
    for one, other in pairwise(scene.heard.tokens[:last]):
        apart = one.comma or other.opens or not taken.isdisjoint({one.at, other.at})
        if not (one.opens and one.capital and other.capital) or apart:
            continue
        if any(likeness(other.sound, family, _STRANGER) >= _STRANGER for family in families):
            yield Mention(
                first=one.at, last=other.at + 1, member=None, score=0.0, form=NameForm.TITLED
            )
