"""French text with plain spaces, easier to read in a test."""

from pv_builder.language.typography import NBSP, NNBSP


def flat(text: str | None) -> str:
    """Return the text with plain spaces in place of those that do not break; None is empty."""
    return (text or "").replace(NBSP, " ").replace(NNBSP, " ")
