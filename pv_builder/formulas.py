"""The phrases of a council session, by what they announce; the notation is `pv_builder.patterns`'.

Phrases are compared by sound: one spelling stands for all that sound like it ("voix", "voie").
`NEGATIVE` phrases sound like an event and are none: what stands beside them is not read.
"""

from enum import StrEnum


class Cue(StrEnum):
    """What a phrase announces."""

    OPENING = "opening"
    CLOSING = "closing"
    IN_PLACE_OF_CHAIR = "presides in place of the executive"
    ROLL_CALL = "roll call"
    NO_ROLL_CALL = "no roll call"
    EVERYBODY = "everybody is there"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"
    PROXY_TO = "proxy given to"
    PROXY_OF = "proxy of"
    PROXY_MINE = "proxy given to the speaker"
    PROXY_FROM_ME = "the speaker gives a proxy"
    PROXY_PAIR = "one to another"
    PROXIES_READ = "proxies read out"
    REPRESENTED = "represented by"
    QUORUM = "quorum"
    NO_QUORUM = "no quorum"
    SECRETARY = "secretary"
    PREVIOUS_MINUTES = "previous minutes"
    ITEM_NUMBER = "item number"
    ITEM_CALL = "item called"
    NEXT_ITEM = "next item"
    VOTE_CALL = "put to the vote"
    ASK_AGAINST = "who is against"
    ASK_ABSTENTION = "who abstains"
    ASK_FOR = "who is in favour"
    NONE_AGAINST = "nobody against"
    NONE_ABSTAINS = "nobody abstains"
    ALL_FOR = "all the others in favour"
    COUNT_AGAINST = "so many against"
    COUNT_ABSTENTION = "so many abstain"
    COUNT_FOR = "so many in favour"
    TALLY = "the whole count"
    UNANIMITY = "unanimity"
    ADOPTED = "adopted"
    MAJORITY = "majority"
    REJECTED = "rejected"
    TAKE_NOTE = "take note"
    NO_VOTE = "no vote"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    ITEM_ADDED = "item added"
    SECRET = "secret ballot"  # noqa: S105 - a way of voting, not a password
    PUBLIC = "public ballot"
    SHOW_OF_HANDS = "show of hands"
    COUNTED_PAPERS = "papers counted"
    BLANK = "blank papers"
    VOID = "void papers"
    AMENDMENT = "amendment"
    AGAIN = "vote taken again"
    GROUPED = "grouped vote"
    NO_PART = "takes no part"
    CHAIR_LEAVES = "chair leaves the room"
    CHAIR_CHANGE = "somebody else presides"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CLOSED_DOORS = "closed session"
    DOORS_OPEN = "public again"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    I_LEAVE = "the speaker leaves"
    NEXT_SESSION = "next session"
    OTHER_BUSINESS = "other business"
    FLOOR = "the floor is given"
    SELF_REPORT = "the chair reports"
    REPORTER = "rapporteur"
    LATER = "another session's"
    NEGATIVE = "sounds like an event"


