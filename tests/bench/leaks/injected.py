"""`greffier` with a function that fails and quotes what it was given: -m tests.bench.leaks.injected

GREFFIER_INJECT names the function, "module:name" or "module:Class.method". It fails as libraries
do: an exception that quotes its arguments, raised over another, and a library's warning that does.
The child processes import this module anew and fail alike.
"""

import core.offline  # isort: skip  # noqa: F401 - first, as in every entry point

import importlib
import logging
import os
from typing import NoReturn

from desktop.__main__ import main

_QUOTED = 100_000
"""Letters of the arguments that are quoted."""


def fail(*arguments: object, **named: object) -> NoReturn:
    """Fail as a library does that quotes what it cannot use."""
    quoted = repr((arguments, named))[:_QUOTED]
    logging.getLogger("library.reading").warning("cannot read %s", quoted)
    try:
        {}[quoted]
    except KeyError as error:
        raise ValueError(quoted) from error


def inject(place: str) -> None:
    """Let a function fail."""
    module, _, name = place.partition(":")
    owner: object = importlib.import_module(module)
    *within, function = name.split(".")
    for one in within:
        owner = getattr(owner, one)
    setattr(owner, function, fail)


if __name__ in {"__main__", "__mp_main__"}:
    inject(os.environ["GREFFIER_INJECT"])

if __name__ == "__main__":
    main()
