"""Where the parts of a document go in a town hall's own Word file.

A paragraph that holds one name between double braces ("{{presence}}") is replaced by that part of
the document; `{{contenu}}` by everything that no other paragraph asks for. `{{collectivite}}` and
`{{intitule}}` may stand inside any text, headers and footers included. A file without any of them
is a letterhead: its own text is left out and the document follows (`export_docx`).

Invariants:
- No part is lost: what is asked for nowhere stands at `{{contenu}}`, or at the end.
- Word splits a text into runs as it likes: names are looked for in whole paragraphs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from core.errors import InputError
from core.folding import fold
from pv_builder.blocks import Block, Document, DocumentPart, PartStart
from pv_builder.documents.safe_text import safe_text

_NAME = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_REST = "contenu"
_PARTS = frozenset({*DocumentPart, _REST})
_TEXTS = ("collectivite", "intitule")


class PlaceInvalid(InputError):
    """A name between braces in a template cannot be used; `fault` is the kebab-case reason."""

    code = "template-place"
    fields = ("path", "name", "fault", "allowed")


def check_places(file: Any, path: str) -> None:
    """Do nothing when every name between braces in a Word file can be replaced.

    Raises:
        PlaceInvalid: with fault "place-unknown", "place-twice", "place-not-alone" or
            "place-not-in-text".
    """
    seen: set[str] = set()
    for paragraph in _paragraphs(file.element.body):
        for name in _names(paragraph):
            fault = _fault(name, paragraph, seen)
            if fault:
                raise _invalid(path, name, fault)
            seen.add(_key(name))
    for paragraph in _margins(file):
        for name in _names(paragraph):
            if _key(name) not in _TEXTS:
                raise _invalid(
                    path, name, "place-not-in-text" if _key(name) in _PARTS else "place-unknown"
                )


def _invalid(path: str, name: str, fault: str) -> PlaceInvalid:
    allowed = ", ".join(f"{{{{{one}}}}}" for one in (*DocumentPart, _REST, *_TEXTS))
    return PlaceInvalid(path=path, name=f"{{{{{name}}}}}", fault=fault, allowed=allowed)


def _fault(name: str, paragraph: Any, seen: set[str]) -> str | None:
    key = _key(name)
    if key in _TEXTS:
        return None
    if key not in _PARTS:
        return "place-unknown"
    if key in seen:
        return "place-twice"
    return None if _NAME.fullmatch(_text(paragraph).strip()) else "place-not-alone"


def places_of(file: Any) -> dict[str, Any]:
    """Return the paragraph that each part is to replace, by its name; empty for a letterhead."""
    return {
        _key(name): paragraph
        for paragraph in _paragraphs(file.element.body)
        for name in _names(paragraph)
        if _key(name) in _PARTS
    }


def parted(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Yield the blocks of each part with its name; blocks before any part have the rest's."""
    name, part = _REST, list[Block]()
    for block in blocks:
        if isinstance(block, PartStart):
            yield name, part
            name, part = block.part, []
        else:
            part.append(block)
    yield name, part


def blocks_by_place(document: Document, places: Sequence[str]) -> dict[str, list[Block]]:
    """Return what stands at each place; what has none is under `contenu`, in its order."""
    found: dict[str, list[Block]] = {name: [] for name in (*places, _REST)}
    for name, part in parted(document.blocks):
        found[name if name in places else _REST] += part
    return found


def fill_texts(file: Any, document: Document) -> None:
    """Replace the names that stand inside a text, in the body, the headers and the footers."""
    texts = {"collectivite": safe_text(document.author), "intitule": safe_text(document.title)}
    for paragraph in (*_paragraphs(file.element.body), *_margins(file)):
        if not any(_key(name) in texts for name in _names(paragraph)):
            continue
        filled = _NAME.sub(lambda m: texts.get(_key(m[1]), m[0]), _text(paragraph))
        first, *others = list(paragraph.iter(qn("w:t")))
        first.text = filled
        first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for other in others:
            other.text = ""


def remove_place(paragraph: Any) -> None:
    """Take a replaced paragraph out; one that ends a section stays, emptied, to keep its page."""
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None and not _is_alone(paragraph):
        paragraph.getparent().remove(paragraph)
        return
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)


def _is_alone(paragraph: Any) -> bool:
    """Whether a cell would be left without the paragraph that Word wants at its end."""
    parent = paragraph.getparent()
    return bool(parent.tag == qn("w:tc") and paragraph.getnext() is None)


def _key(name: str) -> str:
    """Return a name as it is compared: "Ordre du jour" is "ordre_du_jour"."""
    return re.sub(r"[\s'-]+", "_", fold(name).strip())


def _names(paragraph: Any) -> list[str]:
    return _NAME.findall(_text(paragraph))


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _paragraphs(root: Any) -> list[Any]:
    # A text box holds paragraphs of its own inside one of the page.
    return [one for one in root.iter(qn("w:p")) if one.find(f".//{qn('w:p')}") is None]


def _margins(file: Any) -> Iterator[Any]:
    for section in file.sections:
        for margin in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not margin.is_linked_to_previous:
                yield from _paragraphs(margin._element)  # noqa: SLF001 - python-docx shows no XML
