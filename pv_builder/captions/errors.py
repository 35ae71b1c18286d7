"""Why a file of a meeting tool is refused. Facts hold the path for the screen, never for a log."""

from core.errors import InputError


class ImportEmpty(InputError):
    """The file has no byte, or nothing but space."""

    code = "import-empty"
    fields = ("path",)


class ImportTooLarge(InputError):
    """The file, or what it unpacks to, is larger than any file of its kind should be."""

    code = "import-too-large"
    fields = ("path", "size_bytes", "limit_bytes")


class ImportNotUnderstood(InputError):
    """The file is of no kind that is known here."""

    code = "import-not-understood"
    fields = ("path",)


class ImportDangerous(InputError):
    """The file holds what an honest tool does not write: entities, links out of its folder."""

    code = "import-dangerous"
    fields = ("path",)


class NotCaptions(InputError):
    """The file was understood, but holds no captions with times or names: `found` says what."""

    code = "not-captions"
    fields = ("path", "found")


class NotParticipants(InputError):
    """The file was understood, but is no list of participants: `found` says what."""

    code = "not-participants"
    fields = ("path", "found")
