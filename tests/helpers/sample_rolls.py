"""One invented council as the roll of every program that a town hall has.

Excel's CSV in Windows' code page, cells pasted, a mail, workbooks, vCard 3.0 (RFC 2426), a table in
a Word document.
"""

import csv
import io

import docx
import openpyxl
from odfdo import Cell, Document, Row, Table

from tests.helpers.sample_packages import package_bytes

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
    return package_bytes(book)


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
    return package_bytes(document)


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
    return package_bytes(document)
