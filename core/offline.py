"""Keep every library off the network: imported first by each entry point and child process.

Greffier promises that nothing leaves the machine. Libraries that would call home or fetch files
obey these variables when they are set before the first import:
- huggingface_hub asks its server even for local folders unless HF_HUB_OFFLINE is set;
- pyannote.audio 4 sends telemetry unless PYANNOTE_METRICS_ENABLED is 0;
- ONNX Runtime, from 1.29 on, reports each process and session to Microsoft on Linux and macOS
  unless ORT_DISABLE_TELEMETRY is 1 (microsoft/onnxruntime pull request 27379). On Windows it hands
  events to the system's own tracing: `asr.engines.silero` stops that.
"""

import os

SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "ORT_DISABLE_TELEMETRY": "1",
    "OTEL_SDK_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}

os.environ.update(SETTINGS)
