"""Who says their own name as they begin: "Loïc Burnouf. Moi, dans ma commune", "Cauchard, contre".

Meetings by video ask it of everybody, and it is the surest clue there is; a chair or an agent who
calls others by the same words names several of them, whoever says his own name only that one.

Invariant: an utterance that is nothing but a name calls somebody and introduces nobody.
"""

from collections import defaultdict
from collections.abc import Mapping

from core.sounds import words
from core.transcript import VoiceId
from pv_builder.meeting import MemberName
from pv_builder.naming.utterances import Utterance, Utterances, named_in
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

_BEFORE = words(
    "et oui bonsoir bonjour allô moi pareil alors ici le la désolé désolée pardon excusez"
)
_BEFORE_TOKENS = 3
_GOES_ON = words(
    "présent présente là oui je j moi contre pour abstention bonsoir bonjour pareil excusez"
)
_VOTES = words("contre pour abstention présent présente")
_AND_ME = "moi"
"""Who ends a list so has named others before: "Léa Roussel, Omar Weber et moi"."""
_ASKS = words("vous tu t à toi")


def introductions(scene: Scene, spoken: Utterances, chair: VoiceId | None) -> dict[int, Mention]:
    """Return the names that their bearers begin with, by the place of the utterance.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        chair: the voice that presides: a name that it begins with is somebody else's.
    """
    found: dict[int, Mention] = {}
    said: dict[VoiceId, set[MemberName]] = defaultdict(set)
    for one in spoken.every:
        mention = _opening_name(scene, one)
        if mention is None or mention.member is None or one.voice in {None, chair}:
            continue
        said[one.voice].add(mention.member)
        if _goes_on(scene, one, mention):
            found[one.at] = mention
    return {at: mention for at, mention in found.items() if _is_alone(spoken.every[at], said)}


def _is_alone(one: Utterance, said: Mapping[VoiceId, set[MemberName]]) -> bool:
    return one.voice is not None and len(said[one.voice]) == 1


def _opening_name(scene: Scene, one: Utterance) -> Mention | None:
    """Return the name without a civility that an utterance begins with."""
    tokens = scene.heard.tokens
    for mention in named_in(scene, one.span):
        before = tokens[one.first : mention.first]
        if len(before) > _BEFORE_TOKENS or any(token.text not in _BEFORE for token in before):
            return None
        if mention.civility is not None:
            return None
        return mention if mention.form is NameForm.FULL or mention.surely_alone else None
    return None


def _goes_on(scene: Scene, one: Utterance, mention: Mention) -> bool:
    """Whether a name is followed by what its bearer says, not by what is said to or of him."""
    if mention.last >= one.last:
        return False
    tokens = scene.heard.tokens
    after = tokens[mention.last]
    if mention.form is not NameForm.FULL:
        return mention.form is NameForm.FAMILY and after.text in _VOTES
    ends = min(one.last, scene.heard.sentence_end(mention.last - 1))
    if after.text in _ASKS or tokens[ends - 1].text == _AND_ME:
        return False
    return tokens[mention.last - 1].comma or after.text in _GOES_ON
