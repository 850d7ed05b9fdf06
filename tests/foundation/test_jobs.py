"""What the nightly jobs do, each on its own; the worker that takes them is tested with the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from filiform.foundation.gate import drafts
from filiform.foundation.gate.models import Draft, WriteKey
from filiform.foundation.messages import chains, jobs
from filiform.foundation.record.models import Incident
from filiform.foundation.tenancy.clock import now
from tests.foundation.test_audit_chains import tamper
from tests.support.practice import PracticeKit


def test_what_is_old_is_cleared_in_every_practice(practice: PracticeKit, other_practice: PracticeKit) -> None:
    for kit in (practice, other_practice):
        with kit.as_role("practitioner"):
            drafts.keep("/old/", {"note": ["x"]})
            Draft.objects.update(saved_at=now() - drafts.KEPT_FOR - timedelta(minutes=1))
            drafts.keep("/new/", {"note": ["x"]})
            user = kit.users["practitioner"]
            WriteKey.objects.create(user_id=user, key="old", body_digest="")
            WriteKey.objects.update(at=now() - jobs.WRITE_KEYS_KEPT_FOR - timedelta(minutes=1))
            WriteKey.objects.create(user_id=user, key="new", body_digest="")
    jobs.clear_drafts(0)
    jobs.clear_write_keys(0)
    for kit in (practice, other_practice):
        with kit.as_role("practitioner"):
            assert [row.path for row in Draft.objects.all()] == ["/new/"]
            assert [row.key for row in WriteKey.objects.all()] == ["new"]


def test_expired_sessions_are_cleared(practice: PracticeKit) -> None:
    gone, here = SessionStore(), SessionStore()
    gone.set_expiry(-10)
    gone.create()
    here.create()
    jobs.clear_sessions(0)
    left = set(Session.objects.values_list("session_key", flat=True))
    assert here.session_key in left
    assert gone.session_key not in left


def test_a_broken_chain_opens_one_incident_and_fails_each_night(practice: PracticeKit) -> None:
    chains.keep_heads()
    jobs.check_chain(str(practice.id))
    tamper(practice, "UPDATE audit_entry SET why = 'x' WHERE practice_id = %(p)s AND seq = 2")
    for _night in range(2):
        with pytest.raises(jobs.ChainBrokenError, match="entry 2"):
            jobs.check_chain(str(practice.id))
    with practice.as_role("owner"):
        assert Incident.objects.filter(kind="audit-chain-broken").count() == 1
