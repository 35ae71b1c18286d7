"""Write what a secretary states as `seance.toml`, in the form that `roster.seance_toml` reads."""

import datetime as dt
import json
import re
from collections.abc import Iterable

from pv_builder.meeting import Civility, Member, QuorumRule, Statutes
from pv_builder.seance import AgendaEntry, Seance, StatedMember

_PERSON = re.compile(
    r"(?P<title>M\.?|Mr|Monsieur|Mme|Madame)\s+(?P<given>\S+)\s+(?P<family>[^,;:]+?)"
    r"(?:\s*[,;:]\s*(?P<function>.+))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\d+\s*[.)°-]+\s*|[-–•]\s*)?(?P<title>.*\S)\s*")
HISTORY_NAME = "historique-des-membres.toml"
"""File beside `seance.toml`: who came and who left, and when."""

Value = str | int | bool | dt.date | None


def seance_toml(seance: Seance) -> str:
    """Return a session as the text of its file."""
    top: dict[str, Value] = {
        "collectivite": seance.collectivite,
        "organe": seance.body,
        "type": seance.assembly,
        "date": seance.date,
        "heure": seance.hour,
        "lieu": seance.place,
        "date_convocation": seance.convened_on,
        "seance_precedente": seance.previous_session,
        "seconde_convocation": seance.second_convocation or None,
        "urgence": seance.urgent or None,
        "siret": seance.siret,
        "departement": seance.department,
        "habitants": seance.population,
        "assistaient": seance.attending,
    }
    tables = [
        *([_statutes(seance.statutes)] if seance.statutes else []),
        *(_table("membres", member_values(stated)) for stated in seance.members),
        *(_table("parties", {"numero": p.mark, "titre": p.title}) for p in seance.parts),
        *(_table("ordre_du_jour", entry_values(entry)) for entry in seance.agenda),
    ]
    return "\n".join(["\n".join(_lines(top)), *tables]) + "\n"


def _statutes(statutes: Statutes) -> str:
    rule = statutes.quorum
    values: dict[str, Value] = {
        "quorum": None if rule is None else _share(rule),
        "quorum_en_voix": (rule is not None and rule.in_votes) or None,
        "quorum_avec_pouvoirs": (rule is not None and rule.counts_proxies) or None,
        "pouvoirs_par_delegue": statutes.proxies_per_holder,
        "voix_preponderante": statutes.casting_vote,
        "scrutin_public": _one_in(statutes.public_ballot_share),
        "scrutin_secret": _one_in(statutes.secret_ballot_share),
        "huis_clos_demandeurs": statutes.closed_session_requesters,
        "jours_francs": statutes.notice_days,
    }
    return "\n".join(["", "[statuts]", *_lines(values)])


def _share(rule: QuorumRule) -> str:
    return f"{'plus de' if rule.strict else 'au moins'} {rule.numerator}/{rule.denominator}"


def _one_in(share: int | None) -> str | None:
    return None if share is None else f"1/{share}"


def _table(name: str, values: dict[str, Value]) -> str:
    return "\n".join(["", f"[[{name}]]", *_lines(values)])


def _lines(values: dict[str, Value]) -> Iterable[str]:
    return (f"{key} = {_written(value)}" for key, value in values.items() if value is not None)


def _written(value: Value) -> str:
    """Return a value in TOML; its basic strings take the same escapes as JSON's."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def member_values(stated: StatedMember) -> dict[str, Value]:
    """Return what the file says of a member, by key; None for what it leaves out."""
    member = stated.member
    return {
        "civilite": member.civility,
        "prenom": member.given_name,
        "nom": member.family_name,
        "fonction": member.function or None,
        "voix": member.weight if member.weight != 1 else None,
        "groupe": member.group,
        "commune": member.commune,
        "suppleant_de": member.substitute_for,
        "presence": stated.attendance,
        "pouvoir_a": stated.proxy_to,
    }


def entry_values(entry: AgendaEntry) -> dict[str, Value]:
    """Return what the file says of an item of the agenda, by key."""
    return {"numero": entry.mark, "titre": entry.title, "rapporteur": entry.rapporteur}


def members_of(text: str) -> tuple[tuple[StatedMember, ...], tuple[str, ...]]:
    """Return the members typed one a line, and the lines that are no member.

    "M. Sébastien Masson, Maire" or "Madame Élodie Blondel".
    """
    members, strangers = [], []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = _PERSON.fullmatch(line)
        if found is None:
            strangers.append(line)
            continue
        is_madam = found["title"].lower() in {"mme", "madame"}
        member = Member(
            civility=Civility.MME if is_madam else Civility.M,
            given_name=found["given"],
            family_name=found["family"].strip(),
            function=(found["function"] or "").strip(),
        )
        members.append(StatedMember(member=member))
    return tuple(members), tuple(strangers)


def agenda_of(text: str) -> tuple[AgendaEntry, ...]:
    """Return the agenda typed one item a line; numbers or dashes before the titles are left out."""
    titles = [
        found["title"] for found in map(_NUMBERED.fullmatch, text.splitlines()) if found is not None
    ]
    return tuple(AgendaEntry(mark=n, title=title) for n, title in enumerate(titles, start=1))


def roll_text(seance: Seance) -> str:
    """Return the roll of a session as `members_of` reads it."""
    return "\n".join(
        f"{member.name}, {member.function}" if member.function else member.name
        for member in seance.roll
    )
