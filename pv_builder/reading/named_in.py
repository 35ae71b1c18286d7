"""The members named in a few words of a debate, by whatever name they are called there.

A first name alone is that of the one who bears it; where several do, or two names sound alike, it
is the one of them who does not say it himself, or who has the floor in this item, if only one is.
"""

from collections.abc import Iterator, Set

from pv_builder.meeting import MemberName
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import tokens_of_text
from pv_builder.reading.words.names import Mention, NameForm


def named_in(
    scene: Scene, first: int, last: int, speakers: Set[MemberName]
) -> Iterator[MemberName]:
    """Yield the members named in the tokens `first:last`, in order; functions name nobody here.

    Args:
        scene: the session.
        first: where to begin.
        last: position after the last token.
        speakers: who speaks in the item.
    """
    for mention in scene.mentions_in(first, last):
        if mention.form is NameForm.FUNCTION:
            continue
        member = mention.member or _who_is_meant(scene, mention, speakers)
        if member is not None:
            yield member


def groups_in(scene: Scene, first: int, last: int) -> Iterator[MemberName]:
    """Yield the first member of each political group that is named in the tokens `first:last`."""
    sounds = tuple(token.sound for token in scene.heard.tokens[first:last])
    seen: set[str] = set()
    for member in scene.seance.roll:
        if member.group is None or member.group in seen:
            continue
        seen.add(member.group)
        key = tuple(token.sound for token in tokens_of_text(member.group))
        if any(sounds[at : at + len(key)] == key for at in range(len(sounds) - len(key) + 1)):
            yield member.name


def _who_is_meant(scene: Scene, mention: Mention, speakers: Set[MemberName]) -> MemberName | None:
    """Return which of two members a name means: nobody names himself, and who speaks is meant."""
    voice = scene.voice(mention.first)
    others = [name for name in mention.candidates if voice is None or name != voice[0]]
    is_own = len(others) < len(mention.candidates)
    meant = others if is_own and len(others) == 1 else [n for n in others if n in speakers]
    return meant[0] if len(meant) == 1 else None
