"""A clause turned from the first and second person to the third, or None where that is not safe.

French minutes stay in the present: only persons, addressees and words of time and place change.
Where a pronoun cannot be turned without a guess, the answer is None and the caller quotes.

Invariants:
- Figures and names are never touched, no word is added but the name of the body or of a member.
- A clause that comes out holds no word of the first or second person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pv_builder.language.conjugation import he_from_i, he_from_we, he_from_you
from pv_builder.language.gender import article_for
from pv_builder.language.typography import elided_all
from pv_builder.meeting import Civility

OWN_GROUP = "son groupe"
"""What "nous" becomes when a member speaks for a political group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody spoken of: the printed name and the civility."""

    name: str
    civility: Civility

    @property
    def pronoun(self) -> str:
        """As the subject of a verb."""
        return "elle" if self.civility is Civility.MME else "il"

    @property
    def stressed(self) -> str:
        """After a preposition."""
        return "elle" if self.civility is Civility.MME else "lui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who speaks to whom, and for whom.

    Attributes:
        speaker: the one who says "je".
        we: whom "nous" stands for ("la commune", "son groupe"); None if it is not known.
        addressee: whom "vous" stands for; None if it is not one known person.
        is_called: the addressee is spoken to by name, or asked: "vous" as a subject is no other.
        answering: the sentence comes right after a question of somebody else.
        common_words: words met without a capital letter, to tell them from names.
        names: words of the members' names, folded.
    """

    speaker: Person
    we: str | None = None
    addressee: Person | None = None
    is_called: bool = False
    answering: bool = False
    common_words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


class _Unsafe(Exception):
    """A pronoun cannot be turned without a guess."""


_NOT = r"(?P<ne>ne |n')?"
_OTHERS = r"(?:le |la |l'|les |lui |leur |y |en )*"
_I = re.compile(
    rf"\b(?:je |j'){_NOT}(?P<self>me |m')?(?P<clitics>{_OTHERS})(?P<verb>\w+)", re.IGNORECASE
)
_WE = re.compile(
    rf"\bnous {_NOT}(?P<self>nous )?(?P<clitics>{_OTHERS})(?P<verb>\w+)", re.IGNORECASE
)
_YOU = re.compile(
    rf"\bvous {_NOT}(?P<self>vous )?(?P<clitics>{_OTHERS})(?P<verb>\w+)", re.IGNORECASE
)

