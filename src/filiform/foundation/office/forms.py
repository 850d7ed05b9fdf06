"""Forms of the practice, its people and its places."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.ui.widgets import CheckList

ONE_LINE = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Write this on one line, without control characters."))
#: The last owner's rule is the action's; here is what each role is for.
ROLES = (
    (Role.OWNER.value, _("Owner: people, places, stock, credentials")),
    (Role.PRACTITIONER.value, _("Practitioner: treats and signs")),
    (Role.RECEPTIONIST.value, _("Receptionist: patients and the day’s list")),
    (Role.AUDITOR.value, _("Auditor: reads, writes nothing")),
)


class LineField(forms.CharField):
    """Text of one line."""

    default_validators = [ONE_LINE]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "off"}))
        super().__init__(**kwargs)


class NothingForm(forms.Form):
    """A question to be answered with yes."""


class PracticeForm(forms.Form):
    """What the practice is called and which clock it goes by."""

    name = LineField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the name that patients know.")}
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Days and hours on every page follow it."),
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV"))
        )
        now = str(self.initial.get("time_zone", ""))
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = [
            (zone, zone.replace("_", " ")) for zone in dict.fromkeys([*zones, now]) if zone
        ]


class MemberForm(forms.Form):
    """How a member is shown, and what they may do."""

    display_name = LineField(
        label=_("Name on notes and lists"), max_length=200,
        help_text=_("With the letters after it: Aoife Byrne, MISCP."),
        error_messages={"required": _("Write the name as it stands on notes.")},
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLES, widget=CheckList,
        error_messages={
            "required": _("Choose at least one role."), "invalid_choice": _("Choose roles from the list."),
        },
    )  # fmt: skip


class NewMemberForm(MemberForm):
    """A person to be added."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("They log in with it, and the link to choose a password goes there."),
        error_messages={
            "required": _("Write the address they will log in with."),
            "invalid": _("This is no e-mail address. Write it like name@clinic.example."),
        },
    )  # fmt: skip
    name = LineField(label=_("Name"), max_length=200, error_messages={"required": _("Write the person’s name.")})

    field_order = ("email", "name", "display_name", "roles")


class SiteForm(forms.Form):
    """A place where the practice treats."""

    name = LineField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name of the site.")})
    address = LineField(label=_("Address"), max_length=400, required=False)
    phone = LineField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )


class RoomForm(forms.Form):
    """A bookable space."""

    name = LineField(label=_("Name"), max_length=100, error_messages={"required": _("Write the name of the room.")})
