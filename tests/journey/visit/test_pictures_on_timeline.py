"""Small pictures on the timeline and at the signature: for clinicians, each look entered, gone when taken back."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from filiform.foundation.audit.models import AuditEntry
from tests.foundation.images import files
from tests.support.practice import PracticeKit


class Scene:
    """A patient with two visits, a picture at the earlier one."""

    def __init__(self, practice: PracticeKit) -> None:
        self.practice = practice
        self.patient = practice.make_patient()
        self.visit, self.later = (practice.make_visit(self.patient) for _visit in range(2))
        self.image = self.keep(self.visit, files.ultrasound())

    def keep(self, visit: UUID, data: bytes) -> UUID:
        from filiform.foundation.images.public import keep_image, receive
        from filiform.foundation.record.public import open_visit

        with self.practice.as_role():
            opened = open_visit(visit, why="test")
            return keep_image(
                visit=opened, received=receive(BytesIO(data)), client_id=uuid4(), words="Needle <tip> at the fascia"
            ).id

    def page(self, role: str = "practitioner") -> str:
        address = reverse("timeline", args=[self.patient])
        return self.practice.client_for(role).get(address).content.decode()

    def looks(self) -> int:
        with self.practice.as_role("auditor"):
            return AuditEntry.objects.filter(what="images.image", act="read", object_id=self.image).count()


@pytest.fixture
def scene(practice: PracticeKit) -> Scene:
    return Scene(practice)


def test_the_timeline_shows_what_where_and_when(scene: Scene) -> None:
    page = scene.page()
    (shown,) = re.findall(r"<img [^>]*picture__small[^>]*>", page)
    assert reverse("image-bytes", args=[scene.visit, scene.image, "small"]) in shown
    assert 'alt="Needle &lt;tip&gt; at the fascia"' in shown
    assert 'loading="lazy"' in shown
    assert "2 Jan 2026, 03:04" in page, "the device's time"
    assert "Not checked" in page
    assert scene.looks() == 0, "the page itself reads no picture"


def test_only_who_may_read_the_record_sees_them(scene: Scene, other_practice: PracticeKit) -> None:
    address = reverse("image-bytes", args=[scene.visit, scene.image, "small"])
    assert "picture__small" not in scene.page("receptionist")
    for role, status in (("receptionist", 403), ("auditor", 200), ("practitioner", 200)):
        assert scene.practice.client_for(role).get(address).status_code == status
    assert other_practice.client_for("practitioner").get(address).status_code == 404


def test_small_ones_are_entered_once_a_person_in_a_while_and_large_ones_each_time(scene: Scene) -> None:
    client = scene.practice.client_for("practitioner")
    small, large = (reverse("image-bytes", args=[scene.visit, scene.image, part]) for part in ("small", "picture"))
    for _time in range(3):
        client.get(small)
    assert scene.looks() == 1
    scene.practice.client_for("auditor").get(small)
    assert scene.looks() == 2
    for _time in range(2):
        client.get(large)
    assert scene.looks() == 4


def test_a_picture_that_was_taken_back_is_gone_from_the_timeline(scene: Scene) -> None:
    from filiform.foundation.images.public import take_back
    from filiform.foundation.record.public import open_visit

    with scene.practice.as_role():
        take_back(visit=open_visit(scene.visit, why="test"), image=scene.image, reason="A name was visible.")
    assert "picture__small" not in scene.page()


def test_the_step_of_the_signature_shows_the_pictures_of_its_visit_alone(scene: Scene) -> None:
    client = scene.practice.client_for("practitioner")
    with_one = client.get(reverse("visit-step", args=[scene.visit, "sign"])).content.decode()
    without = client.get(reverse("visit-step", args=[scene.later, "sign"])).content.decode()
    assert with_one.count("picture__small") == 1
    assert "picture__small" not in without
