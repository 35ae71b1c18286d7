"""Classes of French words that tell how a sentence is built: closed lists, in lower case. Data.

An elided word keeps its apostrophe ("l'"); each list has only what belongs to it whatever is
spoken of.
"""

_FOR_NOUNS = frozenset(
    {
        *("celui-ci", "celui-là", "celle-ci", "celle-là", "ceux-ci", "ceux-là", "celui", "celle"),
        *("ceux", "celles", "quelqu'un", "personne", "chacun", "chacune", "rien", "certains"),
        *("certaines", "tous", "tout", "aucun", "aucune", "beaucoup"),
    }
)
PRONOUNS = _FOR_NOUNS | frozenset(
    {
        *("je", "j'", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "c'", "ce", "cela"),
        *("ça", "ceci"),
    }
)
"""What can be the subject of a verb without being a noun."""

CLITICS = frozenset(
    {
        *("ne", "n'", "me", "m'", "te", "t'", "se", "s'", "le", "la", "l'", "les", "lui", "leur"),
        *("y", "en", "nous", "vous"),
    }
)
"""What may stand between a subject and its verb."""

COUNTS = frozenset(
    {
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
        *("treize", "quatorze", "quinze", "seize"),
    }
)
DETERMINERS = COUNTS | frozenset(
    {
        *("le", "la", "l'", "les", "un", "une", "des", "du", "ce", "cet", "cette", "ces", "mon"),
        *("ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre", "nos", "votre", "vos"),
        *("leur", "leurs", "chaque", "tout", "toute", "tous", "toutes", "plusieurs", "quelques"),
        *("certains", "certaines", "aucun", "aucune", "d'autres"),
    }
)
PLURAL_DETERMINERS = frozenset(
    {"les", "des", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "plusieurs", "quelques"}
)
FEMININE_DETERMINERS = frozenset({"la", "une", "cette", "ma", "ta", "sa"})
MASCULINE_DETERMINERS = frozenset({"le", "un", "ce", "cet", "du"})

PREPOSITIONS = frozenset(
    {
        *("à", "au", "aux", "avec", "chez", "contre", "dans", "de", "d'", "des", "depuis", "dès"),
        *("en", "entre", "envers", "par", "pour", "sans", "selon", "sous", "sur", "vers", "outre"),
        *("malgré", "pendant", "concernant", "jusqu'"),
    }
)

