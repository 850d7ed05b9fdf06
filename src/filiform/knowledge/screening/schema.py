"""The JSON Schema of a case, made from the questions that the reader knows."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from filiform.core.screening import Weight
from filiform.core.screening.policy import NO_POLICY, RANKS, allowed_range, item_floor
from filiform.knowledge.jurisdictions import PROFESSIONS
from filiform.knowledge.loader import load as load_knowledge
from filiform.knowledge.reading import read_json
from filiform.knowledge.screening import case, lists, practice, sites
from filiform.knowledge.screening.load import Screening, load
from filiform.knowledge.screening.question import Question
from filiform.knowledge.screening.schema_numbers import patterns
from filiform.knowledge.screening.special import CONSENT

FILE = Path(__file__).parents[4] / "docs" / "generated" / "case.schema.json"
Schema = dict[str, Any]

_REF = "#/$defs/"
_WORDS: Schema = {"type": "string", "maxLength": case.LIMIT // 40, "pattern": "^[^\\u0000]*$"}
_DATE: Schema = {"type": "string", "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"}
_PART: Schema = {"type": ["string", "number", "boolean", "null"], "maxLength": 200, "pattern": "^[^\\u0000]*$"}
_DEFS: dict[str, Schema] = {
    "words": {**_WORDS, "description": "Words as a clinician writes them. What is not known is listed, never dropped."},
    "gap": {
        "description": "Asked and not answered: null or unknown; declined: the patient did not want to answer.",
        "enum": [None, "unknown", "not known", "unsure", "?", "", "not asked", "declined", "prefer not to say"],
    },
    "date": {**_DATE, "description": "A day such as 2026-05-28."},
    "entry": {
        "description": "One entry of a list: words or a code, or an object such as {drug, place, weeks}.",
        "anyOf": [
            {"$ref": f"{_REF}words"},
            {"type": "object", "maxProperties": 12, "additionalProperties": _PART},
        ],
    },
    "entries": {
        "description": "A list, [] for none of these. A text counts as a list of one.",
        "anyOf": [
            {"type": "array", "maxItems": 30, "items": {"$ref": f"{_REF}entry"}},
            {"$ref": f"{_REF}entry"},
            {"type": "boolean"},
            {"$ref": f"{_REF}gap"},
        ],
    },
    "yes_or_no": {"anyOf": [{"type": "boolean"}, {"$ref": f"{_REF}words"}, {"$ref": f"{_REF}gap"}]},
}


def schema() -> Schema:
    """Give the schema (draft 2020-12). Whatever it allows is read; the reader takes some more spellings."""
    known = load()
    properties = {question.field: _question(question) for question in known.questions}
    properties |= {name: _folded() for name in sorted(lists.FOLDED)}
    properties |= _around(known)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case for screening before dry needling",
        "description": "All fields are optional. A field that is left out was not asked.",
        "type": "object",
        "properties": properties,
        "additionalProperties": {
            "description": "A field that is not known is listed under unrecognised.",
            **_PART,
        },
        "$defs": {**_DEFS, "site": _site()},
    }


def text() -> str:
    """Give the schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _question(question: Question) -> Schema:
    shape: Schema
    if question.kind == "number":
        unit = f" in {question.unit}" if question.unit else ""
        number = {"type": "number", "minimum": question.low, "maximum": question.high}
        texts = [{"type": "string", "maxLength": 100, "pattern": pattern} for pattern in patterns(question)]
        told = f"A number{unit}, also as text with a unit of its own; words without a number are listed."
        shape = {"anyOf": [number, *texts, {"$ref": f"{_REF}gap"}], "description": told}
    elif question.kind == "sites":
        each = {"$ref": f"{_REF}site"}
        shape = {"anyOf": [{"type": "array", "maxItems": sites.MOST, "items": each}, each, {"$ref": f"{_REF}gap"}]}
    elif question.field == "consent":
        shape = _consent()
    elif question.kind == "codes":
        shape = {"$ref": f"{_REF}entries"} if question.field != "skin_at_site" else _by_site()
    elif question.kind == "text":
        shape = {"anyOf": [{"$ref": f"{_REF}words"}, {"$ref": f"{_REF}gap"}]}
    else:
        shape = {"$ref": f"{_REF}yes_or_no"}
    known = [choice.code for choice in question.choices]
    shape = {"title": question.label, **shape}
    return {**shape, "examples": known} if known else shape


def _folded() -> Schema:
    return {"$ref": f"{_REF}entries"}


def _consent() -> Schema:
    status = {"anyOf": [{"enum": list(CONSENT)}, {"$ref": f"{_REF}words"}]}
    whole = {"type": "object", "required": ["status"], "properties": {"status": status}, "additionalProperties": _PART}
    return {"anyOf": [{**whole, "maxProperties": 12}, {"$ref": f"{_REF}words"}, {"$ref": f"{_REF}gap"}]}


def _by_site() -> Schema:
    entries = {"type": "array", "maxItems": 10, "items": {"$ref": f"{_REF}words"}}
    sites_ = {
        "type": "object",
        "maxProperties": 20,
        "propertyNames": {"$ref": f"{_REF}site"},
        "additionalProperties": {"anyOf": [entries, {"$ref": f"{_REF}words"}]},
    }
    listed = {"type": "array", "maxItems": 30, "items": {"$ref": f"{_REF}words"}}
    return {"anyOf": [sites_, listed, {"$ref": f"{_REF}words"}, {"type": "boolean"}, {"$ref": f"{_REF}gap"}]}


