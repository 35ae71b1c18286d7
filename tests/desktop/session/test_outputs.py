from pathlib import Path

import pytest

from core.task import CallbackContext, Event, Notice, silent
from desktop.session.outputs import Outputs


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    return Outputs(tmp_path, tmp_path / "outputs.json")


def test_our_own_file_is_replaced(outputs: Outputs, tmp_path: Path) -> None:
    outputs.write_bytes("pv.docx", b"1", silent())
    outputs.write_bytes("pv.docx", b"2", silent())
    assert (tmp_path / "pv.docx").read_bytes() == b"2"
    assert not (tmp_path / "pv.ancien-1.docx").exists()


def test_what_a_clerk_changed_is_kept_beside_and_said(outputs: Outputs, tmp_path: Path) -> None:
    events: list[Event] = []
    ctx = CallbackContext(events.append)
    for clerk in (b"first correction", b"second correction"):
        outputs.write_bytes("pv.docx", b"machine", ctx)
        (tmp_path / "pv.docx").write_bytes(clerk)
    outputs.write_bytes("pv.docx", b"machine again", ctx)
    assert (tmp_path / "pv.docx").read_bytes() == b"machine again"
    assert (tmp_path / "pv.ancien-1.docx").read_bytes() == b"first correction"
    assert (tmp_path / "pv.ancien-2.docx").read_bytes() == b"second correction"
    assert [e.code for e in events if isinstance(e, Notice)] == ["output-kept"] * 2


def test_a_file_that_greffier_never_wrote_is_kept_too(outputs: Outputs, tmp_path: Path) -> None:
    (tmp_path / "pv.json").write_bytes(b"another program's")
    outputs.write_bytes("pv.json", b"ours", silent())
    assert (tmp_path / "pv.ancien-1.json").read_bytes() == b"another program's"


def test_the_same_content_changes_nothing(outputs: Outputs, tmp_path: Path) -> None:
    (tmp_path / "seance.toml").write_bytes(b"same")
    outputs.write_bytes("seance.toml", b"same", silent())
    assert outputs.is_ours("seance.toml")
    assert not (tmp_path / "seance.ancien-1.toml").exists()


def test_a_damaged_record_makes_every_file_precious(outputs: Outputs, tmp_path: Path) -> None:
    outputs.write_bytes("pv.docx", b"1", silent())
    (tmp_path / "outputs.json").write_bytes(b"{broken")
    outputs.write_bytes("pv.docx", b"2", silent())
    assert (tmp_path / "pv.ancien-1.docx").read_bytes() == b"1"
