"""How speakers are told apart on screen: a colour, initials and a short name each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.transcript import MemberStatus, Turn
from desktop.session.corrections.corrections import Corrected
from pv_builder.meeting import Member, MemberName


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a turn shows.

    Attributes:
        name: full, for reading.
        initials: two letters, or the number of a voice.
        colour: index in the theme's speaker colours.
        is_proposed: named by the machine only.
        is_known: named at all.
    """

    name: str
    initials: str
    colour: int
    is_proposed: bool
    is_known: bool


class People:
    """The speakers of a session, with colours that stay the same while it is open.

    Args:
        roll: members of the assembly, in order.
    """

    def __init__(self, roll: Sequence[Member]) -> None:
        self.roll = tuple(roll)
        self._colours: dict[str, int] = {member.name: i for i, member in enumerate(roll)}

    @property
    def members(self) -> tuple[MemberName, ...]:
        """Names of the roll, in order."""
        return tuple(member.name for member in self.roll)

    def of(self, turn: Turn, corrected: Corrected) -> Speaker:
        """Return how the speaker of a turn is shown."""
        if turn.member is not None:
            proposed = turn.member_status is not MemberStatus.CONFIRMED
            return self._known(turn.member, is_proposed=proposed)
        voice = turn.speaker
        said = corrected.voices.get(voice) if voice is not None else None
        if said is not None and said.label:
            return self._known(said.label, is_proposed=False)
        number = "?" if voice is None else voice.lstrip("V0") or "0"
        name = QCoreApplication.translate("People", "Voix {n}").format(n=number)
        if voice is None:
            name = QCoreApplication.translate("People", "Voix inconnue")
        return Speaker(
            name=name,
            initials=number,
            colour=self._colour(voice or ""),
            is_proposed=True,
            is_known=False,
        )

    def _known(self, name: str, *, is_proposed: bool) -> Speaker:
        return Speaker(
            name=name,
            initials=initials(name),
            colour=self._colour(name),
            is_proposed=is_proposed,
            is_known=True,
        )

    def _colour(self, key: str) -> int:
        return self._colours.setdefault(key, len(self._colours))


def initials(name: str) -> str:
    """Return the initials of a printed name without its title: "SM" for "M. Sébastien Masson"."""
    parts = [part for part in name.replace("-", " ").split() if part not in {"M.", "Mme"}]
    letters = [part[0].upper() for part in parts if part[0].isalpha()]
    return "".join([*letters[:1], *letters[-1:]]) if len(letters) > 1 else name[:2].upper()


def percent(score: float) -> int:
    """Return a score in percent; 100 is kept for what a person confirmed."""
    return min(99, round(score * 100))


def most_frequent(corrected: Corrected, limit: int = 9) -> tuple[MemberName, ...]:
    """Return the members that speak most often, at most `limit`: the keys Alt+1 to Alt+9."""
    count = Counter(turn.member for turn in corrected.transcript.turns if turn.member)
    return tuple(MemberName(name) for name, _ in count.most_common(limit))
