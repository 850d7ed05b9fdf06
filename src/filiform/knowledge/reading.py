"""Reading of data files: JSON to plain items, and the short form of a source to a Source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from filiform.core.reasons import How, Source

DATA = Path(__file__).parent
Item = Mapping[str, Any]
T = TypeVar("T")


class DataError(ValueError):
    """A data file cannot be read; the message names the file, the item and what to mend."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One data file: its path below the knowledge folder, its head, and its items."""

    path: str
    head: Item
    items: tuple[Item, ...]


def data_paths() -> tuple[Path, ...]:
    """All data files in a stable order."""
    return tuple(sorted(DATA.rglob("*.json")))


def version() -> str:
    """Twelve hex digits of a hash over the names and bytes of all data files."""
    seen = hashlib.sha256()
    for path in data_paths():
        seen.update(path.relative_to(DATA).as_posix().encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def read_json(path: str) -> Any:
    """The content of a data file. Raises DataError when it is missing or is not JSON."""
    try:
        return json.loads((DATA / path).read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); install the package again.") from error
    except json.JSONDecodeError as error:
        raise DataError(f"{path}: line {error.lineno} is not JSON ({error.msg}); mend that line.") from error


def read(path: str) -> DataFile:
    """A data file with its items. Raises DataError when it has none."""
    content = read_json(path)
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise DataError(f'{path}: needs an object with "items", a list.')
    head = {key: value for key, value in content.items() if key != "items"}
    return DataFile(path, head, tuple(content["items"]))


@lru_cache(maxsize=1)
def source_table() -> Mapping[str, Item]:
    """Short names of sources with their citation, address and the place where they are law."""
    table: Mapping[str, Item] = MappingProxyType(read_json("sources.json")["sources"])
    return table


def source(reference: str | Item) -> Source:
    """A source from its short form, `"TAG how"` or `"TAG how: what it says"`, or from an object in full.

    Raises DataError for an unknown tag, and for a `how` that is not read, recall or product.
    """
    if isinstance(reference, str):
        return _short(reference)
    words = str(reference.get("how", "")).partition(" ")
    return Source(
        citation=reference["citation"],
        how=_how(words[0], str(reference)),
        url=reference.get("url"),
        note=words[2],
    )


def _short(reference: str) -> Source:
    head, _, says = reference.partition(": ")
    tag, _, how = head.partition(" ")
    entry = source_table().get(tag)
    if entry is None:
        raise DataError(f"source {tag!r} is not in sources.json; add it there or mend the name.")
    return Source(
        citation=entry["citation"],
        how=_how(how, reference),
        url=entry["url"],
        tag=tag,
        law_of=entry["law_of"],
        says=says,
    )


def _how(word: str, where: str) -> How:
    try:
        return How(word)
    except ValueError:
        raise DataError(f'{where}: say "read", "recall" or "product", not {word!r}.') from None


def sources(item: Item, file: DataFile | None = None) -> tuple[Source, ...]:
    """The sources of an item, or those of its whole file where the item names none."""
    found = item.get("sources") or (file.head.get("sources") if file else None) or ()
    return tuple(source(reference) for reference in found)


def collect(paths: tuple[str, ...], build: Callable[[Item, DataFile], T]) -> Mapping[str, T]:
    """Records by id out of some files. Raises DataError when two share an id or one cannot be built."""
    found: dict[str, T] = {}
    for file in map(read, paths):
        for identity, record in _built(file, build):
            if identity in found:
                raise DataError(f"{file.path}: the id {identity!r} is used twice; rename one.")
            found[identity] = record
    return MappingProxyType(found)


def _built(file: DataFile, build: Callable[[Item, DataFile], T]) -> Iterator[tuple[str, T]]:
    for number, item in enumerate(file.items, start=1):
        try:
            yield item["id"], build(item, file)
        except KeyError as error:
            name = item.get("id", f"number {number}")
            raise DataError(f"{file.path}: item {name} lacks {error}; add it.") from error
