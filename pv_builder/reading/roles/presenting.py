"""Who presents an item, told by who speaks after whom rather than by what is said.

The chair names somebody, in whatever words ("Miguel, tu expliques", "le toit, c'est Joël"), and
that member speaks next: nobody needs the words between. Where nobody was named, whoever speaks at
length before the debate presents, the chair himself as often as another.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from core.folding import fold
from core.sounds import words
from pv_builder import facts
from pv_builder.meeting import Item, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import tokens_of_text
from pv_builder.reading.words.names import Mention
from pv_builder.reading.words.speeches import Speech

Found = tuple[MemberName, float, str, tuple[int, int]]
"""(member, score, rule, tokens)."""

NAMED_ALONE = "rapporteur.named_alone"
_ANSWERS = 0.85
_NAMED_ALONE = 0.6
_SUPPOSED = 0.5
_SAYS_MORE = 9
"""Tokens: a shorter speech ("Encore moi ?") is no report, and no debate either."""
_AT_LENGTH = 20
_CALL = 6
"""Tokens that call an item beside its title: "point numéro quatre, c'est le dossier de"."""
_SHORT_OPENING = 50
"""Tokens: in a longer opening the chair has presented, and names people for other reasons."""
_CLEAR_NAME = 0.65
_UNSURE = 0.7
_REPORTS = words(
    "présente présenter présentes présentez présentera présentent rapporte rapporter rapportes "
    "rapportez rapportera rapporteur rapporteuse explique expliquer expliques expliquez expliquera "
    "raconte racontes racontez expose exposer exposes exposez détaille détailler"
)
_SHOWS = words("dis dites montre montrez")
"""Imperatives that hand over as well, unless they ask: "vous dites combien ?"."""
_DEBATE_OPENS = words(
    "questions remarques remarque observations intervenir interventions réactions commentaires "
    "redire rectification rectifications objections"
)
VOTE_QUESTIONS = (
    Cue.ASK_AGAINST,
    Cue.ASK_ABSTENTION,
    Cue.ASK_FOR,
    Cue.NONE_AGAINST,
    Cue.NONE_ABSTAINS,
)
_CALL_BEFORE = 15
"""Tokens of the chair before an item that is found where its rapporteur begins."""
_PREVIOUS_MINUTES = ("proces verbal", "compte rendu")


def debate_opens(scene: Scene, first: int, last: int) -> int | None:
    """Return where everybody is asked to speak in these tokens, None where nobody does."""
    tokens = scene.heard.tokens[first:last]
    return next((token.at for token in tokens if token.text in _DEBATE_OPENS), None)


def answers_the_call(
    scene: Scene,
    chair: MemberName | None,
    first: int,
    last: int,
    out: Collection[MemberName],
) -> Found | None:
    """Return the member whom the opening of an item names and who is the next to speak.

    Args:
        scene: the session.
        chair: who presides.
        first: where the item opens.
        last: position after it.
        out: members who take no part: they are named to be sent out.
    """
    opener: MemberName | None = None
    named: list[Mention] = []
    told = 0
    begin = _call_begins(scene, chair, first)
    for speech in _speeches(scene, chair, begin, vote_begins(scene, first, last), out):
        opener = opener or speech.member
        if speech.member != opener:
            if speech.length >= _SAYS_MORE:
                return _answer(named, speech)
            continue
        opens = debate_opens(scene, speech.first, speech.last)
        short = speech.first + _SHORT_OPENING - told
        named += _asked(scene, first, short, (speech.first, opens or speech.last))
        told += speech.length
        if opens is not None and not named:
            return None
    return None


def _speeches(
    scene: Scene,
    chair: MemberName | None,
    first: int,
    last: int,
    out: Collection[MemberName],
) -> list[Speech]:
    """Return what members say of an item, without the last words on the one before."""
    said = [
        speech
        for speech in scene.speeches_in(first, last)
        if speech.member is not None and speech.member not in out
    ]
    while len(said) > 1 and said[1].member == chair != said[0].member:
        if said[0].length >= _AT_LENGTH:
            break
        del said[0]
    return said


def _call_begins(scene: Scene, chair: MemberName | None, first: int) -> int:
    """Return where an item is called: in the words before it if it begins with its rapporteur's."""
    speech = next(scene.speeches_in(first, first + 1), None)
    if speech is None or speech.member in {None, chair}:
        return first
    *_, before, _ = (None, *scene.speeches_in(max(0, first - _CALL_BEFORE), first + 1))
    return before.first if before is not None and before.member != speech.member else first


