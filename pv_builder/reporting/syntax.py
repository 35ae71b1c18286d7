"""Whether a sentence of spoken French can stand behind "que" or "si".

Talk is full of what is no sentence on paper: fragments without a verb, a subject said twice ("les
trottoirs, ils sont finis"), somebody's words without guillemets, a negation without "ne". What is
found here to be a sentence has a subject with its conjugated verb in its main clause, and every
further subject is linked to it; anything else is quoted.

Not for changing words: `pv_builder.reporting.straightened` does.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pv_builder.language.conjugation import is_finite
from pv_builder.reporting.word_classes import (
    ADVERBIAL_OPENERS,
    ALSO_NOUNS,
    ALSO_PARTICIPLES,
    CLITICS,
    CONNECTORS,
    COUNTS,
    DETERMINERS,
    INDEFINITES,
    INTERJECTIONS,
    LINKS,
    MOMENTS,
    NEGATIONS,
    NO_VERB_AFTER,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)

_TOKEN = re.compile(
    r"aujourd'hui|quelqu'une?s?|[^\W\d_]+'(?=[\w«])|\d+(?:[ \u00a0\u202f.,]\d+)*|[\w-]+|[%€«»()\"]"
)
_BETWEEN_SEGMENTS = re.compile(r"(?<!\d),|,(?!\d)|[;:]")
_LONGEST_SUBJECT = 14
"""Words: what is longer before its verb is an enumeration, and may be none of it."""
_SURE_ENDING = re.compile(r"\w{2}(?:aient|eront|iront|rait|issait|issent|èrent)")
_AFTER_VERBS = frozenset(
    {"que", "qu'", "pas", "plus", "bien", "déjà", "aussi", "encore", "toujours", "donc", "moins"}
    | {"très", "trop", "peu", "beaucoup", "jamais", "mieux", "environ", "ainsi", "si", "comme"}
)
_ONLY_BEFORE_NOUNS = DETERMINERS - {"le", "la", "l'", "les", "leur"} - INDEFINITES - COUNTS
_SAYING = frozenset({"dire", "rappeler", "préciser", "signaler", "savoir"})
"""After these comes what is said: "simplement pour dire que" opens no further clause."""
_LINKING = CONNECTORS | LINKS
_BEFORE_MOMENTS = DETERMINERS | {
    *("premier", "première", "dernier", "dernière", "prochain", "prochaine", "même", "autre"),
    *("1er", "seul", "seule", "autres", "trente", "vingt", "cent", "dernières", "derniers"),
}
_BEFORE_NOUNS = (
    DETERMINERS | INDEFINITES | {"monsieur", "madame", "m", "mme", "messieurs", "mesdames"}
)
_HEDGE = re.compile(r"(?:je (?:pense|crois|suppose|dirais)|j' imagine|il (?:paraît|me semble))")
"""Said after something else, it is no clause of its own: "c'est prévu, je crois"."""
_NOT_BY_ENDING = frozenset({"extrait", "retrait", "portrait", "attrait", "trait"})


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written, an elided one with its apostrophe."""
    return tuple(_TOKEN.findall(text.replace("’", "'")))


def segments(text: str) -> list[str]:
    """Return the stretches of a sentence between its commas, semicolons and colons."""
    return [part.strip() for part in _BETWEEN_SEGMENTS.split(text) if part.strip()]


def _lowered(words: Sequence[str]) -> list[str]:
    """Return words as the lists have them, a name with its capital; "l'on" is "on"."""
    low = [word if at else word.lower() for at, word in enumerate(words)]
    return [
        word for at, word in enumerate(low) if not (word == "l'" and low[at + 1 :][:1] == ["on"])
    ]


def stands_by_itself(sentence: str) -> bool:
    """Whether a sentence has a main clause and nothing in it that only speech allows.

    Args:
        sentence: without its full stop, its first letter as in the middle of a sentence.
    """
    return count_of_clauses(sentence) > 0


