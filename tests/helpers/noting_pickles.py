"""`greffier`, with each class that pickle looks up noted in the file GREFFIER_NOTES names.

Run as a program: its child processes import it anew and note theirs.
"""

import core.offline  # isort: skip  # noqa: F401 - first, as in every entry point

import os
import sys
from pathlib import Path

from desktop.__main__ import main


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Append a class, if that is what Python's audit tells of."""
    if event == "pickle.find_class":
        with Path(os.environ["GREFFIER_NOTES"]).open("a", encoding="utf-8") as notes:
            notes.write(f"{arguments[0]}.{arguments[1]}\n")


if __name__ in {"__main__", "__mp_main__"}:
    sys.addaudithook(note)

if __name__ == "__main__":
    main()
