"""The French sentences of Greffier's errors, notices and steps, by code: a table, no logic.

Each error says what happened, what was kept where something could have been lost, and what to do.
`desktop.session.french.messages` fills them in.
"""

from typing import Final

from desktop.session.french.exchange_sentences import EXCHANGE_ERRORS, IMPORT_FAULTS
from desktop.session.french.import_sentences import IMPORT_ERRORS, IMPORT_NOTICES
from desktop.session.french.message import Message
from desktop.session.french.model_sentences import MODEL_ERRORS, MODEL_NOTICES
from desktop.session.french.sound_sentences import SOUND_ERRORS, SOUND_NOTICES

OUR_FAULT: Final = Message(
    "Erreur inattendue",
    "Greffier a rencontré une erreur inattendue ; ce qui était enregistré est conservé.",
    "Relancez l'opération ; si l'erreur revient, transmettez le journal à votre assistance.",
)

ERRORS: Final[dict[str, Message]] = {
    **MODEL_ERRORS,
    **SOUND_ERRORS,
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
    "json-broken": Message(
        "Fichier abîmé",
        "Le fichier « {path} » est incomplet ou abîmé, à la ligne {line}.",
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
    "file-too-large": Message(
        "Clé USB inadaptée",
        "Le support de « {path} » n'accepte pas un fichier de {needed_bytes}.",
        "Utilisez une clé au format exFAT ou NTFS, ou allégez ce que vous emportez.",
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
        "Corrigez le fichier, puis relancez.",
    ),
}

NOTICES: Final[dict[str, str]] = {
    **MODEL_NOTICES,
    **SOUND_NOTICES,
    "trial-done": "Sur cet ordinateur, une réunion de deux heures demandera environ {minutes} min.",
    **IMPORT_NOTICES,
    "asr.gpu-failed": "La carte graphique a cessé de répondre : le processeur prend le relais.",
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
