"""How a town hall wants the documents of a session: a matter of taste, not a fact of the session.

What is convened and decided never depends on it: two sessions that differ in their wishes alone
have the same facts (`pv_builder.seance.Seance.convened`).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from pv_builder.act_texts import ActTexts
from pv_builder.meeting import ItemMark


class DiscussionStyle(StrEnum):
    """How closely the minutes follow what was said."""

    VERBATIM = "integral"
    INDIRECT = "indirect"
    SUMMARY = "synthese"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWishes:
    """What a town hall asked for; None leaves it to whoever drafts.

    Attributes:
        template: name of a house style, or path of a .docx of the town hall; a relative path
            starts from the session's folder.
        style: how the discussions are reported.
        item_styles: marks of the items whose discussion is reported in another style, and which.
        texts: what the authority wrote for its acts.
    """

    template: str | None = None
    style: DiscussionStyle | None = None
    item_styles: tuple[tuple[str, DiscussionStyle], ...] = ()
    texts: ActTexts = field(default_factory=ActTexts)

    def style_of(self, mark: ItemMark) -> DiscussionStyle | None:
        """Return the style that was asked for one item, None where it follows the others."""
        return dict(self.item_styles).get(str(mark))
