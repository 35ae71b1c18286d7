"""The three reference sessions as perfect readings: a `Minutes` and the `Transcript` behind it.

The transcript is the reference text with words spread evenly over each turn; the facts are those
of the reference, each with evidence over the turn of the chair that comes last before its item.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from core.timecode import Interval
from core.transcript import (
    AudioPart,
    AudioRef,
    MemberStatus,
    Provenance,
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from pv_builder import facts
from pv_builder.evidence import Evidence, FactKey
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    Civility,
    Item,
    ItemKind,
    Meeting,
    Member,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
)
from pv_builder.minutes import Minutes

DATA = Path(__file__).parents[1] / "data" / "documents"
SESSIONS = ("commune-saint-aubin", "comcom-val-de-serre", "syndicat-numerique")


def reference(name: str) -> dict[str, Any]:
    """Return the reference facts of a session."""
    return dict(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def words(text: str, start: float, end: float) -> tuple[Word, ...]:
    """Return the words of a text spread evenly over a stretch of time."""
    parts = text.split()
    step = (end - start) / max(1, len(parts))
    return tuple(
        Word(
            start=round(start + i * step, 3),
            end=round(start + (i + 1) * step, 3),
            text=f" {part}",
            probability=0.95,
        )
        for i, part in enumerate(parts)
    )


def turn(
    number: int, who: str | None, start: float, end: float, said: str, voice: str = "V01"
) -> Turn:
    """Return a turn of a member whose name the machine proposes."""
    return Turn(
        id=TurnId(f"t{number:04d}"),
        start=start,
        end=end,
        speaker=VoiceId(voice),
        member=who,
        member_status=MemberStatus.PROPOSED if who else None,
        member_score=0.9 if who else None,
        words=words(said, start, end),
    )


def transcript_of(turns: tuple[Turn, ...]) -> Transcript:
    """Return a transcript of these turns."""
    last = max((t.end for t in turns), default=0.0)
    part = AudioPart(name="audio.wav", sha256="0" * 64, duration_s=last)
    return Transcript(
        audio=AudioRef(sha256="0" * 64, duration_s=last, parts=(part,)),
        turns=turns,
        provenance=Provenance(
            engine="scripted", engine_version="1", model_id="none", model_sha256="0" * 64
        ),
    )


def transcript(name: str) -> Transcript:
    """Return the reference text of a session as a transcript."""
    return stm_transcript(DATA / f"{name}.stm")


def stm_transcript(path: Path) -> Transcript:
    """Return the text of a file of segment time marks as a transcript."""
    turns = []
    voices: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        _, _, who, start, end, said = line.split(None, 5)
        voice = voices.setdefault(who, f"V{len(voices) + 1:02d}")
        turns.append(turn(number, who.replace("_", " "), float(start), float(end), said, voice))
    return transcript_of(tuple(turns))


def meeting(name: str) -> Meeting:
    """Return the facts of a session as a perfect reader would find them."""
    return meeting_in(DATA / f"{name}.json", DATA / f"{name}.toml")


def meeting_in(facts_file: Path, seance: Path) -> Meeting:
    """Return the facts of a reference file as a perfect reader would find them."""
    ref: dict[str, Any] = json.loads(facts_file.read_text(encoding="utf-8"))
    known = tomllib.loads(seance.read_text(encoding="utf-8"))
    return Meeting(
        collectivite=ref["collectivite"],
        body=ref["organe"],
        assembly=Assembly(known["type"]),
        date=known["date"],
        place=known["lieu"],
        convened_hour=known["heure"],
        previous_session=known["seance_precedente"],
        opened_at=ref["heure_ouverture"],
        closed_at=ref["heure_levee"],
        chair=ref["president"],
        secretary=ref["secretaire"],
        members=tuple(
            Member(
                civility=Civility(m["civilite"]),
                given_name=m["prenom"],
                family_name=m["nom"],
                function=m["fonction"],
                weight=m.get("voix", 1),
            )
            for m in known["membres"]
        ),
        attendance=tuple(_attendance(ref)),
        proxies=(
            *(Proxy(giver=p["mandant"], holder=p["mandataire"]) for p in ref["pouvoirs"]),
            *(
                Proxy(
                    giver=m["qui"],
                    holder=m["pouvoir_a"],
                    begin=Moment(item=m["avant_point"]),
                )
                for m in ref["mouvements"]
                if m.get("pouvoir_a")
            ),
        ),
        movements=tuple(
            Movement(
                kind=MovementKind(m["type"]),
                member=m["qui"],
                moment=Moment(item=m["avant_point"]),
                hour=m["heure"],
            )
            for m in ref["mouvements"]
        ),
        items=tuple(_items(ref)),
    )


def _attendance(ref: dict[str, Any]) -> list[tuple[MemberName, Attendance]]:
    states = {
        "presents": Attendance.PRESENT,
        "excuses": Attendance.EXCUSED,
        "absents": Attendance.ABSENT,
        "retardataires": Attendance.ABSENT,
    }
    return [(MemberName(who), state) for key, state in states.items() for who in ref[key]]


def _items(ref: dict[str, Any]) -> list[Item]:
    ends = [p["debut_s"] for p in ref["points"][1:]] + [ref["duree_s"] - 30.0]
    return [_item(p, end) for p, end in zip(ref["points"], ends, strict=True)]


def _item(p: dict[str, Any], end: float) -> Item:
    accounts = "compte administratif" in p["titre"].lower()
    voted = p["mode"] != "sans vote"
    secret = p["mode"] == "secret"
    ballot = Ballot(
        mode=BallotMode(p["mode"]),
        against=p["contre"],
        abstentions=p["abstentions"],
        in_favour=p["pour"] if secret else None,
        against_names=tuple(p["contre_noms"]),
        abstention_names=tuple(p["abstention_noms"]),
    )
    return Item(
        mark=p["numero"],
        title=p["titre"],
        kind=ItemKind.ACCOUNTS if accounts else ItemKind.ORDINARY,
        rapporteur=p["rapporteur"],
        start_s=p["debut_s"],
        end_s=end,
        not_participating=tuple(p["ne_prend_pas_part"]),
        speakers=tuple(p["intervenants"]),
        ballot=ballot if voted else None,
        outcome=None if voted else Outcome(p["resultat"]),
    )


def minutes(name: str) -> Minutes:
    """Return a session's facts with evidence for those that come from the recording."""
    read = meeting(name)
    found: list[tuple[FactKey, float]] = [(facts.CHAIR, 2.0), (facts.OPENED_AT, 4.0)]
    found += [(facts.attendance(who), 10.0) for who, _ in read.attendance]
    found += [(facts.proxy(p.giver), 40.0) for p in read.proxies]
    found += [(facts.movement(m.kind, m.member), 217.0) for m in read.movements]
    found.append((facts.SECRETARY, 60.0))
    for item in read.items:
        ended = item.end_s or 0.0
        found += [
            (facts.item(item.mark, field), ended - 5.0)
            for field in (facts.ItemField.AGAINST, facts.ItemField.ABSTENTIONS)
            if item.ballot
        ]
        found.append((facts.item(item.mark, facts.ItemField.START), item.start_s or 0.0))
    return Minutes(
        meeting=read,
        evidence=tuple(
            Evidence(fact=key, score=0.9, rule="test", excerpts=(Interval(at, at + 1.0),))
            for key, at in found
        ),
    )
