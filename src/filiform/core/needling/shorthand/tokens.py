"""A line cut into entries, and entries into words and quoted text, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# A comma that a digit follows at once is a decimal comma; every other comma ends an entry.
_SEPARATOR = re.compile(r",(?![0-9])|[;\n\r]")
_QUOTED = re.compile(r"[\"“„]([^\"“”„\n\r]*)[\"”“]")
_QUOTE = re.compile(r"[\"“”„]")
_WORD = re.compile(r"(?:,(?=[0-9])|[^\s,;\"“”„])+")
_ACCENTS = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")
_SPACE = re.compile(r"[^\S\n\r]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or quoted text at its place in the line; `open` when the quotation never ends."""

    text: str
    at: int
    quoted: bool = False
    open: bool = False

    @property
    def low(self) -> str:
        """The word in small letters without accents; quoted text is no word."""
        return "" if self.quoted else plain(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a line between two separators."""

    text: str
    at: int
    tokens: tuple[Token, ...]


def plain(text: str) -> str:
    """Small letters without accents; signs of multiplication as x. Any other sign stays: ½ and ² are no digits."""
    apart = unicodedata.normalize("NFD", text.replace("×", "x").replace("*", "x"))
    return _ACCENTS.sub("", apart).lower()


def pieces(text: str) -> list[Piece]:
    """The entries of a line; empty ones (two commas, a comma at the end) are left out."""
    found: list[Piece] = []
    tokens: list[Token] = []
    start = at = 0
    while at < len(text):
        separator = _SEPARATOR.match(text, at)
        if separator:
            _add(found, text, start, at, tokens)
            start = at = separator.end()
            tokens = []
            continue
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        token, at = _token(text, at)
        tokens.append(token)
    _add(found, text, start, len(text), tokens)
    return found


def _add(found: list[Piece], text: str, start: int, end: int, tokens: list[Token]) -> None:
    if tokens:
        first = tokens[0].at
        found.append(Piece(text[first:end].rstrip(), first, tuple(tokens)))


def _token(text: str, at: int) -> tuple[Token, int]:
    quoted = _QUOTED.match(text, at)
    if quoted:
        return Token(quoted[1].strip(), at, quoted=True), quoted.end()
    if _QUOTE.match(text, at):
        # The rest of the row belongs to a quotation that nobody closed.
        end = next((i for i in range(at, len(text)) if text[i] in "\n\r"), len(text))
        return Token(text[at:end], at, quoted=True, open=True), end
    word = _WORD.match(text, at)
    # Whatever no rule names is a word of its own, so that it is told and not dropped.
    end = word.end() if word else at + 1
    return Token(text[at:end], at), end
