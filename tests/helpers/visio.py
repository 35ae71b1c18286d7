"""Files as meeting tools would have written them of a session whose truth is known."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pv_builder.captions.spans import CaptionSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueLine:
    """What a member really said, when."""

    member: str
    start: float
    end: float
    text: str


def true_lines(stm: Path) -> list[TrueLine]:
    """Return the lines of a reference.stm."""
    rows = (row.split(None, 5) for row in stm.read_text(encoding="utf-8").splitlines())
    return [
        TrueLine(member=who.replace("_", " "), start=float(start), end=float(end), text=text)
        for _, _, who, start, end, text in rows
    ]


def shown_labels(members: Sequence[str], seed: int = 0) -> dict[str, str]:
    """Return the label that a tool shows for each member: half of them are of somebody else.

    Of the other half one in three is a first name, one a telephone, one the account's full name.
    """
    draw = random.Random(seed)  # noqa: S311 - the same each time
    names = list(members)
    draw.shuffle(names)
    wrong, right = names[: len(names) // 2], names[len(names) // 2 :]
    forms: list[Callable[[str], str]] = [_first_name, _telephone, _account]
    labels = {name: forms[number % len(forms)](name) for number, name in enumerate(right)}
    others = names[1:] + names[:1]
    return labels | {name: _account(other) for name, other in zip(names, others, strict=True)
                     if name in wrong}  # fmt: skip


def mixed_labels(lines: Sequence[TrueLine], members: Sequence[str], seed: int = 0) -> list[str]:
    """Return a label for each line: half of the time that of another member, drawn anew."""
    draw = random.Random(seed)  # noqa: S311 - the same each time
    forms: list[Callable[[str], str]] = [_first_name, _account, _telephone]
    shown = {name: forms[number % len(forms)](name) for number, name in enumerate(members)}
    return [
        shown[line.member if draw.random() < 0.5 else draw.choice(list(members))] for line in lines
    ]


def vtt(lines: Sequence[TrueLine], labels: Sequence[str], *, late_s: float, garbled: float) -> str:
    """Return the lines as Teams captions, on a clock that is `late_s` off, some words wrong."""
    draw = random.Random(1)  # noqa: S311 - the same each time
    cues = (
        f"{number}/1-0\n{_time(line.start + late_s)} --> {_time(line.end + late_s)}\n"
        f"<v {label}>{' '.join(_misheard(line.text, garbled, draw))}</v>\n"
        for number, (line, label) in enumerate(zip(lines, labels, strict=True))
        if line.start + late_s >= 0
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def spans_of(lines: Sequence[TrueLine], labels: Mapping[str, str]) -> tuple[CaptionSpan, ...]:
    """Return the lines as spans without words, as BigBlueButton knows them."""
    return tuple(
        CaptionSpan(label=labels[line.member], start=line.start, end=line.end) for line in lines
    )


def teams_attendance(labels: Sequence[str]) -> bytes:
    """Return a list of participants as Teams writes it."""
    rows = "".join(
        f"{label}\t09/06/2026 16:58:10\t09/06/2026 18:03:44\t1h 5m 34s\t\t\tPrésentateur\r\n"
        for label in dict.fromkeys(labels)
    )
    head = "Nom\tPremière arrivée\tDernier départ\tDurée de la réunion\tE-mail\tID (UPN)\tRôle\r\n"
    text = f"1. Résumé\r\nTitre de la réunion\tSéance\r\n\r\n2. Participants\r\n{head}{rows}"
    return b"\xff\xfe" + text.encode("utf-16-le")


def _misheard(text: str, garbled: float, draw: random.Random) -> Iterator[str]:
    for word in text.split():
        yield "machin" if draw.random() < garbled else word


def _time(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{rest:06.3f}"


def _first_name(member: str) -> str:
    return member.split()[1]


def _telephone(member: str) -> str:
    return f"iPhone de {member.split()[1]}"


def _account(member: str) -> str:
    _, first, last = member.split(None, 2)
    return f"{last.upper()} {first}"
