"""Pictures on the printed note: each small, with what the note says of it and the seal of its bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.images import public as images
from filiform.foundation.record.public import VisitFile

from .paper_parts import Note
from .wording import text


def pictures(visit: VisitFile, note: Note) -> list[dict[str, Any]]:
    """Each picture that the note names: `bytes` of a small JPEG (none once it is taken back), `alt`, `lines`.

    What stands beside it is the note's own; a note that was signed keeps naming a picture that was taken back since.
    """
    named = note.get("images", [])
    small = images.small_pictures(visit) if named else {}
    gone = images.taken_back(visit) if named else set()
    return [_picture(one, small.get(UUID(one["id"]), b""), UUID(one["id"]) in gone) for one in named]


def _picture(one: Note, data: bytes, gone: bool) -> dict[str, Any]:
    shows = ": ".join(part for part in (one["about"], one["words"]) if part)
    lines = [_("Kept %(when)s by %(who)s") % {"when": text(one["kept_at"]), "who": one["by"]}]
    if one["taken_at"]:
        lines.append(_("Taken %(when)s by the device’s clock") % {"when": text(one["taken_at"])})
    if one["frames"] > 1:
        lines.append(_("Frame %(n)s of %(of)s") % {"n": one["frame"], "of": one["frames"]})
    if one.get("grey"):
        lines.append(images.grey_in_words(one["grey"]))
    back = one["taken_back"]
    if back:
        told = {"when": text(back["at"]), "who": back["by"], "why": back["reason"]}
        lines.append(_("Taken back %(when)s by %(who)s: %(why)s") % told)
    elif gone:
        lines.append(_("Taken back after the signature; see the visit."))
    elif not one["looked_at"]:
        lines.append(_("Nobody noted whether a name is visible."))
    lines.append(f"SHA-256 {one['sha256']}")
    return {"alt": shows, "bytes": list(data), "tall": one["height"] > one["width"], "lines": lines}
