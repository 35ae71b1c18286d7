"""Who speaks to whom in the discussion of an item, so that pronouns find their person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.folding import fold
from core.timecode import Interval
from pv_builder.law.voters import executive
from pv_builder.law.wording import civility_of, printed, with_article
from pv_builder.meeting import Assembly, Civility, Item, Meeting, Member, MemberName
from pv_builder.reporting.persons import OWN_GROUP, Frame, Person
from pv_builder.reporting.sentences import Sentence, Speaker

UNKNOWN_NAME = "Un intervenant non identifié"
_COMMUNITY = re.compile(r"communauté (?:de communes|d.agglomération|urbaine)", re.IGNORECASE)
# Set off by punctuation: who is only spoken of is not addressed.
_VOCATIVE = re.compile(
    r"(?:^|[,.?!;:] |\bmerci )(?:monsieur|madame|m\.|mme) (?:le |la )?([^,.?!;:]+?)(?= ?[,.?!;:]|$)"
)
_CHAIR_TITLES = {"maire", "president", "presidente"}
_PARTICLES = frozenset({"de", "du", "des", "d", "le", "la", "l", "les"})
_BODIES = {
    "commune": "la commune",
    "ville": "la ville",
    "metropole": "la métropole",
    "syndicat": "le syndicat",
    "departement": "le Département",
    "region": "la Région",
    "ccas": "le CCAS",
    "cias": "le CIAS",
}
_BODY_OF = {
    Assembly.COMMUNE: "la commune",
    Assembly.EPCI: "la communauté",
    Assembly.SYNDICAT: "le syndicat",
    Assembly.SYNDICAT_OUVERT: "le syndicat",
    Assembly.DEPARTEMENT: "le Département",
    Assembly.REGION: "la Région",
    Assembly.CCAS: "le CCAS",
}


def body_noun(meeting: Meeting) -> str:
    """Return what "nous" stands for when the executive speaks: "la commune", "le syndicat"."""
    community = re.match(
        r"communauté (?:de communes|d.agglomération|urbaine)", meeting.collectivite, re.I
    )
    if community:
        return with_article(community[0])
    first = fold(meeting.collectivite).split(" ")[0]
    return _BODIES.get(first, _BODY_OF[meeting.assembly])


def common_words(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the words met without a capital: at the head of a sentence they are no names."""
    return frozenset(
        text.lower()
        for sentence in sentences
        for word in sentence.words[1:]
        if (text := word.text.strip(' .,;:?!"«»')) and text[0].islower()
    )


# Asked for each intervention of a session, whose members stay the same.
@lru_cache(maxsize=8)
def _words_of_names(members: tuple[Member, ...]) -> frozenset[str]:
    return frozenset(
        word
        for member in members
        for word in re.findall(r"[\w-]+", fold(f"{member.given_name} {member.family_name}"))
        if word not in _PARTICLES
    )


@lru_cache(maxsize=8)
def _words_of_groups(members: tuple[Member, ...]) -> frozenset[str]:
    return frozenset(
        word
        for group in {member.group for member in members if member.group}
        for word in re.findall(r"[\w-]+", fold(group))
    )


@dataclass(slots=True)
class Conversation:
    """The exchanges on one item, followed from one intervention to the next.

    Attributes:
        meeting: the session.
        item: None outside the agenda.
        words: see `common_words`.
        stated: formulas of facts, see `pv_builder.reporting.stated`.
    """

    meeting: Meeting
    item: Item | None
    words: frozenset[str]
    stated: tuple[Interval, ...] = ()
    _questioner: Speaker | None = field(default=None, init=False)
    _previous: Speaker | None = field(default=None, init=False)

    @property
    def names(self) -> frozenset[str]:
        """The words of the members' names, folded, without "de" and "le"."""
        return _words_of_names(self.meeting.members)

    @property
    def seats(self) -> int:
        """How many votes the members have together."""
        return sum(member.weight for member in self.meeting.members)

    @property
    def called(self) -> frozenset[str]:
        """The words that a chair calls somebody by: those of the names and of the groups."""
        return self.names | _words_of_groups(self.meeting.members)

    def frame(self, speaker: Speaker, said: Sequence[Sentence]) -> Frame:
        """Return who speaks to whom in an intervention that comes now."""
        answering = self._questioner is not None and self._questioner != speaker
        called = self._called(" ".join(sentence.text for sentence in said))
        return Frame(
            speaker=person(speaker.member),
            we=self._we(speaker.member),
            addressee=person(called) if called else self._addressee(speaker, answering=answering),
            is_called=called is not None,
            answering=answering,
            common_words=self.words,
            names=self.names,
        )

    def is_called_in(self, sentence: Sentence) -> bool:
        """Whether one member is spoken to by name or title in a sentence."""
        return self._called(sentence.text) is not None

    def follow(self, speaker: Speaker, *, asked: bool, stated: bool) -> None:
        """Note what an intervention did: asked something, stated something."""
        if asked:
            self._questioner = speaker
        elif stated and self._questioner != speaker:
            self._questioner = None
        self._previous = speaker

    def presides(self, speaker: Speaker) -> bool:
        """Whether a speaker presides the item, as far as is known."""
        chairs = {self.meeting.chair, self.item.chair if self.item else None, None}
        return speaker.member in chairs

    def presents(self, speaker: Speaker) -> bool:
        """Whether a speaker is the one who presents the item."""
        rapporteur = self.item.rapporteur if self.item else None
        return speaker.member is not None and speaker.member == rapporteur

    def _we(self, member: str | None) -> str | None:
        """Return whom "nous" stands for; None where it may be the speaker's friends or the room."""
        known = next((m for m in self.meeting.members if m.name == member), None)
        if known is None:
            return None
        rapporteur = self.item.rapporteur if self.item else None
        if member in (rapporteur, self.meeting.chair):
            return body_noun(self.meeting)
        return OWN_GROUP if known.group else None

    def _addressee(self, speaker: Speaker, *, answering: bool) -> Person | None:
        """Return who is spoken to though not by name: who asked, or who presents the item.

        A chair or rapporteur who answers nobody may speak to the whole room.
        """
        lead = (self.item.rapporteur if self.item else None) or self.meeting.chair
        if speaker.member not in (self.meeting.chair, lead):
            return person(lead) if lead else None
        asked_by = self._questioner.member if answering and self._questioner else None
        return person(asked_by) if asked_by else None

    def _called(self, text: str) -> MemberName | None:
        """Return the one member who is addressed by title or name; None for none or several."""
        called = set(_VOCATIVE.findall(fold(text)))
        if not called:
            return None
        found = {m.name for m in self.meeting.members if fold(m.family_name) in called}
        chair = executive(self.meeting) if called & _CHAIR_TITLES else None
        if chair is not None:
            found.add(chair)
        return next(iter(found)) if len(found) == 1 else None


def person(member: str | None) -> Person:
    """Return a member as a person, or somebody unknown."""
    if member is None:
        return Person(name=UNKNOWN_NAME, civility=Civility.M)
    name = MemberName(member)
    return Person(name=printed(name), civility=civility_of(name))
