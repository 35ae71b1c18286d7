"""The legal traps that only print can fall into, each shown not to be fallen into."""

from dataclasses import replace

import pytest

from pv_builder import blocks as b
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import EXTRACT, HOUSES, SYNDICATE
from pv_builder.law import vote_wording
from pv_builder.law.majority import count_votes
from pv_builder.meeting import Ballot, BallotMode, Choice, Item, Meeting, Outcome
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import acts, sessions
from tests.helpers.every_document import EVERY_DOCUMENT
from tests.helpers.meetings import a_meeting, a_proxy, all_present, an_item, names
from tests.helpers.sessions import transcript_of, turn
from tests.helpers.spaces import flat


def written(document: b.Document) -> str:
    return " ".join(flat(document_text(document)).split())


def drafted(meeting: Meeting, style: DiscussionStyle = DiscussionStyle.INDIRECT) -> str:
    options = DraftOptions(style=style)
    return written(draft_minutes(Minutes(meeting=meeting), transcript_of(()), options))


def council(item: Item) -> Meeting:
    """Ten members, one of them represented."""
    meeting = a_meeting(*(f"N{n}" for n in range(9)), items=(item,))
    away = all_present(meeting.members, "N8")
    return replace(meeting, attendance=away, proxies=(a_proxy("N8", "N1"),))


VOTES = (
    Ballot(against=0, abstentions=0),
    Ballot(against=0, abstentions=3),
    Ballot(against=4, abstentions=1),
    Ballot(against=6, abstentions=0),
    Ballot(against=5, abstentions=0, chair_choice=Choice.IN_FAVOUR),
    Ballot(mode=BallotMode.SECRET, in_favour=9, against=1, abstentions=0),
)


@pytest.mark.parametrize("ballot", VOTES)
def test_trap_15_unanimity_is_never_said_of_those_present(ballot: Ballot) -> None:
    meeting = council(an_item(ballot=ballot))
    count = count_votes(meeting, meeting.items[0])
    assert count is not None
    sentence = vote_wording.decision(count, meeting.items[0], meeting)
    assert sentence is not None
    assert "présents" not in sentence
    assert ("unanimité" in sentence) is (count.against == 0)
    assert ("des suffrages exprimés" in sentence) or not count.abstentions or not count.in_favour


def test_trap_18_every_voter_of_a_public_ballot_is_named_those_represented_too() -> None:
    everyone = ("Maire", *(f"N{n}" for n in range(9)))
    votes = tuple((who, Choice.AGAINST if n < 3 else Choice.IN_FAVOUR)
                  for n, who in enumerate(names(*everyone)))  # fmt: skip
    ballot = Ballot(mode=BallotMode.PUBLIC, against=3, abstentions=0, voters_by_name=votes)
    meeting = council(an_item(ballot=ballot))
    minutes = drafted(meeting)
    tail = minutes[minutes.index("Ont voté") :]
    assert all(who in tail for who in names(*everyone))


def test_trap_21_a_closed_item_keeps_its_question_its_vote_and_its_result() -> None:
    item = an_item(
        7,
        title="Protocole transactionnel",
        closed_session=True,
        closed_session_ballot=Ballot(against=0, abstentions=0),
        ballot=Ballot(against=2, abstentions=0),
        start_s=10.0,
        end_s=60.0,
    )
    said = transcript_of((turn(1, "M. Prénom N1", 20.0, 24.0, "Le prix est de mille euros."),))
    options = DraftOptions(style=DiscussionStyle.VERBATIM)
    minutes = written(draft_minutes(Minutes(meeting=council(item)), said, options))
    assert "7. Protocole transactionnel" in minutes
    assert "décide le huis clos à l’unanimité des membres présents ou représentés" in minutes
    assert "(8 pour, 2 contre)" in minutes
    assert "mille euros" not in minutes


@pytest.mark.parametrize("name", EVERY_DOCUMENT)
def test_trap_26_no_document_is_called_a_compte_rendu(name: str) -> None:
    made = EVERY_DOCUMENT[name]()
    titles = [made.title, made.running, made.head or ""]
    titles += [
        b.plain(one.line)
        for one in made.blocks
        if isinstance(one, b.Paragraph)
        and one.role in {b.ParagraphRole.TITLE, b.ParagraphRole.SUBTITLE, b.ParagraphRole.ENTITY}
    ]
    assert not any("compte rendu" in flat(one).lower().replace("-", " ") for one in titles)


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.POSTPONED])
def test_trap_28_a_prepared_title_gets_no_vote_where_none_was_held(outcome: Outcome) -> None:
    minutes = drafted(council(an_item(ballot=None, outcome=outcome)))
    assert "Votants" not in minutes
    assert "adopte la délibération" not in minutes


def test_trap_28_the_day_of_the_vote_is_the_day_of_the_session() -> None:
    meeting = acts.syndicate()
    act = deliberation(meeting, meeting.items[0], acts.DELIBERATION_ACT, SYNDICATE)
    assert f"Date du vote : {meeting.date:%d/%m/%Y}" in written(act)


@pytest.mark.parametrize("name", EVERY_DOCUMENT)
def test_trap_30_no_stamp_and_no_signature_is_ever_made(name: str) -> None:
    made = EVERY_DOCUMENT[name]()
    text = written(made).lower()
    for forged in (
        "reçu en préfecture",
        "envoyé en préfecture",
        "accusé de réception",
        "signé par",
    ):
        assert forged not in text
    assert not any(type(one).__name__ == "Image" for one in made.blocks)


@pytest.mark.parametrize("house", HOUSES.values(), ids=lambda house: house.name)
def test_trap_30_names_civilities_and_quorum_are_those_of_the_roll(house) -> None:  # type: ignore[no-untyped-def]
    meeting = sessions.meeting("commune-saint-aubin")
    kept = [member for member in meeting.members if member.given_name != "Alain"]
    odd = replace(meeting.members[1], given_name="Josiane")
    oddly = replace(meeting, members=(odd, *kept), attendance=(), items=())
    minutes = written(
        draft_minutes(Minutes(meeting=oddly), transcript_of(()), DraftOptions(house=house))
    )
    assert f"{odd.civility} Josiane" in minutes
    assert "Le quorum est atteint" not in minutes


def test_trap_30_an_extract_of_an_unconfirmed_vote_is_not_signed_for_anybody() -> None:
    meeting = acts.community()
    act = deliberation(meeting, meeting.items[0], acts.EXTRACT_ACT, EXTRACT)
    (signatures,) = (one for one in act.blocks if isinstance(one, b.SignatureBlock))
    assert [one.name for one in signatures.signatories] == [flat_nbsp(meeting.chair or "")]


def flat_nbsp(name: str) -> str:
    return name.replace(" ", "\u00a0", 1)
