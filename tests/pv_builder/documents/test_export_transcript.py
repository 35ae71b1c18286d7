"""The transcript and the votes for other programs: what is written comes back as it was."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.transcript import Doubt, DoubtKind
from pv_builder.blocks import CheckMark, Paragraph, Run
from pv_builder.documents.csv_cells import excel_csv, guarded
from pv_builder.documents.export_scdl import scdl_csv
from pv_builder.documents.export_transcript import (
    CSV_HEADER,
    stm_text,
    transcript_blocks,
    transcript_csv,
)
from pv_builder.documents.export_votes import VOTES_HEADER, votes_csv
from pv_builder.meeting import BallotMode
from tests.helpers.csv_cells import unguarded
from tests.helpers.sessions import DATA, meeting, minutes, transcript

NAME = "commune-saint-aubin"


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_stm_is_the_reference_of_the_session() -> None:
    said = transcript(NAME)
    ours = [line.split(" ", 5) for line in stm_text(said).splitlines()]
    reference = (DATA / f"{NAME}.stm").read_text(encoding="utf-8").splitlines()
    theirs = [line.split(" ", 5) for line in reference]
    assert [one[2:] for one in ours] == [one[2:] for one in theirs]


def test_the_table_holds_every_turn_with_who_and_when() -> None:
    said = transcript(NAME)
    rows = table(transcript_csv(said))
    assert tuple(rows[0]) == CSV_HEADER
    assert [unguarded(row["texte"]) for row in rows] == [turn.text for turn in said.turns]
    assert [row["intervenant"] for row in rows] == [turn.member for turn in said.turns]
    assert {row["statut"] for row in rows} == {"proposé"}
    assert [float(row["debut_s"]) for row in rows] == [turn.start for turn in said.turns]


def test_doubtful_words_and_proposed_names_are_marked_in_the_document() -> None:
    said = transcript(NAME)
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=1, last_word=2)
    first = replace(said.turns[0], doubts=(doubt,))
    blocks = transcript_blocks(replace(said, turns=(first,)))
    paragraph = blocks[-1]
    assert isinstance(paragraph, Paragraph)
    runs = [part for part in paragraph.line if isinstance(part, Run)]
    proposed = [run.text for run in runs if run.proposed]
    assert proposed == [first.member, first.words[1].text]
    assert any(isinstance(part, CheckMark) for part in paragraph.line)
    assert first.text in "".join(run.text for run in runs)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\u00a0@"])
def test_a_cell_that_could_be_a_formula_is_made_text(start: str) -> None:
    cell = guarded(f"{start}HYPERLINK(1)")
    assert isinstance(cell, str)
    assert cell.startswith("'")


@given(st.text())
@example("'=")
@example("' =")
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    assert unguarded(str(guarded(text))) == text


def test_numbers_are_not_guarded() -> None:
    assert excel_csv(("a",), [(-3,), (None,)]).decode("utf-8-sig") == 'a\r\n-3\r\n""\r\n'


def test_formulas_that_members_said_do_not_run_in_any_table() -> None:
    held = meeting(NAME)
    item = replace(held.items[0], title="=cmd|' /C calc'!A0")
    held = replace(held, items=(item, *held.items[1:]))
    assert table(votes_csv(held))[0]["titre"].startswith("'=")
    assert ",'=cmd" in scdl_csv(held)
    said = transcript(NAME)
    word = replace(said.turns[0].words[0], text="=1+1")
    turn = replace(said.turns[0], words=(word,))
    assert table(transcript_csv(replace(said, turns=(turn,))))[0]["texte"] == "'=1+1"


def test_the_votes_are_those_of_the_minutes() -> None:
    held = minutes(NAME).meeting
    rows = table(votes_csv(held))
    assert tuple(rows[0]) == VOTES_HEADER
    assert [row["numero"] for row in rows] == [str(item.mark) for item in held.items]
    voted = [row for row in rows if row["votants"]]
    assert voted
    for row in voted:
        assert int(row["pour"]) + int(row["contre"]) + int(row["abstentions"]) <= int(
            row["votants"]
        )


def test_nobody_is_named_of_a_secret_ballot() -> None:
    held = minutes(NAME).meeting
    at = next(n for n, item in enumerate(held.items) if item.ballot)
    item = held.items[at]
    assert item.ballot is not None
    ballot = replace(
        item.ballot, mode=BallotMode.SECRET, against_names=(held.members[1].name,), in_favour=3
    )
    items = list(held.items)
    items[at] = replace(item, ballot=ballot)
    row = table(votes_csv(replace(held, items=tuple(items))))[at]
    assert row["contre_noms"] == ""
