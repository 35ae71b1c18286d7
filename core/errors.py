"""The errors that Greffier raises on purpose.

This module is for the roots of the tree only: each package defines its own leaves beside the code
that raises them. It is not for French sentences: those are made from a class and its facts in
`desktop.session.french.messages`.

    AppError                 ours, expected, explained to the user
    |- InputError            the user's file or data is wrong
    |- ModelError            a model is missing or damaged
    |- EnvironmentFault      disk, memory or device
    |- EngineError           a recogniser or diariser failed
    `- DossierError          a session folder cannot be used

Invariants:
- Every class has a kebab-case `code` of its own and names its facts in `fields`.
- `str()` holds the code and the numbers only: a log line never carries a name or a path.
"""

from typing import ClassVar

Fact = str | int | float | None


class Harmless(Exception):
    """An exception whose text holds codes, numbers and lines of the program: fit for the log."""


class AppError(Harmless):
    """Root of every error that is raised on purpose.

    Attributes:
        code: stable kebab-case name of the fault.
        fields: names of the facts that must be given.
        facts: what is known about the fault, by field.
    """

    code: ClassVar[str] = "app-error"
    fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **facts: Fact) -> None:
        if set(facts) != set(self.fields):
            message = f"{type(self).__name__} takes {self.fields}, got {tuple(facts)}"
            raise TypeError(message)
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        numbers = [f"{k}={v}" for k, v in self.facts.items() if isinstance(v, int | float)]
        return " ".join([self.code, *numbers])


class InputError(AppError):
    """What the user gave cannot be used."""

    code = "input-error"


class ModelError(AppError):
    """A model is missing, damaged or cannot be trusted."""

    code = "model-error"


class EnvironmentFault(AppError):
    """The machine does not provide what is needed: disk, memory, device."""

    code = "environment-fault"


class EngineError(AppError):
    """A recogniser or a diariser failed."""

    code = "engine-error"


class DossierError(AppError):
    """A session folder cannot be opened or written."""

    code = "dossier-error"


class DiskFull(EnvironmentFault):
    """There is not enough room on the disk that holds `path`."""

    code = "disk-full"
    fields = ("path", "needed_bytes", "free_bytes")


class DiskFailing(EnvironmentFault):
    """The disk that holds `path` fails or is no longer there: a stick was pulled out."""

    code = "disk-failing"
    fields = ("path",)


class FileTooLarge(EnvironmentFault):
    """The file system of the disk that holds `path` allows no file of this size (FAT32: 4 GB)."""

    code = "file-too-large"
    fields = ("path", "needed_bytes")


class FolderNotWritable(EnvironmentFault):
    """A folder cannot be created or written."""

    code = "folder-not-writable"
    fields = ("path",)


class FileDamaged(DossierError):
    """A file of ours cannot be read; it was set aside as `kept_as`."""

    code = "file-damaged"
    fields = ("path", "kept_as")


def error_from(code: str, facts: dict[str, Fact]) -> AppError | None:
    """Return the error that has this code, or None when no class has it.

    Errors cross from a child process as code and facts: an exception pickled as it is would run
    arbitrary constructors in the parent.
    """
    waiting: list[type[AppError]] = [AppError]
    while waiting:
        found = waiting.pop()
        if found.code == code and set(found.fields) == set(facts):
            return found(**facts)
        waiting.extend(found.__subclasses__())
    return None
