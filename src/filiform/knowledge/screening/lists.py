"""Lists of medicines, conditions, symptoms and the like, read through the lexicon into list answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from filiform.core.screening import Codes
from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known
from filiform.knowledge.lexicon import FIELDS, recognise
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening import folded
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.whereabouts import belt, far

# Fields that say something about one code of a list: the list and its code.
FOLDED = {
    "lymphoedema": ("conditions", "lymphoedema"),
    "bladder_bowel_saddle": ("symptoms", "bladder-bowel-saddle"),
    "injections": ("conditions", ""),
}
_CAUDA = (
    *("bladder-bowel-saddle", "saddle-numbness", "urine-trouble", "bladder-sensation-lost"),
    *("urinary-incontinence", "bowel-control-lost", "rectal-sensation-lost"),
)
_NO_INJECTION = {
    *("no", "none", "nil", "never", "not", "a", "any", "injection", "injections", "had", "ever", "recent", "recently"),
    *("steroid", "given", "here", "in", "at", "the", "area", "site", "applicable", "n"),
}
_INJECTED = ("steroid-injection-recent", "botox-recent", "other-injection-recent")


@dataclass(slots=True)
class Found:
    """What the words of all lists come to so far."""

    on: date
    planned: Any = ()
    within: Mapping[str, float] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    present: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in FIELDS})
    absent: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in FIELDS})
    uncertain: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in FIELDS})
    maybe: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in FIELDS})
    per_site: dict[str, set[str]] = field(default_factory=dict)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)
    weeks: float | None = None
    fainted: bool = False

    def read(self, name: str, raw: Any) -> None:
        """Read one list; a text counts as a list of one. An empty list says none of these."""
        self.given.add(name)
        if name == "skin_at_site" and isinstance(raw, Mapping):
            self._by_site(raw)
            return
        for text in _texts(name, raw):
            self._text(name, text)

    def tell(self, name: str, text: str) -> None:
        """Read a text that belongs to a list, without the list having been put."""
        self._text(name, text)

    def fold(self, name: str, raw: Any, gap: Answer[Value] | None) -> None:
        """Read a field that is about one code of a list."""
        target, code = FOLDED[name]
        if name == "injections":
            if raw is True or gap is not None:
                self.uncertain[target].update(_INJECTED)
                return
            for text in _texts(name, _dated(raw or [], self.on)):
                if not set(tokens(text)) <= _NO_INJECTION:
                    self._injection(text)
            return
        codes = _CAUDA if target == "symptoms" else (code,)
        if gap is not None:
            self.uncertain[target].update(codes)
            return
        told = folded.told(_texts(name, raw))
        if not told:
            self.absent[target].update(codes)
            return
        known, before = len(self.unrecognised), set(self.present[target])
        for part in told:
            self._text(target, f"{part} lymphoedema" if target == "conditions" else part)
        # What the whole tells and no part does ("numb, also when wiping") is there too.
        self._text(target, f"{' '.join(told)} lymphoedema" if target == "conditions" else " ".join(told))
        del self.unrecognised[known:]
        # "Since cancer surgery" tells where the swelling is from, and not that the cancer is there.
        causes = {each for each in self.present[target] - before if each.startswith("cancer-")}
        self.present[target] -= causes
        self.uncertain[target] |= causes
        found = {each for each in self.present[target] - before if each.partition(":")[0] in codes}
        if found > {code}:
            self.present[target].discard(code)  # "right leg, mild": the place that was told is the place
        if not found:
            self.present[target].add(code)

    def answers(self, known: Mapping[str, Answer[Value]]) -> dict[str, Answer[Value]]:
        """Give the list answers; a list that was not put itself is open beyond what was told elsewhere."""
        self._inhaler()
        result: dict[str, Answer[Value]] = {}
        for name in FIELDS:
            # "Parkinson's" and elsewhere "no tremor": what may come with a disease is denied.
            self.uncertain[name] |= self.maybe[name] - self.absent[name]
            told = self.present[name] | self.absent[name] | self.uncertain[name]
            silent = not told and name not in self.given
            if silent or (name in known and not self.present[name]):
                continue
            # Words of a complaint name its areas; when none is understood any area is possible.
            complete = name in self.given and (name != "complaint" or bool(self.present[name]))
            result[name] = Known(self._codes(self.present[name], self.absent[name], self.uncertain[name], complete))
        for site, codes in self.per_site.items():
            result[f"skin_at_site@{site}"] = Known(Codes(frozenset(codes)))
        return result

    def _codes(self, present: set[str], absent: set[str], uncertain: set[str], complete: bool) -> Codes:
        bare = {code.partition(":")[0] for code in present}
        doubt = frozenset(code for code in uncertain if code.partition(":")[0] not in bare)
        return Codes(frozenset(present), frozenset(absent - bare - doubt), doubt, complete)

    def _text(self, name: str, text: str) -> set[str]:
        codes = {choice.code for choice in _choices(name)}
        if text.partition(":")[0] in codes:
            self.present[name].add(text)
            return {text}
        found = recognise(text, name, self.on, self.within)
        for each in FIELDS:
            told = found.of(each)
            self.present[each] |= self._at_site(name, told) if each == "skin_at_site" else told
            self.absent[each] |= found.of(each, "negated")
            self.uncertain[each] |= found.of(each, "uncertain") - found.of(each, "maybe")
            self.maybe[each] |= found.of(each, "maybe")
        if name != "complaint":
            self.unrecognised += [(name, part) for part in found.unrecognised]
        return set(found.of(name))

    def _at_site(self, name: str, codes: frozenset[str]) -> set[str]:
        """Give the codes of ill skin that is at the planned sites; told in another list without a place it may be."""
        if name == "skin_at_site":
            return set(codes)
        told = [code.partition(":") for code in codes]
        self.uncertain["skin_at_site"] |= {code for code, _, place in told if not place}
        spread = [(code, belt(place) if code == "shingles" else place) for code, _, place in told if place]
        return {code for code, place in spread if not far(place, self.planned)}

    def told_of_birth(self, text: str) -> None:
        """Keep a birth that was told with the answer on pregnancy, and when it was."""
        birth = {"recently-gave-birth"}
        read = recognise(text, "conditions", self.on)
        self.present["conditions"] |= read.of("conditions") & birth
        self.uncertain["conditions"] |= read.of("conditions", "uncertain") & birth

    def _injection(self, text: str) -> None:
        """Read one injection; one of a drug that is not known is still an injection at its place and time."""
        told = len(self.unrecognised), *map(len, (self.present["conditions"], self.uncertain["conditions"]))
        self._text("conditions", text if "inject" in text.lower() else f"{text} injection")
        if len(self.unrecognised) > told[0] and told[1:] == (
            len(self.present["conditions"]),
            len(self.uncertain["conditions"]),
        ):
            self._text("conditions", f"{text} injected elsewhere")

    def _by_site(self, raw: Mapping[str, Any]) -> None:
        from filiform.knowledge.screening import sites

        for key, value in raw.items():
            for site in sites.read("skin_at_site", key):
                for text in _texts("skin_at_site", value):
                    self.per_site.setdefault(str(site), set()).update(self._text("skin_at_site", text))

    def _inhaler(self) -> None:
        """A reliever alone may stand for asthma or for COPD."""
        lungs = {"asthma", "copd", "emphysema", "lung-disease"}
        if "inhaler" in self.present["medications"] and not lungs & self.present["conditions"]:
            self.uncertain["conditions"].add("copd")


def _choices(name: str) -> tuple[Any, ...]:
    question = load().question(name)
    return question.choices if question else ()


def _dated(raw: Any, on: date) -> Any:
    """Give injections whose date was given as a day the words of how long ago it is."""
    given = raw if isinstance(raw, list) else [raw]
    return [_days_ago(each, on) if isinstance(each, Mapping) and each.get("date") else each for each in given]


def _days_ago(each: Mapping[str, Any], on: date) -> dict[str, Any]:
    try:
        days = (on - date.fromisoformat(each["date"])).days
    except (TypeError, ValueError):
        return dict(each)
    return {**{key: value for key, value in each.items() if key != "date"}, "days": max(days, 0)}


def _texts(name: str, raw: Any) -> list[str]:
    if isinstance(raw, bool):
        return ["yes"] if raw else ["none"]
    given = [raw] if isinstance(raw, str | Mapping) else raw
    if not isinstance(given, list):
        raise CaseError(name, f"{name} must be a list of words, [] for none.")
    return [_words(name, each) for each in given]


_SAID = {
    *("name", "drug", "medicine", "medication", "brand", "ingredient", "condition", "diagnosis", "symptom", "allergy"),
    *("allergen", "reaction", "implant", "device", "type", "place", "site", "region", "area", "side", "status", "note"),
    *("notes", "text", "description", "date", "year", "when", "since", "dose", "frequency", "route", "severity"),
    *("comment", "details", "for", "reason", "indication", "label", "value", "item", "code", "strength", "unit"),
}
_YES, _NEVER = ("yes", "true", "y", "present"), ("no", "false", "n", "none", "never", "absent")


def _words(name: str, each: Any) -> str:
    if isinstance(each, Mapping):
        parts = [_named(str(key), value) for key, value in each.items() if key not in ("weeks", "months", "days")]
        parts += [f"{each[unit]} {unit} ago" for unit in ("days", "weeks", "months") if each.get(unit) is not None]
        return " ".join(part for part in parts if part)
    if isinstance(each, bool) or not isinstance(each, str):
        raise CaseError(name, f"{name} must hold words; {each!r} is none.")
    return each


def _named(key: str, value: Any) -> str:
    """Give the words of one entry: {"name": "warfarin"} is its value, {"warfarin": "3 mg"} names it itself."""
    told = "yes" if value is True else "no" if value is False else "" if value is None else str(value)
    if key.lower() in _SAID:
        return told if told not in ("yes", "no") else ""
    if told.strip().lower() in _NEVER:
        return f"; no {key};"
    return f"; {key} {'' if told.strip().lower() in _YES else told};"
