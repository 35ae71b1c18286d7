"""Verbs met in council debates, by the way they are conjugated. Data only."""

_FIRST_GROUP = """
abandonner abonder aborder accepter accompagner accorder accumuler acheter achever acter
actualiser adapter adhérer administrer admirer adopter adresser affecter afficher affirmer
aggraver aider aimer ajouter ajuster alerter alimenter allouer amender amener améliorer aménager
analyser animer annoncer annuler anticiper appeler appliquer apporter apprécier approuver appuyer
arrêter arriver articuler assister associer assumer assurer attacher attaquer attirer attribuer
augmenter autoriser avancer baisser baser bénéficier bloquer bouger cacher calculer cesser céder
célébrer changer charger chercher chiffrer cibler citer collaborer coller combler commander
commencer comparer compenser compléter compter concentrer concerner concerter condamner confier
confirmer consacrer conseiller conserver considérer consister consolider constater constituer
consulter contacter contester continuer contribuer contrôler coordonner corriger couler couper
coûter créer critiquer demander dessiner débloquer décaler décider déclarer décliner dédier
défavoriser dégager déléguer délibérer démarrer déménager démontrer dénoncer dépasser dépenser
déplacer déplorer déposer désigner désirer détailler déterminer développer dialoguer différer
diffuser diminuer diriger discuter disposer distribuer diviser donner doter doubler douter durer
effectuer embaucher empêcher employer emprunter encadrer encourager endetter engager enlever
enregistrer entamer entourer entraîner entrer envisager envoyer espacer espérer essayer estimer
examiner exécuter exiger exister expérimenter expliquer exploiter exposer exprimer échanger
échapper éclairer économiser écouter élaborer élever éliminer émaner épargner équilibrer équiper
étaler étudier évaluer éviter évoluer évoquer faciliter facturer favoriser fermer féliciter
figurer financer fixer fonctionner fonder forcer former formuler fréquenter gagner garder générer
gérer habiter harmoniser hésiter ignorer imaginer impliquer importer imposer indemniser indiquer
informer initier inquiéter insister installer interpeller interroger intégrer intéresser inviter
jouer juger justifier laisser lancer limiter livrer loger louer manger manifester manquer marcher
marquer menacer mener mentionner mesurer mobiliser modifier monter montrer mutualiser négliger
négocier nommer noter obliger observer occuper opérer opposer ordonner organiser oublier partager
participer passer payer penser percer perdurer peser pénaliser placer plaider planifier porter
poser positionner posséder poster pousser pratiquer précéder préciser préconiser préférer préparer
présenter préserver présider prier privilégier procéder programmer prolonger prononcer proposer
protéger prouver provoquer publier qualifier quitter raccorder rajouter ramener rappeler rapporter
rassurer rater recommander recruter rectifier refuser regarder regretter rejeter relancer relever
reloger remarquer rembourser remercier remonter remplacer rencontrer renforcer renoncer renouveler
rentrer renvoyer repasser reporter reposer représenter reprocher respecter ressembler restaurer
rester retarder retirer retourner retrouver revoter réaliser récapituler réclamer récompenser
récupérer rédiger régler rénover réparer réserver résider résumer révéler réviser risquer saluer
sauver sécuriser séparer signaler signer situer solliciter souhaiter souligner stabiliser
stationner statuer stopper subventionner suggérer supporter supposer supprimer suspecter taxer
tenter terminer tester téléphoner témoigner tirer tomber toucher tourner traiter trancher
transférer transformer transiter transporter travailler traverser trouver uniformiser user
utiliser valider valoriser varier veiller verser vérifier viser visiter voter abîmer abuser
accélérer agacer alléger allumer amuser arranger attester avouer balayer basculer blesser boucher
brancher brûler camper casser causer clarifier classer cocher coincer comporter composer
compliquer consommer contourner creuser croiser cumuler danser débarrasser débuter déclencher
décompter découper décrocher délivrer demeurer démonter dénommer dépanner dépolluer déranger
désherber détourner deviner dresser écouler écraser effacer embêter emmener empiéter empirer
encaisser enterrer entreposer énerver énumérer épuiser étonner exagérer excuser fabriquer faucher
fêter filer flécher forer fouiller frapper freiner garer geler gêner goudronner grimper gratter
héberger illuminer inaugurer incomber inonder insinuer instaurer interpréter inventer isoler jeter
jurer lâcher laver lever mélanger ménager mériter miser moderniser motiver multiplier nettoyer
nuancer numéroter occasionner oser ôter parier parler pencher piloter planter polluer présumer
prêter procurer progresser promener propager purger racheter raconter râler ramasser ranger
rapprocher raser rassembler rattacher rattraper ravaler recenser recharger reclasser reculer
recycler redouter redresser refacturer réfuter régulariser réhabiliter réinstaller relier
remblayer remuer renommer renseigner réorganiser reparler repérer repenser replanter requalifier
résulter retravailler reverser ruiner sanctionner sauter sauvegarder sembler serrer sonner
souffler soulager soulever soupçonner subsister succéder surélever surveiller susciter tailler
taper tarder tracer traîner trier tromper tuer urbaniser vanter végétaliser ventiler vider voler
arroser attraper brader chauffer chuter cloisonner commenter commercialiser comptabiliser
conditionner conforter copier cotiser décéder décréter défiler défricher dégrader déguster
délimiter déneiger désengager dévaloriser dominer égarer électrifier expédier expirer fouler
fusionner gommer gonfler grever griller hériter honorer immobiliser imprimer incarner inciter
incliner influencer innover inspecter inspirer jumeler juxtaposer libérer licencier lister
localiser longer majorer manœuvrer masquer matérialiser médiatiser minimiser minorer muer murer
neutraliser officialiser optimiser paraphraser parrainer patienter pénétrer perturber peupler
piétiner piquer plafonner plier précipiter préempter presser prétexter primer privatiser prôner
provisionner raccrocher rallonger rallumer ranimer rappliquer ratifier réactiver réaffirmer
réajuster rebaptiser recaler réceptionner recomposer recompter reconsidérer recouper récuser
redémarrer redéployer redistribuer rééquilibrer réexaminer réfréner regrouper rehausser réintégrer
relater rémunérer reprofiler réquisitionner résilier résorber restituer retoucher rétrocéder
réutiliser revaloriser rouler sabler saturer schématiser scinder secouer sécher signifier
simplifier simuler soigner sommer sponsoriser standardiser subordonner superviser surcharger
surestimer surmonter surpasser survoler tamponner tolérer totaliser tousser transpirer trembler
unifier vaciller végéter verbaliser verrouiller viabiliser
"""
FIRST_GROUP = tuple(_FIRST_GROUP.split())
_SECOND_GROUP = """
aboutir adoucir affaiblir agir agrandir alourdir anéantir approfondir arrondir assainir avertir
bâtir bénir choisir convertir définir démolir durcir embellir enrichir éclaircir élargir établir
finir fournir franchir garantir grandir grossir investir maigrir nourrir obéir punir raccourcir
rafraîchir rajeunir ralentir rebâtir redéfinir remplir réagir réfléchir réinvestir répartir
rétablir rétrécir réunir réussir saisir subir surgir trahir unir vieillir affranchir amortir
bannir bondir épanouir fleurir jouir mûrir pourrir rebondir refroidir réjouir retentir salir
"""
SECOND_GROUP = tuple(_SECOND_GROUP.split())

