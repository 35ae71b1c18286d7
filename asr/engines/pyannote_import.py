"""Import pyannote.audio beside any PyTorch, silently. In the child process only.

torchaudio 2.11 has no processor build on PyPI: beside a processor build of PyTorch its compiled
part does not load, though pyannote needs only its Python part. torchcodec fails likewise and warns;
nothing is decoded here, so it is not missed.
"""

import core.offline  # noqa: F401  # isort: skip  # before pyannote, whose telemetry is on by default

import importlib
import socket
import sys
import types
import warnings
from typing import Any


def import_pyannote() -> Any:
    """Return the module `pyannote.audio`, its telemetry off and no socket opened."""
    # urllib3, which the telemetry brings, binds a socket at its import to learn whether this
    # machine has IPv6; without the flag it does not ask. The child needs no network.
    socket.has_ipv6 = False
    _import_torchaudio()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("pyannote.audio")


def import_kaldi() -> Any:
    """Return the module `torchaudio.compliance.kaldi`."""
    _import_torchaudio()
    return importlib.import_module("torchaudio.compliance.kaldi")


def _import_torchaudio() -> None:
    try:
        importlib.import_module("torchaudio")
    except OSError:
        # Remove when torchaudio ships a processor build on PyPI (absent as of 2.11.0).
        sys.modules["torchaudio._extension"] = _without_compiled_part()
        importlib.import_module("torchaudio")


def _without_compiled_part() -> types.ModuleType:
    """Return what torchaudio's Python part expects of its compiled part when there is none."""
    stand_in = types.ModuleType("torchaudio._extension")
    vars(stand_in).update(
        _IS_TORCHAUDIO_EXT_AVAILABLE=False, fail_if_no_align=lambda function: function
    )
    return stand_in
