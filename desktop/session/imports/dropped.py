"""What a file that a clerk drops is for, told by what is in it."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from core.errors import AppError
from pv_builder.captions.reading import read_import
from pv_builder.captions.spans import Tool
from pv_builder.convocation.convocation import is_convocation
from pv_builder.intake.source import read_source

CONVOCATION_SUFFIXES: Final = (".docx", ".docm", ".odt", ".pdf", ".txt")
ROLL_SUFFIXES: Final = (".csv", ".xlsx", ".xlsm", ".ods", ".vcf", *CONVOCATION_SUFFIXES)


class Purpose(StrEnum):
    """What a file is for."""

    RECORDING = "recording"
    ROLL = "roll"
    CONVOCATION = "convocation"


def purpose_of(path: Path) -> Purpose:
    """Return what a file is for; RECORDING also for what a meeting tool wrote beside one.

    Raises:
        ImportRefused: when a document cannot be read at all.
    """
    if path.is_dir() or path.suffix.lower() not in ROLL_SUFFIXES:
        return Purpose.RECORDING
    source = read_source(path)
    if _is_of_a_meeting_tool(path.name, source.content):
        return Purpose.RECORDING
    return Purpose.CONVOCATION if is_convocation(source) else Purpose.ROLL


def _is_of_a_meeting_tool(name: str, content: bytes) -> bool:
    """Whether a known tool wrote it: a list with names alone may as well be the roll."""
    try:
        return read_import(name, content).tool is not Tool.OTHER
    except AppError:
        return False
