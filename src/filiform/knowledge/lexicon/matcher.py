"""Finds the entries of the lexicon in a text: words as they are, stems, and slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from filiform.knowledge.lexicon.phrases import Entry, Hit, distance

_BEFORE = frozenset({"no", "not", "cannot", "cant", "dont", "unable"})  # stand before what they deny
_SPAN = 9  # words within which all words of a pattern must stand
_CHANGED = frozenset(
    {
        *("abnormal", "altered", "change", "changed", "changes", "decrease", "decreased", "diminished", "disturbance"),
        *("disturbed", "less", "loss", "lost", "new", "numb", "numbness", "odd", "problem", "problems", "reduced"),
        *("reduction", "strange", "tingling", "trouble"),
    }
)
_A_WORD = 8  # letters; what begins with a stem as long is that word, and no slip of another
_Pattern = tuple[Entry, tuple[str, ...]]


def _inside(hit: Hit, other: Hit, commas: frozenset[int]) -> bool:
    if not (hit.at < other.at and hit.entry.field == other.entry.field) or other.entry.beside:
        return False
    own, whole = (sum(min(each.at) < comma <= max(each.at) for comma in commas) for each in (hit, other))
    return own == whole


class Matcher:
    """All entries, indexed by the longest word of each pattern; a stem ends in `*`.

    `known` are words that are never slips of others.
    """

    def __init__(self, entries: Sequence[Entry], known: frozenset[str] = frozenset()) -> None:
        self._by_head: dict[str, list[_Pattern]] = {}
        self.words: set[str] = set(known)
        self._wanted: set[str] = set()
        for entry in entries:
            for pattern in entry.patterns:
                self._by_head.setdefault(max(pattern, key=len), []).append((entry, pattern))
                self._wanted.update(pattern)
        self.words.update(word.rstrip("*") for word in self._wanted)
        self._slips_of = lru_cache(maxsize=4096)(self._slips)

    def find(
        self,
        words: Sequence[str],
        fields: Mapping[str, object] | set[str],
        commas: frozenset[int] = frozenset(),
        ands: frozenset[int] = frozenset(),
    ) -> list[Hit]:
        """Find the entries of these fields; one whose words all belong to a longer find is left out.

        A longer find that reaches over a comma (`commas`: positions that begin a new part) leaves the shorter one;
        words that stand side by side do not do so over an "and" (`ands`) either.
        """
        wanted = [self._wants(word) for word in words]
        hits: dict[tuple[int, frozenset[int]], Hit] = {}
        for place, wants in enumerate(wanted):
            for head in wants:
                for entry, pattern in self._by_head.get(head, ()):
                    if (entry.told_in or entry.field) not in fields:
                        continue
                    at = self._positions(pattern, wanted, place)
                    if at and "no" in pattern and _no_of_another(words, at):
                        continue
                    if at and not (entry.close and _apart(at, commas | ands)):
                        hits[(id(entry), at)] = Hit(entry, at)
        found = list(hits.values())
        return [hit for hit in found if not any(_inside(hit, other, commas) for other in found)]

    def _wants(self, word: str) -> set[str]:
        """Give the words of patterns that this word satisfies: itself, its stems, and what it is a slip of."""
        stems = (f"{word[:end]}*" for end in range(1, len(word) + 1))
        wants = {want for want in (word, *stems) if want in self._wanted}
        known = word in self.words or word.isdigit() or any(len(want) > _A_WORD for want in wants)
        return wants if known else wants | self._slips_of(word)

    def _positions(self, pattern: tuple[str, ...], wanted: list[set[str]], near: int) -> frozenset[int] | None:
        if len(pattern) == 1:
            return frozenset((near,))
        low, high = max(0, near - _SPAN), min(len(wanted), near + _SPAN + 1)
        used: set[int] = set()
        for want in pattern:
            place = min(
                (i for i in range(low, high) if want in wanted[i] and i not in used),
                key=lambda i: (want in _BEFORE and i > near, abs(i - near)),
                default=None,
            )
            if place is None:
                return None
            used.add(place)
        return frozenset(used) if near in used else None

    def _slips(self, word: str) -> frozenset[str]:
        """Give the words of patterns that an unknown word is a slip of."""
        plain = _plain(word)
        letters = _letters(plain)
        found = set()
        for want, whole, stem, mask in self._near(plain):
            allowed = 1 if len(whole) < 9 else 2
            other = 0 if stem else letters & ~mask
            if (mask & ~letters).bit_count() > allowed or other.bit_count() > allowed:
                continue  # too many letters that the other has not
            # A letter too few or too many moves the end of the stem within the word.
            ends = {plain[: len(whole) + more] for more in (-1, 0, 1)} if stem else (plain,)
            if any(self._slip(whole, end) for end in ends):
                found.add(want)
        return frozenset(found)

    def _slip(self, want: str, word: str) -> bool:
        """Allow one slip in a word of five to eight letters, two in a longer one; known words never slip."""
        if abs(len(want) - len(word)) > _allowed(want) or word in self.words:
            return False
        return want.rstrip("s") == word.rstrip("s") or distance(want, word) <= _allowed(want)

    def _near(self, word: str) -> Iterator[tuple[str, str, bool, int]]:
        """Give what begins like a word: with its letter, with its first two swapped, or without its first."""
        by_letter = self._by_letter
        yield from by_letter.get(word[:1], ())
        for head in {word[1:2] + word[:1], word[1:3]}:
            if head[:1] != word[:1]:
                yield from (each for each in by_letter.get(head[:1], ()) if each[1].startswith(head))

    @cached_property
    def _by_letter(self) -> dict[str, list[tuple[str, str, bool, int]]]:
        """Give the words that can be slipped in, by their first letter, with the set of their letters as bits."""
        found: dict[str, list[tuple[str, str, bool, int]]] = {}
        for want in self._wanted:
            whole, stem = _plain(want.rstrip("*")), want.endswith("*")
            if len(whole) >= (6 if stem else 5):
                found.setdefault(whole[0], []).append((want, whole, stem, _letters(whole)))
        return found


def _no_of_another(words: Sequence[str], at: frozenset[int]) -> bool:
    """Say whether the "no" of a find denies a word between: "no altered sensation" is no "no sensation"."""
    first = min((i for i in at if words[i] == "no"), default=min(at))
    after = min((i for i in at if i > first), default=first)
    return not _CHANGED.isdisjoint(words[first + 1 : after])


def _apart(at: frozenset[int], breaks: frozenset[int]) -> bool:
    first, last = min(at), max(at)
    return last - first >= len(at) or any(first < place <= last for place in breaks)


def _allowed(want: str) -> int:
    return 1 if len(want) < 9 else 2


def _plain(word: str) -> str:
    """Write a word as it sounds: fenprocoumon, metotrexat."""
    return word.replace("ph", "f").replace("th", "t")


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask
