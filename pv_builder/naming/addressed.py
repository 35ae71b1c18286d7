"""Names said to somebody, as talk sets them apart: "Miguel, tu expliques", "C'est ça, Gérard".

Where a name stands tells who is spoken to, whatever else is said: at the end of what one voice says
it is who speaks next, at its beginning who has just spoken.

Invariant: a name that is all that is said of somebody ("Kévin s'abstient") is told, not said to
him.
"""

from core.sounds import words
from pv_builder.naming.utterances import Span, named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token
from pv_builder.reading.words.names import Mention, NameForm

_BEFORE_A_NAME = words(
    "merci bonsoir bonjour bienvenue salut bravo non oui alors donc bon bien mais allez tiens ah "
    "voilà entre accord toujours enfin hein"
)
_AND = "et"
_TOLD_AFTER = words(
    "il elle lui dont qui que excusé excusée absent absente pouvoir procuration moi aussi et par"
)
"""Words behind which a name set apart is spoken of: "Pierrette, elle vient pas"."""
_WHOSE = words("de d chez")
_STILL_HIM = words("il elle lui m")
_INTERJECTIONS = words("oui non si ah oh bon bien très d accord voilà merci hein ben c est ça")
_COUNTS = words("voix contre abstention abstentions abstient abstiennent")
_ABSENT = words("nouvelles")
_NOT_TO_SPEAK = (Cue.EXCUSED, Cue.ABSENT, Cue.ARRIVAL, Cue.DEPARTURE, Cue.NO_PART)
_SECOND_PERSON = words("tu toi te t vous ton ta tes votre vos")
_GREETINGS = words("bonsoir bonjour salut bienvenue voilà voici tiens ah")
THANKS = words("merci bravo bonsoir bonjour")
_THANKED_WITHIN = 3
_ARTICLES = words("le la l monsieur madame")
_MOST_NAMES = 3
_OPENING_TOKENS = 14
_CALL_TOKENS = 2
_REPLY_TOKENS = 3
_STATING = words("c ça il elle ils elles on je j ma mon nous")
_COMING_IN = words("bonsoir bonjour salut pardon désolé désolée excusez excuse revoilà")
_COMING_IN_TOKENS = 4
_GREETED_WITHIN = 40
_PRESENTS = words("est sera")
_SHOWS = words("c ça ce")
_HOLDS = words(
    "pouvoir procuration voix papier contre pour abstention abstient vote excusé excusée absent "
    "absente secrétaire"
)
_HOLDS_WITHIN = 5


def set_apart(scene: Scene, mention: Mention) -> bool:
    """Whether a name stands between pauses, or behind a word that calls ("oui Denise,")."""
    tokens = scene.heard.tokens
    opens = tokens[mention.first].opens or mention.first == 0
    before = tokens[mention.first - 1] if not opens else None
    calls = before is None or before.comma or before.text in _BEFORE_A_NAME
    if not calls and not (before is not None and before.text == _AND and before.opens):
        return False
    after = tokens[mention.last] if mention.last < len(tokens) else None
    told = after is not None and after.text in _TOLD_AFTER and not tokens[mention.last - 1].ends
    return tokens[mention.last - 1].comma and not told


def spoken_to_last(scene: Scene, span: Span, *, presides: bool) -> Mention | None:
    """Return the member whom the last sentence of an utterance is said to, or is about to hear.

    "Madame Diarra, je vous en prie", "Monsieur Lemoigne, l'électricité, en deux mots", "la DM,
    c'est Noël".
    """
    last = _last_sentence(scene, span)
    named = [m for m in _members(scene, last) if m.first >= last[0]]
    tokens = scene.heard.tokens
    if not 0 < len(named) <= _MOST_NAMES or answered_first(scene, span, presides=presides) in named:
        return None
    if any(token.text in _ABSENT for token in tokens[slice(*last)]):
        return None
    said_to = [m for m in named if set_apart(scene, m) and not _is_thanked(scene, last, m)]
    shown = [m for m in named if _is_shown(tokens, m)]
    chosen = said_to[-1:] or shown[:1]
    return chosen[0] if chosen else None


def answered_first(scene: Scene, span: Span, *, presides: bool) -> Mention | None:
    """Return the member to whom an utterance answers: "C'est retiré, Thérèse. On verra ça".

    Args:
        scene: the session.
        span: the utterance.
        presides: whether who presides says it: a name that he begins or ends with gives the floor.
    """
    opening = _members(scene, _opening(scene, span))
    for mention in opening if len(opening) < _MOST_NAMES else ():
        if not set_apart(scene, mention) or _is_greeted(scene, span, mention):
            continue
        if _is_whole_sentence(scene, mention) or _is_counted(scene, span, mention):
            continue
        rest = span[1] - span[0] - (mention.last - mention.first)
        if rest > _CALL_TOKENS and not _gives_floor(scene, span, mention, presides=presides):
            return mention
    return None


def answered_last(scene: Scene, span: Span) -> Mention | None:
    """Return the member whose name ends a reply that asks nothing: "C'est pas pareil, Anne"."""
    first, last = _last_sentence(scene, span)
    said = scene.heard.tokens[first:last]
    stated = {token.text for token in said} & _STATING and not said[-1].asks
    if not stated or any(token.text in _SECOND_PERSON for token in said):
        return None
    for mention in _members(scene, (first, last)):
        told = mention.first - first >= _REPLY_TOKENS and mention.last == last
        if told and set_apart(scene, mention) and not _is_thanked(scene, (first, last), mention):
            return mention
    return None


