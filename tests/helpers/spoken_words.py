"""Wordings of French council sessions, by what they announce: material of the generated sessions.

Written from how councils speak, apart from the formulas of `pv_builder.formulas`: a reading that
only knows its own phrases must fail on them. Slots: {h} hour, {x} {y} members, {n} number,
{t} title, {o} ordinal, {p} {c} {a} votes for, against, abstentions.
"""

GIVEN_M = (
    "Jean Michel André René Pierre Jacques Claude Daniel Yves Guy Roger Bruno Pascal Éric Fabrice "
    "Stéphane David Cédric Damien Maxime Thomas Antoine Romain Guillaume Rémi Ludovic Jérôme Gilles "
    "Serge Hugues Arnaud Benoît Cyril Denis Emmanuel Frédéric Georges Kévin Lionel Maurice"
).split()
GIVEN_F = (
    "Marie Anne Françoise Sylvie Christine Valérie Corinne Laurence Stéphanie Céline Émilie Virginie "
    "Julie Camille Léa Manon Chloé Sarah Audrey Karine Annie Josiane Ghislaine Mireille Odile Agnès "
    "Béatrice Cécile Danielle Estelle Florence Geneviève Hélène Inès Justine Lucie Magali Nadine"
).split()
FAMILY = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Garcia "
    "Bertrand Roux Vincent Fournier Morel Girard Mercier Dupont Faure André Blanc Guérin Boyer "
    "Chevallier François Legrand Gauthier Perez Robin Clément Morin Nicolas Henry Mathieu Gautier "
    "Dumont Duval Joly Roger Schmitt Noël Meyer Lucas Meunier Dufour Brunel Marchal Caron Poirier "
    "Renaud Giraud Arnaud Rolland Lacroix Leroux Vidal Bourgeois Baron Hamel Collet Leblanc Rivière "
    "Berger Bouvier Delorme Besnard Charrier Tanguy Kermarrec Le-Goff Da-Silva Benali Nguyen Ferreira "
    "Lopez Traoré Haddad Pelletier Villeneuve Castagnet Etcheverry Wagner Kieffer Salaün Guillou "
    "Bonnefoy Chastagnier Vigouroux Peyronnet Lescure Duchêne Maréchal Tavernier Royer Buisson"
).split()

TITLES = (
    "Acquisition d'un véhicule pour les services techniques",
    "Demande de subvention au titre de la dotation de soutien à l'investissement local",
    "Révision du plan local d'urbanisme",
    "Convention avec la gendarmerie pour la vidéoprotection",
    "Tarifs de la bibliothèque municipale",
    "Admission en non-valeur de créances irrécouvrables",
    "Avenant au marché de réfection de la toiture de l'église",
    "Cession d'un terrain communal au lotisseur",
    "Règlement intérieur du cimetière",
    "Fonds de concours pour l'enfouissement des réseaux",
    "Adhésion au groupement de commandes pour l'achat d'électricité",
    "Rapport d'activité du délégataire de l'assainissement",
    "Mise à disposition d'un agent auprès de l'office des sports",
    "Protection sociale complémentaire des agents",
    "Garantie d'emprunt pour la construction de logements sociaux",
    "Dénomination de la nouvelle salle polyvalente",
    "Dissolution du budget annexe du camping",
    "Motion de soutien à la maternité de l'hôpital",
    "Plan de formation du personnel",
    "Création d'une commission accessibilité",
    "Bail commercial de l'ancienne boulangerie",
    "Programme de replantation des haies bocagères",
    "Rénovation énergétique du groupe scolaire",
    "Taux des taxes locales pour l'exercice à venir",
    "Transport scolaire : participation des familles",
    "Indemnités kilométriques des élus",
    "Prêt relais auprès de la Banque postale",
    "Aménagement de la traversée du bourg",
)
ACCOUNTS_TITLES = (
    "Approbation du compte administratif {year}",
    "Vote du compte administratif {year} du budget principal",
    "Compte financier unique de l'exercice {year}",
)

