"""A vote as a conversation: what the chair asks is answered by what follows.

`votes.said_votes` knows the formulas of a vote; here the talk around it is followed, as
somebody in the room would: whoever presides asks about one side, names, numbers, "moi" and "non"
answer the question last asked, until another one is asked or the result is said.
"""

from pv_builder.reading.clauses import clauses_of
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.chair_talk import ChairTalk
from pv_builder.reading.votes.member_talk import MemberTalk
from pv_builder.reading.votes.presiding_voices import presiding_in
from pv_builder.reading.votes.talk_state import Talk, TalkState


def talks_in(scene: Scene, first: int, last: int) -> list[Talk]:
    """Return the votes talked through in the tokens `first:last`, in order."""
    clauses = list(clauses_of(scene, first, last))
    state = TalkState(scene, clauses)
    chair, member = ChairTalk(state), MemberTalk(state)
    presiding = presiding_in(scene, first, last)
    for place, clause in enumerate(clauses):
        if clause.speaker is None or clause.speaker in presiding:
            chair.hear(place, clause)
        else:
            member.hear(place, clause)
    state.bear_out()
    return [talk for talk in state.talks if talk.is_begun]
