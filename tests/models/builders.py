"""Small models, their wheels and a fetcher in memory: what the tests of the store are made from."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from core.task import Progress, TaskContext
from models.catalogue import (
    Catalogue,
    HubSource,
    ModelEntry,
    ModelFile,
    ModelKind,
    Source,
    Wheel,
    WheelSource,
)
from models.download import FetchFailed
from models.verify import STAMP_NAME

PARTS = {"tiny_part1/data/weights.1": b"w" * 700, "tiny_part2/data/weights.2": b"x" * 301}
WEIGHTS = b"".join(PARTS.values())
CONFIG = b'{"layers": 2}'
OTHER_WEIGHTS = b"y" * 900
HUB_FILES = {"model.bin": b"h" * 4000, "config.json": b'{"layers": 4}'}
UNPUBLISHED_FILES = {"ct2/model.bin": b"u" * 2000, "ct2/config.json": b'{"layers": 8}'}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_file(path: str, content: bytes, origin: Iterable[str] = ()) -> ModelFile:
    return ModelFile(
        path=path, size_bytes=len(content), sha256=sha256(content), origin=tuple(origin)
    )


WHEELS = {
    "tiny-part1": a_zip({"tiny_part1/data/weights.1": PARTS["tiny_part1/data/weights.1"]}),
    "tiny-part2": a_zip(
        {
            "tiny_part2/data/weights.2": PARTS["tiny_part2/data/weights.2"],
            "tiny_part2/config.json": CONFIG,
            "../../escaped.txt": b"never written",
        }
    ),
    "other": a_zip({"other/w": OTHER_WEIGHTS, "other/c": CONFIG, "other/v": b"voices"}),
}


def a_wheel(name: str) -> Wheel:
    content = WHEELS[name]
    return Wheel(name=name, version="1.0", sha256=sha256(content), size_bytes=len(content))


FIRST = WheelSource(
    id="first",
    wheels=(a_wheel("tiny-part1"), a_wheel("tiny-part2")),
    files=(
        a_file("model.bin", WEIGHTS, PARTS),
        a_file("config.json", CONFIG, ["tiny_part2/config.json"]),
    ),
)
SECOND = WheelSource(
    id="second",
    wheels=(a_wheel("other"),),
    files=(
        a_file("model.bin", OTHER_WEIGHTS, ["other/w"]),
        a_file("config.json", CONFIG, ["other/c"]),
    ),
)
VOICES = WheelSource(
    id="second", wheels=(a_wheel("other"),), files=(a_file("voices/v.bin", b"voices", ["other/v"]),)
)
HUB = HubSource(
    id="hub",
    repository="someone/larger",
    revision="0123456789" * 4,
    files=tuple(a_file(path, content) for path, content in HUB_FILES.items()),
)
UNPUBLISHED = HubSource(
    id="hub",
    repository="someone/unpublished",
    revision="abcdef0123" * 4,
    files=(
        ModelFile(path="model.bin", size_bytes=2500, origin=("ct2/model.bin",)),
        ModelFile(path="config.json", size_bytes=100, origin=("ct2/config.json",)),
    ),
)


def an_entry(model_id: str, *sources: Source, **changes: object) -> ModelEntry:
    values: dict[str, object] = {
        "kind": ModelKind.RECOGNITION,
        "name": model_id,
        "usage": "Pour les essais.",
        "licence": "MIT",
        "languages": ("fr",),
        "memory_bytes": 1_000,
        "relative_speed": 1.0,
        "quality": 1,
        "main_file": sources[0].files[0].path,
    }
    return ModelEntry(id=model_id, sources=sources, **{**values, **changes})  # type: ignore[arg-type]


TINY = an_entry("tiny", FIRST, SECOND, default=True)
VOICED = an_entry("voiced", VOICES, kind=ModelKind.EMBEDDING)
LARGER = an_entry("larger", HUB, quality=2, memory_bytes=4_000)
TRUSTED_FIRST = an_entry("trusted-first", UNPUBLISHED, quality=3, memory_bytes=9_000)
CATALOGUE = Catalogue(schema_version=1, models=(TINY, VOICED, LARGER, TRUSTED_FIRST))


class MemoryFetcher:
    """Fetches from memory; can be made to fail, to lie, or to stop half-way."""

    def __init__(self) -> None:
        self.wheels = dict(WHEELS)
        self.repositories = {
            "someone/larger": dict(HUB_FILES),
            "someone/unpublished": dict(UNPUBLISHED_FILES),
        }
        self.asked: list[str] = []

    def fetch_wheel(self, wheel: Wheel, folder: Path, ctx: TaskContext) -> Path:
        path = folder / f"{wheel.name}.whl"
        if path.exists():
            return path
        self._ask(wheel.name, ctx)
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._content(self.wheels, wheel.name))
        return path

    def fetch_files(
        self, source: HubSource, files: Iterable[ModelFile], folder: Path, ctx: TaskContext
    ) -> None:
        for file in files:
            (place,) = file.places
            if (folder / place).exists():  # as the hub's client does with what it has finished
                continue
            self._ask(place, ctx)
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            content = self._content(self.repositories[source.repository], place)
            (folder / place).write_bytes(content)

    def _ask(self, name: str, ctx: TaskContext) -> None:
        self.asked.append(name)
        ctx.emit(Progress(step="models.download", done=0, total=1))

    def _content(self, contents: Mapping[str, bytes], name: str) -> bytes:
        if name not in contents:
            raise FetchFailed(name)
        return contents[name]


def lay(folder: Path, contents: Mapping[str, bytes]) -> Path:
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def lay_tiny(root: Path) -> Path:
    return lay(root / "tiny", {"model.bin": WEIGHTS, "config.json": CONFIG})


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != STAMP_NAME
    }
