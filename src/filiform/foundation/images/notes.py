"""What the signed note says of pictures: what each shows, when, and the digest of its bytes."""

from __future__ import annotations

from typing import Any

from filiform.foundation.record.public import VisitFile, plain

from . import queries
from .models import ImageEvent
from .queries import Picture


def images_note(visit: VisitFile) -> list[dict[str, Any]]:
    """Every picture of the visit as plain JSON, those taken back too; the bytes stay where they are."""
    return [_entry(one) for one in queries.pictures(visit.id)]


def _entry(one: Picture) -> dict[str, Any]:
    row = one.row
    noted: dict[str, Any] = plain(
        {
            "id": row.id,
            "kind": row.kind,
            "about": row.about,
            "words": row.words,
            "insertion": row.insertion,
            "structure": row.structure,
            "side": row.side,
            "media_type": row.media_type,
            "width": row.width,
            "height": row.height,
            "frames": row.frames,
            "frame": row.frame,
            "grey": row.grey,
            "size": row.size,
            "sha256": row.sha256,
            "taken_at": row.taken,
            "kept_at": row.recorded_at,
            "by": row.author.name if row.author else "",
            "looked_at": _said(one.checked),
            "taken_back": _said(one.taken_back),
        }
    )
    return noted


def _said(event: ImageEvent | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"at": event.recorded_at, "by": event.author.name if event.author else "", "reason": event.reason}
