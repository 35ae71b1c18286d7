"""The vote of one act: its result, its figures, and who may be named."""

from pv_builder.blocks import Block, Paragraph, ParagraphRole, VoteTable, text
from pv_builder.documents import act_wording
from pv_builder.documents.house import HouseStyle
from pv_builder.language.typography import counted, number, short_date, typeset
from pv_builder.law import vote_wording, wording
from pv_builder.law.majority import VoteCount
from pv_builder.law.voters import not_taking_part
from pv_builder.meeting import BallotMode, Item, Meeting, Outcome


def result(meeting: Meeting, item: Item, count: VoteCount | None, house: HouseStyle) -> list[Block]:
    """Return the result where the house prints it after the decisions, and the figures."""
    if count is None:
        return []
    blocks: list[Block] = []
    if house.result_after and count.outcome is Outcome.ADOPTED:
        line = text(act_wording.carried(count, item))
        blocks.append(Paragraph(line=line, role=ParagraphRole.DECISION))
    figures = {
        "Date du vote": short_date(meeting.date),
        "Votants": number(count.voters),
        "Voix totales": number(count.voters_weight),
        "Voix exprimées": number(count.cast),
        "Non votés": number(count.refusals),
        **_choices(count, house),
    }
    if not house.votes_as_lines and not count.refusals:
        # A column for nothing would leave no room for the words of the others.
        del figures["Non votés"]
    rows = tuple((label, text(value)) for label, value in figures.items())
    caption = typeset(f"Vote du {wording.item_mark(item.mark)}")
    return [*blocks, VoteTable(figures=rows, caption=caption, as_lines=house.votes_as_lines)]


def _choices(count: VoteCount, house: HouseStyle) -> dict[str, str]:
    """Return the votes for each choice, numbered and in voix where they stand on lines."""
    choices = {"Pour": count.in_favour, "Contre": count.against, "Abstention": count.abstentions}
    if not house.votes_as_lines:
        return {label: number(value) for label, value in choices.items()}
    return {
        f"{rank} — {label}": counted(value, "voix", "voix")
        for rank, (label, value) in enumerate(choices.items(), start=1)
    }


def named(meeting: Meeting, item: Item) -> list[Block]:
    """Return who takes no part, and who voted against or abstained where that may be said."""
    withdrawn = not_taking_part(meeting, item)
    lines = [vote_wording.taking_no_part(withdrawn)] if withdrawn else []
    ballot = item.ballot
    if ballot is not None and ballot.mode is not BallotMode.SECRET:
        groups = (("Contre", ballot.against_names), ("Abstention", ballot.abstention_names))
        lines += [f"{vote_wording.named_voters(label, who)}." for label, who in groups if who]
    return [Paragraph(line=text(typeset(line))) for line in lines]
