"""The French of the minutes: one function for each legal sentence, tested word for word.

Votes have theirs in `vote_wording`. Nothing here counts, and nothing is taken from speech.

Invariants:
- Sentences agree in gender with the member's civility and with the assembly's name.
- Texts come out set in French (`typography`).
"""

import datetime as dt
import re

from core.folding import fold
from pv_builder.language.figures import in_figures
from pv_builder.language.typography import (
    NBSP,
    NNBSP,
    counted,
    day,
    elided,
    hour,
    long_date,
    number,
    typeset,
)
from pv_builder.law.assemblies import rules_for
from pv_builder.law.quorum import QuorumState
from pv_builder.meeting import (
    Civility,
    Item,
    ItemMark,
    Meeting,
    Member,
    MemberName,
    Movement,
    MovementKind,
    Proxy,
)

_FEMININE_HEADS = frozenset(
    {
        "agence",
        "agglomeration",
        "assemblee",
        "caisse",
        "chambre",
        "collectivite",
        "commission",
        "commune",
        "communaute",
        "eurometropole",
        "metropole",
        "mutuelle",
        "region",
        "regie",
        "ville",
    }
)
_AUTHORITY_HEADS = _FEMININE_HEADS | {
    "centre",
    "departement",
    "district",
    "etablissement",
    "pole",
    "sivom",
    "sivu",
    "syndicat",
    "territoire",
}
_HOUR = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b")
_PREPOSITION = re.compile(r"(?:à|au|aux|dans|en|sur|sous|chez)\b", re.IGNORECASE)
DRAFT_NOTICE = typeset(
    "Projet de procès-verbal, non encore approuvé, préparé avec l'aide d'une intelligence "
    "artificielle à partir de l'enregistrement de la séance."
)
DRAFT_HEAD = "Projet de procès-verbal, non encore approuvé"
ASSISTED_NOTICE = typeset(
    "Document rédigé avec l'aide d'une intelligence artificielle. Ce qui est souligné en pointillé "
    "ou suivi de la mention «à vérifier» n'a pas été confirmé."
)
MARKS_NOTICE = typeset(
    "Les éléments soulignés en pointillé ont été relevés dans l'enregistrement et n'ont pas encore "
    "été confirmés : chacun est suivi de la mention «à vérifier» et de l'endroit à réécouter. Dans "
    "les débats, un nom souligné est une proposition et un mot souligné est douteux ; l'heure "
    "entre crochets dit où réécouter."
)
VOICES_NOTICE = typeset(
    "Les voix n'ont pas été distinguées dans cet enregistrement : les propos sont rapportés sans "
    "nom d'intervenant."
)
UNNAMED_VOICES_NOTICE = typeset(
    "Certaines voix n'ont pas pu être rattachées à un membre de l'assemblée : leurs propos portent "
    "la mention « Intervenant non identifié »."
)
PLAIN_FUNCTIONS = ("conseiller", "conseillere", "delegue", "deleguee", "membre", "titulaire")
"""First words of functions that say no more than being a member: not printed after names."""
UNKNOWN_SPEAKER = "Intervenant non identifié"
UNKNOWN = "à compléter"


def is_feminine(noun: str) -> bool:
    """Whether the name of an authority or an assembly is feminine, from its first word."""
    return fold(noun).split(" ")[0] in _FEMININE_HEADS


def with_article(noun: str) -> str:
    """Return a common noun with its definite article: "le conseil municipal", "l’assemblée"."""
    is_acronym = noun[1:2].isupper()
    lowered = noun if is_acronym else noun[:1].lower() + noun[1:]
    return elided("la" if is_feminine(noun) else "le", lowered)


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


def of_authority(name: str) -> str:
    """Return "of" and an authority: "de la commune de X", "du syndicat mixte Y", "de Z"."""
    if fold(name).split(" ")[0] not in _AUTHORITY_HEADS:
        return elided("de", typeset(name))
    noun = with_article(typeset(name))
    return f"du {noun[3:]}" if noun.startswith("le ") else f"de {noun}"


def assembly(meeting: Meeting) -> str:
    """Return the assembly as the subject of a sentence: "le conseil municipal"."""
    return with_article(typeset(meeting.body))


def of_assembly(meeting: Meeting) -> str:
    """Return "of" and the assembly: "du conseil municipal", "de l’assemblée délibérante"."""
    body = assembly(meeting)
    return f"du {body[3:]}" if body.startswith("le ") else f"de {body}"


def civility_of(member: MemberName) -> Civility:
    """Return the civility that begins a printed name."""
    return Civility.MME if member.startswith(Civility.MME.value) else Civility.M


