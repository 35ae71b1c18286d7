"""Who takes no part in the vote of one item: by his own words, or sent out by the chair.

"Je suis président du comité, je vote pas", "Patxi, c'est toi l'acheteur, il faut que tu sortes",
"Madame X ne prend pas part au vote". Whoever goes out for one vote only has not left the session.

Invariants:
- Who takes no part is named, addressed or says so: a déport is never guessed from a subject.
- Words that go on ("je ne vote pas ce budget") tell a vote, not a déport.
"""

from collections.abc import Iterator, Sequence

from core.sounds import likeness, sounds, words
from pv_builder.evidence import Alert
from pv_builder.meeting import Item, ItemKind, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.roles.presenting import Found
from pv_builder.reading.roles.presiding import departures_of_chair
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token, has_sound, has_word
from pv_builder.reading.words.names import Mention

_SUBJECT_BEFORE = 12
_SUBJECT_AFTER = 6
_JOINED_WITHIN = 2
_PRONOUN_BEFORE = 4
_REFLEXIVE = words("me m")
_FIRST_PERSON = words("je j") | _REFLEXIVE
_SECOND_PERSON = words("tu t te toi vous")
_BY_FLOOR = "withdrawal.by_floor"
_NAMED = "withdrawal.named"
_BY_LEAVING = "withdrawal.goes_out"
_VOTE = "vote votes votez voter participe participes participez"
_VOTES = sounds(_VOTE)
_VERB_LIKENESS = 0.75
_NOUN = words("déport")
_SURE_NAME = 0.78
"""Likeness of a name, from which it needs no check: that of one with a namesake by sound is 0.8."""
_BARE = words("pas voter")
_GO_OUT = words("sors sortes sortez sortiez sortir sort sortira quitter")
_GOES_OUT = _GO_OUT | words("sortirai quitte retire")
"""What a member says who goes out; "je cède la place à Didier" only gives the floor."""
_PLACES = sounds("salle débat débats vote temps moment minutes instant délibération")
_FOR_ONE_VOTE = _PLACES - sounds("salle") | sounds("point")
"""Behind "je dois quitter la salle", words of who comes back."""
_OUT_WITHIN = 5
_ADDS = words(
    "non moi hein là donc bien sur du et comme puisque car parce évidemment naturellement ici plus "
    "aussi forcément alors"
)
"""What may follow "je ne vote pas" without an object: "non plus", "sur ce point", "évidemment"."""
_TO = words("au aux à")
_PUBLIC = words("public presse journaliste journalistes")


def read_withdrawals(
    scene: Scene, item: Item, chair: MemberName | None, first: int, last: int
) -> tuple[list[Found], list[Alert]]:
    """Return the members who take no part in an item, and what is to be checked of them."""
    found: list[Found] = []
    alerts: list[Alert] = []
    leaving = departures_of_chair(scene, chair, first, last)
    if item.kind is not ItemKind.ACCOUNTS and item.chair is None:
        leaving = []
    for event in withdrawals_in(scene, first, last):
        if any(_is_of_chair(scene, event, gone) for gone in leaving):
            continue
        people = list(_subjects(scene, event))
        found += people
        if not people:
            alerts.append(_unknown(scene, item, event))
    found += _going_out(scene, chair, first, last)
    if leaving and chair is not None:
        gone = leaving[0]
        found.append((chair, gone.score, "withdrawal.chair", (gone.first, gone.last)))
    alerts += [_supposed(scene, item, one) for one in found if one[2] == _BY_FLOOR]
    alerts += [_unsure(scene, item, one) for one in found if _is_unsure(one)]
    alerts += [_told_by_another(scene, item, one) for one in _hearsay(scene, chair, found)]
    alerts += [_maybe_gone(scene, item, one) for one in found if one[2] == _BY_LEAVING]
    return found, alerts


def _is_of_chair(scene: Scene, event: Event, gone: Event) -> bool:
    """Whether words are those in which the chair goes: "je dois sortir, le maire sort du vote"."""
    tokens = scene.heard.tokens
    is_same = tokens[event.first].sentence == tokens[gone.first].sentence
    return is_same or (event.first - 1 <= gone.last and gone.first <= event.last)


def _going_out(scene: Scene, chair: MemberName | None, first: int, last: int) -> Iterator[Found]:
    """Yield the members, the chair apart, who say that they go out: "je sors, rappelez-moi"."""
    for event in scene.cues.of(Cue.CHAIR_LEAVES, first=first, last=last):
        voice = scene.voice(event.first)
        own = _person(scene, event) == 1 and _is_whole(scene, event)
        own = own and _goes_out(scene, event) and not _goes_home(scene, event)
        if own and voice is not None and voice[0] != chair:
            span = (event.first, event.last)
            rule = "withdrawal.says_so" if _for_one_vote(scene, event) else _BY_LEAVING
            yield voice[0], voice[1] * event.score, rule, span


