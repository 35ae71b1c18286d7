"""The agenda as it was called, for a session convened without one in its file.

Invariants:
- A title is the words that follow the number: it is proposed as heard, never completed.
"""

from collections.abc import Sequence

from pv_builder.evidence import Alert, Severity
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.seance import AgendaEntry

_LONGEST_TITLE = 16
_CALLED_WITHIN = 8


def heard_agenda(scene: Scene) -> tuple[AgendaEntry, ...]:
    """Return the items that were called by number, 1, 2, 3 and so on, with their titles."""
    entries: list[AgendaEntry] = []
    for event in scene.cues.of(Cue.ITEM_NUMBER):
        if event.number == len(entries) + 1 and _is_called(scene, event):
            entries.append(AgendaEntry(mark=len(entries) + 1, title=_title(scene, event.last)))
    return tuple(entries)


def _is_called(scene: Scene, event: Event) -> bool:
    """Whether the number opens its sentence or follows "nous passons au"."""
    first = scene.heard.sentence_start(event.first)
    called = scene.cues.of(
        Cue.ITEM_CALL, first=max(0, event.first - _CALLED_WITHIN), last=event.last
    )
    return event.first - first <= 1 or bool(called)


def _title(scene: Scene, at: int) -> str:
    """Return the words that follow a number, to the end of their sentence."""
    tokens = scene.heard.tokens
    words: Sequence[str] = (
        [
            token.text
            for token in tokens[at : min(at + _LONGEST_TITLE, scene.heard.sentence_end(at))]
            if token.turn == tokens[at].turn
        ]
        if at < scene.end
        else ()
    )
    title = " ".join(words)
    return title[:1].upper() + title[1:] or "Sans titre"


def agenda_was_heard(entries: Sequence[AgendaEntry]) -> Alert:
    """Return the alert that says where the agenda comes from."""
    return Alert(
        code="agenda-heard",
        severity=Severity.WARNING,
        text=(
            f"Aucun ordre du jour n'avait été indiqué : {len(entries)} points ont été relevés dans "
            "l'enregistrement, avec les mots entendus. Corrigez leurs titres."
        ),
    )
