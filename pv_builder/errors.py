"""The errors of the minutes that are raised on purpose."""

from core.errors import InputError


class SeanceUnreadable(InputError):
    """`seance.toml` is not there or may not be read."""

    code = "seance-unreadable"
    fields = ("path",)


class SeanceInvalid(InputError):
    """`seance.toml` holds faults: `faults` is French, one sentence a line, all of them at once."""

    code = "seance-invalid"
    fields = ("path", "faults")


class ImportRefused(InputError):
    """A file that a person brought cannot be read; `fault` is the kebab-case reason."""

    code = "import-refused"
    fields = ("name", "fault")
