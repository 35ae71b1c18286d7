"""What a town hall has already (a roll, a convocation) into `seance.toml`.

The command line and the window call the same functions. Beside `seance.toml`, the history of the
roll tells who came and who left, and when: a new mandate replaces the roll and loses nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from core.files import atomic_write
from desktop.session.description.seance_file import HISTORY_NAME, Value
from desktop.session.description.seance_update import with_agenda, with_changes, with_roll
from pv_builder.conformity.checks import check_meeting
from pv_builder.convocation.convocation import Convocation
from pv_builder.errors import SeanceInvalid, SeanceUnreadable
from pv_builder.roster.fields import Fault
from pv_builder.roster.merging import ChangeKind, MergedRoll, RollChange, merged_roll
from pv_builder.roster.rolls import RollPreview
from pv_builder.roster.seance_toml import NOT_TEXT, decoded, parse_roll, parse_seance
from pv_builder.seance import Seance, StatedMember, meeting_as_stated

_NOTICE_CODES: Final = frozenset(
    {"notice-short", "notice-short-if-large", "convened-after-session"}
)


def roll_of(path: Path) -> tuple[StatedMember, ...]:
    """Return the members that a `seance.toml` has; none when the file is not there.

    Raises:
        SeanceUnreadable: when the file may not be read.
        SeanceInvalid: when its members cannot be read: nothing is put over them.
    """
    faults: list[Fault] = []
    members = parse_roll(_bytes_of(path), faults)
    if faults:
        told = "\n".join(fault.sentence for fault in faults)
        raise SeanceInvalid(path=str(path), faults=told)
    return members


def merge_preview(path: Path, preview: RollPreview, *, replaces: bool) -> MergedRoll:
    """Return the roll that a file makes of the one in a `seance.toml`; nothing is written."""
    return merged_with(roll_of(path), preview, replaces=replaces)


def merged_with(old: Sequence[StatedMember], preview: RollPreview, *, replaces: bool) -> MergedRoll:
    """Return the roll that a file makes of an existing one, with a doubt on lines not read."""
    merged = merged_roll(old, preview.members, replaces=replaces)
    left = any(change.kind is ChangeKind.LEFT for change in merged.changes)
    if not (left and preview.faults):
        return merged
    doubt = (
        "des lignes du fichier n'ont pas été comprises : un membre annoncé comme partant s'y "
        "trouve peut-être."
    )
    return replace(merged, doubts=(*merged.doubts, doubt))


def write_roll(path: Path, preview: RollPreview, merged: MergedRoll, day: dt.date) -> None:
    """Write the merged roll into a `seance.toml`, and what changed into the history beside it.

    Args:
        path: of the file, made if it was not there.
        preview: what the roll was read from; its doubts become comments beside the members.
        merged: the roll to write.
        day: of the change, for the history.

    Raises:
        DiskFull, FolderNotWritable: nothing is changed then.
    """
    text = _text_of(path)
    doubts: Mapping[str, Sequence[str]] = {
        one.member.name: one.doubts for one in preview.read if one.doubts
    }
    write_history(path.parent, merged.changes, day)
    atomic_write(path, with_roll(text, merged.members, doubts).encode())


def write_history(
    folder: Path, changes: Sequence[RollChange], day: dt.date, earlier: Path | None = None
) -> None:
    """Add changes of the roll to the history in a folder; nothing is written without any.

    Args:
        folder: of the session.
        changes: of its roll.
        day: from when the new roll sits.
        earlier: folder of the session before, whose history goes on here.
    """
    history = folder / HISTORY_NAME
    text = _text_of(history)
    if not text and earlier is not None:
        text = _text_of(earlier / HISTORY_NAME)
    if changes or text:
        atomic_write(history, with_changes(text, changes, day).encode())


def write_convocation(path: Path, convocation: Convocation) -> None:
    """Write the agenda, the day, hour and place of a convocation into a `seance.toml`.

    What the convocation does not say stays as it was.

    Raises:
        DiskFull, FolderNotWritable: nothing is changed then.
    """
    top: Mapping[str, Value] = {
        "date": convocation.date,
        "heure": convocation.hour,
        "lieu": convocation.place,
        "date_convocation": convocation.sent,
        "seance_precedente": convocation.previous,
    }
    atomic_write(
        path, with_agenda(_text_of(path), convocation.agenda, convocation.parts, top).encode()
    )


def missing_of(path: Path) -> tuple[str, ...]:
    """Return what a `seance.toml` still lacks, French sentences; none when it can be used."""
    faults: list[Fault] = []
    parse_seance(path.read_bytes(), faults)
    return tuple(fault.sentence for fault in faults)


def notice_alerts(seance: Seance) -> tuple[str, ...]:
    """Return what is wrong with the notice of a convocation (CGCT art. L. 2121-11, L. 2121-12)."""
    alerts = check_meeting(meeting_as_stated(seance))
    return tuple(alert.text for alert in alerts if alert.code in _NOTICE_CODES)


def _text_of(path: Path) -> str:
    """Return the text of a file that is written anew, "" where there is none."""
    text = decoded(_bytes_of(path))
    if text is None:
        raise SeanceInvalid(path=str(path), faults=NOT_TEXT.sentence)
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SeanceUnreadable(path=str(path)) from error
