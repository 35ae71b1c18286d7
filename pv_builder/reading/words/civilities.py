"""Civilities as they sound: "madame", "messieurs", also heard as two words."""

from collections.abc import Sequence

from pv_builder.meeting import Civility
from pv_builder.reading.words.heard import Token

PLURAL = 2
TITLES: dict[str, tuple[Civility, int]] = {
    "msj2": (Civility.M, 1),
    "mesj2": (Civility.M, PLURAL),
    "madam": (Civility.MME, 1),
    "medam": (Civility.MME, PLURAL),
    "mesdam": (Civility.MME, PLURAL),
    "madmwazel": (Civility.MME, 1),
}
"""Civility and number, one or several, by sound."""

NEAR_TITLES = {"msj2": Civility.M, "madam": Civility.MME}
"""Those that a misheard word may be taken for."""


def title_at(tokens: Sequence[Token], at: int) -> tuple[Civility, int, int] | None:
    """Return (civility, how many, position after) of "madame" or the like, also heard as two."""
    for width in (1, 2):
        said = tokens[at : at + width]
        title = TITLES.get("".join(t.sound for t in said))
        whole = width == 1 or not said[0].ends
        if title is not None and whole and all(t.sound for t in said):
            return (*title, at + width)
    return None
