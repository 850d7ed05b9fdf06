"""Two at once: what is being written is waited for, and what was read before the wait is read again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from filiform.foundation.record.models import Signature
from filiform.foundation.tenancy.refusal import Conflict
from filiform.foundation.tenancy.turns import Turn, take_turns
from filiform.journey.aftercare.public import advice_for, record_advice
from filiform.journey.consent.actions import withdraw
from filiform.journey.examination.actions import Entered, save_examination
from filiform.journey.screening.actions import save_history
from filiform.journey.treatment.actions import counting
from tests.journey.consent import stage as consents
from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def signable(practice: PracticeKit) -> Stage:
    """A visit whose steps are all done, not signed."""
    stage = ready_stage(practice)
    with practice.as_role():
        save_examination(visit=stage.file(), phase="before", entered=Entered(scores={"pain_now": 4}), based_on="")
    stage.place(do="in-out")
    assert stage.count(1).status_code == 302
    with practice.as_role():
        record_advice(visit=stage.file(), codes=list(advice_for(stage.file())), copy="printed")
    return stage


class Beside:
    """Work in a thread and a connection of its own, which comes to wait for a lock that we hold."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._answers: list[Any] = []
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._answers.append(self._work())
        except Exception as problem:
            self._answers.append(problem)
        finally:
            connection.close()

    def start(self) -> None:
        """Begin, and return when it waits."""
        self._thread.start()
        wait_until_someone_waits()

    def answer(self) -> Any:
        """What the work gave or raised, once our lock is gone."""
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()
        return self._answers[0]


def wait_until_someone_waits() -> None:
    """Until another session of this database waits for an advisory lock, at most ten seconds."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                " WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waited.")


def test_visit_that_is_done_can_be_signed(signable: Stage) -> None:
    assert signable.post({"_key": str(uuid4())}, f"/visits/{signable.visit}/sign/").status_code == 302
    with signable.practice.as_role():
        assert Signature.objects.filter(visit_id=signable.visit).exists()


def test_signature_waits_for_a_needle_and_sees_it(signable: Stage) -> None:
    client = signable.practice.client_for("practitioner")
    signing = Beside(lambda: client.post(f"/visits/{signable.visit}/sign/", {"_key": str(uuid4())}))
    with signable.practice.as_role():
        counting.tally(visit=signable.file(), kind="dropped", client_id=uuid4())
        signing.start()
    # The count is open again: the signature that waited refuses, and no note is locked without the needle.
    assert signing.answer().status_code == 409
    with signable.practice.as_role():
        assert not Signature.objects.filter(visit_id=signable.visit).exists()


def test_needle_that_waited_sees_that_the_patient_left(signable: Stage) -> None:
    client, fields = signable.practice.client_for("practitioner"), signable.needle()
    placing = Beside(lambda: client.post(signable.needles_url, fields))
    with signable.practice.as_role():
        counting.leave(visit=signable.visit)
        placing.start()
    answer = placing.answer()
    assert answer.status_code == 409
    assert "After the patient has left" in answer.content.decode()


def test_first_two_case_histories_collide(practice: PracticeKit) -> None:
    patient = practice.make_patient()
    stage = Stage(practice, patient, practice.make_visit(patient), uuid4())

    def save() -> None:
        with practice.as_role():
            save_history(visit=stage.file(), answers={}, planned_sites=["left tibialis-anterior"], based_on=None)

    second = Beside(save)
    with practice.as_role():
        save_history(visit=stage.file(), answers={}, planned_sites=["left tibialis-anterior"], based_on=None)
        second.start()
    assert isinstance(second.answer(), Conflict)


def test_id_of_another_visit_is_refused(signable: Stage) -> None:
    other = ready_stage(signable.practice)
    event = uuid4()
    assert signable.tap("dropped", event=event).status_code == 302
    refused = other.tap("dropped", event=event)
    assert refused.status_code == 409
    assert other.state().count.dropped == 0


def test_exit_under_the_id_of_another_needle_is_refused(signable: Stage) -> None:
    one, other = signable.place(), signable.place(where="right tibialis-anterior")
    event = uuid4()
    assert signable.tap("out", one, event).status_code == 302
    assert signable.tap("out", other, event).status_code == 409
    assert signable.state().count.in_place == 1


def test_two_answers_on_consent_collide(practice: PracticeKit) -> None:
    """Both pages showed that nothing was answered yet; the second finds what the first recorded."""
    visit = consents.stage(practice)
    visit.plan(*consents.SHOULDER)
    fields, client = visit.form(), practice.client_for()
    second = Beside(lambda: client.post(visit.url, fields))
    with practice.as_role():
        take_turns(Turn(11, f"consent {visit.patient}"))
        second.start()
        withdraw(patient=visit.patient, reason="Changed my mind")
    assert second.answer().status_code == 409
    assert [row.kind for row in visit.rows()] == ["withdrawn"]
