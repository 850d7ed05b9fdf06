"""What every answer tells the browser: no framing, no guessing of types, no script of others; cookies for us alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.foundation.accounts.stage import log_in, with_password
from tests.support.practice import PracticeKit

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SETTINGS = "filiform.project.settings"
#: Prints settings as an installation behind TLS has them.
SECURE = """
import json
from django.conf import settings
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SECURE_HSTS_SECONDS", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_PATH",
         "CSRF_COOKIE_PATH", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "DEBUG")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def _policy(answer: Any) -> dict[str, list[str]]:
    """The content policy by directive."""
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {words[0]: words[1:] for words in parts}


@pytest.mark.parametrize(
    "name", ["today", "unsigned", "patients", "ui:help", "ui:gallery", "healthz", "nowhere", "note"]
)
def test_every_kind_of_answer_is_guarded(practice: PracticeKit, name: str) -> None:
    visit = practice.make_visit(practice.make_patient()) if name == "note" else None
    address = {"nowhere": "/nowhere/", "note": f"/visits/{visit}/note.pdf"}.get(name) or reverse(name)
    answer = practice.client_for().get(address)
    assert answer.status_code == (404 if name == "nowhere" else 200)
    assert {header: answer.get(header) for header in HEADERS} == HEADERS
    policy = _policy(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert all(word == "'self'" or word.startswith("'nonce-") for word in policy["script-src"] + policy["style-src"])


def test_cookies_are_for_our_server_alone(practice: PracticeKit) -> None:
    _client, answer = log_in(with_password(practice, "auditor"))
    assert answer.status_code == 302
    assert set(answer.cookies) == {"csrftoken", "sessionid"}
    for told in answer.cookies.values():
        assert (told["samesite"], told["domain"], told["path"]) == ("Lax", "", "/")
        assert told["httponly"], "no script of ours reads it"


def test_behind_tls_cookies_are_bound_to_host_and_tls(tmp_path: Path) -> None:
    environment = {"FILIFORM_DATA": str(tmp_path), "FILIFORM_SECURE": "1"}
    told = subprocess.run(
        [sys.executable, "-c", SECURE], env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": SETTINGS},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found = json.loads(told.stdout)
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_DOMAIN"] is found["CSRF_COOKIE_DOMAIN"] is None
    assert found["SESSION_COOKIE_PATH"] == found["CSRF_COOKIE_PATH"] == "/"
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert not found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
    assert not found["DEBUG"]
