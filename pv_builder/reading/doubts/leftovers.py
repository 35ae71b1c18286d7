"""Signs of a fact that no reader took up: an hour, a pouvoir or a withdrawal beside a name.

A recogniser may lose the verb of "Madame X s'en va, il est 20 h 05" and keep the rest. Nothing is
concluded from what is left, but a person is asked to listen.
"""

from collections.abc import Iterator, Sequence

from core.sounds import likeness, loose_likeness, sound_of
from pv_builder.evidence import Alert
from pv_builder.reading.movements.heard_moves import Stretch
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.whole_phrases import SoundMatch, best_by_sound
from pv_builder.reading.presence.heard_proxies import DENIALS
from pv_builder.reading.presence.presence_lists import PLURAL_VERBS
from pv_builder.reading.roles.withdrawals import withdrawals_in
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.vote_events import RESULTS
from pv_builder.reading.words.heard import Token, has_word
from pv_builder.reading.words.hours import Hour
from pv_builder.reading.words.names import NameForm

_NAME_WITHIN = 10
_FRAME_WITHIN = 40
_DENIED_WITHIN = 2
_NO_PART = (
    "ne prend pas part au vote",
    "ne participe pas au vote",
    "ne prendra pas part au vote",
    "je me déporte sur",
    "je suis intéressée à l'affaire",
    "je quitte la salle pour ce vote",
    "ni au débat ni au vote",
    "se retire et ne vote pas",
    "se déporte sur ce point",
)
_DENIED = sound_of("pas")
_CALLED_BY = tuple(map(sound_of, ("point", "délibération", "numéro")))
_CALL_LIKENESS = 0.75
"""That of "poing" to "point"."""

_NOT = frozenset({"ne", "n"})
_LIKE_NOT = frozenset({"me", "te", "le", "de", "ne"})
_DURATION = frozenset({"de", "d"})
_VOTE_CUT = "vot"
_TAKES_PART = tuple(map(sound_of, ("vote", "votera", "participe", "participera")))
_VERB_LIKENESS = 0.75
_DENIES_WITHIN = 2
_MOVES = ("nous quitte", "doit nous quitter", "doit partir", "quitte la séance", "notez l'arrivée")
_GIVES = ("pouvoir à", "procuration à", "représenté par", "représentée par", "donné pouvoir")
_GIVES_LIKENESS = 0.65
"""That of "pouvauir à" is 0.71, of "pour voter à" 0.5."""
_LEAST_LIKENESS = 0.72
_A_PAIR = 2

Span = tuple[int, int]
"""First token and position after the last."""


def leftover_alerts(
    scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]
) -> Iterator[Alert]:
    """Yield an alert for each sign that stands in none of the tokens that the readers used.

    Args:
        scene: the session.
        stretches: the items, in the order they were opened.
        used: tokens of the facts found.
    """
    yield from _hours(scene, stretches, used)
    yield from _proxies(scene, stretches, used)
    yield from _half_heard_proxies(scene, stretches, used)
    yield from _second_names(scene, stretches, used)
    yield from _between_items(scene, stretches, used)
    for stretch in stretches:
        yield from _withdrawals(scene, stretch)
        yield from _called_again(scene, stretch)


def _is_free(span: Span, used: Sequence[Span]) -> bool:
    return not any(first < span[1] and span[0] < last for first, last in used)


def _hours(scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]) -> Iterator[Alert]:
    """Yield the hours said beside a name while items are discussed: somebody came or left."""
    if not stretches:
        return
    for hour in scene.hours_in(stretches[0].first, scene.end):
        span = (max(0, hour.first - _NAME_WITHIN), hour.last + _NAME_WITHIN)
        said = (hour.first, hour.last)
        named = [m for m in scene.mentions_in(*span) if m.firm]
        if (
            hour.loose
            or _is_framed(scene, stretches, said)
            or not named
            or not _is_free(said, used)
            or _is_a_time_taken(scene, hour)
        ):
            continue
        text = (
            "Une heure a été dite à côté d'un nom : quelqu'un est peut-être arrivé ou parti. "
            "Écoutez le passage."
        )
        yield scene.alert("movement-doubtful", text, span)


