"""The keys of the window: what each does, and which a person chose, a foot pedal's included."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from desktop.session.machine.preferences import load_preferences
from desktop.ui.widgets import button


class Action(StrEnum):
    """What a key can do."""

    PLAY = "play"
    BACK = "back"
    FORWARD = "forward"
    SLOWER = "slower"
    FASTER = "faster"
    LISTEN = "listen"
    NEXT_DOUBT = "next-doubt"
    PREVIOUS_DOUBT = "previous-doubt"
    ACCEPT_WORDS = "accept-words"
    TAKE_GUESS = "take-guess"
    TAKE_SECOND_GUESS = "take-second-guess"
    NEXT_UNNAMED = "next-unnamed"
    MARK_READ = "mark-read"
    PREVIOUS_TURN = "previous-turn"
    NEXT_TURN = "next-turn"
    FIND = "find"
    REPLACE = "replace"
    REPLACE_AGAIN = "replace-again"
    SAVE = "save"


USUAL = {
    Action.PLAY: "F9",
    Action.BACK: "F7",
    Action.FORWARD: "F8",
    Action.SLOWER: "Ctrl+Shift+,",
    Action.FASTER: "Ctrl+Shift+.",
    Action.LISTEN: "Ctrl+E",
    Action.NEXT_DOUBT: "F3",
    Action.PREVIOUS_DOUBT: "Shift+F3",
    Action.ACCEPT_WORDS: "Alt+Return",
    Action.TAKE_GUESS: "F2",
    Action.TAKE_SECOND_GUESS: "Shift+F2",
    Action.NEXT_UNNAMED: "F4",
    Action.MARK_READ: "Ctrl+Space",
    Action.PREVIOUS_TURN: "Shift+F7",
    Action.NEXT_TURN: "Shift+F8",
    Action.FIND: "Ctrl+F",
    Action.REPLACE: "Ctrl+H",
    Action.REPLACE_AGAIN: "Ctrl+Shift+H",
    Action.SAVE: "Ctrl+S",
}


def action_names() -> dict[Action, str]:
    """Return what each action does, as a person reads it."""

    def said(text: str) -> str:
        return QCoreApplication.translate("Action", text)

    return {
        Action.PLAY: said("Écouter ou arrêter"),
        Action.BACK: said("Reculer de 3 secondes"),
        Action.FORWARD: said("Avancer de 3 secondes"),
        Action.SLOWER: said("Écouter plus lentement"),
        Action.FASTER: said("Écouter plus vite"),
        Action.LISTEN: said("Écouter l'élément choisi"),
        Action.NEXT_DOUBT: said("Doute suivant"),
        Action.PREVIOUS_DOUBT: said("Doute précédent"),
        Action.ACCEPT_WORDS: said("Ces mots sont exacts"),
        Action.TAKE_GUESS: said("Écrire la première proposition"),
        Action.TAKE_SECOND_GUESS: said("Écrire la deuxième proposition"),
        Action.NEXT_UNNAMED: said("Voix suivante à nommer"),
        Action.MARK_READ: said("Marquer le tour comme lu"),
        Action.PREVIOUS_TURN: said("Écouter le tour précédent"),
        Action.NEXT_TURN: said("Écouter le tour suivant"),
        Action.FIND: said("Rechercher"),
        Action.REPLACE: said("Remplacer"),
        Action.REPLACE_AGAIN: said("Remplacer aussi ailleurs"),
        Action.SAVE: said("Enregistrer le Word"),
    }


def keys_of(action: Action) -> list[QKeySequence]:
    """Return the keys of an action: those a person chose, else the usual one."""
    chosen = load_preferences().keys.get(action.value) or USUAL[action]
    return QKeySequence.listFromString(chosen)


def action_button(
    text: str, on_click: Callable[[], object], action: Action, role: str = ""
) -> QPushButton:
    """Return a button that the keys of an action press too."""
    first, *others = keys_of(action)
    made = button(text, on_click, role=role, key=first.toString())
    for keys in others:
        QShortcut(keys, made).activated.connect(made.click)
    return made
