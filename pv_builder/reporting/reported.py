"""One sentence as minutes report it: "M. X demande pourquoi ...", or quoted.

French minutes report in the present, so the tenses of what was said stay; persons, words of time
and the form of questions change (`pv_builder.reporting.persons`). A sentence that cannot be turned
safely is quoted: a changed meaning is worse than a quotation.

Not for joining sentences into paragraphs: `pv_builder.reporting.indirect`.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pv_builder.language.typography import elided_all, quoted, typeset
from pv_builder.meeting import Civility
from pv_builder.reporting.clauses import clauses
from pv_builder.reporting.feelings import agreed_feeling
from pv_builder.reporting.persons import Frame, in_third_person
from pv_builder.reporting.phrases import (
    ANNOUNCING,
    ANSWERS,
    INFINITIVE_ACTS,
    JUDGEMENT,
    OPINION,
    OWN_ACTS,
    REASON,
    SAYING,
    UNDERSTANDING,
    WISH_TO_ACT,
    decapitalised,
    lowered,
    refers_elsewhere,
    without_phatic,
)
from pv_builder.reporting.questions import asked, asks_indirectly
from pv_builder.reporting.straightened import straightened
from pv_builder.reporting.syntax import count_of_clauses, opening, stands_by_itself


class Act(StrEnum):
    """What a sentence does, which decides how it is joined to the next one."""

    STATEMENT = "statement"
    OWN = "own"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"
    ANSWER = "answer"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A sentence turned into what follows the speaker's name.

    Attributes:
        act: what it does.
        verb: in the third person; empty where the paragraph chooses it ("indique", "précise").
        content: what follows the verb: "que ...", "pourquoi ..."; the bare words of a quotation.
        contrast: it began with "mais": its verb is followed by "toutefois".
        aside: words quoted after it, which could not be turned; empty for none.
    """

    act: Act
    verb: str = ""
    content: str = ""
    aside: str = ""
    contrast: bool = False


_REQUESTS = frozenset({"demande", "souhaite", "souhaiterait", "voudrait", "aimerait"})
_QUOTED_REQUEST = re.compile(r"J[e’'] ?(?:souhait|voudr|aimer)")


def is_question(report: Report) -> bool:
    """Whether a report asks for something, quoted or not: what comes next may answer it."""
    if report.act is Act.QUOTATION:
        return report.content.endswith("?") or bool(_QUOTED_REQUEST.match(report.content))
    return report.act is Act.QUESTION or report.verb in _REQUESTS


# As many sentences as the longest sessions have: after an edit only what changed is done again.
@lru_cache(maxsize=1 << 14)
def reported(sentence: str, frame: Frame) -> tuple[Report, ...]:
    """Return how a cleaned sentence is reported; nothing when it only kept the talk going.

    Args:
        sentence: cleaned and set in French.
        frame: who speaks, to whom, for whom.
    """
    said = without_phatic(sentence)
    answer = ANSWERS.match(lowered(said)) if said else None
    if answer is None:
        return _turned(said, frame) if said else ()
    rest = without_phatic(said[answer.end() :].strip())
    following = _turned(_capital(rest), frame) if rest else ()
    if frame.answering and [report.act for report in following] == [Act.QUOTATION]:
        return (_quotation(_capital(said)),)
    if frame.answering:
        sense = "l’affirmative" if answer["yes"] else "la négative"
        return (Report(act=Act.ANSWER, verb="répond par", content=sense), *following)
    if answer["yes"] or _NEGATION.search(lowered(rest)):
        return following
    return (_quotation(_capital(said)),)


_NEGATION = re.compile(r"\b(?:ne |n')")
"""With it a sentence says no by itself, and "non" before it may go."""


_LINK = re.compile(r"^(?:(?:et|donc|alors|puis|enfin)(?:,? ))+")
"""What only links a sentence to the one before."""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _turned(said: str, frame: Frame) -> tuple[Report, ...]:
    whole = _capital(said)
    if said.endswith("?"):
        question = asked(said, frame)
        if question is None:
            return (_quotation(whole),)
        return (Report(act=Act.QUESTION, verb=question[0], content=typeset(question[1])),)
    if said.endswith("…"):
        return (_quotation(whole),)
    clause = decapitalised(said.replace("’", "'"), frame.common_words)
    saying = SAYING.match(clause)
    if saying:
        clause = whole = clause[saying.end() :]
    is_elsewhere = refers_elsewhere(clause, to_woman=frame.speaker.civility is Civility.MME)
    if said.endswith("!") or is_elsewhere:
        return (_quotation(whole),)
    clause = _LINK.sub("", clause)
    contrast = clause.startswith("mais ")
    clause = straightened(clause.removeprefix("mais ").rstrip(" ."), frame.names)
    report = _declared(clause, whole, frame)
    return (replace(report, contrast=contrast and report.act is Act.STATEMENT),)


def _declared(clause: str, said: str, frame: Frame) -> Report:
    attempts = (_opinion, _wish_to_act, _state_of_mind, _announcement, _own_act, _statement)
    for attempt in attempts if stands_by_itself(clause) else ():
        report = attempt(clause, frame)
        if report is not None:
            return report
    return _quoted_in_part(clause, frame) or _quotation(said)


def _opinion(clause: str, frame: Frame) -> Report | None:
    match = OPINION.match(lowered(clause))
    if match is None and not JUDGEMENT.match(lowered(clause)):
        return None
    thought = clause[match.end() :] if match else clause
    content = _that(thought, frame)
    return Report(act=Act.OWN, verb="estime", content=content) if content else None


