"""Meetings made after three kinds of published acts, all names invented."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from core.transcript import Transcript
from pv_builder.act_texts import ActText, Annex, Authority, BudgetLine, BudgetTable
from pv_builder.meeting import (
    AgendaPart,
    Assembly,
    Attendance,
    Ballot,
    Civility,
    Item,
    Meeting,
    Member,
    MemberName,
    Outcome,
    Proxy,
)
from tests.helpers.sessions import transcript_of, turn

PRESENT, EXCUSED, ABSENT = Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT


def member(printed: str, function: str = "", substitute_for: str | None = None) -> Member:
    civility, given, family = printed.split(" ", 2)
    return Member(
        civility=Civility(civility),
        given_name=given,
        family_name=family,
        function=function,
        substitute_for=MemberName(substitute_for) if substitute_for else None,
    )


def community() -> Meeting:
    """Return a community's council: women and men, a substitute who sits, no proxy."""
    members = (
        member("M. Rémi Vallon", "Président"),
        member("Mme Agathe Serin"),
        member("Mme Lucie Ormeau-Petit"),
        member("M. Bruno Castel"),
        member("M. Yves Dormont"),
        member("M. Paul Étienne"),
        member("M. Simon Laval", substitute_for="M. Paul Étienne"),
        member("Mme Nadège Rolland"),
    )
    states = (PRESENT, PRESENT, PRESENT, PRESENT, EXCUSED, EXCUSED, PRESENT, EXCUSED)
    names = (m.name for m in members)
    return Meeting(
        collectivite="Communauté de communes du Pays de Vère",
        body="conseil communautaire",
        assembly=Assembly.EPCI,
        date=dt.date(2025, 12, 8),
        place="à la salle des fêtes de Vère",
        convened_on=dt.date(2025, 12, 1),
        opened_at="18:00",
        chair=members[0].name,
        secretary=members[1].name,
        members=members,
        attendance=tuple(zip(names, states, strict=True)),
        items=(
            Item(
                mark=14,
                title="Expérimentation d'un outil numérique",
                ballot=Ballot(against=0, abstentions=0),
            ),
        ),
    )


EXTRACT_ACT = ActText(
    number="C-08-12-2025/14",
    reasons=(
        "Monsieur Rémi Vallon indique qu'un accompagnement gratuit est proposé à la communauté.",
        "L'expérimentation dure douze mois et fait l'objet d'un bilan.",
    ),
    decisions=(
        "Acceptent le principe de l'expérimentation ;",
        "Autorisent Monsieur Rémi Vallon, Président, à signer la convention.",
    ),
    signed_on=dt.date(2025, 12, 11),
)
WHOLE_ACT = replace(
    EXTRACT_ACT,
    reasons=("Il est exposé :", "- un premier point ;", "# Un intertitre", "1. Une partie"),
    budgets=(
        BudgetTable(
            title="INVESTISSEMENT",
            expenses=(BudgetLine(label="1641 (16) : Emprunts", amount=Decimal("5200.00")),),
            receipts=(BudgetLine(label="021 : Virement", amount=Decimal("-145600.50")),),
        ),
    ),
    annexes=(Annex(title="Projet de convention", paragraphs=("ARTICLE 1 : Objet", "Texte.")),),
)
EXTRACT_AUTHORITY = Authority(
    department="Eure-et-Vère",
    arrondissement="Saint-Aubin",
    canton="Vère",
    town="Vère",
    certified_by=("Pour le Président", "et par délégation", "La Directrice générale des services"),
)


