"""Choose where recognition runs: device, number type, threads; and say what memory there is.

A graphics card is believed only after it has computed something in a child process: drivers,
CUDA libraries and memory fail in many ways, some of which end the process that asks.
"""

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil

from asr.errors import WorkerDied
from asr.worker import ChildBug, run_in_child
from core.task import Notice, TaskContext

logger = logging.getLogger(__name__)

_DRIVER_TRACES = (Path("/dev/nvidiactl"), Path("/proc/driver/nvidia/version"), Path("/dev/dxg"))
"""On Linux; the last one is Windows' card as seen from Linux beside it (WSL)."""

Probe = Callable[[Path, TaskContext], str | None]
"""Runs the model once on the graphics card; returns the number type that worked, None if none."""


class DeviceWish(StrEnum):
    """Where the user wants recognition to run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class DeviceKind(StrEnum):
    """Where recognition runs."""

    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where and how recognition runs.

    Attributes:
        compute_type: number type, as CTranslate2 names them.
        threads: of the processor.
    """

    kind: DeviceKind
    compute_type: str
    threads: int


def processor() -> Device:
    """Return the processor: whole numbers of 8 bits, one thread for each physical core."""
    return Device(kind=DeviceKind.CPU, compute_type="int8", threads=usable_cores())


def usable_cores() -> int:
    """Return the physical cores that this process may use, at least 1.

    A second thread on a core makes matrix products slower, not faster.
    """
    physical = psutil.cpu_count(logical=False) or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def choose_device(wish: DeviceWish, model: Path, probe: Probe, ctx: TaskContext) -> Device:
    """Return the graphics card if it is wished for or allowed and works, else the processor.

    Args:
        wish: what the user wants.
        model: folder of the model that will run.
        probe: tries the card; it runs in a child process.
        ctx: gets the notice "asr.gpu-unusable" when a card was wished for and does not work.

    Raises:
        Cancelled: when `ctx` asked to stop.
    """
    if wish is DeviceWish.CUDA or (wish is DeviceWish.AUTO and has_nvidia_driver()):
        compute_type = _probed(probe, model, ctx)
        if compute_type is not None:
            logger.info("graphics card in use, %s", compute_type)
            return Device(kind=DeviceKind.CUDA, compute_type=compute_type, threads=usable_cores())
    if wish is DeviceWish.CUDA:
        ctx.emit(Notice(code="asr.gpu-unusable"))
    return processor()


def has_nvidia_driver() -> bool:
    """Whether there is a trace of NVIDIA's driver, the only one that CUDA runs on.

    Trying a card means a child process that loads the libraries, three seconds of processor time
    for each engine; where no driver is installed nothing is lost by not trying.
    """
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32/nvcuda.dll").exists()
    return any(trace.exists() for trace in _DRIVER_TRACES)


def memory_bytes() -> int:
    """Return the memory of the machine, in bytes."""
    return int(psutil.virtual_memory().total)


def available_bytes() -> int:
    """Return the memory that programs can take now without swapping, in bytes."""
    return int(psutil.virtual_memory().available)


def _probed(probe: Probe, model: Path, ctx: TaskContext) -> str | None:
    """Return the number type that works on the card, None when it fails in whatever way."""
    try:
        return run_in_child(probe, model, ctx)
    except WorkerDied as error:
        logger.info("the graphics card ended its probe: %s", error)
    except ChildBug:
        logger.info("the graphics card cannot be used", exc_info=True)
    return None
