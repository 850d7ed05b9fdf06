"""The steps of a visit in their order; the visit knows the steps, they do not know the visit page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.foundation.record.public import Step
from filiform.journey.aftercare import public as aftercare
from filiform.journey.consent import public as consent
from filiform.journey.examination import public as examination
from filiform.journey.screening import public as screening
from filiform.journey.treatment import public as treatment

from .signing import SignStep


@dataclass(frozen=True)
class Place:
    """A step at its place, with its name on the page."""

    step: Step
    label: str | Promise

    @property
    def code(self) -> str:
        """The step's code, which is its address."""
        return self.step.code


BEFORE_SIGNING: tuple[Place, ...] = (
    Place(screening.case_history_step, _("Case history")),
    Place(screening.screening_step, _("Screening")),
    Place(consent.step, _("Consent")),
    Place(examination.step, _("Examination")),
    Place(treatment.needles_step, _("Needles")),
    Place(treatment.count_step, _("Count")),
    Place(aftercare.step, _("Aftercare")),
)
PLACES: tuple[Place, ...] = (
    *BEFORE_SIGNING,
    Place(SignStep([place.step for place in BEFORE_SIGNING]), _("Sign")),
)
BY_CODE = {place.code: place for place in PLACES}
