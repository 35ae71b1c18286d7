"""Names and paths that every system takes, Windows above all.

Windows forbids some signs, gives some names to devices, and takes paths of 259 characters unless
its administrator allowed longer ones (the programs we build declare that they can handle them).
"""

import sys
from pathlib import Path

FORBIDDEN = '<>:"|?*'
RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
"""Names that Windows gives to devices, whatever their extension."""

_SLASHES = "/\\"
_STAND_IN = str.maketrans(dict.fromkeys(FORBIDDEN + _SLASHES, "-"))
_LONGEST_NAME = 80
_LONGEST_WINDOWS_PATH = 259


def safe_name(text: str, otherwise: str) -> str:
    """Return a name for a file or a folder, as near to a text as every system allows.

    Args:
        text: what a person wrote.
        otherwise: the name when nothing of it can be used.
    """
    printed = "".join(sign for sign in text.translate(_STAND_IN) if sign.isprintable())
    name = " ".join(printed.split())[:_LONGEST_NAME].strip(" .")
    if name.partition(".")[0].upper() in RESERVED:
        name = f"{name}-"
    return name or otherwise


def longest_path() -> int | None:
    """Return how many characters a path may have on this machine, None without such a limit."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - Windows only

    allows_long = bool(ctypes.windll.ntdll.RtlAreLongPathsEnabled())
    return None if allows_long else _LONGEST_WINDOWS_PATH


def excess(path: Path, below: int, limit: int | None) -> int:
    """Return by how many characters what lies in a folder passes the limit; 0 when it does not.

    Args:
        path: the folder.
        below: characters of the longest path that will be made in it.
        limit: as `longest_path` says.
    """
    return 0 if limit is None else max(0, len(str(path.absolute())) + 1 + below - limit)
