"""The members named in a few words of a debate, by whatever name they are called there.

A first name alone is that of the one who bears it; where several do, it is the one of them who has
the floor in this item, if only one has.
"""

from collections.abc import Iterator, Set

from pv_builder.meeting import MemberName
from pv_builder.reading.names import Mention, NameForm
from pv_builder.reading.scene import Scene


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
        member = mention.member or _who_speaks(mention, speakers)
        if member is not None:
            yield member


def _who_speaks(mention: Mention, speakers: Set[MemberName]) -> MemberName | None:
    meant = [name for name in mention.candidates if name in speakers]
    return meant[0] if len(meant) == 1 else None