def _for_one_vote(scene: Scene, event: Event) -> bool:
    """Whether it is said that he goes out for the vote, and not for good."""
    said = scene.heard.tokens[event.first : event.last + _OUT_WITHIN]
    return has_sound(said, _FOR_ONE_VOTE)


def _goes_out(scene: Scene, event: Event) -> bool:
    return any(token.text in _GOES_OUT for token in scene.heard.tokens[event.first : event.last])


def _goes_home(scene: Scene, event: Event) -> bool:
    """Whether a departure is told in the same words: "je dois quitter la salle, bonne soirée"."""
    leaves = scene.cues.of(Cue.I_LEAVE, first=event.first - 1, last=event.last)
    return bool(leaves) and not _for_one_vote(scene, event)


def withdrawals_in(scene: Scene, first: int, last: int) -> Iterator[Event]:
    """Yield where somebody is said to take no part, in the tokens `first:last`."""
    for event in scene.cues.of(Cue.NO_PART, first=first, last=last):
        sentence = range(
            scene.heard.sentence_start(event.first), scene.heard.sentence_end(event.first)
        )
        said = {scene.heard.tokens[at].text for at in sentence}
        if said & _PUBLIC or scene.heard.is_asked(event.last - 1):
            continue
        if _is_whole(scene, event) and not _is_departure(scene, event):
            yield event


def _is_departure(scene: Scene, event: Event) -> bool:
    """Whether "le déport" is a misheard "départ": an hour is told with it."""
    said = scene.heard.tokens[event.first : event.last]
    end = scene.heard.sentence_end(event.last - 1)
    return bool(scene.hours_in(event.last, end)) and has_word(said, _NOUN)


def withdraws(scene: Scene, member: MemberName | None, first: int, last: int) -> bool:
    """Return whether a member, or somebody unknown, is said in these tokens to take no part."""
    for event in withdrawals_in(scene, first, last):
        names = {found[0] for found in _subjects(scene, event)}
        if not names or member is None or member in names:
            return True
    return False


def _is_whole(scene: Scene, event: Event) -> bool:
    """Whether a bare verb has no object of its own: "je ne vote pas", "tu sors de la salle"."""
    tokens = scene.heard.tokens
    said = {token.text for token in tokens[event.first : event.last]}
    after = tokens[event.last : event.last + _OUT_WITHIN]
    if tokens[event.last - 1].comma or not after:
        return True
    if said & _GO_OUT:
        return has_sound((*tokens[event.first : event.last], *after), _PLACES)
    bare = tokens[event.last - 1].text in _BARE and not said.isdisjoint(words(_VOTE))
    return not bare or after[0].text in _ADDS or _names_the_vote(after)


def _names_the_vote(after: Sequence[Token]) -> bool:
    """Whether "je ne participe pas" goes on with what he takes no part in: "au vote"."""
    return after[0].text in _TO and has_sound(after, _PLACES)


def _subjects(scene: Scene, event: Event) -> Iterator[Found]:
    """Yield who "ne prend pas part au vote": the speaker, whom he addresses, or who is named."""
    span = (event.first, event.last)
    match _person(scene, event):
        case 1:
            speaker = scene.speaker(event.first)
            if speaker is not None:
                rule = "withdrawal.says_so" if scene.voice(event.first) else _BY_FLOOR
                yield speaker[0], speaker[1] * event.score, rule, span
        case 2:
            mention = _addressed(scene, event)
            if mention is not None and mention.member is not None:
                score = mention.score * event.score
                yield mention.member, score, "withdrawal.addressed", span
        case _:
            own = scene.said_of(event)
            named = [own] if own is not None else _run_before(scene, event)
            for mention in named or _run_after(scene, event):
                if mention.member is not None:
                    yield mention.member, mention.score * event.score, _NAMED, span


def _person(scene: Scene, event: Event) -> int:
    """Return the grammatical person of the words: of the pronoun nearest to the verb, else 3."""
    if event.named_at() is not None:
        return 3
    start = max(scene.heard.sentence_start(event.first), event.first - _PRONOUN_BEFORE)
    tokens = scene.heard.tokens
    beside = scene.mentions_in(start, event.first)
    if beside and not tokens[beside[-1].last - 1].comma:
        return 3
    for token in reversed(tokens[start : event.last]):
        if token.text in _SECOND_PERSON:
            return 2
        if token.text in _FIRST_PERSON and not _is_misheard_ne(scene, token):
            return 1
    return 3


