"""The French sentences about the models and their store.

`french.sentences` takes them over.
"""

from typing import Final

from desktop.session.french.message import Message

MODEL_ERRORS: Final[dict[str, Message]] = {
    "model-unknown": Message(
        "Modèle inconnu",
        "Il n'y a pas de modèle « {model_id} ».",
        "Voyez la liste avec : greffier models list.",
    ),
    "model-missing": Message(
        "Modèle absent",
        "Le modèle « {model_id} » n'est pas installé.",
        "Installez-le : Réglages, Transcription, « Importer depuis une clé USB… », ou la commande "
        "greffier models install {model_id}.",
    ),
    "no-recognition-model": Message(
        "Aucun modèle",
        "Aucun modèle de transcription installé ne tient dans la mémoire de cet ordinateur.",
        "Installez-en un : Réglages, Transcription, « Importer depuis une clé USB… », ou la "
        "commande greffier models install.",
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
}

MODEL_NOTICES: Final[dict[str, str]] = {
    "models.hash-recorded": "L'empreinte du modèle « {model_id} » a été relevée à cette première "
    "installation ; elle sera contrôlée à chaque usage.",
}