NO_VERB_AFTER = frozenset(
    {
        "",
        *("le", "la", "les", "l'", "un", "une", "des", "de", "d'", "du", "au", "aux", "à", "en"),
        *("ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "par", "pour", "mon"),
        *("sans", "sur", "l", "d", "ma", "mes", "notre", "nos", "votre", "vos", "chaque", "quelle"),
        *("quel", "aucune", "toute", "plusieurs", "quelques", "avec", "sous", "deux", "trois"),
    }
)
"""What before a word that looks like a verb makes it a noun: "une demande", or nothing at all."""

RELATIVES = frozenset(
    {"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "si"}
    | {"quand", "lorsque", "lorsqu'", "comme", "auquel", "duquel"}
)
"""What opens a clause inside another one."""

CONNECTORS = RELATIVES | frozenset(
    {
        *("s'", "car", "puisque", "puisqu'", "quoi", "combien", "comment", "pourquoi"),
        *("ou", "ni", "plus", "moins"),
    }
)
"""After these a further subject is linked to what comes before."""

LINKS = frozenset({"et", "mais", "donc", "or", "alors", "ou", "puis", "ensuite", "aussi"})
"""What joins a clause to the one before, and may stand before its subject."""

SUBORDINATORS = frozenset(
    {"si", "s'", "quand", "lorsque", "lorsqu'", "comme", "quoique", "puisque", "puisqu'"}
    | {"parce", "car"}
)

ADVERBIAL_OPENERS = PREPOSITIONS - {"des"} | frozenset(
    {
        *("actuellement", "ailleurs", "ainsi", "après", "aujourd'hui", "auparavant", "avant"),
        *("bref", "certes", "cependant", "côté", "demain", "enfin", "ensuite", "hier", "hors"),
        *("ici", "là", "là-bas", "là-dessus", "lors", "maintenant", "malheureusement", "même"),
        *("néanmoins", "parfois", "peut-être", "pourtant", "puis", "quant", "sauf", "sinon"),
        *("souvent", "surtout", "tant", "tantôt", "toujours", "toutefois", "grâce", "suite"),
        *("faute", "afin", "bien", "d'abord", "fin", "début", "mi-juin"),
        *("franchement", "autrement", "seulement", "partout", "déjà", "désormais", "suivant"),
    }
)
"""First words of what tells when, where or how."""

MOMENTS = frozenset(
    {
        *("an", "ans", "année", "années", "mois", "semaine", "semaines", "jour", "jours", "soir"),
        *("soirs", "matin", "matins", "midi", "après-midi", "nuit", "nuits", "fois", "heure"),
        *("heures", "minutes", "week-end", "week-ends", "weekend", "été", "hiver", "printemps"),
        *("automne", "temps", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
        *("dimanche", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre", "trimestre", "semestre", "lendemain"),
        *("veille", "moment", "instant", "début", "fin", "rentrée", "coup", "saison"),
    }
)
"""Nouns of time: "le soir elle ferme" has another subject than "le soir"."""

NEGATIONS = frozenset({"pas", "jamais", "rien", "guère"})

INTERJECTIONS = frozenset(
    {
        *("ah", "oh", "eh", "hé", "bah", "ben", "ouais", "ok", "aïe", "zut", "allez", "allons"),
        *("tiens", "tenez", "dis", "dites", "bravo", "pardon", "voyons", "attendez", "attends"),
        *("écoutez", "écoute", "regardez", "regarde", "hein", "bof", "chut", "bonsoir", "bonjour"),
        *("merci", "oui", "non", "voilà", "voici", "quoi"),
    }
)
"""What calls or answers instead of telling."""

ALSO_PARTICIPLES = frozenset(
    {
        *("fait", "dit", "écrit", "inscrit", "décrit", "prescrit", "souscrit", "transcrit"),
        *("construit", "reconstruit", "détruit", "instruit", "produit", "conduit", "réduit"),
        *("introduit", "traduit", "joint", "rejoint", "atteint", "éteint", "restreint", "refait"),
        *("contraint", "craint", "plaint", "satisfait", "reconduit", "contredit", "interdit"),
    }
)
"""Forms that are as often a participle ("un mur construit en 1960") as a verb."""

_ALSO_NOUNS = """
active adresse aide amende analyse annonce attache attaque avance bagarre baisse balance base
borne bouche bourse cache cadre casse cause centre cesse charge chasse chute cible classe clôture
coche colle comble commande complète compte contraste contrôle copie cote coupe couronne crise
critique danse demande devise dispense dispute double doute décharge découpe dépense escorte
espace estime excuse expertise fabrique facture ferme fiche figure filtre fixe flèche force forme
fouille frappe fête garde gare glace gomme groupe grève guide gêne hausse illustre image incendie
influence jauge juge lance limite liste livre loge loupe lutte manifeste manque marche marque
masque maîtrise menace mesure mine mise montre mélange ménage note offre page paie panique partage
pause paye peine photographie pile pilote pince pioche pique piste place plante plonge pointe
police pompe porte pose poste pratique presse prime programme prête purge rampe recherche relance
remarque remise remorque rencontre reste retouche retraite revanche risque ronde route ruine règle
réclame récolte réforme réplique réserve sable sauvegarde serre signe somme sonde souffle
surcharge sèche tache taille taxe tente terrasse tire titre tombe touche tourne trace traite
traverse triple trouble use valse veille verse vidange vise visite voile vote zone échange écoute
élève épargne équilibre équipe
"""
ALSO_NOUNS = frozenset(_ALSO_NOUNS.split()) | {"est", "suit", "bat", "part", "sort", "sert"}
"""Forms of verbs that are as often a noun or an adjective: "la réserve", "un tarif double"."""

INDEFINITES = _FOR_NOUNS | {"trop", "peu", "assez", "d'autres", "environ"}
"""What stands for a noun or counts it, as a subject."""
