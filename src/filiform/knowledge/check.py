"""The validator of the knowledge: it reports every fault at once instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from filiform.knowledge.faults import CHAPTERS, Fault, books
from filiform.knowledge.loader import load
from filiform.knowledge.reading import DATA, DataError, data_paths, read_json
from filiform.knowledge.records import Knowledge

__all__ = ["Fault", "books", "check"]


def check(knowledge: Knowledge | None = None) -> list[Fault]:
    """All faults of the knowledge, sorted; an empty list when it is sound."""
    broken = list(_unreadable())
    if broken:
        return broken
    try:
        known = knowledge or load()
    except DataError as error:
        return [Fault("knowledge", str(error))]
    found = [fault for chapter in CHAPTERS for fault in chapter(known)]
    apart = (_screening, _statements, _needling, _ranking, _packs, _reporting, _lexicon)
    return sorted({*found, *(fault for chapter in apart for fault in _of(chapter))}, key=str)


def _of(chapter: Callable[[], Iterator[Fault]]) -> Iterator[Fault]:
    """The faults of a chapter; one that rests on data which another cannot load waits until these are mended."""
    try:
        yield from chapter()
    except (DataError, AttributeError, KeyError, TypeError, ValueError) as error:
        yield Fault(chapter.__name__.strip("_"), f"cannot be checked until the other faults are mended ({error})")


def _unreadable() -> Iterator[Fault]:
    for path in data_paths():
        try:
            read_json(path.relative_to(DATA).as_posix())
        except DataError as error:
            yield Fault(path.name, str(error))


def _screening() -> Iterator[Fault]:
    """The faults of the screening book, which has its own validator."""
    # Read late: the screening book itself reads structures from this package.
    from filiform.knowledge.screening import faults

    for fault in faults():
        yield Fault("screening", str(fault))


def _statements() -> Iterator[Fault]:
    """The faults of what may be said about evidence, which has its own validator."""
    # Read late: the statements themselves read the evidence of this package.
    from filiform.knowledge.evidence.faults import faults

    for where, what in faults():
        yield Fault(where, what)


def _needling() -> Iterator[Fault]:
    """The faults of what the check of a planned needle knows beside the structures."""
    # Read late, as above.
    from filiform.knowledge.needling import shorthand
    from filiform.knowledge.needling.faults import faults
    from filiform.knowledge.structures import abbreviations

    try:
        for where, what in (*faults(), *abbreviations.faults(), *shorthand.faults()):
            yield Fault(where, what)
    except DataError as error:
        yield Fault("needling", str(error))


def _ranking() -> Iterator[Fault]:
    """The faults of what the ranking knows beside the maps: how common a muscle is, names of zones."""
    # Read late, as above.
    from filiform.knowledge.ranking import faults

    try:
        for fault in faults():
            yield Fault("ranking", fault)
    except DataError as error:
        yield Fault("ranking", str(error))


def _packs() -> Iterator[Fault]:
    """The faults of the policy packs."""
    # Read late, as above.
    from filiform.knowledge.jurisdictions.faults import faults

    for fault in faults():
        yield Fault("jurisdictions", fault)


def _reporting() -> Iterator[Fault]:
    """The faults of what is asked of a note."""
    # Read late, as above.
    from filiform.knowledge.reporting.faults import faults

    try:
        for where, what in faults():
            yield Fault(where, what)
    except (DataError, KeyError) as error:
        yield Fault("reporting", str(error))


def _lexicon() -> Iterator[Fault]:
    """The faults of the words that people write."""
    # Read late, as above.
    from filiform.knowledge.lexicon.faults import faults

    for where, what in faults():
        yield Fault(where, what)
