from pathlib import PurePosixPath

import pytest

from core.jsonio import JsonInvalid
from models.catalogue import (
    HubSource,
    ModelFile,
    ModelKind,
    WheelSource,
    load_catalogue,
    parse_catalogue,
)
from models.errors import ModelUnknown

ONE_MODEL = """
schema_version = 1
[[models]]
id = "small"
kind = "recognition"
name = "Small"
usage = "Essais."
licence = "MIT"
languages = ["fr"]
memory_bytes = 10
relative_speed = 1.0
quality = 1
main_file = "model.bin"
[[models.sources]]
id = "hub"
repository = "someone/small"
revision = "0000000000000000000000000000000000000000"
files = [{ path = "model.bin", size_bytes = 3 }]
"""


def test_the_default_set_recognises_speech_and_tells_voices_apart() -> None:
    kinds = {entry.kind for entry in load_catalogue().defaults}
    assert kinds == {ModelKind.RECOGNITION, ModelKind.SEGMENTATION, ModelKind.EMBEDDING}


def test_the_default_set_needs_no_account_and_has_every_hash_published() -> None:
    for entry in load_catalogue().defaults:
        assert entry.has_published_hashes
        assert all(isinstance(source, WheelSource) for source in entry.sources)


def test_every_model_says_in_french_what_it_is_good_for_and_under_which_licence() -> None:
    for entry in load_catalogue().models:
        assert entry.usage.endswith(".")
        assert len(entry.usage) > 60
        assert entry.licence in {"MIT", "Apache-2.0", "CC-BY-4.0"}


def test_every_recogniser_carries_the_files_without_which_its_engine_would_go_online() -> None:
    for entry in load_catalogue().of_kind(ModelKind.RECOGNITION):
        for source in entry.sources:
            names = {PurePosixPath(file.path).stem for file in source.files}
            assert {"model", "config", "tokenizer", "vocabulary"} <= names


def test_models_of_a_kind_come_best_first() -> None:
    ids = [entry.id for entry in load_catalogue().of_kind(ModelKind.RECOGNITION)]
    assert ids[0] == "whisper-large-v3"
    assert ids[-1] == "whisper-base"


def test_larger_models_need_more_memory() -> None:
    needs = [e.memory_bytes for e in load_catalogue().of_kind(ModelKind.RECOGNITION)]
    assert needs == sorted(needs, reverse=True)


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(ModelUnknown) as caught:
        load_catalogue().entry("whisper-enormous")
    assert caught.value.facts == {"model_id": "whisper-enormous"}


def test_a_small_catalogue_is_read() -> None:
    (entry,) = parse_catalogue(ONE_MODEL).models
    (source,) = entry.sources
    assert isinstance(source, HubSource)
    assert (entry.id, entry.installed_bytes, entry.has_published_hashes) == ("small", 3, False)
    assert source.files[0].places == ("model.bin",)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"model.bin", size', '"../model.bin", size'),
        ('"model.bin", size', '"/etc/passwd", size'),
        ('"model.bin", size', '"C:/model.bin", size'),
        ('"model.bin", size', '"a\\\\model.bin", size'),
        ("size_bytes = 3", "size_bytes = -3"),
        ("size_bytes = 3", 'size_bytes = 3, sha256 = "abc"'),
        ("size_bytes = 3", "size_bytes = 3, extra = 1"),
        ("00000000000000", "main"),
        ('id = "small"', 'id = "../small"'),
        ('main_file = "model.bin"', 'main_file = "weights.bin"'),
        ('kind = "recognition"', 'kind = "oracle"'),
        ("schema_version = 1", "schema_version = 2"),
    ],
)
def test_a_catalogue_with_an_unsafe_or_impossible_entry_is_refused(
    written: str, instead: str
) -> None:
    assert written in ONE_MODEL
    with pytest.raises(JsonInvalid):
        parse_catalogue(ONE_MODEL.replace(written, instead))


def test_two_models_of_one_name_are_refused() -> None:
    model = ONE_MODEL.replace("schema_version = 1", "")
    with pytest.raises(JsonInvalid):
        parse_catalogue(ONE_MODEL + model)


def test_a_file_of_known_hash_has_one_size_and_one_of_unknown_hash_a_largest_size() -> None:
    known = ModelFile(path="a", size_bytes=10, sha256="0" * 64)
    unknown = ModelFile(path="a", size_bytes=10)
    assert [known.accepts_size(n) for n in (9, 10, 11)] == [False, True, False]
    assert [unknown.accepts_size(n) for n in (0, 9, 10, 11)] == [False, True, True, False]
