"""How French words sound, coarsely: what a recogniser confuses has the same or a near key.

A recogniser writes what it hears with other letters ("l'une animité", "corum", "Rousselle"). A key
has one letter per sound and leaves out what is not heard: silent final letters, the mute e, double
letters. It is made for comparing, not for reading aloud.

Letters of a key: vowels a e i o u(ou) y(u) 2(eu), nasals A(an) I(in, un) O(on), consonants b d f g
k l m n p r s t v z S(ch) Z(j), glides j w.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_APART = {
    "août": "ut",
    "chez": "Se",
    "cher": "Ser",
    "cinq": "sIk",
    "des": "de",
    "dix": "dis",
    "es": "e",
    "est": "e",
    "et": "e",
    "eu": "y",
    "femme": "fam",
    "fils": "fis",
    "hier": "jer",
    "hiver": "iver",
    "les": "le",
    "madam": "madam",
    "madams": "madam",
    "mer": "mer",
    "mes": "me",
    "messieurs": "mesj2",
    "mille": "mil",
    "mme": "madam",
    "monsieur": "msj2",
    "monsieurs": "msj2",
    "messieur": "mesj2",
    "neuf": "n2f",
    "sens": "sAs",
    "sept": "set",
    "ses": "se",
    "six": "sis",
    "tranquille": "trAkil",
}
"""Words that the rules below would get wrong, among those that matter here."""

_V = "[aeiouyàâäéèêëîïôöùûüœ]"
_NASAL = "(?![aeiouyàâäéèêëîïôöùûüœnmh])"
_RULES: tuple[tuple[str, str], ...] = (
    # endings
    ("aient$", "e"),
    ("ient$", "jI"),
    ("(?<=nn|ss|tt|nd|ut|pt|ot|qu|gn|ll|rt)ent$", ""),
    ("(?<=.)(?:er|ers|ez|et|ets|ée|ées|és|é)$", "e"),
    ("(?<=..)es?$", ""),
    ("(?<=.)um$", "om"),
    ("(?<=[aiouyéèêûîôrnmlc])[tdpszx]+$", ""),
    # groups of vowels
    ("ueill?", "2j"),
    ("ouill?(?=[aeéiuo])", "uj"),
    ("(?:eu|œu)ill?", "2j"),
    ("aill|ail(?=$|s$)", "aj"),
    ("eill|eil(?=$|s$)", "ej"),
    ("(?<=v)ill", "il"),
    (f"(?<=[bcdfghklmnpqrstu])ill(?={_V})", "ij"),
    ("eau|au|ô|ö", "o"),
    ("œu|oeu|eu|eû|œ", "2"),
    (f"oin{_NASAL}", "wI"),
    (f"[iy]en{_NASAL}", "jI"),
    (f"éen{_NASAL}", "eI"),
    (f"(?:ain|ein|aim|in|im|yn|ym|un|um|în){_NASAL}", "I"),
    (f"(?:aon|an|am|en|em){_NASAL}", "A"),
    (f"(?:on|om){_NASAL}", "O"),
    ("oî|oi|oy", "wa"),
    ("où|oû|ou", "u"),
    ("aî|ai|ei|ay|ey", "e"),
    # consonants
    ("(?<=[^s])ti(?=on|el|eux)", "sj"),
    ("(?<=m)pt(?=[eé])", "t"),
    ("bv", "v"),
    ("ph", "f"),
    ("chr|chl", "kr"),
    ("sch|ch|sh", "S"),
    ("th", "t"),
    ("gn", "nj"),
    ("qu|q|ck|k", "k"),
    ("sc(?=[eiyéèê])", "s"),
    ("cc(?=[eiyéèê])", "ks"),
    ("c(?=[eiyéèêîë])|ç", "s"),
    ("c", "k"),
    ("ge(?=[aoâôu])|g(?=[eiyéèêë])|j", "Z"),
    ("gu(?=[eiyéèê])", "g"),
    (f"(?<={_V})s(?={_V})|z", "z"),
    ("(?<=.)x$", ""),
    ("x", "ks"),
    ("w", "v"),
    ("h", ""),
    # the letter e: open before two consonants or a heard final one, else mute
    ("e(?=(?P<twice>[bcdfglmnprst])(?P=twice))", "e"),
    ("e(?=[rlscpx][bcdfgjkmnpqstvz])", "e"),
    ("e(?=[lrcfx]$)|e(?=x)", "e"),
    ("[éèêë]", "e"),
    ("e", ""),
    # single vowels
    (f"[iïîy](?={_V})", "j"),
    ("[iïîy]", "i"),
    ("[uùûü]", "y"),
    ("[aàâä]", "a"),
    ("o", "o"),
)


_SCANNER = re.compile("|".join(f"(?P<r{n}>{p})" for n, (p, _) in enumerate(_RULES)))
_DOUBLED = re.compile(r"(.)\1+")
_NOT_LETTERS = re.compile(r"[^a-zà-ÿœ]")


def _heard(match: re.Match[str]) -> str:
    return _RULES[int((match.lastgroup or "r0")[1:])][1]


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """Return the key of one word: what is heard of it, "" when it has no letters.

    Single letters keep their vowel ("a" gives "a"), elided words their consonant ("l'" gives "l").
    """
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFC", word.lower()))
    if letters in _APART:
        return _APART[letters]
    return _DOUBLED.sub(r"\1", _SCANNER.sub(_heard, letters))


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return how alike two keys are: 1 the same, 0 nothing in common or less than `least`."""
    return Levenshtein.normalized_similarity(one, other, score_cutoff=least)


_COARSE = str.maketrans("AIOyubdgvzZjw", "aeoiiptkfsSii")


def loose_likeness(one: str, other: str) -> float:
    """Return how alike two keys are, the mean of the exact and of a coarser comparison.

    The coarser one takes voiced for voiceless consonants and nasal for oral vowels, which a
    recogniser confuses in words it does not know ("Mullet" for "Moulin").
    """
    return (likeness(one, other) + likeness(coarse(one), coarse(other))) / 2


def coarse(key: str) -> str:
    """Return a key with sounds alike that a recogniser confuses in words it does not know.

    Two keys are never less alike so than as they are.
    """
    return key.translate(_COARSE)


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def sounds(text: str) -> frozenset[str]:
    """Return the keys of the words of a list that is written as one text."""
    return frozenset(map(sound_of, words(text)))
