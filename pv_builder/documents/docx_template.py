"""A Word file from outside, opened only after it was found harmless.

What is refused: what is not a Word document, what unpacks to far more than it weighs, XML with a
document type (`intake.packages`); of a template, whose parts go into the minutes, also macros and
parts fetched from outside when the file is opened.
"""

import io
import zipfile
from pathlib import Path
from typing import Final

from defusedxml.ElementTree import fromstring

from core.errors import InputError
from pv_builder.errors import ImportRefused
from pv_builder.intake.packages import check_package
from pv_builder.intake.source import LIBRARY_FAULTS, Kind, Source, kind_of, read_source

_TYPES_PART = "[Content_Types].xml"
_MACROS = "vbaproject.bin"
_FAULTS: Final = {"file-too-large": "too-large", "entities": "entities", "unknown-kind": "not-word"}
_DAMAGED: Final = "unreadable"


class TemplateInvalid(InputError):
    """A template cannot be used; `fault` is the kebab-case reason."""

    code = "template-invalid"
    fields = ("path", "fault")


def check_template(path: Path) -> None:
    """Do nothing when a template can be used.

    Raises:
        TemplateInvalid: with fault "unreadable", "not-word", "too-large", "macros", "entities" or
            "external-parts".
    """
    try:
        source = word_file(path)
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            fault = _fault(archive)
    except ImportRefused as error:
        fault = _FAULTS.get(str(error.facts["fault"]), _DAMAGED)
    except LIBRARY_FAULTS:
        fault = _DAMAGED
    if fault is not None:
        raise TemplateInvalid(path=str(path), fault=fault)


def word_file(path: Path) -> Source:
    """Return a Word file that can be opened without harm.

    Raises:
        ImportRefused: with the faults of `intake.source.read_source` and `kind_of`,
            `intake.packages.check_package`, and "unknown-kind" for another kind of file.
    """
    source = read_source(path)
    if kind_of(source) is not Kind.DOCX:
        raise source.refused("unknown-kind")
    check_package(source, Kind.DOCX)
    return source


def _fault(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if _TYPES_PART not in names:
        return "not-word"
    if any(name.lower().endswith(_MACROS) for name in names):
        return "macros"
    links = (name for name in names if name.lower().endswith(".rels"))
    return "external-parts" if any(_fetches(archive.read(name)) for name in links) else None


def _fetches(relations: bytes) -> bool:
    """Whether relations name a part outside the file; a hyperlink is only text to click."""
    return any(
        one.get("TargetMode", "").lower() == "external"
        and not one.get("Type", "").endswith("/hyperlink")
        for one in fromstring(relations, forbid_dtd=True).iter()
    )
