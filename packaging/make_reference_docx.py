"""Write `pv_builder/templates/reference.docx`: the styles of the documents, and no text.

    python packaging/make_reference_docx.py [TARGET]

A town hall that wants its own look copies the file and changes the styles in Word; the program
looks for them by name. Run this again after a change here: a test compares the two.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).parents[1] / "pv_builder" / "templates" / "reference.docx"
# Arial: on every Windows machine, and LibreOffice has letters of the same widths for it.
FONT = "Arial"
NAVY = RGBColor(0x1F, 0x38, 0x64)
GREY = RGBColor(0x55, 0x55, 0x55)
BROWN = RGBColor(0x8A, 0x4B, 0x00)
TEXT_WIDTH_CM = 16.5


def element(name: str, **attributes: str) -> Any:
    """Return an XML element of Word with its attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_font(
    style: Any, size_pt: float, color: RGBColor | None = None, *, bold: bool = False
) -> None:
    """Give a style our font at a size, replacing the fonts of the theme."""
    font = style.font
    font.name, font.size, font.bold = FONT, Pt(size_pt), bold or None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    if color is not None:
        font.color.rgb = color


def space(style: Any, before_pt: float, after_pt: float, *, keep: bool = False) -> None:
    """Set the space around a paragraph, and whether it stays with the next one."""
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before_pt), Pt(after_pt)
    form.keep_with_next = keep
    form.widow_control = True


def border(style: Any, sides: str, color: str, size: str = "8", gap: str = "6") -> None:
    """Draw lines on the sides of a paragraph style."""
    borders = element("w:pBdr")
    for side in sides.split():
        borders.append(element(f"w:{side}", val="single", sz=size, space=gap, color=color))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc",
        "w:outlineLvl",
    )  # fmt: skip


def shade(style: Any, fill: str) -> None:
    """Fill the background of a paragraph style."""
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        element("w:shd", val="clear", color="auto", fill=fill),
        "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
    )  # fmt: skip


def paragraph_style(document: Any, name: str, size_pt: float, base: str = "Normal") -> Any:
    """Return a new paragraph style of ours."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    set_font(style, size_pt)
    return style


def make_base(document: Any) -> None:
    """Set the page, the language and the styles that Word knows by itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH_CM) / 2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1.1)
    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "fr-FR")
    set_font(styles["Normal"], 10.5)
    space(styles["Normal"], 0, 6)
    styles["Normal"].paragraph_format.line_spacing = 1.12
    for level, (size, before, after) in enumerate([(13, 20, 6), (11, 12, 4), (10.5, 10, 3)], 1):
        set_font(styles[f"Heading {level}"], size, NAVY, bold=True)
        space(styles[f"Heading {level}"], before, after, keep=True)
    border(styles["Heading 1"], "bottom", "9DB2D3", "6", "3")
    set_font(styles["List Bullet"], 10.5)
    space(styles["List Bullet"], 0, 2)


