"""A session on one page: what it shows is what the minutes say, in words beside every bar."""

import io
from dataclasses import replace

import pikepdf
import pytest

from pv_builder import blocks as b
from pv_builder.documents.export_html import document_html
from pv_builder.documents.export_pdf import pdf_bytes
from pv_builder.documents.visual_summary import visual_summary
from pv_builder.meeting import Ballot, Meeting
from pv_builder.minutes import Minutes
from tests.helpers import sessions
from tests.helpers.sessions import transcript_of, turn

NAME = "commune-saint-aubin"
COMMUNE = sessions.meeting(NAME)


def charts(document: b.Document) -> list[b.BarChart]:
    return [block for block in document.blocks if isinstance(block, b.BarChart)]


def flat(line: b.Line) -> str:
    return b.plain(line).replace("\u00a0", " ").replace("\u202f", " ")


def big(items: int, speakers: int) -> tuple[Meeting, b.Document]:
    first = COMMUNE.items[0]
    title = "Autorisation donnée au maire de signer la convention " * 4
    agenda = tuple(
        replace(first, mark=n, title=title, ballot=Ballot(against=n % 2, abstentions=0))
        for n in range(1, items + 1)
    )
    meeting = replace(COMMUNE, items=agenda)
    said = transcript_of(
        tuple(
            turn(n, f"Mme Prénom Nom-Composé{n}", n * 60.0, n * 60.0 + n, "Bonjour à tous.")
            for n in range(1, speakers + 1)
        )
    )
    return meeting, visual_summary(Minutes(meeting=meeting), said)


def test_each_item_has_its_result_in_words_and_its_votes_as_a_bar() -> None:
    chart = charts(visual_summary(sessions.minutes(NAME), sessions.transcript(NAME)))[0]
    told = {flat(bar.label)[:2]: flat(bar.told) for bar in chart.bars}
    assert told["1."] == "Adopté : 13 pour"
    assert told["2."] == "Adopté : 11 pour, 1 contre, 1 abstention"
    assert told["4."] == "Prend acte"
    votes = {flat(bar.label)[:2]: [value for _, value in bar.stretches] for bar in chart.bars}
    assert votes["2."] == [11, 1, 1]
    assert votes["4."] == []


def test_speaking_times_are_told_from_the_longest() -> None:
    _, speaking = charts(visual_summary(sessions.minutes(NAME), sessions.transcript(NAME)))
    seconds = [bar.stretches[0][1] for bar in speaking.bars[:-1]]
    assert "autres intervenants" in flat(speaking.bars[-1].label)
    assert seconds == sorted(seconds, reverse=True)
    assert flat(speaking.bars[0].label) == "M. Sébastien Masson"
    assert " min " in flat(speaking.bars[0].told)


def test_without_a_recording_no_speaking_time_is_told() -> None:
    assert len(charts(visual_summary(sessions.minutes(NAME)))) == 1


def test_what_is_not_confirmed_is_underlined() -> None:
    chart = charts(visual_summary(sessions.minutes(NAME)))[0]
    assert any(run.proposed for bar in chart.bars for run in bar.told if isinstance(run, b.Run))
    stated = charts(visual_summary(Minutes(meeting=COMMUNE)))[0]
    assert not any(r.proposed for bar in stated.bars for r in bar.told if isinstance(r, b.Run))


@pytest.mark.parametrize(("items", "speakers"), [(0, 0), (1, 1), (11, 8), (120, 40)])
def test_it_stays_on_one_page(items: int, speakers: int) -> None:
    _, document = big(items, speakers)
    with pikepdf.open(io.BytesIO(pdf_bytes(document))) as pdf:
        assert len(pdf.pages) == 1


def test_with_many_items_those_voted_against_are_shown_and_the_others_counted() -> None:
    _, document = big(120, 0)
    (chart,) = charts(document)
    assert len(chart.bars) == 11
    assert all("contre" in flat(bar.told) for bar in chart.bars)
    notes = [flat(p.line) for p in document.blocks if isinstance(p, b.Paragraph)]
    assert any("109 autres points, dont 109 adoptés" in note for note in notes)


def test_a_screen_reader_hears_the_words_and_skips_the_bars() -> None:
    html = document_html(visual_summary(sessions.minutes(NAME)))
    assert html.count('class="bar" aria-hidden="true"') == len(COMMUNE.items)
    assert "Adopté\u00a0: 11 pour, 1 contre, 1\u00a0abstention" in html


@pytest.mark.parametrize("whole", [3, 40, 1000])
def test_stretches_of_a_bar_fill_their_share_and_none_vanishes(whole: int) -> None:
    bars = (
        b.Bar(
            label=(),
            told=(),
            stretches=((b.Shade.IN_FAVOUR, 500), (b.Shade.AGAINST, 1), (b.Shade.ABSTENTION, 1)),
        ),
        b.Bar(label=(), told=(), stretches=((b.Shade.IN_FAVOUR, 250),)),
    )
    chart = b.BarChart(header=("", "", ""), bars=bars, caption="")
    first = b.bar_parts(chart, bars[0], whole)
    assert sum(size for _, size in first) <= whole
    assert all(size >= 1 for _, size in first)
    assert b.bar_parts(chart, bars[1], 40) == ((b.Shade.IN_FAVOUR, 20),)
