"""The three reference sessions as a recogniser really wrote them, with voices and their names.

`tests/data/recognised` holds what one `greffier process` with Whisper base gave, nothing said by a
person: mistakes of words, names and voices included.
"""

import gzip
from dataclasses import replace

from core.jsonio import from_json
from core.transcript import Transcript
from pv_builder.meeting import Attendance, MemberName
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance
from tests.helpers import sessions

DATA = sessions.DATA.parent / "recognised"


def transcript(name: str) -> Transcript:
    """Return what was recognised of a session."""
    path = DATA / f"{name}.json.gz"
    return from_json(Transcript, gzip.decompress(path.read_bytes()), path)


def seance(name: str, *, presence: bool) -> Seance:
    """Return a session as it was convened, or with the attendance sheet filled in as well."""
    stated = read_seance(sessions.DATA / f"{name}.toml")
    if not presence:
        return stated
    truth = sessions.meeting(name)
    states: dict[MemberName, Attendance] = dict(truth.attendance)
    given = {proxy.giver: proxy.holder for proxy in truth.proxies if proxy.begin.item is None}
    return replace(
        stated,
        members=tuple(
            replace(one, attendance=states[one.member.name], proxy_to=given.get(one.member.name))
            for one in stated.members
        ),
    )
