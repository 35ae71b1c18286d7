"""Everything that Greffier does that writes, each with what must never be lost of it.

A step tells what the person was told is done; after a fault the session is opened as the product
opens it, and what was told must be there, whole.
"""

from collections.abc import Sequence

from tests.bench.faults import archives, choices, persons_work, recordings, whole_job
from tests.bench.faults.scenario import Scenario

SCENARIOS: Sequence[Scenario] = (
    *whole_job.SCENARIOS,
    *persons_work.SCENARIOS,
    *archives.SCENARIOS,
    *choices.SCENARIOS,
    *recordings.SCENARIOS,
)
