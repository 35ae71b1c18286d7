import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from pv_builder import blocks as b
from pv_builder.act_texts import ActText, ActTexts
from pv_builder.documents.convocation_check import convocation_check
from pv_builder.documents.export_scdl import COLUMNS, scdl_csv
from pv_builder.documents.export_text import document_text
from pv_builder.documents.export_votes import votes_csv
from pv_builder.documents.session_lists import attendance_sheet, examined_list, vote_sheet
from pv_builder.law.acts import parse_identifier
from pv_builder.meeting import Assembly, Ballot, BallotMode, Meeting, MemberName, Outcome
from tests.helpers import acts, sessions
from tests.helpers.spaces import flat

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


def test_trap_27_the_list_has_what_was_rejected_and_leaves_out_what_was_not_examined() -> None:
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
    assert by_name["M. Thierry Moulin"][3] == "Arrivé à 18 h 51"


def test_trap_24_one_person_signs_for_a_seat() -> None:
    meeting = acts.community()
    by_name = {row[0]: row for row in rows(attendance_sheet(meeting))}
    (substitute,) = [member for member in meeting.members if member.substitute_for]
    assert substitute.substitute_for is not None
    assert by_name[substitute.name][1] == f"Suppléant de {substitute.substitute_for}"
    assert by_name[substitute.name][3] == ""
    assert by_name[substitute.substitute_for][3] == f"Remplacé par {substitute.name}"


@pytest.mark.parametrize(
    ("assembly", "told"),
    [
        (Assembly.COMMUNE, "1 pouvoir au plus, pour trois séances consécutives au plus"),
        (Assembly.DEPARTEMENT, "1 pouvoir au plus, pour cette séance seulement (CGCT, art. L. 31"),
        (Assembly.CCAS, "1 pouvoir au plus (CASF, art. R. 123-16)"),
        (Assembly.SYNDICAT_OUVERT, None),
    ],
)
def test_the_attendance_sheet_says_what_a_pouvoir_is_worth(
    assembly: Assembly, told: str | None
) -> None:
    written = flat(document_text(attendance_sheet(replace(COMMUNE, assembly=assembly))))
    assert (told is not None) is ("au plus" in written)
    assert told is None or told in " ".join(written.split())


@pytest.mark.parametrize("make", [vote_sheet, examined_list, convocation_check])
def test_a_hierarchical_mark_has_room_on_one_line(make: Callable[[Meeting], b.Document]) -> None:
    deep = replace(COMMUNE, items=(replace(COMMUNE.items[0], mark="III.10.B.12"),))
    widths = {}
    for meeting in (COMMUNE, deep):
        (table,) = (one for one in make(meeting).blocks if isinstance(one, b.Table))
        assert table.widths is not None
        assert sum(table.widths) == pytest.approx(1)
        widths[meeting] = table.widths[0]
    assert widths[deep] == pytest.approx(0.19, abs=0.01)
    assert widths[COMMUNE] <= 0.12


def test_the_vote_sheet_says_who_takes_no_part() -> None:
    told = [
        b.plain(p.line).replace("\u00a0", " ")
        for p in vote_sheet(COMMUNE).blocks
        if isinstance(p, b.Paragraph)
    ]
    assert "Point n° 3 – Mme Élodie Blondel ne prend pas part au vote." in told
    assert "Point n° 2 – Contre : Mme Delphine Marchand." in told


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


def test_open_data_and_votes_have_the_number_and_the_matter_that_the_authority_states() -> None:
    texts = ActTexts(by_item=(("2", ActText(number="2026-14", matter="7.10")),))
    known = replace(COMMUNE, siret=SIRET, department="94")
    lines = list(csv.DictReader(io.StringIO(scdl_csv(known, texts))))
    second = lines[1]
    assert (second["DELIB_ID"], second["DELIB_MATIERE_CODE"]) == ("2026-14", "7.10")
    assert second["DELIB_MATIERE_NOM"] == "finances locales/divers"
    assert (lines[0]["DELIB_ID"], lines[0]["DELIB_MATIERE_CODE"]) == ("2026-03-26/1", "")
    table = votes_csv(known, texts).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert rows[1]["numero_acte"] == "2026-14"
    assert rows[1]["identifiant_actes"] == "094-219400223-20260326-202614-DE"