def make_title_styles(document: Any) -> None:
    """Define the styles of the head of a document."""
    title, subtitle = document.styles["Title"], document.styles["Subtitle"]
    entity = paragraph_style(document, "PV Collectivité", 12)
    entity.font.bold, entity.font.all_caps = True, True
    entity.font.color.rgb = NAVY
    space(entity, 0, 14, keep=True)
    set_font(title, 22, NAVY, bold=True)
    for old in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(old)
    space(title, 0, 4, keep=True)
    set_font(subtitle, 13, GREY)
    subtitle.font.italic = False
    for spacing in subtitle.element.rPr.findall(qn("w:spacing")):
        subtitle.element.rPr.remove(spacing)
    space(subtitle, 0, 3, keep=True)
    for style in (entity, title, subtitle):
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def make_body_styles(document: Any) -> None:
    """Define the styles of the text."""
    label = paragraph_style(document, "PV Libellé", 10.5)
    label.font.bold = True
    space(label, 8, 2, keep=True)
    for name, indent_cm in (("PV Ordre du jour", 0.9), ("PV Plan", 1.9)):
        agenda = paragraph_style(document, name, 10.5)
        agenda.paragraph_format.left_indent = Cm(indent_cm)
        agenda.paragraph_format.first_line_indent = Cm(-indent_cm)
        agenda.paragraph_format.tab_stops.add_tab_stop(Cm(indent_cm))
        space(agenda, 0, 3)
    introduction = paragraph_style(document, "PV Présentation", 10.5)
    space(introduction, 0, 6, keep=True)
    speech = paragraph_style(document, "PV Intervention", 10.5)
    speech.paragraph_format.left_indent = Cm(0.5)
    space(speech, 0, 6)
    decision = paragraph_style(document, "PV Décision", 10.5)
    decision.font.bold = True
    decision.paragraph_format.left_indent = Cm(0.3)
    border(decision, "left", "1F3864", "24", "8")
    space(decision, 6, 6)
    decision.paragraph_format.keep_together = True
    movement = paragraph_style(document, "PV Mouvement", 10.5)
    movement.font.italic = True
    space(movement, 8, 8)
    note = paragraph_style(document, "PV Note", 9)
    note.font.color.rgb = GREY
    space(note, 0, 4)
    votes = paragraph_style(document, "PV Vote", 10.5)
    votes.paragraph_format.left_indent = Cm(0.6)
    space(votes, 0, 1)
    closing = paragraph_style(document, "PV Clôture", 10.5)
    space(closing, 14, 6, keep=True)
    signature = paragraph_style(document, "PV Signature", 10.5)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    space(signature, 0, 0, keep=True)


def make_notice_styles(document: Any) -> None:
    """Define the frames of warnings and the marks of what is to be checked."""
    for name, color, fill in (
        ("PV Mention", "B8860B", "FFF8E1"),
        ("PV Alerte", "B03A2E", "FDF0EE"),
    ):
        style = paragraph_style(document, name, 9.5)
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.25)
        border(style, "top left bottom right", color, "6", "5")
        shade(style, fill)
        space(style, 4, 4)
    mark = document.styles.add_style("PV Repère", WD_STYLE_TYPE.CHARACTER)
    mark.quick_style = True
    set_font(mark, 7.5, BROWN)
    proposed = document.styles.add_style("PV À vérifier", WD_STYLE_TYPE.CHARACTER)
    proposed.quick_style = True
    properties = proposed.element.get_or_add_rPr()
    properties.append(element("w:u", val="dotted", color="B8860B"))


def make_table_style(document: Any) -> None:
    """Define the look of tables: thin lines, a shaded header row in bold."""
    style = document.styles.add_style("PV Tableau", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    own = style.element
    table = element("w:tblPr")
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="9DB2D3"))
    table.append(borders)
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        width = "60" if side in ("top", "bottom") else "100"
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    table.append(margins)
    own.append(table)
    first = element("w:tblStylePr", type="firstRow")
    run = element("w:rPr")
    run.append(element("w:b"))
    cell = element("w:tcPr")
    cell.append(element("w:shd", val="clear", color="auto", fill="E8EDF5"))
    first.extend([run, cell])
    own.append(first)
    text = paragraph_style(document, "PV Cellule", 9.5)
    space(text, 0, 0)


def add_field(paragraph: Any, instruction: str) -> None:
    """Append a field of Word, such as the page number."""
    field = element("w:fldSimple", instr=instruction)
    run = element("w:r")
    shown = element("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def make_footer(document: Any) -> None:
    """Put "Page X sur Y" at the right of the footer; the left is for the short title."""
    for name in ("Header", "Footer"):
        style = document.styles[name]
        set_font(style, 8, GREY)
        stops = style.paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    border(document.styles["Footer"], "top", "9DB2D3", "4", "4")
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("\tPage\u00a0")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" sur\u00a0")
    add_field(paragraph, "NUMPAGES")


def build() -> Any:
    """Return the document with all styles."""
    document = docx.Document()
    make_base(document)
    make_title_styles(document)
    make_body_styles(document)
    make_notice_styles(document)
    make_table_style(document)
    make_footer(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "Modèle de Greffier", ""
    properties.language = "fr-FR"
    properties.created = properties.modified = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return document


if __name__ == "__main__":
    build().save(sys.argv[1] if len(sys.argv) > 1 else str(TARGET))
