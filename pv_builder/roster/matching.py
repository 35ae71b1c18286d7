"""Which member a written name means: "M. Charpentier", "CHARPENTIER Nicolas"."""

from collections.abc import Iterable

from core.folding import fold
from pv_builder.meeting import MemberName
from pv_builder.roster.people import split_civility, split_name


def find_member(text: str, names: Iterable[MemberName]) -> MemberName | None:
    """Return the only member on the roll whom a text names, None when none or several.

    In any order of given and family name, with or without civility, or by the family name alone.
    """
    civility, bare = split_civility(text)
    named = split_name(bare)
    forms = {fold(bare)}
    if named is not None:
        forms |= {fold(f"{named.given} {named.family}"), fold(f"{named.family} {named.given}")}
    known = list(names)
    full = [name for name in known if fold(_without_civility(name)) in forms]
    if not full:
        full = [name for name in known if f" {fold(name)}".endswith(f" {fold(bare)}")]
    if civility is not None and len(full) > 1:
        full = [name for name in full if name.startswith(f"{civility} ")]
    return full[0] if len(full) == 1 and fold(bare) else None


def _without_civility(name: MemberName) -> str:
    return name.partition(" ")[2]
