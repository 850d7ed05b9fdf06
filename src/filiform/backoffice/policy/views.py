"""Pages of the policy: what stands beside what the guidelines say; one line with its sources, form and history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current

from . import actions, limits, queries, shown, translate, words
from .forms import ConsentForm, ItemForm, LimitForm, PlaceForm, TakeBackForm, ThresholdForm

EVERYBODY = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST, Role.AUDITOR)


@never_cache
@require_safe
@page(*EVERYBODY)
def listing(request: HttpRequest) -> HttpResponse:
    """What the practice rules, then every line of the rule book with what the guidelines say."""
    place = queries.jurisdiction()
    context = shown.overview(
        translate.items(place), translate.thresholds(place), queries.decisions(), today(), place
    ) | {"may_rule": current().actor.has(Role.OWNER)}  # fmt: skip
    return render(request, "policy/listing.html", context)


@never_cache
@require_safe
@page(*EVERYBODY)
def as_file(request: HttpRequest) -> HttpResponse:
    """The policy in force as the command line takes it."""
    content = translate.as_file(queries.in_force(today()), queries.jurisdiction())
    answer = JsonResponse(content, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="policy.json"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(*EVERYBODY)
def subject(request: HttpRequest, part: str, code: str) -> HttpResponse:
    """One line of the policy (`part`, of the words of `About`): guidelines, ruling, history, the owner's form."""
    if part not in translate.About.values:
        raise Missing(Reason("no-subject", _("The rule book has no such line, or it is fixed.")))
    context = _described(part, code)
    may_rule = current().actor.has(Role.OWNER) and not context["fixed"]
    if request.method != "POST":
        draft = drafts.find(request.path) if may_rule else None
        form = context["form"](drafts.as_data(draft) if draft else None, initial=_initial(context["standing"]))
        return _page(request, context, form, TakeBackForm(), may_rule=may_rule, draft=draft)
    form, back = context["form"](None), TakeBackForm()
    if request.POST.get("do") == "take-back":
        back = TakeBackForm(request.POST)
        act = partial(actions.take_back, about=part, subject=code)
        if back.is_valid() and _done(act, back, {"reason": back.cleaned_data["why_back"]}, request):
            item = part == translate.About.ITEM
            text = _("Taken back: the strictest guideline counts again.") if item else _("Taken back.")
            messages.success(request, text)
            return HttpResponseRedirect(request.path)
    else:
        form = context["form"](request.POST)
        act = RULES[part](code)
        if form.is_valid() and _done(act, form, form.cleaned_data, request):
            messages.success(request, _("On record. Visits that are not signed are judged by it."))
            return HttpResponseRedirect(request.path)
    return _page(request, context, form, back, may_rule=may_rule, draft=None, status=422)


@never_cache
@require_safe
@page(*EVERYBODY)
def structure(request: HttpRequest, code: str) -> HttpResponse:
    """What the practice rules of one structure, with a way to each."""
    limits.find(translate.About.LONGEST, code)
    context = shown.structure_page(code, queries.decisions(), today())
    return render(request, "policy/structure.html", context | {"up": reverse("policy")})


#: How each part is ruled on.
RULES: dict[str, Callable[[str], partial[Any]]] = {
    "item": lambda code: partial(actions.rule_item, item=code),
    "threshold": lambda code: partial(actions.set_threshold, threshold=code),
    "consent": lambda _code: partial(actions.rule_consent),
    "place": lambda code: partial(actions.rule_place, place=code),
    "longest": lambda code: partial(actions.set_limit, about="longest", structure=code),
    "reach": lambda code: partial(actions.set_limit, about="reach", structure=code),
}
#: The form of a part that is neither item nor threshold.
FORMS: dict[str, type[forms.Form]] = {
    "consent": ConsentForm, "place": PlaceForm, "longest": LimitForm, "reach": LimitForm,
}  # fmt: skip


def _described(about: str, subject: str) -> dict[str, Any]:
    """What the page shows of one line, and the form that fits it."""
    history = queries.history(translate.About(about), subject)
    standing = queries.standing(translate.About(about), subject)
    if about == translate.About.ITEM:
        item = queries.item(subject)
        found = shown.item_page(item) | {"form": partial(ItemForm, about=item)}
    elif about in FORMS:
        found = shown.limit_page(limits.find(about, subject, queries.jurisdiction())) | {"form": FORMS[about]}
    else:
        settable = queries.threshold(subject)
        found = shown.threshold_page(settable) | {"form": partial(ThresholdForm, about=settable)}
    return found | {
        "standing": standing,
        "ruled": shown.decided(standing) if standing else None,
        "coming": [shown.decided(row) for row in history if row.since > today()],
        "history": [shown.entry(row) for row in history],
        "based_on": history[0].id if history else "",
    }


def _initial(standing: Any) -> dict[str, Any]:
    """The form starts from what stands, so that a change shows; never from a guess."""
    if standing is None:
        return {}
    value = standing.value if standing.value is None else words.spoken(standing.subject, standing.value)
    more = {"clinician": str(standing.clinician_id)} if standing.clinician_id else {}
    return {"weight": standing.weight, "value": value, "people": [str(user) for user in standing.people], **more}


def _done(act: partial[Any], form: forms.Form, given: dict[str, Any], request: HttpRequest) -> bool:
    """Whether the action did it; a reason that belongs to a field is put there, any other on top of the form."""
    try:
        act(**given, based_on=_uuid(request.POST.get("based_on", "")))
    except Refused as refusal:
        if refusal.status == 403:
            raise
        for reason in refusal.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, reason.text)
        return False
    return True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest, context: dict[str, Any], form: forms.Form, back: TakeBackForm, *, status: int = 200,
    may_rule: bool, draft: Any,
) -> HttpResponse:  # fmt: skip
    more = {"form": form, "back": back, "may_rule": may_rule, "draft": draft, "up": reverse("policy")}
    return render(request, "policy/subject.html", context | more, status=status)
