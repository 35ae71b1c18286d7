"""Memory that a child process has freed, given back to the system."""

import ctypes
import sys
from functools import cache
from typing import Any


def give_back_memory() -> None:
    """Give back what was freed and is kept for later.

    Cause: decoding takes and frees hundreds of megabytes a batch, and glibc keeps them in pieces
    that depend on how the threads were scheduled: on a busy machine a process held 1.6 GB of which
    it needed half (docs/benchmarks.md, "Long recordings"). Other C libraries do it by themselves.
    """
    if (trim := _trim()) is not None:
        trim(0)


@cache
def _trim() -> Any:
    """Return glibc's `malloc_trim`, None where the C library has none."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
