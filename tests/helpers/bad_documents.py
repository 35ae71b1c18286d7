"""Documents made to harm: bombs, external entities, macros, damage."""

import io
import zipfile

from tests.helpers.import_samples import FOLDER


def repacked(name: str, changed: dict[str, bytes]) -> bytes:
    """Return a sample package with some parts put in place of its own, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(FOLDER / name) as old:
        parts = {member.filename: old.read(member) for member in old.infolist()} | changed
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)
    return out.getvalue()


def zip_bomb(name: str, part: str) -> bytes:
    """Return a package of some kilobytes one part of which unpacks to 100 MB."""
    return repacked(name, {part: b"<x>" + b" " * (100 << 20) + b"</x>"})


def billion_laughs(name: str, part: str) -> bytes:
    """Return a package one part of which swells by entities."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e9;</x>'
    return repacked(name, {part: text.encode()})


def external_entity(name: str, part: str, *, behind: int = 0, encoding: str = "utf-8") -> bytes:
    """Return a package that would read a file of the machine, the entity behind a comment."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!--{" " * behind}-->'
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    )
    return repacked(name, {part: text.encode(encoding)})


def with_macros(name: str) -> bytes:
    """Return a package that carries a program."""
    return repacked(name, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})
