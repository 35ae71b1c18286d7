"""What the draft says when facts are missing, doubtful, contradictory or secret."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from core.timecode import Interval
from core.transcript import Coverage, Transcript
from pv_builder import blocks as b
from pv_builder import facts
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.draft_pauses import suspended
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import HIERARCHICAL, MODERN, SYNDICATE
from pv_builder.evidence import Alert, Evidence, Severity, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import (
    Ballot,
    BallotMode,
    Choice,
    Meeting,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Suspension,
)
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions
from tests.helpers.sessions import transcript_of, turn
from tests.helpers.spaces import flat

COMMUNE = sessions.meeting("commune-saint-aubin")
MAIRE, HUBERT = COMMUNE.members[0].name, COMMUNE.members[6].name
INDIRECT = DraftOptions(style=DiscussionStyle.INDIRECT)


def drafted(meeting: Meeting, transcript: Transcript | None = None, **options: Any) -> str:
    made = draft_minutes(Minutes(meeting=meeting), transcript, DraftOptions(**options))
    return one_line(made)


def one_line(document: b.Document) -> str:
    return " ".join(document_text(document).split()).replace("\u202f", " ")


def with_item(meeting: Meeting, **changes: Any) -> Meeting:
    return replace(meeting, items=(replace(meeting.items[0], **changes),), movements=())


def test_a_fact_stated_by_a_person_carries_no_mark() -> None:
    assert "[à vérifier" not in drafted(COMMUNE)
    assert "soulignés en pointillé" not in drafted(COMMUNE)


def test_a_proposed_fact_carries_its_mark_until_it_is_confirmed() -> None:
    key = facts.item(1, ItemField.AGAINST)
    proof = Evidence(fact=key, rule="test", excerpts=(Interval(130.0, 133.0),))
    proposed = Minutes(meeting=COMMUNE, evidence=(proof,))
    assert "à l’unanimité. [à vérifier · 02:10]" in one_line(draft_minutes(proposed, None))
    confirmed = replace(proposed, evidence=(replace(proof, status=Status.CONFIRMED),))
    assert "[à vérifier · 02:10]" not in one_line(draft_minutes(confirmed, None))


def test_what_is_counted_from_a_proposed_presence_is_proposed_as_well() -> None:
    proof = Evidence(fact=facts.attendance(COMMUNE.members[0].name), rule="test")
    for status, expected in ((Status.PROPOSED, True), (Status.CONFIRMED, False)):
        minutes = Minutes(meeting=COMMUNE, evidence=(replace(proof, status=status),))
        (sentence,) = [
            block
            for block in draft_minutes(minutes, None).blocks
            if isinstance(block, b.Paragraph) and "quorum est atteint" in block.line[0].text
        ]
        assert sentence.line[0].proposed is expected


def test_what_is_unknown_is_to_be_completed() -> None:
    bare = replace(
        COMMUNE,
        chair=None,
        secretary=None,
        opened_at=None,
        closed_at=None,
        place=None,
        convened_hour=None,
        attendance=COMMUNE.attendance[3:],
        items=(replace(COMMUNE.items[0], ballot=None, rapporteur=None),),
    )
    written = drafted(bare)
    assert "Présidence de la séance : à compléter" in written
    assert "Secrétaire de séance : à compléter" in written
    assert "Levée de la séance : à compléter" in written
    assert "Membres présents : à compléter" in written
    assert "Présence à compléter : M. Sébastien Masson, Mme Isabelle Roussel" in written
    assert "La séance est levée" not in written
    assert "Rapporteur" not in written
    assert "Aucun vote n’a été relevé sur ce point" in written
    assert "Le président de séance :" in written


def test_the_quorum_is_not_said_to_be_reached_when_it_is_not() -> None:
    few = replace(COMMUNE, attendance=COMMUNE.attendance[6:])
    absent = tuple((member.name, COMMUNE.attendance[-1][1]) for member in COMMUNE.members[:6])
    written = drafted(replace(few, attendance=(*few.attendance, *absent)))
    assert "Quorum non atteint : 5 membres présents pour 8 requis, sans les pouvoirs." in written
    assert "quorum est atteint" not in written


def test_a_vote_that_cannot_be_counted_prints_no_table() -> None:
    written = drafted(with_item(COMMUNE, ballot=Ballot(against=40, abstentions=0)))
    assert "nombres à compléter" in written
    assert "Vote du point" not in written


def test_a_tie_without_a_known_casting_vote_is_left_open() -> None:
    ballot = Ballot(against=6, abstentions=1)
    written = drafted(with_item(COMMUNE, ballot=ballot))
    assert "Partage égal des voix : préciser le vote du président de séance." in written
    decided = with_item(COMMUNE, ballot=replace(ballot, chair_choice=Choice.IN_FAVOUR))
    assert "la voix du président de séance étant prépondérante" in drafted(decided)


def test_a_public_ballot_names_every_voter() -> None:
    votes = tuple(
        (member.name, Choice.AGAINST if number == 1 else Choice.IN_FAVOUR)
        for number, member in enumerate(COMMUNE.members)
        if member.name in {name for name, _ in COMMUNE.attendance[:11]}
    )
    ballot = Ballot(
        mode=BallotMode.PUBLIC,
        against=1,
        abstentions=0,
        voters_by_name=votes,
        requested_by=(HUBERT,),
    )
    written = drafted(with_item(COMMUNE, ballot=ballot))
    assert "scrutin public, à la demande de M. Alain Hubert" in written
    assert "Ont voté contre : Mme Isabelle Roussel." in written
    assert "Ont voté pour : M. Sébastien Masson," in written


def test_a_secret_ballot_never_tells_how_anybody_voted() -> None:
    ballot = Ballot(
        mode=BallotMode.SECRET,
        against=1,
        abstentions=0,
        in_favour=12,
        against_names=(HUBERT,),
    )
    meeting = with_item(COMMUNE, ballot=ballot, start_s=0.0, end_s=100.0)
    said = transcript_of(
        (
            turn(1, HUBERT, 0.0, 4.0, "Le stade est fermé. Moi, j'ai voté contre.", "V02"),
            turn(2, MAIRE, 5.0, 8.0, "Le parc est propre."),
        )
    )
    for style in DiscussionStyle:
        written = drafted(meeting, said, style=style)
        assert "Contre : M. Alain Hubert" not in written
        assert "j’ai voté" not in written
        assert "a voté contre" not in written
        assert "ne sont pas reproduits (réécouter : 00:02)" in written


def test_what_is_said_during_a_suspension_is_no_part_of_the_session() -> None:
    pause = Suspension(start_s=10.0, end_s=20.0, start_hour="20:40")
    meeting = replace(with_item(COMMUNE, start_s=0.0, end_s=100.0), suspensions=(pause,))
    said = transcript_of(
        (
            turn(1, HUBERT, 0.0, 4.0, "Le stade est fermé."),
            turn(2, HUBERT, 12.0, 16.0, "Je vais fumer une cigarette."),
        )
    )
    written = drafted(meeting, said)
    assert "Le stade est fermé." in written
    assert "cigarette" not in written
    assert "La séance est suspendue à 20 h 40, 1 minute d’après l’enregistrement." in written


def test_a_suspension_stands_where_it_happened_with_its_hours_and_length() -> None:
    pause = Suspension(start_s=10.0, end_s=600.0, start_hour="20:40", end_hour="20:50")
    meeting = replace(with_item(COMMUNE, start_s=0.0, end_s=900.0), suspensions=(pause,))
    said = transcript_of(
        (
            turn(1, HUBERT, 0.0, 4.0, "Le stade est fermé."),
            turn(2, "M. Sébastien Masson", 6.0, 9.0, "Je suspends la séance dix minutes."),
            turn(3, HUBERT, 700.0, 704.0, "Le préau est réparé."),
        )
    )
    written = drafted(meeting, said)
    order = ("stade est fermé", "suspendue de 20 h 40 à 20 h 50, soit 10 minutes", "préau est")
    assert [written.index(part) for part in order] == sorted(written.index(p) for p in order)
    assert "[à vérifier · 00:10]" in written
    indirect = DraftOptions(style=DiscussionStyle.INDIRECT)
    assert "suspends" not in one_line(draft_minutes(Minutes(meeting=meeting), said, indirect))


def test_a_suspension_is_told_with_what_is_known_of_it() -> None:
    pause = Suspension(start_s=1.0, start_hour="20:40", end_hour="20:52")
    assert flat(suspended(pause)) == (
        "La séance est suspendue de 20 h 40 à 20 h 52, soit 12 minutes."
    )
    assert suspended(Suspension(start_s=1.0)) == "La séance est suspendue."


def test_a_suspension_that_is_not_heard_to_end_asks_for_its_end() -> None:
    pause = Suspension(start_s=10.0)
    meeting = replace(with_item(COMMUNE, start_s=0.0, end_s=900.0), suspensions=(pause,))
    assert "La reprise de la séance n’a pas été entendue" in drafted(meeting)


def test_movements_stand_at_their_place() -> None:
    moves = (
        Movement(kind=MovementKind.ARRIVAL, member=COMMUNE.members[11].name, moment=Moment()),
        Movement(kind=MovementKind.DEPARTURE, member=HUBERT, moment=Moment(item=2, during=True)),
        Movement(
            kind=MovementKind.DEPARTURE,
            member=COMMUNE.members[1].name,
            moment=Moment(item=5, after=True),
        ),
    )
    written = drafted(replace(COMMUNE, movements=moves))
    order = (
        "Arrivée de",
        "1. Programme de voirie",
        "2. Tarifs",
        "au cours de l’examen du point n° 2",
        "Vote du point n° 2",
        "5. Convention",
        "Vote du point n° 5",
        "après l’examen du point n° 5",
        "La séance est levée",
    )
    places = [written.rindex(part) for part in order]
    assert places == sorted(places)


def test_circumstances_of_an_item_are_said() -> None:
    written = drafted(
        with_item(COMMUNE, added=True, closed_session=True, chair=COMMUNE.members[1].name)
    )
    assert "Point ajouté à l’ordre du jour en séance." in written
    assert "Ce point est examiné à huis clos (CGCT, art. L. 2121-18)." in written
    assert "Mme Isabelle Roussel assure la présidence pour ce point." in written


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.WITHDRAWN, "Ce point est retiré de l’ordre du jour."),
        (Outcome.POSTPONED, "L’examen de ce point est ajourné."),
        (Outcome.NOTED, "Le conseil municipal prend acte."),
    ],
)
def test_items_without_a_vote_print_no_table(outcome: Outcome, sentence: str) -> None:
    written = drafted(with_item(COMMUNE, ballot=None, outcome=outcome))
    assert sentence in written
    assert "Vote du point" not in written


def test_alerts_stand_at_their_item_and_on_the_last_page_the_gravest_first() -> None:
    alerts = (
        Alert(code="a", severity=Severity.WARNING, text="Nom à revoir.", item=1),
        Alert(
            code="b",
            severity=Severity.BLOCKING,
            text="Quorum perdu.",
            excerpts=(Interval(61.0, 62.0),),
        ),
    )
    written = one_line(draft_minutes(Minutes(meeting=COMMUNE, alerts=alerts), None))
    assert "! À vérifier : Quorum perdu. (réécouter : 01:01)" in written
    assert "! À vérifier : Nom à revoir." in written
    annex = written[written.index("Points à vérifier avant signature") :]
    assert annex.index("Bloquant | Séance | Quorum perdu. | 01:01") < annex.index(
        "À vérifier | 1 | Nom à revoir. | –"
    )


def test_the_draft_says_when_voices_were_not_told_apart() -> None:
    said = turn(1, None, 80.0, 85.0, "Le stade est fermé.")
    untold = transcript_of((replace(said, speaker=None),))
    assert "Les voix n’ont pas été distinguées" in drafted(COMMUNE, untold)
    assert "Certaines voix n’ont pas pu être rattachées" in drafted(COMMUNE, transcript_of((said,)))


def test_the_last_page_says_what_was_not_transcribed() -> None:
    said = transcript_of((turn(1, HUBERT, 80.0, 85.0, "Le stade est fermé."),))
    coverage = Coverage(speech_s=100.0, gaps=(Interval(20.0, 30.0),))
    part = said.audio.parts[0]
    audio = replace(said.audio, parts=(part, part))
    written = drafted(COMMUNE, replace(said, coverage=coverage, audio=audio))
    assert "Enregistrement de 01:25 en 2 fichiers." in written
    told = "90,0 % de la parole a un texte ; 1 passage sans texte, à réécouter : 00:20."
    assert told in written


def test_items_whose_place_is_unknown_say_nothing_that_was_said() -> None:
    meeting = with_item(COMMUNE, start_s=None, end_s=None)
    said = transcript_of((turn(1, HUBERT, 80.0, 85.0, "Le stade est fermé."),))
    written = drafted(meeting, said)
    assert written.index("Le stade est fermé.") < written.rindex("1. Programme de voirie")


def test_a_meeting_without_an_agenda_is_drafted() -> None:
    written = drafted(replace(COMMUNE, items=(), movements=()))
    assert "Ordre du jour" not in written
    assert "La séance est levée à 19 h 12." in written


def test_an_item_may_have_its_own_style() -> None:
    made = draft_minutes(
        Minutes(meeting=COMMUNE),
        sessions.transcript("commune-saint-aubin"),
        DraftOptions(style=DiscussionStyle.INDIRECT, item_styles={"2": DiscussionStyle.VERBATIM}),
    )
    written = one_line(made)
    assert "M. Alain Hubert demande pourquoi la rue de la Gare" in written
    assert "M. Nicolas Charpentier : Le prestataire nous a annoncé" in written


def test_house_styles_change_the_order_and_the_votes() -> None:
    first = drafted(COMMUNE, house=HIERARCHICAL)
    assert first.index("Ordre du jour") < first.index("Étaient présents")
    made = draft_minutes(Minutes(meeting=COMMUNE), None, DraftOptions(house=SYNDICATE))
    tables = [block for block in made.blocks if isinstance(block, b.VoteTable)]
    assert all(table.as_lines for table in tables)


_SWITCHES = {
    "day_over_title": ("CONSEIL MUNICIPAL du jeudi 26 mars 2026", "PROCÈS-VERBAL !"),
    "agenda_over_presence": ("Ordre du jour", "Étaient présents"),
    "members_meet": ("Les membres du conseil municipal", "se sont réunis"),
    "figures_under_names": ("Étaient présents", "Membres en exercice"),
    "secretary_under_figures": ("Quorum : 8", "Secrétaire de séance : Mme Élodie Blondel"),
    "absent_over_excused": ("Étaient absents", "Étaient excusés"),
}
"""Of each switch: what comes first with it, and never without it."""


@pytest.mark.parametrize("switched", _SWITCHES)
def test_each_switch_of_a_house_style_changes_one_thing(switched: str) -> None:
    written = drafted(COMMUNE, house=replace(MODERN, **{switched: True}))
    in_order = {
        name: -1 < written.find(first) < written.find(second)
        for name, (first, second) in _SWITCHES.items()
    }
    assert in_order == {name: name == switched for name in _SWITCHES}


def test_the_file_is_dated_and_signed_by_its_program() -> None:
    when = dt.datetime(2026, 3, 27, 9, 30, tzinfo=dt.UTC)
    made = draft_minutes(
        Minutes(meeting=COMMUNE), None, DraftOptions(written_at=when, generator="Greffier 2")
    )
    assert (made.written_at, made.generator) == (when, "Greffier 2")
    undated = draft_minutes(Minutes(meeting=COMMUNE), None)
    assert undated.written_at == dt.datetime(2026, 3, 26, tzinfo=dt.UTC)


def test_the_previous_minutes_are_told_with_their_date_or_the_one_stated() -> None:
    for said, wanted in (
        (
            (
                "Nous passons à l'approbation du procès-verbal de la séance du 5 février. "
                "Le procès-verbal est approuvé à la majorité."
            ),
            "Le procès-verbal de la séance du 5 février est approuvé à la majorité.",
        ),
        (
            "Y a-t-il des remarques sur le procès-verbal ? Il est adopté.",
            "Le procès-verbal de la séance du 5 février est approuvé.",
        ),
    ):
        meeting = replace(COMMUNE, previous_session="5 février")
        written = drafted(
            meeting, transcript_of((turn(1, MAIRE, 40.0, 60.0, said),)), style=INDIRECT.style
        )
        assert wanted in written
    unsaid = transcript_of((turn(1, MAIRE, 40.0, 60.0, "Le procès-verbal sera lu plus tard."),))
    assert "est approuvé" not in drafted(COMMUNE, unsaid, style=INDIRECT.style)
