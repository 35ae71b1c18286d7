"""Errors of the session folder and of what the command line asks for."""

from core.errors import DossierError, InputError, ModelError


class PathTooLong(DossierError):
    """What lies in a session's folder would have paths too long for this Windows."""

    code = "path-too-long"
    fields = ("path", "excess", "limit")


class DossierLocked(DossierError):
    """Another Greffier works in this folder."""

    code = "dossier-locked"
    fields = ("path",)


class DossierOfOtherRecording(InputError):
    """The folder holds the work on another recording."""

    code = "dossier-of-other-recording"
    fields = ("path",)


class FileMissing(InputError):
    """A file that the command names is not there."""

    code = "file-missing"
    fields = ("path",)


class OptionInvalid(InputError):
    """An option of the command line has a value that cannot be."""

    code = "option-invalid"
    fields = ("option", "value", "allowed")


class DiarizationUnavailable(InputError):
    """Telling voices apart was asked for on an installation without its libraries."""

    code = "diarization-unavailable"


class NoRecognitionModel(ModelError):
    """No installed recognition model fits the memory of this machine."""

    code = "no-recognition-model"


class WordFileUnreadable(InputError):
    """A file given as a corrected procès-verbal is no Word file, or a damaged one."""

    code = "word-file-unreadable"
    fields = ("path",)


class NothingExported(InputError):
    """There is no file of Greffier's to compare a corrected one with."""

    code = "nothing-exported"
    fields = ("path",)


class NoSessions(InputError):
    """The folder of a batch holds no session."""

    code = "no-sessions"
    fields = ("path",)


class SchedulerMissing(InputError):
    """Spreading sessions was asked for on an installation without Dask."""

    code = "scheduler-missing"


class SchedulerUnreachable(InputError):
    """Nothing answers at the address of the scheduler."""

    code = "scheduler-unreachable"
    fields = ("address",)


class ArchiveDamaged(InputError):
    """The archive cannot be read, or what it holds is not what was packed."""

    code = "archive-damaged"
    fields = ("path",)


class ArchiveLocked(InputError):
    """The archive asks for a password."""

    code = "archive-locked"
    fields = ("path",)


class ArchiveUnsafe(InputError):
    """The archive would write outside its folder ("escapes") or fill the disk ("swells")."""

    code = "archive-unsafe"
    fields = ("path", "reason")


class ArchiveUnsupported(InputError):
    """The archive is packed in a way that cannot be unpacked here."""

    code = "archive-unsupported"
    fields = ("path",)


class NoRecording(InputError):
    """What was given holds no recording; `holds` says in French what it does hold."""

    code = "no-recording"
    fields = ("path", "holds")


class FolderInUse(InputError):
    """A folder that was to be made holds something already."""

    code = "folder-in-use"
    fields = ("path",)


class SessionArchiveRefused(InputError):
    """A file is no archive of a session, or a harmful one; `reason` is kebab-case."""

    code = "session-archive-refused"
    fields = ("path", "reason")


class SessionArchiveDamaged(InputError):
    """An archive of a session is damaged; `damaged` names the files, as a person reads them."""

    code = "session-archive-damaged"
    fields = ("path", "damaged")


class PassphraseNeeded(InputError):
    """The archive is sealed, and no passphrase was given."""

    code = "passphrase-needed"
    fields = ("path",)


class PassphraseWrong(InputError):
    """The passphrase does not open the archive."""

    code = "passphrase-wrong"
    fields = ("path",)


class PassphraseWeak(InputError):
    """A passphrase is too short to withstand being guessed."""

    code = "passphrase-weak"
    fields = ("shortest",)
