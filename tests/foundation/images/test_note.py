"""The signed note names each picture with its seal, and prints it small; what was taken back since says so."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from uuid6 import uuid7

from filiform.foundation.images.models import Image
from filiform.foundation.images.public import keep_image, note_checked, receive, take_back
from tests.foundation.images import files
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.papers import says
from tests.support.practice import PracticeKit


@pytest.fixture
def ready(practice: PracticeKit) -> Stage:
    """A visit at which needles may be planned."""
    return ready_stage(practice)


def _keep(stage: Stage, data: bytes, **more: str) -> Image:
    with stage.practice.as_role():
        return keep_image(visit=stage.file(), received=receive(BytesIO(data)), client_id=uuid7(), **more)


def _note(stage: Stage) -> dict[str, Any]:
    from filiform.journey.visit.note import compose

    with stage.practice.as_role():
        return compose(stage.file(), [])


def _pdf(stage: Stage) -> bytes:
    answer = stage.practice.client_for().get(reverse("visit-note", args=[stage.visit]))
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_a_picture_names_its_needle_or_site(ready: Stage) -> None:
    insertion = ready.place()
    page = ready.practice.client_for().get(reverse("visit-images", args=[ready.visit])).content.decode()
    assert f'value="{insertion}"' in page
    assert 'value="left/tibialis-anterior"' in page
    of_needle = _keep(ready, files.telling_jpeg(), about=str(insertion))
    of_site = _keep(ready, files.telling_png(), about="right/tibialis-anterior", words="Before the needle")
    assert (of_needle.insertion, of_needle.structure, of_needle.side) == (insertion, "tibialis-anterior", "left")
    assert of_needle.shows.startswith("Needle 1, ")
    assert (of_site.insertion, of_site.side) == (None, "right")
    assert of_site.shows.endswith(": Before the needle")
    needles = ready.get().content.decode()
    assert f'alt="{of_needle.shows}"' in needles
    assert needles.count("Not checked") == 2


@pytest.mark.parametrize("about", ["left/gluteus-maximus", "0190f8f0-0000-7000-8000-000000000000", "x"])
def test_a_picture_names_no_needle_of_elsewhere(ready: Stage, about: str) -> None:
    from filiform.foundation.tenancy.refusal import Missing

    with pytest.raises(Missing, match="no-target"):
        _keep(ready, files.telling_jpeg(), about=about)


def test_the_note_keeps_words_time_and_seal(ready: Stage) -> None:
    image = _keep(ready, files.telling_jpeg(), words="Tendon")
    with ready.practice.as_role():
        note_checked(visit=ready.file(), image=image.id)
    gone = _keep(ready, files.telling_png(), words="Wrong patient")
    with ready.practice.as_role():
        take_back(visit=ready.file(), image=gone.id, reason="of somebody else")
    first, second = _note(ready)["images"]
    assert (first["sha256"], first["words"], first["taken_back"]) == (image.sha256, "Tendon", None)
    assert first["taken_at"].startswith("2026-01-02T01:04:05")
    assert first["looked_at"]["by"] == "Practitioner Person"
    assert second["taken_back"]["reason"] == "of somebody else"
    assert json.dumps(_note(ready))


def test_the_paper_shows_it_small_until_it_is_taken_back(ready: Stage) -> None:
    plain = _pdf(ready)
    image = _keep(ready, files.telling_jpeg(), words="Needle tip in the tendon")
    shown = _pdf(ready)
    assert says(shown, "Needle tip in the tendon")
    assert says(shown, image.sha256[:40])
    assert says(shown, "Nobody noted whether a name is visible")
    assert b"/DCTDecode" in shown
    assert b"/DCTDecode" not in plain
    with ready.practice.as_role():
        take_back(visit=ready.file(), image=image.id, reason="a name was visible")
    after = _pdf(ready)
    assert says(after, "a name was visible")
    assert b"/DCTDecode" not in after


def test_a_signed_note_says_what_was_taken_back_since(ready: Stage) -> None:
    from filiform.foundation.record.public import sign

    image = _keep(ready, files.telling_jpeg(), words="Tendon")
    note = _note(ready)
    with ready.practice.as_role():
        sign(visit=ready.file().visit, note=note)
    assert b"/DCTDecode" in _pdf(ready)
    with ready.practice.as_role("owner"):
        take_back(visit=ready.file(), image=image.id, reason="a name was visible")
    after = _pdf(ready)
    assert says(after, "Taken back after the signature")
    assert says(after, image.sha256[:40])
    assert b"/DCTDecode" not in after
    with ready.practice.as_role():
        assert json.loads(ready.file().signature.snapshot) == note


def test_a_note_of_before_pictures_still_prints(ready: Stage) -> None:
    from filiform.foundation.record.public import sign

    note = _note(ready)
    del note["images"]
    with ready.practice.as_role():
        sign(visit=ready.file().visit, note=note)
    assert says(_pdf(ready), "Visit note")
