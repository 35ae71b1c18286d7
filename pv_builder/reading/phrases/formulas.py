"""The phrases of a council session, by what they announce; the notation is that of `patterns`.

Phrases are compared by sound: one spelling stands for all that sound like it ("voix", "voie").
`Cue.NEGATIVE` phrases sound like an event and are none: what stands beside them is not read.

Invariant: every cue has its phrases, in one of the three tables.
"""

from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.formulas_presence import PRESENCE_FORMULAS
from pv_builder.reading.phrases.formulas_session import SESSION_FORMULAS
from pv_builder.reading.phrases.formulas_votes import VOTE_FORMULAS

FORMULAS: dict[Cue, tuple[str, ...]] = SESSION_FORMULAS | PRESENCE_FORMULAS | VOTE_FORMULAS
