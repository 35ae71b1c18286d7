"""The French sentences of Greffier's errors, notices and steps, by code: a table, no logic.

Each error says what happened, what was kept where something could have been lost, and what to do.
`desktop.session.french.messages` fills them in.
"""

from dataclasses import dataclass
from typing import Final

from desktop.session.french.exchange_sentences import EXCHANGE_ERRORS, IMPORT_FAULTS
from desktop.session.french.import_sentences import IMPORT_ERRORS, IMPORT_NOTICES


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads about a fault.

    Attributes:
        title: a few words, for a dialog.
        sentence: what happened.
        advice: what to do.
    """

    title: str
    sentence: str
    advice: str

    @property
    def line(self) -> str:
        """The message on one line, for the command line."""
        return f"{self.sentence} {self.advice}"


OUR_FAULT: Final = Message(
    "Erreur inattendue",
    "Greffier a rencontré une erreur inattendue ; ce qui était enregistré est conservé.",
    "Relancez l'opération ; si l'erreur revient, transmettez le journal à votre assistance.",
)

ERRORS: Final[dict[str, Message]] = {
    **{code: Message(*parts) for code, parts in (IMPORT_ERRORS | EXCHANGE_ERRORS).items()},
    "disk-full": Message(
        "Disque plein",
        "Il manque de la place sur le disque de « {path} » : {needed_bytes} nécessaires, "
        "{free_bytes} libres.",
        "Libérez de la place ou choisissez un autre disque, puis relancez : rien n'est perdu.",
    ),
    "disk-failing": Message(
        "Disque défaillant",
        "Le disque de « {path} » ne répond plus : il est défaillant, ou la clé a été retirée.",
        "Rebranchez-le ou choisissez un autre disque, puis relancez : ce qui était enregistré "
        "est conservé.",
    ),
    "folder-not-writable": Message(
        "Dossier protégé",
        "Impossible d'écrire dans « {path} ».",
        "Choisissez un dossier où vous avez le droit d'écrire.",
    ),
    "file-damaged": Message(
        "Fichier abîmé",
        "Le fichier « {path} » est illisible ; il a été mis de côté sous « {kept_as} ».",
        "Relancez l'opération pour le refaire.",
    ),
    "no-sessions": Message(
        "Aucune séance",
        "Aucun sous-dossier de « {path} » ne contient de seance.toml.",
        "Faites un sous-dossier par séance, avec son seance.toml et son enregistrement.",
    ),
    "scheduler-missing": Message(
        "Dask absent",
        "La répartition sur plusieurs machines demande Dask, qui n'est pas installé ici.",
        "Installez-le avec « pip install greffier[cluster] » ou relancez sans --scheduler.",
    ),
    "scheduler-unreachable": Message(
        "Ordonnanceur injoignable",
        "Aucun ordonnanceur ne répond à l'adresse « {address} ».",
        "Vérifiez l'adresse et que « dask scheduler » tourne, puis relancez.",
    ),
    "timecode-invalid": Message(
        "Heure illisible",
        "« {text} » n'est pas une durée.",
        "Écrivez-la sous la forme 1:02:03.",
    ),
    "json-invalid": Message(
        "Fichier mal formé",
        "Le fichier « {path} » n'a pas la forme attendue (endroit : {where}).",
        "Rétablissez une version correcte du fichier ou relancez la transcription.",
    ),
    "dossier-locked": Message(
        "Dossier occupé",
        "Un autre Greffier travaille déjà dans « {path} ».",
        "Attendez qu'il ait fini ou choisissez un autre dossier.",
    ),
    "dossier-of-other-recording": Message(
        "Dossier déjà utilisé",
        "Le dossier « {path} » contient déjà le travail d'un enregistrement qui n'est pas, ou pas "
        "en entier, parmi ces fichiers.",
        "Donnez aussi les fichiers déjà transcrits, dans le même ordre, ou choisissez un autre "
        "dossier : rien n'y a été modifié.",
    ),
    "word-file-unreadable": Message(
        "Document illisible",
        "« {path} » n'est pas un document Word que Greffier sait lire.",
        "Dans votre traitement de texte, enregistrez-le au format Word (.docx), puis recommencez.",
    ),
    "nothing-exported": Message(
        "Rien à comparer",
        "Greffier n'a pas encore écrit de procès-verbal pour cette séance : il ne peut pas dire ce "
        "qui a changé dans « {path} ».",
        "Enregistrez d'abord le Word depuis Greffier, corrigez ce fichier-là, puis reprenez-le.",
    ),
    "journal-of-other-transcript": Message(
        "Corrections d'une autre transcription",
        "Les {edits} corrections gardées dans « {path} » ont été faites sur une autre "
        "transcription ; elles n'ont pas été appliquées et sont conservées.",
        "Rétablissez l'ancien fichier transcript.json pour les retrouver, ou renommez ce fichier "
        "pour recommencer les corrections.",
    ),
    "file-missing": Message(
        "Fichier introuvable",
        "Le fichier « {path} » n'existe pas.",
        "Vérifiez son nom et son emplacement.",
    ),
    "option-invalid": Message(
        "Option incorrecte",
        "L'option {option} ne peut pas valoir « {value} ».",
        "Valeurs possibles : {allowed}.",
    ),
    "diarization-unavailable": Message(
        "Voix non distinguées",
        "La distinction des voix n'est pas installée.",
        "Relancez avec --no-diarization, ou installez Greffier avec ses composants de voix.",
    ),
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
    "worker-died": Message(
        "Travail interrompu",
        "Le calcul s'est arrêté brusquement, souvent faute de mémoire ; ce qui était fini est "
        "conservé.",
        "Fermez les autres programmes puis relancez la même commande, au besoin avec un modèle "
        "plus petit (--model whisper-base).",
    ),
    "engine-failed": Message(
        "Calcul impossible",
        "Le moteur « {engine} » a échoué ({reason}) ; ce qui était fini est conservé.",
        "Relancez ; si l'échec se répète, exécutez greffier doctor.",
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
    "model-unknown": Message(
        "Modèle inconnu",
        "Il n'y a pas de modèle « {model_id} ».",
        "Voyez la liste avec : greffier models list.",
    ),
    "model-missing": Message(
        "Modèle absent",
        "Le modèle « {model_id} » n'est pas installé.",
        "Exécutez : greffier models install {model_id} (ou greffier models import, sans réseau).",
    ),
    "no-recognition-model": Message(
        "Aucun modèle",
        "Aucun modèle de transcription installé ne tient dans la mémoire de cet ordinateur.",
        "Exécutez : greffier models install (ou greffier models import, sans réseau).",
    ),
    "model-damaged": Message(
        "Modèle abîmé",
        "Le fichier « {path} » du modèle « {model_id} » est abîmé ou manque.",
        "Exécutez : greffier models install {model_id}.",
    ),
    "download-failed": Message(
        "Téléchargement impossible",
        "Le modèle « {model_id} » n'a pas pu être téléchargé ; ce qui est arrivé est gardé.",
        "Vérifiez le réseau puis relancez, ou importez-le d'une clé USB : greffier models import.",
    ),
    "model-store-busy": Message(
        "Installation en cours",
        "Un autre Greffier installe déjà des modèles dans « {path} ».",
        "Attendez qu'il ait fini.",
    ),
    "file-too-large": Message(
        "Clé USB inadaptée",
        "Le support de « {path} » n'accepte pas un fichier de {needed_bytes}.",
        "Utilisez une clé au format exFAT ou NTFS, ou allégez ce que vous emportez.",
    ),
    "bundle-damaged": Message(
        "Archive abîmée",
        "L'archive de modèles « {path} » est abîmée ou incomplète ; rien n'a été installé.",
        "Refaites la copie ou l'archive.",
    ),
    "bundle-refused": Message(
        "Archive refusée",
        "« {path} » n'est pas une archive de modèles de Greffier (« {member} ») ; rien n'a été "
        "installé.",
        "Utilisez une archive faite par : greffier models bundle.",
    ),
    "no-model-found": Message(
        "Aucun modèle trouvé",
        "« {path} » ne contient aucun modèle connu.",
        "Choisissez le dossier ou le fichier fait par : greffier models bundle.",
    ),
    "template-invalid": Message(
        "Modèle de document inutilisable",
        "Le modèle « {path} » ne peut pas servir : {fault}.",
        "Ouvrez-le dans Word ou LibreOffice, enregistrez-le au format .docx sans macro ni lien "
        "externe, puis recommencez ; sans modèle, Greffier utilise le sien.",
    ),
    "template-place": Message(
        "Modèle de document à corriger",
        "Dans le modèle « {path} », « {name} » ne peut pas servir : {fault}.",
        "Corrigez-le dans Word. Les noms possibles sont {allowed}.",
    ),
    "seance-unreadable": Message(
        "Séance illisible",
        "Le fichier de séance « {path} » ne peut pas être lu.",
        "Vérifiez qu'il existe et que vous avez le droit de le lire.",
    ),
    "seance-invalid": Message(
        "Séance à corriger",
        "Le fichier de séance « {path} » contient des erreurs :\n{faults}",
        "Corrigez-les puis relancez.",
    ),
}

NOTICES: Final[dict[str, str]] = {
    "trial-done": "Sur cet ordinateur, une réunion de deux heures demandera environ {minutes} min.",
    **IMPORT_NOTICES,
    "audio-truncated": "La fin de l'enregistrement est abîmée : il manque {seconds} s ; "
    "le reste est traité.",
    "audio-holes": "L'enregistrement a des trous ({seconds} s en tout), remplacés par du silence.",
    "audio-other-tracks": "Le fichier a d'autres pistes sonores, qui ne sont pas écoutées : vous "
    "pouvez les choisir (option --tracks, ou « Pistes… » dans la fenêtre).",
    "asr.gpu-failed": "La carte graphique a cessé de répondre : le processeur prend le relais.",
    "models.hash-recorded": "L'empreinte du modèle « {model_id} » a été relevée à cette première "
    "installation ; elle sera contrôlée à chaque usage.",
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
    "asr.gpu-unusable": "La carte graphique n'est pas utilisable : le processeur prend le relais.",
    "output-kept": "« {name} » avait été modifié : l'ancienne version est conservée sous "
    "« {kept_as} ».",
    "final-set-aside": "« {name} » venait d'une rédaction précédente et n'est plus à jour : il est "
    "conservé sous « {kept_as} ».",
}

STEPS: Final[dict[str, str]] = {
    "models.download": "Téléchargement du modèle",
    "models.unpack": "Installation du modèle",
    "models.verify": "Vérification des modèles",
    "models.bundle": "Copie des modèles",
    "models.import": "Import des modèles",
    "session.unpack": "Ouverture de l'archive",
    "session.documents": "Rédaction des documents",
    "session.export": "Écriture des fichiers à emporter",
    "session.archive": "Écriture de l'archive",
    "session.reopen": "Vérification de l'archive",
    "recording.finish": "Écriture des dernières parties",
    "recording.complete": "Ajout du son de l'autre appareil",
    "microphone.check": "Essai du micro",
    "sound.play": "Essai du haut-parleur",
    "asr.hash": "Lecture des fichiers",
    "asr.decode": "Conversion du son",
    "asr.mix": "Mélange des participants",
    "asr.track-levels": "Écoute des participants un à un",
    "asr.speech": "Recherche de la parole",
    "asr.recognise": "Transcription",
    "asr.diarize": "Distinction des voix",
    "asr.listen-again": "Seconde écoute des passages douteux",
    "files.hash": "Vérification des fichiers",
}

FOUND: Final[dict[str, str]] = {
    "captions": "un sous-titrage",
    "participants": "une liste de participants",
    "chat": "la messagerie écrite de la réunion",
}
"""What a file of a meeting tool turned out to be, by the code that the error carries."""

FAULTS: Final[dict[str, str]] = {
    "unreadable": "il est introuvable, abîmé ou n'est pas un document Word",
    "not-word": "ce n'est pas un document Word (.docx)",
    "too-large": "il contient trop de données une fois décompressé",
    "macros": "il contient des macros",
    "entities": "il contient des éléments XML interdits",
    "external-parts": "il va chercher des éléments en dehors de lui-même",
    "place-unknown": "ce nom n'existe pas",
    "place-twice": "il figure deux fois, et une partie ne s'imprime qu'une fois",
    "place-not-alone": "il doit être seul dans son paragraphe",
    "place-not-in-text": "une partie du document ne tient pas dans un en-tête ni un pied de page",
    **IMPORT_FAULTS,
}
"""What is wrong with a template or an imported file, by the code that the error carries."""
