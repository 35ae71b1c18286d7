"""One council and one convocation in every form that a town hall has them, all invented.

`python -m tests.helpers.import_samples` writes them into `tests/data/imports`. The forms follow
what the programs write: the national register's columns as data.gouv.fr publishes them, Excel's
CSV in Windows' code page, vCard 3.0 (RFC 2426), Word's numbering part (ECMA-376), OpenDocument.
"""

import csv
import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from odfdo import Cell, Document, Element, Paragraph, Row, Table

FOLDER = Path(__file__).parents[1] / "data" / "imports"

ROLL = (
    ("M.", "Hervé", "LE QUÉRÉ", "Maire"),
    ("Mme", "Élodie", "D'ARGENSON", "1re adjointe"),
    ("M.", "Jean-Baptiste", "DE LA TOUR", "2e adjoint"),
    ("Mme", "Maëlle", "ROUSSEL-PETIT", "Conseillère déléguée"),
    ("Mme", "Camille", "ŒUVRARD", "Conseillère municipale"),
    ("M.", "Ahmed", "BEN SAÏD", "Conseiller municipal"),
    ("Mme", "Noémie", "MARTIN", "Conseillère municipale"),
    ("M.", "Paul", "MARTIN", "Conseiller municipal"),
)
"""As offices write it, family names in capitals."""

PRINTED = (
    "M. Hervé Le Quéré",
    "Mme Élodie d'Argenson",
    "M. Jean-Baptiste de La Tour",
    "Mme Maëlle Roussel-Petit",
    "Mme Camille Œuvrard",
    "M. Ahmed Ben Saïd",
    "Mme Noémie Martin",
    "M. Paul Martin",
)

AGENDA = (
    ("I.1", "Approbation du procès-verbal de la séance du 12 février 2026", None),
    ("I.2", "Désignation du secrétaire de séance", None),
    ("II.A.1", "Vote du budget primitif 2026", "M. Jean-Baptiste de La Tour"),
    ("II.A.2", "Taux des taxes locales", "M. Jean-Baptiste de La Tour"),
    ("II.B.1", "Création d'un poste d'adjoint technique", "Mme Élodie d'Argenson"),
    ("III", "Questions diverses", None),
)

_LETTER = (
    "Mairie de Brévigny-les-Bois",
    "Brévigny-les-Bois, le 2 avril 2026",
    "Madame, Monsieur,",
    (
        "J'ai l'honneur de vous convoquer à la séance du conseil municipal qui se tiendra le "
        "jeudi 9 avril 2026 à 19 h 30, à la salle des fêtes de Brévigny."
    ),
)
_END = (
    "Je vous prie d'agréer, Madame, Monsieur, l'expression de mes sentiments distingués.",
    "Le Maire, Hervé LE QUÉRÉ",
)
_OUTLINE = (
    (0, "I.", "AFFAIRES GÉNÉRALES"),
    (1, "1.", "Approbation du procès-verbal de la séance du 12 février 2026"),
    (1, "2.", "Désignation du secrétaire de séance"),
    (0, "II.", "DÉLIBÉRATIONS"),
    (1, "A.", "Finances"),
    (2, "1)", "Vote du budget primitif 2026 (rapporteur : M. DE LA TOUR)"),
    (2, "2)", "Taux des taxes locales (rapporteur : M. DE LA TOUR)"),
    (1, "B.", "Personnel"),
    (2, "1)", "Création d'un poste d'adjoint technique – Mme Élodie D'ARGENSON"),
    (0, "III.", "Questions diverses"),
)


