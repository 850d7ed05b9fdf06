"""Components tell states in words, keep order for screen readers, and escape what people typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from filiform.foundation.ui.words import STATES

from .pages import Markup, draw

NASTY = '<b onclick="x()">&'


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_an_icon_and_a_word(state: str) -> None:
    text = draw("{% status state %}", state=state)
    assert str(STATES[state].label) in text
    assert "<svg" in text
    assert 'aria-hidden="true"' in text


def test_an_unknown_state_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=r"safe.*Known: clear"):
        draw("{% status 'safe' %}")


def test_an_unset_value_is_said_in_words() -> None:
    text = draw("{% key_values facts %}", facts=[("Twitch", None), ("Depth", 0), ("Note", "")])
    assert text.count("not recorded") == 2
    assert "<dd>0</dd>" in text


def test_a_source_that_was_only_recalled_says_so() -> None:
    text = draw("{% source one %}", one={"title": "A guideline", "how": "recalled"})
    assert "recalled, source not read" in text
    assert "not yet reviewed" in text


def test_a_source_without_a_mark_counts_as_recalled() -> None:
    assert "recalled, source not read" in draw("{% source one %}", one={"title": "A guideline"})


def test_a_reviewed_source_names_who() -> None:
    text = draw("{% source one %}", one={"title": "A", "how": "read", "reviewed_by": "Dr Example"})
    assert "source read" in text
    assert "reviewed by Dr Example" in text
    assert "not yet reviewed" not in text


def test_a_finding_shows_class_reason_action_disagreement_and_sources() -> None:
    item = {
        "state": "caution", "title": "Aspirin", "why": "Takes it.", "action": "Press longer.",
        "disagreement": "One says stop.", "sources": [{"title": "A"}, {"title": "B"}],
    }  # fmt: skip
    text = draw("{% finding item %}", item=item)
    for part in ("Caution", "Aspirin", "Takes it.", "Press longer.", "Sources disagree.", "2 sources"):
        assert part in text


def test_the_step_bar_marks_one_current_step_and_says_refused() -> None:
    steps = [
        {"label": "Screening", "state": "refused", "url": "/s"},
        {"label": "Consent", "state": "current", "url": "/c"},
        {"label": "Sign", "state": "locked"},
    ]
    text = draw("{% step_bar steps 'Visit' %}", steps=steps)
    assert text.count('aria-current="step"') == 1
    assert "Step 2 of 3" in text
    assert "(refused)" in text
    assert "(locked)" in text
    assert [link["href"] for link in Markup(text).all("a")] == ["/s"]


def test_a_table_cell_knows_its_heading_when_stacked() -> None:
    text = draw("{% data_table caption='T' head=head rows=rows %}", head=["Muscle", "Depth"], rows=[["A", None]])
    assert 'data-label="Depth"' in text
    assert '<th scope="row">A</th>' in text
    assert "–" in text


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        draw("{% data_table caption='T' head=head rows=rows %}", head=["A", "B"], rows=[["only one"]])


def test_the_clock_shows_the_time_without_a_script() -> None:
    since = timezone.now() - dt.timedelta(minutes=11, seconds=3)
    text = draw("{% dwell_clock since 600 %}", since=since)
    assert "11:03" in text
    assert "of 10:00" in text
    assert "clock--over" in text
    assert text.count("Time is up") == 2  # shown, and the script's copy


def test_a_clock_that_has_stopped_does_not_alarm() -> None:
    now = timezone.now()
    text = draw("{% dwell_clock since 600 'out' until %}", since=now - dt.timedelta(minutes=20), until=now)
    assert "20:00" in text
    assert "Sound when due" not in text
    assert text.count("Time is up") == 1  # the script's copy only


@pytest.mark.parametrize(
    "source",
    [
        "{% card title=x %}{{ x }}{% endcard %}",
        "{% banner title=x %}{{ x }}{% endbanner %}",
        "{% disclosure summary=x %}{{ x }}{% enddisclosure %}",
        "{% group legend=x hint=x %}{{ x }}{% endgroup %}",
        "{% panel %}{{ x }}{% endpanel %}",
        "{% button x name=x value=x %}",
        "{% link_button x x %}",
        "{% tag x %}",
        "{% status 'stop' x %}",
        "{% empty_state x x x x %}",
        "{% once_key x %}",
        "{% back_link x x %}",
        "{% filter_box x x x %}",
    ],
)
def test_what_people_typed_is_escaped(source: str) -> None:
    text = draw(source, x=NASTY)
    assert "<b" not in text.replace("<button", "")
    assert "&lt;b" in text
    assert "onclick" not in Markup(text).attributes
