import pytest

from asr.errors import (
    AudioUnreadable,
    DictationFormat,
    IndexMissing,
    NotConverted,
    ProtectedMedia,
)
from asr.sound.media import probe

BOX = (24).to_bytes(4) + b"ftyp"
FILM = BOX + b"isom" + b"\0" * 12
REFUSED = {
    "a.ds2": (b"\x03ds2" + b"\0" * 600, DictationFormat),
    "double_click_to_convert_01.zoom": (b"\x01\x02" * 300, NotConverted),
    "a.m4p": (BOX + b"M4P " + b"\0" * 12 + b"\0" * 8, ProtectedMedia),
    "a.mp4": (
        FILM + (5000).to_bytes(4) + b"mdat" + b"\x21" * 100,
        IndexMissing,
    ),
    "b.mp4": (FILM, IndexMissing),
    "long.mp4": (
        FILM + (1).to_bytes(4) + b"mdat" + (16).to_bytes(8) + b"\0" * 9,
        IndexMissing,
    ),
    "a.mp3": (b"Bonjour" * 100, AudioUnreadable),
    "zero.mp4": (FILM + b"\0\0\0\0free", IndexMissing),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_says_why(tmp_path, name):
    content, error = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        probe(tmp_path / name)