@pytest.mark.parametrize(
    ("stated", "code", "name"),
    [
        ("8.4", "8.4", "domaines de compétences par thèmes/aménagement du territoire"),
        ("8.5", "8.5", "domaines de compétences par thèmes/politique de la ville habitat logement"),
        ("5.2.1", "5.2", "institutions et vie politique/fonctionnement des assemblées"),
        ("8.10", "8.10", ""),
    ],
)
def test_open_data_names_the_matter_at_two_levels(stated: str, code: str, name: str) -> None:
    texts = ActTexts(by_item=(("1", ActText(matter=stated)),))
    line = next(csv.DictReader(io.StringIO(scdl_csv(COMMUNE, texts))))
    assert (line["DELIB_MATIERE_CODE"], line["DELIB_MATIERE_NOM"]) == (code, name)


def test_open_data_keeps_a_title_with_commas_and_quotation_marks_whole() -> None:
    title = 'Vente du "Moulin", lot n° 3'
    items = (replace(COMMUNE.items[0], title=title),)
    (line,) = csv.DictReader(io.StringIO(scdl_csv(replace(COMMUNE, items=items))))
    assert line["DELIB_OBJET"] == title


SIRET = "21940022300018"
TRICK = '=HYPERLINK("http://exemple.invalid";"Cliquez")'


def with_title(title: str) -> Meeting:
    return replace(COMMUNE, items=(replace(COMMUNE.items[0], title=title),))


def votes(meeting: Meeting) -> list[dict[str, str]]:
    text = votes_csv(meeting).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_votes_have_the_identifier_of_each_act_once_the_authority_is_known() -> None:
    known = replace(COMMUNE, siret=SIRET, department="94")
    identifier = votes(known)[1]["identifiant_actes"]
    assert identifier == "094-219400223-20260326-20260326_2-DE"
    assert parse_identifier(identifier) is not None


def test_open_data_leave_open_which_prefecture_controls_the_act() -> None:
    known = replace(COMMUNE, siret=SIRET, department="94")
    line = next(csv.DictReader(io.StringIO(scdl_csv(known))))
    assert (line["PREF_ID"], line["PREF_DATE"]) == ("", "")


@pytest.mark.parametrize(("siret", "department"), [("12345678901234", "94"), (SIRET, None)])
def test_an_identifier_that_would_be_wrong_is_left_out(siret: str, department: str | None) -> None:
    meeting = replace(COMMUNE, siret=siret, department=department)
    assert votes(meeting)[0]["identifiant_actes"] == ""


@pytest.mark.parametrize("title", [TRICK, "+33 1", "-5 % de hausse", "@ctes", "\tx"])
def test_no_title_becomes_a_formula_in_a_spreadsheet(title: str) -> None:
    (line,) = csv.DictReader(io.StringIO(scdl_csv(with_title(title))))
    (vote,) = votes(with_title(title))
    for cell in (line["DELIB_OBJET"], vote["titre"]):
        assert cell == f"'{title}"


def test_the_votes_have_a_line_for_each_item_with_who_voted_how() -> None:
    lines = votes(replace(COMMUNE, siret=SIRET, department="94"))
    assert [line["numero"] for line in lines] == ["1", "2", "3", "4", "5"]
    second, third, fourth = lines[1], lines[2], lines[3]
    assert (second["pour"], second["contre"], second["abstentions"]) == ("11", "1", "1")
    assert second["contre_noms"] == "Mme Delphine Marchand"
    assert second["fichier_actes"] == "99_DE-094-219400223-20260326-20260326_2-DE-1-1_1.pdf"
    assert third["ne_prend_pas_part"] == "Mme Élodie Blondel"
    assert (fourth["resultat"], fourth["votants"], fourth["numero_acte"]) == ("prend acte", "", "")


def test_the_votes_name_nobody_of_a_secret_ballot() -> None:
    ballot = Ballot(
        mode=BallotMode.SECRET,
        against=4,
        abstentions=2,
        in_favour=19,
        against_names=(MemberName("Mme Élodie Fontaine"),),
    )
    items = (replace(COMMUNITY.items[3], ballot=ballot),)
    (line,) = votes(replace(COMMUNITY, items=items))
    assert (line["mode"], line["contre_noms"]) == ("secret", "")