@lru_cache(maxsize=1 << 14)
def count_of_clauses(sentence: str) -> int:
    """Return how many clauses of a sentence have their own subject and verb; 0 where it has flaws.

    Args:
        sentence: see `stands_by_itself`.
    """
    found, loose = 0, False
    for at, part in enumerate(segments(sentence)):
        words = tokens(part)
        bare = _without_links(words)
        is_clause = _is_clause(bare)
        if not words or _is_spoken_only(words) or has_stray_subject(bare):
            return 0
        if found == 0 and at > 0 and (bare is not words or (is_clause and _is_sequel(words))):
            return 0
        # What stands loose between two clauses belongs to neither.
        if is_clause and loose and bare is words:
            return 0
        if not is_clause and found == 0 and not is_adverbial(bare):
            return 0
        found += is_clause
        loose = not is_clause and not is_adverbial(bare) and _begins_a_noun(words)
    return found


def _is_sequel(words: Sequence[str]) -> bool:
    """Whether words go on from something told: "jusqu'en juin, après on tire au sort"."""
    return words[0].lower() in {"après", "ensuite", "puis"}


def is_written(sentence: str) -> bool:
    """Whether nothing in a sentence is of speech only: "y a", "pas" without "ne", "ah"."""
    parts = [tokens(part) for part in segments(sentence)]
    return not any(words and _is_spoken_only(words) for words in parts)


def opening(sentence: str) -> str:
    """Return the adverbial with which a sentence opens, its comma included; empty for none."""
    match = re.match(r"[^,;:]+, ", sentence)
    if match is None:
        return ""
    words = tokens(match[0])
    is_cleft = words[0].lower() == "ce"
    return match[0] if is_adverbial(words) and not is_cleft and not _is_clause(words) else ""


def is_adverbial(words: Sequence[str]) -> bool:
    """Whether words only tell when, where or how: a phrase, or a clause with its conjunction."""
    low = _lowered(words)
    if not low:
        return False
    if _subordinator(low) or (low[0] == "ce" and low[1:2] and low[1] in RELATIVES):
        verbs = (_is_verb(low, at) or word in PRONOUNS for at, word in enumerate(low) if at)
        return low[0] == "comme" or any(verbs)
    if not (low[0] in ADVERBIAL_OPENERS or low[0].endswith("ment") or is_moment(low)):
        return False
    if (len(low) == 1 and low[0] in PREPOSITIONS) or _SAYING.intersection(low):
        return False
    subject = next((at for at, word in enumerate(low) if _is_subject(low, at)), None)
    return subject is None or low[subject - 1] in CONNECTORS


def is_moment(low: Sequence[str]) -> bool:
    """Whether a noun phrase in lower case tells a time: "le soir", "tous les ans"."""
    if low[0] not in DETERMINERS and not low[0].isdigit():
        return False
    noun = next((word for word in low[1:4] if not (word.isdigit() or word in _BEFORE_MOMENTS)), "")
    return noun in MOMENTS


def _subordinator(low: Sequence[str]) -> bool:
    if low[0] in SUBORDINATORS:
        return True
    link = next((at for at, word in enumerate(low[:5]) if word in {"que", "qu'", "où"}), 0)
    opens = low[0] in ADVERBIAL_OPENERS or list(low[:2]) == ["une", "fois"]
    return link > 0 and opens and not any(word in PRONOUNS for word in low[:link])


def _without_links(words: Sequence[str]) -> Sequence[str]:
    start = 0
    while start < len(words) and words[start].lower() in LINKS:
        start += 1
    return words[start:] if start else words


def _is_clause(words: Sequence[str]) -> bool:
    """Whether words hold a subject and its verb, perhaps after an adverbial without a comma."""
    low = _lowered(words)
    if not low or _subordinator(low):
        return False
    subject = next((at for at, word in enumerate(low) if _is_subject(low, at)), None)
    if subject is not None and _verb_after(low, subject):
        before = low[:subject]
        if not before or (is_adverbial(before) and _leaves_subject(before, low[subject])):
            return True
    if not _begins_a_noun(words):
        return any(
            low[at] in DETERMINERS and _last_is_free(low[:at]) and main_verb(low[at:]) is not None
            for at in range(1, len(low))
            if is_adverbial(low[:at]) and not RELATIVES.intersection(low[:at])
        )
    return main_verb(low) is not None


