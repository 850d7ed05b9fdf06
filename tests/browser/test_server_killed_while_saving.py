"""kill -9 of a web worker in the middle of a save: nothing is half saved, and the same form goes through afterwards."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser import visits
from tests.browser.clinic import Clinic
from tests.browser.serving import Served, serving
from tests.support.practice import PracticeKit


@pytest.fixture
def own(database: str) -> Iterator[Served]:
    """A server with one worker."""
    with serving(workers=1) as served:
        yield served


@pytest.fixture
def page(own: Served, browser: Browser, practice: PracticeKit) -> Iterator[Page]:
    clinic = Clinic(own.address, browser, practice)
    yield clinic.window()
    clinic.close()


def _kept(practice: PracticeKit, visit: UUID) -> tuple[int, int]:
    """Case histories and kept verdicts of the visit."""
    from filiform.foundation.decisions.models import KeptVerdict
    from filiform.journey.screening.models import CaseHistory

    with practice.as_role():
        return (
            CaseHistory.objects.filter(visit_id=visit).count(),
            KeptVerdict.objects.filter(visit_id=visit).count(),
        )


def _wait_until_it_hangs() -> None:
    """Until the server's transaction has written and waits for a lock that we hold."""
    for _try in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.1)
    raise AssertionError("The save never waited for the lock.")


def _try_again(page: Page, visit: UUID) -> None:
    """Open the page again, as people do once the browser has said that the answer never came."""
    for _try in range(20):
        try:
            visits.go(page, visit, "case-history")
        except Error:
            time.sleep(0.5)  # the browser is still about to show its own page of the failure
        else:
            return
    raise AssertionError("The page never opened again.")


def test_given_a_worker_killed_in_a_save_then_nothing_is_half_saved_and_the_form_can_be_sent_again(
    own: Served, page: Page, practice: PracticeKit
) -> None:
    from filiform.foundation.record.public import leave_fact

    patient = practice.make_patient()
    visit = practice.make_visit(patient)
    visits.plan(page, visit, ["left infraspinatus"], ["Shoulder"])
    visits.answer(page)
    before = _kept(practice, visit)
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/") and answer.status == 200):
        page.fill("[name=q_medications__words]", "warfarin 3 mg")

    (worker,) = own.workers()
    with practice.as_role(), connection.cursor() as cursor:
        # Holds the practice's audit chain, which every save needs last: the save has written all else by then.
        leave_fact(patient=patient, kind="test", value=1, source="test")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        page.get_by_role("button", name="Save and screen").click(no_wait_after=True)
        _wait_until_it_hangs()
        os.kill(worker, signal.SIGKILL)
    assert _kept(practice, visit) == before

    _try_again(page, visit)
    assert own.workers() != [worker]
    expect(page.get_by_text("What you typed is back")).to_be_visible()
    expect(page.locator("[name=q_medications__words]")).to_have_value("warfarin 3 mg")
    visits.press(page, "Save and screen")
    assert _kept(practice, visit)[0] == before[0] + 1
