"""Questions as minutes report them: "demande si ...", "demande pourquoi ...".

The word order becomes that of a statement and the question mark goes. A question that cannot be
turned gives None and is quoted.
"""

import re
from dataclasses import replace

from pv_builder.language.conjugation import he_from_you, is_finite
from pv_builder.language.typography import elided_all
from pv_builder.reporting.clauses import has_verb
from pv_builder.reporting.persons import Frame, in_third_person
from pv_builder.reporting.phrases import (
    INFINITIVE_ACTS,
    WISH_TO_ACT,
    decapitalised,
    refers_elsewhere,
)
from pv_builder.reporting.straightened import straightened
from pv_builder.reporting.syntax import (
    count_of_clauses,
    has_stray_subject,
    is_written,
    opening,
    stands_by_itself,
    tokens,
)

_ASKING = (
    r"(?:(?:à|de|pour|par|sur|avec|depuis|jusqu'à) )?(?:quel(?:le)?s?(?: \w+)?|qui|quand|où|"
    r"combien(?: de \w+| d'\w+)?|comment|pourquoi|d'où|quoi)"
)
_OPENING = r"(?:à|au|aux|dans|en|pour|sur|concernant|depuis|avec|avant|après) [^,]{2,70}"
"""What the question is about, said first: "pour la rue Haute, est-ce que"."""
_REQUEST = re.compile(
    r"^(?:est-ce que vous (?:pouvez|pourriez)|pouvez-vous|pourriez-vous|peux-tu|peut-on|"
    r"pourrait-on|est-ce qu'on (?:peut|pourrait))(?: (?:donc|aussi|également|s'il vous plaît))?"
    r"(?: (?:nous|me|m'|te))? ?(?:dire|préciser|indiquer|expliquer|rappeler|savoir|confirmer) "
    r"(?P<rest>(?:(?:à|de|pour|par|sur|avec) )?"
    r"(?:quel|qui |quand|où |combien|comment|pourquoi|ce qu|si ).*)$"
)
_EST_CE_QUE = re.compile(
    rf"^(?:(?P<word>{_ASKING} )|(?P<opening>{_OPENING}, ))?est-ce (?P<link>que |qu')(?P<rest>.+)$"
)
_WHO = re.compile(r"^(?P<who>(?:à |de |pour |avec )?qui) est-ce (?:qui |que |qu')(?P<rest>.+)$")
_WHAT_SUBJECT = re.compile(r"^qu'est-ce qui (?P<rest>.+)$")
_WHAT_OBJECT = re.compile(r"^qu'est-ce (?:que |qu')(?P<rest>.+)$")
_THERE_IS = re.compile(
    r"^(?P<word>[\w' ]{0,30}?)\b(?P<ne>n')?y (?P<has>a|avait|aura|aurait)-(?:t-)?il "
    r"(?P<rest>.+)$"
)
_WITH_YOU = re.compile(
    rf"^(?P<word>{_ASKING} |que |qu')?(?P<ne>n')?(?P<clitics>(?:le |la |l'|les |y |en )*)"
    r"(?P<verb>\w+)-vous (?P<rest>.*)$"
)
_INVERTED = re.compile(
    rf"^(?P<word>{_ASKING} )?(?P<subject>(?:.*?\s)?)"
    r"(?P<clitics>(?:ne |n'|se |s'|le |la |l'|les |y |en )*)"
    r"(?P<verb>\b\w+)-(?:t-)?(?P<pronoun>ils?|elles?|on|ce) ?(?P<rest>.*)$"
)
_DIRECT = re.compile(rf"^(?P<word>{_ASKING}) (?P<rest>.+)$")
_ANNOUNCED = re.compile(
    r"^(?:[\w' ]{0,20}\b)?question\b"
    rf"(?:[^:?]{{0,40}}\s*:\s*|[^,?]{{0,20}},\s*(?={_ASKING} |est-ce))",
    re.IGNORECASE,
)
_TAG = re.compile(r",? (?:non|n'est-ce pas|d'accord|oui ou non|hein)$")
_IN_PLACE = re.compile(
    r"\b(?:quoi|combien|pourquoi|(?:à|de|pour|depuis) (?:qui|quand|où)|quel(?:le)?s?)\b|"
    r"\b(?:quand|où|comment|qui)$|\best (?:qui|où|quand|comment)\b|"
    r"\b(?:où|comment) (?:à|après|avec|avant|dans|donc|en|exactement|maintenant|pendant|pour)\b"
)
"""A word of a question where a statement has its answer: "ça coûte combien"."""
_THOUGHT = re.compile(r"(?:donc )?j(?:e |')(?:pense|crois|suppose|demande|imagine)\b")
_INDIRECT = re.compile(
    r"(?:(?:à|de|pour|par|sur|avec|depuis|jusqu'à) )?"
    r"(?:si |s'|quel|qui |quand |où |combien|comment |pourquoi |ce qu|quoi )"
)
_INVERSION = re.compile(r"-(?:t-)?(?:ils?|elles?|on|ce|vous|nous|je|tu)\b")


