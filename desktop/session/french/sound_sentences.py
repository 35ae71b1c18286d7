"""The French sentences about sound: microphones, recordings, speech.

`french.sentences` takes them over.
"""

from typing import Final

from desktop.session.french.message import Message

SOUND_ERRORS: Final[dict[str, Message]] = {
    "audio-missing": Message(
        "Enregistrement introuvable",
        "L'enregistrement « {path} » n'existe pas.",
        "Vérifiez son nom et son emplacement.",
    ),
    "audio-not-a-file": Message(
        "Ce n'est pas un fichier",
        "« {path} » est un dossier, pas un enregistrement.",
        "Donnez le fichier son ou vidéo qu'il contient.",
    ),
    "audio-access-denied": Message(
        "Lecture refusée",
        "L'ordinateur refuse la lecture de « {path} ».",
        "Fermez le programme qui l'utilise ou demandez le droit de le lire, puis relancez.",
    ),
    "audio-empty": Message(
        "Enregistrement vide",
        "L'enregistrement « {path} » ne contient aucun son.",
        "Reprenez-le sur l'appareil d'origine : la copie a pu échouer.",
    ),
    "audio-unreadable": Message(
        "Enregistrement illisible",
        "« {path} » n'est pas un enregistrement lisible : ce n'est ni un son ni une vidéo, ou le "
        "fichier est abîmé dès son début.",
        "Copiez-le à nouveau depuis l'appareil d'origine, ou exportez-le en MP3 ou en WAV.",
    ),
    "no-audio-stream": Message(
        "Fichier sans son",
        "« {path} » ne contient pas de piste sonore.",
        "Choisissez le fichier qui contient le son de la séance.",
    ),
    "recording-too-long": Message(
        "Enregistrement trop long",
        "L'enregistrement dure plus de {limit_s}.",
        "Traitez la séance en plusieurs dossiers.",
    ),
    "no-speech": Message(
        "Aucune parole",
        "Aucune parole n'a été trouvée dans l'enregistrement.",
        "Écoutez-le : le micro était-il branché ? Choisissez un autre enregistrement de la séance.",
    ),
    "sound-system-missing": Message(
        "Son indisponible",
        "Le composant de son PortAudio manque ou ne démarre pas.",
        "Installez-le (sous Debian : sudo apt-get install libportaudio2), puis relancez.",
    ),
    "no-microphone": Message(
        "Aucun micro",
        "Aucun micro n'est branché à cet ordinateur.",
        "Branchez un micro, attendez quelques secondes, puis relancez.",
    ),
    "microphone-unknown": Message(
        "Micro inconnu",
        "Aucun micro ne s'appelle « {wanted} ».",
        "Voyez les micros avec : greffier record --list-devices.",
    ),
    "microphone-ambiguous": Message(
        "Micro à préciser",
        "Plusieurs micros correspondent à « {wanted} » : {names}.",
        "Donnez le nom entier ou le numéro.",
    ),
    "microphone-refused": Message(
        "Micro refusé",
        "Le micro « {device} » ne s'ouvre pas : un autre programme l'utilise ou le système "
        "l'interdit.",
        "Fermez l'autre programme ou autorisez le micro, puis relancez.",
    ),
    "microphone-lost": Message(
        "Micro perdu",
        "Le micro « {device} » ne donne plus de son ; ce qui est enregistré est conservé.",
        "Vérifiez son câble, ou choisissez un autre micro.",
    ),
    "too-many-channels": Message(
        "Trop de micros",
        "Les micros choisis ont {channels} voies ensemble ; {limit} au plus peuvent être "
        "enregistrées.",
        "Choisissez-en moins.",
    ),
    "sound-not-aligned": Message(
        "Enregistrements sans passage commun",
        "« {path} » n'a aucun son en commun avec l'enregistrement de la séance ; rien n'a été "
        "changé.",
        "Donnez l'heure de sa première seconde, par exemple : --at 19:42:10.",
    ),
    "loudspeaker-refused": Message(
        "Pas de sortie de son",
        "Cet ordinateur n'a pas de haut-parleur ni de casque utilisable.",
        "Branchez un casque ou choisissez une sortie de son dans les réglages du système.",
    ),
    "part-not-verified": Message(
        "Partie à vérifier",
        "Une partie de l'enregistrement ne se relit pas comme elle a été écrite ; son brut est "
        "conservé dans « {path} ».",
        "Relancez Greffier sur ce dossier : il refera la partie.",
    ),
}

