import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from core.errors import DiskFull
from core.task import CallbackContext, Progress, silent
from desktop.session.errors import ArchiveDamaged, ArchiveLocked, ArchiveUnsafe, ArchiveUnsupported
from desktop.session.imports import archive
from desktop.session.imports.archive import unpack


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def unpacked(path):
    target = unpack(path, path.parent / "out", silent())
    return {str(p.relative_to(target)): p.read_bytes() for p in target.rglob("*") if p.is_file()}


def test_an_archive_gives_its_files_with_their_folders(tmp_path):
    members = {"réunion/captions.vtt": b"WEBVTT", "chat.txt": b"x" * 3000}
    assert unpacked(packed(tmp_path / "a.zip", members)) == members


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "a/../../b.txt", "/etc/passwd", "C:\\x.txt", "..\\x.txt", "\\\\server\\x.txt"],
)
def test_an_archive_that_would_write_elsewhere_is_refused_whole(tmp_path, name):
    path = packed(tmp_path / "a.zip", {"good.txt": b"x", name: b"x"})
    with pytest.raises(ArchiveUnsafe) as caught:
        unpack(path, tmp_path / "out", silent())
    assert caught.value.facts["reason"] == "escapes"
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_whose_directory_is_said_to_lie_before_it_is_damaged(tmp_path):
    path = packed(tmp_path / "a.zip", {"chat.txt": b"x" * 3000})
    content = bytearray(path.read_bytes())
    content[-6] = 0x7F
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        unpack(path, tmp_path / "out", silent())
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_a_file_without_a_name_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", {"x": b"1"})
    content = path.read_bytes()
    directory = content.index(b"PK\x01\x02")
    head = bytearray(content[directory : directory + 46])
    head[28:30] = bytes(2)  # length of the name
    nameless = content[:directory] + bytes(head) + content[directory + 47 :]
    end = bytearray(nameless[-22:])
    end[12:16] = (46).to_bytes(4, "little")
    path.write_bytes(nameless[:-22] + bytes(end))
    with pytest.raises((ArchiveDamaged, ArchiveUnsafe)):
        unpack(path, tmp_path / "out", silent())


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveUnsafe):
        unpack(tmp_path / "a.zip", tmp_path / "out", silent())


def test_a_bomb_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_FREE_BYTES", 1 << 20)
    path = packed(tmp_path / "a.zip", {"zeros": b"\0" * (8 << 20)})
    with pytest.raises(ArchiveUnsafe) as caught:
        unpack(path, tmp_path / "out", silent())
    assert caught.value.facts["reason"] == "swells"
    assert not (tmp_path / "out").exists()


def test_members_that_share_their_bytes_are_a_bomb(tmp_path):
    """After David Fifield, "A better zip bomb": many entries, one piece of data."""
    content = packed(tmp_path / "one.zip", {"a": bytes(range(256)) * 40}).read_bytes()
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[directory:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 9, 9, len(entry) * 9, directory, 0)
    path = tmp_path / "many.zip"
    path.write_bytes(content[:directory] + entry * 9 + tail)
    with pytest.raises((ArchiveUnsafe, ArchiveDamaged)):
        unpack(path, tmp_path / "out", silent())


def test_thousands_of_files_are_no_meeting(tmp_path):
    path = packed(tmp_path / "a.zip", {f"{n}.txt": b"" for n in range(5001)})
    with pytest.raises(ArchiveUnsafe):
        unpack(path, tmp_path / "out", silent())


def test_a_damaged_archive_leaves_nothing_behind(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": bytes(range(256)) * 400})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        unpack(path, tmp_path / "out", silent())
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all" * 50])
def test_what_is_no_archive_is_damaged(tmp_path, content):
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        unpack(tmp_path / "a.zip", tmp_path / "out", silent())


def with_changed_entry(path, offset, value):
    """Return the archive with two bytes of each header of its only member replaced."""
    content = bytearray(packed(path, {"a.txt": b"x"}).read_bytes())
    for mark, at in ((b"PK\x03\x04", offset), (b"PK\x01\x02", offset + 2)):
        struct.pack_into("<H", content, content.index(mark) + at, value)
    path.write_bytes(content)
    return path


def test_a_password_is_told(tmp_path):
    with pytest.raises(ArchiveLocked):
        unpack(with_changed_entry(tmp_path / "a.zip", 6, 1), tmp_path / "out", silent())


def test_an_unknown_way_of_packing_is_told(tmp_path):
    with pytest.raises(ArchiveUnsupported):
        unpack(with_changed_entry(tmp_path / "a.zip", 8, 97), tmp_path / "out", silent())


@pytest.mark.parametrize(
    ("name", "safe"),
    [("CON.txt", "_CON.txt"), ("ab:c?.vtt", "ab_c_.vtt"), ("bon\u202etxt", "bontxt"), ("a. ", "a")],
)
def test_names_that_windows_does_not_take_are_changed(tmp_path, name, safe):
    assert list(unpacked(packed(tmp_path / "a.zip", {name: b"x"}))) == [safe]


def test_two_files_of_one_name_are_both_kept(tmp_path):
    found = unpacked(packed(tmp_path / "a.zip", {"a?.txt": b"1", "a*.txt": b"2"}))
    assert found == {"a_.txt": b"1", "a_ (2).txt": b"2"}


def test_what_was_unpacked_is_not_unpacked_again(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": b"x"})
    target = unpack(path, tmp_path / "out", silent())
    path.unlink()
    assert unpack(path, target, silent()) == target


def test_a_full_disk_is_told_beforehand(tmp_path, monkeypatch):
    monkeypatch.setattr("core.files.free_bytes", lambda _: 10)
    with pytest.raises(DiskFull):
        unpack(packed(tmp_path / "a.zip", {"a": b"x" * 100}), tmp_path / "out", silent())


def test_progress_is_told_in_bytes(tmp_path):
    seen = []
    path = packed(tmp_path / "a.zip", {"a": b"xx", "b": b"yyy"})
    unpack(path, tmp_path / "out", CallbackContext(seen.append))
    assert [(e.done, e.total) for e in seen if isinstance(e, Progress)] == [(2, 5), (5, 5)]


def test_an_archive_is_read_from_bytes_of_any_age(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr(zipfile.ZipInfo("dos\\captions.vtt"), b"WEBVTT")
    Path(tmp_path / "a.zip").write_bytes(buffer.getvalue())
    assert unpacked(tmp_path / "a.zip") == {"dos/captions.vtt": b"WEBVTT"}
