"""The names, subjects and sentences that invented sessions are made from; all made up here.

`{x}`, `{y}` are members named aloud, `{c}` the chair as addressed, `{o}` somebody not on the roll.
"""

from pv_builder.meeting import Civility

MEN = (
    "Jean", "Michel", "Alain", "Bernard", "Yann", "Cédric", "Romain", "Xavier", "Étienne",
    "Guillaume", "Fabien", "Joël", "Marcel", "Ludovic", "Samir", "Kévin", "Arnaud", "Jean-Luc",
    "Pierre-Yves", "Henri", "Raphaël", "Baptiste", "Maxime", "Gilles",
)  # fmt: skip
WOMEN = (
    "Annie", "Valérie", "Émilie", "Christine", "Sylvie", "Nadia", "Solène", "Patricia",
    "Justine", "Odile", "Myriam", "Anne-Sophie", "Maud", "Ghislaine", "Sabrina", "Élise",
    "Béatrice", "Fatima", "Marie-Claude", "Noémie", "Colette", "Laëtitia", "Viviane",
)  # fmt: skip
FAMILIES = (
    "Martin", "Martel", "Bernard", "Durand", "Duran", "Petit", "Robin", "Robert", "Moreau", "Morel",
    "Simon", "Simonet", "Laurent", "Lefèvre", "Lefort", "Lombard", "Lambert", "Garcia",
    "Garnier", "David", "Bertrand", "Roux", "Rouxel", "Vincent", "Muller", "Faure", "André",
    "Guérinot", "Legendre", "Legrain", "Chevallier", "Clément", "Gautier", "Gauthier",
    "Perret", "Perrot", "Dumas", "Dumont", "Boyer", "Blanchet", "Blanchard", "Joly", "Rivet",
    "Arnaud", "Meunier", "Meynard", "Hervieu", "Carré", "Brun", "Lebrun", "Poulain", "Kowalski",
    "Ferreira", "Haddad", "Le-Bihan", "Delacroix", "Saunier", "Vasseur", "Tanguy",
    "Bellanger", "Guyot", "Cordonnier",
)  # fmt: skip
TOPICS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Réfection de la toiture de l'école élémentaire",
        (
            "Les tuiles ont plus de quarante ans et il pleut dans deux classes.",
            "Trois entreprises ont été consultées, la mieux placée demande 86 000 euros.",
            "Le chantier durerait six semaines, pendant les congés d'été.",
        ),
        (
            "Est-ce que l'amiante a été recherché avant de chiffrer ?",
            "Il aurait fallu s'en occuper bien plus tôt, on paie notre retard.",
            "Les parents d'élèves seront contents, ils attendaient depuis longtemps.",
        ),
        ("Le diagnostic a été fait au printemps et il est négatif.", "C'est prévu dans le marché."),
    ),
    (
        "Vente de la parcelle du lotissement des Acacias",
        (
            "La parcelle fait 720 mètres carrés et nous avons reçu une seule proposition.",
            "Le service des domaines l'estime à 54 000 euros.",
        ),
        (
            "À ce prix là on brade, je le dis franchement.",
            "Qui va payer le raccordement au réseau d'assainissement ?",
            "Je connais bien le terrain, il est en pente et difficile à bâtir.",
        ),
        ("L'acquéreur paie le raccordement, c'est écrit dans le compromis.",),
    ),
    (
        "Règlement intérieur de la salle polyvalente",
        (
            "Ce règlement datait de quinze ans et ne disait rien des nuisances sonores.",
            "On ajoute une caution de 500 euros et une heure limite fixée à deux heures du matin.",
            "Les associations de la commune gardent une gratuité par trimestre.",
        ),
        (
            "Et pour les clubs sportifs qui viennent chaque semaine, comment cela se passe ?",
            "Une caution aussi élevée va décourager les familles modestes.",
        ),
        ("Les clubs ont une convention à part, rien ne change pour eux.",),
    ),
    (
        "Adhésion au groupement d'achat d'électricité",
        (
            "Le contrat en cours s'arrête en décembre.",
            "En achetant avec quarante autres collectivités on espère gagner douze pour cent.",
        ),
        (
            "Sommes-nous liés pour plusieurs années ?",
            "J'y suis favorable, seuls nous n'avons aucun poids face aux fournisseurs.",
        ),
        ("L'engagement est de trois ans, avec une sortie possible au bout de deux.",),
    ),
    (
        "Programme de plantation de haies",
        (
            "Il s'agit de replanter quatre kilomètres de haies le long des chemins ruraux.",
            "La Région finance quatre-vingts pour cent et l'entretien reste à notre charge.",
        ),
        (
            "Qui entretiendra tout cela dans cinq ans, avec deux agents aux espaces verts ?",
            "Mon voisin agriculteur n'a pas été prévenu, il l'a appris par le journal.",
            "C'est un beau projet, les élèves du collège pourraient y participer.",
        ),
        ("Un chantier d'insertion passera deux fois par an.",),
    ),
    (
        "Subvention exceptionnelle au centre de secours",
        (
            "Les pompiers souhaitent remplacer le véhicule léger, qui a dix-neuf ans.",
            "Je vous propose une aide de 3 000 euros, comme la commune voisine.",
        ),
        (
            "Pourquoi est-ce à nous de payer et pas au service départemental ?",
            "On leur doit bien cela, après la tempête de novembre.",
        ),
        ("Le service départemental paie le reste, nous complétons.",),
    ),
    (
        "Schéma des pistes cyclables",
        (
            "Le bureau d'études a retenu trois itinéraires pour relier les hameaux au centre.",
            "La première tranche coûte 190 000 euros hors taxes.",
            "Elle pourrait être inscrite au contrat avec la Région.",
        ),
        (
            "Rue du Lavoir c'est trop étroit, deux voitures ne s'y croisent pas.",
            "Avez-vous pensé à l'éclairage le soir en hiver ?",
            "Je trouve que l'on oublie les piétons dans cette affaire.",
        ),
        ("La rue passerait à sens unique.", "Oui, des bornes solaires sont prévues."),
    ),
    (
        "Rapport sur la gestion des déchets",
        (
            "Le tonnage collecté baisse pour la troisième année de suite.",
            "Le verre progresse, le carton recule un peu.",
        ),
        (
            "Les bacs débordent tous les lundis près du stade.",
            "Y a-t-il un comparatif avec les territoires voisins ?",
        ),
        ("Un passage de plus sera fait le lundi matin.",),
    ),
)
OPENS = (
    "Bonsoir à tous, il est {hour}, la séance est ouverte.",
    "Bien, mes chers collègues, il est {hour}, je déclare la séance ouverte.",
    "Il est {hour}, nous allons commencer, merci de prendre place.",
    "Bonsoir mesdames et messieurs. J'ouvre la séance de ce soir.",
)
CALLS = (
    "Je procède à l'appel.",
    "On va faire l'appel, comme d'habitude.",
    "Nous commençons par l'appel nominal.",
)
HERE = {
    Civility.M: (
        "Présent.",
        "Présent.",
        "Oui.",
        "Je suis là.",
        "Oui, présent.",
        "Bonsoir, présent.",
    ),
    Civility.MME: ("Présente.", "Présente.", "Oui.", "Je suis là.", "Oui, présente.", "Là."),
}
AWAY = {
    Civility.M: (
        "{x} est excusé et donne pouvoir à {y}.",
        "{x}, excusé, pouvoir à {y}.",
        "{x} est absent.",
    ),
    Civility.MME: (
        "{x} est excusée et donne pouvoir à {y}.",
        "{x}, excusée, pouvoir à {y}.",
        "{x} est absente.",
    ),
}
SECRETARY = (
    "Qui veut être secrétaire de séance ? {x}, c'est d'accord ?",
    "Pour le secrétariat de séance je pense à {x}.",
    "{x} a bien voulu être secrétaire de séance.",
    "Je vous propose {x} comme secrétaire de séance, pas d'objection ?",
)
ACCEPTS = ("Oui.", "Oui, très bien.", "D'accord.", "Avec plaisir.", "Oui, oui, pas de problème.")
ITEM = (
    "Point numéro {n}, {t}. {f}",
    "On passe au point {n} : {t}. {f}",
    "Délibération suivante, {t}. {f}",
    "Le point {n} de l'ordre du jour concerne le sujet suivant : {t}. {f}",
)
TO_REPORTER = (
    "La parole est à {x}.",
    "{x}, je vous laisse présenter.",
    "Je cède la parole à {x}.",
    "C'est {x} qui rapporte.",
    "{x} ?",
    "{x} va nous expliquer cela.",
)
TO_SPEAKER = (
    "{x} ?",
    "Oui, {x}.",
    "{x}, allez-y.",
    "{x}, je vous écoute.",
    "La parole est à {x}.",
    "Y a-t-il des questions ? {x}.",
    "{x} souhaite intervenir.",
    "Je donne la parole à {x}, puis on votera.",
    "{x}, vous vouliez dire quelque chose ?",
)
TU = ("Oui {x} ?", "{x}, vas-y.", "{x}, à toi.", "{x} tu voulais parler ?", "Allez {x}.")
UNNAMED = (
    "Oui, allez-y.",
    "Au fond, je vous en prie.",
    "Quelqu'un veut réagir ?",
    "D'autres remarques ?",
    "Je vous écoute.",
)
BACK = ("{x}, une réponse ?", "{x} va vous répondre.", "Je laisse {x} répondre.", "{x} ?")
THANKS = ("Merci {x}.", "Merci beaucoup {x}.", "Très bien, merci {x}.", "Merci.")
CHAIR_SAYS = (
    "On en reparlera en commission, je vous le promets.",
    "C'est noté, les services vont regarder.",
    "Je partage votre avis, mais le calendrier nous est imposé.",
    "Nous avons déjà eu ce débat l'année dernière.",
)
OTHERS_NAMED = (
    "Comme le disait {x} tout à l'heure, il faut rester prudents.",
    "Je rejoins {x} sur ce point.",
    "{x} l'a très bien expliqué en commission.",
    "Contrairement à {x}, je pense que le coût est raisonnable.",
    "J'en ai parlé avec {x} la semaine dernière.",
)
ADDRESSED = (
    "{x}, vous ne répondez pas à la question.",
    "Je m'adresse à {x}, qui connaît bien le dossier.",
)
TO_CHAIR = ("Merci {c}.", "{c}, je voudrais intervenir.", "Oui, merci {c}.", "Bonsoir {c}.")
SELF = (
    "Je suis {full}, pour ceux qui ne me connaissent pas.",
    "En tant que {fct}, je suis bien placé pour en parler.",
)
VOTES = (
    "Je mets aux voix. Qui est contre ? Qui s'abstient ? C'est adopté à l'unanimité.",
    "On passe au vote. Des oppositions ? Des abstentions ? Adopté, merci.",
    "Je soumets au vote. Pas de voix contre, pas d'abstention, unanimité.",
)
SPLIT_VOTE = (
    "Je mets aux voix. Qui est contre ? Une voix contre, {x}. Qui s'abstient ? Personne. Adopté.",
    "On vote. Contre ? {x}. Abstentions ? Aucune. C'est adopté à la majorité.",
)
AGAINST = ("Je voterai contre.", "Pour ma part ce sera non, je vote contre.")
AGENT = (
    "Juste une précision technique, le délai de recours est de deux mois.",
    "Pour compléter, la trésorerie a validé l'imputation hier.",
    "Le dossier complet est consultable en mairie depuis lundi.",
)
TO_AGENT = (
    "Madame la directrice peut nous préciser ce point.",
    "Je demande aux services de nous éclairer.",
    "{o}, vous pouvez compléter ?",
    "La parole est à {o}, qui suit le dossier aux services techniques.",
    "{o} ?",
)
PUBLIC = ("On n'entend rien au fond !", "C'est toujours la même chose ici.")
INTERJECTIONS = ("Tout à fait.", "Ah ça non.", "Très juste.", "Pardon ?", "Oh là là.")
CLOSES = (
    "L'ordre du jour est épuisé, je lève la séance, il est {hour}. Bonne soirée.",
    "Plus de questions ? La séance est levée, merci à tous.",
)
STAND_IN = (
    "{c} est empêché ce soir, c'est donc moi qui préside la séance.",
    "En l'absence de {c}, je préside cette séance.",
)
