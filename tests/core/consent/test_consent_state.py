"""Whether the consents on record cover what is planned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.consent import By, ConsentEvent, ConsentSettings, EventKind, Form, Required, judge

ON = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NEEDED = Required(frozenset({"common"}), frozenset({"own-consent"}), frozenset({"shoulder"}))
GIVEN = ConsentEvent("g1", EventKind.GIVEN, NOON, risks=frozenset({"common"}), regions=frozenset({"shoulder"}))
WITHDRAWN = ConsentEvent("w1", EventKind.WITHDRAWN, NOON + timedelta(minutes=5))


def why(*events, needed=NEEDED, on=ON, settings=None):
    state = judge(events, needed, on, settings)
    assert state.valid == (not state.why)
    return [reason.code for reason in state.why]


def test_a_consent_that_covers_everything_is_valid():
    state = judge([GIVEN], NEEDED, ON)
    assert state.valid
    assert state.covers.regions == {"shoulder"}
    assert state.covers.risks == {"common"}
    assert state.covers.until == date(2026, 6, 2)


def test_nothing_on_record_is_no_consent():
    state = judge([], NEEDED, ON)
    assert [reason.code for reason in state.why] == ["none"]
    assert state.covers.until is None


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.DECLINED])
def test_a_no_wins_over_what_came_before_and_at_the_same_moment(kind):
    assert why(GIVEN, replace(WITHDRAWN, kind=kind)) == [str(kind)]
    assert why(GIVEN, replace(WITHDRAWN, kind=kind, at=NOON)) == [str(kind)]


def test_a_new_consent_after_a_withdrawal_counts():
    assert why(GIVEN, WITHDRAWN, replace(GIVEN, id="g2", at=NOON + timedelta(minutes=6))) == []


def test_a_withdrawal_for_one_region_leaves_the_other():
    both = replace(GIVEN, regions=frozenset({"shoulder", "leg"}))
    part = replace(WITHDRAWN, regions=frozenset({"leg"}))
    assert why(both, part) == []
    legs = replace(NEEDED, regions=frozenset({"leg"}))
    assert why(both, part, needed=legs) == ["region-not-covered"]
    assert why(both, replace(part, regions=frozenset({"leg", "shoulder"}))) == ["withdrawn"]


def test_a_new_region_or_risk_needs_a_renewed_consent():
    wider = replace(NEEDED, regions=frozenset({"shoulder", "thorax"}), risks=frozenset({"common", "pneumothorax"}))
    state = judge([GIVEN], wider, ON)
    assert [(r.code, r.get("region") or r.get("risk")) for r in state.why] == [
        ("region-not-covered", "thorax"),
        ("risk-not-explained", "pneumothorax"),
    ]
    more = replace(GIVEN, id="g2", regions=frozenset({"thorax"}), risks=frozenset({"pneumothorax"}))
    assert why(GIVEN, more, needed=wider) == []


@pytest.mark.parametrize(
    ("given_on", "last"),
    [
        (datetime(2026, 1, 15, 12, tzinfo=UTC), date(2026, 4, 15)),
        (datetime(2025, 11, 30, 12, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 9, 30, 12, tzinfo=UTC), date(2026, 12, 30)),
        (datetime(2026, 10, 31, 12, tzinfo=UTC), date(2027, 1, 31)),
    ],
)
def test_a_consent_lapses_after_three_months(given_on, last):
    event = replace(GIVEN, at=given_on)
    assert why(event, on=last) == []
    state = judge([event], NEEDED, last + timedelta(days=1))
    assert [(r.code, r.get("until"), r.get("months")) for r in state.why] == [("expired", last.isoformat(), 3)]


def test_verbal_consent_suffices_only_where_it_may():
    spoken = replace(GIVEN, form=Form.VERBAL)
    assert why(spoken) == ["verbal-only"]
    assert why(spoken, settings=ConsentSettings(verbal_suffices=True)) == []
    assert why(spoken, settings=ConsentSettings(verbal_suffices=True, written_by_law=True)) == ["verbal-only"]


def test_what_happens_later_does_not_count_yet():
    assert why(GIVEN, on=ON - timedelta(days=1)) == ["none"]


def test_a_no_is_not_missed_when_its_clock_runs_a_day_ahead():
    assert why(GIVEN, replace(WITHDRAWN, at=NOON + timedelta(days=1))) == ["withdrawn"]
    assert why(GIVEN, replace(WITHDRAWN, at=NOON + timedelta(days=2))) == []


def test_a_childs_no_stands_against_the_guardians_yes():
    child = replace(NEEDED, special=frozenset({"guardian-consent", "child-assent"}))
    parent = replace(GIVEN, by=By.GUARDIAN)
    assert why(parent, needed=child) == ["special-missing"]
    assert why(parent, replace(GIVEN, id="g2"), needed=child) == []
    refused = replace(WITHDRAWN, kind=EventKind.DECLINED)
    assert why(parent, refused, needed=child) == ["declined"]
    assert why(parent, refused, replace(parent, id="g3", at=NOON + timedelta(hours=1)), needed=child) == [
        "special-missing"
    ]


def test_nobody_else_consents_for_an_adult_with_capacity():
    assert why(replace(GIVEN, by=By.GUARDIAN)) == ["special-missing"]
    substitute = replace(NEEDED, special=frozenset({"substitute-decision-maker"}))
    assert why(replace(GIVEN, by=By.SUBSTITUTE), needed=substitute) == []


def test_a_consent_without_a_region_covers_nothing():
    assert why(replace(GIVEN, regions=frozenset())) == ["none"]


def test_an_unknown_age_is_asked_for():
    assert why(GIVEN, needed=replace(NEEDED, unknown=("age",))) == ["answer-missing"]


EVENTS = st.lists(
    st.builds(
        ConsentEvent,
        id=st.sampled_from("abcdef"),
        kind=st.sampled_from(EventKind),
        at=st.integers(0, 10).map(lambda hours: NOON - timedelta(hours=hours)),
        form=st.sampled_from(Form),
        by=st.sampled_from(By),
        risks=st.frozensets(st.sampled_from(["common", "other"])),
        regions=st.frozensets(st.sampled_from(["shoulder", "leg"])),
    ),
    max_size=8,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_order_and_repeats_never_matter(events, random):
    again = [*events, *events[:3]]
    random.shuffle(again)
    assert judge(again, NEEDED, ON) == judge(events, NEEDED, ON)


@given(EVENTS)
def test_a_withdrawal_of_everything_now_always_wins(events):
    assert not judge([*events, replace(WITHDRAWN, at=NOON)], NEEDED, ON).valid


@given(EVENTS)
def test_more_to_cover_never_makes_a_consent_valid(events):
    more = replace(NEEDED, regions=NEEDED.regions | {"thorax"})
    assert not judge(events, more, ON).valid


def test_the_first_consent_to_run_out_says_until_when_all_is_covered():
    early = replace(GIVEN, id="g0", at=NOON - timedelta(days=20))
    assert judge([GIVEN, early], NEEDED, ON).covers.until == date(2026, 5, 10)


def test_an_expired_consent_names_the_last_day_of_the_newest():
    early = replace(GIVEN, id="g0", at=NOON - timedelta(days=20))
    state = judge([GIVEN, early], NEEDED, date(2027, 1, 1))
    assert state.why[0].get("until") == "2026-06-02"
