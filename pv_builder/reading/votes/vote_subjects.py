"""What a vote is about when it is not the item itself: an amendment, or a closed session."""

from collections.abc import Sequence

from core.sounds import words
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token, has_word

_CLOSED_BEFORE = 25
"""Words between the request of a closed session and its vote, which has no debate."""
_NAMED_AFTER = 6
_CALLED_WITHIN = 8
_PAST_WITHIN = 5
_PAST = frozenset({"été", "avons", "était", "étions"})
_RETURNS = words(
    "viens venons vient reviens revenons revient passe passons reprends reprenons reprend retour "
    "maintenant"
)
_ITEM_WORDS = frozenset({"délibération", "projet", "rapport", "texte", "convention", "budget"})
_DOORS = (Cue.DOORS_CLOSE, Cue.DOORS_OPEN)
_SPOKEN = (*_DOORS, Cue.FLOOR, Cue.ITEM_CALL, Cue.NEXT_ITEM)
"""What comes between a closed session that is spoken of and the vote on something else."""


def on_amendment(scene: Scene, group: Sequence[Event], results: Sequence[Event]) -> bool:
    """Whether a vote is about an amendment: its call or its result names one.

    "La délibération ainsi amendée" names none.
    """
    said = [e.first for e in scene.cues.of(Cue.AMENDMENT)]
    if results:
        start = scene.heard.sentence_start(results[-1].first)
        if any(start <= at < results[-1].last for at in said):
            return True
    first = group[0].first
    return any(first - 2 <= at <= group[0].last + 4 for at in said)


def on_closed_session(scene: Scene, group: Sequence[Event], results: Sequence[Event]) -> bool:
    """Whether a vote is about sitting in closed session: its call, request or result names it.

    CGCT art. L. 2121-18: it is taken without debate, so it follows the request at once. Once the
    doors are closed or open again, a vote is about the item.
    """
    first = group[0].first
    said = scene.cues.of(
        Cue.CLOSED_DOORS,
        first=max(0, first - _CLOSED_BEFORE),
        last=group[-1].last + _NAMED_AFTER,
    )
    named = [event for event in said if not _is_past(scene, event)]
    if any(_is_in_result(scene, event, results) for event in named):
        return True
    asked = [event for event in named if event.first <= group[0].last + _NAMED_AFTER]
    if not asked:
        return False
    if asked[-1].first >= first:
        return True
    return not (_names_item(scene, group[0]) or _is_over(scene, asked[-1], first))


def parts_from_closed_session(scene: Scene, before: Event, after: Event) -> bool:
    """Whether the doors were closed or opened between two events: they are of two votes."""
    return bool(scene.cues.of(*_DOORS, first=before.last, last=after.first))


def returns_to_item(tokens: Sequence[Token]) -> bool:
    """Return whether the item itself follows its amendments: "j'en viens à la délibération"."""
    return any(
        token.text in _ITEM_WORDS
        and has_word(tokens[max(0, place - _CALLED_WITHIN) : place], _RETURNS)
        for place, token in enumerate(tokens)
    )


def parts_from_amendment(scene: Scene, group: Sequence[Event], after: Event) -> bool:
    """Whether the item itself was put between the vote on an amendment and another event."""
    said = scene.heard.tokens[group[-1].last : after.first]
    return returns_to_item(said) and on_amendment(scene, group, ())


def _is_past(scene: Scene, event: Event) -> bool:
    """Whether a closed session was held before: "nous avons examiné ce point à huis clos"."""
    before = scene.heard.tokens[max(0, event.first - _PAST_WITHIN) : event.first]
    return has_word(before, _PAST)


def _is_in_result(scene: Scene, event: Event, results: Sequence[Event]) -> bool:
    if not results:
        return False
    start = scene.heard.sentence_start(results[-1].first)
    return start <= event.first < results[-1].last + _NAMED_AFTER


def _names_item(scene: Scene, call: Event) -> bool:
    """Whether what is put to the vote is said to be the item's own text."""
    tokens = scene.heard.tokens[call.first : call.first + _CALLED_WITHIN]
    return has_word(tokens, _ITEM_WORDS)


def _is_over(scene: Scene, event: Event, first: int) -> bool:
    """Whether something else was begun between the words and the vote."""
    return bool(scene.cues.of(*_SPOKEN, first=event.last, last=first))
