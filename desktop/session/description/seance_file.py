"""What `seance.toml` says of a session, by key, and a roll and an agenda typed one a line."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pv_builder.act_texts import ActText, Annex, Authority, BudgetLine, BudgetTable
from pv_builder.meeting import AgendaPart, Civility, Member, QuorumRule, Statutes
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from pv_builder.wishes import DocumentWishes

_PERSON = re.compile(
    r"(?P<title>M\.?|Mr|Monsieur|Mme|Madame)\s+(?P<given>\S+)\s+(?P<family>[^,;:]+?)"
    r"(?:\s*[,;:]\s*(?P<function>.+))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\d+\s*[.)°-]+\s*|[-–•]\s*)?(?P<title>.*\S)\s*")
HISTORY_NAME = "historique-des-membres.toml"
"""File beside `seance.toml`: who came and who left, and when."""

Value = str | int | bool | dt.date | None | Mapping[str, "Value"] | Sequence["Value"]


def top_values(seance: Seance) -> dict[str, Value]:
    """Return what stands at the top of the file, by key; None for what it leaves out."""
    return {
        "collectivite": seance.collectivite,
        "organe": seance.body,
        "type": seance.assembly,
        "date": seance.date,
        "heure": seance.hour,
        "lieu": seance.place,
        "date_convocation": seance.convened_on,
        "seance_precedente": seance.previous_session,
        "seconde_convocation": seance.second_convocation or None,
        "comptes_du_predecesseur": seance.predecessor_accounts or None,
        "urgence": seance.urgent or None,
        "siret": seance.siret,
        "departement": seance.department,
        "habitants": seance.population,
        "assistaient": seance.attending,
    }


def statutes_values(statutes: Statutes) -> dict[str, Value]:
    """Return what the file says of the statutes, by key."""
    rule = statutes.quorum
    return {
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


def wishes_values(wishes: DocumentWishes) -> dict[str, Value]:
    """Return what the file asks of the documents, by key; a table for single items."""
    return {
        "modele": wishes.template,
        "debats": wishes.style,
        "debats_par_point": dict(wishes.item_styles),
        "collectivite": _authority_values(wishes.texts.authority),
        "actes": {mark: _act_values(act) for mark, act in wishes.texts.by_item},
    }


def _authority_values(authority: Authority) -> dict[str, Value]:
    return _known(
        {
            "devise": authority.tagline,
            "departement": authority.department,
            "arrondissement": authority.arrondissement,
            "canton": authority.canton,
            "ville": authority.town,
            "certifie_par": list(authority.certified_by),
        }
    )


def _act_values(act: ActText) -> dict[str, Value]:
    return _known(
        {
            "titre": act.title,
            "numero": act.number,
            "matiere": act.matter,
            "expose": list(act.reasons),
            "dispositif": list(act.decisions),
            "budgets": [_budget_values(budget) for budget in act.budgets],
            "signe_le": act.signed_on,
            "annexes": [_annex_values(annex) for annex in act.annexes],
        }
    )


def _budget_values(budget: BudgetTable) -> dict[str, Value]:
    return {
        "titre": budget.title,
        "depenses": [_credit(line) for line in budget.expenses],
        "recettes": [_credit(line) for line in budget.receipts],
    }


def _credit(line: BudgetLine) -> list[Value]:
    return [line.label, plain_amount(line.amount)]


def plain_amount(euros: Decimal) -> str:
    """Return an amount as it is typed: "-145 600,00"."""
    return f"{euros:,.2f}".replace(",", " ").replace(".", ",")


def _annex_values(annex: Annex) -> dict[str, Value]:
    return {"titre": annex.title, "texte": list(annex.paragraphs)}


def _known(values: dict[str, Value]) -> dict[str, Value]:
    """Return the values that say something."""
    return {key: value for key, value in values.items() if value}


def _share(rule: QuorumRule) -> str:
    return f"{'plus de' if rule.strict else 'au moins'} {rule.numerator}/{rule.denominator}"


def _one_in(share: int | None) -> str | None:
    return None if share is None else f"1/{share}"


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


def part_values(part: AgendaPart) -> dict[str, Value]:
    """Return what the file says of a part of the agenda, by key."""
    return {"numero": part.mark, "titre": part.title}


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
