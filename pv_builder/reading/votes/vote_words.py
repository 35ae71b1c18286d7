"""The words that take a side in a vote, by their sound, and what a clause says with them.

Invariants:
- "Par contre", "contre le mur", "pour la salle" take no side.
- What is denied ("je ne suis pas contre") is of no member's vote; said by who presides, it is
  nobody's ("pas d'opposition").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile

from core.sounds import coarse, sound_of, sounds, words
from pv_builder.reading.clauses import Clause
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token, has_sound, has_word


class Side(StrEnum):
    """What a number counts."""

    IN_FAVOUR = "for"
    AGAINST = "against"
    ABSTENTION = "abstention"


OPPOSED = (Side.AGAINST, Side.ABSTENTION)
"""The sides that are asked for: who takes none of them is in favour."""
FIRST_PERSON = words("je moi")
ELLIPTIC = 9
"""Words of a clause that can be an answer without a verb: "contre, comme la dernière fois"."""


_AGAINST = sounds(
    "contre opposé opposés oppose opposent opposer opposition oppositions opposant opposants "
    "objection objections défavorable défavorables"
)
_ABSTENTION = sounds(
    "abstient abstiens abstiennent abstenons abstention abstentions abstenir abstenu abstenue "
    "abstiendrai abstiendra abstiendrons"
)
_NOUNS = sounds("abstention abstentions")
_ABST, _ABSTRACT = coarse("abst"), coarse("abstr")
_OF = coarse(sound_of("de"))
_OPPOSITION = coarse("opozi")
"""How "opposition" begins; "opposable" does not."""
_MISHEARD = sound_of("compte")
_COUNTED = sounds("voix vote votes votent des")
_POUR = sound_of("pour")
_FAVOUR = sounds("pour favorable favorables")
_ASSENT = sounds("accord convient")
_OBJECTS = sounds(
    "gêne gênent redire contraire dérange dérangent chiffonne embête inconvénient inconvénients "
    "hostile hostiles réticence réticences désaccord discordant discordants discordante "
    "discordantes"
)
_DENIES = sounds("pas point aucun aucune ni personne zéro sans plus rien")
_PLAIN_NO = sounds(
    "non personne aucun aucune rien plus pas point du tout une main voix bruit je n en vois "
    "entends ne y a il autre autres bon bien voilà alors donc merci et micro qui s se lève allume "
    "d de pour le vois oui très là hein c est toujours en a imagine suppose pense crois dirais que "
    "j ai"
)
_NO = sounds("non personne aucun aucune rien pas")
_YES = sounds("oui")
_ONLY_SELF = words("moi moi-même même aussi pareil et oui seul seule également")
_AGREED = {("ça", "va"), ("ça", "vous"), ("ça", "te"), ("est", "bon"), ("est", "bons")}
_EXCEPT = words("sauf excepté hormis")
_NOBODY_S = words("on nous vous ils il elle elles ça c ce")
_WILLING = words("veut veulent accord partant suit suivent")
_CLOSED_BY = sounds("aussi également pareil hein merci donc alors quoi voilà là bien bon sûr quand")
_VOTING = sounds(
    "vote votent voter votons est sont suis êtes était voix votes tous toutes monde reste autres "
    "autre majorité moi nous tout sommes aussi vœu"
)
_ARTICLES = words(
    "le la les l un une cette ce cet ces mon ma ton son sa notre votre leur leurs des"
)
_TAKES = sounds("vote votent voter votons votez votera voterai suis sont est qui sommes voté voix")
_EVERYBODY = words("monde tous toutes")
_OTHERS = sounds("autres reste restant majorité")
_SELF = words("moi je m j moi-même")
_LISTED = words(
    "et alors donc que qu oui voilà aussi celle celui celles ceux de d du des le la l pouvoir "
    "pouvoirs par procuration procurations avec pour son sa mon ma moi même toi messieurs "
    "mesdames monsieur madame ah tiens puis encore seul seule seuls uniquement seulement c est "
    "il y a pareil également nous moi-même les deux à savoir"
)
_GROUP = sounds("groupe")
_WE = words("nous on")
_BOTH = words("deux trois")
_PROXY = sounds("pouvoir pouvoirs procuration procurations mandat")
_ALIKE = sounds("aussi pareil également idem pouvoir procuration")
_BESIDE_NUMBERS = sounds(
    "voix vote votes main mains bras doigt doigts personne personnes élu élus conseillers sont "
    "bulletin bulletins membres"
)
_LINKS = words("qui de d en ont sont est les donc ça fait soit seule seul")
_LIGHT = words(
    "ça cela fait nous donc c est soit les par on a dit en y il ce qui et je compte trouve vois "
    "seule seul fois bien merci adopté adoptée adoptés ok aussi tous arrive à"
)
"""What a number that answers alone is said with: "ça fait dix-neuf"."""
_PAPER_SIDES = {sound_of("oui"): Side.IN_FAVOUR, sound_of("non"): Side.AGAINST}
_HANDS = sounds("main mains bras doigt")
_FAR = 4
_ONE = sound_of("une")
_SOMEBODY = sound_of("quelqu")
"""Of "quelqu'un", which counts nobody."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that takes a side, at token `at` of the session."""

    side: Side
    at: int


