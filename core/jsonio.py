"""Dataclasses to JSON and back: the only module that imports pydantic.

What is read is untrusted: a wrong type, an unknown key or a broken file raises `JsonInvalid`.
A file whose `schema_version` is above the one that its class writes raises `FormTooNew` instead: a
newer program made it, it is whole, and nobody may set it aside as damaged.
"""

import json
import re
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import pydantic
from pydantic import TypeAdapter

from core.errors import InputError
from core.files import PRIVATE, atomic_write

T = TypeVar("T")


class JsonInvalid(InputError):
    """A JSON file is broken or does not have the expected form."""

    code = "json-invalid"
    fields = ("path", "where")


class JsonBroken(JsonInvalid):
    """A file is no JSON, or no table: cut short, or written over."""

    code = "json-broken"
    fields = ("path", "line")


class FormTooNew(InputError):
    """A file was written by a newer program than this one."""

    code = "form-too-new"
    fields = ("path", "found", "known")


_VERSION = "schema_version"
_LINE = re.compile(r"\bline (\d+)")
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return the reader and writer of a type: building one takes longer than using it."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(value: object) -> str:
    """Return a dataclass (or plain data) as JSON: UTF-8 letters kept, one space of indent."""
    data = _adapter(type(value)).dump_python(value, mode="json")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_json_line(value: object) -> str:
    """Return a dataclass (or plain data) as one line of JSON, its end included."""
    return _adapter(type(value)).dump_json(value).decode() + "\n"


def from_json(kind: type[T], untrusted: str | bytes, path: Path) -> T:
    """Return the value of type `kind` that the text holds.

    Args:
        kind: a dataclass or plain type.
        untrusted: the JSON text.
        path: where it came from, for the error only.

    Raises:
        JsonBroken: when the text is not JSON at all; `line` names the place.
        JsonInvalid: when it is not of this form; `where` names the place.
        FormTooNew: when a newer program wrote it.
    """
    try:
        value: T = _adapter(kind).validate_json(untrusted)
    except pydantic.ValidationError as error:
        _refuse_newer(kind, _stated_version(untrusted), path)
        raise _invalid(error.errors()[0], path) from error
    _refuse_newer(kind, getattr(value, _VERSION, None), path)
    return value


def _invalid(fault: Any, path: Path) -> JsonInvalid:
    """Return the error for the first thing that is wrong in a file."""
    if fault["loc"]:
        return JsonInvalid(path=str(path), where="/".join(map(str, fault["loc"])))
    line = _LINE.search(fault["msg"])
    return JsonBroken(path=str(path), line=int(line[1]) if line else 1)


def from_json_lines(
    kind: type[tuple[T, ...]], untrusted: bytes, path: Path
) -> tuple[list[T | None], bytes]:
    """Return the value of each whole line, None where it has another form, and a torn last line.

    A journal grows line by line: a crash may leave its last one torn, without its end.

    Args:
        kind: of all lines together, `tuple[Entry, ...]`.
        untrusted: the lines.
        path: where they came from, for the error only.

    Raises:
        FormTooNew: when a newer program wrote one of them.
    """
    *lines, torn = untrusted.split(b"\n")
    try:  # all at once: ten thousand lines one by one take a second
        whole = from_json(kind, b"[" + b",".join(lines) + b"]", path)
    except JsonInvalid:
        whole = ()
    if len(whole) == len(lines):
        return list(whole), torn
    return [_line(kind, line, path) for line in lines], torn


def _line(kind: type[tuple[T, ...]], untrusted: bytes, path: Path) -> T | None:
    try:
        values = from_json(kind, b"[" + untrusted + b"]", path)
    except JsonInvalid:
        return None
    return values[0] if len(values) == 1 else None


def _refuse_newer(kind: Any, found: object, path: Path) -> None:
    """Raise `FormTooNew` if a file says that it has a later form than this class writes."""
    known = _known_version(kind)
    if known is not None and isinstance(found, int) and found > known:
        raise FormTooNew(path=str(path), found=found, known=known)


def _known_version(kind: Any) -> int | None:
    """Return the version of the form that a class writes, None where it states none."""
    for field in fields(kind) if is_dataclass(kind) else ():
        if field.name == _VERSION and field.default is not MISSING:
            return int(field.default)
    return None


def _stated_version(untrusted: str | bytes) -> object:
    """Return the version that a file states, None where it is not even JSON."""
    try:
        data = json.loads(untrusted)
    except (ValueError, RecursionError):
        return None
    return data.get(_VERSION) if isinstance(data, dict) else None


def read_json(kind: type[T], path: Path) -> T:
    """Return what a JSON file holds. Raises `JsonInvalid`, or `OSError` if it is not there."""
    return from_json(kind, path.read_bytes(), path)


def write_json(path: Path, value: object, mode: int = PRIVATE) -> None:
    """Write a value to a file as `core.files.atomic_write` does."""
    atomic_write(path, to_json(value).encode(), mode)
