"""What `filiform knowledge show` prints beside the records of the books, and what counts as a review."""

import io

import pytest

from filiform.knowledge.command import command
from filiform.knowledge.texts import is_review


@pytest.mark.parametrize(
    ("identity", "told"),
    [
        ("rf-cauda-equina", "fires when: `symptoms`: any of saddle-numbness"),
        ("inr_high", "value: 3 INR, a placeholder, no source gives it"),
        ("ZA", "bilateral-thorax (all, law)"),
        ("say-whiplash-must-1", "must: One trial, in 80 people"),
    ],
)
def test_rules_thresholds_places_and_statements_are_shown_too(identity, told):
    out = io.StringIO()
    assert command(["show", identity], out, io.StringIO()) == 0
    assert told in out.getvalue()
    assert "reviewed" in out.getvalue() or "placeholder" in out.getvalue()


def test_a_review_has_a_name_and_a_day():
    assert is_review(None)
    assert is_review("Dr A. Byrne, 2026-11-03")
    assert not any(map(is_review, ["", "yes", "2026-11-03", "Dr A. Byrne", "Dr A. Byrne, 3 November"]))
