"""The count step: needles in against needles out, and the patient leaving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.core.followup import Step
from filiform.foundation.audit import log as audit
from filiform.foundation.record.public import Done, StepPage, VisitFile
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.treatment import notes, queries, shown, translate
from filiform.journey.treatment.actions import counting
from filiform.journey.treatment.other_forms import CountForm, LeaveForm

TEMPLATE = "treatment/count.html"
#: Numbers to tap, from 0: always so many that their end does not tell how many went in.
FEWEST_NUMBERS = 12


class CountStep:
    """Sixth step of a visit; see `foundation.record.steps.Step`."""

    code = "count"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The record of needles, the count by hand, open incidents, the patient leaving."""
        return _page(visit)

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Close the count, or record that the patient left."""
        if request.POST.get("do") == "leave":
            return _leave(request, visit)
        form = CountForm(_counted(request.POST), containers=queries.containers(visit))
        if not form.is_valid():
            return _page(visit, count_form=form, status=422)
        try:
            row = counting.close_count(visit=visit, **form.facts())
        except Refused as refused:
            return _refused(visit, refused, count_form=form)
        if row.mismatch:
            return Done(to="count", notice=_("The count is on record and an incident is open: take its steps."))
        return Done(notice=_("The count is closed: all needles are out."))

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The count by record and by hand."""
        return notes.count_note(visit)


def _counted(sent: QueryDict) -> QueryDict:
    """What was sent; a number that was tapped is the number that was counted."""
    if "tapped" not in sent:
        return sent
    data = sent.copy()
    data.setlist("counted", sent.getlist("tapped")[-1:])
    return data


def _leave(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(visit, leave_form=form, status=422)
    data = form.cleaned_data
    try:
        counting.leave(visit=visit.id, all_the_same=data["all_the_same"], why=data["why"])
    except Refused as refused:
        return _refused(visit, refused, leave_form=form)
    back = request.POST.get("back", "")
    return Done(to=back if back in set(Step) else "count", notice=_("The patient has left."))


def _refused(visit: VisitFile, refused: Refused, **forms: Any) -> StepPage:
    """The page again with the reason and its source; the refusal goes to the audit log."""
    (form,) = forms.values()
    for reason in refused.reasons:
        if reason.field in form.fields:
            form.add_error(reason.field, reason.text)
    audit.note(
        "refused", refused.action or "treatment", object_id=visit.id, patient=visit.patient.id,
        why=",".join(reason.code for reason in refused.reasons),
    )  # fmt: skip
    return _page(visit, refused=list(refused.reasons), status=refused.status, **forms)


def _page(
    visit: VisitFile, *, count_form: CountForm | None = None, leave_form: LeaveForm | None = None,
    refused: list[Any] | None = None, status: int = 200,
) -> StepPage:  # fmt: skip
    session = queries.session(visit.id)
    state = queries.count_of(session)
    count = state.count
    entries = translate.entries(session)
    left = visit.happened("left")
    context = {
        "count": count,
        "figures": [
            (_("Went in"), count.placed),
            (_("Came out"), count.removed),
            (_("Still in place"), count.in_place),
            (_("Dropped"), count.dropped),
            (_("Opened, not used"), count.opened_unused),
        ],
        "still_in": [
            {"entry": one, "title": shown.site_label(one.site), "tap": uuid7()} for one in entries if one.state == "in"
        ],
        "loose": [
            one for one in session.events if one.kind in ("dropped", "opened") and one.client_id not in session.voided
        ],
        "contradictions": shown.contradictions(count, entries),
        "state": state,
        "hands": session.hand_counts,
        "stale": bool(session.hand_counts) and state.hand is None,
        "without": queries.without_needles(visit),
        "count_form": count_form or CountForm(containers=queries.containers(visit)),
        "numbers": range(max(FEWEST_NUMBERS, count.placed + 3)),
        "tap_count": uuid7(),
        "hand_first": bool(count.placed) and not count.in_place and state.hand is None and visit.writable,
        "leave_form": leave_form or LeaveForm(),
        "refused": refused or [],
        "left": left,
        "open_steps": queries.open_step_details(visit.id),
        "tap_dropped": uuid7(),
        "tap_opened": uuid7(),
    }
    return StepPage(TEMPLATE, context, status)
