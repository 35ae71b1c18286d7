"""What a person reads about a fault: title, sentence, advice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads about a fault.

    Attributes:
        title: a few words, for a dialog.
        sentence: what happened.
        advice: what to do.
    """

    title: str
    sentence: str
    advice: str

    @property
    def line(self) -> str:
        """The message on one line, for the command line."""
        return f"{self.sentence} {self.advice}"
