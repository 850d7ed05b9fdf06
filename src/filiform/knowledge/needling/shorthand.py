"""The vocabulary of the shorthand line, put together from names, short names and techniques."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from filiform.core.needling.shorthand import KEYWORDS, Key, Vocabulary
from filiform.knowledge.loader import load
from filiform.knowledge.reading import read, read_json
from filiform.knowledge.structures.abbreviations import abbreviations
from filiform.knowledge.structures.names import MIDLINE_ONLY, every_name, own_and_other_names
from filiform.knowledge.structures.words import raw_words, read_words, same


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Every word that a line may use. Raises DataError when a data file is broken."""
    short = abbreviations()
    names = _names()
    return Vocabulary(
        names=names,
        write=_write(names),
        labels={each.id: each.label for each in load().structures.values()},
        techniques=dict(_technique_phrases(names)),
        guidance=short.guidance,
        same=_same(names),
        filler=frozenset(read_json("structures/names.json")["filler"]),
        midline=MIDLINE_ONLY,
        unclear=short.unclear,
        leaves_in=short.leaves_in,
        in_and_out=frozenset(each.id for each in load().techniques.values() if each.in_and_out),
    )


def _names() -> Mapping[Key, tuple[str, ...]]:
    """Keys of all names with the structures they may mean; a short name means what its own list says."""
    groups = load().groups
    found: dict[Key, tuple[str, ...]] = {}
    for key, identities in every_name().items():
        if not KEYWORDS.isdisjoint(key) and all(each in groups for each in identities):
            continue  # a long label of a group, such as "pelvic floor and its depth"
        # An id means itself, whoever else bears it as a name.
        own = [each for each in identities if each not in groups and read_words(each).key == key]
        meant = own or identities
        members = (member for each in meant for member in (groups[each].members if each in groups else (each,)))
        found[key] = tuple(dict.fromkeys(members))
    return found | {(short,): meant for short, meant in abbreviations().structures.items()}


def _write(names: Mapping[Key, tuple[str, ...]]) -> Mapping[str, str]:
    """For each structure a text that means it and nothing else: a short name where it has one, else its shortest."""
    short = [(each, meant[0]) for each, meant in abbreviations().structures.items() if len(meant) == 1]
    long = [(" ".join(raw_words(text)), each) for text, each in own_and_other_names() if each in load().structures]
    sure = [pair for pair in long if _sure(*pair, names)]
    found: dict[str, str] = {}
    for text, structure in (*sorted(short, key=_brief), *sorted(sure, key=_brief)):
        found.setdefault(structure, text)
    return found


def _brief(named: tuple[str, str]) -> tuple[int, str]:
    return len(named[0]), named[0]


def _sure(text: str, structure: str, names: Mapping[Key, tuple[str, ...]]) -> bool:
    """Whether the line reads this text as this structure: no word of it is one of the line's own, or filler."""
    words = raw_words(text)
    read_ = read_words(text)
    return names.get(read_.key) == (structure,) and len(words) == len(read_.key) and KEYWORDS.isdisjoint(words)


def _technique_phrases(names: Mapping[Key, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Phrases for techniques none of whose words could go on with a name of a structure, or is a side."""
    taken = {word for key in names for word in key}
    for phrase, technique in _all_phrases():
        words = phrase.split()
        if all(same(word) not in taken for word in words) and words[0] not in KEYWORDS - {"in"} and words != ["in"]:
            yield phrase, technique


def _all_phrases() -> Iterator[tuple[str, str]]:
    yield from abbreviations().techniques.items()
    for each in load().techniques.values():
        yield " ".join(raw_words(each.id)), each.id
        yield " ".join(raw_words(each.label)), each.id
    for item in read("needling/technique_names.json").items:
        for name in item["names"]:
            yield " ".join(raw_words(name)), item["id"]


def _same(names: Mapping[Key, tuple[str, ...]]) -> Mapping[str, str]:
    """One spelling for short forms, and for the plural of each word of a name."""
    table: dict[str, str] = dict(read_json("structures/names.json")["same"])
    for word in {word for key in names for word in key}:
        if f"{word}s" not in table and same(f"{word}s") == word:
            table[f"{word}s"] = word
    return table


def faults() -> Iterator[tuple[str, str]]:
    """What keeps the line from reading: structures that cannot be written, techniques without a sure word."""
    words = vocabulary()
    for structure in load().structures:
        if structure not in words.write:
            yield f"shorthand/{structure}", "has no short name that means it alone; add one to abbreviations"
    for technique in load().techniques:
        if technique not in words.techniques.values():
            yield f"shorthand/{technique}", "has no word that cannot belong to a structure; add one"
    for key in words.names:
        for word in KEYWORDS & set(key):
            yield f"shorthand/{' '.join(key)}", f"holds {word}, which the line reads as a word of its own"
