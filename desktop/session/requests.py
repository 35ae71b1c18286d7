"""What a user asks the workflow to do, checked before any work starts."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from asr.hardware import DeviceWish
from asr.sound.track_choice import TrackChoice
from desktop.session.errors import FileMissing, OptionInvalid
from pv_builder.act_texts import ActTexts
from pv_builder.documents.house import HOUSES
from pv_builder.wishes import DiscussionStyle, DocumentWishes


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceBounds:
    """How many voices may be told apart; None where nobody knows."""

    fewest: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        if self.fewest is not None and self.most is not None and self.fewest > self.most:
            raise OptionInvalid(
                option="--min-speakers", value=self.fewest, allowed=f"1 à {self.most}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRequest:
    """How sound becomes text.

    Attributes:
        model: id of the recognition model; None for the best installed one that fits.
        voices: bounds on the number of voices; None to leave voices together.
        keep_prints: whether what the voices sound like stays in the session's folder until its
            minutes are submitted, so that a person may part two voices taken for one.
    """

    model: str | None = None
    device: DeviceWish = DeviceWish.AUTO
    voices: VoiceBounds | None = field(default_factory=VoiceBounds)
    keep_prints: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFiles:
    """What a session is made from and where it goes.

    Attributes:
        media: the recording, in the order of the session; also folders and archives that hold it
            with what a meeting tool wrote.
        seance: the seance.toml; None only where no minutes are drafted.
        out: the session folder.
        transcripts: captions and transcripts of a meeting tool.
        participants: its lists of participants.
        tracks: which tracks of the recording are listened to; None for what the session keeps.
    """

    media: tuple[Path, ...]
    seance: Path | None
    out: Path
    transcripts: tuple[Path, ...] = ()
    participants: tuple[Path, ...] = ()
    tracks: TrackChoice | None = None

    def require(self) -> None:
        """Raise `FileMissing` for the first file that is not there."""
        seance = [self.seance] if self.seance else []
        require_files(*self.media, *seance, *self.transcripts, *self.participants)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """How the minutes are drafted.

    Attributes:
        formats: further formats, besides the ones always written.
        style: how the discussions are reported; None leaves it to the session, and in the end to
            the indirect style: the law asks for their substance (CGCT art. L. 2121-15), so the
            whole text is an option.
        item_styles: marks of the items that are reported in another style, and which.
        template: name of a house style or path of a .docx; None leaves it to the session.
        documents: of the session beside its minutes (`documents.further_documents`).
        final: whether the final minutes are asked for beside the others; they are written only
            once the minutes are approved and where no blocking fault is left.
        usual: what is done where neither this request nor the session asks for anything.
        approved_on: day of the session that approved the minutes; None while they are a draft.
        texts: what the authority wrote for its acts, which the session states.
    """

    formats: tuple[str, ...] = ()
    style: DiscussionStyle | None = None
    item_styles: tuple[tuple[str, DiscussionStyle], ...] = ()
    template: str | None = None
    documents: tuple[str, ...] = ()
    final: bool = False
    approved_on: dt.date | None = None
    usual: DocumentWishes = field(default_factory=DocumentWishes)
    texts: ActTexts = field(default_factory=ActTexts)

    def as_wished(self, wishes: DocumentWishes, folder: Path) -> "DraftRequest":
        """Return the request with what the session asks for where nothing is asked here.

        A style asked for here is that of every item: it was asked for this time only.

        Args:
            wishes: of the session.
            folder: where its relative paths start.
        """
        wished = wishes.template
        if wished is not None and wished not in HOUSES:
            wished = str(folder / wished)
        return replace(
            self,
            style=self.style or wishes.style or self.usual.style,
            item_styles=self.item_styles or (() if self.style else wishes.item_styles),
            template=self.template or wished or self.usual.template,
            texts=wishes.texts,
        )


def require_files(*paths: Path) -> None:
    """Raise `FileMissing` for the first path that is not there."""
    for path in paths:
        if not path.exists():
            raise FileMissing(path=str(path))
