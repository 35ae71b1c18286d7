"""How long a test waits for what another process or thread does."""

WAIT_MS = 60_000
"""A wait ends as soon as it can; this much only matters on a machine that has no time left."""
