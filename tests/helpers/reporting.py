"""Councillors who speak to each other, and what is reported of it."""

from pv_builder.language.typography import typeset
from pv_builder.meeting import Civility
from pv_builder.reporting.indirect import Said, written
from pv_builder.reporting.persons import Frame, Person
from pv_builder.reporting.reported import reported
from tests.helpers.spaces import flat

HUBERT = Person(name="M. Hubert", civility=Civility.M)
CHARPENTIER = Person(name="M. Charpentier", civility=Civility.M)
MAIRE = Person(name="M. le Maire", civility=Civility.M)
MARCHAND = Person(name="Mme Marchand", civility=Civility.MME)
BLONDEL = Person(name="Mme Blondel", civility=Civility.MME)
ROUSSEL = Person(name="Mme Roussel", civility=Civility.MME)
PERRIN = Person(name="Mme Perrin", civility=Civility.MME)

COMMON = frozenset({"trottoirs", "trente", "campagne"})
COUNCILLOR = Frame(speaker=HUBERT, addressee=CHARPENTIER, common_words=COMMON)
ANSWER = Frame(
    speaker=CHARPENTIER, we="la commune", addressee=HUBERT, answering=True, common_words=COMMON
)


def frame(speaker: Person, **changes: object) -> Frame:
    return Frame(speaker=speaker, **changes)  # type: ignore[arg-type]


def told(sentences: list[str], who: Frame) -> str:
    """Return what is reported of some sentences, with plain spaces and apostrophes."""
    said = [
        Said(report=report, start_s=float(second))
        for second, sentence in enumerate(sentences)
        for report in reported(typeset(sentence), who)
    ]
    text = "".join(phrase.text for phrase in written(said, who, who.speaker.name))
    return flat(text).replace("’", "'")


BODY = frame(CHARPENTIER, we="la commune")
GROUP = frame(MARCHAND, we="son groupe", addressee=CHARPENTIER)
