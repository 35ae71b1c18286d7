"""The built program, tried as a person gets it: `pytest -m built` after `packaging/build.py`.

GREFFIER_BUILT names the folder of another build. Without a built program the test fails: who asks
for it wants to know whether that program works.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
BUILT = PACKAGING.parent / "build" / "dist" / "greffier"


@pytest.mark.built
@pytest.mark.timeout(1800)
def test_a_built_program_passes_its_smoke_test() -> None:
    folder = os.environ.get("GREFFIER_BUILT", str(BUILT))
    command = [sys.executable, str(PACKAGING / "smoke_test.py"), folder]
    tried = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
