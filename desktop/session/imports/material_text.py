"""What was understood of what a clerk brought, as French sentences for the screen."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from asr.sound.ordering import OrderBasis
from core.timecode import format_timecode
from desktop.session.imports.material import Found, Material, Recording
from pv_builder.captions.spans import Attendance, Captions, Chat, Tool

_TOOLS: Final[dict[Tool, str]] = {
    Tool.TEAMS: " de Teams",
    Tool.ZOOM: " de Zoom",
    Tool.MEET: " de Google Meet",
    Tool.BIGBLUEBUTTON: " de BigBlueButton",
    Tool.WEBEX: " de Webex",
    Tool.VISIO: " de La Suite Visio",
    Tool.OTHER: "",
}
_BASES: Final[dict[OrderBasis, str]] = {
    OrderBasis.RECORDED: "dans l'ordre de leur heure d'enregistrement",
    OrderBasis.NAMES: "dans l'ordre de leurs noms",
    OrderBasis.ALONE: "dans l'ordre donné",
}
_REASONS: Final[dict[str, str]] = {
    "double": "même son qu'une vidéo",
    "silent-film": "sans son",
    "other": "inutile ici",
    "audio-unreadable": "illisible",
    "audio-without-index": "inachevé, sa table des matières manque",
    "audio-not-converted": "pas encore converti par Zoom : double-cliquez dessus",
    "audio-dictation-format": "format de dictaphone DS2, à convertir en WAV",
    "audio-protected": "verrouillé par son éditeur",
    "audio-empty": "vide",
    "audio-access-denied": "lecture refusée",
    "import-empty": "vide",
    "import-too-large": "trop gros",
    "import-dangerous": "refusé par sécurité",
    "import-not-understood": "non reconnu",
}
_SHOWN = 6


def material_text(material: Material) -> str:
    """Return what was understood, on one line for each kind of thing."""
    return "\n".join(material_lines(material))


def material_lines(material: Material) -> Iterator[str]:
    """Yield one sentence for each kind of thing that was brought."""
    if material.recordings:
        yield _recordings(material)
    if material.tracks:
        names = _few([track.label for track in material.tracks])
        mixed = "" if material.recordings else " ; sans autre enregistrement, ils sont mélangés"
        yield f"Un fichier son par participant ({len(material.tracks)}) : {names}{mixed}."
    for found in material.found:
        yield _found(found)
    if material.left_out:
        reasons = [
            f"« {left.path.name} » ({_REASONS.get(left.code, 'non reconnu')})"
            for left in material.left_out
        ]
        yield f"Laissé de côté : {_few(reasons)}."


def holds(material: Material) -> str:
    """Return what is there when there is no recording, for the error that says so."""
    kinds = Counter(_kind(found) for found in material.found)
    kinds.update({"un fichier laissé de côté": len(material.left_out)})
    parts = [
        f"{kind}" if count == 1 else f"{kind} (× {count})" for kind, count in kinds.items() if count
    ]
    return ", ".join(parts) or "rien"


def _recordings(material: Material) -> str:
    names = [_recording(recording) for recording in material.recordings]
    if len(names) == 1:
        return f"Un enregistrement : {names[0]}."
    listed = ", ".join(names)
    return f"{len(names)} enregistrements, {_BASES[material.basis]} : {listed}."


def _recording(recording: Recording) -> str:
    length_s = recording.info.duration_s
    length = f", {format_timecode(length_s)}" if length_s is not None else ""
    film = "vidéo" if recording.info.has_video else "son"
    count = len(recording.info.streams)
    tracks = f", {count} pistes sonores" if count > 1 else ""
    return f"« {recording.path.name} » ({film}{length}{tracks})"


def _found(found: Found) -> str:
    content = found.content
    labels = content.labels
    names = f" ; noms affichés : {_few(labels)}" if labels else ", sans noms"
    skipped = "" if isinstance(content, Chat) else _skipped(content)
    kind = _kind(found)
    return f"{kind[0].upper()}{kind[1:]} : « {found.path.name} »{_amount(found)}{names}{skipped}."


def _kind(found: Found) -> str:
    match found.content:
        case Captions(tool=tool):
            return f"un sous-titrage{_TOOLS[tool]}"
        case Attendance(tool=tool):
            return f"une liste de participants{_TOOLS[tool]}"
        case Chat(tool=tool):
            return f"une messagerie écrite{_TOOLS[tool]}"


def _amount(found: Found) -> str:
    match found.content:
        case Captions(spans=spans):
            return f", {len(spans)} passages"
        case Attendance(participants=participants):
            return f", {len(participants)} participants"
        case Chat(messages=messages):
            return f", {len(messages)} messages (écrits, non prononcés)"


def _skipped(content: Captions | Attendance) -> str:
    if not content.faults:
        return ""
    lines = "ligne illisible laissée" if content.faults == 1 else "lignes illisibles laissées"
    return f" ; {content.faults} {lines} de côté"


def _few(names: tuple[str, ...] | list[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return shown if more <= 0 else f"{shown} et {more} autre{'s' if more > 1 else ''}"
