"""List what a built program is made of: `python packaging/inventory.py FOLDER`.

The environment that is built runs it. It writes

    licences.txt     every package that is packed, its version and its licence; then the models
    versions.txt     the same as `name==version`, for pip-audit
    sbom.cdx.json    the components as CycloneDX, without what only builds or tests

What is packed is what `greffier[desktop,diarization]` requires, and what that requires in turn.
"""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from av._core import library_meta
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "greffier"
EXTRAS = frozenset({"desktop", "diarization"})
GPL_LIBRARIES = ("x264", "x265")
NOTE = """
Bibliothèques compilées de PyAV

PyAV est livré avec les bibliothèques de FFmpeg qu'il a compilées, et ce dossier les contient telles
quelles. FFmpeg s'y dit sous licence « {ffmpeg} », mais il y est relié à {libraries},
qui sont sous GPL version 2 ou ultérieure : l'ensemble ne se redistribue qu'aux conditions de la GPL
version 3, ce que la licence Apache-2.0 de Greffier permet. Qui remet ce dossier à d'autres y joint
le texte de la GPL version 3 et dit où sont les sources de ces bibliothèques (projet
PyAV-Org/pyav-ffmpeg). Greffier lit du son et n'encode aucune vidéo : il ne les appelle pas.
"""


def main(target: Path) -> None:
    """Write the three lists."""
    target.mkdir(parents=True, exist_ok=True)
    packed = packed_packages()
    licences = [f"{one.name} {one.version} : {licence_of(one)}\n" for one in packed]
    text = "".join([*licences, "\nModèles\n", *models()])
    (target / "licences.txt").write_text(text + ffmpeg_note(), encoding="utf-8")
    versions = [f"{one.name}=={public(one)}\n" for one in packed if one.name != PROGRAM]
    (target / "versions.txt").write_text("".join(versions), encoding="utf-8")
    write_sbom(target / "sbom.cdx.json", {canonicalize_name(one.name) for one in packed})


def packed_packages() -> list[Distribution]:
    """Return the program and all that it requires, in alphabetical order."""
    found: dict[str, Distribution] = {}
    waiting = [(PROGRAM, EXTRAS)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # required on other systems only
        found[canonicalize_name(name)] = package
        for line in package.requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or any(
                wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)
            ):
                waiting.append((canonicalize_name(wanted.name), frozenset(wanted.extras)))
    return [found[name] for name in sorted(found)]


def public(package: Distribution) -> str:
    """Return a version without its local part: databases of faults do not know "+cpu"."""
    return package.version.partition("+")[0]


def licence_of(package: Distribution) -> str:
    """Return the licence that a package states, in the shortest form it gives."""
    stated = package.metadata.get("License-Expression")
    if stated:
        return str(stated)
    classes = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    text = str(package.metadata.get("License") or "").strip().splitlines()
    return ", ".join(classes) or (text[0] if text else "non précisée")


def models() -> list[str]:
    """Return one line for each model of the catalogue."""
    catalogue = tomllib.loads((ROOT / "models" / "catalogue.toml").read_text(encoding="utf-8"))
    return [f"{one['id']} : {one['licence']}\n" for one in catalogue["models"]]


def ffmpeg_note() -> str:
    """Return what the compiled libraries inside PyAV ask of whoever passes the program on."""
    codecs = library_meta["libavcodec"]
    linked = [name for name in GPL_LIBRARIES if f"--enable-lib{name}" in codecs["configuration"]]
    if not linked:
        return ""
    return NOTE.format(ffmpeg=codecs["license"], libraries=" et ".join(linked))


def write_sbom(target: Path, packed: set[str]) -> None:
    """Write the components of the environment, those that are packed only."""
    subprocess.check_call(
        [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible",
         "--pyproject", str(ROOT / "pyproject.toml"), "--output-format", "JSON",
         "--output-file", str(target), sys.executable],
    )  # fmt: skip
    sbom: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    kept = [one for one in sbom["components"] if canonicalize_name(one["name"]) in packed]
    known = {one["bom-ref"] for one in kept} | {"root-component"}
    sbom["components"] = kept
    sbom["dependencies"] = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in known]}
        for one in sbom["dependencies"]
        if one["ref"] in known
    ]
    target.write_text(json.dumps(sbom, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
