"""Councils written as people talk, by writers who had not seen the program, with their truth.

`tests/data/councils/NAME` holds what the secretary knew (`seance.toml`), what is said
(`dialogue.txt`: "M. Given Family : words", a person who is no member begins with "*") and what the
minutes must state (`truth.toml`): states, pouvoirs, movements and the votes by name. The figures of
each vote are added up here, apart from the rules that are measured with them.
"""

import random
import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.transcript import (
    AudioRef,
    MemberStatus,
    Provenance,
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from pv_builder.meeting import MemberName
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance
from tests.helpers.sound_alikes import distort
from tests.helpers.spoken_speech import Said

FOLDER = Path(__file__).parents[1] / "data" / "councils"
WORD_S = 0.36
PAUSE_S = 0.5
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_NO_VOTE = "sans vote"

Truth = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCouncil:
    """A council: what was known, what is said, and `truth` with the keys of `pv.json`."""

    name: str
    seance: Seance
    said: tuple[Said, ...]
    truth: Truth

    def transcript(self, share: float = 0.0, *, members: bool = True) -> Transcript:
        """Return it as recognised: every voice told apart, all words those that were said.

        Args:
            share: of the words that are replaced by sound-alikes.
            members: whether it is known whose voices they are.
        """
        draw = random.Random(self.name)  # noqa: S311 - test material
        turns: list[Turn] = []
        voices: dict[str, VoiceId] = {}
        at = 1.0
        for line in self.said:
            voice = voices.setdefault(line.who, VoiceId(f"V{len(voices) + 1:02d}"))
            for sentence in _SENTENCE.split(distort(line.text, share, draw)):
                who = line.who if members and not line.who.startswith("*") else None
                turns.append(_turn(len(turns) + 1, at, sentence.split(), voice, who))
                at = turns[-1].end + PAUSE_S / 5
            at += PAUSE_S
        return Transcript(
            audio=AudioRef(sha256="0" * 64, duration_s=at, parts=()),
            turns=tuple(turns),
            provenance=Provenance(
                engine="scripted", engine_version="1", model_id="none", model_sha256="0" * 64
            ),
        )


def councils() -> list[WrittenCouncil]:
    """Return all of them, by name."""
    return [council(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]


def council(folder: Path) -> WrittenCouncil:
    """Return the council of a folder; `ValueError` where its truth contradicts itself."""
    lines = (folder / "dialogue.txt").read_text(encoding="utf-8").splitlines()
    said = (line.split(" : ", 1) for line in lines if line.strip())
    seance = read_seance(folder / "seance.toml")
    stated = tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))
    return WrittenCouncil(
        name=folder.name,
        seance=seance,
        said=tuple(Said(who=MemberName(who.strip()), text=text.strip()) for who, text in said),
        truth=_truth(stated, seance),
    )


def _turn(number: int, at: float, words: list[str], voice: VoiceId, who: str | None) -> Turn:
    spoken = tuple(
        Word(
            start=round(at + WORD_S * n, 3),
            end=round(at + WORD_S * (n + 1), 3),
            text=f" {word}",
            probability=0.9,
        )
        for n, word in enumerate(words)
    )
    return Turn(
        id=TurnId(f"t{number:05d}"),
        start=round(at, 3),
        end=spoken[-1].end if spoken else round(at, 3),
        speaker=voice,
        member=who,
        member_status=MemberStatus.PROPOSED if who else None,
        member_score=0.9 if who else None,
        words=spoken,
    )


def _truth(stated: Truth, seance: Seance) -> Truth:
    """Return the truth with the keys of `pv.json`, its figures added up."""
    voices = {str(one.member.name): one.member.weight for one in seance.members}
    floor = _Floor(
        voices=voices,
        here=set(stated["presents"]),
        proxies={p["mandant"]: p["mandataire"] for p in stated.get("pouvoirs", [])},
    )
    moves = stated.get("mouvements", [])
    ended = [p for p in stated.get("pouvoirs", []) if "fin_avant_point" in p]
    points = []
    for point in stated["points"]:
        number = point["numero"]
        for proxy in ended:
            if proxy["fin_avant_point"] == number:
                floor.proxies.pop(proxy["mandant"], None)
        for move in moves:
            if move["avant_point"] == number:
                floor.move(move)
        points.append(floor.point(point))
    return {
        "heure_ouverture": None,
        "heure_levee": None,
        "secretaire": None,
        "president": None,
        "excuses": [],
        "absents": [],
        **{key: value for key, value in stated.items() if key not in {"points", "pouvoirs"}},
        "mouvements": moves,
        "points": points,
        "pouvoirs": [
            {"mandant": p["mandant"], "mandataire": p["mandataire"]}
            for p in stated.get("pouvoirs", [])
        ],
        "en_exercice": len(voices),
        "quorum": len(voices) // 2 + 1,
    }


@dataclass(slots=True)
class _Floor:
    """Who can vote, while the session goes on."""

    voices: dict[str, int]
    here: set[str]
    proxies: dict[str, str] = field(default_factory=dict)

    def move(self, move: Truth) -> None:
        """Let a member come or go."""
        if move["type"] == "arrivee":
            self.here.add(move["qui"])
            self.proxies.pop(move["qui"], None)
            return
        self.here.discard(move["qui"])
        if "pouvoir_a" in move:
            self.proxies[move["qui"]] = move["pouvoir_a"]

    def point(self, stated: Truth) -> Truth:
        """Return one item with its figures."""
        apart = stated.get("ne_prend_pas_part", [])
        heads = self.here - set(apart)
        return {
            "numero": stated["numero"],
            "rapporteur": stated.get("rapporteur"),
            "presents": len(heads),
            "mode": stated["mode"],
            "resultat": stated["resultat"],
            "ne_prend_pas_part": apart,
            **self._vote(stated, heads, apart),
        }

    def _vote(self, stated: Truth, heads: set[str], apart: Collection[str]) -> Truth:
        names: Truth = {"contre_noms": [], "abstention_noms": []}
        if stated["mode"] == _NO_VOTE:
            figures = ("votants", "pour", "contre", "abstentions", "unanimite")
            return dict.fromkeys(figures) | names
        given = {who for who, holder in self.proxies.items() if holder in heads}
        voters = heads | (given - self.here - set(apart))
        against, apart_from = stated.get("contre", []), stated.get("abstentions", [])
        if not voters.issuperset([*against, *apart_from]):
            message = f"item {stated['numero']}: somebody votes who cannot"
            raise ValueError(message)
        no = stated.get("n_contre", self._carried(against))
        blank = stated.get("n_abstentions", self._carried(apart_from))
        if stated["mode"] != "secret":
            names = {"contre_noms": against, "abstention_noms": apart_from}
        return {
            "votants": len(voters),
            "pour": self._carried(voters) - no - blank,
            "contre": no,
            "abstentions": blank,
            "unanimite": no == blank == 0,
            **names,
        }

    def _carried(self, names: Iterable[str]) -> int:
        return sum(self.voices[name] for name in names)
