"""What a picture can belong to: asked of the part of the journey that places needles, which settings name.

The foundation does not know treatment; `settings.IMAGE_TARGETS` is the dotted name of a function that is told the
visit and returns what its pictures may show.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from filiform.foundation.record.public import VisitFile


@dataclass(frozen=True)
class Target:
    """An insertion or a planned site of a visit, as it is called on the page."""

    label: str
    structure: str
    side: str = ""
    insertion: UUID | None = None

    @property
    def code(self) -> str:
        """What stands for it in a form."""
        return str(self.insertion) if self.insertion else f"{self.side}/{self.structure}"


def targets_of(visit: VisitFile) -> dict[str, Target]:
    """All that pictures of this visit may show, by code."""
    found: list[Target] = import_string(settings.IMAGE_TARGETS)(visit)
    return {one.code: one for one in found}
