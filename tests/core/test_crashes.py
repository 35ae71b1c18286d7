"""A process that crashes leaves no copy of its memory."""

import subprocess
import sys

import pytest

CHILD = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
PARENT = f"""
import resource, subprocess, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from core.crashes import leave_no_memory
leave_no_memory()
subprocess.run([sys.executable, "-c", {CHILD!r}], check=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows: an error mode instead of a limit")
def test_no_core_file_of_a_process_nor_of_its_children() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PARENT], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "0"
