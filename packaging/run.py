#!/usr/bin/env python3
"""Set Greffier up on this machine and run it: `python3 packaging/run.py demo | test | ...`.

Standard library only, any system. The first call makes `.venv`, installs the locked
dependencies, the system libraries where it may, and the default models; the next ones start at
once, because what was done is written down in `.venv/greffier-setup.json`.

    run.py [--cuda] demo [--out DIR]    the sample session, from its sound to its procès-verbal
    run.py [--cuda] test [PYTEST...]    static checks, then the tests
    run.py [--cuda] ANYTHING...         the same as `greffier ANYTHING...`
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DONE = VENV / "greffier-setup.json"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
TORCH = "torch==2.13.0"
OLDEST_PYTHON = (3, 11)

# What the wheels expect from a Debian or Ubuntu system: the sound library, and for Qt the
# display, keyboard and font libraries, with one font to draw with.
DEBIAN_LIBRARIES = (
    "libportaudio2",
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "fonts-dejavu-core",
)


class SetupFailed(Exception):
    """A step could not be done; the message says in French what to do."""


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it; return its exit code."""
    cuda = "--cuda" in arguments[:1]
    command = arguments[1:] if cuda else arguments
    testing = command[:1] == ["test"]
    try:
        prepare(testing=testing, cuda=cuda)
    except SetupFailed as error:
        print(f"Installation interrompue : {error}", file=sys.stderr)
        return 1
    if testing:
        return run_tests(command[1:])
    return subprocess.call([python(), "-m", "desktop", *command])


def prepare(*, testing: bool, cuda: bool) -> None:
    """Do the steps of the set-up that were not done before."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupFailed("il faut Python 3.11 ou plus récent.")
    done = read_done()
    install_system_libraries(done)
    make_environment()
    install_torch(done, cuda=cuda)
    install_packages(done, testing=testing)
    install_models(done)


def read_done() -> dict[str, str]:
    """Return the steps already done, by name, with what they were done with."""
    try:
        return dict(json.loads(DONE.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def mark_done(done: dict[str, str], step: str, state: str) -> None:
    """Write down that a step was done."""
    done[step] = state
    DONE.write_text(json.dumps(done, indent=1), encoding="utf-8")


def python() -> str:
    """Return the path of the environment's interpreter."""
    folder = "Scripts" if os.name == "nt" else "bin"
    return str(VENV / folder / ("python.exe" if os.name == "nt" else "python"))


def step(title: str, command: list[str]) -> None:
    """Say what is being done and do it; raise `SetupFailed` if it cannot."""
    print(title, flush=True)
    if subprocess.call(command) != 0:
        raise SetupFailed(
            "la commande suivante a échoué, corrigez sa cause (réseau, place sur le disque) "
            f"puis relancez : {' '.join(command)}"
        )


def install_system_libraries(done: dict[str, str]) -> None:
    """Install the libraries missing on Debian and Ubuntu, or say which command does it."""
    wanted = list(DEBIAN_LIBRARIES)
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    state = " ".join(wanted)
    if done.get("system") == state or shutil.which("dpkg-query") is None:
        return
    missing = [name for name in wanted if not is_installed(name)]
    if missing:
        apt_install(missing)
    if VENV.exists():
        mark_done(done, "system", state)


def is_installed(package: str) -> bool:
    """Whether a Debian package is installed."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout == "installed"


def apt_install(packages: list[str]) -> None:
    """Install Debian packages if this user may; else raise with the exact command."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL) != 0:
        raise SetupFailed(
            "il manque des bibliothèques du système. Exécutez : "
            f"sudo apt-get update && sudo {' '.join(install)}"
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installation des bibliothèques du système…", flush=True)
    subprocess.call([*prefix, "apt-get", "update", "-qq"], env=environment)
    if subprocess.call([*prefix, *install], env=environment, stdout=subprocess.DEVNULL) != 0:
        raise SetupFailed(f"exécutez vous-même : {' '.join([*prefix, *install])}")


def make_environment() -> None:
    """Make the virtual environment if it is not there or was left half made."""
    if Path(python()).exists() and (VENV / "pyvenv.cfg").exists():
        return
    print("Création de l'environnement Python (.venv)…", flush=True)
    venv.create(VENV, with_pip=True, clear=True)


def pip_install(title: str, *arguments: str) -> None:
    """Install packages into the environment at the locked versions."""
    step(title, [python(), "-m", "pip", "install", "-q", "-c", str(CONSTRAINTS), *arguments])


def install_torch(done: dict[str, str], *, cuda: bool) -> None:
    """Install PyTorch: the CPU build where one can be had, the CUDA build on request.

    On Linux the plain version brings several gigabytes of CUDA libraries. The build without
    them carries the local version "+cpu": it is asked for first, and the plain version, which
    runs without a GPU too, is taken when no index of this machine has it.
    """
    state = f"{TORCH} {'cuda' if cuda else 'cpu'}"
    if done.get("torch") == state:
        return
    if cuda or not sys.platform.startswith("linux") or not install_cpu_torch():
        pip_install("Installation de PyTorch (plusieurs minutes)…", TORCH)
    mark_done(done, "torch", state)


def install_cpu_torch() -> bool:
    """Install PyTorch's build without CUDA; return False when no index has it."""
    print("Installation de PyTorch pour processeur…", flush=True)
    command = [python(), "-m", "pip", "install", "-q", f"{TORCH}+cpu"]
    return subprocess.call(command, stderr=subprocess.DEVNULL) == 0


def install_packages(done: dict[str, str], *, testing: bool) -> None:
    """Install the program with its locked dependencies, and the test tools for `test`."""
    extras = "desktop,diarization" + (",dev" if testing else "")
    digest = hashlib.sha256(CONSTRAINTS.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    state = digest.hexdigest()
    name = "packages-dev" if testing else "packages"
    if state in {done.get(name), done.get("packages-dev")}:
        return
    pip_install("Installation des dépendances…", "-e", f"{ROOT}[{extras}]")
    mark_done(done, name, state)


def install_models(done: dict[str, str]) -> None:
    """Install the default models; the next calls are spared the check."""
    catalogue = (ROOT / "models" / "catalogue.toml").read_bytes()
    place = os.environ.get("GREFFIER_MODELS", "")
    state = f"{hashlib.sha256(catalogue).hexdigest()} {place}"
    if done.get("models") == state:
        return
    step("Installation des modèles…", [python(), "-m", "desktop", "models", "install"])
    mark_done(done, "models", state)


def run_tests(arguments: list[str]) -> int:
    """Run the static checks, then the tests; return the first exit code that is not zero."""
    bin_folder = Path(python()).parent
    checks = (
        [str(bin_folder / "ruff"), "check", "."],
        [str(bin_folder / "ruff"), "format", "--check", "."],
        [str(bin_folder / "lint-imports")],
        [python(), "-m", "mypy"],
    )
    tests = [python(), "-m", "pytest", *arguments]
    for command in (*checks, tests):
        code = subprocess.call(command, cwd=ROOT, env={**os.environ, **TEST_ENVIRONMENT})
        if code != 0:
            return code
    return 0


# Qt draws without a screen in tests.
TEST_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