def _between_items(
    scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]
) -> Iterator[Alert]:
    """Yield the hours and movements half heard between a vote and the next item.

    "Notez l'arrivée demadam Giraud à 19 h 14" has no name left, "si heures 48, Madame Dumont nauus
    quitte" no hour: what is said there of an hour, or sounds like leaving, is about the members.
    """
    for stretch in stretches:
        first = stretch.vote.span[1]
        if not first or first >= stretch.last:
            continue
        signs = [(h.first, h.last) for h in scene.hours_in(first, stretch.last) if not h.loose]
        signs += _misheard_hours(scene, first, stretch.last)
        tokens = scene.heard.tokens
        match = best_by_sound(tokens, _MOVES, first, stretch.last, least=_LEAST_LIKENESS)
        if match is not None and scene.mentions_in(first, stretch.last):
            signs.append((match.first, match.last))
        free = [
            sign
            for sign in signs
            if _is_free(sign, used) and not _is_framed(scene, stretches, sign)
        ]
        named = [span for span in free if not _is_beside_name(scene, span)]
        if named:
            text = (
                "Quelqu'un est peut-être arrivé ou parti entre deux points. Écoutez le passage et "
                "notez-le."
            )
            yield scene.alert("movement-doubtful", text, named[0])


def _misheard_hours(scene: Scene, first: int, last: int) -> Iterator[Span]:
    """Yield the words "heures" of which the number was not understood: "àdix-hui heures trente"."""
    told = {at for hour in scene.hours_in(first, last) for at in range(hour.first, hour.last)}
    for token in scene.heard.tokens[first:last]:
        number = scene.heard.tokens[token.at + 1 : token.at + 2]
        if token.text == "heures" and token.at not in told and number and number[0].value:
            yield token.at, token.at + 1


def _is_a_time_taken(scene: Scene, hour: Hour) -> bool:
    """Whether it is no hour of the clock: "une heure de route"."""
    return has_word(scene.heard.tokens[hour.last : hour.last + 1], _DURATION)


def _is_framed(scene: Scene, stretches: Sequence[Stretch], span: Span) -> bool:
    """Whether an hour is of the session itself: its end, a suspension, the next meeting.

    "On verra au prochain conseil" announces none while items are left; nothing resumes that was
    not suspended.
    """
    suspended = scene.cues.of(Cue.SUSPENDED)
    since = suspended[0].first if suspended else scene.end
    frame = [
        *suspended,
        *scene.cues.of(Cue.RESUMED, first=since),
        *scene.cues.of(Cue.CLOSING),
        *scene.cues.of(Cue.NEXT_SESSION, first=stretches[-1].decided_at),
    ]
    return any(abs(event.first - span[0]) <= _FRAME_WITHIN for event in frame)


def _is_beside_name(scene: Scene, span: Span) -> bool:
    """Whether `_hours` tells of an hour already: a name stands beside it."""
    is_hour = bool(scene.hours_in(span[0], span[0] + 1))
    near = scene.mentions_in(max(0, span[0] - _NAME_WITHIN), span[1] + _NAME_WITHIN)
    return is_hour and any(m.firm for m in near)


def _proxies(scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]) -> Iterator[Alert]:
    """Yield the words "pouvoir" and "procuration" said beside a name before the first item."""
    tokens = scene.heard.tokens
    last = stretches[0].first if stretches else scene.end
    for event in scene.cues.of(Cue.PROXY_WORD, last=last):
        span = (max(0, event.first - _NAME_WITHIN), min(event.last + _NAME_WITHIN, scene.end))
        before = tokens[max(0, event.first - _DENIED_WITHIN) : event.first]
        denied = has_word(before, DENIALS)
        named = [m for m in scene.mentions_in(*span) if m.firm]
        if named and not denied and _is_free((event.first, event.last), used):
            text = (
                "Un pouvoir a peut-être été donné, sans que les noms soient compris. "
                "Écoutez le passage (CGCT, art. L. 2121-20)."
            )
            yield scene.alert("proxy-doubtful", text, span)


def _half_heard_proxies(
    scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]
) -> Iterator[Alert]:
    """Yield where what follows an excuse sounds like the words that give a pouvoir."""
    tokens = scene.heard.tokens
    last = stretches[0].first if stretches else scene.end
    for event in scene.cues.of(Cue.EXCUSED, Cue.ABSENT, last=last):
        end = scene.heard.sentence_end(event.last - 1)
        match = best_by_sound(tokens, _GIVES, event.last, end, least=_GIVES_LIKENESS)
        if match is None or not _is_free((event.first, end), used):
            continue
        if not has_word(tokens[event.last : match.first], DENIALS):
            text = (
                "Une excuse est suivie de mots qui sonnent comme un pouvoir, sans que les noms "
                "soient compris. Écoutez le passage (CGCT, art. L. 2121-20)."
            )
            yield scene.alert("proxy-doubtful", text, (event.first, match.last))


