"""`python -m desktop` is the same as `greffier`."""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

from desktop.cli.main import main

if __name__ == "__main__":
    main()