def _is_misheard_ne(scene: Scene, token: Token) -> bool:
    """Whether "me" stands where French has only "ne": "Madame X me participe pas au vote"."""
    following = scene.heard.tokens[token.at + 1 : token.at + 2]
    return token.text in _REFLEXIVE and any(
        likeness(one.sound, verb) >= _VERB_LIKENESS for one in following for verb in _VOTES
    )


def _addressed(scene: Scene, event: Event) -> Mention | None:
    """Return whom the speaker calls in the sentence of "tu sors", or just before or behind it."""
    heard = scene.heard
    start, end = heard.sentence_start(event.first), heard.sentence_end(event.last - 1)
    speech = next(iter(scene.speeches_in(event.first, scene.end)))
    before = heard.sentence_start(start - 1) if start else start
    after = heard.sentence_end(end) if end < speech.last else end
    for first, last in ((start, end), (before, start), (end, after)):
        called = [m for m in scene.mentions_in(first, last) if m.member is not None and m.firm]
        if called:
            return min(called, key=lambda m: abs(m.first - event.first))
    return None


def _run_before(scene: Scene, event: Event) -> list[Mention]:
    start = max(scene.heard.sentence_start(event.first), event.first - _SUBJECT_BEFORE)
    near = [m for m in scene.mentions_in(start, event.first) if m.firm]
    run = near[-1:]
    for mention in reversed(near[:-1]):
        if run[0].first - mention.last > _JOINED_WITHIN:
            break
        run.insert(0, mention)
    return run


def _run_after(scene: Scene, event: Event) -> list[Mention]:
    run: list[Mention] = []
    edge = event.last + _SUBJECT_AFTER
    for mention in scene.mentions_in(event.first, event.last + 4 * _SUBJECT_AFTER):
        if mention.first > edge or not mention.firm:
            break
        run.append(mention)
        edge = mention.last + _JOINED_WITHIN
    return run


def _supposed(scene: Scene, item: Item, found: Found) -> Alert:
    text = (
        f"Un membre dit ne pas prendre part au vote. D'après la parole donnée "
        f"juste avant, il s'agirait de {found[0]}. Écoutez le passage et confirmez "
        "(CGCT, art. L. 2131-11)."
    )
    return scene.alert("withdrawal-supposed", text, found[3], item=item.mark)


def _is_unsure(found: Found) -> bool:
    """Whether a name was not well understood."""
    return found[2] == _NAMED and found[1] < _SURE_NAME


def _unsure(scene: Scene, item: Item, found: Found) -> Alert:
    text = (
        f"Le nom de qui ne prend pas part au vote n'a pas été bien compris : {found[0]} est le "
        "plus proche. Écoutez le passage et vérifiez (CGCT, art. L. 2131-11)."
    )
    return scene.alert("withdrawal-supposed", text, found[3], item=item.mark)


def _hearsay(scene: Scene, chair: MemberName | None, found: Sequence[Found]) -> Iterator[Found]:
    """Yield who takes no part only by another member's word: "Jen participe pas" may be Jean's."""
    surely = {name for name, _, rule, _ in found if rule != _NAMED}
    for one in found:
        voice = scene.voice(one[3][0])
        told = voice is not None and voice[0] not in {chair, one[0]}
        if one[2] == _NAMED and told and one[0] not in surely:
            yield one


def _told_by_another(scene: Scene, item: Item, found: Found) -> Alert:
    text = (
        f"Un membre, qui ne préside pas, semble dire que {found[0]} ne prend pas part au vote. "
        "Écoutez le passage et confirmez (CGCT, art. L. 2131-11)."
    )
    return scene.alert("withdrawal-supposed", text, found[3], item=item.mark)


def _maybe_gone(scene: Scene, item: Item, found: Found) -> Alert:
    text = (
        f"{found[0]} dit sortir, sans dire si c'est pour ce vote : il est noté comme n'y prenant "
        "pas part. Écoutez le passage ; s'il est parti, notez son départ (CGCT, art. L. 2131-11)."
    )
    return scene.alert("withdrawal-supposed", text, found[3], item=item.mark)


def _unknown(scene: Scene, item: Item, event: Event) -> Alert:
    text = (
        "Un membre dit ne pas prendre part au vote, sans que l'on sache qui. "
        "Écoutez le passage et indiquez-le (CGCT, art. L. 2131-11)."
    )
    return scene.alert("withdrawal-unknown", text, (event.first, event.last), item=item.mark)