def printed(member: MemberName) -> str:
    """Return a member's name with a no-break space after the civility."""
    return member.replace(" ", NBSP, 1)


def agreed(member: MemberName, masculine: str, feminine: str) -> str:
    """Return the form that agrees with a member's civility."""
    return feminine if civility_of(member) is Civility.MME else masculine


def office(member: Member | None) -> str:
    """Return a member's function as printed after the name: ", maire"; empty without one."""
    if member is None or not member.function:
        return ""
    function = typeset(member.function)
    return f", {function[:1].lower()}{function[1:]}"


def signing_office(chair: Member | None) -> str:
    """Return who signs for the executive: "Le Maire", "La Présidente"."""
    if chair is None:
        return "Le président de séance"
    head = fold(chair.function).split(" ")[0]
    if head not in {"maire", "president", "presidente"}:
        return agreed(chair.name, "Le président de séance", "La présidente de séance")
    return f"{agreed(chair.name, 'Le', 'La')} {chair.function[:1].upper()}{chair.function[1:]}"


def signing_secretary(secretary: MemberName | None) -> str:
    """Return "Le secrétaire de séance", agreed with the member, if known."""
    article = agreed(secretary, "Le", "La") if secretary else "Le"
    return f"{article} secrétaire de séance"


def session_line(meeting: Meeting) -> str:
    """Return "Séance du jeudi 26 mars 2026 à 18 h 30", the hour as convened or as opened."""
    at = meeting.convened_hour or meeting.opened_at
    return f"Séance du {day(meeting.date)}" + (f" à {hour(at)}" if at else "")


def body_and_day(meeting: Meeting) -> str:
    """Return "CONSEIL SYNDICAL du lundi 30 septembre 2024 / 9 h 30"."""
    at = meeting.convened_hour or meeting.opened_at
    when = f"{day(meeting.date)} / {hour(at)}" if at else day(meeting.date)
    return f"{typeset(meeting.body).upper()} du {when}"


def opening(meeting: Meeting, chair: Member | None) -> str:
    """Return the sentence that opens the minutes: when, which assembly, who presides."""
    convened = " régulièrement convoqué" + ("e" if is_feminine(meeting.body) else "")
    urgency = " en urgence" if meeting.urgent else ""
    when = (
        f"{convened}{urgency} le {long_date(meeting.convened_on)}," if meeting.convened_on else ""
    )
    start = f"Le {day(meeting.date)}, {assembly(meeting)} {of_authority(meeting.collectivite)}"
    reunited = "s’est réunie" if is_feminine(meeting.body) else "s’est réuni"
    presided = f", sous la présidence de {printed(chair.name)}{office(chair)}" if chair else ""
    return f"{start}{',' if when else ''}{when} {reunited}{presided}."


def opening_of_members(meeting: Meeting, chair: Member | None) -> str:
    """Return the sentence that opens minutes at length: who met, when, where, convened when."""
    at = meeting.convened_hour or meeting.opened_at
    when = f"le {day(meeting.date)}" + (f" à {hour(at)}" if at else "")
    place = at_place(meeting.place)
    urgency = " en urgence" if meeting.urgent else ""
    convened = (
        f", régulièrement convoqués{urgency} le {long_date(meeting.convened_on)}"
        if meeting.convened_on
        else ""
    )
    presided = f", sous la présidence de {printed(chair.name)}{office(chair)}" if chair else ""
    members = f"Les membres {of_assembly(meeting)} {of_authority(meeting.collectivite)}"
    return f"{members} se sont réunis {when}{place}{convened}{presided}."


def at_place(place: str | None) -> str:
    """Return where, as it follows a verb: " à la mairie", ", salle du conseil"; may be empty."""
    if not place:
        return ""
    if _PREPOSITION.match(place):
        return f" {typeset(place[0].lower() + place[1:])}"
    return f", {typeset(place)}"


def opened(at: str) -> str:
    """Return the sentence of the opening hour."""
    return f"La séance est ouverte à {hour(at)}."


def closed(at: str) -> str:
    """Return the sentence of the closing hour."""
    return f"La séance est levée à {hour(at)}."


def next_session(text: str) -> str:
    """Return the announcement of the next session, as it was said."""
    told = _HOUR.sub(lambda found: hour(found[0]), in_figures(text))
    return typeset(f"Prochaine séance : {told}.")