def syndicate() -> Meeting:
    """Return a syndicate's committee with proxies given by members who are listed as away."""
    members = (
        member("M. Éric Hautbois", "Président"),
        member("Mme Denise Ravel"),
        member("M. Guillaume Arnoux"),
        member("M. Yann Thorel", "1er vice-président"),
        member("Mme Isabelle Monnet"),
        member("M. Alain Carel"),
        member("Mme Nadia Raveau"),
    )
    states = (PRESENT, PRESENT, PRESENT, PRESENT, EXCUSED, EXCUSED, EXCUSED)
    return Meeting(
        collectivite="Syndicat mixte Pays Numérique",
        body="comité syndical",
        assembly=Assembly.SYNDICAT,
        date=dt.date(2026, 3, 9),
        convened_on=dt.date(2026, 3, 2),
        place="au siège du syndicat",
        opened_at="17:00",
        chair=members[0].name,
        secretary=members[3].name,
        attending=(
            "Madame Angèle Jolivet, directrice générale ; Madame Sandra Briand, chargée de projet"
        ),
        members=members,
        attendance=tuple(zip((m.name for m in members), states, strict=True)),
        proxies=(
            Proxy(giver=members[4].name, holder=members[2].name),
            Proxy(giver=members[5].name, holder=members[3].name),
        ),
        items=(
            Item(
                mark=3,
                title="Lancement de la première étape d'une offre de services",
                ballot=Ballot(against=0, abstentions=0),
            ),
        ),
    )


DELIBERATION_ACT = ActText(
    number="2026-26",
    reasons=("Le Président expose :", "Le syndicat accompagne ses adhérents depuis dix ans."),
    decisions=(
        "Décide d'approuver le lancement de la première étape ;",
        "Autorise le Président à mettre en œuvre cette offre.",
    ),
    signed_on=dt.date(2026, 3, 13),
)
DELIBERATION_AUTHORITY = Authority(
    tagline="Opérateur public de services numériques",
    town="La Roche-sur-Vère",
)


def hierarchical() -> Meeting:
    """Return a syndicate's council whose agenda has parts, and an item for information."""
    base = syndicate()
    substitute = member("M. François Faure", substitute_for="Mme Nadia Raveau")
    states = dict(base.attendance) | {substitute.name: PRESENT}
    return replace(
        base,
        collectivite="Syndicat mixte Numéria",
        body="conseil syndical",
        date=dt.date(2026, 9, 30),
        opened_at="09:30",
        closed_at="10:41",
        convened_on=dt.date(2026, 9, 24),
        previous_session="30 juin",
        members=(*base.members, substitute),
        attendance=tuple(states.items()),
        attending="Mme Angèle Jolivet, directrice générale",
        parts=(
            AgendaPart(mark="I", title="DÉLIBÉRATIONS"),
            AgendaPart(mark="I.2", title="USAGES"),
            AgendaPart(mark="I.2.A", title="Pôle numérique"),
        ),
        items=(
            Item(
                mark="I.2.A.1",
                title="Schéma directeur des usages numériques",
                rapporteur=MemberName("M. Yann Thorel"),
                start_s=60.0,
                end_s=120.0,
                ballot=Ballot(against=0, abstentions=0),
            ),
            Item(
                mark="I.2.B.1",
                title="Tarification",
                start_s=120.0,
                end_s=180.0,
                ballot=Ballot(against=1, abstentions=1),
            ),
            Item(mark="I.3.A.1", title="Règlement intérieur", outcome=Outcome.NOTED),
        ),
        next_session="10 décembre à 9 heures 30",
    )


def hierarchical_transcript() -> Transcript:
    """Return what is said in that council: the previous minutes, a report, a question."""
    said = (
        ("M. Éric Hautbois", 10.0, "Le procès-verbal de la séance du 30 juin est soumis au vote."),
        ("M. Éric Hautbois", 20.0, "Il est approuvé à l'unanimité."),
        ("M. Yann Thorel", 70.0, "Le schéma couvre les années 2027 à 2030."),
        ("Mme Denise Ravel", 130.0, "Est-ce que le tarif est le même pour tous ?"),
    )
    return transcript_of(
        tuple(turn(n, who, at, at + 8.0, text, f"V{n}") for n, (who, at, text) in enumerate(said))
    )
