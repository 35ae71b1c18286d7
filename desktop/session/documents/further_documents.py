"""The documents of a session beside its procès-verbal: which there are, and their files.

Each is made of the same facts, so that none can differ from the minutes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from core.transcript import Transcript
from pv_builder.act_texts import ActTexts
from pv_builder.blocks import Document
from pv_builder.documents.convocation_check import convocation_check
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.exposed import Presentations
from pv_builder.documents.house import HouseStyle
from pv_builder.documents.session_document import as_draft
from pv_builder.documents.session_lists import attendance_sheet, examined_list, vote_sheet
from pv_builder.documents.visual_summary import visual_summary
from pv_builder.law.majority import count_votes
from pv_builder.law.nominations import nominees
from pv_builder.minutes import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the documents are made from; the transcript is without closed sessions.

    Attributes:
        texts: what the authority wrote for its acts.
    """

    minutes: Minutes
    transcript: Transcript
    house: HouseStyle
    texts: ActTexts = field(default_factory=ActTexts)


@dataclass(frozen=True, slots=True)
class Further:
    """A document that can be asked for: what a clerk reads of it, and who makes its files.

    Attributes:
        title: as a clerk chooses it.
        make: yields each document with the stem of its file.
    """

    title: str
    make: Callable[[Material], Iterator[tuple[str, Document]]]


def _deliberations(material: Material) -> Iterator[tuple[str, Document]]:
    """Yield one act for each item voted on or naming somebody, with what was written of it."""
    meeting, texts = material.minutes.meeting, material.texts
    presentations = Presentations(material.minutes, material.transcript)
    for item in meeting.items:
        if count_votes(meeting, item) is not None or nominees(item):
            stem = re.sub(r"[^A-Za-z0-9.-]+", "-", str(item.mark))
            exposed = presentations.of(item)
            act = deliberation(
                meeting,
                item,
                texts.of(item),
                material.house,
                texts.authority,
                exposed=exposed,
            )
            yield f"deliberation-{stem}", act


def _summary(material: Material) -> Document:
    return visual_summary(material.minutes, material.transcript)


def _one(
    stem: str, make: Callable[[Material], Document]
) -> Callable[[Material], Iterator[tuple[str, Document]]]:
    def files(material: Material) -> Iterator[tuple[str, Document]]:
        yield stem, make(material)

    return files


FURTHER: Final[dict[str, Further]] = {
    "liste": Further(
        "Liste des délibérations examinées",
        _one("liste-des-deliberations", lambda one: examined_list(one.minutes.meeting)),
    ),
    "deliberations": Further("Une délibération par point voté", _deliberations),
    "votes": Further(
        "Relevé des votes", _one("releve-des-votes", lambda one: vote_sheet(one.minutes.meeting))
    ),
    "presence": Further(
        "Feuille de présence",
        _one("feuille-de-presence", lambda one: attendance_sheet(one.minutes.meeting)),
    ),
    "convocation": Further(
        "Contrôle de la convocation",
        _one("controle-de-la-convocation", lambda one: convocation_check(one.minutes.meeting)),
    ),
    "essentiel": Further("L'essentiel de la séance en une page", _one("essentiel", _summary)),
}
"""By the name that `--documents` takes."""


def further_documents(names: tuple[str, ...], material: Material) -> Iterator[tuple[str, Document]]:
    """Yield the documents asked for, each with the stem of its file, marked as drafts.

    Args:
        names: keys of `FURTHER`.
        material: what they are made from.
    """
    for name in dict.fromkeys(names):
        for stem, document in FURTHER[name].make(material):
            yield stem, as_draft(document, material.minutes)
