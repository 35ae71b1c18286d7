"""Keep every library off the network: imported first by each entry point and child process.

Greffier promises that nothing leaves the machine. Libraries that would call home or fetch files
obey these variables when they are set before the first import:
- huggingface_hub asks its server even for local folders unless HF_HUB_OFFLINE is set;
- pyannote.audio 4 sends telemetry unless PYANNOTE_METRICS_ENABLED is 0.
"""

import os

SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "OTEL_SDK_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}

os.environ.update(SETTINGS)
