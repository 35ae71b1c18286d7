"""What was said of one member's presence at the opening."""

from dataclasses import dataclass

from core.sounds import words
from pv_builder.meeting import Attendance, MemberName
from pv_builder.reading.phrases.cue import Cue

STATES = {
    Cue.PRESENT: Attendance.PRESENT,
    Cue.EXCUSED: Attendance.EXCUSED,
    Cue.REASON: Attendance.EXCUSED,
    Cue.ABSENT: Attendance.ABSENT,
    Cue.LATE: Attendance.ABSENT,
}
"""The state that each kind of words says a member is in."""

AWAY_TOGETHER = words("absents absentes excusés excusées")
"""What is said of several members who are away."""

YES = words("oui")
SAID = 0.95
REASON = "rollcall.reason"
"""Rule of a member who is said to be elsewhere, in words that excuse nobody by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the roll call says of one member.

    Attributes:
        state: at the opening.
        late: announced as coming later.
        rule: where it comes from.
        span: tokens to listen to; None when nothing was said of this member.
    """

    member: MemberName
    state: Attendance
    score: float
    rule: str
    late: bool = False
    span: tuple[int, int] | None = None