def _asked(scene: Scene, opening: int, short: int, said: tuple[int, int]) -> Iterator[Mention]:
    """Yield the members named by the chair who may be asked to present.

    Any name will do while the item is called; once the chair has presented it, or says that he
    does, whoever is named is asked to answer or to debate.

    Args:
        scene: the session.
        opening: where the item opens.
        short: up to where the item is called, by what the chair has said of it.
        said: the tokens of the chair.
    """
    own = scene.cues.of(Cue.SELF_REPORT, first=opening, last=said[1])
    until = min([short, *(event.first for event in own)])
    for mention in scene.mentions_in(*said):
        if mention.first < until or _is_said_to_present(scene, mention):
            yield mention


def _is_said_to_present(scene: Scene, mention: Mention) -> bool:
    heard = scene.heard
    start, end = heard.sentence_start(mention.first), heard.sentence_end(mention.first)
    said = {token.text for token in heard.tokens[start:end]}
    if said & _REPORTS:
        return True
    return bool(said & _SHOWS) and not heard.is_asked(mention.first)


def _answer(named: Sequence[Mention], speech: Speech) -> Found | None:
    """Return who speaks if he was named: the voice tells which of two namesakes was meant."""
    for mention in named:
        if speech.member is not None and speech.member in {mention.member, *mention.candidates}:
            score = _ANSWERS * speech.score * (1 if mention.score >= _CLEAR_NAME else _UNSURE)
            return speech.member, score, "rapporteur.answers", (mention.first, mention.last)
    return None


def named_alone(scene: Scene, first: int, last: int) -> Found | None:
    """Return the one member named as an item is called, where an unknown voice speaks next.

    Args:
        scene: the session.
        first: where the item opens.
        last: position after it.
    """
    said = list(scene.speeches_in(first, vote_begins(scene, first, last)))
    calls = [speech for speech, after in pairwise(said) if _is_followed(speech, after)][:1]
    for speech in calls:
        opens = debate_opens(scene, speech.first, speech.last) or speech.last
        short = speech.first + _SHORT_OPENING
        asked = list(_asked(scene, first, short, (speech.first, opens)))
        if asked and asked[-1].firm and len({mention.member for mention in asked}) == 1:
            mention = asked[-1]
            if mention.member is not None and mention.member != speech.member:
                score = _NAMED_ALONE * mention.score
                return mention.member, score, NAMED_ALONE, (mention.first, mention.last)
    return None


def _is_followed(speech: Speech, after: Speech) -> bool:
    """Whether an unknown voice speaks at length right after a speech."""
    return after.member is None and after.length >= _AT_LENGTH


def presents_unasked(
    scene: Scene,
    item: Item,
    chair: MemberName | None,
    span: tuple[int, int],
    out: Collection[MemberName],
) -> Found | None:
    """Return who presents an item that nobody was asked to present, as far as voices tell.

    That is the first to speak at length before the debate is opened, else whoever opens the item:
    previous minutes and decisions taken are put to the assembly by the chair in a few words.
    """
    until = vote_begins(scene, *span)
    speeches = _speeches(scene, chair, span[0], until, out)
    if not speeches:
        return None
    opening = speeches[0]
    if not is_previous_minutes(item):
        skipped = len(tokens_of_text(item.title)) + _CALL
        for speech in speeches:
            own = speech.length - (skipped if speech is opening else 0)
            if own >= _AT_LENGTH and not scene.heard.is_asked(speech.last - 1):
                return _supposed(speech)
            if speech is opening and _stranger_presents(scene, span[0], until):
                return None
            if debate_opens(scene, speech.first, speech.last) is not None:
                break
    return _supposed(opening)


def _stranger_presents(scene: Scene, first: int, last: int) -> bool:
    """Whether the first to speak at length after the opening is nobody's voice for certain."""
    following = [s for s in list(scene.speeches_in(first, last))[1:] if s.length >= _AT_LENGTH]
    return bool(following) and following[0].member is None


def _supposed(speech: Speech) -> Found | None:
    if speech.member is None:
        return None
    span = (speech.first, speech.last)
    return speech.member, _SUPPOSED * speech.score, facts.FIRST_VOICE, span


def is_previous_minutes(item: Item) -> bool:
    """Return whether an item is the approval of previous minutes, which the chair puts himself."""
    folded = fold(item.title).replace("-", " ")
    return any(words in folded for words in _PREVIOUS_MINUTES)


def vote_begins(scene: Scene, first: int, last: int) -> int:
    """Return where the assembly is asked how it votes on an item, its end when it is not."""
    votes = scene.cues.of(*VOTE_QUESTIONS, first=first, last=last)
    return votes[0].first if votes else last
