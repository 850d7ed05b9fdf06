"""The screening data, read once: rules, questions, site groups, thresholds, sources and their version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from filiform.core.screening import Action, Class, How, Range, Rule, RuleBook, SourceSays, Stricter
from filiform.core.screening.history import History
from filiform.core.screening.setting import Setting
from filiform.knowledge.screening.parse import condition
from filiform.knowledge.screening.question import Choice, Question

CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "consent": ("consent",),
    "pregnancy": ("pregnancy",),
    "bleeding": ("bleeding",),
    "skin-immune": ("skin-immune",),
    "vessels-heart-lungs": ("vessels-heart-lungs",),
    "devices": ("devices",),
    "disease": ("disease",),
    "sites": ("sites",),
    "red-flags": (
        "red-flags/spine-and-nerves",
        "red-flags/heart-lungs-vessels",
        "red-flags/head-and-neck",
        "red-flags/organs-and-limbs",
    ),
    "after-a-session": ("after-a-session",),
}
"""The chapters of the rule book in its order, each with its files."""
QUESTIONS = (
    "questions/person-and-plan",
    "questions/consent-and-needles",
    "questions/health-and-skin",
    "questions/measured",
    "questions/today",
)
"""Where the questions stand; their `order` settles in which order they are asked."""
FILES = (*(file for parts in CHAPTERS.values() for file in parts), *QUESTIONS, "settings", "site_groups", "sources")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question says a number itself: its choices `codes` hold these `words`, and the lexicon reads by it."""

    field: str
    codes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule compares with, or that a question asks with; a placeholder is one that no source gives.

    `range` is what a practice may set it to by its policy (`core.screening.policy` narrows it); None: it is fixed,
    because a source gives it, or because a question says it in its words (`asked`). `read_by` names another rule
    book that reads it; no condition of the screening does then.
    """

    id: str
    value: float
    unit: str
    placeholder: bool
    says: str
    range: Range | None = None
    asked: Asked | None = None
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """All screening knowledge. `citations` maps a source's tag to its citation."""

    book: RuleBook
    questions: tuple[Question, ...]
    thresholds: tuple[Threshold, ...]
    citations: Mapping[str, str]
    version: str

    def question(self, field: str) -> Question | None:
        """Give the question of a field, None when the field has none."""
        return next((each for each in self.questions if each.field == field), None)

    def setting(self, history: History, thresholds: Mapping[str, float] | None = None) -> Setting:
        """Give the setting in which `Question.shown` is judged for this history, by a practice's thresholds if told."""
        return Setting(history, self.book.groups, self.book.thresholds if thresholds is None else thresholds)


def read(name: str) -> bytes:
    """Give the bytes of one data file of this package."""
    return files(__package__).joinpath(f"{name}.json").read_bytes()


@cache
def load() -> Screening:
    """Read all data files; the version is a hash of their bytes and of the lexicon's."""
    raw = {name: read(name) for name in FILES}
    version = _version(raw)
    data: dict[str, Any] = {name: json.loads(text) for name, text in raw.items()}
    thresholds = tuple(_threshold(each) for each in data["settings"])
    book = RuleBook(
        rules=tuple(
            _rule(each, chapter) for chapter, parts in CHAPTERS.items() for part in parts for each in data[part]
        ),
        groups=MappingProxyType(groups(data["site_groups"])),
        thresholds=MappingProxyType({each.id: each.value for each in thresholds}),
        version=version,
        ranges=MappingProxyType({each.id: each.range for each in thresholds if each.range}),
    )
    questions = tuple(
        sorted((_question(each) for name in QUESTIONS for each in data[name]), key=lambda each: each.order)
    )
    return Screening(book, questions, thresholds, MappingProxyType(data["sources"]), version)


def _version(raw: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(raw):
        digest.update(name.encode() + b"\0" + raw[name] + b"\0")
    _add(digest.update, files("filiform.knowledge.lexicon"))
    return digest.hexdigest()[:16]


def _add(update: Callable[[bytes], None], folder: Traversable) -> None:
    """Add the data files of a folder and of those in it, in the order of their names."""
    for each in sorted(folder.iterdir(), key=lambda path: path.name):
        if each.name.endswith(".json"):
            update(each.name.encode() + b"\0" + each.read_bytes() + b"\0")
        elif each.is_dir() and not each.name.startswith("_"):
            _add(update, each)


def groups(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Spell site groups out: a group lists structures and other groups (`@group`)."""

    def members(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name in above:
            raise ValueError(f"site group {name} contains itself")
        found: set[str] = set()
        for each in data[name]:
            found |= members(each[1:], (*above, name)) if each.startswith("@") else {each}
        return frozenset(found)

    return {name: members(name, ()) for name in data}


def _rule(data: dict[str, Any], chapter: str) -> Rule:
    elsewhere = data.get("elsewhere")
    return Rule(
        id=data["id"],
        item=data.get("item", data["id"]),
        chapter=chapter,
        label=data["label"],
        class_=Class(data["class"]),
        action=Action(data["action"]),
        when=condition(data["when"]),
        sources=tuple(_source(each) for each in data["sources"]),
        matters=condition(data.get("matters", {})),
        per_site=data.get("per_site", False),
        disagreement=data.get("disagreement", False),
        guidance=data.get("guidance", ""),
        where_to=data.get("where_to"),
        yields_to=tuple(data.get("yields_to", ())),
        law_of=data.get("law_of"),
        elsewhere=(Class(elsewhere["class"]), Action(elsewhere["action"])) if elsewhere else None,
        right=data.get("right", False),
        reviewed=data["reviewed"],
    )


def _threshold(data: dict[str, Any]) -> Threshold:
    range_ = data.get("range")
    settable = Range(range_["low"], range_["high"], Stricter(range_["stricter"])) if range_ else None
    asked = data.get("asked")
    told = Asked(asked["field"], tuple(asked["codes"]), asked["words"]) if asked else None
    return Threshold(**{**data, "range": settable, "asked": told})


def _source(data: dict[str, Any]) -> SourceSays:
    return SourceSays(data["tag"], data["says"], How(data["how"]), data.get("class"), data.get("law_of"))


def _question(data: dict[str, Any]) -> Question:
    choices = tuple(
        Choice(c["code"], c["label"], c.get("heading", ""), condition(c.get("asked_when", {})))
        for c in data.get("choices", ())
    )
    rest = {k: v for k, v in data.items() if k not in ("choices", "asked_when")}
    return Question(**rest, choices=choices, asked_when=condition(data.get("asked_when", {})))
