"""What is said à huis clos is in no document, however its end was heard."""

from dataclasses import replace

import pytest

from core.timecode import Interval
from core.transcript import Transcript
from pv_builder.blocks import Document
from pv_builder.documents.closed_session import closed_sessions, public_transcript
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.meeting import Item, Meeting
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions
from tests.helpers.sessions import transcript_of, turn

COUNCIL = sessions.meeting("commune-saint-aubin")
MAIRE, HUBERT = "M. Sébastien Masson", "M. Alain Hubert"
FORBIDDEN = "mirabelle"
DOORS = "Je demande le huis clos, le public est prié de sortir."
BACK = "La séance est à nouveau publique."


def meeting(closed: int = 2, **changes: object) -> Meeting:
    """Three items of a minute each, one of them behind closed doors."""
    items = tuple(
        Item(
            mark=n,
            title=f"Affaire {n}",
            start_s=60.0 * n,
            end_s=60.0 * (n + 1) if n < 3 else None,
            closed_session=n == closed,
        )
        for n in (1, 2, 3)
    )
    return replace(COUNCIL, items=items, **changes)  # type: ignore[arg-type]


def said(*lines: tuple[float, str]) -> Transcript:
    return transcript_of(
        tuple(turn(n, HUBERT, at, at + 8.0, text) for n, (at, text) in enumerate(lines))
    )


def drafted(council: Meeting, transcript: Transcript) -> str:
    options = DraftOptions(style=DiscussionStyle.VERBATIM)
    document: Document = draft_minutes(Minutes(meeting=council), transcript, options)
    return " ".join(document_text(document).split())


EXCHANGE = (
    (62.0, "Le stade est ouvert."),
    (122.0, DOORS),
    (132.0, f"La {FORBIDDEN} est trop chère."),
    (182.0, "Le préau est réparé."),
)


def test_the_words_of_a_closed_item_are_left_out_and_the_rest_is_kept() -> None:
    text = drafted(meeting(), said(*EXCHANGE[:3], (175.0, BACK), EXCHANGE[3]))
    assert FORBIDDEN not in text
    assert "Le stade est ouvert." in text
    assert "Le préau est réparé." in text
    assert "Ce point est examiné à huis clos (CGCT, art. L. 2121-18)." in text
    assert "les propos tenus de 02:00 à 02:55 de l’enregistrement ne figurent" in text


def test_without_the_public_being_back_everything_that_follows_is_left_out_and_said_so() -> None:
    text = drafted(meeting(), said(*EXCHANGE))
    assert FORBIDDEN not in text
    assert "préau" not in text
    assert "Le stade est ouvert." in text
    # Said at the closed item and at the public one whose debate is missing.
    assert text.count("le retour en séance publique n’a pas été entendu") == 2


def test_doors_closed_for_one_item_are_open_for_the_next() -> None:
    doors = (122.0, "Je demande le huis clos pour ce point, le public est prié de sortir.")
    text = drafted(meeting(), said(EXCHANGE[0], doors, *EXCHANGE[2:]))
    assert FORBIDDEN not in text
    assert "Le préau est réparé." in text


def test_a_closed_session_may_last_over_several_items() -> None:
    lines = (*EXCHANGE[:2], (182.0, f"La {FORBIDDEN} encore."), (200.0, BACK), (210.0, "À jeudi."))
    text = drafted(meeting(), said(*lines))
    assert FORBIDDEN not in text
    assert "À jeudi." in text


def test_a_closed_item_without_a_place_closes_the_one_before_it() -> None:
    council = meeting()
    items = (replace(council.items[0], end_s=180.0), replace(council.items[1], start_s=None))
    text = drafted(replace(council, items=(*items, council.items[2])), said(*EXCHANGE))
    assert FORBIDDEN not in text


def test_what_a_person_marked_is_believed_instead() -> None:
    council = meeting(closed_passages=(Interval(131.0, 141.0),))
    (only,) = closed_sessions(council, said(*EXCHANGE))
    assert only.interval == Interval(131.0, 141.0)
    text = drafted(council, said(*EXCHANGE))
    assert FORBIDDEN not in text
    assert "Le préau est réparé." in text


def test_part_of_a_public_item_may_be_closed() -> None:
    council = meeting(closed=0, closed_passages=(Interval(131.0, 141.0),))
    text = drafted(council, said(*EXCHANGE))
    assert FORBIDDEN not in text
    assert "Ce point est examiné en partie à huis clos" in text


def test_captions_are_made_without_closed_sessions() -> None:
    public = public_transcript(meeting(), said(*EXCHANGE))
    assert [turn.text for turn in public.turns] == ["Le stade est ouvert."]


def test_a_public_meeting_keeps_its_transcript() -> None:
    transcript = said(*EXCHANGE)
    assert public_transcript(meeting(closed=0), transcript) is transcript
    assert closed_sessions(meeting(closed=0), None) == ()


@pytest.mark.parametrize(
    "words",
    [
        "La séance redevient publique.",
        "Le huis clos est levé.",
        "Nous levons le huis clos.",
        "Fin du huis clos, le public peut revenir.",
        "On peut faire rentrer le public.",
        "Nous reprenons la séance publique.",
    ],
)
def test_the_return_of_the_public_is_heard(words: str) -> None:
    (closed,) = closed_sessions(meeting(), said(*EXCHANGE[:3], (170.0, words), EXCHANGE[3]))
    assert closed.has_sure_end
    assert closed.interval == Interval(120.0, 170.0)
