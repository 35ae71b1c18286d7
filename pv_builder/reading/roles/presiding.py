"""Who takes the chair for one item while the chair is out of the room."""

from pv_builder.meeting import Item, ItemKind, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.roles.presenting import VOTE_QUESTIONS, Found
from pv_builder.reading.scene import Scene

_CALLS_THE_VOTE = 0.8
_TAKES_OVER = 0.6
_AT_LENGTH = 20
_VOTES = (Cue.VOTE_CALL, *VOTE_QUESTIONS)


def read_stand_in(
    scene: Scene, item: Item, chair: MemberName | None, first: int, last: int
) -> Found | None:
    """Return who takes the chair for an item: by name, by saying so, or by calling the vote."""
    gone = departures_of_chair(scene, chair, first, last)
    for event in scene.cues.of(Cue.CHAIR_CHANGE, first=first, last=last):
        if item.kind is not ItemKind.ACCOUNTS and not gone:
            continue
        mention = scene.said_of(event)
        if event.named_at() is None:
            taker = scene.voice(event.first)
        else:
            taker = (mention.member, mention.score) if mention and mention.member else None
        if taker is not None and taker[0] != chair:
            return taker[0], taker[1] * event.score, "chair.change", (event.first, event.last)
    return _in_his_absence(scene, gone[0], chair, last) if gone else None


def departures_of_chair(
    scene: Scene, chair: MemberName | None, first: int, last: int
) -> list[Event]:
    """Return where the chair says that he goes out: in no other voice, as far as voices tell."""
    said = scene.cues.of(Cue.CHAIR_LEAVES, first=first, last=last)
    return [
        event for event in said if (voice := scene.voice(event.first)) is None or voice[0] == chair
    ]


def _in_his_absence(scene: Scene, gone: Event, chair: MemberName | None, last: int) -> Found | None:
    """Return who puts the item to the vote, or goes on with it, before the chair speaks again."""
    longest: Found | None = None
    for speech in scene.speeches_in(gone.last, last):
        if speech.member is None or (speech.member == chair and speech.first == gone.last):
            continue
        if speech.member == chair:
            break
        votes = scene.cues.of(*_VOTES, first=speech.first, last=speech.last)
        if votes:
            score = _CALLS_THE_VOTE * speech.score
            return speech.member, score, "chair.calls_vote", (votes[0].first, votes[0].last)
        if (
            longest is None
            and speech.length >= _AT_LENGTH
            and _is_named(scene, gone, speech.member)
        ):
            score = _TAKES_OVER * speech.score
            longest = (speech.member, score, "chair.takes_over", (speech.first, speech.last))
    return longest


def _is_named(scene: Scene, gone: Event, name: MemberName) -> bool:
    """Whether the chair names a member as he goes: "je sors. Ginette, tu fais"."""
    leaving = next(iter(scene.speeches_in(gone.first, scene.end)))
    return any(m.member == name for m in scene.mentions_in(gone.first, leaving.last))