def _around(known: Screening) -> dict[str, Schema]:
    """What a case holds beside the answers."""
    items = sorted({rule.item for rule in known.book.rules})
    clearance = {
        "type": "object",
        "required": ["item", "given"],
        "properties": {
            "item": {"enum": items},
            "given": {"$ref": f"{_REF}date"},
            "until": {"anyOf": [{"$ref": f"{_REF}date"}, {"type": "null"}]},
        },
    }
    named = [each for each in PROFESSIONS if each != "all"]
    who: Schema = {"anyOf": [{"$ref": f"{_REF}words"}, {"type": "null"}], "examples": named}
    return {
        "on": {"anyOf": [{"$ref": f"{_REF}date"}, {"type": "null"}], "description": "The day of the case; today."},
        "free_text": {"description": "Kept, never judged."},
        "jurisdiction": {"type": ["string", "null"], "description": "A country code such as IE; its law then binds."},
        "clearances": {"type": ["array", "null"], "items": clearance},
        "policy": {"anyOf": [policy(known), {"type": "null"}]},
        "profession": {**who, "description": "Of who needles; without it the law for every profession is told."},
        "practitioner": {
            "anyOf": [
                who,
                {
                    "type": "object",
                    "maxProperties": 12,
                    "properties": {"profession": who},
                    "additionalProperties": _PART,
                },
            ]
        },
        **{name: {} for name in sorted(case.NOT_JUDGED - {"on", "free_text", "jurisdiction", "clearances", "policy"})},
    }


def policy(known: Screening) -> Schema:
    """What a practice's policy holds: for each item and threshold what a practice may say anywhere."""
    items = {rule.item: [each for each in known.book.rules if each.item == rule.item] for rule in known.book.rules}
    least = {item: RANKS[item_floor(rules, NO_POLICY).least] for item, rules in items.items()}
    weights = {item: {"enum": [str(each) for each in Weight if RANKS[each] >= rank]} for item, rank in least.items()}
    ranges = {name: allowed_range(known.book, name) for name in known.book.ranges}
    numbers = {
        name: {"type": "number", "minimum": range_.low, "maximum": range_.high}
        for name, range_ in ranges.items()
        if range_
    }
    return {
        "description": "The recorded policy of a practice. It is never followed past an emergency, law or shared stop.",
        "type": "object",
        "properties": {
            "version": {"type": "string", "description": "Told again in the verdict."},
            "jurisdiction": {"type": "string", "description": "As that of the case, when both are there."},
            "rulings": {"type": "object", "properties": weights, "additionalProperties": False},
            "thresholds": {"type": "object", "properties": numbers, "additionalProperties": False},
            "consent": {"enum": list(practice.CONSENT), "description": "How consent may be given; law goes before."},
            "needling": practice.schema(),
        },
        "additionalProperties": False,
    }


def site_names() -> list[str]:
    """Give every id and name of a structure, group or landmark that the schema lists."""
    structures, groups = load_knowledge().structures, load_knowledge().groups
    synonyms: dict[str, list[str]] = read_json("structures/names.json")["names"]
    words = {*structures, *groups, *sites.landmarks(), *sites.REGIONS, *(group.label for group in groups.values())}
    words.update(structure.label for structure in structures.values())
    words.update(name for group in groups.values() for name in group.names)
    words.update(name for found in synonyms.values() for name in found)
    words.update(order for word in tuple(words) for order in _orders(word))
    words.update(word.lower() for word in tuple(words))
    words -= {word for word in words if word[0].isupper() and f"{word[0].lower()}{word[1:]}" in words}
    return sorted(word for word in words if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ,.()-]*", word))


def _orders(identity: str) -> list[str]:
    """An id with its words apart, and either end first: upper-trapezius, upper trapezius."""
    parts = identity.split("-")
    turned = [[parts[-1], *parts[:-1]], [*parts[1:], parts[0]]]
    return [joint.join(order) for order in (parts, *turned) for joint in "- "] if identity.islower() else []


def _site() -> Schema:
    each = "|".join(_either_case(word) for word in site_names())
    side = "left|right|both|bilateral|Left|Right|L|R"
    return {
        "description": "A structure, group or landmark by id or name, with its side before or after it.",
        "type": "string",
        "pattern": f"^((?:{side}|lt|rt|Lt|Rt)[ -])?(?:{each})([ ,]{{1,2}}(?:{side}|\\((?:{side})\\)))?$",
        "examples": ["left upper trapezius", "trapezius-upper", "hamstrings"],
    }


def _either_case(name: str) -> str:
    """A name whose first letter may be a capital one, and a short one all in capitals."""
    first = f"[{name[0].upper()}{name[0].lower()}]" if name[0].isalpha() else re.escape(name[0])
    return f"{first}{re.escape(name[1:])}" + (f"|{name.upper()}" if name.isalpha() and len(name) <= 5 else "")


def main() -> int:
    """Write the published file."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
