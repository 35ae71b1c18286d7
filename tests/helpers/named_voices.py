"""A small council, what it says about a tractor, and whom the naming finds in it."""

import datetime as dt

from core.transcript import Transcript, Turn, TurnId, VoiceId
from pv_builder.meeting import Assembly, Attendance, Civility, Member, MemberName
from pv_builder.naming.named import NamedTurn, NamedVoice, Naming
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers.sessions import transcript_of, words

MAIRE = MemberName("M. Guy Delorme")
PETIT = MemberName("Mme Anne Petit")
ROUSSEL = MemberName("Mme Léa Roussel")
GARNIER = MemberName("M. Luc Garnier")
WEBER = MemberName("M. Omar Weber")


def a_member(civility: Civility, given: str, family: str, function: str = "") -> Member:
    return Member(civility=civility, given_name=given, family_name=family, function=function)


ROLL = (
    a_member(Civility.M, "Guy", "Delorme", "Maire"),
    a_member(Civility.MME, "Anne", "Petit", "1re adjointe"),
    a_member(Civility.MME, "Léa", "Roussel"),
    a_member(Civility.M, "Luc", "Garnier"),
    a_member(Civility.M, "Omar", "Weber"),
    a_member(Civility.MME, "Rose", "Fabre"),
    a_member(Civility.M, "Ivan", "Collin"),
    a_member(Civility.MME, "Jade", "Noël"),
)


def a_seance(rapporteur: MemberName | None = None, **attendance: Attendance) -> Seance:
    return Seance(
        collectivite="Commune de Rochebrune",
        body="conseil municipal",
        assembly=Assembly.COMMUNE,
        date=dt.date(2026, 5, 7),
        hour="18:30",
        members=tuple(
            StatedMember(member=m, attendance=attendance.get(m.family_name)) for m in ROLL
        ),
        agenda=(AgendaEntry(mark=1, title="Achat d'un tracteur", rapporteur=rapporteur),),
    )


def said(*lines: tuple[str | None, str]) -> Transcript:
    """Return a transcript of (voice, text), one turn each, half a second apart."""
    turns, clock = [], 1.0
    for number, (voice, text) in enumerate(lines):
        end = clock + max(0.6, 0.4 * len(text.split()))
        turns.append(
            Turn(
                id=TurnId(f"t{number}"),
                start=clock,
                end=end,
                speaker=VoiceId(voice) if voice else None,
                words=words(text, clock, end),
            )
        )
        clock = end + 0.5
    return transcript_of(tuple(turns))


def the_voice(naming: Naming, voice: str) -> NamedVoice:
    return next(named for named in naming.voices if named.voice == voice)


def the_turn(naming: Naming, number: int) -> NamedTurn:
    return next(named for named in naming.turns if named.turn == f"t{number}")


OPENING = ("V01", "Bonsoir, il est 18 heures 30, la séance est ouverte.")
REMARK = "Je trouve que le prix du tracteur est bien trop élevé pour notre commune."
OTHER_REMARK = "Le nôtre a vingt ans et il tombe en panne toutes les semaines."
FLOOR_TWICE = (
    OPENING,
    ("V01", "La parole est à Madame Petit."),
    ("V02", REMARK),
    ("V01", "Madame Petit, je vous en prie."),
    ("V02", OTHER_REMARK),
)
