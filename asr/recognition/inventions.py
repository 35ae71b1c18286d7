"""Sentences that recognisers write where nobody speaks, as patterns on folded text.

Whisper learnt from subtitled videos: over silence, breath and music it writes their credits and
farewells. Patterns match text reduced to lower-case letters and digits parted by single spaces
(`bare`).
"""

import re

from core.folding import fold

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def bare(text: str) -> str:
    """Return the text as lower-case letters and digits without accents, parted by spaces."""
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def _patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{text})\b") for text in texts)


_REST = r"\w*(?: (?:la communaute|para?|les?|des?|du|[dl]|sous|titr\w*|amara|org|com))*"
"""How a credit of subtitles goes on, or turns in circles."""

CREDITS = _patterns(
    rf"sous titr(?:es?|ages?) (?:realises?|faits?|crees?) para?{_REST}",
    rf"sous titr(?:es?|ages?) para? (?:la communaute d |l )?(?:amara|sous ?titr){_REST}",
    r"(?:par )?(?:la communaute )?d amara org",
    r"sous titrage (?:de )?(?:la )?(?:societe )?radio canada",
    r"sous titrage (?:st|fr) ?\d*",
    r"sous titrage (?:mfp|tvl|nrk)",
    r"(?:par )?sous ?titreur com",
    r"vap ?n ?roll thierry",
    r"(?:cette video|ce film) a ete (?:sous titree?|traduite?) par",
)
"""Credits of subtitles: said by nobody in a meeting."""

FAREWELLS = _patterns(
    r"merci d avoir regarde(?: (?:cette|la|ma|notre) video)?",
    r"abonnez vous a (?:la|ma|notre) chaine",
    r"n oubliez pas de vous abonner",
    r"(?:a bientot|on se retrouve)(?: \w+){0,3} (?:nouvelle|prochaine) video",
    r"(?:likez?|mettez un like|un pouce bleu)",
    r"activez la cloche",
)
"""Farewells of videos: unlikely in a meeting, but a council may speak of its own channel."""
