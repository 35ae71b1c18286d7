"""What a person rewrote stays over every new draft."""

import datetime as dt
from dataclasses import replace

from core.timecode import Interval
from pv_builder.blocks import (
    Block,
    CheckMark,
    Document,
    Heading,
    Paragraph,
    ParagraphRole,
    Run,
    plain,
    text,
)
from pv_builder.documents.revisions import Change, Revision, revised, rewritten

MARK = CheckMark(excerpts=(Interval(3.0, 4.0),))


def draft(*blocks: Block) -> Document:
    return Document(
        title="PV",
        author="Commune",
        running="",
        written_at=dt.datetime(2026, 3, 26, tzinfo=dt.UTC),
        blocks=blocks,
    )


def speech(words: str) -> Paragraph:
    return Paragraph(line=(Run(text=words, start_s=1.0),), role=ParagraphRole.SPEECH)


def texts(document: Document) -> list[str]:
    return [plain(block.line) for block in document.blocks if isinstance(block, Paragraph)]


VOIRIE = Heading(level=1, line=text("1. Voirie"))
ECOLE = Heading(level=1, line=text("2. École"))


def revision(after: str, before: str = "M. Petit demande le prix.", **more: object) -> Revision:
    return Revision(section="1. Voirie", before=before, after=after, **more)  # type: ignore[arg-type]


def test_a_revision_replaces_its_paragraph_and_no_other() -> None:
    base = draft(VOIRIE, speech("M. Petit demande le prix."), ECOLE, speech("M. Petit demande."))
    made = revised(base, [revision("M. Petit s'enquiert du prix.")])
    assert texts(made.document) == ["M. Petit s'enquiert du prix.", "M. Petit demande."]
    changes = [place.change for place in made.places if place]
    assert changes == [None, Change.REVISED, None, None]


def test_the_second_of_two_equal_paragraphs_is_told_apart() -> None:
    base = draft(VOIRIE, speech("Oui."), speech("Oui."))
    made = revised(base, [revision("Non.", before="Oui.", occurrence=1)])
    assert texts(made.document) == ["Oui.", "Non."]


def test_a_paragraph_drafted_anew_keeps_what_a_person_wrote_and_says_so() -> None:
    base = draft(VOIRIE, speech("M. Petit demande le prix exact."))
    made = revised(base, [revision("M. Petit s'enquiert du prix.")])
    assert texts(made.document) == ["M. Petit s'enquiert du prix."]
    assert made.places[1] is not None
    assert made.places[1].change is Change.OUTDATED


def test_a_revision_without_a_place_is_not_lost() -> None:
    base = draft(VOIRIE, speech("Tout autre chose fut dit ce soir-là."), ECOLE, speech("Bien."))
    made = revised(base, [revision("Ajout de la secrétaire.")])
    assert texts(made.document)[1] == "Ajout de la secrétaire."
    assert made.places[2] is not None
    assert made.places[2].change is Change.HOMELESS


def test_a_revision_in_another_style_waits_for_that_style() -> None:
    base = draft(VOIRIE, speech("Je voudrais savoir ce que cela coûte."))
    one = revision("M. Petit s'enquiert du prix.", style="indirect")
    assert texts(revised(base, [one], "integral").document) == texts(base)
    assert "M. Petit s'enquiert du prix." in texts(revised(base, [one], "indirect").document)


def test_a_new_line_begins_a_paragraph_and_nothing_removes_one() -> None:
    base = draft(VOIRIE, speech("M. Petit demande le prix."), speech("Oui."))
    made = revised(base, [revision("Un.\nDeux."), revision("", before="Oui.")])
    assert texts(made.document) == ["Un.", "Deux."]


def test_a_mark_stays_until_the_fact_is_confirmed() -> None:
    marked = replace(speech(""), line=(Run(text="Le maire préside.", proposed=True), MARK))
    removed = revised(draft(marked), [Revision(section="", before="Le maire préside.", after="")])
    block = removed.document.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.line == (MARK,)


def test_votes_and_headings_cannot_be_revised() -> None:
    decision = Paragraph(line=text("Adopté."), role=ParagraphRole.DECISION)
    assert revised(draft(decision, decision), []).places == (None, None)


def test_a_paragraph_can_be_added_under_a_heading() -> None:
    base = draft(VOIRIE, ECOLE, speech("Oui."))
    added = Revision(section="1. Voirie", before="", after="M. Petit excuse M. Grand.\nDont acte.")
    made = revised(base, [added])
    assert texts(made.document) == ["M. Petit excuse M. Grand.", "Dont acte.", "Oui."]
    assert [p.change for p in made.places if p] == [
        None,
        Change.REVISED,
        Change.REVISED,
        None,
        None,
    ]


def test_what_was_not_rewritten_keeps_the_second_it_was_said_at() -> None:
    line = (Run(text="M. Petit ", bold=True), Run(text="dit oui. ", start_s=2.0), Run(text="Fin."))
    assert rewritten(line, "M. Petit dit non. Fin.") == (
        Run(text="M. Petit ", bold=True),
        Run(text="dit non. ", start_s=2.0),
        Run(text="Fin."),
    )
