"""All writes of pictures: keep one, note that it was looked at, take it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.record.public import VisitFile, join_writers, refuse_when_over
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.refusal import Conflict, Missing, NotAllowed, Reason, Refused
from filiform.foundation.tenancy.scope import current

from . import queries
from .models import Happening, Image, ImageBytes, ImageEvent
from .pixels.reading import Received, digest_of
from .queries import Picture
from .targets import targets_of

#: Before this a clock was never set; years near the calendar's ends cannot even be stored with an offset.
EARLIEST = datetime(1990, 1, 1)
#: Pictures of one visit that were not taken back.
MOST = 40


@action(Role.PRACTITIONER)
def keep_image(*, visit: VisitFile, received: Received, client_id: UUID, about: str = "", words: str = "") -> Image:
    """Keep a picture of this visit; the same `client_id`, or the same file again, gives the one that is there.

    `about` is the code of a target of this visit or "". Raises Refused when the visit is over or has too many,
    Missing when the target is not of this visit, Conflict when the id was used for another picture.
    """
    join_writers(visit, then=queries.reads(visit.id))
    refuse_when_over(visit)
    sent = queries.sent_as(client_id)
    if sent is not None:
        if sent.visit_id != visit.id or sent.source_sha256 != received.source_sha256:
            raise Conflict(Reason("id-reused", _("This form was already sent with another picture. Open it again.")))
        return sent
    standing = [one.row for one in queries.pictures(visit.id) if one.taken_back is None]
    same = next((row for row in standing if row.source_sha256 == received.source_sha256), None)
    if same is not None:
        return same
    if len(standing) >= MOST:
        text = _("This visit has %(most)s pictures, the most it may have. Take one back first.") % {"most": MOST}
        raise Refused(Reason("too-many", text, field="file"), action="images.keep")
    return _insert(visit, received, client_id, about, words)


def _insert(visit: VisitFile, received: Received, client_id: UUID, about: str, words: str) -> Image:
    target = targets_of(visit).get(about) if about else None
    if about and target is None:
        raise Missing(Reason("no-target", _("There is no such needle or site at this visit."), field="about"))
    if target is None and not words.strip():
        raise Refused(Reason("no-words", _("Say what the picture shows."), field="words"), action="images.keep")
    image = Image.objects.create(
        patient_id=visit.patient.id,
        visit=visit.visit,
        client_id=client_id,
        kind=received.kind,
        insertion=target.insertion if target else None,
        structure=target.structure if target else "",
        side=target.side if target else "",
        about=target.label[:200] if target else "",
        words=words,
        media_type=received.media_type,
        width=received.width,
        height=received.height,
        frames=received.frames,
        frame=received.frame,
        size=len(received.whole),
        sha256=digest_of(received.whole),
        picture_sha256=digest_of(received.parts["picture"]),
        source_size=received.source_size,
        source_sha256=received.source_sha256,
        taken=_moment(received),
        grey=received.grey,
    )
    for part, data in received.parts.items():
        ImageBytes.objects.create(patient_id=visit.patient.id, visit=visit.visit, image=image, part=part, data=data)
    return image


def _moment(received: Received) -> datetime | None:
    """The device's time: without an offset it is of the practice; what lies ahead or long ago is a clock set wrong."""
    taken = received.taken
    if taken is None or taken.replace(tzinfo=None) < EARLIEST:
        return None
    if taken.tzinfo is None:
        taken = timezone.make_aware(taken)
    return None if taken > now() else taken


@action(Role.PRACTITIONER)
def note_checked(*, visit: VisitFile, image: UUID) -> ImageEvent:
    """Note that somebody looked at the picture and saw no name; twice changes nothing."""
    join_writers(visit, then=queries.reads(visit.id))
    refuse_when_over(visit)
    found = queries.picture(visit, image)
    refuse_taken_back(found)
    return found.checked or ImageEvent.objects.create(
        patient_id=visit.patient.id, visit=visit.visit, image=found.row, kind=Happening.CHECKED
    )


@action(Role.PRACTITIONER, Role.OWNER)
def take_back(*, visit: VisitFile, image: UUID, reason: str) -> ImageEvent:
    """Take a picture back: its bytes are erased, what is on record of it stays with the reason; twice changes nothing.

    Before the signature the practitioner does, afterwards only the practice owner. Raises Refused, NotAllowed.
    """
    join_writers(visit, then=queries.reads(visit.id))
    found = queries.picture(visit, image)
    if found.taken_back is not None:
        return found.taken_back
    refuse_to_take_back(visit)
    event = ImageEvent.objects.create(
        patient_id=visit.patient.id, visit=visit.visit, image=found.row, kind=Happening.TAKEN_BACK, reason=reason
    )
    ImageBytes.objects.filter(image_id=found.row.id).delete()
    audit.note("erased", "images.image", object_id=found.row.id, patient=visit.patient.id)
    return event


def refuse_to_take_back(visit: VisitFile) -> None:
    """Raises NotAllowed where the signature has made it the owner's business."""
    roles = current().actor
    if visit.signed and not roles.has(Role.OWNER, "system"):
        text = _("This visit is signed: only the practice owner can take a picture back now.")
        raise NotAllowed(Reason("signed", text), action="images.take_back")
    if not visit.signed and not roles.has(Role.PRACTITIONER, "system"):
        text = _("Until this visit is signed, a practitioner takes its pictures back.")
        raise NotAllowed(Reason("not-signed", text), action="images.take_back")


def refuse_taken_back(found: Picture) -> None:
    """Raises Refused for a picture that was taken back."""
    if found.taken_back is not None:
        raise Refused(Reason("taken-back", _("This picture was taken back.")))


def refuse_other_roles() -> None:
    """Raises NotAllowed for who only reads, before their file is taken apart."""
    if not current().actor.has(Role.PRACTITIONER, "system"):
        text = _("Only a practitioner keeps pictures here.")
        raise NotAllowed(Reason("role", text), action="images.keep")
