"""A clause as it was said, set straight for paper: no words to the room, no subject said twice.

Invariants:
- Nothing is added but "de" before an amount; what is left out names nobody but who is spoken to.
- A clause that none of this can mend comes back unchanged, for `pv_builder.reporting.syntax` to
  refuse.
"""

import re
from collections.abc import Callable, Sequence

from core.folding import fold
from pv_builder.reporting.syntax import (
    is_moment,
    main_verb,
    opening,
    stands_by_itself,
    tokens,
)
from pv_builder.reporting.word_classes import (
    COUNTS,
    DETERMINERS,
    FEMININE_DETERMINERS,
    MASCULINE_DETERMINERS,
    PLURAL_DETERMINERS,
    PRONOUNS,
)

_ASIDES = frozenset(
    {
        *("voila", "bon", "enfin", "quoi", "disons", "hein", "moi", "vous savez", "vous voyez"),
        *("bref", "donc", "alors", "ca", "cela", "la", "si vous voulez", "comment dire"),
        *("entre guillemets", "du coup", "mais bon", "et voila"),
    }
)
"""Said between commas to keep the talk going; folded."""
_TITLE = re.compile(
    r"(?:(?:monsieur|madame|m\.|mme) (?:le |la )?|cher |chere )?"
    r"(?:maire|presidente?|vice-presidente?|adjointe?|collegues?)"
)
_CIVILITIES = frozenset({"monsieur", "madame", "mademoiselle", "m", "mme", "mlle"})
_AGAIN = re.compile(
    r",? (?:(?P<person>ils?|elles?) (?=\S)|c'(?=est |était )|ce (?=n'est |n'était |sera |serait ))"
)
_IS_THAT = re.compile(
    r"(?:(?:n')?(?:est|était)|sera|serait)(?: \w+)? (?:que |qu'|d[e'] ?\w+[eoi]r\b)"
)
_IS_AMOUNT = re.compile(
    r"(?P<verb>est|était|sera|serait) (?=\d[\d \u00a0\u202f,]*"
    r"(?:euros?|€|%|mètres?|hectares?|kilomètres?|habitants?)(?!\w))"
)
_IS_ON = re.compile(r"(?:est|était|sera|serait) le \d+(?:er)? \w{3,9}\b")
_IMPERSONAL = re.compile(
    r"il (?:n'|ne )?(?:y |en |nous |vous |leur |lui )*"
    r"(?:a\b|avait|aura|s'agi|faut|faud|fall|rest|manqu|exist|suffi|convien|sembl|paraî|vaut|"
    r"vaudr|se |"
    r"(?:est|sera|serait|était) \w+ (?:de |d'|que |qu'))"
)
"""With it "il" stands for nothing: "l'accès, il reste le passage"."""
_STRESSED_I = re.compile(r"(?<![-\w])moi,? (?=je |j'|ce qui )")
_SPOKEN_THAT = re.compile(r"(?<!comme )\bça\b(?! (?:va|y|suffit|alors)\b)", re.IGNORECASE)


def straightened(clause: str, names: frozenset[str]) -> str:
    """Return a clause as it would be written, see the invariants.

    Args:
        clause: with straight apostrophes, its first letter as in the middle of a sentence.
        names: words of the members' names, folded.
    """
    steps: tuple[Callable[[str], str], ...] = (
        lambda text: _STRESSED_I.sub("", text),
        _with_subject_once,
        lambda text: _without_asides(text, names),
        _with_subject_once,  # "voilà" may have stood before the second subject
        lambda text: _SPOKEN_THAT.sub("cela", text),
    )
    for step in steps:
        clause = step(clause)
    return clause


def _without_asides(clause: str, names: frozenset[str]) -> str:
    """Leave out "Philippe", "Monsieur le Maire" and "voilà" between commas."""
    parts = clause.split(", ")
    kept = [
        part
        for at, part in enumerate(parts)
        if not (_is_aside(part) or (is_name(part, names) and _is_spoken_to(parts, at)))
    ]
    return ", ".join(kept) if kept and len(kept) < len(parts) else clause


def _is_aside(part: str) -> bool:
    plain = fold(part)
    return plain in _ASIDES or _TITLE.fullmatch(plain) is not None


def is_name(part: str, names: frozenset[str]) -> bool:
    """Whether words are nothing but a member's name, with or without the civility."""
    words = re.findall(r"[\w-]+", fold(part))
    known = [word for word in words if word not in _CIVILITIES]
    return bool(known) and all(word in names for word in known)


def _is_spoken_to(parts: Sequence[str], at: int) -> bool:
    """Whether a name between commas is that of who is spoken to, and in no enumeration."""
    before, after = parts[:at], parts[at + 1 :]
    if after and (after[0][:1].isupper() or not stands_by_itself(", ".join(after))):
        return bool(before) and not after[0][:1].isupper() and _is_told(before)
    return not before or _is_told(before)


def _is_told(before: Sequence[str]) -> bool:
    last = before[-1].split(" ")[-1]
    return stands_by_itself(", ".join(before)) and not last[:1].isupper()


def _with_subject_once(clause: str) -> str:
    """Return "les trottoirs sont compris" for "les trottoirs, ils sont compris"."""
    start = opening(clause)
    body = clause[len(start) :]
    again = _AGAIN.search(body)
    if again is None or "," in body[: again.start()]:
        return clause
    noun, rest = body[: again.start()], body[again.end() :]
    if not _is_noun(noun):
        return clause
    told = _told_of(noun, again["person"], rest)
    return f"{start}{told}" if told else clause


def _told_of(noun: str, pronoun: str | None, rest: str) -> str | None:
    """Return a noun with what is said of it; None where the pronoun may be another subject.

    Args:
        noun: said first.
        pronoun: that stood for it: "il"; None for "c'" and "ce".
        rest: from the verb on.
    """
    if pronoun is not None:
        agrees = _agree(noun, pronoun) and not _IMPERSONAL.match(f"{pronoun} {rest}")
        return f"{noun} {rest}" if agrees else None
    if _is_plural(noun):
        return None
    amount = _IS_AMOUNT.match(rest)
    if amount:
        return f"{noun} {amount['verb']} de {rest[amount.end() :]}"
    return f"{noun} {rest}" if _IS_THAT.match(rest) or _IS_ON.match(rest) else None


def _is_noun(words: str) -> bool:
    """Whether words are a noun with what belongs to it, and tell no time."""
    low = [word.lower() for word in tokens(words)]
    if len(low) < 2 or low[0] not in DETERMINERS or is_moment(low):  # noqa: PLR2004 - two words
        return False
    has_subject = any(word in PRONOUNS and word != "ce" for word in low[1:])
    return main_verb(low) is None and not has_subject


def _is_plural(noun: str) -> bool:
    low = [word.lower() for word in tokens(noun)]
    return low[0] in PLURAL_DETERMINERS or low[0] in COUNTS or "et" in low


def _agree(noun: str, pronoun: str) -> bool:
    """Whether a pronoun may stand for a noun, by the noun's determiner."""
    if _is_plural(noun):
        return pronoun.endswith("s")
    determiner = tokens(noun)[0].lower()
    if pronoun.endswith("s"):
        return False
    if determiner in FEMININE_DETERMINERS:
        return pronoun == "elle"
    return pronoun == "il" if determiner in MASCULINE_DETERMINERS else True
