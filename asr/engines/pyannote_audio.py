"""pyannote's models: which files, where they run. Light: no model is loaded here.

What hears is `asr.engines.pyannote_models`, imported in the child process only.
"""

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Self

from asr.engines.diariser import Diariser
from asr.hardware import Device, DeviceKind, DeviceWish, choose_device, processor
from core.task import TaskContext

ENGINE = "pyannote.audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class _PyannoteSpec:
    """What both ways of using pyannote share.

    Attributes:
        model_ids: ids in the model store, for the provenance.
        sha256: digests of these models.
        wish: where the user wants them to run.
        device: where they run; None until `settled`.
    """

    model_ids: tuple[str, ...]
    sha256: tuple[str, ...]
    wish: DeviceWish = DeviceWish.AUTO
    device: Device | None = None

    @property
    def engine(self) -> str:
        """Name, versions and models."""
        models = [f"{m}@{d[:12]}" for m, d in zip(self.model_ids, self.sha256, strict=True)]
        return " ".join([ENGINE, version("pyannote.audio"), *models])

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec with its device chosen."""
        if self.device is not None:
            return self
        return replace(self, device=choose_device(self.wish, Path(), try_cuda, ctx))

    def fallback(self) -> Self | None:
        """Return the same on the processor when this one runs on a graphics card."""
        if self.device is None or self.device.kind is DeviceKind.CPU:
            return None
        return replace(self, device=processor())


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingSpec(_PyannoteSpec):
    """segmentation-3.0 and CAM++: the default, for every computer.

    Attributes:
        segmentation: verified weights of pyannote's segmentation-3.0.
        embedding: verified weights of CAM++.
    """

    segmentation: Path
    embedding: Path

    def open(self) -> Diariser:
        """Return the engine with its models in memory."""
        from asr.engines.pyannote_models import load_tracking  # noqa: PLC0415 heavy: child only

        return load_tracking(self.segmentation, self.embedding, self.device or processor())


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSpec(_PyannoteSpec):
    """A whole pyannote pipeline, such as community-1, where it is installed.

    Attributes:
        folder: of the pipeline's verified files, `config.yaml` among them.
    """

    folder: Path

    def open(self) -> Diariser:
        """Return the engine with its models in memory."""
        from asr.engines.pyannote_models import load_pipeline  # noqa: PLC0415 heavy: child only

        return load_pipeline(self.folder, self.device or processor())


def try_cuda(folder: Path, ctx: TaskContext) -> str | None:
    """Return the number type in which the graphics card computes, None without any.

    Runs in a child process: a driver that fails may end it.
    """
    from asr.engines.pyannote_models import cuda_computes  # noqa: PLC0415 heavy: in the child only

    del folder
    ctx.check()
    return "float32" if cuda_computes() else None
