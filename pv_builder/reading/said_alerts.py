"""What was said and changes the session without being a fact of the minutes: to be checked."""

from collections.abc import Iterator

from pv_builder.evidence import Alert, Severity
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene

_LISTEN = "Écoutez le passage"
_TOLD = {
    Cue.NO_QUORUM: (
        "quorum-said-missing",
        "Il a été dit que le quorum manquait.",
        f"{_LISTEN} : sans quorum, le conseil ne peut délibérer (CGCT, art. L. 2121-17).",
    ),
    Cue.UNNAMED_MOVE: (
        "movement-unnamed",
        "Des arrivées ou des départs ont été évoqués sans que tous les noms soient dits.",
        f"{_LISTEN} et notez qui arrive ou part, et quand.",
    ),
    Cue.ITEM_ADDED: (
        "item-added-said",
        "L'ajout d'un point à l'ordre du jour a été évoqué.",
        f"{_LISTEN} et, s'il a été admis, ajoutez ce point.",
    ),
}
"""Alert of each cue: code, what was said, what to do."""


def said_alerts(scene: Scene) -> Iterator[Alert]:
    """Yield an alert for each thing said that a person must decide about; one for each kind."""
    for cue, (code, text, advice) in _TOLD.items():
        events = scene.cues.of(cue)
        if events:
            yield Alert(
                code=code,
                severity=Severity.WARNING,
                text=f"{text} {advice}",
                excerpts=tuple(scene.interval(e.first, e.last) for e in events),
            )
