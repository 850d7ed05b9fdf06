"""A needle that went in before the patient left, and is heard of only afterwards: recorded, and looked for.

One that is heard of after the signature is kept beside the note (`beside`).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile, open_incident
from filiform.journey.treatment import queries
from filiform.journey.treatment.models import Insertion

#: Kind of incident in the knowledge for needles that did not all come out, or may not have.
RETAINED = "retained-needle"


def look_for_it(visit: VisitFile, row: Insertion) -> None:
    """Open the incident of a needle that may still be in: the patient has left, and by the record it did not come out.

    One that is open already for this visit is enough.
    """
    if any(one.kind == RETAINED for one in queries.open_step_details(visit.id)):
        return
    detail = {"what": "needle-heard-of-late", "insertion": str(row.id)}
    open_incident(kind=RETAINED, detail=detail, patient=visit.patient.id, visit=visit.id)


def warn(request: HttpRequest, visit: VisitFile) -> None:
    """Tell whoever looks next what a needle means that arrived after the patient had left, or after the signature."""
    if visit.signed:
        text = _("The note is signed and stays as it is. This is recorded beside it, as an amendment.")
        messages.warning(request, text)
        return
    if visit.happened("left") and queries.count_state(visit.id).count.in_place:
        text = _(
            "The patient has left already. By the record a needle of this visit may still be in: look at the count, "
            "and call the patient back unless you know that it is out."
        )
        messages.warning(request, text)
