"""What answers say beside their own question: fields by other names, hints of other answers, places and intervals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from filiform.core.screening import History
from filiform.journey.screening.translate import from_words
from filiform.knowledge.screening import read_case, screen_case
from filiform.knowledge.screening.book import DAY, examples

WELL: dict[str, Any] = {**examples()["healthy"], "on": DAY}


def judged(**told: Any) -> tuple[str, set[str], set[str], list[str]]:
    verdict = screen_case({**WELL, **told})
    return (
        verdict["verdict"],
        {each["item"] for each in verdict["findings"]},
        {each["field"] for each in verdict["missing"]},
        [each["text"] for each in verdict["unrecognised"]],
    )


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ({"smoking": "40 a day"}, "lung-disease"),
        ({"smoking": 20}, "lung-disease"),
        ({"frail": "yes"}, "frail-older-adult"),
        ({"frailty": "Rockwood 6"}, "frail-older-adult"),
        ({"build": "very thin, visible ribs"}, "thin-thorax"),
        ({"anxiety": "high"}, "psychological-status"),
        ({"intoxicated": "yes, drunk"}, "fasting-exhausted-intoxicated"),
        ({"alcohol": "2 glasses this morning"}, "fasting-exhausted-intoxicated"),
        ({"last_meal_hours": "14 hours"}, "fasting-exhausted-intoxicated"),
        ({"eaten_today": "no"}, "fasting-exhausted-intoxicated"),
        ({"recurrent_infections": True}, "recurrent-infections"),
        ({"trying_to_conceive": "yes", "sex": "f", "age": 30, "pregnant": "no"}, "pregnancy-possible"),
        ({"unsuitable": "yes: aggressive"}, "other-unsuitable"),
        ({"diabetes": "type 2"}, "diabetes"),
        ({"conditions": ["suspected appendicitis"]}, "acute-medical-emergency"),
        ({"conditions": ["sepsis last week"]}, "acute-medical-emergency"),
        ({"symptoms": ["collapsed 10 minutes ago"]}, "acute-medical-emergency"),
        ({"medications": ["warfarin, dose changed last week"], "inr": "unknown"}, "anticoagulant-inr-high"),
        ({"medications": ["warfarin"], "inr": "labile"}, "anticoagulant-inr-high"),
        ({"interpreter_present": "needed, none available"}, "unable-to-consent"),
        ({"temperature_c": {"value": 38.4, "unit": "C"}}, "systemic-infection"),
        ({"conditions": ["ITP"], "platelets": "31,000"}, "thrombocytopenia"),
        ({"previous_dry_needling": {"when": "2023", "outcome": "infected site"}}, "previous-adverse-reaction"),
        ({"months_since_surgery": {"weeks": 6}}, "recent-surgery"),
        ({"needle_phobia": "extreme fear, has refused vaccines"}, "needle-phobia"),
        ({"fainted_with_needle": {"answer": True, "when": None}}, "vasovagal-history"),
    ],
    ids=str,
)
def test_it_is_found(told: dict[str, Any], item: str) -> None:
    verdict, items, _, unrecognised = judged(**{"planned_sites": ["rhomboids"], "bmi": 24, **told})
    assert item in items
    assert verdict != "clear"
    assert not set(unrecognised) - {"labile"}


@pytest.mark.parametrize(
    "told",
    [
        *({"smoking": "never"}, {"smoking": "ex, quit 2010"}, {"frail": "no"}, {"anxiety": "low"}, {"alcohol": "none"}),
        *({"last_meal_hours": 1}, {"last_meal": "an hour ago"}, {"has_eaten": True}, {"pacemaker": "no"}),
        *({"period_late": "no"}, {"unsuitable": "no"}, {"hiv": "negative"}, {"fever": "no"}),
        *({"needle_phobia": "a bit nervous"}, {"needle_phobia": "not keen but manages blood tests fine"}),
        *({"conditions": ["appendicitis 2015"]}, {"conditions": ["innocent heart murmur, normal echo"]}),
        *({"conditions": ["cold last month, recovered"]}, {"conditions": ["cellulitis of right shin"]}),
        *({"conditions": ["varicose veins"]}, {"interpreter_present": "not needed"}),
        *({"needle_phobia": {"answer": False}}, {"needle_phobia": "never refused one"}, {"platelets": 150000}),
        *({"symptoms": ["comes and goes", "worse on stairs"]}, {"conditions": ["hysterectomy, 2010", "influenza jab"]}),
    ],
    ids=str,
)
def test_it_is_clear(told: dict[str, Any]) -> None:
    assert judged(**{"planned_sites": ["left gluteus medius"], **told}) == ("clear", set(), set(), [])


@pytest.mark.parametrize(
    "told",
    [
        *({"fit_and_well": "no"}, {"can_lie_still": "no"}, {"sensation": "normal"}, {"haemophilia": "brother"}),
        *({"build": "muscular"}, {"build": True}, {"alcohol": "yes"}, {"unsuitable": "perhaps"}, {"last_meal": "soup"}),
        *({"period_late": "perhaps"}, {"eaten_today": "perhaps"}, {"smoking": ["yes"]}),
        *(
            {"symptoms": ["worse every week on stairs"]},
            {"symptoms": ["not stable"]},
            {"symptoms": ["comes on with walking"]},
        ),
        *({"needle_phobia": "very nervous"}, {"needle_phobia": "not fond of needles, avoids them"}),
    ],
    ids=str,
)
def test_what_is_not_understood_is_listed(told: dict[str, Any]) -> None:
    verdict, _, _, unrecognised = judged(**told)
    assert verdict == "ask"
    assert unrecognised


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"fever": "unknown"}, "symptoms"),
        ({"frail": "not asked"}, "conditions"),
        ({"conditions": ["varicose veins in the calf"], "planned_sites": ["right gastrocnemius"]}, "veins_at_site"),
        ({"conditions": ["abscess"]}, "skin_at_site"),
        ({"conditions": ["appendicitis"]}, "symptoms"),
        ({"interpreter_present": "no"}, "interpreter_needed"),
    ],
    ids=str,
)
def test_it_is_asked(told: dict[str, Any], field: str) -> None:
    verdict, _, missing, _ = judged(**told)
    assert verdict == "ask"
    assert field in missing


@pytest.mark.parametrize(
    ("place", "site", "found"),
    [
        ("cellulitis of right shin", "right tibialis anterior", True),
        ("cellulitis of left shin", "right tibialis anterior", False),
        ("abscess on the back", "left rhomboids", True),
        ("abscess on the back", "left soleus", False),
    ],
)
def test_ill_skin_among_the_conditions_counts_where_it_is(place: str, site: str, found: bool) -> None:
    _, items, _, _ = judged(conditions=[place], planned_sites=[site], bmi=24)
    assert ("local-infection" in items) is found


@pytest.mark.parametrize(("months", "found"), [(None, False), (6, True)])
def test_an_operation_in_words_counts_as_long_as_the_practice_says(months: float | None, found: bool) -> None:
    policy = {"thresholds": {"surgery_months": months}} if months else None
    case = {**WELL, "planned_sites": ["external oblique"], "conditions": ["appendicectomy 5 months ago"]}
    assert ("recent-surgery" in {each["item"] for each in screen_case(case, policy)["findings"]}) is found


def test_a_shorter_interval_is_followed_too() -> None:
    case = {**WELL, "planned_sites": ["external oblique"], "conditions": ["appendicectomy 7 weeks ago"]}
    assert screen_case(case)["verdict"] == "caution"
    assert screen_case(case, {"thresholds": {"surgery_months": 1}})["verdict"] == "clear"


def test_words_on_the_page_follow_the_practice_too() -> None:
    line, day = ["appendicectomy 5 months ago"], date.fromisoformat(DAY)
    assert from_words("conditions", line, day)[0]["conditions"].present == set()
    assert from_words("conditions", line, day, {"recent-surgery": 26})[0]["conditions"].present == {"recent-surgery"}


def test_what_was_answered_stays() -> None:
    case = {**WELL, "conditions": ["varicose veins of the calf"], "planned_sites": ["soleus"], "veins_at_site": "no"}
    assert screen_case(case)["verdict"] == "clear"
    assert isinstance(read_case(case), History)
