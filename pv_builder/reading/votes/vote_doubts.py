"""What is doubtful in a vote that was settled: alerts for a person to listen to."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from core.sounds import sounds, words
from pv_builder.evidence import Alert, Severity
from pv_builder.facts import ItemField
from pv_builder.language.typography import few
from pv_builder.law.voters import weight_of
from pv_builder.meeting import Ballot, BallotMode
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.votes.vote_case import VoteCase
from pv_builder.reading.votes.vote_counts import Count, gives_floor
from pv_builder.reading.votes.vote_events import ASKS, COUNTS, OPPOSING, RESULTS
from pv_builder.reading.votes.vote_guesses import Guess, with_proxies
from pv_builder.reading.votes.vote_words import hits_in
from pv_builder.reading.words.heard import has_sound

_SENTENCE_WORDS = 2
_RUN_TOGETHER = 7
"""Sounds of a word that may be two: "uneabstentian"."""
_BESIDE = 30
_PAPERS = sounds("bulletin bulletins dépouillement dépouiller")
_VOTED = sounds("vote voté votent voter")
_TITLES = frozenset({"monsieur", "madame", "messieurs", "mesdames", "monsieurs", "madam"})
_OF_PROXIES = words("pouvoir pouvoirs procuration procurations fois")
_ON_BEHALF = frozenset({("le", "compte"), ("son", "compte"), ("leur", "compte")})
"""A bare "compte" may be "contre" misheard: "trois compte"."""
_NUMBERS = tuple(COUNTS - {Cue.SAID_AGAINST, Cue.SAID_ABSTENTION})
_OF_QUESTIONS = sounds(
    "qui que des de une un il elle on est ce ou et a à pas y les aux autre autres se avis "
    "maintenant vote votent voix contre opposé oppose opposent opposition oppositions contraire "
    "abstient abstiennent abstention abstentions"
)
_UNDERSTOOD = (*ASKS, *RESULTS, *COUNTS, Cue.AGAIN, Cue.AMENDMENT, Cue.TAKE_NOTE)
"""What says something of a vote: a sentence with none of it was not understood."""


def doubts(
    case: VoteCase, ballot: Ballot, against: Guess | None, abstentions: Guess | None
) -> tuple[Alert, ...]:
    """Return what a person must listen to in a show of hands."""
    return (
        *_unheard(case, ballot),
        *_unnamed(case),
        *_supposed(case, against, abstentions),
        *_not_called(case),
        *_unplaced(case),
        *_on_paper(case),
        *_unclear_side(case),
        *_with_pouvoirs(case, against, abstentions),
    )


def _supposed(case: VoteCase, against: Guess | None, abstentions: Guess | None) -> Iterator[Alert]:
    """Yield an alert where a number only follows from silence and nothing confirms it.

    A majority that is announced means that somebody voted against or abstained.
    """
    confirmed = True
    if case.final.majority and against is not None and against.rule == "votes.silence":
        confirmed = _adds_up(case, against, abstentions)
    if _is_unnumbered(case, against, abstentions) and _is_unexplained(case):
        confirmed = False
    if case.final.unanswered:
        confirmed = against is not None and _adds_up(case, against, abstentions)
    if not confirmed or _is_left_over(against, abstentions):
        text = (
            "Les nombres de ce vote n'ont pas tous été entendus : les autres sont déduits. "
            "Écoutez le passage et vérifiez-les."
        )
        yield vote_alert(case, "votes-supposed", text)


def _is_left_over(*guesses: Guess | None) -> bool:
    """Whether somebody votes against or abstains only because the votes in favour are not all."""
    left = (guess for guess in guesses if guess is not None and guess.rule == "votes.remainder")
    return any(guess.value > 0 for guess in left)


def _is_unnumbered(case: VoteCase, *guesses: Guess | None) -> bool:
    """Whether a number follows from silence, or from names beside which none was said."""
    said = (case.final.against, case.final.abstentions)
    return any(
        guess is not None
        and (
            guess.rule == "votes.silence"
            or (guess.rule == "votes.names" and count is not None and count.value is None)
        )
        for guess, count in zip(guesses, said, strict=True)
    )


def _is_unexplained(case: VoteCase) -> bool:
    """Whether a sentence between the question and the result was not understood.

    It may be the answer: nobody is then silent.
    """
    first, last = case.final.asked_until, case.final.last
    tokens = case.scene.heard.tokens
    events = case.scene.cues.of(*_UNDERSTOOD, first=max(0, first - 1), last=last)
    if any(_may_be_count(case, event) for event in events):
        return True
    known = {tokens[at].sentence for e in events for at in range(e.first, e.last)}
    said: Counter[int] = Counter()
    for token in tokens[first:last]:
        if not token.filler:
            said[token.sentence] += _SENTENCE_WORDS if len(token.sound) >= _RUN_TOGETHER else 1
    if any(count >= _SENTENCE_WORDS and one not in known for one, count in said.items()):
        return True
    return _is_name_lost(case, first, last)


def _may_be_count(case: VoteCase, event: Event) -> bool:
    """Whether what reads as a question may be a count: "il y a toi voix contre", for "trois".

    Each side is asked about once; asked again, in a word that is of no question, it is told.
    """
    heard = case.scene.heard
    asked_before = case.scene.cues.of(event.cue, first=case.final.first, last=event.first)
    start = heard.sentence_start(event.first)
    counts = case.scene.cues.of(*_NUMBERS, first=start, last=event.last)
    is_told = any(count.last > event.first for count in counts)
    is_told = is_told or bool(case.scene.mentions_in(start, heard.sentence_end(event.first)))
    if event.cue not in OPPOSING or not asked_before or is_told:
        return False
    said = heard.tokens[start : event.last]
    return any(t.sound not in _OF_QUESTIONS and not t.filler for t in said)


def _is_name_lost(case: VoteCase, first: int, last: int) -> bool:
    """Whether a word written as a name, between question and result, names nobody known.

    "Ont voté contre Monsieur Guérin et Monsieurjeen Royer": the second is not on the list.
    """
    scene = case.scene
    named = {
        at
        for mention in scene.mentions_in(max(0, first - 1), last)
        for at in range(mention.first, mention.last)
    }
    return any(
        token.capital and not token.opens and token.at not in named and token.text not in _TITLES
        for token in scene.heard.tokens[first:last]
    )


def _not_called(case: VoteCase) -> Iterator[Alert]:
    """Yield an alert where only a result was heard, in no voice that presides.

    A vote needs two signs: that it was called, and its result.
    """
    final = case.final
    if final.asked or final.against is not None or final.abstentions is not None:
        return
    voice = case.scene.voice(final.first)
    if voice is None or voice[0] not in {case.meeting.chair, case.item.chair}:
        text = (
            "Un résultat a été entendu sans que le vote ait été appelé. "
            "Écoutez le passage et confirmez qu'il s'agit bien du vote de ce point."
        )
        yield vote_alert(case, "vote-not-called", text)


def _on_paper(case: VoteCase) -> Iterator[Alert]:
    """Yield an alert where ballot papers are spoken of beside a vote heard as a show of hands."""
    first = max(0, case.final.first - _BESIDE)
    last = min(case.final.last + _BESIDE, case.scene.end)
    said = [t.at for t in case.scene.heard.tokens[first:last] if t.sound in _PAPERS]
    said += [e.first for e in case.scene.cues.of(Cue.SECRET, Cue.BLANK, first=first, last=last)]
    if said and case.vote.mode is BallotMode.ORDINARY:
        text = (
            "Des bulletins ont été évoqués à côté de ce vote : il a peut-être eu lieu à bulletin "
            "secret. Écoutez le passage et vérifiez le mode et les nombres."
        )
        yield vote_alert(case, "ballot-mode-doubtful", text, (min(said), max(said) + 1))


def _with_pouvoirs(
    case: VoteCase, against: Guess | None, abstentions: Guess | None
) -> Iterator[Alert]:
    """Yield an alert where the votes of pouvoirs are counted only because the sum is then right.

    Where members carry several votes, the number said is that of the members named.
    """
    counts = (
        (case.final.against, against, "contre"),
        (case.final.abstentions, abstentions, "abstention"),
    )
    for said, guess, kind in counts:
        counted = guess is not None and guess.rule == "votes.names_and_proxies"
        if counted and said is not None and said.value in {None, len(said.names)}:
            text = (
                f"Les voix des pouvoirs tenus par ceux qui ont voté « {kind} » ont été comptées, "
                "sans que cela ait été dit. Écoutez le passage et vérifiez le nombre."
            )
            yield vote_alert(case, "heads-or-votes", text, (said.first, said.last))


def _unclear_side(case: VoteCase) -> Iterator[Alert]:
    """Yield an alert where names answer a question in words that may say another side.

    "Des abstentions ? Monsieur Vincent a voté compte": the last question is not what he answers.
    """
    heard = case.scene.heard
    for said in (case.final.against, case.final.abstentions):
        if said is None or not said.names or not said.last:
            continue
        start, stop = heard.sentence_start(said.last - 1), heard.sentence_end(said.last - 1)
        told = case.scene.cues.of(*COUNTS, first=start, last=stop)
        if not told and _is_unclear(case, start, stop):
            text = (
                f"Le vote de {few(said.names)} n'a pas été compris : contre, ou abstention. "
                "Écoutez le passage et vérifiez."
            )
            yield vote_alert(case, "voter-unplaced", text, (start, stop))


def _is_unclear(case: VoteCase, start: int, stop: int) -> bool:
    """Whether a sentence that names voters has a word of voting, or a long one that says no side.

    "Monsieur Vincent a voté compte", "je note uneoppos ition, Maxime Thomas".
    """
    tokens = case.scene.heard.tokens[start:stop]
    mentions = case.scene.mentions_in(start, stop)
    named = {at for mention in mentions for at in range(mention.first, mention.last)}
    said = [token for token in tokens if token.at not in named]
    if has_sound(said, _VOTED):
        return True
    strange = any(len(token.sound) >= _RUN_TOGETHER for token in said)
    return strange and not hits_in(tokens)


def _adds_up(case: VoteCase, against: Guess, abstentions: Guess | None) -> bool:
    said = case.final.in_favour
    if said is None or said.value is None or case.total is None or abstentions is None:
        return False
    return said.value + against.value + abstentions.value == case.total


def _unplaced(case: VoteCase) -> Iterator[Alert]:
    """Yield an alert where a member is named between the question and the result for nothing."""
    final = case.final
    counted = {
        name
        for said in (final.against, final.abstentions)
        if said is not None
        for name in said.names
    }
    unused = [
        mention
        for mention in case.scene.mentions_in(final.asked_until, final.last)
        if mention.firm
        and mention.member is not None
        and mention.member not in counted
        and not gives_floor(case.scene, mention)
    ]
    if unused and final.asked and counted.isdisjoint({m.member for m in unused}):
        text = (
            f"Le nom de {unused[0].member} est dit pendant le vote sans que l'on sache pourquoi. "
            "Écoutez le passage : une voix contre ou une abstention manque peut-être."
        )
        yield vote_alert(case, "voter-unplaced", text, (unused[0].first, unused[0].last))


def _unheard(case: VoteCase, ballot: Ballot) -> tuple[Alert, ...]:
    if ballot.against is not None and ballot.abstentions is not None:
        return ()
    missing = [
        name
        for name, number in (
            ("les voix contre", ballot.against),
            ("les abstentions", ballot.abstentions),
        )
        if number is None
    ]
    text = (
        f"Le vote a été entendu, mais pas {' ni '.join(missing)}. "
        "Écoutez le passage et indiquez les nombres."
    )
    return (vote_alert(case, "votes-incomplete", text),)


def _unnamed(case: VoteCase) -> Iterator[Alert]:
    counts = (
        (case.final.against, case.final.announced_against, "contre"),
        (case.final.abstentions, case.final.announced_abstentions, "abstention"),
    )
    for said, announced, kind in counts:
        if said is None:
            continue
        if said.unnamed:
            text = (
                f"Un nom cité pour un vote « {kind} » n'a pas été reconnu. "
                "Écoutez le passage et choisissez le membre."
            )
            yield vote_alert(case, "voter-not-recognised", text, (said.first, said.last))
        elif said.unsure:
            text = (
                f"Un nom cité pour un vote « {kind} » n'a pas été bien compris : "
                f"{few(said.unsure)} est le plus proche. Écoutez le passage et vérifiez."
            )
            yield vote_alert(case, "voter-not-recognised", text, (said.first, said.last))
        elif _lacks_a_name(case, said, announced):
            text = (
                f"Plus de voix « {kind} » que de noms : le compte n'est bon qu'avec les pouvoirs "
                "tenus, à moins qu'un nom manque. Écoutez le passage et vérifiez."
            )
            yield vote_alert(case, "names-need-proxies", text, (said.first, said.last))
        elif case.weighted and said.value and not said.names:
            text = (
                f"Le nombre dit pour les votes « {kind} » peut être celui des voix ou celui des "
                "membres, et personne n'est nommé. Écoutez le passage et vérifiez."
            )
            yield vote_alert(case, "heads-or-votes", text, (said.first, said.last))


def _lacks_a_name(case: VoteCase, said: Count, announced: Count | None) -> bool:
    """Whether fewer are named than voted so, without a word of the pouvoirs that they hold."""
    told = said if said.value is not None else announced
    number = told.value if told is not None else None
    if number is None or not 0 < len(said.names) < number:
        return False
    if case.weighted and number in {
        weight_of(case.meeting, said.names),
        with_proxies(case, said.names),
    }:
        return False
    tokens = case.scene.heard.tokens
    stop = case.scene.heard.sentence_end(said.last - 1)
    told_of = [token.text for token in tokens[said.first : stop]]
    return _OF_PROXIES.isdisjoint(told_of) and _ON_BEHALF.isdisjoint(pairwise(told_of))


def vote_alert(case: VoteCase, code: str, text: str, span: tuple[int, int] | None = None) -> Alert:
    """Return an alert on the item of a vote, to be listened to in `span` or the whole vote."""
    return Alert(
        code=code,
        severity=Severity.WARNING,
        text=text,
        item=case.item.mark,
        excerpts=(case.scene.interval(*(span or case.vote.span)),),
    )


def papers_alerts(
    case: VoteCase, numbers: dict[ItemField, int | None], void: int, papers: int | None
) -> Iterator[Alert]:
    """Yield what is missing or does not add up in the papers of a secret ballot."""
    if None in numbers.values():
        text = (
            "Tous les nombres du vote à bulletin secret n'ont pas été entendus. "
            "Écoutez le dépouillement et complétez."
        )
        yield vote_alert(case, "votes-incomplete", text)
    elif papers is not None and void + sum(n or 0 for n in numbers.values()) != papers:
        text = (
            f"Les bulletins du vote secret ne font pas le compte de {papers}. "
            "Écoutez le dépouillement et corrigez."
        )
        yield vote_alert(case, "votes-do-not-add-up", text)


def remainder_alerts(case: VoteCase, deduced: dict[ItemField, int | None]) -> Iterator[Alert]:
    """Yield an alert where a number of a secret ballot is only what the others leave."""
    if deduced:
        text = (
            "Un des nombres du vote à bulletin secret n'a pas été entendu : il est déduit des "
            "autres. Écoutez le dépouillement et vérifiez-le."
        )
        yield vote_alert(case, "votes-supposed", text)
