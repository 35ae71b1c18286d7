"""What a process freed goes back to the system."""

import sys
from pathlib import Path

import pytest

from asr.memory import give_back_memory

PAGE_BYTES = 4096
BLOCK_BYTES = 60_000  # below glibc's least size for a mapping of its own


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_memory_freed_below_what_is_still_in_use_goes_back() -> None:
    blocks = [bytearray(BLOCK_BYTES) for _ in range(2000)]
    last = blocks.pop()  # above all others: without help nothing below it is given back
    del blocks
    before = resident_bytes()
    give_back_memory()
    assert before - resident_bytes() > 1000 * BLOCK_BYTES
    assert last
