"""Turns of spoken French that reporting recognises: small talk, acts of speech, opinions. Data.

Patterns are matched on text in lower case with straight apostrophes.
"""

import re

from pv_builder.reporting.syntax import count_of_clauses

_VOCATIVE = (
    r"(?:mesdames(?: et|,) messieurs|mesdames|messieurs|(?:monsieur|madame|m\.|mme)"
    r"(?: (?:le|la|les) (?:maire|président|présidente|vice-présidente?|adjointe?|rapporteure?)|"
    r"(?! le\b| la\b)(?: [^\W\d][\w'’-]*){1,2})?)"
)
_OPENERS = (
    r"bon|bah|ben|eh bien|alors|donc|et|voilà|écoutez|écoute|enfin|bref|d'accord|ok|très bien|"
    r"bien|merci(?: beaucoup| bien)?(?: à vous| pour (?:la parole|ces? \w+|cette \w+|votre \w+))?|"
    r"si vous voulez|si vous permettez|si je peux me permettre|comme vous (?:le )?savez|"
    r"vous (?:le )?savez|je vous en prie|s'il vous plaît|disons|tu sais|pour ma part|quant à moi|"
    r"en ce qui me concerne|de mon côté|moi|personnellement|effectivement|"
    r"bonsoir(?: à toutes(?: et à tous)?| à tous)?|bonjour|"
    r"excusez-moi|pardon|désolée?|une (?:simple|petite|dernière) question|"
    r"une question|une (?:simple|petite) remarque|oui bonsoir|"
    rf"(?:mes )?chers (?:collègues|amis)|{_VOCATIVE}"
)
_OPENER = re.compile(
    rf"^(?:{_OPENERS})(?:\s*[,:;]\s*|\s*[.!]?$|"
    r"\s+(?=(?:je|nous|moi|donc|alors|écoutez|merci|voilà|bon|que|oui|non|pour ma part)\b|j'))|"
    r"^oui (?=mais\b)"
)
_CLOSER = re.compile(
    r"(?:,?\s+(?:s'il vous plaît|merci(?: beaucoup| bien)?|je vous remercie|si vous voulez)|"
    rf",\s+(?:voilà|hein|quoi|{_VOCATIVE}|chers collègues))(?=\s*[.?!…]?$)"
)
_SMALL_TALK = re.compile(
    r"(?:c'est (?:bien )?noté\b.*|"
    r"c'est entendu|c'est vrai|d'accord|entendu|tout à fait|très bien|parfait|"
    r"je vous (?:en prie|remercie|écoute)(?: de .*| pour .*)?|merci.*|bonne soirée|bonsoir.*|"
    r"je (?:te|vous) (?:passe|donne|laisse|cède) la parole.*|j'ai (?:une|deux|trois) questions?|"
    r"je (?:voudrais|souhaite|souhaiterais) (?:poser|prendre|intervenir|dire un mot).*|"
    r"j'ai terminé|j'en ai (?:terminé|fini)|voilà|allez-y|c'est tout|"
    r"excusez(?:-moi)?|pardon|désolée?|installez-vous|"
    r"bon(?:ne|s|nes)? (?:voyage|courage|nuit|route|appétit|vacances|retour|été)|"
    r"je (?:vous |m')?explique(?: pour .*)?|(?:ça|cela) me va)[.!]?"
)


def lowered(text: str) -> str:
    """Return the text as the patterns of this module expect it, of the same length."""
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _is_small_talk(said: str) -> bool:
    if re.search(r"\d", said):
        return False
    return all(_SMALL_TALK.fullmatch(part.strip()) for part in lowered(said).split(","))


_NAMING = re.compile(rf"(?:moi|{_VOCATIVE})\W*", re.IGNORECASE)


