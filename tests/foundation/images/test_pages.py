"""A picture is kept with what it shows, seen only through the gate, and taken back with a reason."""

from __future__ import annotations

import hashlib
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image as Pillow

from filiform.foundation.images.models import Image, ImageBytes, ImageEvent
from tests.foundation.images import files
from tests.foundation.images.stage import Stage
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    """A visit without pictures."""
    return Stage(practice)


def test_a_photograph_is_kept_without_its_place(stage: Stage) -> None:
    image = stage.kept()
    with stage.practice.as_role():
        row = Image.objects.get(id=image)
        held = {one.part: bytes(one.data) for one in ImageBytes.objects.filter(image=row)}
    assert set(held) == {"picture", "small"}
    assert hashlib.sha256(held["picture"]).hexdigest() == row.sha256 == row.picture_sha256
    for data in held.values():
        assert not Pillow.open(BytesIO(data)).getexif()
        assert files.SECRET.encode() not in data
    assert (row.width, row.height, row.words) == (480, 640, "Needle tip in the tendon")
    assert row.taken is not None
    assert row.taken.isoformat() == "2026-01-02T01:04:05+00:00"
    served = stage.get(image, "picture")
    assert served.content == held["picture"]


WRONG = [
    ("0001:01:01 00:00:00", "+14:00"),
    ("9999:12:31 23:59:59", "-14:00"),
    ("1970:01:01 00:00:00", "+99:99"),
    ("2026:13:45 99:99:99", ""),
]


@pytest.mark.parametrize(("said", "offset"), WRONG)
def test_a_clock_set_wrong_is_not_believed(stage: Stage, said: str, offset: str) -> None:
    """A time near the end of the calendar would be stored and never read again."""
    exif = Pillow.Exif()
    exif.get_ifd(0x8769).update({0x9003: said, 0x9011: offset})
    image = stage.kept(files.saved(files.picture(), exif=exif))
    with stage.practice.as_role():
        assert Image.objects.get(id=image).taken is None
    assert stage.get(image).status_code == 200


def test_it_is_served_as_a_picture_and_nothing_else(stage: Stage) -> None:
    image = stage.kept()
    for part in ("picture", "small"):
        served = stage.get(image, part)
        assert served.status_code == 200
        assert served["Content-Type"] == "image/jpeg"
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert served["Content-Disposition"] == f'inline; filename="{image}.jpg"'
        assert served["Cache-Control"] == "private, no-store"
    assert stage.get(image, "whole").status_code == 404
    assert stage.get(image, "secret").status_code == 404


def test_each_look_is_on_the_audit_log(stage: Stage) -> None:
    image = stage.kept()
    stage.get(image, "small")
    stage.get(image, "picture", role="auditor")
    looks = [entry for entry in stage.looks() if entry[0] == "read"]
    assert looks == [("read", str(image), "small"), ("read", str(image), "picture")]
    assert ("insert", str(image), "") in stage.looks()


def test_a_film_is_kept_whole_and_leafed_through(stage: Stage) -> None:
    sent = files.ultrasound(frames=5)
    image = stage.kept(sent, name="x.dcm", frame="2")
    whole = stage.get(image, "whole")
    assert whole["Content-Type"] == "application/dicom"
    assert whole["Content-Disposition"].startswith("attachment")
    assert b"SECRET" not in whole.content
    page = (
        stage.practice.client_for().get(reverse("visit-image", args=[stage.visit, image]) + "?frame=4").content.decode()
    )
    assert "Frame 4 of 5" in page
    assert "frames/4.jpg" in page
    fourth = stage.practice.client_for().get(reverse("image-frame", args=[stage.visit, image, 4]))
    assert abs(Pillow.open(BytesIO(fourth.content)).convert("L").getpixel((20, 20)) - 160) < 6
    for number in (0, 6, 10**6):
        assert (
            stage.practice.client_for().get(reverse("image-frame", args=[stage.visit, image, number])).status_code
            == 404
        )
    assert ("read", str(image), "frame 4") in stage.looks()
    refused = stage.send(files.ultrasound(frames=5, Rows=48), frame="9")
    assert refused.status_code == 422
    assert "The file has 5 frames" in refused.content.decode()


