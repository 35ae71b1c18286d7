"""What is kept of each collectivité from one session to the next, to begin the next one with.

    CONFIG/collectivites/commune-de-vere-conseil-municipal.toml     one file for each assembly

A file is a `seance.toml`: the newest session of the assembly without what belongs to that session
alone. A person may read it, change it, or copy it to another machine.
"""

import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.errors import AppError
from core.files import atomic_write, make_folder
from core.folding import fold
from desktop.session.machine.preferences import config_folder
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance, StatedMember

logger = logging.getLogger(__name__)

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 120
"""Of a file, without its suffix: file systems allow 255 bytes, old Windows 260 for the path."""


def known_collectivites() -> tuple[Seance, ...]:
    """Return what is kept, the assembly that sat last first; a file that is wrong is left out."""
    found = []
    for path in sorted(_folder().glob("*.toml")):
        try:
            found.append(read_seance(path))
        except AppError as error:
            logger.info("a kept collectivité cannot be used: %s", error)
    return tuple(sorted(found, key=lambda seance: seance.date, reverse=True))


def remember(seance: Seance) -> None:
    """Keep what the next session of the same assembly begins with.

    A session older than the one it is kept from changes nothing. A folder that refuses the file
    only costs the convenience.
    """
    path = _folder() / f"{_name_of(seance)}.toml"
    known = None
    with suppress(AppError):
        known = read_seance(path)
    if known is not None and known.date > seance.date:
        return
    from desktop.session.description.seance_update import with_seance  # noqa: PLC0415 - the window opens without it

    try:
        make_folder(path.parent)
        before = path.read_text(encoding="utf-8") if known is not None else ""
        atomic_write(path, with_seance(before, lasting(seance)).encode())
    except AppError as error:
        logger.info("a collectivité cannot be kept: %s", error)


def forget(seance: Seance) -> None:
    """Keep nothing of an assembly any longer; its sessions stay as they are."""
    (_folder() / f"{_name_of(seance)}.toml").unlink(missing_ok=True)


def lasting(seance: Seance) -> Seance:
    """Return a session without what belongs to it alone: who came, the agenda, the convocation."""
    return replace(
        seance,
        members=tuple(StatedMember(member=stated.member) for stated in seance.members),
        agenda=(),
        parts=(),
        convened_on=None,
        previous_session=None,
        second_convocation=False,
        predecessor_accounts=False,
        urgent=False,
        attending=None,
        wishes=replace(
            seance.wishes, item_styles=(), texts=replace(seance.wishes.texts, by_item=())
        ),
    )


def last_session_of(seance: Seance, recent: Iterable[str]) -> Path | None:
    """Return the folder of the session before, of those opened lately; None without any."""
    before = []
    for folder in map(Path, recent):
        try:
            other = read_seance(folder / "seance.toml")
        except AppError:
            continue
        if _name_of(other) == _name_of(seance) and other.date < seance.date:
            before.append((other.date, folder))
    return max(before, default=(None, None))[1]


def _folder() -> Path:
    return config_folder() / "collectivites"


def _name_of(seance: Seance) -> str:
    """Return what tells one assembly from another, as the name of a file."""
    name = fold(f"{seance.collectivite} {seance.body}")
    return _NO_LETTER.sub("-", name).strip("-")[:_LONGEST_NAME] or "collectivite"
