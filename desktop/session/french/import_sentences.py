"""The French sentences about what a person brings: archives, recordings, files of meeting tools.

`french.sentences` takes them over; each error is (title, what happened, what to do).
"""

from typing import Final

IMPORT_ERRORS: Final[dict[str, tuple[str, str, str]]] = {
    "import-empty": (
        "Fichier vide",
        "Le fichier « {path} » ne contient rien à lire.",
        "Téléchargez-le à nouveau depuis l'outil de visioconférence, ou continuez sans lui.",
    ),
    "import-too-large": (
        "Fichier trop gros",
        (
            "Le fichier « {path} » est bien plus gros ({size_bytes}) que ne l'est jamais un "
            "fichier de ce genre ({limit_bytes} au plus)."
        ),
        "Vérifiez que c'est le bon fichier, ou continuez sans lui.",
    ),
    "import-not-understood": (
        "Fichier non reconnu",
        (
            "Le fichier « {path} » n'est ni un sous-titrage, ni une transcription, ni une liste de "
            "participants d'un outil connu (Teams, Zoom, Meet, Webex, BigBlueButton, Visio)."
        ),
        "Téléchargez-le à nouveau au format .vtt, .docx ou .csv, ou continuez sans lui.",
    ),
    "import-dangerous": (
        "Fichier refusé par sécurité",
        "Le fichier « {path} » contient ce qu'aucun outil honnête n'y met.",
        "Ne l'ouvrez pas ; demandez-le à nouveau à son auteur.",
    ),
    "not-captions": (
        "Ce n'est pas un sous-titrage",
        "Le fichier « {path} » est lisible, mais c'est {found}, pas un sous-titrage.",
        "Donnez-le avec l'option qui convient, ou choisissez le fichier .vtt ou .docx.",
    ),
    "not-participants": (
        "Ce n'est pas une liste de participants",
        "Le fichier « {path} » est lisible, mais c'est {found}, pas une liste de participants.",
        "Donnez-le avec l'option qui convient, ou choisissez le fichier .csv.",
    ),
    "archive-damaged": (
        "Archive abîmée",
        "L'archive « {path} » est incomplète ou abîmée ; rien n'en a été gardé.",
        "Copiez-la ou téléchargez-la à nouveau, puis relancez.",
    ),
    "archive-locked": (
        "Archive protégée",
        "L'archive « {path} » demande un mot de passe.",
        "Ouvrez-la vous-même avec ce mot de passe et donnez le dossier qu'elle contient.",
    ),
    "archive-unsafe": (
        "Archive refusée par sécurité",
        "L'archive « {path} » n'est pas sûre : {reason}.",
        "Ne l'ouvrez pas ; demandez à son auteur de vous envoyer les fichiers eux-mêmes.",
    ),
    "archive-unsupported": (
        "Archive non lisible",
        "L'archive « {path} » est compressée d'une façon que Greffier ne sait pas lire.",
        "Ouvrez-la vous-même et donnez le dossier qu'elle contient.",
    ),
    "no-recording": (
        "Aucun enregistrement",
        "« {path} » ne contient aucun enregistrement ; on y trouve : {holds}.",
        "Ajoutez le fichier son ou vidéo de la séance et relancez.",
    ),
    "audio-track-missing": (
        "Piste absente",
        (
            "L'enregistrement « {path} » n'a pas de piste {wanted}. Nombre de pistes sonores "
            "qu'il contient : {tracks}."
        ),
        "Choisissez une piste qui existe, ou laissez Greffier choisir (auto).",
    ),
    "audio-dictation-format": (
        "Format de dictaphone",
        (
            "L'enregistrement « {path} » est au format DS2 des dictaphones Olympus et Philips, que "
            "seul le logiciel du fabricant sait lire."
        ),
        "Ouvrez-le dans ce logiciel, enregistrez-le en WAV ou en MP3, puis donnez ce fichier.",
    ),
    "audio-without-index": (
        "Enregistrement inachevé",
        (
            "L'enregistrement « {path} » a été coupé avant que l'appareil n'écrive sa table des "
            "matières : le son y est, mais rien ne dit où."
        ),
        "Rallumez l'appareil avec sa carte, il la répare souvent ; sinon donnez une autre copie.",
    ),
    "audio-not-converted": (
        "Enregistrement Zoom à convertir",
        "Le fichier « {path} » est un enregistrement que Zoom n'a pas encore converti.",
        "Double-cliquez dessus : Zoom le transforme en fichier MP4, que vous donnerez ensuite.",
    ),
    "audio-protected": (
        "Enregistrement verrouillé",
        "L'enregistrement « {path} » est verrouillé par son éditeur (DRM).",
        "Demandez-en une copie sans verrou, ou donnez un autre enregistrement de la séance.",
    ),
}

IMPORT_NOTICES: Final[dict[str, str]] = {
    "import-understood": "{text}",
    "import-connected": "{text}",
    "participants-mixed": "Les fichiers des {count} participants ont été mélangés en un seul "
    "enregistrement ; chacun sert à dire qui parle.",
    "participants-uneven": "Les fichiers des {count} participants ont été mélangés en un seul "
    "enregistrement, mais leurs durées diffèrent (jusqu'à {spread_s}) : si l'un d'eux commence "
    "plus tard que les autres, ses paroles sont décalées. Écoutez avant de vous y fier.",
    "captions-placed": "Le sous-titrage « {name} » a été recalé sur le son ({offset} s) : il aide "
    "à dire qui parle et à relire les passages douteux, sans faire foi.",
    "captions-placed-by-words": "La transcription « {name} » a été recalée sur le son, mot à mot : "
    "elle aide à dire qui parle et à relire les passages douteux, sans faire foi.",
    "captions-unplaced": "Le sous-titrage « {name} » ne correspond pas au son de cet "
    "enregistrement : il n'a pas servi.",
    "recording-quality": "{text}",
}

UNSAFE: Final[dict[str, str]] = {
    "escapes": "elle veut écrire en dehors de son dossier",
    "swells": "elle deviendrait démesurée une fois ouverte",
}
"""Why an archive is refused, by the reason that the error carries."""

QUALITY: Final[dict[str, str]] = {
    "quiet": "les voix sont faibles",
    "saturated": "le son sature, les voix fortes sont déformées",
    "far": "le micro est loin des voix",
    "noisy": "il y a du bruit de fond",
    "ventilation": "une ventilation couvre les voix",
    "telephone": "le son est celui d'un téléphone, étroit",
}
"""What is wrong with a recording, by the code of `asr.quality.Quality`."""