@pytest.mark.parametrize("role", ["auditor", "receptionist", "owner"])
def test_only_practitioners_keep_pictures(stage: Stage, role: str) -> None:
    answer = stage.send(role=role)
    assert answer.status_code == 403
    assert stage.rows() == (0, 0)


def test_the_desk_sees_no_picture_and_an_auditor_does(stage: Stage) -> None:
    image = stage.kept()
    for name, part in (("image-bytes", "picture"), ("image-bytes", "small"), ("visit-image", "")):
        assert stage.get(image, part, role="receptionist", name=name).status_code == 403
        assert stage.get(image, part, role="auditor", name=name).status_code == 200
    assert stage.take_back(image, role="auditor").status_code == 403
    page = stage.practice.client_for("auditor").get(reverse("visit-images", args=[stage.visit])).content.decode()
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_nobody_sees_the_pictures_of_another_practice(stage: Stage, other_practice: PracticeKit) -> None:
    image, other = stage.kept(), Stage(other_practice)
    mine = other.kept()
    client = other_practice.client_for()
    for visit, wanted in ((stage.visit, image), (other.visit, image), (stage.visit, mine)):
        for part in ("picture", "small"):
            assert client.get(reverse("image-bytes", args=[visit, wanted, part])).status_code == 404
        assert client.get(reverse("visit-image", args=[visit, wanted])).status_code == 404
        assert client.post(reverse("visit-image-back", args=[visit, wanted]), {"reason": "x"}).status_code == 404
    with other_practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM images_imagebytes WHERE image_id = %s", (image,))
        assert cursor.fetchone() == (0,)