def _second_names(
    scene: Scene, stretches: Sequence[Stretch], used: Sequence[Span]
) -> Iterator[Alert]:
    """Yield where somebody else is named in the sentence that excuses a member: a holder maybe."""
    tokens = scene.heard.tokens
    last = stretches[0].first if stretches else scene.end
    told: set[int] = set()
    for event in scene.cues.of(Cue.EXCUSED, Cue.ABSENT, last=last):
        sentence = tokens[event.first].sentence
        span = (scene.heard.sentence_start(event.first), scene.heard.sentence_end(event.first))
        named = [m for m in scene.mentions_in(*span) if m.firm and m.form is not NameForm.FUNCTION]
        plural = has_word(tokens[span[0] : span[1]], PLURAL_VERBS)
        if len(named) != _A_PAIR or plural or sentence in told or not _is_free(span, used):
            continue
        told.add(sentence)
        text = (
            "Deux noms ont été cités à propos d'une absence : un pouvoir a peut-être été donné. "
            "Écoutez le passage (CGCT, art. L. 2121-20)."
        )
        yield scene.alert("proxy-doubtful", text, span)


def _withdrawals(scene: Scene, stretch: Stretch) -> Iterator[Alert]:
    """Yield what sounds like "ne prend pas part au vote" and was not understood as such."""
    last = min(stretch.decided_at, stretch.last)
    if any(withdrawals_in(scene, stretch.first, last)):
        return
    match = best_by_sound(scene.heard.tokens, _NO_PART, stretch.first, last, least=_LEAST_LIKENESS)
    match = match or _denied_vote(scene, stretch.first, last)
    match = match or _half_denied_vote(scene, stretch.first, last)
    if match is not None and not _chair_leaves(scene, match):
        text = (
            "Un membre ne prend peut-être pas part au vote. "
            "Écoutez le passage (CGCT, art. L. 2131-11)."
        )
        span = (match.first, match.last)
        yield scene.alert("withdrawal-doubtful", text, span, item=stretch.item.mark)


def _denied_vote(scene: Scene, first: int, last: int) -> SoundMatch | None:
    """Return where a member is named in a sentence that denies a vote or a part in it.

    "Corinne Bonnefoy se retire et ne vote paz": the verb is understood, its denial only in part.
    """
    tokens = scene.heard.tokens
    for at in range(first, last):
        token, following = tokens[at], tokens[at + 1 : at + 1 + _DENIES_WITHIN]
        if token.text not in _NOT or not any(map(_takes_part, following)):
            continue
        start, stop = scene.heard.sentence_start(at), min(scene.heard.sentence_end(at), last)
        if any(m.firm and m.form is not NameForm.FUNCTION for m in scene.mentions_in(start, stop)):
            return SoundMatch(at, min(at + 1 + _DENIES_WITHIN, stop), _LEAST_LIKENESS)
    return None


def _called_again(scene: Scene, stretch: Stretch) -> Iterator[Alert]:
    """Yield the call of an item by its number after a decision that was taken for its own.

    What was decided before is then of another item, whose call was not understood.
    """
    results = scene.cues.of(*RESULTS, first=stretch.first, last=stretch.last)
    if not results:
        return
    tokens = scene.heard.tokens
    for at in range(results[0].last + 1, results[-1].first):
        named = tokens[at].value is not None and str(tokens[at].value) == str(stretch.item.mark)
        before = tokens[at - 1].sound
        if named and any(likeness(before, word) >= _CALL_LIKENESS for word in _CALLED_BY):
            text = (
                "Ce point a été appelé après une décision qui lui est attribuée : elle est "
                "peut-être celle du point précédent. Écoutez les deux passages."
            )
            yield scene.alert("item-called-late", text, (at - 1, at + 1), item=stretch.item.mark)
            return


def _half_denied_vote(scene: Scene, first: int, last: int) -> SoundMatch | None:
    """Return where a name is followed by "vote pas": "ne" may be part of it, or heard as "me"."""
    tokens = scene.heard.tokens
    for mention in scene.mentions_in(first, last):
        at = mention.last + (tokens[mention.last].text in _LIKE_NOT if mention.last < last else 0)
        denied = at + 1 < last and tokens[at + 1].sound == _DENIED and _takes_part(tokens[at])
        if denied and mention.form is not NameForm.FUNCTION:
            return SoundMatch(at, at + 2, _LEAST_LIKENESS)
    return None


def _takes_part(token: Token) -> bool:
    """Whether a word sounds like "vote" or "participe"."""
    alike = any(loose_likeness(token.sound, verb) >= _VERB_LIKENESS for verb in _TAKES_PART)
    return alike or token.text == _VOTE_CUT


def _chair_leaves(scene: Scene, match: SoundMatch) -> bool:
    """Whether it is the chair who leaves for the vote of the accounts, which is understood."""
    leaving = scene.cues.of(Cue.CHAIR_LEAVES, first=match.first - _NAME_WITHIN, last=match.last)
    return any(match.first < event.last for event in leaving)
