"""A private PulseAudio with null sinks as sound cards: what is played into one is heard at once."""

import os
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

_ALSA = """</usr/share/alsa/alsa.conf>
{devices}
"""
_DEVICE = """pcm.{name} {{ type pulse server "{server}" device "{name}.monitor" }}
"""


class Pulse:
    """A running daemon; sinks are its sound cards, heard through an input of the same name."""

    def __init__(self, folder: Path, sinks: tuple[str, ...]) -> None:
        self.server = f"unix:{folder}/native"
        self._folder = folder
        self._env = os.environ | {"PULSE_SERVER": self.server, "XDG_RUNTIME_DIR": str(folder)}
        self._modules: dict[str, str] = {}
        (folder / "asound.conf").write_text(
            _ALSA.format(
                devices="".join(_DEVICE.format(name=name, server=self.server) for name in sinks)
            )
        )

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to see the inputs through ALSA."""
        return {"PULSE_SERVER": self.server, "ALSA_CONFIG_PATH": str(self._folder / "asound.conf")}

    def plug(self, sink: str) -> None:
        """Add a sound card."""
        self._modules[sink] = self._pactl(
            "load-module", "module-null-sink", f"sink_name={sink}", "rate=48000", "channels=2"
        )

    def unplug(self, sink: str) -> None:
        """Take a sound card away."""
        self._pactl("unload-module", self._modules.pop(sink))

    def play(self, sink: str, wav: Path) -> "subprocess.Popen[bytes]":
        """Play a file into a sound card."""
        return subprocess.Popen(["paplay", f"--device={sink}", str(wav)], env=self._env)

    def listen(self, sink: str, raw: Path) -> "subprocess.Popen[bytes]":
        """Record a sound card with the server's own recorder: 48 kHz stereo, 16 bits, no header."""
        words = ["parec", "--raw", f"--device={sink}.monitor", "--rate=48000", "--channels=2"]
        return subprocess.Popen([*words, "--format=s16le", str(raw)], env=self._env)

    def _pactl(self, *words: str) -> str:
        done = subprocess.run(
            ["pactl", *words], env=self._env, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


@contextmanager
def pulseaudio(*sinks: str) -> Iterator[Pulse]:
    """Yield a daemon with these sound cards; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as name:
        folder = Path(name)
        pulse = Pulse(folder, sinks)
        daemon = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--log-level=error",
                "-F",
                "/dev/null",
                "-L",
                f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native",
            ],
            env=os.environ | {"XDG_RUNTIME_DIR": name, "HOME": name},
        )
        try:
            for _ in range(100):
                if (folder / "native").exists():
                    break
                time.sleep(0.05)
            for sink in sinks:
                pulse.plug(sink)
            yield pulse
        finally:
            daemon.terminate()
            daemon.wait(10)


def is_installed() -> bool:
    """Whether the programs are there."""
    return all(shutil.which(name) for name in ("pulseaudio", "pactl", "paplay"))


def write_wav(path: Path, frames: np.ndarray) -> Path:
    """Write 48 kHz stereo frames: (n, 2) int16."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 48_000, 0, "NONE", ""))
        file.writeframes(frames.astype("<i2").tobytes())
    return path
