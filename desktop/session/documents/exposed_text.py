"""What the rapporteur said of an item, as a first text of the exposé of its act."""

from desktop.session.corrections.corrections import Corrected
from desktop.session.documents.publication import published
from pv_builder.blocks import plain
from pv_builder.documents.closed_session import public_transcript
from pv_builder.documents.exposed import Presentations
from pv_builder.meeting import Item
from pv_builder.minutes import Minutes


def exposed_text(minutes: Minutes, state: Corrected, item: Item) -> str:
    """Return the presentation of an item, a paragraph a line; "" where nobody is heard presenting.

    Nothing of a closed session is in it. It becomes the authority's own text only as a person
    takes it: whoever shows it says that it is to be read over.
    """
    public = public_transcript(minutes.meeting, published(state))
    return "\n".join(
        plain(paragraph.line).strip() for paragraph in Presentations(minutes, public).of(item)
    )
