"""What the recogniser is given: the model that fits this machine and the words of this session."""

from collections.abc import Sequence
from dataclasses import replace

from asr.engines.whisper import WhisperSpec, try_cuda
from asr.hardware import DeviceKind, DeviceWish, choose_device, memory_bytes
from asr.pipeline import TranscribeOptions
from asr.recognition.hotwords import CalledName, Vocabulary
from core.task import TaskContext, silent
from desktop.session.errors import NoRecognitionModel
from desktop.session.requests import RecognitionRequest
from models.catalogue import ModelKind
from models.store import Store
from pv_builder.captions.spans import Captions
from pv_builder.captions.wording import rare_terms
from pv_builder.meeting import Civility, Member
from pv_builder.seance import Seance

_CALLED = {Civility.M: "Monsieur", Civility.MME: "Madame"}


def recognition_options(
    request: RecognitionRequest,
    seance: Seance | None,
    store: Store,
    ctx: TaskContext,
    captions: Sequence[Captions] = (),
) -> TranscribeOptions:
    """Return how to transcribe a session on this machine.

    Args:
        request: what was asked for.
        seance: its names and titles are told to the recogniser.
        store: of the models.
        ctx: as `Store.path_of`.
        captions: of a meeting tool; their rare names are offered to the recogniser.

    Raises:
        NoRecognitionModel: when none is chosen and no installed one fits the memory.
        ModelError: when the chosen one is missing or damaged.
    """
    model_id = request.model or _best_model(store)
    return TranscribeOptions(
        engine=WhisperSpec(
            model_id=model_id,
            model_sha256=store.main_sha256(model_id),
            folder=store.path_of(model_id, ctx),
            wish=request.device,
        ),
        vocabulary=_vocabulary(seance, captions),
    )


def _vocabulary(seance: Seance | None, captions: Sequence[Captions]) -> Vocabulary:
    """Return what may be said, as the session's papers and a meeting tool spell it."""
    papers = vocabulary_of(seance) if seance else Vocabulary()
    names = (f"{name.given} {name.family}" for name in papers.names)
    known = (*names, *papers.places, *papers.agenda)
    spans = [span for found in captions for span in found.spans]
    return replace(papers, terms=rare_terms(spans, known))


def vocabulary_of(seance: Seance) -> Vocabulary:
    """Return the names, places and titles that may be said in a session."""
    communes = dict.fromkeys(member.commune for member in seance.roll if member.commune)
    return Vocabulary(
        names=tuple(called(member) for member in seance.roll),
        places=(seance.collectivite, *communes),
        agenda=tuple(entry.title for entry in seance.agenda),
    )


def called(member: Member) -> CalledName:
    """Return a member as called out in session: "Madame", "Isabelle", "Roussel"."""
    return CalledName(
        title=_CALLED[member.civility], given=member.given_name, family=member.family_name
    )


def graphics_card_works(store: Store) -> bool:
    """Whether the best installed model runs on a graphics card of this machine."""
    entry = store.best_installed(ModelKind.RECOGNITION, memory_bytes())
    if entry is None:
        return False
    device = choose_device(DeviceWish.AUTO, store.folder_of(entry), try_cuda, silent())
    return device.kind is DeviceKind.CUDA


def _best_model(store: Store) -> str:
    entry = store.best_installed(ModelKind.RECOGNITION, memory_bytes())
    if entry is None:
        raise NoRecognitionModel
    return entry.id
