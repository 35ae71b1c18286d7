"""Every error that can reach a person has its French message."""

import importlib
import pkgutil
import string

import pytest

import asr
import core
import desktop.session
import models
import pv_builder
from core.errors import AppError
from core.task import Notice
from desktop.session.french.messages import has_message, message_of, notice_text, size_text
from desktop.session.french.sentences import ERRORS

ROOTS = {"app-error", "input-error", "model-error", "environment-fault", "engine-error",
         "dossier-error"}  # fmt: skip


def every_error() -> list[type[AppError]]:
    for package in (core, models, asr, pv_builder, desktop.session):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith("asr.engines."):  # they import the inference libraries
                importlib.import_module(module.name)
    found: dict[str, type[AppError]] = {}
    waiting = [AppError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.code not in ROOTS:
            assert kind.code not in found, f"two errors share the code {kind.code}"
            found[kind.code] = kind
    return list(found.values())


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.code)
def test_an_error_says_what_happened_and_what_to_do(kind: type[AppError]) -> None:
    assert has_message(kind.code)
    error = kind(**{name: 1 if name.endswith(("_bytes", "_s")) else "x" for name in kind.fields})
    message = message_of(error)
    for text in (message.title, message.sentence, message.advice):
        assert text
        assert "{" not in text


def test_no_message_waits_for_an_error_that_is_gone() -> None:
    assert set(ERRORS) == {kind.code for kind in every_error()}


def test_messages_use_only_facts_that_their_error_gives() -> None:
    kinds = {kind.code: kind for kind in every_error()}
    for code, message in ERRORS.items():
        used = {name for text in (message.sentence, message.advice)
                for _, name, _, _ in string.Formatter().parse(text) if name}  # fmt: skip
        assert used <= set(kinds[code].fields), code


def test_a_notice_meant_for_programs_has_no_sentence() -> None:
    assert notice_text(Notice(code="unknown")) is None
    shown = notice_text(Notice(code="output-kept", facts={"name": "a", "kept_as": "b"}))
    assert shown is not None
    assert "« b »" in shown


@pytest.mark.parametrize(
    ("size", "text"), [(1.44e9, "1,4 Go"), (145e6, "145 Mo"), (10, "moins de 1 Mo")]
)
def test_sizes_are_written_as_people_read_them(size: float, text: str) -> None:
    assert size_text(size).replace("\u00a0", " ") == text
