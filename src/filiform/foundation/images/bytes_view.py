"""Serves the bytes of a picture: only through the gate, only as what it is, never to be run as a page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import open_visit
from filiform.foundation.tenancy.refusal import Missing, Reason

from . import queries
from .pixels.dicom import draw_frame

#: What each part is sent as; not what anybody said that it is.
TYPES = {"picture": ("image/jpeg", "jpg"), "small": ("image/jpeg", "jpg"), "whole": ("application/dicom", "dcm")}


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
def image_bytes(request: HttpRequest, visit: UUID, image: UUID, part: str) -> HttpResponse:
    """One part of a picture (`picture`, `small`, `whole`); each look is on the audit log."""
    # Small ones are asked for by the page they stand on, each time it is shown.
    by_itself = part == "small"
    opened = open_visit(visit, why="image", by_itself=by_itself)
    row = queries.picture(opened, image).row
    if part not in TYPES:
        raise Missing(Reason("no-part", _("There is no such file of this picture.")))
    enter = audit.note_once if by_itself else audit.note
    enter("read", "images.image", object_id=row.id, patient=opened.patient.id, why=part)
    return _answer(queries.content(row, part), part, f"{row.id}.{TYPES[part][1]}")


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
def image_frame(request: HttpRequest, visit: UUID, image: UUID, number: int) -> HttpResponse:
    """One frame of a film as a picture, counted from 1."""
    opened = open_visit(visit, why="image")
    row = queries.picture(opened, image).row
    if row.kind != "dicom" or not 1 <= number <= row.frames:
        raise Missing(Reason("no-frame", _("This picture has no such frame.")))
    audit.note("read", "images.image", object_id=row.id, patient=opened.patient.id, why=f"frame {number}")
    return _answer(draw_frame(queries.content(row, "whole"), number).data, "picture", f"{row.id}-{number}.jpg")


def _answer(data: bytes, part: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=TYPES[part][0])
    shown = "attachment" if part == "whole" else "inline"
    answer["Content-Disposition"] = f'{shown}; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
