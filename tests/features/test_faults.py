"""A sample of the fault campaign (`python -m tests.bench.faults` does all of it).

The disk under it is tried first: it must see what a careless program loses.
"""

import os
from pathlib import Path

import pytest

from core.files import atomic_write
from tests.bench.faults.campaign import Tally, cut_power, operations_of, strike, strike_all
from tests.bench.faults.damage import a_full_session, use
from tests.bench.faults.disk import Disk, Fault, Killed, Kind
from tests.bench.faults.power import Cut
from tests.bench.faults.scenario import Scenario, Told
from tests.bench.faults.scenarios import SCENARIOS

QUICK = ("life", "deletion", "bringing", "preferences")


def rewriting(write: "object") -> Scenario:
    """A step that writes a file over an older one."""

    def prepare(root: Path) -> None:
        (root / "file").write_bytes(b"old")

    def act(root: Path, told: Told) -> None:
        write(root / "file")  # type: ignore[operator]
        told.append("done")

    def losses(root: Path, told: Told) -> list[str]:
        content = (root / "file").read_bytes() if (root / "file").exists() else b""
        return [] if content in ({b"new"} if told else {b"old", b"new"}) else ["the file"]

    return Scenario(name="rewriting", prepare=prepare, act=act, losses=losses)


def careless(path: Path) -> None:
    path.write_bytes(b"new")


def unflushed(path: Path) -> None:
    path.with_suffix(".new").write_bytes(b"new")
    path.with_suffix(".new").replace(path)


def faults_found(write: "object", tmp_path: Path) -> set[str]:
    tally = Tally()
    strike_all(rewriting(write), tmp_path, 20, tally)
    return {line.split(":")[0].removeprefix("rewriting, ") for line in tally.lost}


def test_a_careless_write_loses_the_file_in_every_kind_of_fault(tmp_path: Path) -> None:
    assert {"kill", "full", "names-kept"} <= faults_found(careless, tmp_path)


def test_a_write_that_is_not_flushed_is_lost_when_the_power_goes(tmp_path: Path) -> None:
    found = faults_found(unflushed, tmp_path)
    assert {"names-kept", "all-lost"} <= found
    assert "kill" not in found


def test_a_file_written_by_atomic_write_outlives_every_fault(tmp_path: Path) -> None:
    assert faults_found(lambda path: atomic_write(path, b"new"), tmp_path) == set()


def test_every_operation_of_atomic_write_is_seen(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    (tmp_path / "template" / "file").write_bytes(b"old")
    scenario = rewriting(lambda path: atomic_write(path, b"new"))
    kinds = [op.kind for op in operations_of(scenario, tmp_path / "template", tmp_path / "root")]
    assert kinds == [Kind.CREATE, Kind.WRITE, Kind.SYNC, Kind.RENAME, Kind.SYNC_FOLDER]


def test_nothing_reaches_the_disk_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    disk = Disk(tmp_path / "root", Fault.KILL, 0)
    with disk.attached():
        with pytest.raises(Killed):
            os.mkdir(tmp_path / "root" / "a")  # noqa: PTH102 - pathlib comes to the same
        with pytest.raises(Killed):
            (tmp_path / "root" / "b").mkdir()
    assert list((tmp_path / "root").iterdir()) == []


@pytest.mark.parametrize("name", QUICK)
def test_a_step_loses_nothing_at_the_last_operations(name: str, tmp_path: Path) -> None:
    scenario = next(one for one in SCENARIOS if one.name == name)
    template, root = tmp_path / "template", tmp_path / "root"
    template.mkdir()
    scenario.prepare(template)
    count = len(operations_of(scenario, template, root))
    for at in (0, count // 2, count):
        assert list(strike(scenario, template, root, Fault.FULL, at)) == []
        assert list(strike(scenario, template, root, Fault.KILL, at)) == []
        assert list(cut_power(scenario, template, root, Cut.ALL_LOST, at)) == []


@pytest.mark.parametrize(
    "file", ["transcript.json", ".greffier/edits.jsonl", ".greffier/recording.jsonl"]
)
@pytest.mark.parametrize("keeps", [1.0, 0.5])
def test_a_session_is_used_without_a_bug_whole_or_cut_off(
    file: str, keeps: float, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]  # of a journal that is cut off
    a_full_session(tmp_path)
    path = tmp_path / "séance" / file
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keeps)])
    assert list(use(tmp_path, path.relative_to(tmp_path))) == []
