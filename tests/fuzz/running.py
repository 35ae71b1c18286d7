"""Run atheris over one reader: what all of `tests.fuzz` has in common."""

import argparse
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import atheris

from core.errors import AppError

_MB = 500
_LONGEST_BYTES = 60_000

Reader = Callable[[bytes], object]


def fuzz(readers: Mapping[str, Reader], seed: Callable[[str, Path], None], about: str) -> None:
    """Fuzz the reader that the command line names, until its time is over or something is found.

    Args:
        readers: what can be fuzzed, by name.
        seed: puts samples for a reader into the folder of its corpus.
        about: the help of the command.
    """
    options = _options(readers, about)
    read = readers[options.reader]

    def one(content: bytes) -> None:
        try:
            read(content)
        except AppError:
            return

    findings = options.findings or Path(tempfile.mkdtemp(prefix="greffier-fuzz-"))
    corpus = findings / options.reader
    corpus.mkdir(parents=True, exist_ok=True)
    seed(options.reader, corpus)
    limits = [
        f"-max_total_time={options.seconds}",
        f"-rss_limit_mb={_MB}",
        f"-max_len={_LONGEST_BYTES}",
        f"-artifact_prefix={findings}/{options.reader}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *limits], one)
    atheris.Fuzz()


def packed(package: bytes, part: str, read: Reader) -> Reader:
    """Return a reader of a package with the bytes in place of one of its parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as sample:
        parts = {member: sample.read(member) for member in sample.namelist()}

    def reader(content: bytes) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for member, own in parts.items():
                made.writestr(member, content if member == part else own)
        read(out.getvalue())

    return reader


def _options(readers: Mapping[str, Reader], about: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reader", choices=readers)
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument(
        "--findings", type=Path, help="corpus and findings go here (default: a temporary folder)"
    )
    return parser.parse_args()
