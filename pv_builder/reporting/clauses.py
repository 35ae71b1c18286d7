"""A sentence cut into its independent clauses, so that each gets its own "que".

A clause is cut off only where it surely stands by itself: it has its own subject and a conjugated
verb that belongs to no relative or dependent clause.
"""

import re

from pv_builder.language.conjugation import is_finite
from pv_builder.reporting.phrases import ADVERBIAL, NEW_CLAUSE, lowered
from pv_builder.reporting.syntax import opening, stands_by_itself
from pv_builder.reporting.word_classes import NO_VERB_AFTER

_DEPENDING = re.compile(r"\b(?:qui|que|qu'|dont|où|lequel|laquelle|si|quand|lorsque|comme)\b")
_CLEFT = re.compile(r"ce qu(?:i|e|')")
"""What is said of "ce que ..." follows it: "ce que je vois, c'est ..."."""

_PRONOUN = re.compile(r"\b(?:il|elle|ils|elles|on|ce|c'|cela|ça)(?= ?\w)")
_SPEAKER = re.compile(r"\b(?:je|j'|nous|vous)(?= ?\w)")

_SURE_CLAUSE = re.compile(
    r"(?:(?:le|la|les|un|une|des|ce|cet|cette|ces) |l')(?:(?!qui\b|que\b|dont\b|où\b)[\w'-]+ ){1,5}"
    r"(?:est|sont|sera|seront|était|étaient|serait|seraient|a|ont|aura|auront|avait|avaient|doit|"
    r"doivent|devra|devront|peut|peuvent|pourra|pourront|va|vont)\b"
)
"""A subject with a verb that is nothing but a verb: "une réunion est prévue"."""
_PENDING = re.compile(
    r"(?:\bqu(?:e |')|, )(?:si|s'|quand|lorsqu|comme|même si|puisqu|tant qu|dès qu)[^,]*$"
)
"""A dependent clause that waits for its main one: "je trouve que si on part, on perd"."""
_LINK = re.compile(r"^(?:mais|et) ")
_SIGNS_OF_A_CLAUSE = 2
"""Of a comma, a link, a pronoun as subject and a sure verb: one alone also stands in a clause."""


def clauses(sentence: str) -> list[tuple[str, str]]:
    """Return the clauses of a sentence, each with the word that links it to the one before.

    The link is "" for the first and where a comma alone stood, else "et" or "mais".

    Args:
        sentence: without its full stop, with straight apostrophes.
    """
    adverbial = ADVERBIAL.match(lowered(sentence))
    start = adverbial.end() if adverbial else 0
    found: list[tuple[str, str]] = []
    link, begin = "", 0
    for match in NEW_CLAUSE.finditer(lowered(sentence), start):
        if _stands_alone(match, sentence, begin):
            found.append((link, sentence[begin : match.start()]))
            link, begin = match["link"].strip(), match.end()
    return [*found, (link, sentence[begin:])]


def _stands_alone(match: re.Match[str], sentence: str, begin: int) -> bool:
    """Whether what follows is a clause of its own, and so is what came before it."""
    before, after = sentence[begin : match.start()], sentence[match.end() :]
    if match["comma"] and not match["link"].strip():
        return _parts_two_clauses(before, after)
    needed = (match["comma"], match["link"], match["subject"], _SURE_CLAUSE.match(lowered(after)))
    if sum(bool(part) for part in needed) < _SIGNS_OF_A_CLAUSE:
        return False
    if _DEPENDING.search(lowered(before)) and not match["subject"]:
        return False
    if _CLEFT.match(lowered(before)):
        return False
    first_part = _DEPENDING.split(lowered(after), maxsplit=1)[0]
    return has_verb(before) and has_verb(first_part)


def _parts_two_clauses(before: str, after: str) -> bool:
    """Whether a comma alone stands between two clauses: "c'est ouvert, on attend les habitants"."""
    last = before.rsplit(", ", 1)[1:]
    # An adverbial between two commas may belong to either: "j'y reste, mais ici, j'ai froid".
    if _PENDING.search(before) or (last and opening(f"{_LINK.sub('', last[0])}, ")):
        return False
    following = re.split(r", ", after, maxsplit=1)[0]
    return (
        stands_by_itself(before) and stands_by_itself(following) and not opening(f"{following}, ")
    )


def has_verb(clause: str) -> bool:
    """Whether a clause has a conjugated verb: without one it cannot follow "que"."""
    text = lowered(clause)
    words = re.findall(r"[\w-]+", text)
    pairs = list(zip(["", *words], words, strict=False))
    if _SPEAKER.search(text):
        return True
    if _PRONOUN.search(text) and any(is_finite(word) for word in words):
        return True
    return any(
        is_finite(word) and (_is_no_noun(word) or before not in NO_VERB_AFTER)
        for before, word in pairs
    )


def _is_no_noun(word: str) -> bool:
    """Whether a conjugated form cannot be a noun as well: nouns of this kind end in e."""
    return not word.endswith(("e", "es")) and word not in {"est", "fait", "suit", "bat", "part"}
