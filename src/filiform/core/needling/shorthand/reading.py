"""Reading a shorthand line: every word is understood or told, none is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from filiform.core.needling.shorthand import marks
from filiform.core.needling.shorthand.parts import read_part
from filiform.core.needling.shorthand.structure import near_names, near_words, read_structure
from filiform.core.needling.shorthand.tokens import Piece, Token, pieces
from filiform.core.needling.shorthand.values import Entry, Fault, Heard, Line, Vocabulary
from filiform.core.reasons import Params, params
from filiform.core.values import Side

LONGEST = 1000
"""Characters of a line."""
MOST_ENTRIES = 30


def read_line(text: str, vocabulary: Vocabulary) -> Line:
    """All entries of a line, each with what is wrong with it; never raises."""
    if len(text) > LONGEST:
        return Line(whole=(Fault("line-too-long", "", LONGEST, params=params(high=LONGEST)),))
    found = pieces(text)
    if len(found) > MOST_ENTRIES:
        beyond = found[MOST_ENTRIES]
        return Line(whole=(Fault("entries-too-many", beyond.text, beyond.at, params=params(high=MOST_ENTRIES)),))
    return Line(tuple(_heard(piece, vocabulary) for piece in found))


def _heard(piece: Piece, vocabulary: Vocabulary) -> Heard:
    reader = _Reader(piece, vocabulary)
    entry = reader.read()
    return Heard(piece.text, piece.at, entry if not reader.faults else None, tuple(reader.faults))


class _Reader:
    """One entry on its way from words to facts."""

    def __init__(self, piece: Piece, vocabulary: Vocabulary) -> None:
        self.piece = piece
        self.vocabulary = vocabulary
        self.said: dict[str, Any] = {}
        self.faults: list[Fault] = []

    def read(self) -> Entry | None:
        tokens = self.piece.tokens
        at = 0
        while at < len(tokens) and tokens[at].low in marks.SIDES:
            self._say(tokens[at : at + 1], "sides", marks.SIDES[tokens[at].low])
            at += 1
        structure, at = self._structure(tokens, at)
        while at < len(tokens):
            at += self._part(tokens[at:])
        if structure is None:
            return None
        entry = Entry(structure, **self._facts(structure))
        self._sound(entry)
        return entry

    def _structure(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        named = read_structure(tokens[at:], self.vocabulary)
        words = tokens[at : at + named.count]
        if len(named.structures) > 1:
            near = tuple(self.vocabulary.write[one] for one in named.structures)
            self._fault("structure-ambiguous", words, near=near)
            return None, at + named.count
        if named.structures:
            return named.structures[0], at + named.count
        end = at
        while end < len(tokens) and read_part(tokens[end:], self.vocabulary) is None:
            end += 1
        if end == at:
            self._fault("structure-missing", tokens[:1])
        else:
            text = " ".join(token.text for token in tokens[at:end])
            self._fault("structure-unknown", tokens[at:end], near=near_names(text, self.vocabulary))
        return None, end

    def _part(self, rest: Sequence[Token]) -> int:
        part = read_part(rest, self.vocabulary)
        if part is None:
            named = read_structure(rest, self.vocabulary)
            if named.count and rest[0].low not in self.vocabulary.unclear:
                self._fault("comma-missing", rest[: named.count])
                return named.count
            self._fault("word-unknown", rest[:1], near=near_words(rest[0].low, self.vocabulary))
            return 1
        if part.fault:
            self._fault(part.fault, rest[: part.count], given=part.params)
        else:
            self._say(rest[: part.count], part.field, part.value)
        return part.count

    def _say(self, words: Sequence[Token], field: str, value: object) -> None:
        if field == "sides" and isinstance(self.said.get("sides"), tuple):
            both = {self.said["sides"], value}
            if both == {marks.LEFT, marks.RIGHT}:
                self.said["sides"] = marks.BOTH
                return
        if field in self.said:
            self._fault("said-twice", words)
        else:
            self.said[field] = value

    def _facts(self, structure: str) -> dict[str, Any]:
        """What was said, with the size as two fields and the side that a structure of the midline has."""
        facts = dict(self.said)
        if "size" in facts:
            facts["diameter_mm"], facts["length_mm"] = facts.pop("size")
        if structure in self.vocabulary.midline:
            facts.setdefault("sides", (Side.MIDLINE,))
        return facts

    def _sound(self, entry: Entry) -> None:
        """What each word may say and all together cannot."""
        depth, length = entry.depth_mm, entry.length_mm
        if depth is not None and length is not None and depth > length:
            self._fault("depth-beyond-length", given=params(depth=str(depth), length=str(length)))
        if entry.structure in self.vocabulary.midline and entry.sides != (Side.MIDLINE,):
            self._fault("midline-only", given=params(structure=entry.structure))

    def _fault(self, code: str, words: Sequence[Token] = (), near: tuple[str, ...] = (), given: Params = ()) -> None:
        """Note a fault of some words, or of the entry as a whole."""
        text = " ".join(token.text for token in words) or self.piece.text
        self.faults.append(Fault(code, text[:80], words[0].at if words else self.piece.at, near, given))
