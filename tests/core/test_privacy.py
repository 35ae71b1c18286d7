"""What a process and its children write is their owner's alone, and a crash leaves no memory."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import pathlib, resource
pathlib.Path("sound.wav").write_bytes(b"")
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
PARENT = f"""
import os, resource, subprocess, sys
from core.privacy import keep_to_owner
os.umask(0)
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
keep_to_owner()
subprocess.run([sys.executable, "-c", {CHILD!r}], check=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows: the user's folder, an error mode")
def test_nothing_is_left_for_others_to_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PARENT], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "0"
    assert stat.S_IMODE((tmp_path / "sound.wav").stat().st_mode) == 0o600