def quorum_reached(state: QuorumState, meeting: Meeting) -> str | None:
    """Return the sentence of the quorum, only where it was computed to be reached.

    CGCT art. L. 2121-17. A second convocation is said as such: no number is then required.
    """
    if state.waived:
        how = "sur seconde convocation"
        if rules_for(meeting).meets_again_by_right:
            how = "lors d'une réunion tenue de plein droit"
        return typeset(
            f"{capitalised(assembly(meeting))} délibère {how}, sans condition de quorum."
        )
    if not state.reached or state.required is None:
        return None
    return typeset(
        f"Le quorum est atteint : {quorum_count(state)} sur {number(state.base)}"
        f"{'' if _in_votes(state) else ' en exercice'}, pour {_needed(state)}."
    )


def quorum_shortfall(state: QuorumState) -> str:
    """Return why the quorum failed: "11 membres présents pour 12 requis, sans les pouvoirs"."""
    has_proxies = state.rule is not None and state.rule.counts_proxies
    apart = "" if has_proxies else ", sans les pouvoirs"
    return f"{quorum_count(state)} pour {_needed(state)}{apart}"


def quorum_count(state: QuorumState) -> str:
    """Return what the quorum counts: "12 membres présents", "14 voix présentes ou représentées"."""
    one, several = ("présente", "présentes") if _in_votes(state) else ("présent", "présents")
    if state.rule is not None and state.rule.counts_proxies:
        feminine = "e" if _in_votes(state) else ""
        one, several = f"{one} ou représenté{feminine}", f"{several} ou représenté{feminine}s"
    if _in_votes(state):
        return counted(state.countable, f"voix {one}", f"voix {several}")
    return counted(state.countable, f"membre {one}", f"membres {several}")


def _needed(state: QuorumState) -> str:
    return f"{number(state.required or 0)} {'requises' if _in_votes(state) else 'requis'}"


def _in_votes(state: QuorumState) -> bool:
    return state.rule is not None and state.rule.in_votes


def quorum_not_established(state: QuorumState) -> str:
    """Return the warning that stands where the sentence of the quorum may not be printed."""
    if state.reached is False:
        return typeset(
            f"Quorum non atteint : {quorum_shortfall(state)}. Préciser s'il s'agit d'une seconde "
            "convocation."
        )
    if state.rule is None:
        return typeset(
            "Quorum non vérifié : la règle des statuts n'est pas connue. La renseigner avant de "
            "mentionner que le quorum est atteint."
        )
    return typeset("Quorum non vérifié : la présence de certains membres reste à compléter.")


def proxy_given(proxy: Proxy) -> str:
    """Return one pouvoir: "M. A donne pouvoir à Mme B", with its limits in the agenda."""
    return f"{printed(proxy.giver)} donne pouvoir à {printed(proxy.holder)}{_span(proxy)}"


def _span(proxy: Proxy) -> str:
    parts = []
    if proxy.begin.item is not None:
        parts.append(f"à partir du {item_mark(proxy.begin.item)}")
    if proxy.end is not None and proxy.end.item is not None:
        parts.append(f"jusqu’au {item_mark(proxy.end.item)}")
    return f" ({', '.join(parts)})" if parts else ""


def item_mark(mark: ItemMark) -> str:
    """Return an item as it is referred to: "point n° 3", "point I.2.A.3"."""
    return f"point n°{NBSP}{mark}" if isinstance(mark, int) else f"point {mark}"


def agenda_number(mark: ItemMark) -> str:
    """Return the mark of an item as printed before its title: "3.", "I.2.A.3"."""
    return f"{mark}." if isinstance(mark, int) else mark


def approved(on: dt.date) -> str:
    """Return the sentence that says when the minutes were approved. CGCT art. L. 2121-15."""
    return typeset(f"Procès-verbal arrêté le {long_date(on)}.")


def numbered_title(item: Item) -> str:
    """Return the heading of an item: "3. Tarifs", "I.2.A.3 Tarifs"."""
    return f"{agenda_number(item.mark)} {typeset(item.title)}"


def movement(move: Movement, left_to: MemberName | None) -> str:
    """Return an arrival or a departure with its hour, its place and the proxy left behind."""
    noun = "Arrivée" if move.kind is MovementKind.ARRIVAL else "Départ"
    at = f" à {hour(move.hour)}" if move.hour else ""
    pronoun = agreed(move.member, "il", "elle")
    gives = f"{NNBSP}; {pronoun} donne pouvoir à {printed(left_to)}" if left_to else ""
    return f"{noun} {elided('de', printed(move.member))}{at}{_place(move)}{gives}."


def _place(move: Movement) -> str:
    moment = move.moment
    if moment.item is None:
        return ", avant l’examen du premier point"
    when = "au cours de" if moment.during else "après" if moment.after else "avant"
    return f", {when} l’examen du {item_mark(moment.item)}"


def chair_changed(chair: MemberName) -> str:
    """Return who presides an item in place of the chair of the session."""
    return f"{printed(chair)} assure la présidence pour ce point."
