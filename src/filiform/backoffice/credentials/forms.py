"""The form of a credential."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.core.sites import SiteTag
from filiform.foundation.ui.widgets import Chips, Choices, DateInput, Segments
from filiform.knowledge import load

from . import queries, words
from .words import Profession

ALL_SOME = (("all", _("All")), ("some", _("Only these")))


def region_choices() -> list[tuple[str, str | Promise]]:
    """Regions that the knowledge's structures lie in."""
    regions = sorted({structure.region for structure in load().structures.values()})
    return [(region, words.region(region)) for region in regions]


class CredentialForm(forms.Form):
    """A practitioner's leave to needle."""

    practitioner = forms.ChoiceField(label=_("Practitioner"))
    profession = forms.ChoiceField(label=_("Profession"), choices=[("", _("Choose")), *Profession.choices])
    register = forms.CharField(label=_("Register or licensing body"), max_length=120)
    licence_number = forms.CharField(label=_("Registration or licence number"), max_length=60)
    jurisdiction = forms.RegexField(
        label=_("Jurisdiction"), regex=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", max_length=10,
        help_text=_("Two letters of the country, with the state where it has its own law: IE, GB, US-CO."),
        error_messages={"invalid": _("Write two capital letters, such as IE, or with a state: US-CO.")},
    )  # fmt: skip
    training_hours = forms.IntegerField(
        label=_("Hours of dry needling training"), min_value=0, max_value=5000, required=False,
        help_text=_("Leave empty when it is not known."),
    )  # fmt: skip
    all_regions = forms.ChoiceField(label=_("Regions covered"), choices=ALL_SOME, widget=Segments)
    regions = forms.MultipleChoiceField(label=_("Which regions"), widget=Chips, required=False)
    excluded_groups = forms.MultipleChoiceField(
        label=_("Groups left out"), widget=Chips, required=False,
        choices=[(str(tag), words.group(str(tag))) for tag in SiteTag],
        help_text=_("By the course, the insurer or the law."),
    )  # fmt: skip
    all_techniques = forms.ChoiceField(label=_("Techniques covered"), choices=ALL_SOME, widget=Segments)
    techniques = forms.MultipleChoiceField(label=_("Which techniques"), widget=Chips, required=False)
    valid_from = forms.DateField(label=_("First day"), widget=DateInput)
    valid_until = forms.DateField(label=_("Last day"), widget=DateInput)
    suspended = forms.ChoiceField(
        label=_("Is it suspended?"),
        choices=(("no", _("No")), ("yes", _("Yes, no needling until a new entry"))),
        widget=Choices, initial="no",
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["practitioner"]).choices = [("", _("Choose")), *queries.practitioners()]
        cast(forms.ChoiceField, self.fields["regions"]).choices = region_choices()
        techniques = [(one.id, one.label) for one in load().techniques.values()]
        cast(forms.ChoiceField, self.fields["techniques"]).choices = techniques
        self.fields["jurisdiction"].initial = queries.jurisdiction()

    def clean(self) -> dict[str, Any]:
        """Dates the right way round; "only these" names at least one."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", ValidationError(_("The last day is before the first. Correct one of them.")))
        for name in ("regions", "techniques"):
            if data.get(f"all_{name}") == "some" and not data.get(name):
                self.add_error(name, ValidationError(_("Choose at least one, or choose “All” above.")))
        return data

    def facts(self) -> dict[str, Any]:
        """Arguments for the action."""
        data = dict(self.cleaned_data)
        for name in ("regions", "techniques"):
            chosen = data.pop(f"all_{name}")
            data[name] = None if chosen == "all" else data[name]
        data["suspended"] = data["suspended"] == "yes"
        return data
