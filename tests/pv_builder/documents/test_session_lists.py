import csv
import io
from dataclasses import replace

from pv_builder import blocks as b
from pv_builder.documents.export_scdl import COLUMNS, scdl_csv
from pv_builder.documents.session_lists import attendance_sheet, examined_list, vote_sheet
from pv_builder.meeting import Ballot, Outcome
from tests.helpers import sessions

COMMUNE = sessions.meeting("commune-saint-aubin")
COMMUNITY = sessions.meeting("comcom-val-de-serre")


def rows(document: b.Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, b.Table))
    return [[b.plain(cell).replace("\u00a0", " ") for cell in row] for row in table.rows]


def test_the_list_names_every_deliberation_examined_with_its_fate() -> None:
    assert [(row[0], row[2]) for row in rows(examined_list(COMMUNE))] == [
        ("1", "Approuvée"),
        ("2", "Approuvée"),
        ("3", "Approuvée"),
        ("4", "Prise d’acte"),
        ("5", "Approuvée"),
    ]


def test_the_list_has_what_was_rejected_and_leaves_out_what_was_not_examined() -> None:
    items = list(COMMUNE.items)
    items[0] = replace(items[0], ballot=Ballot(against=13, abstentions=0))
    items[1] = replace(items[1], ballot=None, outcome=Outcome.WITHDRAWN)
    items[2] = replace(items[2], ballot=None, outcome=None)
    listed = rows(examined_list(replace(COMMUNE, items=tuple(items))))
    assert [(row[0], row[2]) for row in listed][:3] == [
        ("1", "Rejetée"),
        ("3", "à compléter"),
        ("4", "Prise d’acte"),
    ]


def test_the_attendance_sheet_has_a_line_for_each_member_to_sign() -> None:
    sheet = rows(attendance_sheet(COMMUNE))
    assert len(sheet) == 15
    by_name = {row[0]: row for row in sheet}
    assert by_name["M. Olivier Delaunay"][2:] == ["Mme Élodie Blondel", "Excusé"]
    assert by_name["Mme Brigitte Fontaine"][3] == "Excusée"
    assert by_name["M. Sébastien Masson"][3] == ""


def test_the_vote_sheet_gives_the_computed_figures_and_no_name_of_a_secret_ballot() -> None:
    sheet = vote_sheet(COMMUNITY)
    assert rows(sheet)[3][2:] == ["25", "19", "4", "2", "Adopté"]
    named = " ".join(b.plain(p.line) for p in sheet.blocks if isinstance(p, b.Paragraph))
    assert "Mme\u00a0Élodie Fontaine" in named
    assert "Point n°\u00a04 – scrutin secret\u00a0: 2\u00a0bulletins blancs" in named
    assert named.count("Point n°\u00a04") == 1


def test_open_data_has_a_line_for_each_vote() -> None:
    lines = list(csv.DictReader(io.StringIO(scdl_csv(replace(COMMUNE, siret="12345678901234")))))
    assert len(lines) == 4
    assert tuple(lines[0]) == COLUMNS
    second = lines[1]
    assert second["DELIB_ID"] == "2026-03-26/2"
    assert second["COLL_SIRET"] == "12345678901234"
    assert [second[f"VOTE_{k}"] for k in ("EFFECTIF", "REEL", "POUR", "CONTRE", "ABSTENTION")] == [
        "15",
        "13",
        "11",
        "1",
        "1",
    ]
    assert second["PREF_ID"] == ""


def test_open_data_keeps_a_title_with_commas_and_quotation_marks_whole() -> None:
    title = 'Vente du "Moulin", lot n° 3'
    items = (replace(COMMUNE.items[0], title=title),)
    (line,) = csv.DictReader(io.StringIO(scdl_csv(replace(COMMUNE, items=items))))
    assert line["DELIB_OBJET"] == title
