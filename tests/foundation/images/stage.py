"""A visit to which pictures are sent, by the page as a browser does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.foundation.images import files
from tests.support.practice import PracticeKit


@dataclass
class Stage:
    """One visit of one patient."""

    practice: PracticeKit
    patient: UUID = field(init=False)
    visit: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.patient = self.practice.make_patient()
        self.visit = self.practice.make_visit(self.patient)

    def send(
        self, data: bytes | None = None, *, role: str = "practitioner", name: str = "scan.jpg", **more: Any
    ) -> Any:
        """Post a picture; returns the answer."""
        content = files.telling_jpeg() if data is None else data
        sent = {
            "_key": uuid4().hex, "event": str(uuid4()), "words": "Needle tip in the tendon",
            "file": SimpleUploadedFile(name, content, content_type="image/jpeg"), **more,
        }  # fmt: skip
        sent = {key: value for key, value in sent.items() if value is not None}
        return self.practice.client_for(role).post(reverse("visit-images", args=[self.visit]), sent)

    def kept(self, data: bytes | None = None, **more: Any) -> UUID:
        """Send a picture that is kept; returns its id."""
        answer = self.send(data, **more)
        assert answer.status_code == 302, answer.content.decode()
        return UUID(answer["Location"].split("?")[0].rstrip("/").rsplit("/", 1)[1])

    def get(self, image: UUID, part: str = "", *, role: str = "practitioner", name: str = "image-bytes") -> Any:
        """Open a picture's page, or the bytes of a part."""
        place = (
            reverse(name, args=[self.visit, image, part]) if part else reverse("visit-image", args=[self.visit, image])
        )
        return self.practice.client_for(role).get(place)

    def take_back(self, image: UUID, role: str = "practitioner", reason: str = "A name is visible") -> Any:
        """Take a picture back."""
        place = reverse("visit-image-back", args=[self.visit, image])
        return self.practice.client_for(role).post(place, {"_key": uuid4().hex, "reason": reason})

    def sign(self) -> None:
        """Lock the visit."""
        from filiform.foundation.record.public import open_visit, sign

        with self.practice.as_role():
            sign(visit=open_visit(self.visit, why="test").visit, note={})

    def rows(self) -> tuple[int, int]:
        """How many pictures and how many parts of bytes are on record."""
        from filiform.foundation.images.models import Image, ImageBytes

        with self.practice.as_role():
            return Image.objects.count(), ImageBytes.objects.count()

    def looks(self, what: str = "images.image") -> list[tuple[str, str, str]]:
        """Entries of the audit log about pictures: act, object, why."""
        from filiform.foundation.audit.models import AuditEntry

        with self.practice.as_role():
            rows = AuditEntry.objects.filter(what=what).order_by("seq")
            return [(row.act, str(row.object_id), row.why) for row in rows]
