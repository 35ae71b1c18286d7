"""The presentation of an item by its rapporteur, as a proposal for the exposé of its act.

Extracts really published tell it so: "Monsieur X indique que ...". Nothing is added to what was
said, and all of it is marked: only the authority writes its acts.
"""

from dataclasses import replace

from core.transcript import Transcript
from pv_builder.blocks import CheckMark, Inline, Paragraph, ParagraphRole
from pv_builder.documents.draft_pauses import in_session
from pv_builder.meeting import Item
from pv_builder.minutes import Minutes
from pv_builder.reporting.conversation import Conversation, common_words
from pv_builder.reporting.discussion import discussion
from pv_builder.reporting.sentences import Recording, Sentence, sentences_of
from pv_builder.reporting.stated import formulas
from pv_builder.wishes import DiscussionStyle


class Presentations:
    """Gives the presentation of each item of one session.

    Args:
        minutes: facts and evidence.
        transcript: what was said, without closed sessions.
    """

    def __init__(self, minutes: Minutes, transcript: Transcript) -> None:
        self._meeting = minutes.meeting
        self._heard = Recording(in_session(minutes.meeting.suspensions, sentences_of(transcript)))
        self._words = common_words(self._heard.sentences)
        self._stated = formulas(minutes.evidence)

    def of(self, item: Item) -> tuple[Paragraph, ...]:
        """Return what the rapporteur said before anybody else did, each paragraph to be checked."""
        if item.rapporteur is None or item.start_s is None or item.end_s is None:
            return ()
        talk = Conversation(self._meeting, item, self._words, self._stated)
        said = self._presented(item)
        return tuple(
            Paragraph(line=tuple(map(_to_check, paragraph.line)), role=ParagraphRole.BODY)
            for paragraph in discussion(said, DiscussionStyle.INDIRECT, talk)
        )

    def _presented(self, item: Item) -> list[Sentence]:
        """Return the rapporteur's sentences until a member other than the chair speaks."""
        said: list[Sentence] = []
        for sentence in self._heard.between(item.start_s or 0.0, item.end_s or 0.0):
            member = sentence.speaker.member
            if member == item.rapporteur:
                said.append(sentence)
            elif said and member != (item.chair or self._meeting.chair):
                break
        return said


def _to_check(inline: Inline) -> Inline:
    if isinstance(inline, CheckMark):
        return replace(inline, brief=False)
    return replace(inline, proposed=True)
