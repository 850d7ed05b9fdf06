"""The seals on the parts of a backup: each part proves its own content, its place, and whether it is the last.

Without a pass phrase a seal is a chain of SHA-256: it shows damage, not intent. With one, every part is
encrypted by AES-256-GCM under a key made by scrypt (RFC 7914), its number and the mark of the last part in the
nonce (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): parts can be neither changed
nor swapped nor left out, and the end cannot be cut off.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1
"""128 MiB and about half a second for each guess."""
LARGEST_N = 2**20
TAG = 32


class BrokenSealError(Exception):
    """A part is not what was sealed."""


class Seal(Protocol):
    """Seals or opens the parts of one file, in order."""

    def close(self, part: bytes, *, last: bool) -> bytes:
        """The part as it is written."""
        ...

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        """The part as it was given to `close`; raises BrokenSealError."""
        ...


class PlainSeal:
    """Readable by all; each part carries the SHA-256 of all that came before and itself."""

    def __init__(self, header: bytes) -> None:
        self._state = hashlib.sha256(header).digest()

    def close(self, part: bytes, *, last: bool) -> bytes:
        """The part with its seal behind it."""
        self._state = self._next(part, last)
        return part + self._state

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        """The part without its seal."""
        part, seal = sealed[:-TAG], sealed[-TAG:]
        expected = self._next(part, last)
        if len(sealed) < TAG or not hmac.compare_digest(expected, seal):
            raise BrokenSealError
        self._state = expected
        return part

    def _next(self, part: bytes, last: bool) -> bytes:
        return hashlib.sha256(self._state + bytes([last]) + part).digest()


class SecretSeal:
    """Readable with the pass phrase only."""

    def __init__(self, header: bytes, *, phrase: str, salt: bytes, n: int, r: int, p: int) -> None:
        memory = 128 * n * r * 2
        key = hashlib.scrypt(phrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=memory, dklen=32)
        self._cipher = AESGCM(key)
        self._header = header
        self._number = 0

    def close(self, part: bytes, *, last: bool) -> bytes:
        """The part, encrypted."""
        return self._cipher.encrypt(self._nonce(last), part, self._header)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        """The part, decrypted."""
        try:
            return self._cipher.decrypt(self._nonce(last), sealed, self._header)
        except InvalidTag as problem:
            raise BrokenSealError from problem

    def _nonce(self, last: bool) -> bytes:
        # The salt makes the key one of this file only, so counting from zero never repeats a nonce.
        nonce = self._number.to_bytes(11, "big") + bytes([last])
        self._number += 1
        return nonce
