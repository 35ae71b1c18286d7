"""One invented convocation in every form: numbered by Word, by LibreOffice, printed, as text."""

import docx
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from odfdo import Document, Element, Paragraph

from tests.helpers.sample_packages import package_bytes

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
    return package_bytes(document)


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
    return package_bytes(document)


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
    return package_bytes(document)
