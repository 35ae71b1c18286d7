"""Talk that the structure of the minutes already states: roll call, giving the floor, votes.

Recognised by form, on folded text, so that no wording of one town hall is relied on. A sentence
that says anything else besides is not procedural.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.folding import fold
from core.sounds import loose_likeness, sound_of
from pv_builder.reporting.sentences import Sentence

_LONG_WORD = 4
_AGENDA_WORDS = frozenset(
    {
        *(
            "affaire",
            "alors",
            "deliberation",
            "dernier",
            "derniere",
            "jour",
            "maintenant",
            "numero",
        ),
        *("ordre", "passe", "passer", "passons", "point", "premier", "premiere", "question"),
        *("rapport", "suivant", "suivante", "sujet", "voici"),
    }
)
"""What an item is announced with, beside its title."""
_ANSWER = (
    r"(?:oui |je suis )*(?:present|presente|presents|absent|absente|excuse|excusee|la|ici|"
    r"volontiers|d'accord|j'accepte|avec plaisir|tout a fait)(?: monsieur le \w+| madame la \w+)?"
)
_CALLED = r"(?:monsieur|madame|mademoiselle|m|mme)(?: [\w'.-]+){1,4}"
_STATE = r"(?:est |sera |aura )?(?:absente?|excusee?|presente?|un peu de retard|en retard)\b.*"
# By its capital letters: "Madame Marchand a raison" is no call.
_NAME_ALONE = re.compile(
    r"(?:Monsieur|Madame|Mademoiselle|M\.|Mme)(?: (?:de |du |le |la )?[A-ZÀ-Ý][\w'’-]+){1,4}\W*"
)
_CALL_AND_ANSWER = (
    _ANSWER,
    rf"{_CALLED} {_STATE}",
    (
        rf"{_CALLED} (?:vous acceptez|acceptez vous|vous etes d'accord|vous voulez bien|"
        r"tu veux bien)\b.*"
    ),
)
# Broad, because before the agenda nothing else is talked of; inside an item they would hide much.
_ROLL_CALL = (
    *_CALL_AND_ANSWER,
    r".*\b(?:donne|donner|confie|laisse|remis|recu)\b.*\b(?:pouvoir|procuration)\b.*",
    r".*\b(?:pouvoir|procuration) (?:a|de|pour)\b.*",
    r".*\b(?:procede[rs]?|procedons|passe|passer|faire|fais|fait) (?:a )?l'appel\b.*",
    r".*\bsecretaire de seance\b.*",
    r".*\bquorum\b.*",
)
_WE = r"(?:nous |on |je |j')?"
_MATTER = r"(?:point|question|deliberation|sujet|rapport|dossier)"
_REMARKS = (
    r"(?:questions?|remarques?|observations?|commentaires?|interventions?|demandes? d'intervention)"
)
_FLOOR = (
    rf"{_CALLED}(?: vous avez la parole| allez y| je vous en prie| c'est a vous| a vous| oui)",
    rf"{_CALLED} (?:va (?:vous |nous )?|pour )(?:repondre|presenter)\b.*",
    rf"{_WE}(?:vous )?(?:donne|donnons|passe|laisse|cede|redonne|rends?) la parole(?: a\b.*)?",
    r"la parole est a\b.*",
    rf"(?:je |nous )?laiss(?:e|ons) {_CALLED} (?:vous |nous )?(?:repondre|presenter)\b.*",
    r"(?:vous avez la parole|allez y|je vous en prie|je vous ecoute|a vous)",
    rf"c'est (?:moi|{_CALLED}) qui \w+ (?:ce|le) \w+",
    (
        r"(?:y a t il|est ce qu'il y a|avez vous|il y a)? ?(?:encore )?(?:des |d'autres? |une )?"
        rf"{_REMARKS}(?: (?:des |d'autres? |ou (?:des )?)?{_REMARKS})?(?: (?:sur|a) .*)?"
    ),
    r"qui (?:souhaite|veut) (?:intervenir|prendre la parole|s'exprimer)",
    rf"(?:qui|{_CALLED}) demande la parole",
)
_OPENING = (
    (
        rf"{_WE}(?:vous propose de |va |allons )?(?:passons|passe|passer|abord(?:e|ons|er)|appelle|"
        r"arriv(?:ons|e|er)) (?:maintenant |donc |desormais )?(?:a |au )?(?:le |la |l')?"
        rf"(?:{_MATTER}|suite|approbation)\b.*"
    ),
    (
        r"(?:le )?(?:point|question|deliberation|dossier) "
        r"(?:numero \w+|suivante?|n \d+|\d+\b)(?! \w+ent\b)(?: .{0,90})?"
    ),
    rf"(?:premier|deuxieme|troisieme|dernier|prochain) {_MATTER}(?: (?:de|a) l'ordre du jour)?.*",
)
_NUMBER = (
    r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|pas de|pas d'|aucune?)"
)
_COUNTED = r"(?:presents?|pouvoirs?|procurations?|votants?|absents?|excuses?)"
_VOTE = r"(?:voix )?(?:contre|pour|abstentions?|oppositions?|objections?)"
_NO_MORE = r"(?:(?:s'il|si|il) n'y a (?:pas|plus) d'autres? \w+ )?"
_DECIDED = (
    r"(?:adopte|approuve|rejete|vote|valide)(?:e?s?)(?: \w+){0,2}"
    r"(?: (?:a l'unanimite|a la majorite|par|avec|sans)\b.*)?"
)
_DECISION_NOUN = (
    r"(?:(?:la|cette) (?:deliberation|proposition|motion|decision)|"
    r"le (?:compte(?: \w+)?|budget(?: \w+)?|rapport|point|texte)|elle|il)"
)
_CALLS_OF_THE_VOTE = (
    (
        rf"{_NO_MORE}(?:je (?:le |la |les )?mets|nous mettons|on met)(?: donc| maintenant)? "
        r"(?:aux voix|au vote)(?: .{0,40})?"
    ),
    (
        rf"{_NO_MORE}(?:je vous propose de |nous |on )?(?:passons|passe|passer|procedons|procede)"
        r"(?: donc| maintenant)? aux? votes?(?: .{0,30})?"
    ),
    # "On fait voter les jeunes" is said of something else.
    r"je fais voter(?: .{0,30})?",
    (
        r"(?:on |nous )?(?:fait|faisons) voter"
        rf"(?: (?:maintenant|donc|ca|dessus|a main levee|(?:sur )?(?:ce|le|la|cette) {_MATTER}))?"
    ),
    r"quelqu'un (?:est |vote )?(?:contre|s'abstient|s'oppose)",
    r"nous y procedons|nous allons (?:donc )?(?:voter|proceder au vote)(?: .{0,30})?",
    (
        r"(?:non )?qui (?:est|vote)(?: donc)? (?:contre|pour|favorable)"
        r"(?: (?:a |l'|le |la |les ).{0,30})?"
    ),
    r"qui s'abstient",
    r"(?:je|nous|on) (?:mets|met|mettons) .{0,60}(?:aux voix|au vote)",
    r"(?:on|nous) (?:va|allons) (?:donc )?(?:voter|passer au vote)",
    rf"(?:y a t il |est ce qu'il y a )?(?:des |pas d'|pas de |aucune? |d'autres? ){_VOTE}",
)
_RESULTS = (
    (
        rf"(?:{_CALLED} )?(?:je (?:compte|note|vois|releve) |et |donc |nous avons |il y a )*"
        rf"{_NUMBER} ?(?:(?:voix )?contre|voix pour|abstentions?|oppositions?)\b(?: .{{0,60}})?"
    ),
    rf"(?:et |donc )?{_NUMBER} pour(?: (?:et )?{_NUMBER} .{{0,40}})?",
    rf"(?:donc )?{_DECISION_NOUN} (?:est|sont) (?:donc )?{_DECIDED}",
    rf"(?:donc )?c'est (?:donc )?{_DECIDED}",
    r"(?:adopte|approuve|rejete)e?(?: (?:a l'unanimite|a la majorite)(?: .{0,40})?)?",
    r"(?:a l')?(?:unanimite|majorite)(?: .{0,40})?",
    (
        r"(?:l'assemblee|le (?:conseil|comite)(?: \w+)?|on|nous) (?:en )?pren(?:d|ons) acte"
        r"(?: .{0,60})?"
    ),
    r"dont acte|apres depouillement\b.*",
    (
        r".{0,20}\b(?:pas|aucune?|personne)\b.{0,25}\bmajorite absolue"
        r"(?: des suffrages(?: exprimes)?)?(?: .{0,40}\btour\b.{0,20})?"
    ),
    r"(?:pour |et )*(?:le )?(?:premier|deuxieme|second|troisieme|quatrieme|cinquieme) siege",
    rf".{{0,30}}\b(?:adopte|approuve|rejete)e?s? (?:donc )?(?:par|avec) {_NUMBER} voix\b.*",
    rf".*\bbulletins? (?:de )?(?:blancs?|nuls?)\b.*\b{_NUMBER} (?:voix )?(?:pour|contre)\b.*",
)
_COMING_AND_GOING = (
    r"(?:je |nous |on )(?:note|notons|constate|salue|signale) (?:l'arrivee|le depart)\b.*",
    (
        rf"{_CALLED} (?:nous (?:quitte|rejoint|a rejoints?)|quitte la (?:seance|salle)|s'en va|"
        r"arrive|vient d'arriver)\b(?: .{0,80})?"
    ),
    r"(?:le|la|monsieur le|madame la) (?:maire|presidente?) peut revenir\b.*",
    rf"{_CALLED} (?:prend|assure) la presidence\b.*",
    r".*\bla seance est (?:levee|close|ouverte|suspendue|reprise)\b.*",
    r".*\b(?:je|nous) (?:suspend\w*|interromp\w*) .*\bseance\b.*",
    r"(?:je vous propose de |nous |je )?repren(?:ons|ds|dre) (?:la seance|nos travaux)\b.*",
    r".*\bje (?:leve|declare|ouvre|clos) .*\bseance\b.*",
    r".*\bje vous propose (?:d'ouvrir la seance|de (?:demarrer|commencer))\b.*",
    (
        r"(?:je vous informe que )?(?:la|le|notre) prochaine? (?:reunion|seance|conseil|comite|"
        r"assemblee)\b.{0,20}\b(?:aura lieu|se tiendra|est fixee?)\b.*"
    ),
    r"(?:merci |donc )*(?:la|notre) seance (?:re)?devient (?:donc |a nouveau )?publique\b.{0,40}",
    r"(?:y a t il des |nous passons aux )?questions diverses",
    r"(?:on|nous) (?:attaque|continue|enchaine|commence|demarre|deroule|avance|y va)(?:ons)?",
    # Not "pas de travaux avant l'été", which answers somebody.
    rf"(?:plus|pas) (?:de |d'|d'autres? )(?:{_REMARKS}|{_VOTE}|prises? de parole)(?: .{{0,20}})?",
    r"(?:plus|pas) (?:rien|d'autres?)|rien (?:d'autre|de plus|de special|de particulier)",
    r"(?:pas|rien|plus rien) a ajouter(?: .{0,20})?",
    r"(?:c'est bon|ca va|ca vous va|d'accord) (?:pour|a) (?:tout le monde|tous|vous)|tout le monde",
    r"je (?:n')?en (?:vois|compte|note) (?:pas|plus|aucune?)(?: d'autres?)?",
    r"(?:et )?il est (?:donc )?[\w-]+(?: [\w-]+)? (?:h|heures?)(?: [\w-]+)?",
    r"(?:[01]?\d|2[0-3]) (?:h|heures?) [0-5]\d",
    r"(?:l')?ordre du jour est (?:donc )?epuise",
    (
        rf"(?:soit |ca fait |nous sommes |on est )?{_NUMBER} {_COUNTED}"
        rf"(?: (?:et |plus |avec )?{_NUMBER} {_COUNTED})*"
    ),
    r"bonne soiree|bonsoir(?: .{0,40})?",
)
_IS_ROLL_CALL = re.compile("|".join(_ROLL_CALL))
_IS_TALK = re.compile(
    "|".join(
        (
            *_CALL_AND_ANSWER,
            *_FLOOR,
            *_CALLS_OF_THE_VOTE,
            r"non|oui|merci|je vous remercie(?: .{0,30})?",
        )
    )
)
_OPENING_WORDS = re.compile(r"^(?:(?:alors|donc|bon|et|bien|tres bien|voila|d'accord|ok|merci) )+")
# Only whoever presides opens items and tells results: from others it is something said.
_IS_TALK_OF_CHAIR = re.compile("|".join((*_OPENING, *_RESULTS, *_COMING_AND_GOING)))
_IS_CALL_OF_THE_VOTE = re.compile("|".join(_CALLS_OF_THE_VOTE))
_AMOUNT = re.compile(r"\beuros?\b|€|\bpour cent\b|%|\bmilli(?:on|er|ard)s?\b", re.IGNORECASE)

# What the chair asks again and again is often misheard ("il a tille des remarques").
_CALLS_FOR_REMARKS = re.compile(rf"(?:\S+ ){{0,5}}(?:des? |d'autres? |d'){_REMARKS}")
_FLOOR_SOUNDS = tuple(
    "".join(sound_of(word) for word in formula.split())
    for formula in (
        "je vous en prie",
        "je vous écoute",
        "vous avez la parole",
        "allé zy",  # as it is heard: with its liaison
        "allé zy je vous en prie",
        "allé zy je vous écoute",
        "allé zy mais soyez bref",
    )
)
_ALIKE = 0.78
"""Likeness to a formula of giving the floor: "je vous empris" has 0.93 and "je vous abri" 0.79,
but "je vous approuve" 0.75 and "je vous remercie" 0.56."""
_FLOOR_WORDS = 5
_SHORT_FORMULA = 5
_BESIDE_THE_FLOOR = 4
"""Letters of sound (`core.sounds`): those of one short name."""

_OWN_VOTE = re.compile(
    r"\b(?:j'ai vote|je vote|je voterai|j'aurais vote|je m'abstiens|je m'abstiendrai|nous votons|"
    r"nous voterons|nous avons vote|nous nous abst\w+|mon vote|ma voix) ?(?:pour|contre|blanc|nul)?"
)


def is_roll_call(sentence: Sentence) -> bool:
    """Whether a sentence belongs to the roll call, the proxies, the quorum or the secretary."""
    text = sentence.text
    return bool(_NAME_ALONE.fullmatch(text) or _IS_ROLL_CALL.fullmatch(_plain(text)))


def is_procedural(sentence: Sentence, *, by_chair: bool) -> bool:
    """Whether a sentence only moves the session on, which the minutes state in their own way.

    Args:
        sentence: as it was said.
        by_chair: said by whoever presides, or by nobody knows whom.
    """
    return _is_talk(sentence.text, by_chair) or (by_chair and _is_scrap_of_the_floor(sentence))


def tells_amount(text: str) -> bool:
    """Whether a sentence has an amount: it says something then, whatever it begins with."""
    return _AMOUNT.search(text) is not None


def is_call_of_the_vote(sentence: Sentence) -> bool:
    """Whether a sentence calls a vote: "Qui est contre ?"."""
    return bool(_IS_CALL_OF_THE_VOTE.fullmatch(_plain(sentence.text)))


def restates(sentence: Sentence, title: str) -> bool:
    """Whether a sentence only reads out the title of an item, however it was recognised."""
    wanted = _long_words(title)
    said = _long_words(sentence.text) - (_AGENDA_WORDS - wanted)
    if not said or len(said) > len(wanted) + 1:
        return False
    return len(said & wanted) * 2 >= len(said)


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= _LONG_WORD}


def tells_own_vote(sentence: Sentence) -> bool:
    """Whether a speaker says how he votes: never to be printed of a secret ballot."""
    return bool(_OWN_VOTE.search(_plain(sentence.text)))


@lru_cache(maxsize=1 << 14)
def _is_talk(text: str, by_chair: bool) -> bool:  # noqa: FBT001 - the cache takes it by position
    plain = _plain(text)
    if tells_amount(text):
        return False
    plain = _OPENING_WORDS.sub("", plain) or plain
    if _NAME_ALONE.fullmatch(text) or _IS_TALK.fullmatch(plain):
        return True
    patterns = (_IS_TALK_OF_CHAIR, _CALLS_FOR_REMARKS)
    if by_chair and (any(p.fullmatch(plain) for p in patterns) or _gives_the_floor(plain)):
        return True
    # The recogniser often writes several calls as one sentence: "Non, qui est contre, ...".
    parts = [part.strip() for part in re.split(r"[,;.?!]", text) if part.strip()]
    return len(parts) > 1 and all(_is_talk(part, by_chair) for part in parts)


def _gives_the_floor(plain: str) -> bool:
    """Whether a few words sound like giving the floor, which is said often and heard badly."""
    words = plain.split()
    if len(words) > _FLOOR_WORDS:
        return False
    heard = "".join(sound_of(word) for word in words)
    return any(loose_likeness(heard, formula) >= _ALIKE for formula in _FLOOR_SOUNDS)


def _is_scrap_of_the_floor(sentence: Sentence) -> bool:
    """Whether words hardly understood hold the sound of giving the floor, and nothing else is said.

    What a recogniser adds to it out of nothing ("Allez-y, Goff", "à l'Ezigre") is a word at most.
    """
    if not sentence.doubtful:
        return False
    if _sounds_like_the_floor(sentence.text):
        return True
    parts = [part.strip() for part in re.split(r"[,;.?!]", sentence.text) if part.strip()]
    return all(_is_talk(part, by_chair=True) or _sounds_like_the_floor(part) for part in parts)


def _sounds_like_the_floor(text: str) -> bool:
    words = _plain(text).split()
    # In words that are none, a written e is heard: "Lesigrec" is not "lsigrec".
    heard = {"".join(map(sound_of, said)) for said in (words, _with_heard_e(words))}
    is_short = len(words) <= _FLOOR_WORDS
    return is_short and any(_holds(one, formula) for one in heard for formula in _FLOOR_SOUNDS)


def _with_heard_e(words: Sequence[str]) -> list[str]:
    return [word.replace("e", "é") for word in words]


def _holds(heard: str, formula: str) -> bool:
    """Whether a formula is heard within a sound, and hardly anything besides."""
    if len(formula) > _SHORT_FORMULA:  # part of a long one may be of another: "je vous approuve"
        return loose_likeness(heard, formula) >= _ALIKE
    if len(heard) > len(formula) + _BESIDE_THE_FLOOR:
        return False
    return any(
        loose_likeness(heard[at : at + length], formula) >= _ALIKE
        for length in range(len(formula) - 1, len(formula) + 2)
        for at in range(max(1, len(heard) - length + 1))
    )


# The same sentence is asked about by several rules, and again after each edit.
@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    """Return the text folded, without punctuation other than apostrophes."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w' ]+", " ", fold(text))).strip()