def hits_in(tokens: Sequence[Token]) -> list[Hit]:
    """Return the words of a clause that take a side, in order."""
    return list(_hits(tokens))


def _hits(tokens: Sequence[Token]) -> Iterator[Hit]:
    for place, token in enumerate(tokens):
        if _is_abstention(token) and not _is_of_words(tokens, place):
            yield Hit(Side.ABSTENTION, token.at)
        elif _opposes(tokens, place):
            yield Hit(Side.AGAINST, token.at)
        elif token.sound in _FAVOUR and _is_vote_for(tokens, place):
            yield Hit(Side.IN_FAVOUR, token.at)
        elif token.sound in _PAPER_SIDES and place and (tokens[place - 1].value or 0) > 1:
            yield Hit(_PAPER_SIDES[token.sound], token.at)


def _opposes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word says that somebody is against, in that word or as "pas d'accord"."""
    if tokens[place].text == "pas":
        return _disagrees(tokens, place)
    return _is_against(tokens, place) and not _is_aside(tokens, place)


def _is_abstention(token: Token) -> bool:
    """Whether a word is of abstaining; no other begins so but "abstrait"."""
    sound = coarse(token.sound)
    misheard = sound.startswith(_ABST) and not sound.startswith(_ABSTRACT)
    return misheard or token.sound in _ABSTENTION


def _is_against(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is of opposing; "compte" is behind a number or a word of votes."""
    sound = tokens[place].sound
    if sound in _AGAINST or coarse(sound).startswith(_OPPOSITION):
        return True
    before = tokens[place - 1 : place] if place else ()
    of_votes = any(t.value is not None or t.sound in {*_COUNTED, _ONE} for t in before)
    return tokens[place].sound == _MISHEARD and of_votes


