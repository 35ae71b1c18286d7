#!/usr/bin/env python3
"""Build what a mairie installs: `python3 packaging/build.py [--models] [--out DIR]`.

On any system: the program as one folder (PyInstaller) and a portable archive of it. On Debian and
Ubuntu also a .deb; on Windows the folder is what `windows/greffier.iss` packs. `--models` makes
each of them a second time with the default models beside the program, for machines that never see
a network. Beside the results: their SHA-256, the list of components (CycloneDX), their licences and
the guide in PDF.

The environment is the one that run.py makes, so what is built is what was tested.
"""

import argparse
import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import run  # noqa: E402 - the script beside this one

ROOT = HERE.parent
BUILD = ROOT / "build"
FOLDER = BUILD / "dist" / "greffier"
TOOLS = ("pyinstaller==6.22.3", "cyclonedx-bom==7.5.0")
ICON_PIXELS = (16, 32, 48, 64, 128, 256)

# zstd: the package is made in a tenth of xz's time and is 15 % larger; Debian 12, Ubuntu 20.04 and
# later read it (docs/benchmarks.md).
DEB_COMPRESSION = ("-Zzstd", "-z9")

# Importing pyannote.audio starts its telemetry, which keeps trying to send at the end of each
# process that looked for modules: ten minutes each without a network.
QUIET = {"PYANNOTE_METRICS_ENABLED": "0", "OTEL_SDK_DISABLED": "true", "HF_HUB_OFFLINE": "1"}


def main() -> int:
    """Build everything for this system; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", action="store_true", help="with the default models")
    parser.add_argument("--out", type=Path, default=BUILD / "installers")
    asked = parser.parse_args()
    run.prepare(testing=False, cuda=False)
    subprocess.check_call([run.python(), "-m", "pip", "install", "--quiet", *TOOLS])
    asked.out.mkdir(parents=True, exist_ok=True)
    make_icons()
    make_folder()
    make_inventory(asked.out)
    subprocess.check_call([run.python(), str(HERE / "guide.py"), str(asked.out)])
    made = make_packages(asked.out, f"greffier-{version()}")
    if asked.models:
        add_models()
        made += make_packages(asked.out, f"greffier-{version()}-modeles")
    report(asked.out, made)
    return 0


def make_packages(out: Path, name: str) -> list[Path]:
    """Pack the folder in every form of this system; return the files."""
    made = [make_archive(out, name)]
    if shutil.which("dpkg-deb"):
        made.append(make_deb(out, name))
    return made


def version() -> str:
    """Return the version of the program; it stands in pyproject.toml only."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def make_icons() -> None:
    """Draw the icon in every form that a system asks for."""
    target = BUILD / "icons"
    target.mkdir(parents=True, exist_ok=True)
    pixels = [str(number) for number in ICON_PIXELS]
    subprocess.check_call([run.python(), str(HERE / "icons.py"), str(target), *pixels])


def make_folder() -> None:
    """Freeze the program into one folder."""
    subprocess.check_call(
        [run.python(), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
         "--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work"),
         str(HERE / "greffier.spec")],
        cwd=ROOT,
        env={**os.environ, **QUIET},
    )  # fmt: skip
    if sys.platform == "linux":
        (FOLDER / "greffier-fenetre").symlink_to("greffier")
        strip_torch()


def strip_torch() -> None:
    """Take the symbols that only a debugger reads out of PyTorch: 90 MB."""
    if shutil.which("strip"):
        libraries = (FOLDER / "_internal" / "torch" / "lib").glob("libtorch*.so")
        subprocess.check_call(["strip", "--strip-unneeded", *map(str, libraries)])


def make_inventory(out: Path) -> None:
    """Write which components are packed, and under which licences; the folder carries it too."""
    subprocess.check_call([run.python(), str(HERE / "inventory.py"), str(out)])
    for name in ("sbom.cdx.json", "licences.txt"):
        shutil.copy2(out / name, FOLDER / name)