def test_a_picture_is_found_at_its_own_visit_only(stage: Stage) -> None:
    image = stage.kept()
    another = stage.practice.make_visit(stage.patient)
    client = stage.practice.client_for()
    assert client.get(reverse("image-bytes", args=[another, image, "picture"])).status_code == 404


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<html><script>alert(1)</script>", "HTML, SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "HTML, SVG"),
        (b"", "The file is empty"),
        (files.saved(files.picture())[:2000], "damaged or cut off"),
        (files.claiming_png(20_000, 20_000), "400 megapixels"),
        (files.saved(files.picture()) + bytes(20 * 1024 * 1024), "more than 20 MB"),
    ],
    ids=["html", "svg", "empty", "cut off", "bomb", "too large"],
)
def test_a_bad_file_is_told_at_its_field_and_nothing_typed_is_lost(stage: Stage, data: bytes, told: str) -> None:
    answer = stage.send(data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'value="Needle tip in the tendon"' in page
    assert stage.rows() == (0, 0)


def test_a_file_far_too_large_is_refused_before_it_is_read(stage: Stage) -> None:
    answer = stage.send(bytes(22 * 1024 * 1024))
    assert answer.status_code == 413
    assert "20 MB is the most" in answer.content.decode()
    other = stage.practice.client_for().post(
        reverse("visit-step", args=[stage.visit, "needles"]),
        {"file": SimpleUploadedFile("x.jpg", bytes(4 * 1024 * 1024))},
    )
    assert other.status_code == 413


def test_a_stranger_sends_nothing_large(stage: Stage) -> None:
    from django.test import Client

    answer = Client().post(
        reverse("visit-images", args=[stage.visit]), {"file": SimpleUploadedFile("x.jpg", bytes(4 * 1024 * 1024))}
    )
    assert answer.status_code == 413


def test_words_are_needed_where_no_needle_is_named(stage: Stage) -> None:
    answer = stage.send(words="")
    assert answer.status_code == 422
    assert "Say what the picture shows." in answer.content.decode()
    for missing in ({"file": None}, {"photo": SimpleUploadedFile("y.jpg", files.telling_jpeg())}):
        answer = stage.send(**missing)
        assert answer.status_code == 422
    assert stage.rows() == (0, 0)


def test_the_same_form_twice_keeps_one_picture(stage: Stage) -> None:
    same = {"_key": uuid4().hex, "event": str(uuid4())}
    first, second = stage.send(**same), stage.send(**same)
    assert first["Location"] == second["Location"]
    again = stage.send(event=same["event"])
    assert again["Location"].split("?")[0] == first["Location"]
    other = stage.send(files.saved(files.picture()), event=same["event"])
    assert other.status_code == 409
    assert stage.rows() == (1, 2)


def test_the_same_file_again_is_told_and_not_kept_twice(stage: Stage) -> None:
    first, second = stage.send(), stage.send()
    assert second["Location"] == first["Location"] + "?again=1"
    assert "is at the visit already" in stage.practice.client_for().get(second["Location"]).content.decode()
    image = stage.kept()
    assert stage.rows() == (1, 2)
    stage.take_back(image)
    assert stage.kept() != image


def test_a_picture_is_looked_at_before_it_stays(stage: Stage) -> None:
    image = stage.kept()
    page = stage.get(image).content.decode()
    assert "Look at the picture first" in page
    assert 'alt="Needle tip in the tendon"' in page
    answer = stage.practice.client_for().post(reverse("visit-image", args=[stage.visit, image]), {"_key": uuid4().hex})
    assert answer["Location"] == reverse("visit-step", args=[stage.visit, "needles"])
    assert "Look at the picture first" not in stage.get(image).content.decode()
    stage.practice.client_for().post(reverse("visit-image", args=[stage.visit, image]), {"_key": uuid4().hex})
    with stage.practice.as_role():
        assert ImageEvent.objects.filter(image_id=image, kind="checked").count() == 1


def test_taken_back_is_erased_and_stays_on_record(stage: Stage) -> None:
    image = stage.kept()
    assert stage.take_back(image, reason="").status_code == 422
    assert stage.rows() == (1, 2)
    assert stage.take_back(image).status_code == 302
    assert stage.rows() == (1, 0)
    for part in ("picture", "small"):
        assert stage.get(image, part).status_code == 404
    page = stage.get(image).content.decode()
    assert "A name is visible" in page
    assert "It is erased." in page
    assert "<img" not in page.partition("<main")[2]
    stage.take_back(image, reason="Again")
    with stage.practice.as_role():
        assert [event.reason for event in ImageEvent.objects.filter(image_id=image)] == ["A name is visible"]
    assert ("erased", str(image), "") in stage.looks()
    answer = stage.practice.client_for().post(reverse("visit-image", args=[stage.visit, image]), {"_key": uuid4().hex})
    assert answer.status_code == 409


def test_a_signed_visit_takes_no_picture_and_only_the_owner_takes_one_back(stage: Stage) -> None:
    image = stage.kept()
    stage.sign()
    refused = stage.send(files.saved(files.picture()))
    assert refused.status_code == 409
    assert "signed and locked" in refused.content.decode()
    answer = stage.practice.client_for().post(reverse("visit-image", args=[stage.visit, image]), {"_key": uuid4().hex})
    assert answer.status_code == 409
    assert stage.take_back(image).status_code == 403
    assert stage.rows() == (1, 2)
    assert stage.get(image, "picture").status_code == 200
    assert stage.take_back(image, role="owner").status_code == 302
    assert stage.rows() == (1, 0)


def test_a_cancelled_visit_takes_no_picture_and_gives_back_what_it_has(stage: Stage) -> None:
    from filiform.foundation.record.public import note_event, open_visit

    image = stage.kept(files.saved(files.picture()))
    with stage.practice.as_role():
        note_event(visit=open_visit(stage.visit, why="test").visit, kind="cancelled")
    assert stage.send().status_code == 409
    assert stage.rows() == (1, 2)
    assert "Take it back" in stage.get(image).content.decode()
    assert stage.take_back(image).status_code == 302
    assert stage.rows() == (1, 0)


def test_a_visit_has_room_for_so_many(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiform.foundation.images import actions

    monkeypatch.setattr(actions, "MOST", 2)
    images = [stage.kept(files.saved(files.picture(640 + 8 * at, 480))) for at in range(2)]
    full = stage.send(files.saved(files.picture(900, 480)))
    assert full.status_code == 409
    assert "the most it may have" in full.content.decode()
    stage.take_back(images[0])
    stage.kept(files.saved(files.picture(900, 480)))
