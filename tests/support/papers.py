"""Reads the words of our own PDFs, so that tests can ask what is on paper."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\[(.*?)\]\s*TJ|<([0-9A-Fa-f]+)>\s*Tj|\(((?:\\.|[^\\)])*)\)\s*Tj", re.DOTALL)
PIECE = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def says(pdf: bytes, fact: str) -> bool:
    """Whether a line of the PDF holds `fact`, blanks aside.

    Each font has its own numbering of letters; a fact is set in one font, so all text is read once with each.
    """
    streams = [_inflated(found) for found in STREAM.findall(pdf)]
    glyphs = [_glyphs(one) for one in streams if b" Tf" in one or b"TJ" in one or b"Tj" in one]
    wanted = _dense(fact)
    return any(
        wanted in _dense("".join(letters.get(code, "\ufffd") for code in codes))
        for letters in (_letters(one) for one in streams if b"begincmap" in one)
        for codes in glyphs
    )


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def _dense(text: str) -> str:
    return "".join(text.split())


def _letters(cmap: bytes) -> dict[int, str]:
    """Number of a glyph to its letters, of one font."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                found[code] = chr(int(text, 16) + step)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _glyphs(content: bytes) -> list[int]:
    """Numbers of the glyphs in the order they are drawn, two bytes each."""
    codes: list[int] = []
    for several, digits, text in SHOWN.findall(content):
        pieces = PIECE.findall(several) if several else [(digits, text)]
        for one, other in pieces:
            raw = bytes.fromhex(one.decode()) if one else _plain(other)
            codes += [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return codes


def _plain(text: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        sign = found.group(1)
        return bytes([int(sign, 8)]) if sign.isdigit() else ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, text, flags=re.DOTALL)
