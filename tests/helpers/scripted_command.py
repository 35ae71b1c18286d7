"""`greffier` with a scripted recogniser: for journeys through the window, which starts a command.

python -m tests.helpers.scripted_command process MEDIA --seance FILE --out DIR
"""

import os
from pathlib import Path

from asr.engines.scripted import ScriptedSpec
from asr.pipeline import TranscribeOptions
from desktop.cli.main import main
from desktop.session import workflow

SCRIPT = "GREFFIER_TEST_SCRIPT"
"""Environment variable: the JSON file of the words that are recognised."""


def run() -> None:
    """Run one command of `greffier`, its engines replaced."""
    options = TranscribeOptions(engine=ScriptedSpec(script=Path(os.environ[SCRIPT])))
    workflow.recognition_options = lambda *_: options
    workflow.diarize_options = lambda *_: None
    main()


if __name__ == "__main__":
    run()