SOUND_NOTICES: Final[dict[str, str]] = {
    "audio-truncated": "L'enregistrement est abîmé : il manque {seconds} s, à sa fin ou là où il "
    "est illisible ; le reste est traité.",
    "audio-holes": "L'enregistrement a des trous ({seconds} s en tout), remplacés par du silence.",
    "audio-other-tracks": "Le fichier a d'autres pistes sonores, qui ne sont pas écoutées : vous "
    "pouvez les choisir (option --tracks, ou « Pistes… » dans la fenêtre).",
    "recording-part-kept-raw": "Une partie est gardée sans compression : sa vérification a échoué.",
    "recording-mirror-same-disk": "La deuxième copie est sur le même disque : elle ne protège pas "
    "d'une panne.",
    "recording-mirror-lost": "La deuxième copie s'est arrêtée ; l'enregistrement continue.",
    "recording-mirror-back": "La deuxième copie a repris.",
    "recording-may-sleep": "L'ordinateur peut se mettre en veille : désactivez la veille.",
    "recording-stand-in": "L'enregistrement continue avec un autre micro : « {device} ».",
    "recording-device-lost": "Un micro ne répond plus : vérifiez son câble.",
    "recording-gap": "{seconds} s de son manquent ; le trou est marqué.",
    "recording-device-back": "Le micro est revenu après {seconds} s ; le trou est marqué.",
    "recording-disk-full": "Le disque est plein. Le son est gardé en mémoire, pour {minutes} min "
    "encore : libérez de la place tout de suite.",
    "recording-disk-fault": "Le disque refuse l'écriture. Le son est gardé en mémoire, pour "
    "{minutes} min encore : rebranchez le disque ou vérifiez-le tout de suite.",
    "recording-disk-back": "Le disque accepte de nouveau l'écriture : le son gardé en mémoire y "
    "est écrit.",
    "recording-sound-back": "Le son est revenu après {seconds} s de silence.",
    "microphone-good": "Le micro est bien placé.",
    "microphone-muted": "Le micro ne transmet rien : est-il coupé, ou interdit à Greffier ?",
    "microphone-no-speech": "Aucune voix n'a été entendue : parlez pendant l'essai.",
    "microphone-saturated": "Le son sature : baissez le niveau du micro ou éloignez-le.",
    "microphone-too-quiet": "La voix est trop faible : rapprochez le micro.",
    "microphone-too-far": "Le micro est trop loin : la salle s'entend autant que la voix.",
    "microphone-ventilation": "Bruit de ventilation : éloignez le micro de la soufflerie.",
    "microphone-noisy": "Il y a du bruit autour du micro : fermez portes et fenêtres.",
    "loopback-good": "Le son de l'ordinateur est bien reçu.",
    "loopback-silent": "L'ordinateur n'a joué aucune voix pendant l'essai : faites parler "
    "quelqu'un dans la visioconférence, puis recommencez.",
    "recording-muted": "Le micro ne transmet rien : est-il coupé ?",
    "recording-silent": "Aucun son depuis un moment : le micro est-il branché ?",
    "recording-clipping": "Le son sature : baissez le niveau ou éloignez le micro.",
    "recording-weak": "Le son est faible : rapprochez le micro.",
    "recording-space-low": "Il reste de la place pour {minutes} minutes d'enregistrement.",
    "recording-hour-set": "L'heure de l'ordinateur a changé de {seconds} s.",
    "recording-on-battery": "L'ordinateur est sur batterie ({percent} %) : branchez-le.",
    "recording-fault": "L'enregistrement rencontre une difficulté ; il continue.",
    "recording-sound-lost": "{seconds} s de son n'ont pas pu être écrites.",
    "live-gave-up": "Cet ordinateur est trop lent pour le texte en direct ; l'enregistrement "
    "continue.",
    "recording-recovered": "Un enregistrement interrompu a été réparé : {kept} de son sont là, "
    "jusqu'à {hour}.",
}
