"""What a step of the visit is to the page that shows it.

Each step's app offers one object of this shape in its `public` module. The visit page knows the steps, not the
other way round: a step is told the visit and answers with a template and its context, or with where to go next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest

from .files import VisitFile


@dataclass(frozen=True)
class StepPage:
    """What to draw inside the visit's frame; a status of 400 and above undoes all that was written."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Done:
    """The step's write went through; `to` is a step's code, "" for the next open step; `notice` is told once.

    `at` goes behind the step's address: what its page is asked for ("?find=…"), and the element it leads to ("#…").
    """

    to: str = ""
    notice: str = ""
    at: str = ""


class Step(Protocol):
    """One step of the visit."""

    code: str

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The step as it stands, with its form."""
        ...

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Answer a POST to the step: the form again with its errors (status 422), or Done. May raise Refused."""
        ...

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The step's part of the note as plain JSON, for the signature, the PDF and the timeline."""
        ...
