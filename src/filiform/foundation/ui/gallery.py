"""What the gallery shows: a form with every control, and one example of each value that components take."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.foundation.tenancy import clock

from . import fields, widgets

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
SENSATIONS = [("dull", _("Dull")), ("sharp", _("Sharp")), ("spreading", _("Spreading")), ("warm", _("Warm"))]


class SpecimenForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the passport."), max_length=80)
    born = forms.DateField(label=_("Date of birth"), widget=widgets.DateInput)
    at = forms.TimeField(label=_("Time"), widget=widgets.TimeInput, required=False)
    site = forms.ChoiceField(label=_("Site"), choices=[("", "–"), ("n", _("North")), ("s", _("South"))])
    depth = forms.IntegerField(
        label=_("Depth"),
        min_value=1,
        max_value=60,
        widget=widgets.StepperInput(suffix="mm"),
        help_text=_("From the skin to the tip."),
    )
    gauge = forms.DecimalField(label=_("Diameter"), max_digits=3, decimal_places=2)
    pregnant = forms.ChoiceField(label=_("Could you be pregnant?"), choices=YES_NO, widget=widgets.Segments)
    technique = forms.ChoiceField(
        label=_("Technique"),
        choices=[("in", _("Needle left in place")), ("out", _("In and out, for a twitch"))],
        widget=widgets.Choices,
        help_text=_("Choose one."),
    )
    medicines = fields.AnyOrNoneField(
        label=_("Do you take any of these?"),
        choices=[("asa", _("Aspirin")), ("war", _("Warfarin")), ("doac", _("Another blood thinner"))],
    )
    sensation = forms.MultipleChoiceField(
        label=_("Sensation"), choices=SENSATIONS, widget=widgets.Chips, required=False
    )
    pain = forms.ChoiceField(
        label=_("Pain now"),
        choices=[(n, n) for n in range(11)],
        widget=widgets.Scale,
        help_text=_("0 is no pain, 10 the worst you can imagine."),
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    explained = forms.BooleanField(label=_("I have explained the risks for this region."))


def empty_form() -> SpecimenForm:
    """The form as it is when a page opens."""
    return SpecimenForm(prefix="a")


def faulty_form() -> SpecimenForm:
    """The form after it was sent with mistakes."""
    data = {"b-name": "", "b-born": "2031-02-30", "b-depth": "400", "b-medicines": ["asa", "none"]}
    return SpecimenForm(data, prefix="b")


def examples() -> dict[str, Any]:
    """Values for the components that are not forms."""
    now = clock.now()
    today = clock.today()
    steps = ("Case history", "Screening", "Consent", "Examination", "Needles", "Count", "Aftercare", "Sign")
    states = ("done", "done", "done", "done", "current", "todo", "todo", "locked")
    refused = ("done", "refused", "locked", "locked", "locked", "locked", "todo", "todo")
    return {
        "patient": {
            "name": "Amara Lindqvist",
            "age": 44,
            "birth_date": dt.date(1982, 3, 14),
            "sex": _("female"),
            "number": "000482",
            "called": "Mara",
        },
        "alerts": [
            {"state": "caution", "label": _("Aspirin 75 mg")},
            {"state": "stop", "label": _("Latex allergy")},
            {"state": "ask", "label": _("Pregnancy not asked")},
        ],
        "steps": _steps(steps, states),
        "refused_steps": _steps(steps, refused),
        "findings": FINDINGS,
        "facts": [
            (_("Structure"), _("Upper trapezius, left")),
            (_("Needle"), "0.25 × 40 mm"),
            (_("Depth"), "18 mm"),
            (_("Twitch"), None),
        ],
        "head": [_("Structure"), _("Depth"), _("Twitches"), _("In place")],
        "numeric": (1, 2, 3),
        "rows": [
            [_("Upper trapezius, left"), "18 mm", 3, "7:20"],
            [_("Levator scapulae, left"), "22 mm", 1, "7:05"],
            [_("Infraspinatus, left"), "15 mm", None, "4:40"],
        ],
        "entries": [
            {
                "when": now,
                "title": _("Visit"),
                "state": "unsigned",
                "text": _("Two needles, count not closed."),
                "who": "R. Osei",
            },
            {
                "when": now - dt.timedelta(days=7),
                "title": _("Visit"),
                "state": "signed",
                "url": "#timeline",
                "text": _("Pain 6 to 3."),
                "who": "R. Osei",
            },
            {"when": today - dt.timedelta(days=9), "title": _("Registered"), "who": "T. Moreau"},
        ],
        "tabs": [
            {"label": _("Visits"), "url": "#tabs", "current": True, "count": 12},
            {"label": _("Findings"), "url": "#tabs", "count": 3},
            {"label": _("Who looked"), "url": "#tabs"},
        ],
        "crumbs": [(_("Patients"), "#patients"), ("Amara Lindqvist", "#patient"), (_("Visit"), "")],
        "running": now - dt.timedelta(minutes=4, seconds=12),
        "overdue": now - dt.timedelta(minutes=11, seconds=3),
        "ended": (now - dt.timedelta(minutes=20), now - dt.timedelta(minutes=12, seconds=30)),
        "states": (
            "clear",
            "caution",
            "ask",
            "stop",
            "draft",
            "unsigned",
            "signed",
            "amended",
            "locked",
            "open",
        ),
    }


def _steps(labels: Iterable[str], states: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"label": label, "state": state, "url": "#steps" if state in ("done", "todo") else ""}
        for label, state in zip(labels, states, strict=True)
    ]


SOURCES = [
    {"title": "An example guideline", "place": "§ 4.2", "year": 2021, "kind": _("guideline"), "how": "read"},
    {
        "title": "An example review",
        "year": 2018,
        "kind": _("review"),
        "how": "recall",
        "says": _("Calls it a precaution."),
        "reviewed_by": "Dr N. Example",
    },
]
FINDINGS = [
    {
        "title": _("Loss of feeling between the legs"),
        "state": "stop",
        "why": _("Answered “yes” to numbness when wiping."),
        "action": _("No needle today. Send to emergency care now."),
        "sources": SOURCES[:1],
    },
    {
        "title": _("Aspirin"),
        "state": "caution",
        "why": _("Takes aspirin 75 mg daily."),
        "action": _("Press longer after each needle; tell the patient about bruising."),
        "disagreement": _("One source lists it as a contraindication, one as a precaution."),
        "decision": _("needling accepted, R. Osei, 3 Nov 2026, until 3 May 2027."),
        "sources": SOURCES,
    },
    {
        "title": _("Pregnancy"),
        "state": "ask",
        "why": _("Not answered."),
        "action": _("Ask before planning a needle."),
        "url": "#finding",
        "url_label": _("Answer now"),
        "sources": SOURCES[1:],
    },
    {"title": _("Skin at the site"), "state": "clear", "why": _("No change of the skin reported today.")},
]
