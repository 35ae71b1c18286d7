"""Who is called by a name alone: "Bernard, vas-y" may be Bernard Simon or Monsieur Bernard.

Invariant: where several members answer to the name, the mention is of none of them for certain.
"""

from collections.abc import Sequence
from dataclasses import replace

from pv_builder.meeting import Member, MemberName
from pv_builder.reading.words.heard import Token, tokens_of_text
from pv_builder.reading.words.names import Mention, NameForm

_LONGEST = 3


class BareNames:
    """Given and family names of a roll, as they sound."""

    def __init__(self, roll: Sequence[Member]) -> None:
        self._bearers: dict[str, list[MemberName]] = {}
        for member in roll:
            for name in (member.given_name, member.family_name):
                key = "".join(token.sound for token in tokens_of_text(name))
                bearers = self._bearers.setdefault(key, [])
                if member.name not in bearers:
                    bearers.append(member.name)

    def settled(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        """Return a mention with all who may be meant: the longest name decides ("Jean-Luc").

        Args:
            mention: of any form; only names alone are looked at again.
            tokens: of the session.
        """
        if mention.form not in {NameForm.FAMILY, NameForm.GIVEN}:
            return mention
        for width in range(_LONGEST, 0, -1):
            said = tokens[mention.first : mention.first + width]
            bearers = self._bearers.get("".join(token.sound for token in said))
            if bearers and len(said) == width:
                only = bearers[0] if len(bearers) == 1 else None
                return replace(
                    mention,
                    last=max(mention.last, mention.first + width),
                    member=only,
                    score=mention.score if only else 0.0,
                    candidates=tuple(bearers),
                )
        return mention
