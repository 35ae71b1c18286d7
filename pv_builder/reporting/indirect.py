"""An intervention in the third person: its sentences reported, joined and given their verbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pv_builder.language.typography import NBSP, quoted
from pv_builder.reporting.persons import Frame
from pv_builder.reporting.reported import Act, Report

_SECOND_QUE = re.compile(r"\b(?:et|mais) qu[e’]")
_STATING = ("indique", "précise", "ajoute")
_LONGEST_JOINED = 260
"""Characters: two statements that are longer together make two sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A report, where it was said, in seconds, and its doubtful words as they are printed."""

    report: Report
    start_s: float
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of a written sentence with its place and doubtful words; spaces included."""

    text: str
    start_s: float
    doubtful: tuple[str, ...] = ()


def written(said: Sequence[Said], frame: Frame, name: str) -> list[Phrase]:
    """Return what one person said as sentences in the third person.

    Args:
        said: the reports in order.
        frame: who speaks.
        name: as printed at the beginning; later sentences have the pronoun.
    """
    phrases: list[Phrase] = []
    verbs = _Verbs(answering=frame.answering)
    for group in _sentences(said):
        again = f" {frame.speaker.pronoun.capitalize()}"
        phrases += _sentence(group, again if phrases else name, again, verbs)
    return phrases


class _Verbs:
    """Chooses the verbs of statements so that the same one does not come twice running."""

    def __init__(self, *, answering: bool) -> None:
        self._answering = answering
        self._count = 0

    def of(self, report: Report) -> str:
        """Return the verb of a report; only the first one of an answer answers."""
        answering, self._answering = self._answering, False
        if report.act is Act.ANSWER:
            self._count = 1
        if report.verb:
            return report.verb
        if answering:
            self._count = 1
            return "répond"
        verb = _STATING[0 if self._count == 0 else 2 - self._count % 2]
        self._count += 1
        return verb

    def of_quotation(self) -> str:
        """Return the verb before a quotation."""
        answering, self._answering = self._answering, False
        return "répond" if answering else "déclare"


def _sentences(said: Sequence[Said]) -> list[list[Said]]:
    """Return the reports grouped as they are written: those of one group make one sentence."""
    groups: list[list[Said]] = []
    for one in said:
        if groups and _joins(groups[-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _joins(group: Sequence[Said], following: Said) -> bool:
    last, new = group[-1].report, following.report
    if last.act is Act.QUOTATION or new.act is Act.QUOTATION:
        return last.act is new.act
    if (
        last.aside
        or " et " in last.content
        or (new.act is Act.STATEMENT is last.act and _SECOND_QUE.search(new.content))
        or sum(len(one.report.content) for one in group) > _LONGEST_JOINED // 2
    ):
        return False
    pair = (last.act, new.act)
    return len(group) == 1 and (
        pair in {(Act.STATEMENT, Act.STATEMENT), (Act.ANSWER, Act.STATEMENT)}
        or (new.act is Act.ANNOUNCEMENT and last.act in {Act.OWN, Act.STATEMENT})
    )


def _sentence(group: Sequence[Said], subject: str, again: str, verbs: _Verbs) -> list[Phrase]:
    """Return a group as one sentence, or two where words are quoted after an enumeration.

    Args:
        group: the reports that make it.
        subject: as printed at its beginning.
        again: the pronoun that a further sentence begins with.
        verbs: chooses the verbs of statements.
    """
    if group[0].report.act is Act.QUOTATION:
        return _quotation(group, subject, verbs.of_quotation())
    phrases = []
    for position, one in enumerate(group):
        report = one.report
        is_same = position > 0 and report.act is group[position - 1].report.act is Act.STATEMENT
        verb = "" if is_same else f"{verbs.of(report)} "
        verb += "toutefois " if report.contrast and not is_same else ""
        start = f"{subject} " if position == 0 else " et "
        content = f"{start}{verb}{report.content}".rstrip(" ")
        phrases.append(Phrase(text=content, start_s=one.start_s, doubtful=one.doubtful))
    aside = group[-1].report.aside
    last = phrases[-1]
    also = f".{again}" if len(group) > 1 or _SECOND_QUE.search(last.text) else " et"
    end = f"{also} déclare{NBSP}: {aside}." if aside else "."
    return [*phrases[:-1], replace(last, text=f"{last.text}{end}")]


def _quotation(group: Sequence[Said], subject: str, verb: str) -> list[Phrase]:
    """Return consecutive quoted sentences as one quotation, each with its place."""
    words = " ".join(one.report.content for one in group)
    whole = not words[:1].islower() or words.endswith(("?", "!", "…"))
    inner = words if whole else words.rstrip(". ")
    text = f"{subject} {verb}{NBSP}: {quoted(inner)}{'' if whole else '.'}"
    doubtful = tuple(words for one in group for words in one.doubtful)
    return [Phrase(text=text, start_s=group[0].start_s, doubtful=doubtful)]
