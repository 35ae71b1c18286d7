"""Corrections of a recording that grew: where they name seconds, the seconds they mean now.

An edit that names turns and words means the same ones as before: they keep their ids.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.insertions import moved, moved_end
from core.timecode import Interval
from desktop.session.corrections.edits import (
    Edit,
    EditGroup,
    ExcludePassage,
    IncludePassage,
    InsertTurn,
    SingleEdit,
)


def moved_edit(edit: Edit, inserted: Sequence[Interval]) -> Edit:
    """Return an edit as it is to be applied once stretches were put into the recording.

    Args:
        edit: made before.
        inserted: where these stretches lie now (`core.insertions`).
    """
    if isinstance(edit, EditGroup):
        return replace(edit, edits=tuple(_moved(single, inserted) for single in edit.edits))
    return _moved(edit, inserted)


def _moved(edit: SingleEdit, inserted: Sequence[Interval]) -> SingleEdit:
    if isinstance(edit, InsertTurn | ExcludePassage | IncludePassage):
        start = moved(edit.start, inserted)
        return replace(edit, start=start, end=max(start, moved_end(edit.end, inserted)))
    return edit
