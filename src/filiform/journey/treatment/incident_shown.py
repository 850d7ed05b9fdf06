"""What the page of an incident shows: what happened, and each step with what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy

from filiform.knowledge import load

from . import sayings
from .other_forms import IncidentStepForm

DETAIL = {
    "why": gettext_lazy("How it came about"),
    "placed": gettext_lazy("Went in"),
    "removed": gettext_lazy("Came out"),
    "in_place": gettext_lazy("Still in place"),
    "counted": gettext_lazy("Counted by hand"),
}


def incident_page(row: Any, taken: Mapping[str, Any], form: BaseForm | None) -> dict[str, Any]:
    """An incident with its steps, each recorded or with its form."""
    known = load().incident_steps.get(row.kind)
    steps: list[dict[str, Any]] = []
    for step in known.steps if known else ():
        sent = form is not None and form.data.get("step") == step.id
        steps.append(
            {"step": step, "taken": taken.get(step.id), "form": form if sent else IncidentStepForm(code=step.id)}
        )
    refusals = row.detail.get("refusals", ())
    return {
        "incident": row,
        "label": known.label if known else row.kind,
        "steps": steps,
        "open": sum(1 for one in steps if one["taken"] is None and one["step"].required),
        "refusals": [
            sayings.text_of(one["code"], tuple((k, v) for k, v in one.items() if k != "code")) for one in refusals
        ],
        "detail": [(name, row.detail[key]) for key, name in DETAIL.items() if row.detail.get(key) not in (None, "")],
    }