def _last_is_free(before: Sequence[str]) -> bool:
    """Whether the word before a pronoun leaves it to be a subject: "avec" takes it to itself."""
    last = before[-1]
    return not (last in PREPOSITIONS or last in NO_VERB_AFTER or last in RELATIVES)


def _leaves_subject(before: Sequence[str], pronoun: str) -> bool:
    """Whether an adverbial leaves the pronoun after it to be the first subject."""
    if not _last_is_free(before):
        return False
    if pronoun not in {"il", "elle", "ils", "elles", "c'"}:
        return True
    # In "de toute façon la salle elle ferme" the noun is the subject already.
    return not any(
        word in DETERMINERS
        and at > 0
        and before[at - 1] not in PREPOSITIONS | DETERMINERS
        and not is_moment(before[at:])
        for at, word in enumerate(before)
    )


def _begins_a_noun(words: Sequence[str]) -> bool:
    first = words[0]
    return first.lower() in _BEFORE_NOUNS or first[:1].isupper() or first[:1].isdigit()


def main_verb(low: Sequence[str]) -> int | None:
    """Return where the verb of a noun as subject stands, past those of its relative clauses."""
    relatives = 0
    for at, word in enumerate(low):
        if word in RELATIVES and at > 0:
            relatives += 1
        elif at > 0 and _is_verb(low, at):
            if relatives == 0:
                return at if at <= _LONGEST_SUBJECT else None
            relatives -= 1
    return None


def _is_verb(low: Sequence[str], at: int) -> bool:
    """Whether a word is a conjugated verb where it stands."""
    word, before = low[at], low[at - 1] if at else ""
    if before in PREPOSITIONS and before != "en":
        return False
    if word in ALSO_PARTICIPLES:
        after = low[at + 1] if at + 1 < len(low) else ""
        return before in CLITICS or after in DETERMINERS or after in {"que", "qu'", "partie"}
    if word in ALSO_NOUNS:
        return is_finite(word) and _is_verb_not_noun(low, at)
    if before in _ONLY_BEFORE_NOUNS or word[:1].isupper():
        return False
    if before in {"le", "la", "l'", "les"} and word.endswith("e"):
        return is_finite(word) and at > 1 and low[at - 2] in PRONOUNS | RELATIVES | {"ne"}
    return is_finite(word) or (
        _SURE_ENDING.fullmatch(word) is not None and word not in _NOT_BY_ENDING
    )


def _is_verb_not_noun(low: Sequence[str], at: int) -> bool:
    """Whether a word that may be a noun is a verb by its neighbours: "la ville compte 400 lits"."""
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    if before in NO_VERB_AFTER and before not in {"le", "la", "l'", "les", "en"}:
        return False
    if before in {"le", "la", "l'", "les", "en"}:
        return at > 1 and low[at - 2] in PRONOUNS | RELATIVES | {"ne"}
    if (
        word == "est"
        or (at == 1 and before not in DETERMINERS)
        or before in PRONOUNS
        or before in CLITICS
        or before in RELATIVES
    ):
        return True
    follows = after in DETERMINERS or after in PREPOSITIONS or after in _AFTER_VERBS
    return follows or after in MOMENTS or after[:1].isdigit() or after.endswith("ment")


def _is_subject(low: Sequence[str], at: int) -> bool:
    """Whether a pronoun is the subject of what follows it."""
    word = low[at]
    before, after = low[at - 1] if at else "", low[at + 1] if at + 1 < len(low) else ""
    if word in {"il", "ils", "on", "je", "j'", "tu", "c'"}:
        return True
    if word in {"elle", "elles"}:
        return before not in PREPOSITIONS and _verb_after(low, at, surely=True)
    if word in {"nous", "vous"}:
        return at == 0 or before in CONNECTORS or before in LINKS
    if word in {"ce", "cela", "ça", "ceci"}:
        return after in {"n'", "ne", "sont", "sera", "serait", "seront", "était", "fut"} or (
            word != "ce" and before not in PREPOSITIONS and _verb_after(low, at, surely=True)
        )
    return word in PRONOUNS and (at == 0 or before in LINKS) and main_verb(low[at:]) is not None


