"""Where an exception came from, without what its message may hold: a word said, a name, a path.

A library's exception may quote what it was given ("invalid literal: 'Mme Durand'"). The lines of
the program and the kinds of exceptions tell a developer nearly as much.
"""

import errno
import traceback
from collections.abc import Iterator

from core.errors import Harmless


def without_messages(error: BaseException) -> str:
    """Return the lines of a traceback, causes first, with the messages of `Harmless` ones only."""
    parts = [
        "".join((*traceback.format_tb(one.__traceback__), described(one))) for one in _chain(error)
    ]
    return "\nand then\n".join(reversed(parts))


def described(error: BaseException) -> str:
    """Return the kind of an exception, with its message where that holds nothing private."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    if isinstance(error, Harmless):
        return f"{name}: {error}"
    number = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    return name if number is None else f"{name}: {number}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, what it came from, and so on; each once."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
