"""Somebody without a log-in: fills no disk, opens no page, is led nowhere else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from filiform.foundation.gate import middleware
from tests.support.practice import PASSWORD, PracticeKit


def test_large_file_of_a_stranger_is_refused_unread(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", lambda *args: read.append(args))
    large = SimpleUploadedFile("x.bin", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "a@example.org", "file": large})
    assert answer.status_code == 413
    assert "Shorten it" in answer.content.decode()
    assert not read


def test_body_of_the_largest_size_is_still_read(database: str) -> None:
    large = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE - 200)
    answer = Client().post(reverse("account_login"), {"login": large, "password": "x"})
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("said", ["", "many", "-1"])
def test_length_that_is_none_is_no_crash(said: str) -> None:
    from django.test import RequestFactory

    request = RequestFactory().post("/", {})
    request.META["CONTENT_LENGTH"] = said
    assert middleware._sent(request) <= 0


def test_log_in_leads_nowhere_else(practice: PracticeKit) -> None:
    user = get_user_model().objects.get(id=practice.users["receptionist"])
    user.set_password(PASSWORD)
    user.save()
    for place in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"):
        sent = {"login": user.email, "password": PASSWORD, "next": place}
        answer = Client().post(reverse("account_login"), sent)
        assert (answer.status_code, answer["Location"]) == (302, "/"), place


def test_unknown_host_is_refused(database: str) -> None:
    assert Client().get(reverse("account_login"), headers={"host": "elsewhere.example"}).status_code == 400
