"""Read the `[documents]` of `seance.toml`: how the town hall wants its documents."""

from collections.abc import Mapping
from typing import Any

from pv_builder.roster import messages as say
from pv_builder.roster.act_texts import ACTS, AUTHORITY, read_act_texts
from pv_builder.roster.fields import Fields
from pv_builder.wishes import DiscussionStyle, DocumentWishes

KEYS = ("modele", "debats", "debats_par_point", AUTHORITY, ACTS)
BY_ITEM = "debats_par_point"


def read_wishes(table: Fields, untrusted: Mapping[str, Any]) -> DocumentWishes:
    """Return what is asked for.

    Args:
        table: the fields of `[documents]`.
        untrusted: the same as TOML gives it, for the table inside it.
    """
    table.check_keys(KEYS)
    return DocumentWishes(
        template=table.text("modele"),
        style=table.choice("debats", DiscussionStyle),
        item_styles=_by_item(table, untrusted.get(BY_ITEM, {})),
        texts=read_act_texts(table),
    )


def _by_item(table: Fields, untrusted: object) -> tuple[tuple[str, DiscussionStyle], ...]:
    """Return the styles of single items; an item that is not on the agenda is left to the draft."""
    if not isinstance(untrusted, dict):
        table.fault(BY_ITEM, say.not_a_table(f"documents.{BY_ITEM}"))
        return ()
    known = {style.value: style for style in DiscussionStyle}
    styles = []
    for mark, value in untrusted.items():
        if isinstance(value, str) and value in known:
            styles.append((mark, known[value]))
        else:
            table.fault(BY_ITEM, say.wrong_choice(mark, str(value), list(known)))
    return tuple(styles)
