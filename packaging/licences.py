"""List the licence of every installed package: `python packaging/licences.py FILE`."""

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

BUILD_TOOLS = {"pip", "setuptools", "wheel", "pyinstaller", "cyclonedx-bom"}


def main(target: Path) -> None:
    """Write one line a package: name, version, licence."""
    lines = {
        f"{package.name} {package.version} : {licence_of(package)}\n"
        for package in distributions()
        if package.name.lower() not in BUILD_TOOLS
    }
    target.write_text("".join(sorted(lines, key=str.lower)), encoding="utf-8")


def licence_of(package: Distribution) -> str:
    """Return the licence that a package states, in the shortest form it gives."""
    stated = package.metadata.get("License-Expression")
    if stated:
        return str(stated)
    classes = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    text = str(package.metadata.get("License") or "").strip().splitlines()
    return ", ".join(classes) or (text[0] if text else "non précisée")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
