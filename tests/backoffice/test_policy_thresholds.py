"""Thresholds on the policy's pages: each with a title and a unit, and the time after an operation in weeks."""

from __future__ import annotations

import json

import pytest

from .test_policy import form, in_force, page, post

SURGERY = "/practice/policy/threshold/surgery_months/"


def test_every_threshold_that_may_be_set_has_a_title_and_a_unit():
    from filiform.backoffice.policy.words import THRESHOLDS, UNITS
    from filiform.knowledge.screening import load

    settable = [each for each in load().thresholds if each.range]
    assert {each.id for each in settable} == set(THRESHOLDS)
    assert {each.unit for each in settable} <= set(UNITS)


def test_time_after_an_operation_is_spoken_of_in_weeks(practice):
    assert "12 weeks" in page(practice)
    assert post(practice, SURGERY, **form(practice, value="26")).status_code == 302
    months = in_force(practice).policy("IE").thresholds["surgery_months"]
    assert months == pytest.approx(26 * 7 / 30.4375)
    text = page(practice, SURGERY)
    assert "26 weeks" in text
    assert 'value="26.0"' in text or 'value="26"' in text
    assert "2.75" not in text + page(practice)
    # The file keeps months, as a case does.
    assert json.loads(page(practice, "/practice/policy.json"))["thresholds"]["surgery_months"] == months


def test_how_long_consent_holds_is_a_whole_number_of_months(practice):
    address = "/practice/policy/threshold/consent_renewal_months/"
    answer = post(practice, address, **form(practice, value="2.5"))
    assert answer.status_code == 422
    assert "Write a whole number." in answer.content.decode()
    assert post(practice, address, **form(practice, value="2")).status_code == 302
    assert "2 months" in page(practice)
