"""What Greffier says to a person: errors, notices and steps, by code, in French.

The only module where an error becomes a sentence; the sentences stand in
`desktop.session.french.sentences`. A test walks every `AppError` and demands its message.
"""

from collections.abc import Mapping

from core.errors import AppError, Fact
from core.task import Notice
from desktop.session.french.exchange_sentences import ARCHIVE_REASONS
from desktop.session.french.import_sentences import UNSAFE
from desktop.session.french.message import Message
from desktop.session.french.sentences import (
    ERRORS,
    FAULTS,
    FOUND,
    NOTICES,
    OUR_FAULT,
    STEPS,
)


def message_of(error: AppError) -> Message:
    """Return what a person reads about an error."""
    form = ERRORS.get(error.code, OUR_FAULT)
    facts = {name: _shown(name, value) for name, value in error.facts.items()}
    return Message(form.title, form.sentence.format(**facts), form.advice.format(**facts))


def unexpected() -> Message:
    """Return what a person reads about a fault of Greffier's own."""
    return OUR_FAULT


def has_message(code: str) -> bool:
    """Whether an error of this code has its own message."""
    return code in ERRORS


def notice_text(notice: Notice) -> str | None:
    """Return the sentence of a notice, None if it is not for people."""
    form = NOTICES.get(notice.code)
    return None if form is None else form.format(**_all_shown(notice.facts))


def step_name(code: str) -> str:
    """Return the name of a step as shown beside its progress."""
    return STEPS.get(code, "Travail en cours")


def _all_shown(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: Fact) -> str:
    if name.endswith("_bytes") and isinstance(value, int | float):
        return size_text(value)
    if name.endswith("_s") and isinstance(value, int | float):
        return f"{value / 3600:.0f} h" if value >= 3600 else f"{value:.0f} s"  # noqa: PLR2004
    if name == "fault":
        return FAULTS.get(str(value), str(value))
    if name == "reason":
        return (UNSAFE | ARCHIVE_REASONS).get(str(value), str(value))
    if name == "found":
        return FOUND.get(str(value), str(value))
    return _as_in_print(value)


def _as_in_print(value: Fact) -> str:
    """Return a value as people write it: decimals after a comma."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def size_text(size_bytes: float) -> str:
    """Return a size as people read it: "1,4 Go", "145 Mo"."""
    for unit, bytes_per_unit in (("Go", 1e9), ("Mo", 1e6)):
        if size_bytes >= bytes_per_unit:
            number = size_bytes / bytes_per_unit
            digits = 1 if unit == "Go" else 0
            return f"{number:.{digits}f}".replace(".", ",") + f"\u00a0{unit}"
    return "moins de 1\u00a0Mo"