def add_models() -> None:
    """Lay the default models beside the program, as the bundle that it takes by itself."""
    bundle = FOLDER / "modeles.zip"
    bundle.unlink(missing_ok=True)
    subprocess.check_call(
        [run.python(), "-m", "desktop", "models", "bundle", str(bundle)], cwd=ROOT
    )
    bundle.chmod(0o644)  # every user of the machine takes the models out of it


def make_archive(out: Path, name: str) -> Path:
    """Pack the folder as the archive that its system opens without further tools."""
    if sys.platform == "win32":
        return make_zip(out / f"{name}-portable.zip")
    target = out / f"{name}-portable.tar.gz"
    with (
        target.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for path in files_of(FOLDER):
            archive.add(path, Path("greffier") / path.relative_to(FOLDER), filter=plain)
    return target


def make_zip(target: Path) -> Path:
    """Pack the folder as a zip file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files_of(FOLDER):
            archive.write(path, Path("greffier") / path.relative_to(FOLDER))
    return target


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, always in the same order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return an archive's entry without who built it and when: equal input, equal archive."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry


def make_deb(out: Path, name: str) -> Path:
    """Pack the folder as a Debian package."""
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOLDER, root / "opt" / "greffier", symlinks=True)
    lay_out_for_debian(root)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(root), encoding="utf-8")
    target = out / f"{name.replace('greffier-', 'greffier_', 1)}_{architecture()}.deb"
    subprocess.check_call(
        ["dpkg-deb", "--root-owner-group", *DEB_COMPRESSION, "--build", str(root), str(target)],
        stdout=subprocess.DEVNULL,
    )
    return target


def lay_out_for_debian(root: Path) -> None:
    """Put the command, the menu entry, the icons, the file type and the manual page in place."""
    share = root / "usr" / "share"
    places = {
        HERE / "linux" / "greffier.desktop": share / "applications" / "greffier.desktop",
        HERE / "linux" / "greffier.xml": share / "mime" / "packages" / "greffier.xml",
        ROOT / "LICENSE": share / "doc" / "greffier" / "copyright",
    }
    for pixels in ICON_PIXELS:
        icons = share / "icons" / "hicolor" / f"{pixels}x{pixels}" / "apps"
        places[BUILD / "icons" / f"greffier-{pixels}.png"] = icons / "greffier.png"
    for source, target in places.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    manual = share / "man" / "man1" / "greffier.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((HERE / "linux" / "greffier.1").read_bytes(), mtime=0))
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "greffier").symlink_to("/opt/greffier/greffier")


def control(root: Path) -> str:
    """Return the description of the Debian package."""
    size_kb = sum(path.stat().st_size for path in files_of(root) if not path.is_symlink()) // 1024
    return (
        "Package: greffier\n"
        f"Version: {version()}\n"
        f"Architecture: {architecture()}\n"
        "Maintainer: Greffier <greffier@localhost>\n"
        f"Installed-Size: {size_kb}\n"
        f"Depends: {', '.join(debian_dependencies())}\n"
        "Section: text\n"
        "Priority: optional\n"
        "Description: de l'enregistrement d'un conseil au projet de procès-verbal\n"
        " Greffier transcrit une séance de conseil sur l'ordinateur de la mairie, sans réseau,\n"
        " et rédige le projet de procès-verbal à vérifier par le secrétaire de séance.\n"
    )


def debian_dependencies() -> tuple[str, ...]:
    """Return the packages that must be there; the system's own libraries are never older than ours.

    The folder holds libraries of the machine that builds, so it wants a libc as recent as theirs:
    build on the oldest system that is to be served.
    """
    return (f"libc6 (>= {platform.libc_ver()[1]})", *run.DEBIAN_LIBRARIES)


def architecture() -> str:
    """Return Debian's name of this machine's processor."""
    return subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()


def report(out: Path, made: list[Path]) -> None:
    """Write the SHA-256 of what was made, and show the sizes."""
    lines = []
    for path in made:
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        lines.append(f"{digest}  {path.name}\n")
        print(f"{path} : {path.stat().st_size / 1e6:.0f} Mo")
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
