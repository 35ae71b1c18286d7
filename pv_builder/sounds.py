"""How French words sound: see `core.sounds`, where it lives since the recogniser needs it too."""

from core.sounds import likeness, sound_of, words

__all__ = ["likeness", "sound_of", "words"]