def _goes_on(opener: str, rest: str) -> bool:
    """Whether an opener may go: a name or "moi" before no clause is what is said, not to whom."""
    if not _NAMING.fullmatch(lowered(opener)) or not rest.strip(" .!?") or rest.endswith("?"):
        return True
    further = _OPENER.match(lowered(rest))
    if further:
        return _goes_on(opener, rest[further.end() :])
    # "Madame Roche, avec le pouvoir de Monsieur Blin" calls voters by their names.
    start = re.split(r"[,;:]|\b(?:dont|qui)\b", lowered(rest).strip(), maxsplit=1)[0]
    return count_of_clauses(start) > 0 or _is_small_talk(rest)


def without_phatic(said: str) -> str:
    """Return a sentence without the words that only keep the talk going; empty if all do."""
    before = None
    while said and said != before:
        before = said
        match = _OPENER.match(lowered(said))
        if match and _goes_on(match[0], said[match.end() :]):
            said = said[match.end() :]
        closer = _CLOSER.search(lowered(said))
        if closer:
            said = said[: closer.start()] + said[closer.end() :].lstrip()
    said = said.strip()
    if not re.search(r"\w", said) or _is_small_talk(said):
        return ""
    return said


_FUNCTION_WORDS = frozenset(
    {
        *("le", "la", "les", "un", "une", "des", "du", "de", "ce", "cet", "cette", "ces", "cela"),
        *("ça", "ceci", "celui", "celle", "ceux", "il", "elle", "ils", "elles", "on", "je", "nous"),
        *("vous", "tu", "mon", "ma", "mes", "notre", "nos", "votre", "vos", "son", "sa", "ses"),
        *("leur", "leurs", "dans", "en", "pour", "par", "sur", "avec", "sans", "sous", "chez"),
        *("à", "au", "aux", "depuis", "après", "avant", "entre", "vers", "dès", "selon", "malgré"),
        *("et", "ou", "mais", "donc", "or", "ni", "car", "si", "quand", "lorsque", "comme", "que"),
        *("qui", "quoi", "où", "quel", "quelle", "quels", "quelles", "pourquoi", "comment"),
        *("combien", "tout", "tous", "toute", "toutes", "aucun", "aucune", "chaque", "plusieurs"),
        *("certains", "certaines", "beaucoup", "trop", "très", "plus", "moins", "même", "aussi"),
        *("ensuite", "enfin", "puis", "ici", "là", "oui", "non", "pas", "être", "avoir", "est"),
        *("avez", "pouvez", "pourriez", "avons", "sommes", "deux", "trois", "quatre", "cinq"),
        *("six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze"),
        *("seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "mille"),
        *(
            "alors",
            "puis",
            "sinon",
            "maintenant",
            "aujourd",
            "bref",
            "franchement",
            "juste",
            "faute",
        ),
        *(
            "sauf",
            "ensuite",
            "voilà",
            "autrement",
            "chacun",
            "personne",
            "rien",
            "jamais",
            "quelqu",
        ),
        *("outre", "pendant", "dommage", "exact", "bravo", "bonne", "bon", "merci", "désormais"),
        *("y", "environ", "hier", "demain", "concernant", "quant", "certes", "actuellement"),
    }
)


def decapitalised(text: str, common_words: frozenset[str]) -> str:
    """Return a sentence as it stands inside another: a name keeps its capital letter.

    Args:
        text: with straight apostrophes.
        common_words: words met elsewhere without a capital letter.
    """
    first = re.match(r"\w+'?", text)
    if first is None:
        return text
    word = first[0].lower()
    # "Peut-être", but not "Jean-Loup".
    is_compound = re.match(r"-[a-zàâéèêîôûç]", text[len(word) :]) is not None
    is_adverb = word.endswith("ment") or is_compound
    if word.endswith("'") or is_adverb or word in _FUNCTION_WORDS or word in common_words:
        return word[:1] + text[1:]
    return text


ANSWERS = re.compile(
    r"^(?P<yes>oui(?: oui)?"
    r"(?:,? (?:donc|alors|bien sûr|tout à fait|absolument|effectivement))?|tout à fait|absolument|"
    r"bien sûr|bien entendu|exactement)(?:\s*[,.!]\s*|$)|^(?P<no>non)(?:\s*[,.!]\s*|$)"
)
"""How an answer begins."""

OPINION = re.compile(
    r"^(?:à mon (?:avis|sens)|selon moi|d'après moi|pour moi)\s*,?\s*|"
    r"^(?:moi )?(?:je (?:pense|crois|trouve|considère|estime)|j'estime|je suis d'avis) "
    r"(?:donc |aussi |également |vraiment |quand même )?(?:que |qu'(?=\w))"
)
"""Openings after which comes what the speaker thinks."""

JUDGEMENT = re.compile(
    r"^(?:il (?:faudrait|faut|faudra|conviendrait|vaudrait mieux|serait|vaut mieux)|"
    r"on (?:devrait|pourrait)|ce serait)\b"
)
"""Clauses that say what should be, without the speaker in them."""

_ADVERB = (
    r"(?:simplement|juste|seulement|aussi|également|d'abord|quand même|donc|vraiment|tout de même|"
    r"encore|bien|rapidement|tout d'abord|très \w+)"
)
WISH_TO_ACT = re.compile(
    r"^(?:je (?:tiens|tenais|voudrais|souhaiterais|souhaite|veux|voulais|dois|peux|vais|"
    r"me permets)|j'(?:aimerais|ai voulu|ajouterai))"
    rf"(?: {_ADVERB})?(?: à| de| d')? ?(?:vous |nous |ici )*"
    r"(?P<infinitive>[\wéèê]+r|dire|savoir)(?P<rest>\b.*)$"
)
"""A wish that is the act itself: "je tiens à remercier" thanks."""

INFINITIVE_ACTS = {
    "ajouter": "ajoute",
    "apporter": "apporte",
    "attirer": "attire",
    "confirmer": "confirme",
    "dire": "indique",
    "exprimer": "exprime",
    "féliciter": "félicite",
    "indiquer": "indique",
    "insister": "insiste",
    "préciser": "précise",
    "rappeler": "rappelle",
    "redire": "redit",
    "remercier": "remercie",
    "répondre": "répond",
    "revenir": "revient",
    "saluer": "salue",
    "savoir": "demande",
    "signaler": "signale",
    "souligner": "souligne",
}
"""What those verbs become; the others keep the wish ("souhaite voir ...")."""

OWN_ACTS = re.compile(
    r"^(?:je |j')(?:ne )?(?:vous )?(?:me |m'|m’en |m'en )?(?:"
    r"souhaite|souhaiterais|aimerais|voudrais|préfère|préférerais|propose|regrette|déplore|rappelle|"
    r"souligne|remercie|félicite|demande|précise|indique|confirme|constate|note|observe|ajoute|"
    r"signale|soutiens|approuve|partage|refuse|espère|interroge|étonne|inquiète|oppose|engage|"
    r"réjouis|associe|salue|invite|renouvelle|maintiens|conteste|dénonce|alerte|doute|crains|"
    r"redoute|plaide|suggère|recommande|insiste|aurais (?:préféré|souhaité|aimé|voulu)|informe|"
    r"assure|apprécie|désapprouve|soutenais|suis favorable|suis opposée?|suis d'accord)\b"
)
"""First persons that report by themselves: "je regrette que" gives "regrette que"."""

ANNOUNCING = re.compile(
    r"^(?:(?:pour|dans|sur|en|à|au) [^,]{0,40}, )?"
    r"(?:je |j'|nous |notre groupe )(?:ne |n')?(?:me |m'|nous |s')?"
    r"(?:votera|abstiendra|voterai|voterons|abstiendrai|abstiendrons|prendrai|prendrons|vote|votons|"
    r"abstiens|abstenons|soutiendrai|soutiendrons)\b"
)
"""How a vote is announced."""

_IMPERSONAL = (
    r"(?:n'|ne )?(?:vous |nous |me |m')?(?:y |s'agi|faut|faudr|fallait|convien|sembl|paraî|parai|"
    r"suffi|rest|manqu|exist|vau|se peut|importe|appartien|arrive |"
    r"(?:est|était|sera|serait|a été|avait été) (?:\w+ )?"
    r"(?:prévu|proposé|demandé|temps|important|nécessaire|possible|impossible|vrai|clair|urgent|"
    r"utile|dommage|normal|anormal|regrettable|essentiel|évident|hors de question|question|"
    r"(?:difficile|facile|bon|préférable|souhaitable|légitime|inutile|certain|probable|rare|exact|"
    r"décidé|convenu|rappelé|précisé|interdit|permis|autorisé|obligatoire|grand temps|étonnant|"
    r"surprenant|choquant|inacceptable|inadmissible|scandaleux|juste|question|envisagé)"
    r"(?= (?:de |d'|que |qu'))))"
)
_REFERS_TO_HIM = re.compile(
    rf"^(?:[^,]{{0,40}}, )?il (?!{_IMPERSONAL})|\bc'(?:est|était|sera) lui\b"
)
_REFERS_TO_HER = re.compile(r"^(?:[^,]{0,40}, )?elle |\bc'(?:est|était|sera) elle\b")
_REFERS_TO_SOMEBODY = re.compile(r"^(?:son|sa|ses) |(?<!\bje )(?<!\bje ne )\blui ")


def refers_elsewhere(clause: str, *, to_woman: bool) -> bool:
    """Whether a pronoun stands for somebody or something named in an earlier sentence.

    After "M. X indique qu'" it would be taken for the speaker.

    Args:
        clause: as it was said.
        to_woman: the speaker is a woman: only "elle" would be taken for her.
    """
    text = lowered(clause)
    pattern = _REFERS_TO_HER if to_woman else _REFERS_TO_HIM
    return bool(pattern.search(text) or _REFERS_TO_SOMEBODY.search(text))


UNDERSTANDING = {
    "je comprends": "dit comprendre",
    "j'entends": "dit entendre",
    "je sais": "dit savoir",
}
"""States of mind that need "dit" before them."""

SAYING = re.compile(r"^(?:moi )?je (?:vous )?(?:dis|redis|répète)(?: donc)? (?:que |qu'(?=\w))")
"""Openings that announce speech and say nothing else."""

ADVERBIAL = re.compile(
    r"^(?:dans|en|pour|sur|depuis|avec|sans|à|au|aux|après|avant|concernant|quant|par|lors|pendant|"
    r"dès|selon|malgré|grâce|d'ici|d'après|d'abord|comme|si|s'il|s'ils|quand|lorsque|lorsqu'\w+|"
    r"cependant|toutefois|néanmoins|actuellement|enfin|ensuite|au contraire|ce jour|chaque|"
    r"la veille|l'an|l'année|le lendemain|certes|\w+ment)\b[^,]{0,70}, "
)
"""A phrase before the subject: "que" takes a comma before it."""

REASON = re.compile(r",? (?:parce que |parce qu'|car |puisque |puisqu')")
"""Where a reason begins that may be quoted by itself."""

_SUBJECT = r"(?:je|j'|nous|il|elle|ils|elles|on|c'|ce|cela|ça)(?=\W|(?<=')\w)"
_ANY_SUBJECT = r"(?:le|la|les|l'|un|une|des|ce|cet|cette|ces|chaque|deux|trois|quatre|cinq)\b"
NEW_CLAUSE = re.compile(
    rf"(?P<comma>,)?(?P<link> et| mais|) (?=(?P<subject>{_SUBJECT})|{_ANY_SUBJECT})"
)
"""Where a second clause may begin: `pv_builder.reporting.clauses` decides."""