def roll_csv(encoding: str = "cp1252", delimiter: str = ";") -> bytes:
    """Return the roll as Excel saves it on Windows."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["Civilité", "NOM", "Prénom", "Fonction"])
    writer.writerows([title, family, given, what] for title, given, family, what in ROLL)
    # Windows' code page has Œ; Excel writes what it lacks as "?".
    return out.getvalue().encode(encoding)


def roll_tabs() -> bytes:
    """Return the roll as pasted out of a spreadsheet, without headings, whole names, UTF-16."""
    lines = (f"{title} {family} {given}\t{what}" for title, given, family, what in ROLL)
    return "\r\n".join(lines).encode("utf-16")


def roll_mail() -> bytes:
    """Return the roll as a colleague mails it."""
    lines = (f"- {title} {given} {family}, {what.lower()}" for title, given, family, what in ROLL)
    text = "\n".join(["Bonjour,", "", "Voici le nouveau conseil :", *lines, "", "Cordialement,"])
    return f"{text}\nNadège DUVAL\nSecrétaire de mairie\n".encode()


def roll_xlsx() -> bytes:
    """Return the roll as a workbook: a title, an empty row, a second sheet that is no roll."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Conseil"
    sheet.append(["Conseil municipal – mandat 2026-2032"])
    sheet.append([])
    sheet.append(["N°", "Nom et prénom", "Qualité", "Nb de voix"])
    for number, (title, given, family, what) in enumerate(ROLL, start=1):
        sheet.append([number, f"{title} {family} {given}", what, 1])
    book.create_sheet("Commissions").append(["Finances", "Travaux"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def roll_ods() -> bytes:
    """Return the roll as an OpenDocument spreadsheet, its empty end repeated a million times."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Élus")
    for cells in [
        ("Prénom", "Nom", "Sexe", "Fonction"),
        *(
            (given, family, "F" if title == "Mme" else "M", what)
            for title, given, family, what in ROLL
        ),
    ]:
        row = Row()
        for cell in cells:
            row.append_cell(Cell(cell, text=cell))
        table.append_row(row)
    empty = Row()
    empty.set_attribute("table:number-rows-repeated", "1048560")
    table.append(empty)
    document.body.append(table)
    return _saved(document)


def roll_vcf() -> bytes:
    """Return the roll as an address book writes it."""
    cards = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;{title};\r\n"
        f"FN:{given} {family}\r\nTITLE:{what}\r\nTEL;TYPE=CELL:+33 6 00 00 00 00\r\nEND:VCARD\r\n"
        for title, given, family, what in ROLL
    )
    return "".join(cards).encode()


def roll_docx() -> bytes:
    """Return the roll as a table in a Word document, after a page of text."""
    document = docx.Document()
    document.add_paragraph("Tableau du conseil municipal (article L. 2121-1 du CGCT)")
    table = document.add_table(rows=0, cols=4)
    rows = [("Fonction", "Nom de famille", "Prénoms", "Civilité")]
    rows += [(what, family, given, title) for title, given, family, what in ROLL]
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    return _word(document)


_REGISTER_CM = (
    "Code du département",
    "Libellé du département",
    "Code de la collectivité à statut particulier",
    "Libellé de la collectivité à statut particulier",
    "Code de la commune",
    "Libellé de la commune",
    "Nom de l'élu",
    "Prénom de l'élu",
    "Code sexe",
    "Date de naissance",
    "Code de la catégorie socio-professionnelle",
    "Libellé de la catégorie socio-professionnelle",
    "Date de début du mandat",
    "Libellé de la fonction",
    "Date de début de la fonction",
    "Code nationalité",
)
_REGISTER_EPCI = (
    *_REGISTER_CM[:4],
    "Code de la commune de rattachement",
    "Libellé de la commune de rattachement",
    "N° SIREN",
    "Libellé de l'EPCI",
    *_REGISTER_CM[6:15],
)


def register_communes() -> bytes:
    """Return lines of the register's conseillers municipaux: three communes, two of one name."""
    rows = [
        [
            "27",
            "Eure",
            "",
            "",
            "27999",
            "Brévigny-les-Bois",
            family,
            given,
            "F" if title == "Mme" else "M",
            "01/01/1970",
            "37",
            "Cadre",
            "22/03/2026",
            what if "onseill" not in what else "",
            "28/03/2026",
            "FR",
        ]
        for title, given, family, what in ROLL
    ]
    others = [
        [
            "76",
            "Seine-Maritime",
            "",
            "",
            "76999",
            name,
            "TESTE",
            "Odile",
            "F",
            "01/01/1960",
            "77",
            "Retraitée",
            "22/03/2026",
            "Maire",
            "28/03/2026",
            "FR",
        ]
        for name in ("Brévigny-les-Bois", "Saint-Firmin-d'Essai")
    ]
    return _semicolons([_REGISTER_CM, *others, *rows])


def register_epci() -> bytes:
    """Return lines of the register's conseillers communautaires; a vice-president has two."""
    rows = [
        [
            "27",
            "Eure",
            "",
            "",
            "27999",
            "Brévigny-les-Bois",
            "200000000",
            "CC du Pays d'Essai",
            family,
            given,
            "F" if title == "Mme" else "M",
            "01/01/1970",
            "37",
            "Cadre",
            "22/03/2026",
            what,
            "10/04/2026",
        ]
        for title, given, family, what in (
            ("M.", "Hervé", "LE QUÉRÉ", "Président du conseil communautaire"),
            ("Mme", "Odile", "TESTE", "1er vice-président du conseil communautaire"),
            ("Mme", "Odile", "TESTE", "Autre membre du bureau"),
        )
    ]
    return _semicolons([_REGISTER_EPCI, *rows])


def _semicolons(rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


# ------------------------------------------------------------------------------ convocation


def convocation_text() -> bytes:
    """Return the convocation as text, nested by indents."""
    lines = [f"{'   ' * depth}{mark} {title}" for depth, mark, title in _OUTLINE]
    return "\n".join([*_LETTER, "", "Ordre du jour :", *lines, "", *_END, ""]).encode()


_LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    for depth, (form, pattern) in enumerate(
        [("upperRoman", "%1."), ("upperLetter", "%2."), ("decimal", "%3)")]
    )
)


def convocation_docx() -> bytes:
    """Return the convocation as Word numbers it: no number stands in the text."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for abstract_id in ("90",):
        names = f'{nsdecls("w")} w:abstractNumId="{abstract_id}"'
        first.addprevious(parse_xml(f"<w:abstractNum {names}>{_LEVELS}</w:abstractNum>"))
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{abstract_id}"><w:abstractNumId '
                f'w:val="{abstract_id}"/></w:num>'
            )
        )
    for text in (*_LETTER, "ORDRE DU JOUR"):
        document.add_paragraph(text)
    for depth, mark, title in _OUTLINE:
        paragraph = document.add_paragraph(title)
        if depth == 1 and mark[0].isdecimal():  # typed by hand under an automatic "I."
            paragraph.runs[0].text = f"{mark} {title}"
            continue
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
            )
        )
    for text in _END:
        document.add_paragraph(text)
    return _word(document)


def convocation_odt() -> bytes:
    """Return the convocation as LibreOffice numbers it, in nested lists."""
    document = Document("text")
    document.body.clear()
    for text in (*_LETTER, "Ordre du jour"):
        document.body.append(Paragraph(text))
    levels = "".join(
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" '
        f'style:num-suffix="{sign}"/>'
        for depth, form, sign in ((1, "I", "."), (2, "A", "."), (3, "1", ")"))
    )
    style = Element.from_tag(f'<text:list-style style:name="ODJ">{levels}</text:list-style>')
    document.get_part("content.xml").get_element("//office:automatic-styles").append(style)
    document.body.append(Element.from_tag(_open_list()))
    for text in _END:
        document.body.append(Paragraph(text))
    return _saved(document)


def _open_list() -> str:
    """Return the outline as nested lists; the points under "I." are typed by hand."""
    xml, depth = '<text:list text:style-name="ODJ">', 0
    for number, (level, mark, title) in enumerate(_OUTLINE):
        if level == 1 and mark[0].isdecimal():
            xml += f"<text:p>{mark} {title}</text:p>"
            continue
        if level > depth:
            xml += "<text:list>" * (level - depth)
        elif number:
            xml += "</text:list-item>" + "</text:list></text:list-item>" * (depth - level)
        xml += f"<text:list-item><text:p>{title}</text:p>"
        depth = level
    return xml + "</text:list-item>" + "</text:list></text:list-item>" * depth + "</text:list>"


def convocation_pdf() -> bytes:
    """Return the convocation as a printed page whose text can be read."""
    body = [*_LETTER, "ORDRE DU JOUR", *(f"{mark} {title}" for _, mark, title in _OUTLINE), *_END]
    text = "\n\n".join(line.replace(".", "\\.").replace(")", "\\)") for line in body)
    source = f'#set text(lang: "fr", font: "Libertinus Serif", 11pt)\n{text}\n'
    return typst.compile(source.encode(), format="pdf", timestamp=0)


def agenda_table_docx() -> bytes:
    """Return an agenda as a table: number, object, rapporteur."""
    document = docx.Document()
    document.add_paragraph("Ordre du jour de la séance du 9 avril 2026")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("N°", "Objet", "Rapporteur"), strict=True):
        cell.text = text
    for number, (_, title, who) in enumerate(AGENDA, start=1):
        row = table.add_row()
        for cell, text in zip(row.cells, (str(number), title, who or ""), strict=True):
            cell.text = text
    return _word(document)


def _word(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _timeless(content: bytes) -> bytes:
    """Return a package with the same bytes at each run: the oldest time that a zip holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", b"2026-01-01T00:00:00", old.read(member))
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            is_type = member.filename == "mimetype"
            method = zipfile.ZIP_STORED if is_type else zipfile.ZIP_DEFLATED
            new.writestr(entry, data, compress_type=method)
    return out.getvalue()


SAMPLES = {
    "roll.csv": roll_csv,
    "roll-tabs.txt": roll_tabs,
    "roll-mail.txt": roll_mail,
    "roll.xlsx": roll_xlsx,
    "roll.ods": roll_ods,
    "roll.vcf": roll_vcf,
    "roll.docx": roll_docx,
    "rne-conseillers-municipaux.csv": register_communes,
    "rne-conseillers-communautaires.csv": register_epci,
    "convocation.txt": convocation_text,
    "convocation.docx": convocation_docx,
    "convocation.odt": convocation_odt,
    "convocation.pdf": convocation_pdf,
    "agenda-table.docx": agenda_table_docx,
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in SAMPLES.items():
        (FOLDER / name).write_bytes(make())