# Verbs whose object "nous", "vous" or "me" is the person to whom something is done.
_TO_SOMEBODY = (
    "accordée?s?|adressée?s?|annoncée?s?|attribuée?s?|communiquée?s?|confiée?s?|confirmée?s?|"
    "demandée?s?|dite?s?|donnée?s?|écrite?s?|envoyée?s?|expliquée?s?|fournie?s?|garantie?s?|"
    "imposée?s?|indiquée?s?|montrée?s?|permise?s?|précisée?s?|présentée?s?|promise?s?|proposée?s?|"
    "rappelée?s?|refusée?s?|remise?s?|répondue?s?|signalée?s?|soumise?s?|transmise?s?|versée?s?"
)
_GIVES = (
    "annonce|annoncent|apporte|apportent|confirme|confirment|coûte|coûtent|demande|demandent|"
    "donne|donnent|fournit|fournissent|garantit|garantissent|impose|imposent|indique|indiquent|"
    "permet|permettent|propose|proposent|rapporte|rapportent|transmet|transmettent|verse|versent"
)
_AUXILIARY = r"(?:a|ont|avait|avaient|aura|auront|aurait|auraient)"
_BEING = r"(?:est|sont|sera|seront|serait|seraient|a été|ont été|avait été|avaient été)"
_GIVEN_US = re.compile(
    rf"\bnous (?P<verb>{_AUXILIARY} (?:déjà |bien )?(?:{_TO_SOMEBODY})|"
    rf"{_BEING} (?:{_TO_SOMEBODY})|(?:{_GIVES}))\b",
    re.IGNORECASE,
)
_GIVEN_YOU = re.compile(
    rf"\bvous (?P<verb>{_AUXILIARY} (?:déjà |bien )?(?:{_TO_SOMEBODY})|{_BEING} (?:{_TO_SOMEBODY}))"
    r"\b",
    re.IGNORECASE,
)
_PUT_TO_ALL = re.compile(
    r"\b(il |qu'il )vous ((?:est|sera|a été) (?:donc )?(?:proposé|demandé|rappelé|précisé))\b",
    re.IGNORECASE,
)
_BEFORE_YOU = re.compile(
    r"(?:^|, |\b(?:si|ce que|quand|comment|pourquoi|où|combien|et|mais) )$", re.IGNORECASE
)
"""What may stand before "vous" as a subject: elsewhere it may belong to a relative clause."""
_SEEMS = r"(?:paraît|paraissent|semble|semblent|paraissait|semblait|plaît|convient|manque|manquent)"
_TO_ME = re.compile(
    rf"\b(?:me (?P<seems>{_SEEMS})|m'(?P<given>{_AUXILIARY} (?:{_TO_SOMEBODY})))\b", re.I
)
_L = "l'"
_MOVES = (
    r"(?:inquiète|inquiètent|gêne|gênent|préoccupe|préoccupent|choque|choquent|étonne|étonnent|"
    r"surprend|surprennent|dérange|dérangent|interpelle|interpellent|frappe|rassure|intéresse)"
)
_MOVES_ME = re.compile(rf"\b(?P<me>me |m')(?P<verb>{_MOVES})\b", re.IGNORECASE)
_AFTER_PREPOSITION = re.compile(
    r"\b(?P<before>pour|chez|avec|selon|d'après|devant|derrière|contre|sans|envers|à|de|par|sur) "
    r"moi(?P<same>-même)?\b(?! (?:qui|aussi))",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    r"\b(?:me |m')(?=(?:abstenir|associer|battre|déporter|engager|excuser|exprimer|féliciter|"
    r"inquiéter|interroger|opposer|prononcer|réjouir|retirer)\b)",
    re.IGNORECASE,
)
# What "nous" does as the people in the room, not as the authority: it stands for nobody else.
_IN_THE_ROOM = re.compile(
    r"(?:pass|procéd|procèd|commen[cç]|repren|arriv|abord|examin|reven|reviend|continu|poursuiv|"
    r"suspend|lev|écout|entend|voy|verr|sav|saur|connaiss|pens|croy|parl|discut|débatt|rappel|"
    r"vot|absten|abstiend|abstin|oppos|quitt|attend)\w*|sommes|étions|serons",
    re.IGNORECASE,
)
_WE_MARK = "\u2060"
# "Nous sommes engagés" is plural, "la commune s'est engagée" is not.
_PARTICIPLE_OF_WE = re.compile(
    rf"(?P<before>{_WE_MARK}(?:ne )?(?:se |s')?(?:est|était|sera|serait|(?:a|avait|aura|aurait)"
    r"(?: \w+)? été)(?: pas| bien| déjà| toujours| jamais| aussi| donc| tous)* )"
    r"(?P<stem>\w*(?:é|[pm]is|quis|clus|i|u|t))e?s?\b(?<!ment)",
)
_POSSESSIVES = {"mon": "son", "ma": "sa", "mes": "ses"}
_MINE = re.compile(r"\b(?:mon|ma|mes)\b(?= ?\w)", re.IGNORECASE)
_OURS = re.compile(r"\b(?P<before>(?:à|de) )?\b(?P<word>notre|nos) (?P<noun>\w+)", re.IGNORECASE)
_GROUP = frozenset({"groupe", "opposition", "majorité"})
_DUE_TO_TIME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{pattern}(?!\w)", re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"de demain", "du lendemain"),
        (r"après-demain", "le surlendemain"),
        (r"demain", "le lendemain"),
        (r"avant-hier", "l'avant-veille"),
        (r"d'hier", "de la veille"),
        (r"hier soir", "la veille au soir"),
        (r"hier", "la veille"),
        (r"jusqu'aujourd'hui", "jusqu'à ce jour"),
        (r"aujourd'hui", "ce jour"),
        (r"ce soir", "ce jour"),
        (r"(la semaine|l'année) prochaine", r"\1 suivante"),
        (r"(le mois|l'an) prochain", r"\1 suivant"),
        (r"(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) prochain", r"le \1 suivant"),
        (r"(la semaine|l'année) dernière", r"\1 précédente"),
        (r"(le mois|l'an) dernier", r"\1 précédent"),
        (r"(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) dernier", r"le \1 précédent"),
        (r"ici même", "sur place"),
        (r"(?<!par )(?<!jusqu')(?<!d')ici(?! là\b)", "sur place"),
    )
)
_FORBIDDEN = re.compile(
    r"\b[jmt]'|\b(?:je|me|moi|mon|ma|mes|mien\w*|nous|notre|nos|nôtres?|vous|votre|vos|vôtres?|tu|"
    r"te|toi|ton|ta|tes|tien\w*)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(r"\b(?!chez\b|assez\b|nez\b|rez\b|suffisez\b)\w+ez\b", re.IGNORECASE)


def in_third_person(clause: str, frame: Frame) -> str | None:
    """Return a clause in the third person, None where it must be quoted instead.

    Args:
        clause: cleaned and set in French, its first letter as in the middle of a sentence.
        frame: who speaks, to whom, for whom.
    """
    turned = clause.replace("’", "'")
    steps: tuple[Callable[[str, Frame], str], ...] = (
        _turn_me,
        _turn_i,
        _turn_we,
        _turn_you,
        _turn_ours,
    )
    try:
        for step in steps:
            turned = step(turned, frame)
    except _Unsafe:
        return None
    turned = shifted_in_time(turned)
    if _FORBIDDEN.search(turned) or _IMPERATIVE.search(turned):
        return None
    return elided_all(turned).replace("'", "’")


def shifted_in_time(clause: str) -> str:
    """Return a clause whose words of time and place are seen from after the session."""
    for pattern, replacement in _DUE_TO_TIME:
        clause = pattern.sub(replacement, clause)
    return clause


def _turn_i(clause: str, frame: Frame) -> str:
    def turned(match: re.Match[str]) -> str:
        verb = he_from_i(match["verb"])
        if verb is None or match["verb"].lower() in {"vous", "nous", "te"}:
            raise _Unsafe
        reflexive = "se " if match["self"] else ""
        return f"{frame.speaker.pronoun} {_ne(match)}{reflexive}{match['clitics'] or ''}{verb}"

    return _I.sub(turned, clause)


def _ne(match: re.Match[str]) -> str:
    return "ne " if match["ne"] else ""


def _turn_me(clause: str, frame: Frame) -> str:
    """Turn "me" as an object, "moi" after a preposition, and "mon", "ma", "mes"."""
    clause = _TO_ME.sub(lambda m: f"lui {m['seems'] or m['given']}", clause)
    clause = _AFTER_PREPOSITION.sub(
        lambda m: f"{m['before']} {frame.speaker.stressed}{m['same'] or ''}", clause
    )
    him = "la " if frame.speaker.stressed == "elle" else "le "
    clause = _MOVES_ME.sub(lambda m: f"{him if m['me'] == 'me ' else _L}{m['verb']}", clause)
    clause = _MYSELF.sub("se ", clause)
    return _MINE.sub(lambda m: _POSSESSIVES[m[0].lower()], clause)


def _turn_we(clause: str, frame: Frame) -> str:
    """Turn "nous", subject or the one to whom something is done, into whom it stands for."""
    if not re.search(r"\bnous\b", clause, re.IGNORECASE):
        return clause
    if frame.we is None:
        raise _Unsafe
    we = frame.we
    clause = _GIVEN_US.sub(lambda m: f"{m['verb']} {to_noun(we)}", clause)

    def turned(match: re.Match[str]) -> str:
        verb = he_from_we(match["verb"])
        in_the_room = _IN_THE_ROOM.fullmatch(match["verb"]) and not match["self"]
        if verb is None or (we != OWN_GROUP and in_the_room):
            raise _Unsafe
        reflexive = "se " if match["self"] else ""
        return f"{we} {_ne(match)}{reflexive}{match['clitics'] or ''}{verb}"

    ending = "e" if we.startswith("la ") else ""
    return _PARTICIPLE_OF_WE.sub(
        lambda m: f"{m['before']}{m['stem']}{ending}", _marked(_WE.sub(turned, clause), we)
    ).replace(_WE_MARK, "")


def _marked(clause: str, we: str) -> str:
    """Return the clause with a mark after "we", to know it as the subject of what follows."""
    return clause.replace(f"{we} ", f"{we} {_WE_MARK}")


def _turn_you(clause: str, frame: Frame) -> str:
    """Turn "vous" where it is one known person."""
    if not re.search(r"\bvous\b", clause, re.IGNORECASE):
        return clause
    clause = _PUT_TO_ALL.sub(r"\1\2", clause)
    if not re.search(r"\bvous\b", clause, re.IGNORECASE):
        return clause
    addressee = frame.addressee
    if addressee is None:
        raise _Unsafe
    clause = _GIVEN_YOU.sub(lambda m: f"lui {m['verb']}", clause)
    subjects = _YOU.findall(clause)
    if len(subjects) > 1 or (subjects and not frame.is_called):
        raise _Unsafe

    def turned(match: re.Match[str]) -> str:
        verb = he_from_you(match["verb"])
        if verb is None or not _BEFORE_YOU.search(clause[: match.start()]):
            raise _Unsafe
        reflexive = "se " if match["self"] else ""
        return f"{addressee.name} {_ne(match)}{reflexive}{match['clitics'] or ''}{verb}"

    return _YOU.sub(turned, clause)


def _turn_ours(clause: str, frame: Frame) -> str:
    """Turn "notre" and "nos" into the article, or "son" where a group speaks of itself."""

    def turned(match: re.Match[str]) -> str:
        noun, before = match["noun"], match["before"] or ""
        if noun.lower() in _GROUP:
            return f"{before}{'sa' if noun.lower() == 'majorité' else 'son'} {noun}"
        article = "les " if match["word"].lower() == "nos" else article_for(noun)
        if article is None:
            raise _Unsafe
        joined = f"{before}{article}"
        return f"{_CONTRACTED.get(joined.lower(), joined)}{noun}"

    return _OURS.sub(turned, clause)


_CONTRACTED = {"à les ": "aux ", "à le ": "au ", "de les ": "des ", "de le ": "du "}


def to_noun(noun: str) -> str:
    """Return "à" and a noun with its article: "à la commune", "au syndicat"."""
    return f"au {noun[3:]}" if noun.startswith("le ") else f"à {noun}"