def named_last(scene: Scene, span: Span) -> Mention | None:
    """Return the only member whom the last sentence of an utterance names, however it does."""
    sentence = _last_sentence(scene, span)
    mention = _only_one(scene, sentence)
    if mention is None or (mention.last == span[1] and _is_thanked(scene, sentence, mention)):
        return None  # "merci Madame X" thanks who has spoken
    behind = scene.heard.tokens[mention.first - 1].text if mention.first > sentence[0] else ""
    return None if behind in _WHOSE else mention


def named_first(scene: Scene, span: Span) -> Mention | None:
    """Return the only member whom the first sentence of an utterance names by the given name.

    A civility there mostly gives the floor, in words that were misheard.
    """
    first = span[0], min(span[1], scene.heard.sentence_end(span[0]))
    mention = _only_one(scene, first)
    if mention is None or mention.first <= span[0] or _is_greeted(scene, span, mention):
        return None  # a name that an utterance begins with is called
    return mention if mention.form is NameForm.GIVEN else None


def _only_one(scene: Scene, sentence: Span) -> Mention | None:
    """Return the one member that a sentence names, and says to be neither away nor leaving."""
    tokens = scene.heard.tokens
    named = _members(scene, sentence)
    if len({mention.member for mention in named}) != 1 or named[0].member is None:
        return None
    told = scene.cues.of(*_NOT_TO_SPEAK, first=sentence[0], last=sentence[1])
    others = any(t.text in _ABSENT | _COUNTS for t in tokens[slice(*sentence)])
    if told or others or not named[-1].firm:
        return None
    after = tokens[named[-1].last] if named[-1].last < sentence[1] else None
    return None if after is not None and after.text in _STILL_HIM else named[-1]


def greeted_last(scene: Scene, span: Span) -> Mention | None:
    """Return the member greeted as he comes in: "Ah, voilà Firmin ! Entre, assieds-toi"."""
    first = max(span[0], span[1] - _GREETED_WITHIN)
    for mention in reversed(_members(scene, (first, span[1]))):
        if _is_greeted(scene, span, mention):
            return mention
    return None


def greeted_first(scene: Scene, span: Span) -> Mention | None:
    """Return the member greeted at the beginning of an utterance: "Tiens, Marcel. Assis-toi"."""
    opening = _members(scene, _opening(scene, span))
    return next((m for m in opening if _is_greeted(scene, span, m)), None)


def comes_in(scene: Scene, span: Span) -> bool:
    """Whether an utterance begins as who comes in late begins: "Bonsoir, pardon"."""
    opening = scene.heard.tokens[span[0] : min(span[1], span[0] + _COMING_IN_TOKENS)]
    return any(token.text in _COMING_IN for token in opening)


def _members(scene: Scene, span: Span) -> list[Mention]:
    return [
        mention
        for mention in named_in(scene, span)
        if mention.form is not NameForm.FUNCTION and (mention.member or mention.candidates)
    ]


def _last_sentence(scene: Scene, span: Span) -> Span:
    return max(span[0], scene.heard.sentence_start(span[1] - 1)), span[1]


def _opening(scene: Scene, span: Span) -> Span:
    """Return the first sentence of an utterance, with what only agrees before ("Oui oui. Non,")."""
    tokens = scene.heard.tokens
    end = min(span[1], scene.heard.sentence_end(span[0]))
    while end < span[1] and all(t.text in _INTERJECTIONS for t in tokens[span[0] : end]):
        end = min(span[1], scene.heard.sentence_end(end))
    return span[0], min(end, span[0] + _OPENING_TOKENS)


def _is_counted(scene: Scene, span: Span, mention: Mention) -> bool:
    """Whether a name belongs to a count: "une voix contre, Madame X"."""
    return any(t.text in _COUNTS for t in scene.heard.tokens[span[0] : mention.first])


def _is_whole_sentence(scene: Scene, mention: Mention) -> bool:
    tokens = scene.heard.tokens
    return tokens[mention.first].opens and tokens[mention.last - 1].ends


def _is_shown(tokens: tuple[Token, ...], mention: Mention) -> bool:
    """Whether a name follows "c'est", unless to tell a vote ("c'est Thierry qui est contre")."""
    at = mention.first - 1
    after = {token.text for token in tokens[mention.last : mention.last + _HOLDS_WITHIN]}
    shown = at > 0 and tokens[at].text in _PRESENTS and tokens[at - 1].text in _SHOWS
    return shown and not ("qui" in after and after & _HOLDS)


def _is_thanked(scene: Scene, span: Span, mention: Mention) -> bool:
    before = scene.heard.tokens[span[0] : mention.first][-_THANKED_WITHIN:]
    return any(token.text in THANKS for token in before)


def _is_greeted(scene: Scene, span: Span, mention: Mention) -> bool:
    tokens = scene.heard.tokens
    at = mention.first - 1
    if at >= span[0] and tokens[at].text in _ARTICLES:
        at -= 1
    return at >= span[0] and tokens[at].text in _GREETINGS


def _gives_floor(scene: Scene, span: Span, mention: Mention, *, presides: bool) -> bool:
    """Whether the one named is asked to speak: "Monsieur Toussaint, vous vouliez intervenir"."""
    tokens = scene.heard.tokens
    before = tokens[span[0] : mention.first]
    begins = len(before) <= _CALL_TOKENS or all(t.text in _INTERJECTIONS for t in before)
    if presides and (begins or mention.last == span[1]):
        return True
    first, last = _last_sentence(scene, span)
    if mention.first < first:
        return False
    said_to = any(token.text in _SECOND_PERSON for token in tokens[first:last])
    return said_to and (begins or tokens[last - 1].asks)