def _verb_after(low: Sequence[str], subject: int, *, surely: bool = False) -> bool:
    """Whether a verb follows a pronoun, by the place where it must stand.

    Args:
        low: words in lower case.
        subject: where the pronoun stands.
        surely: only a form that is known, for pronouns that may be no subject.
    """
    at = subject + 1
    while at < len(low) and low[at] in CLITICS:
        at += 1
    if at >= len(low):
        return False
    word = low[at]
    if word in PREPOSITIONS or word in DETERMINERS or word in CONNECTORS or word in PRONOUNS:
        return word == "a"
    if surely:
        return _is_verb(low, at)
    return is_finite(word) or bool(re.fullmatch(r"\w*(?:[estdxac]|ai|nt|ons|ez)", word))


def has_stray_subject(words: Sequence[str]) -> bool:
    """Whether a subject follows words that it is not linked to: said twice, or speech in speech."""
    low = _lowered(words)
    met = 0
    for at, word in enumerate(low):
        if word in PRONOUNS and _is_subject(low, at) and not _is_ago(low, at):
            before = low[at - 1] if at else ""
            is_first = met == 0 and (
                at == 0 or (is_adverbial(low[:at]) and _leaves_subject(low[:at], word))
            )
            if not (is_first or before in _LINKING or _is_linked(low, at)):
                return True
            met += 1
    return False


def _is_linked(low: Sequence[str], at: int) -> bool:
    """Whether only an adverbial stands between a subject and what links it: "et maintenant on"."""
    link = next((i for i in range(at - 1, -1, -1) if low[i] in _LINKING), None)
    return link is not None and is_adverbial(low[link + 1 : at])


def _is_ago(low: Sequence[str], at: int) -> bool:
    """Whether "il" belongs to "il y a trois ans", which is no clause."""
    return list(low[at : at + 3]) == ["il", "y", "a"] and any(
        word in MOMENTS for word in low[at + 3 : at + 7]
    )


def _is_spoken_only(words: Sequence[str]) -> bool:
    """Whether a stretch has what is not written: "y a", "faut", "pas" without "ne", "ah"."""
    low = _lowered(words)
    if _HEDGE.fullmatch(" ".join(low)):
        return True
    if low[0] in INTERJECTIONS or "(" in low or ")" in low:
        return True
    return any(_is_fault(low, at) for at in range(len(low)))


def _is_fault(low: Sequence[str], at: int) -> bool:
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    if word == "y" and after in {"a", "avait", "aura", "aurait"}:
        return before not in PRONOUNS and before not in {"n'", "ne", "qui", "s'"}
    if word in {"faut", "faudrait", "faudra"}:
        return before != "il" and before not in CLITICS
    if word in {"personne", "aucun", "aucune", "rien"} and at == 0:
        return not {"ne", "n'"}.intersection(low)
    if word == "personne" and _is_verb(low, at - 1):
        return not {"ne", "n'"}.intersection(low)
    if word in NEGATIONS and before != "ou" and (word == "pas" or before not in {"pour", "de"}):
        clause = low[_clause_start(low, at) : at]
        return "ne" not in clause and "n'" not in clause and any(_finite_words(clause))
    return False


def _clause_start(low: Sequence[str], at: int) -> int:
    """Return where the words begin in which "ne" must stand for a negation."""
    starts = (i + 1 for i in range(at - 1, -1, -1) if low[i] in {"que", "qu'", "si", "et", "mais"})
    return 0 if "ne" in low[:at] or "n'" in low[:at] else next(starts, 0)


def _finite_words(low: Sequence[str]) -> Iterator[bool]:
    return (_is_verb(low, at) or _is_subject(low, at) for at in range(len(low)))
