"""A person as people write them: "Mme Anne LE GOFF, adjointe", "Dupont Jean-Pierre (suppléant)".

Nothing is guessed silently: what capitals, a particle or a civility do not settle is read in the
likeliest way and told in `doubts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.folding import fold
from pv_builder.language.given_names import is_given_name
from pv_builder.meeting import Civility
from pv_builder.roster.fields import cleaned


class Order(StrEnum):
    """Which name comes first."""

    GIVEN_FIRST = "prenom_nom"
    FAMILY_FIRST = "nom_prenom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person out of one text.

    Attributes:
        civility: None where it was not written.
        function: "" where none was written.
        substitute_for: whom the person replaces, as written.
        settled: whether capitals told the family name apart.
        doubts: French sentences, first letter small, on what was read in the likeliest way only.
    """

    civility: Civility | None
    given_name: str
    family_name: str
    function: str = ""
    substitute_for: str | None = None
    settled: bool = False
    doubts: tuple[str, ...] = ()


_TITLES = r"docteur|dr|maître|maitre|me|professeur|pr|général|colonel"
_CIVILITY = re.compile(
    rf"(?:(?P<madam>mmes?|mesdames|madame|mademoiselle|melle|mlle)|"
    rf"(?P<sir>mrs|mr|mm|monsieur|messieurs|m))\b\.?\s*(?:(?:{_TITLES})\.?\s+)?",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"(?:{_TITLES})\b\.?\s+", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—•*·o▪►✓]\s+|\d{1,3}\s*[.)°/-]\s*)+")
