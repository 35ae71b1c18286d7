"""What this program is made of: versions and licences, read from what is installed."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions, version

_PROGRAM = "greffier"
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60
"""Some projects put their whole licence into the field of its name."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Component:
    """A library of the program."""

    name: str
    version: str
    licence: str


def program_version() -> str:
    """Return the version of Greffier."""
    return version(_PROGRAM)


def system_text() -> str:
    """Return the system and the Python that run Greffier, without the machine's name."""
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}"


def components() -> tuple[Component, ...]:
    """Return the libraries that are installed beside Greffier, by name."""
    return tuple(sorted(set(_components()), key=lambda one: one.name.lower()))


def _components() -> Iterator[Component]:
    for one in distributions():
        name = one.metadata["Name"]
        if name and name != _PROGRAM:
            yield Component(name=name, version=one.version, licence=_licence(one))


def _licence(one: Distribution) -> str:
    metadata = one.metadata
    fields = [metadata[key] for key in ("License-Expression", "License") if key in metadata]
    said = next((field.strip() for field in fields if field.strip()), "")
    if said and len(said) <= _LONGEST and "\n" not in said:
        return said
    classifiers = metadata.get_all("Classifier") or []
    names = [c.removeprefix(_CLASSIFIER) for c in classifiers if c.startswith(_CLASSIFIER)]
    return ", ".join(names) or "voir le paquet"
