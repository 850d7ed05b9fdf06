"""What the last step asks for before it offers the signature."""

from __future__ import annotations

from django.urls import reverse

from tests.journey.treatment.stage import stage as staged
from tests.support.practice import PracticeKit


def test_after_a_stop_the_signature_asks_for_words_once(practice: PracticeKit) -> None:
    made = staged(practice)
    made.screen("left tibialis-anterior", symptoms={"present": ["saddle-numbness"], "absent": [], "complete": True})
    page = practice.client_for().get(reverse("visit-step", args=[made.visit, "sign"]))
    asked = [reason.text for reason in page.context["open_reasons"]]
    assert len(asked) == len(set(asked))
    assert "Say why there are no needles today, and what was done instead." in asked
    assert "Sign the note" not in page.content.decode()
