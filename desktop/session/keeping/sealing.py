"""A file that only a passphrase opens: for a session that travels on a stick.

    MAGIC, salt (16), log2 of scrypt's cost (1), file key sealed by the passphrase (48)
    chunks of 64 KiB, each followed by its tag of 16 bytes; the last one may be shorter

The key of the file is random; scrypt (RFC 7914) makes of the passphrase the key that seals it.
Chunks are sealed by ChaCha20-Poly1305 (RFC 8439) under their number and whether they are the last:
one that was changed, moved, removed or cut off does not open. It is the construction of age's
format (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, 2015), docs/decisions/0061.

Invariants:
- Nothing of the content is on a disk in clear, neither while sealing nor while reading.
- Nothing that was not authenticated is given to the reader.
- A forgotten passphrase cannot be recovered: there is no second key.
"""

import errno
import io
import os
import unicodedata
from pathlib import Path
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop.session.errors import (
    PassphraseNeeded,
    PassphraseWeak,
    PassphraseWrong,
    SessionArchiveDamaged,
)

MAGIC: Final = b"greffier-scelle1"
SHORTEST: Final = 12
"""Letters of a passphrase: what is asked for a password alone, without a lock after some tries
(CNIL, délibération n° 2022-100 of 21 July 2022, asks for 80 bits; the guide advises five words)."""

_SALT_BYTES = 16
_KEY_BYTES = 32
_TAG_BYTES = 16
_CHUNK_BYTES = 1 << 16
_HEAD_BYTES = len(MAGIC) + _SALT_BYTES + 1 + _KEY_BYTES + _TAG_BYTES
_LOG2_COST = 17
"""128 MiB and about half a second for each try (OWASP's advice for scrypt)."""

_DEAREST = 18
"""A header that asks for more is refused: it would only fill the memory."""


def is_sealed(path: Path) -> bool:
    """Whether a file asks for a passphrase."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def require_strong(passphrase: str) -> None:
    """Raise `PassphraseWeak` when it is too short to withstand being guessed."""
    if len(_canonical(passphrase)) < SHORTEST:
        raise PassphraseWeak(shortest=SHORTEST)


class SealingWriter(io.RawIOBase):
    """Seals what is written into a file; `finish` writes the last chunk, without it nothing opens.

    Args:
        out: gets the sealed bytes; it is not closed.
        passphrase: that opens the file.

    Raises:
        PassphraseWeak: when it is too short.
    """

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        require_strong(passphrase)
        self._out = out
        salt, key = os.urandom(_SALT_BYTES), os.urandom(_KEY_BYTES)
        wrapping = ChaCha20Poly1305(_stretched(passphrase, salt, _LOG2_COST))
        head = MAGIC + salt + bytes([_LOG2_COST])
        out.write(head + wrapping.encrypt(bytes(12), key, head))
        self._cipher = ChaCha20Poly1305(key)
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        """Whether it can be written: yes."""
        return True

    def write(self, content: Any, /) -> int:
        """Seal bytes; return how many."""
        before = len(self._waiting)
        self._waiting += memoryview(content).cast("B")
        added = len(self._waiting) - before
        while len(self._waiting) > _CHUNK_BYTES:
            self._seal(bytes(self._waiting[:_CHUNK_BYTES]), is_last=False)
            del self._waiting[:_CHUNK_BYTES]
        return added

    def finish(self) -> None:
        """Write the last chunk; nothing may follow."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, chunk, None))
        self._number += 1


class UnsealingReader(io.RawIOBase):
    """Reads a sealed file from any place; every chunk is authenticated before it is given.

    Args:
        path: of the sealed file.
        passphrase: that it was sealed with; None when nobody gave one yet.

    Raises:
        PassphraseNeeded: when none was given.
        PassphraseWrong: when it does not open the file.
        SessionArchiveDamaged: when the file is cut off or changed.
    """

    def __init__(self, path: Path, passphrase: str | None) -> None:
        if passphrase is None:
            raise PassphraseNeeded(path=str(path))
        self._path = path
        self._file = path.open("rb")
        try:
            self._cipher = ChaCha20Poly1305(_file_key(self._file, path, passphrase))
            sealed = path.stat().st_size - _HEAD_BYTES
            step = _CHUNK_BYTES + _TAG_BYTES
            self._chunks = max(1, -(-sealed // step))
            self._size = max(0, sealed - self._chunks * _TAG_BYTES)
            self._at = 0
            self._held: tuple[int, bytes] = (-1, b"")
            self._require_end()
        except BaseException:
            self._file.close()
            raise

    def _require_end(self) -> None:
        """Raise `SessionArchiveDamaged` when the file was cut off: its end is then not an end."""
        try:
            self._chunk(self._chunks - 1)
        except OSError as error:
            raise _damaged(self._path) from error

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read from any place: yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place; return it."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer as far as the chunk goes; return how much, 0 at the end."""
        room = memoryview(buffer).cast("B")
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, _CHUNK_BYTES)
        part = self._chunk(number)[within : within + len(room)]
        room[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        """Return what a chunk holds."""
        if self._held[0] != number:
            self._file.seek(_HEAD_BYTES + number * (_CHUNK_BYTES + _TAG_BYTES))
            sealed = self._file.read(_CHUNK_BYTES + _TAG_BYTES)
            nonce = _nonce(number, is_last=number == self._chunks - 1)
            try:
                self._held = (number, self._cipher.decrypt(nonce, sealed, None))
            except InvalidTag as error:  # as of a bad sector: what reads says which file it is
                raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        return self._held[1]


def _file_key(file: IO[bytes], path: Path, passphrase: str) -> bytes:
    """Return the key of the chunks, out of the header."""
    head = file.read(_HEAD_BYTES)
    if len(head) < _HEAD_BYTES or not head.startswith(MAGIC):
        raise _damaged(path)
    public, wrapped = head[: -_KEY_BYTES - _TAG_BYTES], head[-_KEY_BYTES - _TAG_BYTES :]
    salt, cost = public[len(MAGIC) : -1], public[-1]
    if cost > _DEAREST or not cost:
        raise _damaged(path)
    try:
        key = ChaCha20Poly1305(_stretched(passphrase, salt, cost))
        return key.decrypt(bytes(12), wrapped, public)
    except InvalidTag as error:
        raise PassphraseWrong(path=str(path)) from error


def _damaged(path: Path) -> SessionArchiveDamaged:
    return SessionArchiveDamaged(path=str(path), damaged="une partie du contenu chiffré")


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _stretched(passphrase: str, salt: bytes, log2_cost: int) -> bytes:
    """Return the key that a passphrase gives; each try costs whoever guesses as much."""
    scrypt = Scrypt(salt=salt, length=_KEY_BYTES, n=1 << log2_cost, r=8, p=1)
    return scrypt.derive(_canonical(passphrase).encode())


def _canonical(passphrase: str) -> str:
    """Return a passphrase as it is however a keyboard composes its accents."""
    return unicodedata.normalize("NFC", passphrase.strip())