SPEECHES = (
    "Cette délibération vise à régulariser une situation qui dure depuis plusieurs années. Le coût "
    "est de {n} euros, inscrits au budget. La commission a donné un avis favorable à l'unanimité.",
    "Vous avez eu la note de synthèse, je vais aller à l'essentiel. Le montant total s'élève à {n} "
    "euros hors taxes, et trois entreprises ont répondu.",
    "Il est proposé d'autoriser l'exécutif à signer tous les documents. Nous avions voté la même "
    "chose l'an dernier, c'était passé à l'unanimité.",
    "Je ne vais pas relire tout le rapport, vous l'avez dans le dossier. En deux mots, le syndicat "
    "prend à sa charge la moitié des travaux, soit {n} euros.",
    "Comme vous le savez, le bureau a émis un avis favorable. Les services ont travaillé tout l'été "
    "et je les en remercie.",
)
QUESTIONS = (
    "Je voudrais simplement savoir quand les travaux vont commencer, parce que les riverains "
    "s'inquiètent.",
    "Je ne suis pas contre, mais je trouve que le dossier arrive un peu tard.",
    "Est-ce que nous aurons une subvention du département ? La dernière fois nous n'avions rien eu.",
    "Sur le fond je suis d'accord. On votera le détail au prochain conseil, j'imagine.",
    "Mon groupe s'abstient de tout commentaire, mais nous serons vigilants.",
    "Quand monsieur Lefort était président, on nous avait promis deux réunions par an.",
    "Il faudra qu'on fasse un huis clos un jour sur ce sujet.",
    "Le préfet a levé la séance du comité de pilotage sans répondre à la question.",
    "Je n'ai pas le pouvoir de décider à leur place, mais je relaierai.",
    "On avait déjà reporté ce dossier l'année dernière, il serait temps d'avancer.",
)
ANSWERS = (
    "Oui, la réponse est dans le dossier, page douze.",
    "Les travaux commenceront au mois de mars, si la météo le permet.",
    "C'est une bonne remarque, les services vous répondront par écrit.",
    "Si je mettais aux voix maintenant, vous me reprocheriez d'aller trop vite.",
)
CHAT = (
    "Je rappelle que nos débats sont enregistrés pour la rédaction du procès-verbal.",
    "Merci de couper vos téléphones, et de parler bien dans le micro.",
    "Je salue le public, et je rappelle qu'il n'a pas la parole.",
)

