"""Word, Excel and OpenDocument files are zips of XML: found harmless before a library opens them.

Macros are not refused: nothing here runs them, only text and values are read.
"""

import io
import zipfile
from typing import Final
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pv_builder.intake.source import Kind, Source, library_faults

MAX_UNPACKED_BYTES: Final = 64 << 20
"""Of all parts together, as a spreadsheet that is read row by row may have."""

MAX_TREE_BYTES: Final = 16 << 20
"""Of one part that is held whole as a tree, which takes ten times its size (measured with lxml)."""

_MAX_MEMBERS = 4000
_BLOCK_BYTES = 1 << 16
_XML_ENDS = (".xml", ".rels", ".vml")
_STREAMED = Kind.XLSX


def check_package(source: Source, kind: Kind) -> None:
    """Do nothing when a package can be opened.

    Raises:
        ImportRefused: with fault "file-too-large" (also zip bombs), "file-damaged", "entities"
            (document types: external and swelling entities), "encrypted".
    """
    with library_faults(source), zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        members = archive.infolist()
        _check_sizes(source, members, kind)
        for member in members:
            if not member.file_size:
                continue  # LibreOffice writes empty parts
            if member.filename.lower().endswith(_XML_ENDS):
                _check_xml(source, archive, member)
            elif _is_encrypted(archive, member):
                raise source.refused("encrypted")


def _check_sizes(source: Source, members: list[zipfile.ZipInfo], kind: Kind) -> None:
    """Refuse what would unpack to too much; zipfile never gives more than a member announces."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise source.refused("file-too-large")
    largest = max((m.file_size for m in members if _is_tree(m, kind)), default=0)
    if largest > MAX_TREE_BYTES:
        raise source.refused("file-too-large")


def _is_tree(member: zipfile.ZipInfo, kind: Kind) -> bool:
    name = member.filename.lower()
    is_sheet = kind is _STREAMED and name.startswith(("xl/worksheets/", "xl/sharedstrings"))
    return name.endswith(_XML_ENDS) and not is_sheet


def _is_encrypted(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part is locked, by the zip itself or in OpenDocument's way."""
    return bool(member.flag_bits & 1)


def _check_xml(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise source.refused("encrypted")
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
    try:
        with archive.open(member) as part:
            while block := part.read(_BLOCK_BYTES):
                parser.feed(block)
        parser.close()
    except DefusedXmlException as error:
        raise source.refused("entities") from error
    except (ExpatError, SyntaxError) as error:
        raise source.refused("file-damaged") from error


class _Nothing:
    """Takes the events of a parser and keeps none of them."""

    def close(self) -> None:
        """End the document."""