def _wish_to_act(clause: str, frame: Frame) -> Report | None:
    match = WISH_TO_ACT.match(clause)
    verb = INFINITIVE_ACTS.get(match["infinitive"]) if match else None
    rest = in_third_person(match["rest"].strip(), frame) if match else None
    if verb is None or not rest:
        return None
    if verb == "demande" and not asks_indirectly(rest.replace("’", "'")):
        return None
    act = Act.QUESTION if verb == "demande" else Act.OWN
    return Report(act=act, verb=verb, content=typeset(rest))


def _state_of_mind(clause: str, frame: Frame) -> Report | None:
    understood = UNDERSTANDING.items() if count_of_clauses(clause) == 1 else ()
    for words, verb in understood:
        if clause.startswith(f"{words} "):
            rest = in_third_person(clause[len(words) + 1 :], frame)
            return Report(act=Act.OWN, verb=verb, content=typeset(rest)) if rest else None
    feeling = agreed_feeling(clause, frame.speaker.civility)
    rest = in_third_person(feeling[1], frame) if feeling else None
    if feeling is None or rest is None:
        return None
    return Report(act=Act.OWN, verb="se dit", content=typeset(f"{feeling[0]}{rest}"))


def _announcement(clause: str, frame: Frame) -> Report | None:
    if not ANNOUNCING.match(clause):
        return None
    content = _that(clause, frame)
    return Report(act=Act.ANNOUNCEMENT, verb="annonce", content=content) if content else None


def _own_act(clause: str, frame: Frame) -> Report | None:
    """Turn "je regrette que" into "regrette que": the verb reports by itself."""
    clause = re.sub(r"^nous (?:vous )?proposons\b", "je propose", clause)
    if not OWN_ACTS.match(clause) or len(clauses(clause)) > 1:
        return None
    clause = re.sub(r"^(je |j')(ne )?vous ", r"\1\2", clause)
    turned = in_third_person(clause, frame)
    if turned is None:
        return None
    predicate = re.sub(r"^(?:il|elle) ", "", turned)
    verb, _, content = predicate.partition(" ")
    if verb == "informe":
        # Whom it was told is gone: "informe que" alone is no French.
        verb = "indique"
    return Report(act=Act.OWN, verb=typeset(verb), content=typeset(content))


def _statement(clause: str, frame: Frame) -> Report | None:
    content = _that(clause, frame)
    return Report(act=Act.STATEMENT, content=content) if content else None


def _that(sentence: str, frame: Frame) -> str | None:
    """Return "que" and a sentence in the third person; its further clauses get "et que"."""
    parts: list[tuple[str, str]] = []
    for link, clause in clauses(sentence):
        turned = in_third_person(clause, frame)
        if turned is None or turned.startswith(("que ", "qu’")):
            return None
        parts.append((link, _after_que(turned)))
    text = parts[0][1]
    for position, (link, part) in enumerate(parts[1:], start=2):
        # "que A, que B et que C": an enumeration has one "et".
        also = " et " if position == len(parts) else ", "
        text += (", mais " if link == "mais" else also) + part
    return typeset(text)


def _after_que(clause: str) -> str:
    """Return "que" and a clause: "que, dans sa commune, on ...", "qu’en contrepartie, ..."."""
    joined = elided_all(f"que {clause}")
    needs_comma = joined.startswith("que ") and opening(clause)
    return f"que, {clause}" if needs_comma else joined


_UNFINISHED = re.compile(r"\b(?:est|était|sera|serait|juste|surtout|simplement|pas)$")
"""What comes before "parce que" without being told by itself: "c'est parce que"."""


def _quoted_in_part(clause: str, frame: Frame) -> Report | None:
    """Report the main clause and quote only the reason that cannot be turned."""
    match = REASON.search(clause)
    if match is None:
        return None
    told = clause[: match.start()]
    main = None if _UNFINISHED.search(told) else _declared_safely(told, frame)
    if main is None:
        return None
    aside = quoted(typeset(clause[match.end() :]))
    return Report(act=main.act, verb=main.verb, content=main.content, aside=aside)


_BECAUSE = re.compile(r"(?P<word>Parce qu|Puisqu|Car)(?:e |['’]| )(?P<reason>.+)")


def with_reason(told: Report, sentence: str, frame: Frame) -> Report | None:
    """Return a report with the reason that the next sentence gives; None where it gives none.

    The recogniser writes "Parce que ..." as a sentence of its own: it belongs to the one before.

    Args:
        told: of the sentence before; a quotation goes on as a quotation.
        sentence: cleaned and set in French.
        frame: who speaks.
    """
    match = _BECAUSE.fullmatch(sentence.rstrip(" ."))
    if match is None or told.act in {Act.QUOTATION, Act.ANSWER} or told.aside or not told.content:
        return None
    reason = straightened(match["reason"].replace("’", "'"), frame.names)
    turned = in_third_person(reason, frame) if stands_by_itself(reason) else None
    if turned is None:
        return replace(told, aside=quoted(typeset(match["reason"])))
    link = f"{match['word'].lower()}{'e' if match['word'] != 'Car' else ''} "
    return replace(told, content=typeset(f"{told.content}, {elided_all(f'{link}{turned}')}"))


def _declared_safely(clause: str, frame: Frame) -> Report | None:
    report = _declared(clause, clause, frame)
    return None if report.act is Act.QUOTATION else report


def _quotation(said: str) -> Report:
    return Report(act=Act.QUOTATION, verb="déclare", content=typeset(said))
