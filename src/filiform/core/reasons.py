"""Why something is refused or shown: a code, its parameters and the sources behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ParamValue = str | int | float | bool | None
Params = tuple[tuple[str, ParamValue], ...]


class How(StrEnum):
    """How far a source was consulted before the statement was written down.

    `PRODUCT` is a rule of this product, `PRACTICE` one that the practice has put on record for itself.
    """

    READ = "read"
    RECALL = "recall"
    PRODUCT = "product"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Source:
    """One place a statement comes from.

    `tag` is its short name, `how` says whether it was read, recalled, or is a rule of this product;
    `law_of` holds a jurisdiction code (`"ZA"`) where the source is law there, else None.
    `says` is what this source says, in our words, where it differs from the others.
    """

    citation: str
    how: How
    url: str | None = None
    tag: str = ""
    law_of: str | None = None
    says: str = ""
    note: str = ""


def product_rule(text: str) -> Source:
    """A source that owns up to being a rule of this product."""
    return Source(citation=text, how=How.PRODUCT, tag="PRODUCT")


PRACTICE_POLICY = Source(citation="The practice's recorded policy", how=How.PRACTICE, tag="POLICY")
"""The source of what a practice rules for itself; its page of policy says who, when and why."""


def params(**values: ParamValue) -> Params:
    """Parameters in a stable order, so that two equal reasons compare equal."""
    return tuple(sorted(values.items()))


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that the outside turns into a sentence with its parameters."""

    code: str
    params: Params = ()

    def get(self, name: str) -> ParamValue:
        """The parameter called `name`, or None when this reason has none of that name."""
        return dict(self.params).get(name)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that may not be planned or done, with its sources; sentences for `code` live outside."""

    code: str
    params: Params = ()
    sources: tuple[Source, ...] = ()

    def get(self, name: str) -> ParamValue:
        """The parameter called `name`, or None when this refusal has none of that name."""
        return dict(self.params).get(name)
