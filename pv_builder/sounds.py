"""How French words sound: see `core.sounds`, where it lives since the recogniser needs it too."""

from core.sounds import likeness as likeness
from core.sounds import sound_of as sound_of
from core.sounds import words as words
