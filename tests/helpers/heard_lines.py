"""Small transcripts and sessions for the readers' tests: a few lines said, a roll, an agenda."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.transcript import Transcript
from pv_builder.meeting import Assembly, Attendance, Civility, Member, MemberName
from pv_builder.reading.scene import Scene, listen
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers.sessions import transcript_of, turn

ROLL = (
    ("M.", "Sébastien", "Masson", "Maire"),
    ("Mme", "Isabelle", "Roussel", "1re adjointe"),
    ("M.", "Didier", "Lemoine", "2e adjoint"),
    ("Mme", "Delphine", "Marchand", ""),
    ("M.", "Nicolas", "Charpentier", ""),
    ("Mme", "Élodie", "Blondel", ""),
    ("M.", "Alain", "Hubert", ""),
    ("Mme", "Pauline", "Perrin", ""),
    ("M.", "Thierry", "Moulin", ""),
)
MASSON = MemberName("M. Sébastien Masson")
ROUSSEL = MemberName("Mme Isabelle Roussel")
LEMOINE = MemberName("M. Didier Lemoine")
MARCHAND = MemberName("Mme Delphine Marchand")
CHARPENTIER = MemberName("M. Nicolas Charpentier")
BLONDEL = MemberName("Mme Élodie Blondel")
HUBERT = MemberName("M. Alain Hubert")
PERRIN = MemberName("Mme Pauline Perrin")
MOULIN = MemberName("M. Thierry Moulin")
TITLES = (
    "Programme de voirie",
    "Tarifs de la restauration scolaire",
    "Subventions aux associations",
)

Line = str | tuple[MemberName, str]
"""What is said, alone or with who says it."""


def members(*extra: Member, weights: Sequence[int] = ()) -> tuple[Member, ...]:
    """Return the roll of the tests, with these members after it."""
    given = dict(enumerate(weights))
    roll = tuple(
        Member(
            civility=Civility(civility),
            given_name=given_name,
            family_name=family_name,
            function=function,
            weight=given.get(place, 1),
        )
        for place, (civility, given_name, family_name, function) in enumerate(ROLL)
    )
    return (*roll, *extra)


def a_seance(
    *,
    roll: Sequence[Member] | None = None,
    titles: Sequence[str] = TITLES,
    hour: str | None = "18:30",
    present: bool = False,
) -> Seance:
    """Return a session convened with the roll and the titles; presence stated if asked."""
    return Seance(
        collectivite="Commune de Valbrune",
        body="conseil municipal",
        assembly=Assembly.COMMUNE,
        date=dt.date(2026, 3, 26),
        hour=hour,
        members=tuple(
            StatedMember(member=m, attendance=Attendance.PRESENT if present else None)
            for m in roll or members()
        ),
        agenda=tuple(AgendaEntry(mark=n, title=title) for n, title in enumerate(titles, 1)),
    )


def said(*lines: Line) -> Transcript:
    """Return a transcript of these lines, one turn each, four words a second.

    A line without who says it has no voice.
    """
    turns, at = [], 1.0
    voices: dict[MemberName, str] = {}
    for number, line in enumerate(lines):
        who, text = (None, line) if isinstance(line, str) else line
        end = at + max(1, len(text.split())) / 4
        if who is None:
            turns.append(replace(turn(number, None, at, end, text), speaker=None))
        else:
            voice = voices.setdefault(who, f"V{len(voices) + 1:02d}")
            turns.append(turn(number, who, at, end, text, voice))
        at = end + 0.5
    return transcript_of(tuple(turns))


def a_scene(*lines: Line, seance: Seance | None = None) -> Scene:
    """Return the lines ready to be read, with the maire of the roll as executive."""
    return listen(said(*lines), seance or a_seance(), MASSON)
