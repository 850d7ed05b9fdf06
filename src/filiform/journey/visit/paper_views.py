"""Papers as accessible PDF: the note, and the aftercare sheet for the patient."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import Any, Final
from uuid import UUID

import typst
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import VisitFile, amendments, open_visit
from filiform.foundation.tenancy.clock import now
from filiform.journey.aftercare import public as aftercare

from .note import compose
from .paper_chart import charts
from .paper_layout import sections, text
from .paper_pictures import pictures
from .steps import BEFORE_SIGNING

#: PDF/UA-1: tagged, titled, with language; the compiler refuses what a screen reader could not read.
STANDARD: Final = "ua-1"


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
def note_pdf(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The note: as it was signed, with amendments beside it; before the signature marked as not signed."""
    opened = open_visit(visit, why="note")
    audit.note("printed", "record.visit", object_id=visit, patient=opened.patient.id, why="note")
    return _pdf("note.typ", _note(opened), f"note-{opened.patient.number}-{opened.day.isoformat()}.pdf")


@require_safe
@page(Role.OWNER, Role.PRACTITIONER)
def sheet_pdf(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The aftercare sheet in the patient's hand."""
    opened = open_visit(visit, why="sheet")
    audit.note("printed", "record.visit", object_id=visit, patient=opened.patient.id, why="sheet")
    site = opened.visit.site
    content = {
        "title": _("After your dry needling"),
        "practice": request.member.practice.name,  # type: ignore[attr-defined]
        "site": ", ".join(part for part in (site.name, site.address, site.phone) if part),
        "patient": opened.patient.name,
        "day": date_format(timezone.localtime(opened.visit.starts_at), "j F Y"),
        "practitioner": opened.practitioner_name,
        "sections": [
            {
                "code": section["code"],
                "title": str(section["title"]),
                "lines": [one.text for one in section["advice"]],
            }
            for section in aftercare.sheet(opened)
        ],
    }
    return _pdf("sheet.typ", content, f"aftercare-{opened.day.isoformat()}.pdf")


def _note(visit: VisitFile) -> dict[str, Any]:
    signature = visit.signature
    body = json.loads(signature.snapshot) if signature else compose(visit, [place.step for place in BEFORE_SIGNING])
    patient, about = body["patient"], body["visit"]
    signed = ""
    if signature is not None:
        signed = _("Signed by %(who)s on %(when)s.") % {
            "who": about["practitioner"],
            "when": date_format(timezone.localtime(signature.recorded_at), "j F Y, H:i"),
        }
    return {
        "title": _("Visit note"),
        "patient": patient["name"],
        "facts": [
            [_("Born"), text(patient["birth_date"])],
            [_("Number"), str(patient["number"])],
            [_("Visit"), date_format(timezone.localtime(visit.visit.starts_at), "j F Y, H:i")],
            [_("Practitioner"), about["practitioner"]],
            [_("Place"), ", ".join(part for part in (about["site"], about["room"]) if part)],
        ],
        "signed": signed,
        "unsigned": "" if signature else _("Not signed: this note can still change."),
        "digest": signature.digest if signature else "",
        "digest_label": _("Seal of the signed note (SHA-256)"),
        "sections": sections(body, {place.code: str(place.label) for place in BEFORE_SIGNING}),
        "charts_title": _("Where it hurts, on the body"),
        "charts": charts(body),
        "pictures_title": _("Pictures"),
        "pictures": pictures(visit, body),
        "amendments_title": _("Amendments"),
        "amendments": [
            {
                "text": one.text,
                "line": f"{one.author.name if one.author else ''}, "
                f"{date_format(timezone.localtime(one.recorded_at), 'j F Y, H:i')} – {one.reason}",
            }
            for one in amendments(visit.id)
        ],
        "printed": _("Printed %(when)s") % {"when": date_format(timezone.localtime(now()), "j F Y, H:i")},
    }


def _pdf(template: str, content: dict[str, Any], name: str) -> HttpResponse:
    given = {"content": json.dumps({**content, "language": (get_language() or "en").split("-")[0]}, ensure_ascii=False)}
    with as_file(files(__package__) / "papers" / template) as source:
        made = typst.compile(str(source), format="pdf", sys_inputs=given, pdf_standards=[STANDARD])
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
