"""Forms: labels, hints and errors belong to their control; a browser's control drops nothing typed."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError

from filiform.foundation.ui import fields, widgets
from filiform.foundation.ui.faults import faults
from filiform.foundation.ui.gallery import SpecimenForm, empty_form, faulty_form

from .pages import Markup, draw


def test_every_label_description_and_error_link_leads_somewhere() -> None:
    markup = Markup(draw("{% error_summary form %}{{ form }}", form=faulty_form()))
    assert len(markup.fragments) == len(faults(faulty_form())) > 5
    assert set(markup.fragments) <= set(markup.ids)
    assert set(markup.references) <= set(markup.ids)
    assert len(markup.ids) == len(set(markup.ids))


def test_every_control_has_a_label_or_a_legend() -> None:
    markup = Markup(str(empty_form()))
    labelled = {attrs.get("for") for attrs in markup.all("label")}
    for tag in ("input", "select", "textarea"):
        for attrs in markup.all(tag):
            assert attrs.get("type") == "hidden" or attrs["id"] in labelled


def test_an_invalid_control_says_so_and_points_at_its_error() -> None:
    form = faulty_form()
    name = next(a for a in Markup(str(form["name"])).all("input") if a["name"] == "b-name")
    assert name["aria-invalid"] == "true"
    assert "id_b-name_error" in str(name["aria-describedby"]).split()
    assert "id_b-name_helptext" in str(name["aria-describedby"]).split()


def test_an_unbound_form_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=empty_form()).strip() == ""


def test_the_summary_takes_the_focus_without_a_script() -> None:
    box = next(a for a in Markup(draw("{% error_summary form %}", form=faulty_form())).all("div"))
    assert "autofocus" in box
    assert box["tabindex"] == "-1"
    assert box["role"] == "alert"


def test_errors_of_formsets_and_of_the_whole_form_are_in_the_summary() -> None:
    class Whole(forms.Form):
        depth = forms.IntegerField()

        def clean(self) -> None:
            raise ValidationError("Needles in and out differ.")

    rows = forms.formset_factory(Whole, extra=1)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-depth": "x"}
    )
    found = [(fault.href, fault.message) for fault in faults(rows, Whole({"depth": "3"}), None)]
    assert ("#id_form-0-depth", "Enter a whole number.") in found
    assert ("", "Needles in and out differ.") in found


def test_only_optional_fields_are_marked() -> None:
    assert "(optional)" in draw("{% field form.note %}", form=SpecimenForm())
    assert "(optional)" not in draw("{% field form.name %}", form=SpecimenForm())


@pytest.mark.parametrize(
    ("widget", "value", "kind"),
    [
        (widgets.DateInput(), "2031-02-30", "text"),
        (widgets.DateInput(), "30/2/2031", "text"),
        (widgets.DateInput(), "2031-02-28", "date"),
        (widgets.DateInput(), "", "date"),
        (widgets.TimeInput(), "25:00", "text"),
        (widgets.TimeInput(), "09:30", "time"),
        (widgets.DateTimeInput(), "yesterday", "text"),
        (widgets.DateTimeInput(), "2031-02-28T09:30", "datetime-local"),
        (widgets.StepperInput(suffix="mm"), "twelve", "text"),
        (widgets.StepperInput(suffix="mm"), "-3", "number"),
        (widgets.StepperInput(suffix="mm"), 12.5, "number"),
    ],
)
def test_a_control_never_drops_what_was_typed(widget: forms.Widget, value: object, kind: str) -> None:
    text = forms.renderers.get_default_renderer().render(widget.template_name, widget.get_context("x", value, {}))
    control = Markup(text).all("input")[0]
    assert control["type"] == kind
    assert control.get("value", "") == str(value)


def answers(*chosen: str) -> forms.Form:
    class Asked(forms.Form):
        medicines = fields.AnyOrNoneField(choices=[("asa", "Aspirin"), ("war", "Warfarin")])

    return Asked({"medicines": list(chosen)})


def test_none_of_these_is_an_answer() -> None:
    form = answers("none")
    assert form.is_valid()
    assert form.cleaned_data["medicines"] == ["none"]


@pytest.mark.parametrize("chosen", [(), ("asa", "none"), ("heparin",)])
def test_silence_contradiction_and_unknown_codes_are_errors(chosen: tuple[str, ...]) -> None:
    assert not answers(*chosen).is_valid()


def test_a_placeholder_that_repeats_the_label_is_dropped() -> None:
    class Login(forms.Form):
        code = forms.CharField(label="Code", widget=forms.TextInput(attrs={"placeholder": "Code"}))
        phone = forms.CharField(label="Phone", widget=forms.TextInput(attrs={"placeholder": "+44"}))

    form = Login()
    assert "placeholder" not in draw("{% field form.code %}", form=form)
    assert 'placeholder="+44"' in draw("{% field form.phone %}", form=form)


def test_a_hint_that_is_marked_safe_and_worked_out_late_is_drawn_as_it_is() -> None:
    """Such as the rules of a password; what is not marked safe is escaped."""
    from django.contrib.auth.password_validation import password_validators_help_text_html

    class Late(forms.Form):
        password = forms.CharField(help_text=password_validators_help_text_html())
        other = forms.CharField(label="a < b", help_text="<b>not marked</b>")

    drawn = str(Late())
    assert "<ul><li>" in drawn
    assert "&lt;ul&gt;" not in drawn
    assert "&lt;b&gt;not marked" in drawn
    assert "a &lt; b" in drawn
