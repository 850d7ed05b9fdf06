"""The database itself neither changes nor loses a picture, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from filiform.foundation.images.models import Image, ImageBytes
from tests.foundation.images.stage import Stage
from tests.support.practice import PracticeKit


@pytest.fixture
def stage(practice: PracticeKit) -> Stage:
    """A visit without pictures."""
    return Stage(practice)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE images_image SET words = 'x'",
        "DELETE FROM images_image",
        "UPDATE images_imagebytes SET data = ''",
        "DELETE FROM images_imagebytes",
        "TRUNCATE images_imagebytes",
        "UPDATE images_imageevent SET reason = 'x'",
    ],
)
def test_the_database_refuses_to_change_or_lose_a_picture(stage: Stage, statement: str) -> None:
    stage.kept()
    with pytest.raises(DatabaseError), stage.practice.as_role(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert stage.rows() == (1, 2)


def test_the_database_adds_no_bytes_to_a_signed_visit(stage: Stage) -> None:
    image = stage.kept()
    stage.sign()
    stage.take_back(image, role="owner")
    with stage.practice.as_role():
        row = Image.objects.get(id=image)
    given = {"patient_id": stage.patient, "visit_id": stage.visit, "image": row, "part": "picture", "data": b"x"}
    with pytest.raises(DatabaseError, match="signed and locked"), stage.practice.as_role():
        ImageBytes.objects.create(**given)


def test_bytes_that_were_exchanged_are_not_served(stage: Stage) -> None:
    """By whom could they be? By the owner of the tables, past every trigger; the digest on record shows it."""
    from django.db import connections

    image = stage.kept()
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('filiform.practice', %s, true)", (str(stage.practice.id),))
        cursor.execute("ALTER TABLE images_imagebytes DISABLE TRIGGER USER")
        cursor.execute("UPDATE images_imagebytes SET data = '\\xffd8ff00' WHERE part = 'picture'")
        cursor.execute("ALTER TABLE images_imagebytes ENABLE TRIGGER USER")
        cursor.execute("COMMIT")
    client = stage.practice.client_for()
    client.raise_request_exception = False
    answer = client.get(reverse("image-bytes", args=[stage.visit, image, "picture"]))
    assert answer.status_code == 500
    assert b"\xff\xd8" not in answer.content
    assert stage.get(image, "small").status_code == 200
