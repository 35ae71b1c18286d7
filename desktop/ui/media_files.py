"""The kinds of files that a recording comes in, for the dialogs that ask for one."""

from PySide6.QtCore import QCoreApplication

_KINDS = (
    *("mp3", "wav", "m4a", "mp4", "opus", "ogg", "flac", "wma", "aac", "amr", "dss"),
    *("mkv", "mov", "webm", "avi", "mpg", "3gp"),
)


def media_filter() -> str:
    """Return the filter of a file dialog: sounds and videos, then everything."""
    media = QCoreApplication.translate("Media", "Son ou vidéo")
    everything = QCoreApplication.translate("Media", "Tous les fichiers")
    return f"{media} ({' '.join(f'*.{kind}' for kind in _KINDS)});;{everything} (*)"
