"""What the last step asks for before it offers the signature."""

from __future__ import annotations

from django.urls import reverse

from tests.journey.treatment.stage import ready_stage
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


def test_the_steps_of_an_incident_are_asked_for_in_sentences(practice: PracticeKit) -> None:
    ready = ready_stage(practice)
    ready.tap("out", ready.place())
    ready.count(0, counted_again="on")
    page = practice.client_for().get(reverse("visit-step", args=[ready.visit, "sign"]))
    asked = [reason.text for reason in page.context["open_reasons"]]
    sentence = "Look over every needled region, skin folds, hair, clothes and gown."
    assert f"An incident waits for a step: {sentence}" in asked
    assert not [one for one in asked if "search" in one or "retained" in one], "codes are not words"


def test_one_needle_left_in_is_one_needle(practice: PracticeKit) -> None:
    ready = ready_stage(practice)
    ready.place()
    page = practice.client_for().get(reverse("visit-step", args=[ready.visit, "sign"]))
    asked = [reason.text for reason in page.context["open_reasons"]]
    assert "1 needle is still in place. Take it out and count." in asked