_BIRTH_NAME = re.compile(r"\s*\b(?:n[ée]e|épouse|épse|ép\.|veuve)\s+[^,;:()]*", re.IGNORECASE)
_SUBSTITUTE = re.compile(
    r"\(?\b(?:suppl[ée]ante?|remplaçante?|repr[ée]sentante?)\s+(?:de|d['’]|du)\s*(?P<who>[^,;()]+)\)?",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:[,;:(\t/]|\s[-–—]\s|\s[-–—](?=\w))\s*")
_FUNCTION_FIRST = re.compile(
    r"^(?:l[ea]\s+)?(?P<function>[^,:]{3,60})[,:]\s*(?=m\.|mme|m\s|mon|mad)", re.I
)
_PARTICLES = frozenset(
    {"de", "du", "des", "d'", "d’", "van", "von", "der", "den", "di", "da", "dos"}
)
_ARTICLES = frozenset({"le", "la", "les", "l'", "l’"})
_FUNCTION_LAST = re.compile(
    r"(?<=\w)\s+(?:(?:\d{1,2}\s?(?:er|re|ère|e|ème|nd|nde)|[Pp]remi(?:er|ère)|\w+ième)\s+)?"
    r"(?:[Mm]aire|[Aa]djointe?|[Cc]onseill(?:er|ère)|[Vv]ice|[Pp]résidente?|[Dd]élégué)\b.*$"
)
"""A function after a name without a sign between; in capitals it would be a family name."""

_ARTICLE = re.compile(r"^l[ae] ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_MAX_NAME_WORDS = 9
_FUNCTION_WORDS = (
    *("maire", "adjoint", "conseill", "president", "delegue", "membre", "suppleant", "titulaire"),
    *("rapporteur", "depute", "senat", "vice", "secretaire", "elu"),
)


def read_person(text: str, order: Order | None = None) -> Person | None:
    """Return the person that a line names, None when it names nobody.

    Args:
        text: a line of a mail, or a cell.
        order: of the names where capitals do not tell; None when unknown.
    """
    line = without_bullet(cleaned(text))
    function = ""
    if first := _FUNCTION_FIRST.match(line):
        if not is_function(first["function"]):
            return None
        function, line = first["function"], line[first.end() :]
    civility, rest = split_civility(line)
    substitute = _SUBSTITUTE.search(rest)
    if substitute is not None:
        rest = f"{rest[: substitute.start()]} {rest[substitute.end() :]}".strip(" ,;-–")
    name, *more = _CUT.split(_BIRTH_NAME.sub("", rest), maxsplit=1)
    after = more[0] if more else ""
    if not after and (ending := _FUNCTION_LAST.search(name)):
        name, after = name[: ending.start()], ending[0]
    if is_function(name):  # "Monsieur le Maire, Jean DUPONT"; but "M. Jean MAIRE" is a name
        inner = _CUT.split(after, maxsplit=1)[0]
        if split_name(inner, order) is not None:
            function, name = name, inner
    named = split_name(name, order)
    if named is None or (civility is None and not named.settled and is_function(name)):
        return None
    return Person(
        civility=civility,
        given_name=named.given,
        family_name=named.family,
        function=printed_function(_ARTICLE.sub("", function) or after),
        substitute_for=substitute["who"].strip() if substitute else None,
        settled=named.settled,
        doubts=named.doubts,
    )


def without_bullet(text: str) -> str:
    """Return a line without the dash or number that it begins with."""
    return _BULLET.sub("", text).strip(" .;,")


def split_civility(text: str) -> tuple[Civility | None, str]:
    """Return the civility that a text begins with and the rest; titles ("Dr") are dropped."""
    found = _CIVILITY.match(text)
    if found is None or not text[found.end() :].strip():
        title = _TITLE.match(text)
        return None, text[title.end() :] if title and len(text.split()) > 2 else text  # noqa: PLR2004 - a title and two names
    civility = Civility.MME if found["madam"] else Civility.M
    return civility, text[found.end() :]


def civility_of(text: str) -> Civility | None:
    """Return what a cell alone says: "Mme", "Monsieur", "F", "H"."""
    folded = fold(text).strip(". ")
    if folded in {"f", "femme", "feminin", "2"}:
        return Civility.MME
    if folded in {"h", "homme", "masculin", "1"}:
        return Civility.M
    found = _CIVILITY.fullmatch(text.strip())
    return None if found is None else Civility.MME if found["madam"] else Civility.M


def is_function(text: str) -> bool:
    """Whether a text is a function of an elected member rather than a name."""
    return any(word.startswith(_FUNCTION_WORDS) for word in re.split(r"[\s'(-]+", fold(text)))


def printed_function(text: str) -> str:
    """Return a function with a capital first letter, and out of capitals."""
    bare = cleaned(text).strip(" .;,:()-–—/")
    if not bare:
        return ""
    if bare.isupper() and len(bare) > 3:  # noqa: PLR2004 - "DGS" stays
        bare = bare.lower()
    return bare[0].upper() + bare[1:]


# ------------------------------------------------------------------------------------- names


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Given and family name as printed; `settled` when capitals or a particle told them apart."""

    given: str
    family: str
    settled: bool
    order: Order
    doubts: tuple[str, ...] = ()


def split_name(text: str, order: Order | None = None) -> Named | None:
    """Return the given and the family name of a text, None when it is no name of two parts."""
    words = cleaned(text).strip(" .,;").split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS:  # noqa: PLR2004 - a given and a family name
        return None
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    return _by_capitals(words) or _by_order(words, order)


def _by_capitals(words: Sequence[str]) -> Named | None:
    """Return the names where the family name alone is in capitals."""
    capital = [_is_capital(word) for word in words]
    if all(capital) or not any(capital):
        return None
    first = capital.index(True)
    last = len(words) - 1 - capital[::-1].index(True)
    while first > 0 and words[first - 1].lower() in _PARTICLES | _ARTICLES:
        first -= 1
    family = words[first : last + 1]
    given = [*words[:first], *words[last + 1 :]]
    together = all(_is_capital(w) or w.lower() in _PARTICLES | _ARTICLES for w in family)
    if not given or not together or (first > 0 and last < len(words) - 1):
        return None
    order = Order.GIVEN_FIRST if first > 0 else Order.FAMILY_FIRST
    return _named(given, family, order, settled=True)


def _by_order(words: Sequence[str], order: Order | None) -> Named | None:
    """Return the names by the order of the table; else by particles and common given names."""
    likely = order or _likely_order(words)
    if words[0].lower() in _ARTICLES | _PARTICLES and likely is Order.GIVEN_FIRST:
        return None  # "Mme Le Goff": no given name was written
    if likely is Order.FAMILY_FIRST:
        cut = _family_first_cut(words)
        return _named(words[cut:], words[:cut], likely, settled=order is not None)
    cut = _given_first_cut(words)
    return _named(words[:cut], words[cut:], likely, settled=order is not None)


def _likely_order(words: Sequence[str]) -> Order:
    starts, ends = is_given_name(words[0]), is_given_name(words[-1])
    return Order.FAMILY_FIRST if ends and not starts else Order.GIVEN_FIRST


def _given_first_cut(words: Sequence[str]) -> int:
    """Return where the family name begins: at a particle, else after the given names."""
    for at, word in enumerate(words[1:], start=1):
        if word.lower() in _PARTICLES | _ARTICLES or word.lower().startswith(("d'", "d’")):
            return at
    cut = 1
    while cut < len(words) - 1 and is_given_name(words[cut]):
        cut += 1
    return cut


def _family_first_cut(words: Sequence[str]) -> int:
    """Return where the given name begins: the last words that are common given names."""
    cut = len(words) - 1
    while cut > 1 and is_given_name(words[cut - 1]) and words[cut - 2].lower() not in _PARTICLES:
        cut -= 1
    return cut


def _named(given: Sequence[str], family: Sequence[str], order: Order, *, settled: bool) -> Named:
    doubts = []
    printed = printed_name(" ".join(family), is_family=True)
    compound = " ".join(given)
    if not settled and len(given) + len(family) > 2:  # noqa: PLR2004 - a given and a family name
        doubts.append(
            f"« {' '.join([*given, *family])} » : prénom « {compound} » et nom « {printed} » "
            "sont supposés."
        )
    if (raw := family[0]).isupper() and (
        raw.lower() in _PARTICLES or raw.lower().startswith(("d'", "d’"))
    ):
        doubts.append(f"la particule de « {' '.join(family)} » est écrite « {printed} ».")
    return Named(
        given=printed_name(compound, is_family=False),
        family=printed,
        settled=settled,
        order=order,
        doubts=tuple(doubts),
    )


def _is_capital(word: str) -> bool:
    """Whether a word is in capitals: "GOFF", "D'ORNANO", "McDONALD"; an initial "J." is not."""
    letters = [sign for sign in word if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return len(letters) > 1 and capitals >= len(letters) - 1 and letters[-1].isupper()


_PART = re.compile(r"[^\W\d_]+")
_ELISION = re.compile(r"^([dDlL])(['’])(.+)$")


def printed_name(text: str, *, is_family: bool) -> str:
    """Return a name as minutes print it: "LE GOFF" is "Le Goff", "DE LA TOUR" is "de La Tour".

    What is written in small letters after a capital stays as it is.
    """
    words = text.split()
    return " ".join(
        _printed_word(word, is_family=is_family, alone=len(words) == 1) for word in words
    )


def _printed_word(word: str, *, is_family: bool, alone: bool) -> str:
    low = word.lower()
    elided = _ELISION.match(low)
    is_mixed = not (word.isupper() or word.islower()) and not (elided and word[2:].isupper())
    if is_mixed or len(word.strip(".")) == 1:
        return word if not _is_capital(word) or word.startswith("Mc") else _capitalised(word)
    if is_family and not alone and low in _PARTICLES:
        return low
    if is_family and elided:
        article = elided[1] if elided[1] == "d" else elided[1].upper()
        return f"{article}{elided[2]}{_capitalised(elided[3])}"
    return _capitalised(low)


def _capitalised(word: str) -> str:
    return _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), word)
