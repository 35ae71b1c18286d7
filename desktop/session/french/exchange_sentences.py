"""The French sentences about rolls and convocations brought in, and sessions carried elsewhere.

`french.sentences` takes them over; each error is (title, what happened, what to do).
"""

from typing import Final

EXCHANGE_ERRORS: Final[dict[str, tuple[str, str, str]]] = {
    "import-refused": (
        "Fichier inutilisable",
        "« {name} » ne peut pas être repris : {fault}.",
        (
            "Enregistrez-le sous une forme courante (.csv, .xlsx, .ods, .docx, .odt, .pdf, .txt "
            "ou .vcf), puis recommencez."
        ),
    ),
    "folder-in-use": (
        "Dossier déjà occupé",
        "Le dossier « {path} » contient déjà quelque chose ; rien n'y a été modifié.",
        "Choisissez un dossier vide ou un nouveau nom.",
    ),
    "path-too-long": (
        "Chemin trop long",
        (
            "Le chemin du dossier « {path} » est trop long pour ce Windows : {excess} caractères "
            "de trop sur {limit}."
        ),
        "Choisissez un dossier plus proche de la racine du disque, par exemple C:\\Greffier.",
    ),
    "form-too-new": (
        "Greffier à mettre à jour",
        (
            "« {path} » a été écrit par une version plus récente de Greffier (forme {found} ; "
            "celle-ci connaît la forme {known}) ; rien n'y a été modifié."
        ),
        "Installez la dernière version de Greffier sur cet ordinateur, puis rouvrez la séance.",
    ),
    "passphrase-needed": (
        "Phrase de passe demandée",
        "« {path} » est protégé par une phrase de passe.",
        "Relancez la commande et tapez la phrase de passe, ou donnez --passphrase-file.",
    ),
    "passphrase-wrong": (
        "Phrase de passe refusée",
        "Cette phrase de passe n'ouvre pas « {path} » ; rien n'a été modifié.",
        (
            "Vérifiez les majuscules et les accents, puis recommencez. Une phrase oubliée ne se "
            "retrouve pas, même par l'assistance : refaites l'archive sur l'ordinateur où la "
            "séance se trouve encore."
        ),
    ),
    "passphrase-weak": (
        "Phrase de passe trop courte",
        "Une phrase de passe doit compter au moins {shortest} caractères.",
        "Prenez cinq mots sans rapport entre eux, faciles à retenir, et notez-les à l'abri.",
    ),
    "session-archive-refused": (
        "Archive refusée",
        "« {path} » ne peut pas être ouverte : {reason}.",
        "Utilisez un fichier fait par Greffier (greffier archive) ; rien n'a été écrit.",
    ),
    "session-archive-damaged": (
        "Archive abîmée",
        "L'archive « {path} » est abîmée ; sont illisibles ou manquent : {damaged}.",
        (
            "Refaites la copie depuis l'ordinateur d'origine, ou récupérez le reste avec "
            "greffier reopen --salvage ; rien n'a été écrit."
        ),
    ),
}

IMPORT_FAULTS: Final[dict[str, str]] = {
    "file-missing": "il est introuvable ou la lecture en est refusée",
    "file-empty": "il est vide",
    "file-too-large": "il dépasse la taille permise (80 Mo pour un fichier texte ; pour un "
    "document 32 Mo, et 64 Mo une fois décompressé)",
    "file-damaged": "il est abîmé ou incomplet",
    "encrypted": "il est protégé par un mot de passe",
    "old-office": "il est dans un ancien format de Word ou d'Excel (.doc, .xls), ou protégé par "
    "un mot de passe",
    "rich-text": "il est au format RTF",
    "web-page": "c'est une page web",
    "unknown-kind": "son contenu n'est ni un document, ni un tableur, ni du texte",
    "unknown-encoding": "ses caractères ne se lisent dans aucun encodage connu",
    "wrong-kind": "ce genre de fichier ne contient pas de texte suivi",
    "pdf-without-text": "ce PDF ne contient que des images ; demandez la version Word, ou "
    "passez-le d'abord par une reconnaissance de texte",
}
"""What is wrong with an imported file, by the fault that the error carries."""

ARCHIVE_REASONS: Final[dict[str, str]] = {
    "not-ours": "ce n'est pas l'archive d'une séance",
    "unsafe": "elle contient des fichiers qui n'y ont pas leur place",
    "too-large": "elle annonce plus de données qu'aucune séance n'en a",
}
"""Why an archive of a session is refused, by the reason that the error carries."""