THIRD_GROUP = (
    ("-", "peut", "peuvent", "pouv", "pourr"),
    ("-", "veut", "veulent", "voul", "voudr"),
    ("-", "doit", "doivent", "dev", "devr"),
    ("-", "sait", "savent", "sav", "saur"),
    ("- re", "voit", "voient", "voy", "verr"),
    ("pré", "voit", "voient", "voy", "voir"),
    ("- ap com re entre sur", "prend", "prennent", "pren", "prendr"),
    ("- per pro ad sou trans com re é o", "met", "mettent", "mett", "mettr"),
    ("- de re inter par pré con sou pro", "vient", "viennent", "ven", "viendr"),
    ("- main ob sou re con entre dé abs appar", "tient", "tiennent", "ten", "tiendr"),
    ("re per con aper dé", "çoit", "çoivent", "cev", "cevr"),
    ("con recon", "naît", "naissent", "naiss", "naîtr"),
    ("- ap dis com", "paraît", "paraissent", "paraiss", "paraîtr"),
    ("-", "croit", "croient", "croy", "croir"),
    ("- é re réé", "lit", "lisent", "lis", "lir"),
    ("contre inter pré", "dit", "disent", "dis", "dir"),
    ("é ins dé sous pres trans réins", "crit", "crivent", "criv", "crir"),
    ("- pour", "suit", "suivent", "suiv", "suivr"),
    ("- re sur", "vit", "vivent", "viv", "vivr"),
    ("- at en é pré", "tend", "tendent", "tend", "tendr"),
    ("- re", "rend", "rendent", "rend", "rendr"),
    ("- re", "vend", "vendent", "vend", "vendr"),
    ("dé", "fend", "fendent", "fend", "fendr"),
    ("dé sus", "pend", "pendent", "pend", "pendr"),
    ("- re con", "descend", "descendent", "descend", "descendr"),
    ("ré corres", "pond", "pondent", "pond", "pondr"),
    ("con", "fond", "fondent", "fond", "fondr"),
    ("-", "perd", "perdent", "perd", "perdr"),
    ("- re", "part", "partent", "part", "partir"),
    ("- re", "sort", "sortent", "sort", "sortir"),
    ("- res con pres", "sent", "sentent", "sent", "sentir"),
    ("- des", "sert", "servent", "serv", "servir"),
    ("-", "ouvre", "ouvrent", "ouvr", "ouvrir"),
    ("- dé re", "couvre", "couvrent", "couvr", "couvrir"),
    ("of souf", "fre", "frent", "fr", "frir"),
    ("cons recons dé ins", "truit", "truisent", "truis", "truir"),
    ("con pro ré tra intro recon sé dé", "duit", "duisent", "duis", "duir"),
    ("-", "craint", "craignent", "craign", "craindr"),
    ("- com", "plaint", "plaignent", "plaign", "plaindr"),
    ("con", "traint", "traignent", "traign", "traindr"),
    ("at é", "teint", "teignent", "teign", "teindr"),
    ("res", "treint", "treignent", "treign", "treindr"),
    ("- re", "joint", "joignent", "joign", "joindr"),
    ("- par re con ac", "court", "courent", "cour", "courr"),
    ("-", "vaut", "valent", "val", "vaudr"),
    ("-", "plaît", "plaisent", "plais", "plair"),
    ("suf", "fit", "fisent", "fis", "fir"),
    ("con ex in", "clut", "cluent", "clu", "clur"),
    ("- dé com a", "bat", "battent", "batt", "battr"),
    ("ac re con", "quiert", "quièrent", "quér", "querr"),
    ("- ac re", "cueille", "cueillent", "cueill", "cueiller"),
    ("con", "vainc", "vainquent", "vainqu", "vaincr"),
    ("- en", "dort", "dorment", "dorm", "dormir"),
    ("-", "meurt", "meurent", "mour", "mourr"),
    ("- en", "fuit", "fuient", "fuy", "fuir"),
    ("-", "boit", "boivent", "buv", "boir"),
    ("- sou", "rit", "rient", "ri", "rir"),
    ("- re dé", "peint", "peignent", "peign", "peindr"),
    ("é ré", "pand", "pandent", "pand", "pandr"),
    ("-", "tond", "tondent", "tond", "tondr"),
    ("ré", "sout", "solvent", "solv", "soudr"),
)
"""Prefixes ("-" for none), third persons singular and plural, stems of "nous" and of the future."""