def _disagrees(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody is said not to agree: "Thierry n'est pas d'accord"."""
    after = [token.text for token in tokens[place + 1 : place + 3]]
    if "accord" not in after and not set(after[:1]) & {"favorable", "favorables"}:
        return False
    before = tokens[:place]
    named = any(t.capital and t.text not in _NOBODY_S for t in before)
    return named or has_word(before, {"qui", *FIRST_PERSON})


def _is_of_words(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody only abstains from something: "on s'abstient de tout commentaire"."""
    following = tokens[place + 1 : place + 2]
    of_something = any(coarse(token.sound) == _OF for token in following)
    return tokens[place].sound not in _NOUNS and of_something


def _is_aside(tokens: Sequence[Token], place: int) -> bool:
    """Whether "contre" is no side: "par contre", "contre-partie", "contre le mur"."""
    before = tokens[place - 1] if place else None
    compound = tokens[place].hyphen or (before is not None and before.hyphen)
    if compound or (before is not None and before.text == "par"):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or after.text not in _ARTICLES:
        return False
    return not has_sound(tokens[max(0, place - _FAR) : place], _TAKES)


def _is_vote_for(tokens: Sequence[Token], place: int) -> bool:
    """Whether "pour" says how somebody votes: it ends the clause, or a number or "qui" tells."""
    if tokens[place].sound != _POUR:
        return True
    before = tokens[max(0, place - _FAR) : place]
    if before and before[-1].value is not None:
        following = tokens[place + 1 : place + 2]
        percent = any(token.text.startswith("cent") for token in following)
        goes_on = any(token.text in {"et", "avec"} for token in following)
        return not percent and (_is_closed(tokens[place + 1 :]) or goes_on)
    if any(token.text == "qui" for token in before[-3:]):
        return True
    if not _is_closed(tokens[place + 1 :]):
        return False
    return place == 0 or any(token.sound in _VOTING or token.capital for token in before)


def _is_closed(after: Sequence[Token]) -> bool:
    return all(t.sound in _CLOSED_BY or t.filler or t.value is not None for t in after)


def denies(tokens: Sequence[Token]) -> bool:
    """Whether a word of these denies what follows it: "pas", "aucune", "personne"."""
    return has_sound(tokens, _DENIES)


def is_plain_no(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says that nobody answers: "non plus", "je n'en vois pas"."""
    said = [token for token in tokens if not token.filler]
    return has_sound(said, _NO) and all(t.sound in _PLAIN_NO for t in said)


def is_yes(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says yes."""
    said = [token for token in tokens if not token.filler]
    return bool(said) and all(t.sound in _YES for t in said)


def says_everybody(tokens: Sequence[Token]) -> bool:
    """Whether a clause says that all vote alike: "tout le monde", "tous"."""
    return has_word(tokens, _EVERYBODY)


def says_except(tokens: Sequence[Token]) -> bool:
    """Whether a clause sets somebody apart from all others: "tout le monde sauf Thierry"."""
    return has_word(tokens, _EXCEPT)


def says_others(tokens: Sequence[Token]) -> bool:
    """Whether a clause is about those who were not named: "les autres", "le reste"."""
    return has_sound(tokens, _OTHERS)


def objects(tokens: Sequence[Token]) -> bool:
    """Whether a clause asks for objections without the word: "y en a que ça gêne ?"."""
    return has_sound(tokens, _OBJECTS)


def refuses(tokens: Sequence[Token]) -> bool:
    """Whether a clause asks who is not willing: "c'est qui qui veut pas ?", "qui dit non ?"."""
    texts = {token.text for token in tokens}
    unwilling = "pas" in texts and bool(texts & _WILLING)
    return "qui" in texts and (unwilling or {"dit", "non"} <= texts)


def assents(tokens: Sequence[Token]) -> bool:
    """Whether a clause asks for assent without the word: "ça va à tout le monde ?"."""
    texts = [token.text for token in tokens]
    if any(token.sound in _ASSENT or token.text in {"ok", "okay"} for token in tokens):
        return True
    pairs = set(pairwise(texts))
    return bool(pairs & _AGREED)


def asks_for_hands(tokens: Sequence[Token]) -> bool:
    """Whether hands are to be raised: "on lève la main", "levez bien la main"."""
    raised = has_word(tokens, {"lève", "levez", "lèvent", "levé"})
    return raised and has_sound(tokens, _HANDS)


def is_whole_number(tokens: Sequence[Token]) -> bool:
    """Whether as many are said to be for as may be: "neuf sur neuf"."""
    texts = [token.text for token in tokens]
    numbers = [token.value for token in tokens if token.value is not None]
    return "sur" in texts and bool(numbers) and numbers[1:] == numbers[:1]


def is_only_self(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says "moi aussi", "et moi"."""
    texts = {token.text for token in tokens if not token.filler}
    return "moi" in texts and texts <= _ONLY_SELF


def speaks_of_self(tokens: Sequence[Token]) -> bool:
    """Whether the speaker speaks of himself."""
    return has_word(tokens, _SELF)


def speaks_of_group(tokens: Sequence[Token]) -> bool:
    """Whether the speaker answers for his group: "notre groupe", "nous voterons contre"."""
    return any(token.sound in _GROUP or token.text in _WE for token in tokens)


def is_for_both(tokens: Sequence[Token]) -> bool:
    """Whether a holder votes alike for the giver of his pouvoir: "pour nous deux", "deux fois"."""
    texts = [token.text for token in tokens]
    pairs = pairwise(texts)
    return any(one in {"nous", "les", "deux"} and two in {*_BOTH, "fois"} for one, two in pairs)


def is_list(scene: Scene, clause: Clause) -> bool:
    """Whether a clause holds names and what joins them only."""
    taken = {
        at
        for mention in scene.mentions_in(clause.first, clause.last)
        for at in range(mention.first, mention.last)
    }
    return all(
        token.at in taken
        or token.filler
        or (token.capital and not token.opens)
        or len(token.text) == 1
        or token.text in _LISTED
        for token in clause.tokens
    )


def says_proxy(tokens: Sequence[Token]) -> bool:
    """Whether a pouvoir is spoken of."""
    return has_sound(tokens, _PROXY)


def is_alike(tokens: Sequence[Token]) -> bool:
    """Whether the same is said of somebody else: "Robert aussi", "et madame Roche pareil"."""
    return has_sound(tokens, _ALIKE)


def number_beside(tokens: Sequence[Token]) -> int | None:
    """Return the number that ends some tokens, but for a word of what is counted; else None."""
    for place, token in reversed(list(enumerate(tokens))):
        if token.value is not None:
            somebody = place > 0 and tokens[place - 1].sound == _SOMEBODY
            return None if somebody else token.value
        if token.sound == _ONE:
            return 1
        if token.sound not in _BESIDE_NUMBERS and not token.filler and token.text not in _LINKS:
            return None
    return None


def asks_for_one(before: Sequence[Token]) -> bool:
    """Whether "une opposition" is asked for and not counted: "y a-t-il une opposition".

    Args:
        before: what is said before "une", in its sentence.
    """
    texts = [token.text for token in before]
    return (
        texts[-1:] == ["il"]
        or texts[-2:-1] == ["t"]
        or {"est", "ce"} <= set(texts)
        or "si" in texts
    )


def number_alone(tokens: Sequence[Token]) -> int | None:
    """Return the number that a clause consists of: "trois", "une seule", "ça fait dix-neuf"."""
    said = list(takewhile(lambda token: token.text != "avec", tokens))  # "dix avec Ferdinand"
    numbers = [token.value for token in said if token.value is not None]
    others = [t for t in said if t.value is None]
    if len(numbers) == 1 and all(_is_light(token) for token in others):
        return numbers[0]
    return None


def _is_light(token: Token) -> bool:
    return token.filler or token.text in _LIGHT or token.sound in _BESIDE_NUMBERS