FORMULAS: dict[Cue, tuple[str, ...]] = {
    Cue.OPENING: (
        "ouvrir la|cette|notre séance",
        "ouvre la|cette|notre séance",
        "déclare la|cette séance ouverte",
        "déclare ouverte la|cette séance",
        "séance ..7 est ouverte",
        "propose de démarrer|commencer",
        "on|nous va|allons|peut|pouvons commencer|démarrer",
        "propose qu on y aille",
        "ouverture de la|cette séance",
    ),
    Cue.CLOSING: (
        "séance est ..1 levée|close|terminée|clôturée",
        "lève|lever|lèverai la|cette séance",
        "clos|clore|clôture la|cette|notre séance|réunion",
        "déclare la|cette séance levée|close",
        "ordre du jour étant|est épuisé|terminé",
        "ordre du jour étant ..1 épuisé",
        "plus rien à l ordre du jour",
        "fin de cette|notre|la séance|réunion",
        "merci à toutes|tous ..5 bonne|bonnes soirée",
        "merci et bonne|bonnes soirée",
    ),
    Cue.IN_PLACE_OF_CHAIR: (
        "en l absence de|du ..6 préside|présiderai|présidence",
        "je préside|présiderai|présiderais ..3 séance",
        "remplace ..6 présider|préside|présidence",
        "empêché ..6 préside|présiderai|présidence",
        "m a demandé|chargé ..2 présider",
    ),
    Cue.ROLL_CALL: (
        "procéder|procède|procédons à l appel",
        "faire|fait|fais|faisons l appel",
        "passe|passer|passons à l appel",
        "appel nominal",
        "l appel des conseillers|membres|élus|délégués",
    ),
    Cue.NO_ROLL_CALL: (
        "refais|ferai|fais|refait pas l appel",
        "émargé ..3 feuille",
        "signé la|cette feuille",
        "feuille de présence ..4 émargé|signé|circule|circulé",
    ),
    Cue.EVERYBODY: (
        "tout le monde est là|présent",
        "sommes au complet",
        "est au complet",
        "tous présents",
        "personne n est absent",
        "aucun absent",
        "pas d absent|absents",
    ),
    Cue.PRESENT: (
        "présent|présente",
        "je suis là",
        "suis là",
        "me voilà|voici",
        "est là",
        "bien là",
    ),
    Cue.ABSENT: (
        "absent|absente",
        "est|sont pas là",
        "pas là",
        "pas de nouvelles",
        "pas venu|venue",
    ),
    Cue.EXCUSED: (
        "excusé|excusée|excusés",
        "demande de l excuser",
        "prie de l excuser",
        "s est fait excuser",
        "nous a prévenu|prévenus",
        "m a prévenu|prévenue",
    ),
    Cue.LATE: (
        "peu de retard",
        "en|du retard",
        "aura .. retard",
        "il|elle arrive",
        "va arriver",
        "arrivera|arriverait plus tard",
        "nous rejoindra|rejoint",
        "en train de se garer",
        "en route",
    ),
    Cue.PROXY_TO: (
        "pouvoir|procuration|pouvoirs|mandat ..1 à|au|pour {m}",
        "pouvoir|procuration {m}",
        "pouvoir|procuration ..1 au profit|bénéfice de {m}",
        "pouvoir|procuration ..1 en faveur de {m}",
        "mandataire {m}",
        "pouvoir est ..2 à|par {m}",
    ),
    Cue.PROXY_OF: (
        "pouvoir|procuration|pouvoirs de|du {m:giver} ..1 à|au|pour {m}",
        "pouvoir|procuration de|du {m:giver} ..1 au profit|bénéfice de {m}",
        "pouvoir|procuration de|du {m:giver} en faveur de {m}",
        "pouvoir|procuration|pouvoirs de|du {m:giver}",
    ),
    Cue.PROXY_MINE: (
        "m a ..2 donné|donnée|laissé|confié ..2 pouvoir|procuration",
        "m ont ..2 donné ..2 pouvoir|procuration",
    ),
    Cue.PROXY_FROM_ME: (
        "je|et laisse|donne|confie|laisserai|donnerai ..2 pouvoir|procuration à|au? {m}",
    ),
    Cue.PROXY_PAIR: ("{m:giver} à|pour {m}",),
    Cue.PROXIES_READ: (
        "reçu ..2 pouvoirs|procurations|pouvoir",
        "les pouvoirs|procurations",
        "{n} pouvoirs|procurations",
        "liste des pouvoirs|procurations",
    ),
    Cue.REPRESENTED: (
        "{m:giver} ..3 représenté|représentée|remplacé|remplacée par {m}",
        "{m:giver} ..3 représenté|représentée|remplacé par son|sa suppléant|suppléante {m}",
        "{m} remplace|représente|supplée {m:giver}",
        "{m} ..2 suppléant|suppléante de|du {m:giver}",
    ),
    Cue.QUORUM: (
        "quorum est|étant ..2 atteint|réuni|bon|là|acquis",
        "quorum ..2 atteint|réuni",
        "a|avons|ai le quorum",
        "pouvons ..1 délibérer",
        "peut ..1 délibérer",
        "valablement délibérer",
    ),
    Cue.NO_QUORUM: (
        "quorum n est ..1 pas|plus ..1 atteint|réuni",
        "faute de quorum",
        "a|avons plus|pas le quorum",
    ),
    Cue.SECRETARY: (
        "secrétaire de séance",
        "comme secrétaire",
        "faire|être|fait le|la|notre secrétaire",
        "sera|serez|est|assure|assurera ..2 secrétaire",
        "désigner|nommer un|une|le|la secrétaire",
        "secrétariat de séance|la",
    ),
    Cue.PREVIOUS_MINUTES: (
        "procès-verbal",
        "compte rendu de|du ..2 dernière|précédente|précédent|dernier",
        "le PV",
    ),
    Cue.ITEM_NUMBER: (
        "point|poids numéro {n}",
        "point {n}",
        "{o} point",
        "délibération|question|rapport|dossier|affaire|sujet numéro {n}",
        "délibération|question|rapport|dossier|affaire {n}",
        "{o} délibération|question|rapport|dossier|affaire|sujet",
        "numéro {n}",
        "alors la|le {n}",
    ),
    Cue.ITEM_CALL: (
        "passons|passe|passer|passez ..2 au|à|aux",
        "venons|arrivons|viens|arrive au|à|aux",
        "abordons|aborde|aborder",
        "appelle|appellent ..2 point|question|délibération|affaire|dossier|rapport",
        "enchaînons|enchaîne|poursuivons|continuons avec|par|sur",
        "ordre du jour appelle",
        "de l ordre du jour",
        "point suivant",
    ),
    Cue.NEXT_ITEM: (
        "point|délibération|question|rapport|dossier|affaire|sujet suivant|suivante",
        "prochain|prochaine point|délibération|question|rapport|dossier",
        "dernier|dernière point|délibération|question|rapport|dossier",
        "autre point|délibération|dossier",
        "=suivant|suivante",
    ),
    Cue.VOTE_CALL: (
        "mets|mettre|mettons|met|aise|mais aux|au voix|voie|voire|vote",
        "aux voix",
        "passe|passons|passer|passez au|à vote|votes",
        "passe|passons|passer au vote",
        "soumets|soumettre|soumet ..6 vote|voix",
        "procède|procédons|procéder au vote|scrutin",
        "on|nous =vote|votons",
        "le =vote",
        "mettre au vote",
        "votons",
    ),
    Cue.ASK_AGAINST: (
        "qui est|vote|serait|y ..1 contre|conte",
        "qui ..1 contre",
        "y|il a|en ..3 voix|votes|vote contre",
        "des voix|votes|vote contre",
        "des oppositions|opposition",
        "quelqu un ..3 contre",
        "quelqu un ..2 oppose|opposé",
        "des contre",
        "votes|vote|voix|avis contre",
        "oppose|opposent",
        "=contre abstention|abstentions",
    ),
    Cue.ASK_ABSTENTION: (
        "qui s|se ~abstient|abstiens|abstenir",
        "qui ~abstient",
        "s abstient",
        "des abstentions|abstention",
        "quelqu un ..2 abstient",
        "qui souhaite|veut s abstenir",
    ),
    Cue.ASK_FOR: ("qui est|vote|y pour", "qui ..1 =pour"),
    Cue.NONE_AGAINST: (
        "pas|point de|d voix|vote|votes? contre",
        "pas d opposition|oppositions|opposant|opposants",
        "personne ..2 =contre",
        "personne ne|n oppose",
        "aucune|aucun voix|opposition|vote|avis? contre?",
        "aucun|aucune =contre",
        "pas de|d =contre",
        "zéro =contre",
    ),
    Cue.NONE_ABSTAINS: (
        "pas|point de|d abstention|abstentions",
        "aucune|aucun abstention|abstentions",
        "personne ..2 abstient",
        "ni abstention|abstentions",
    ),
    Cue.ALL_FOR: (
        "tous|tout les autres ..1 pour",
        "le reste ..1 pour",
        "tout le monde est|vote pour",
        "tous pour",
        "tout le monde est d accord|favorable",
    ),
    Cue.COUNT_AGAINST: (
        "{n} voix|votes|vote contre",
        "{n} opposition|oppositions|opposants",
        "{n} =contre",
        "{n} personnes|élus|conseillers =contre",
        "{n} défavorables|défavorable",
    ),
    Cue.COUNT_ABSTENTION: (
        "{n} abstention|abstentions",
        "{n} qui abstiennent",
        "{n} voix abstention",
    ),
    Cue.COUNT_FOR: (
        "{n} voix|votes|vote =pour",
        "{n} =pour",
        "{n} voix|votes favorables|favorable",
        "{n} favorables",
    ),
    Cue.TALLY: (
        "{n:for} voix? ..1 =pour {n:against} voix? contre ..1 {n:abstention} abstention",
        "{n:for} voix? ..1 =pour ..2 {n:against} voix|votes? =contre",
        "{n:against} voix|votes? contre ..1 {n:for} voix|votes? =pour",
        "=pour {n:for} ..1 contre {n:against} ..1 abstention|abstentions {n:abstention}",
        "=pour {n:for} ..1 contre {n:against}",
        "{n:for} voix? ..1 =pour ..1 {n:abstention} abstention|abstentions",
    ),
    Cue.UNANIMITY: (
        "adopté|adoptée|approuvé|approuvée|voté|accepté|validé|arrêté ..3 unanimité",
        "unanimité",
        "=unanime",
        "unanimement",
    ),
    Cue.ADOPTED: (
        "est|et ..2 adopté|adoptée|approuvé|approuvée|acceptée|validée",
        "est ..1 arrêté",
        "sont ..2 adoptés|adoptées|approuvés",
        "c est ..1 voté|adopté|approuvé|accepté|validé",
        "délibération|proposition|texte|compte|point|rapport|motion ..3 adopté|adoptée|approuvé",
        "adopté|adoptée|approuvé|approuvée à|par",
        "je|on ..2 considère ..3 adopté|adoptée",
        "le conseil|assemblée|comité adopte|approuve",
        "=adopté|adoptée",
    ),
    Cue.MAJORITY: ("à|la majorité", "majorité"),
    Cue.REJECTED: (
        "est ..2 rejeté|rejetée|repoussé|repoussée|refusé|refusée",
        "pas ..1 adopté|adoptée|approuvé|approuvée|acceptée",
        "=rejeté|rejetée|repoussée",
    ),
    Cue.TAKE_NOTE: (
        "prend|prends|prenons|prenez|pris|prenne ..2 acte",
        "donne|donner|donné|donnez|donnons ..2 acte",
        "dont acte",
        "a pris connaissance",
        "prend connaissance",
    ),
    Cue.NO_VOTE: (
        "pas de vote",
        "pas lieu de délibérer|voter",
        "pas lieu à vote",
        "sans vote",
        "vote pas",
        "n appelle|appel pas de vote",
        "c est pour information",
        "simple information",
    ),
    Cue.POSTPONED: (
        "est|sera ..2 reporté|reportée|ajourné|ajournée|renvoyé|renvoyée",
        "reporte|reporter|reportons|ajourne|ajourner|ajournons ce|cette|le|la point|délibération",
        "reporte|reporter|reportons ..3 prochaine|prochain",
        "reporté|reportée|ajourné|ajournée à|au",
        "=ajourné|ajournée",
    ),
    Cue.WITHDRAWN: (
        "retire|retirer|retirons|retiré ..2 délibération|point|question|dossier",
        "retire|retirer|retirons|retiré ..4 ordre du jour",
        "est|sont|été ..1 retiré|retirée|retirés",
        "point|délibération ..4 retiré|retirée",
    ),
    Cue.ITEM_ADDED: (
        "ajouter|rajouter|inscrire|ajout|rajouter ..6 ordre du jour",
        "ajouter|rajouter un|une point|délibération|question",
        "délibération|point complémentaire|supplémentaire",
    ),
    Cue.SECRET: (
        "bulletin|bulletins ..1 secret|secrets",
        "scrutin secret",
        "vote|voter ..4 secret",
        "à bulletins secrets",
    ),
    Cue.PUBLIC: (
        "scrutin public",
        "vote nominatif|nominal",
        "appel nominal ..3 vote",
        "vote par appel",
    ),
    Cue.SHOW_OF_HANDS: ("main levée", "à mains levées"),
    Cue.COUNTED_PAPERS: (
        "dépouillement",
        "{n} bulletins|bulletin|votants|votant|enveloppes|suffrages",
    ),
    Cue.BLANK: ("{n} blancs|blanc|blanche", "{n} bulletins|bulletin|votes|vote blancs|blanc"),
    Cue.VOID: ("{n} nuls|nul|nulle", "{n} bulletins|bulletin|votes|vote nuls|nul"),
    Cue.AMENDMENT: ("=amendement|amendements", "sous amendement"),
    Cue.AGAIN: (
        "refait|refaire|refaisons|recommence|recommençons|reprend|reprenons le|ce vote",
        "=recompte|recomptons|recompter",
        "nouveau vote",
        "=revote|revotons|revoter",
        "je me suis trompé|trompée",
        "erreur de comptage",
    ),
    Cue.GROUPED: (
        "en|un bloc",
        "vote groupé|unique|commun",
        "un seul|même vote",
        "voter|vote ensemble les",
    ),
    Cue.NO_PART: (
        "prend|prends|prendrai|prendra|prendrais|prendre|prennent ..2 pas ..1 part",
        "participe|participerai|participera|participent|participerais ..2 pas|ni ..2 vote|débat",
        "participe|participent ni",
        "me|se déporte|déporter|déporterai",
        "=déporte|déport",
        "pas part au vote|votes|débat",
        "sors|sort|quitte ..6 concerné|concernée|intéressé|intéressée",
    ),
    Cue.CHAIR_LEAVES: (
        "je|dois|vais ..2 quitte|quitter|sors|sortir ..1 salle",
        "je me retire",
        "je sors",
        "maire|président|présidente quitte|sort|se retire",
        "je cède la|ma présidence|place",
    ),
    Cue.CHAIR_CHANGE: (
        "{m} prend|prendra|prends|assure|assurera|reprend ..1 présidence",
        "{m} ..2 présider|préside|présidera|présidez",
        "{m} ..3 prendre la présidence",
        "cède|laisse|confie|donne|remets|passe la|ma présidence à|de|au {m}",
        "présidence de la séance à {m}",
        "présidence à|de {m}",
        "place à {m}",
        "{m} ..2 la =présidence",
        "président|présidente de séance ..8 {m}",
    ),
    Cue.SUSPENDED: (
        "suspends|suspend|suspendre|suspendons la|cette|notre séance",
        "séance est ..1 suspendue",
        "suspension de séance",
        "suspends|suspend|suspendons quelques|cinq|dix|{n} minutes",
    ),
    Cue.RESUMED: (
        "séance est ..1 reprise",
        "séance reprend",
        "reprend|reprenons la|notre|nos séance|travaux",
        "on|nous reprend|reprenons",
        "reprise de la séance",
        "réouverture|rouvre la séance",
    ),
    Cue.CLOSED_DOORS: ("huis clos", "huit clos"),
    Cue.DOORS_OPEN: (
        "séance ..2 publique",
        "redevient publique",
        "lève|lever|fin du|le huis|huit clos",
    ),
    Cue.ARRIVAL: (
        "arrivée ..1 de|du? {m}",
        "arrivée {m}",
        "{m} vient|viens ..1 arriver|rejoindre",
        "{m} nous a? =rejoint|rejoints",
        "{m} =arrive",
        "{m} est arrivé|arrivée",
        "accueille|accueillons|accueillir {m}",
        "bonsoir {m} ..5 arrivée|installez|note|noter",
        "{m} ..6 note|notez|notons ..2 arrivée",
        "rejoints|rejoint par {m}",
        "{m} prend|rejoint ..1 séance",
    ),
    Cue.DEPARTURE: (
        "{m} ..2 nous quitte|quittes|quitter|laisse",
        "{m} ..2 quitte|quitter|quittera|quitté ..1 séance|salle|réunion|conseil|assemblée",
        "départ ..1 de|du? {m}",
        "{m} s|se en va|allé",
        "{m} ..2 doit ..2 partir|quitter|laisser",
        "{m} part|parts et|à",
        "{m} est parti|partie",
    ),
    Cue.I_LEAVE: (
        "je dois ..2 laisser|partir|quitter",
        "je suis obligé|obligée de ..1 partir|quitter|laisser",
        "je vais devoir ..2 laisser|partir|quitter",
        "il faut que je ..1 parte|laisse|quitte",
        "je pars ..4 pouvoir|procuration",
    ),
    Cue.NEXT_SESSION: (
        "prochain|prochaine ..1 conseil|séance|réunion|comité|assemblée|rendez-vous",
        "prochain|prochaine ..2 aura|sera",
        "retrouverons|retrouvons|réunirons|réunira le",
    ),
    Cue.OTHER_BUSINESS: (
        "questions diverses",
        "questions orales",
        "quelques informations",
        "tour de table",
    ),
    Cue.FLOOR: (
        "parole est|et à|de {m}",
        "donne|passe|laisse|cède|redonne|rends|donné ..1 la parole à|de|au {m}",
        "parole à {m}",
        "{m} vous avez|avait|avec la parole",
        "{m} ..1 a|à la parole",
        "{m} je vous|t en|empris|écoute|appris ..1",
        "{m} allez y|grec",
        "{m} à vous",
        "{m} souhaite|souhaitait|voulait|veut|demande ..1 intervenir|prendre|parole|dire|parler",
        "{m} va|vont|vas ..2 répondre|présenter|expliquer|préciser|compléter",
        "{m} peut|pouvez|peux ..2 répondre|présenter|expliquer|préciser|compléter",
        "{m} une|un question|mot|remarque|intervention|précision|réponse",
        "{m} c est à toi|vous",
        "{m} à toi",
        "{m} tu|vous as|avez la parole",
        "écoute {m}",
        "{m} les|allé y|zigue",
    ),
    Cue.SELF_REPORT: (
        "moi ..1 qui|que rapporte|apporte|présente|rapporterai|présenterai",
        "moi même qui",
        "je rapporte|présente|rapporterai|présenterai ..2 point|délibération|dossier|rapport",
        "je vais ..2 présenter|rapporter",
        "je vous présente|rapporte",
        "je suis ..1 rapporteur",
        "je prends ce|cette point|délibération|dossier",
    ),
    Cue.REPORTER: (
        "{m} ..3 rapporte|rapporter|rapportez|rapporteur|rapporteuse",
        "{m} ..4 présente|présenter|présentez|exposer|expose|présentera|exposera",
        "rapporteur|rapporteuse ..2 {m}",
        "rapporté|présenté par {m}",
    ),
    Cue.LATER: (
        "au|du prochain conseil|comité",
        "à la prochaine séance|réunion",
        "la prochaine fois",
        "on|nous votera|voterons|votera",
    ),
    Cue.NEGATIVE: (
        "l an dernier|passé",
        "année dernière|passée",
        "en dernier",
        "dernière fois",
        "la fois dernière",
        "précédent mandat",
        "au|du dernier conseil",
        "avait|avions|avez|avons déjà",
        "lors|cours de|du la? dernière|précédente|précédent",
        "si je|on|nous mettais|mettait|mettions|votait|votions",
        "commission ..3 voté|donné|émis|approuvé|rendu|validé|adopté",
        "commission ..3 a ..2 unanimité|favorable",
        "avis favorable",
        "bureau a|avait ..2 voté|donné|émis|approuvé|validé",
        "nous|je voterons|voterai|voterais ..1",
        "il faudra|faudrait ..2 qu",
        "était|avait|avaient|avions|avez|avaient ..2 adopté|voté|passé|approuvé|rejeté",
        "avait|avaient|avions été ..1",
        "le préfet",
        "la préfète",
        "pas ..1 pouvoir de|d",
        "je ne suis pas =contre",
        "suis pas contre",
        "abstient|abstiens de tout|toute|tous",
        "quand monsieur|madame ..2 était",
        "était président|présidente|maire",
        "un jour",
        "en|la commission",
        "assemblée nationale",
        "conseil départemental|régional|citoyen",
        "abstiendrons|abstiendrai",
        "m abstenir",
        "souhaite|souhaitons s|m|nous abstenir",
    ),
}
"""Phrases by cue; a cue's first match at a place is its longest."""