def asked(said: str, frame: Frame) -> tuple[str, str] | None:
    """Return the verb and what is asked, None when the question must be quoted.

    Args:
        said: the question with its mark, without small talk.
        frame: who asks whom.
    """
    clause = decapitalised(said.replace("’", "'"), frame.common_words)
    clause = re.sub(r"\s*\?$", "", clause)
    clause = re.sub(r"^(?:(?:et|mais|alors|donc|ou|sinon)(?: puis)? )+", "", clause)
    clause = straightened(_ANNOUNCED.sub("", clause), frame.names)
    if re.search(r"[?!.:]", clause) or _TAG.search(clause):
        return None
    if refers_elsewhere(clause, to_woman=frame.speaker.pronoun == "elle"):
        return None
    asked_of = replace(frame, is_called=frame.addressee is not None)
    for turn in _TURNS:
        content = turn(clause, frame)
        if content is not None:
            break
    turned = None if content is None else in_third_person(content, asked_of)
    if turned is None:
        return None
    to_whom = frame.addressee if turn is _to_you else None
    return (f"demande à {to_whom.name}" if to_whom else "demande"), turned


def _wish(clause: str, _frame: Frame) -> str | None:
    match = WISH_TO_ACT.match(clause)
    if match is None or INFINITIVE_ACTS.get(match["infinitive"]) != "demande":
        return None
    rest = match["rest"].strip()
    return rest if asks_indirectly(rest) else None


def asks_indirectly(rest: str) -> bool:
    """Whether what follows "savoir" is an indirect question, or the thing that is asked for."""
    if _INDIRECT.match(rest):
        return is_written(rest)
    return bool(rest) and not re.search(r"[,;:]", rest) and count_of_clauses(rest) == 0


def _request(clause: str, _frame: Frame) -> str | None:
    match = _REQUEST.match(clause)
    return match["rest"] if match else None


def _what(clause: str, _frame: Frame) -> str | None:
    who = _WHO.match(clause)
    if who:
        return f"{who['who']} {who['rest']}"
    subject, thing = _WHAT_SUBJECT.match(clause), _WHAT_OBJECT.match(clause)
    if subject:
        return f"ce qui {subject['rest']}"
    return elided_all(f"ce que {thing['rest']}") if thing else None


def _est_ce_que(clause: str, _frame: Frame) -> str | None:
    match = _EST_CE_QUE.match(clause)
    if match is None or not _is_asked(match["rest"]):
        return None
    if match["word"]:
        return f"{match['word']}{match['rest']}"
    return _if(f"{match['opening'] or ''}{match['rest']}")


def _is_asked(rest: str) -> bool:
    """Whether what follows "est-ce que" is a clause: it must be one, so its verb needs no proof."""
    is_plain = has_verb(rest) and is_written(rest) and not re.search(r"[,;:]", rest)
    return stands_by_itself(rest) or (is_plain and not has_stray_subject(tokens(rest)))


def _there_is(clause: str, _frame: Frame) -> str | None:
    match = _THERE_IS.match(clause)
    if match is None:
        return None
    ne = "n'" if match["ne"] else ""
    rest = f"il {ne}y {match['has']} {match['rest']}"
    word = match["word"].strip()
    if not word:
        return _if(rest)
    return f"{word} {rest}" if re.fullmatch(_ASKING, word) else None


def _to_you(clause: str, frame: Frame) -> str | None:
    """Turn "avez-vous une idée" into "s'il a une idée" of the person who is asked."""
    match = _WITH_YOU.match(clause)
    verb = match and he_from_you(match["verb"])
    if match is None or verb is None or frame.addressee is None:
        return None
    ne = "ne " if match["ne"] else ""
    statement = f"{frame.addressee.pronoun} {ne}{match['clitics']}{verb} {match['rest']}".strip()
    word = (match["word"] or "").strip()
    if word in ("que", "qu'"):
        return elided_all(f"ce que {statement}")
    return elided_all(f"{word} {statement}") if word else _if(statement)


def _inverted(clause: str, _frame: Frame) -> str | None:
    """Turn "quand X sera-t-il réparé" into "quand X sera réparé"."""
    match = _INVERTED.match(clause)
    if match is None or match["rest"].startswith(("que ", "qu'")):
        return None
    if not (is_finite(match["verb"]) or match["verb"].endswith(("t", "a", "e"))):
        return None
    subject, pronoun = match["subject"].strip(" ,"), match["pronoun"]
    verb = f"{match['clitics']}{match['verb']} {match['rest']}".strip()
    if pronoun == "ce":
        statement = f"ce {verb}" if subject == "" else ""
    else:
        statement = f"{subject or pronoun} {verb}"
    if not statement or subject in ("que", "qu'"):
        return None
    statement = re.sub(r"^ce (?=e)", "c'", statement)
    return f"{match['word']}{statement}" if match["word"] else _if(statement)


def _direct(clause: str, _frame: Frame) -> str | None:
    """Keep the order of "qui va assurer ...", "quel est le coût", "où en est ..."."""
    match = _DIRECT.match(clause)
    if match is None or _INVERSION.search(clause):
        return None
    rest = match["rest"]
    if re.match(r"c'est qu|est-ce qu", rest):
        return None
    has_its_verb = is_finite(re.split(r"\W", rest, maxsplit=1)[0]) or has_verb(rest)
    return clause if has_its_verb and is_written(rest) else None


def _whether(clause: str, _frame: Frame) -> str | None:
    """Return a question by intonation alone, unless its word stands at the end."""
    if _INVERSION.search(clause) or _IN_PLACE.search(clause) or _THOUGHT.match(clause):
        return None
    return _if(clause) if count_of_clauses(clause) == 1 else None


def _if(clause: str) -> str | None:
    """Return "si" and a statement; None for words that cannot follow it."""
    if clause.startswith(("que ", "qu'")):
        return None
    return f"si, {clause}" if opening(clause) else elided_all(f"si {clause}")


_TURNS = (_wish, _request, _what, _est_ce_que, _there_is, _to_you, _inverted, _direct, _whether)
"""Tried in this order: the particular before the general."""
