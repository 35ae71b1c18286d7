"""The exit codes of the command line, fixed by contract, and which error gives which."""

from enum import IntEnum

from core.errors import AppError, FolderNotWritable, InputError, ModelError


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    MODEL = 3
    REFUSED = 4
    STOPPED = 130


def exit_code_of(error: AppError) -> ExitCode:
    """Return the exit code of an error, by its class."""
    match error:
        case InputError() | FolderNotWritable():  # the command line chose that folder
            return ExitCode.USAGE
        case ModelError():
            return ExitCode.MODEL
        case _:
            return ExitCode.FAILED