OPEN = (
    "Bonsoir à tous, il est {h}, on va pouvoir commencer.",
    "Mes chers collègues, bonsoir. Je déclare ouverte la séance de ce {organe}. Il est {h}.",
    "Bien, si vous voulez bien prendre place. Il est {h}, la séance du {organe} est ouverte.",
    "Mesdames et messieurs, il est {h} précises, j'ouvre cette séance du {organe}.",
    "Bonsoir, on est à peu près tous là, il est {h}, je vous propose qu'on y aille.",
)
CALL = (
    "Je vais faire l'appel.",
    "On fait l'appel nominal.",
    "Avant toute chose, je procède à l'appel des membres.",
    "Je passe à l'appel par ordre du tableau.",
)
HERE_M = ("Présent.", "Présent !", "Je suis là.", "Oui.", "Oui, présent.", "Bien présent.")
HERE_F = ("Présente.", "Présente !", "Je suis là.", "Oui.", "Oui, présente.", "Bien présente.")
EXCUSED_M = (
    "{x}, excusé, il donne pouvoir à {y}.",
    "{x} a donné pouvoir à {y}.",
    "{x} est excusé, pouvoir à {y}.",
    "{x} est absent, il a laissé sa procuration à {y}.",
    "Pouvoir de {x} à {y}.",
    "{y} a le pouvoir de {x}.",
)
EXCUSED_F = (
    "{x}, excusée, elle donne pouvoir à {y}.",
    "{x} a donné pouvoir à {y}.",
    "{x} est excusée, pouvoir à {y}.",
    "{x} est absente, elle a laissé sa procuration à {y}.",
    "Procuration de {x} au profit de {y}.",
    "{y} a le pouvoir de {x}.",
)
ABSENT_M = ("{x} ? Absent, non excusé.", "{x} est absent.", "{x}, excusé, sans pouvoir.")
ABSENT_F = ("{x} ? Absente, non excusée.", "{x} est absente.", "{x}, excusée, sans pouvoir.")
LATE_M = ("{x} arrivera un peu plus tard.", "{x} nous rejoindra, il est en route.")
LATE_F = ("{x} arrivera un peu plus tard.", "{x} nous rejoindra, elle est en route.")
NO_CALL = (
    "Vous avez émargé la feuille de présence, je ne refais pas l'appel.",
    "Tout le monde a signé la feuille, je donne simplement les absents.",
)
ALL_OTHERS = (
    "Tous les autres sont là.",
    "Pour le reste, tout le monde est présent.",
    "À part ça, tout le monde est là.",
)
QUORUM = (
    "Le quorum est donc largement atteint.",
    "Nous sommes {n} présents, le quorum est atteint.",
    "Avec {n} présents, nous avons le quorum et nous pouvons valablement délibérer.",
    "On a le quorum.",
)
SECRETARY = (
    "Il nous faut un secrétaire de séance. {x}, tu veux bien ?",
    "Je vous propose que {x} soit secrétaire de séance, pas d'opposition ?",
    "Comme secrétaire de séance, je propose {x}.",
    "{x} veut bien assurer le secrétariat de séance. Merci.",
    "Le secrétariat de la séance sera assuré par {x}.",
)
SECRETARY_OK = ("D'accord.", "Oui, pas de problème.", "Très bien.", "Oui, si vous voulez.")
PREVIOUS = (
    "Le procès-verbal de la dernière séance, celle du {d} : des observations ? Non, il est adopté.",
    "Y a-t-il des remarques sur le PV du {d} ? Pas d'observation, le procès-verbal est arrêté à "
    "l'unanimité.",
    "Avez-vous des observations sur le compte rendu du {d} ? Aucune. Qui est contre ? Qui s'abstient ?"
    " Approuvé à l'unanimité.",
)
ITEM = (
    "On passe au point numéro {n}, {t}. {x}, c'est à toi.",
    "Point numéro {n} : {t}. Le rapporteur est {x}.",
    "{o} point de l'ordre du jour : {t}. Je laisse la parole à {x} pour la présentation.",
    "Délibération numéro {n}, {t}. {x}, tu nous présentes ça ?",
    "On aborde maintenant {t}. La parole est à {x}.",
    "Point suivant, {t}. {x} va nous exposer le dossier.",
    "Nous en venons à la question {n}, {t}, rapportée par {x}.",
)
ITEM_SELF = (
    "On passe au point {n}, {t}. Je vais vous le présenter moi-même.",
    "{o} point : {t}. C'est moi qui le présente.",
    "Point suivant, {t}. Je rapporte ce dossier.",
)
FLOOR = (
    "Qui souhaite intervenir ? {x}.",
    "{x}, vous avez la parole.",
    "Des questions ? Oui, {x}, on vous écoute.",
    "Je donne la parole à {x}.",
    "{x} a demandé la parole.",
)
REPLY = ("{x} va répondre.", "Je laisse {x} répondre.")
VOTE = (
    "Bien, je mets aux voix. Qui est contre ? Qui s'abstient ?",
    "On passe au vote. Y a-t-il des votes contre ? Des abstentions ?",
    "S'il n'y a plus d'interventions, on vote. Des oppositions ? Des abstentions ?",
    "Je soumets cette délibération au vote. Qui vote contre ? Qui s'abstient ?",
    "Contre ? Abstentions ?",
    "Nous passons au vote à main levée. Est-ce qu'il y a des voix contre ? Est-ce qu'il y a des "
    "abstentions ?",
)
UNANIMOUS = (
    "Adopté à l'unanimité, je vous remercie.",
    "Unanimité, merci.",
    "C'est adopté à l'unanimité.",
    "Pas d'opposition, pas d'abstention, la délibération est donc adoptée à l'unanimité.",
    "Personne contre, personne ne s'abstient. Approuvé à l'unanimité.",
    "La délibération est approuvée à l'unanimité des suffrages exprimés.",
)
QUIETLY_ADOPTED = ("C'est adopté, merci.", "La délibération est adoptée.", "Très bien, adopté.")
AGAINST = (
    "{n} contre, {xs}.",
    "{n} voix contre : {xs}.",
    "Je vois {n} voix contre, {xs}.",
    "{n} votes contre, {xs}.",
)
AGAINST_ONE = ("Une voix contre, {xs}.", "Un contre, {xs}.", "Un vote contre : {xs}.")
ABSTAIN = ("{n} abstentions, {xs}.", "Et {n} abstentions : {xs}.", "{n} qui s'abstiennent, {xs}.")
ABSTAIN_ONE = ("Une abstention, {xs}.", "Et une abstention : {xs}.")
AGAINST_COUNT = ("{n} contre.", "{n} voix contre.", "Je compte {n} voix contre.")
ABSTAIN_COUNT = ("{n} abstentions.", "Et {n} abstentions.")
NO_AGAINST = ("Pas de voix contre.", "Personne contre.", "Pas d'opposition.", "Aucune voix contre.")
NO_ABSTAIN = ("Pas d'abstention.", "Aucune abstention.", "Pas d'abstentions non plus.")
MAJORITY = (
    "C'est adopté à la majorité, avec {p} voix pour.",
    "La délibération est adoptée par {p} voix pour, {c} contre et {a} abstentions.",
    "Et donc {p} pour. La délibération est adoptée.",
    "{p} pour, {c} contre, {a} abstentions, c'est adopté.",
    "Adopté à la majorité.",
    "Le reste est pour, je vous remercie. C'est adopté à la majorité.",
)
REJECTED = (
    "{p} pour, {c} contre, la délibération est rejetée.",
    "La proposition est donc repoussée par {c} voix contre et {p} pour.",
    "Ce n'est pas adopté : {p} voix pour et {c} contre.",
)
NOTED = (
    "Le conseil prend acte, il n'y a pas de vote.",
    "On prend acte de la présentation de ce rapport.",
    "Je vous demande de me donner acte de cette communication.",
    "L'assemblée prend donc acte du rapport.",
)
POSTPONED = (
    "Je vous propose de reporter ce point à la prochaine séance.",
    "Ce point est ajourné, nous n'avons pas tous les éléments.",
    "La délibération est reportée au prochain conseil.",
)
WITHDRAWN = (
    "Je retire cette délibération de l'ordre du jour.",
    "Ce point est retiré de l'ordre du jour.",
)
SECRET_ASK = (
    "Un tiers des membres présents demande le scrutin secret, on distribue les bulletins.",
    "Le vote a lieu à bulletin secret.",
)
SECRET_COUNT = (
    "Je donne les résultats du dépouillement : {b} votants, {w} bulletins blancs, {p} voix pour, {c} "
    "voix contre. La délibération est adoptée.",
    "Voici le résultat du scrutin secret : {p} pour, {c} contre et {w} blancs, sur {b} bulletins. C'est"
    " adopté.",
)
ARRIVAL = (
    "Bonsoir {x}, on note votre arrivée, il est {h}.",
    "{x} vient d'arriver, il est {h}.",
    "Notez l'arrivée de {x} à {h}.",
    "Nous sommes rejoints par {x}, il est {h}.",
)
DEPARTURE = (
    "{x} quitte la séance à {h} et donne pouvoir à {y}.",
    "{x} doit nous quitter, il est {h}, et laisse son pouvoir à {y}.",
    "On note le départ de {x} à {h}, pouvoir à {y}.",
)
DEPARTURE_ALONE = (
    "{x} quitte la séance à {h}.",
    "On note le départ de {x} à {h}.",
    "Il est {h}, {x} s'en va.",
)
NO_PART_SELF_M = (
    "Je ne prends pas part au vote, je suis président de l'association.",
    "Sur ce point je me déporte, je suis personnellement concerné.",
)
NO_PART_SELF_F = (
    "Je ne prends pas part au vote, je suis présidente de l'association.",
    "Sur ce point je me déporte, je suis personnellement concernée.",
)
NO_PART = (
    "{x} ne participe ni au débat ni au vote.",
    "{x} ne prend pas part au vote.",
    "{x} ne prendra pas part au vote sur ce point.",
)
ACCOUNTS_LEAVE = (
    "Pour le compte, je dois quitter la salle, je cède la présidence à {x}.",
    "Je sors le temps du vote, {x} prend la présidence.",
    "Je me retire, comme la loi l'exige, et {x} assure la présidence.",
)
ACCOUNTS_BACK = ("Il peut revenir.", "On peut rappeler notre président.", "")
AGENDA_READ = "L'ordre du jour de ce soir appelle les points suivants : {ts}."
OTHER = ("On passe aux questions diverses.", "Questions diverses : qui veut prendre la parole ?")
NEXT = (
    "Le prochain conseil aura lieu le {d}.",
    "Prochaine séance le {d}.",
    "Je vous donne rendez-vous le {d} pour notre prochaine réunion.",
)
CLOSE = (
    "Plus rien à l'ordre du jour, la séance est levée, il est {h}.",
    "La séance est levée à {h}.",
    "Je lève la séance, il est {h}. Bonne soirée à tous.",
    "Il est {h}, je clos la séance et je vous invite au verre de l'amitié.",
    "L'ordre du jour est épuisé, il est {h}, merci à tous et bonne soirée.",
)
RECOUNT = "Pardon, je me suis trompé, on refait le vote. Qui est contre ? Qui s'abstient ?"
AMENDMENT = (
    "Je mets d'abord aux voix l'amendement. Qui est contre ? {n} voix contre. L'amendement est "
    "{fate}. On revient au texte."
)
