"""Forms of pictures: send one, take one back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from filiform.foundation.ui.widgets import StepperInput

from .pixels.limits import LONG_SIDE, MOST_FRAMES, Unreadable
from .pixels.reading import Received, receive
from .targets import Target
from .words import sentence

#: What a browser offers to choose; a phone that takes HEIC turns it into JPEG for such a field.
ACCEPT = "image/jpeg,image/png,image/webp,application/dicom,.dcm"
#: What `turning.js` turns into JPEG where the browser can show it, and how large.
TURNED = {
    "data-long-side": LONG_SIDE,
    "data-also-offered": "image/heic,image/heif,.heic,.heif,image/avif,.avif",
    "data-turned": _("This browser turned the picture into JPEG; place and other details stayed behind."),
}


class PictureForm(forms.Form):
    """A picture of this visit: taken now or chosen, what it shows, and of what."""

    event = forms.UUIDField(widget=forms.HiddenInput, required=False)
    photo = forms.FileField(
        label=_("Take a photograph"), required=False, allow_empty_file=True, max_length=None,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp", "capture": "environment", **TURNED}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Choose a picture or DICOM file"), required=False, allow_empty_file=True, max_length=None,
        widget=forms.FileInput({"accept": ACCEPT, **TURNED}),
        help_text=_("JPEG, PNG, WebP or DICOM, up to 20 MB. Place, names and all other details are removed."),
    )  # fmt: skip
    about = forms.ChoiceField(
        label=_("Of which needle or site"), required=False,
        error_messages={"invalid_choice": _("Choose a needle or site of this visit.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What it shows"), required=False, max_length=300, validators=[ProhibitNullCharactersValidator()],
        help_text=_("Read out to those who cannot see it, and printed beside it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    frame = forms.IntegerField(
        label=_("Frame of a film to show first"), required=False, min_value=1, max_value=MOST_FRAMES,
        widget=StepperInput({"inputmode": "numeric"}), help_text=_("Counted from 1; the whole film is kept."),
    )  # fmt: skip

    def __init__(self, *args: Any, targets: dict[str, Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received: Received | None = None
        self.initial.setdefault("event", uuid7())
        choices = [("", _("None of these")), *((code, one.label) for code, one in targets.items())]
        cast(forms.ChoiceField, self.fields["about"]).choices = choices
        if not targets:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        """Reads the file, so that what is wrong with it is told at its field."""
        data = super().clean() or {}
        sent = {name: data[name] for name in ("photo", "file") if data.get(name) is not None}
        if len(sent) != 1:
            text = _("Choose one file, or take one photograph; not both.") if sent else _("Choose a file.")
            raise ValidationError({"file": text})
        if not data.get("about") and not data.get("words"):
            self.add_error("words", _("Say what the picture shows."))
        ((name, upload),) = sent.items()
        if not self.errors:
            try:
                self.received = receive(upload.file, frame=data.get("frame") or 1)
            except Unreadable as problem:
                self.add_error("frame" if problem.code == "no-such-frame" else name, sentence(problem))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        client_id: UUID = data.get("event") or uuid7()
        return {
            "received": self.received, "client_id": client_id,
            "about": data.get("about", ""), "words": data.get("words", ""),
        }  # fmt: skip


class TakeBackForm(forms.Form):
    """Why a picture is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, validators=[ProhibitNullCharactersValidator()],
        widget=forms.TextInput({"autocomplete": "off"}), help_text=_("Without names: it stays on record."),
        error_messages={"required": _("Say why it is taken back.")},
    )  # fmt: skip
