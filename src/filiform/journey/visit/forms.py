"""The forms that put a visit on the list and take it off again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from filiform.foundation.accounts.queries import practitioners
from filiform.foundation.record.queries import episodes
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.queries import rooms
from filiform.foundation.ui.widgets import Choices, DateTimeInput


class RoomField(forms.ModelChoiceField):
    """A room, told with its site."""

    def label_from_instance(self, obj: Any) -> str:
        """ "Main Street – Room 1" """
        return f"{obj.site.name} – {obj.name}"


class PlanVisitForm(forms.Form):
    """When, with whom, where, what for."""

    starts_at = forms.DateTimeField(
        label=_("When"), widget=DateTimeInput,
        error_messages={"invalid": _("Write day and time, such as 2027-03-01 09:30."), "required": _("Choose a time.")},
    )  # fmt: skip
    practitioner = forms.TypedChoiceField(
        label=_("With"), coerce=UUID, error_messages={"required": _("Choose who treats.")}
    )
    place = RoomField(
        label=_("Room"), queryset=None, empty_label=_("Choose"), error_messages={"required": _("Choose a room.")}
    )
    episode = forms.TypedChoiceField(
        label=_("For which problem"), coerce=lambda text: UUID(text) if text else None, required=False
    )
    reason = forms.CharField(
        label=_("What brings the patient"),
        max_length=300,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )
    arrived = forms.BooleanField(label=_("The patient is here"), required=False)

    def __init__(self, *args: Any, patient: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        treating = [(str(user), name) for user, name in practitioners()]
        cast(forms.ChoiceField, self.fields["practitioner"]).choices = [("", _("Choose")), *treating]
        cast(RoomField, self.fields["place"]).queryset = rooms()
        # The only one there is needs no choice; of several none is taken for granted.
        if len(treating) == 1:
            self.initial.setdefault("practitioner", treating[0][0])
        if len(only := list(rooms()[:2])) == 1:
            self.initial.setdefault("place", only[0].id)
        known = [("", _("A new problem"))] + [(str(one.id), one.problem) for one in episodes(patient)]
        episode = cast(forms.TypedChoiceField, self.fields["episode"])
        episode.choices, episode.empty_value = known, None
        self.initial.setdefault("starts_at", now().replace(second=0, microsecond=0))

    def clean_starts_at(self) -> datetime:
        """Within two years back and ahead; other years are slips of the pen."""
        moment: datetime = self.cleaned_data["starts_at"]
        if abs(moment - now()) > timedelta(days=731):
            raise forms.ValidationError(_("This is more than two years away. Check the year."))
        return moment


#: Why a visit did not take place.
WHY_CANCELLED = (
    ("patient", _("The patient cancelled")),
    ("not-come", _("The patient did not come")),
    ("practice", _("We cancelled")),
    ("mistake", _("It was put on the list by mistake")),
    ("other", _("Something else")),
)


class CancelForm(forms.Form):
    """Why a visit does not take place; something else needs words."""

    reason = forms.ChoiceField(
        label=_("Why"), widget=Choices, choices=WHY_CANCELLED, error_messages={"required": _("Choose a reason.")}
    )
    words = forms.CharField(
        label=_("In your words"), max_length=300, required=False, validators=[ProhibitNullCharactersValidator()]
    )

    def clean(self) -> dict[str, Any]:
        """ "Something else" alone says nothing."""
        data = super().clean() or {}
        if data.get("reason") == "other" and not data.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Write what it was."))
        return data
