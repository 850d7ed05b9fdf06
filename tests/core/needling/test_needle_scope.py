"""What a credential and an insurance leave out."""

from dataclasses import replace
from datetime import date

import pytest

from filiform.core.needling import Cover, Credential, Level, NeedleContext, PlannedInsertion, check_needle
from filiform.core.reasons import How, Source
from filiform.core.sites import SiteFacts, SiteTag
from filiform.core.values import UNKNOWN, Side

ON = date(2026, 3, 2)
NOTE = Source("A note of the insurer", How.READ)
RHOMBOIDS = SiteFacts("rhomboids", Side.LEFT, "thorax", frozenset({SiteTag.THORAX}))
WHO = Credential(valid_until=date(2027, 1, 1), electrical=True)
COVER = Cover("CSP", date(2026, 12, 31), sources=(NOTE,))
PLAN = PlannedInsertion(RHOMBOIDS, 25, 0.25, 10, technique="superficial")


def of_cover(cover, plan=PLAN):
    found = check_needle(plan, NeedleContext(ON, WHO, cover=cover))
    return [(each.code, str(each.level), each.field) for each in found if each.code.startswith("cover-")]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"excluded_structures": frozenset({"rhomboids"})}, "credential-structure", "site"),
        ({"techniques": frozenset({"deep-static"})}, "credential-technique", "technique"),
        ({"techniques": frozenset()}, "credential-technique", "technique"),
        ({"excluded_tags": frozenset({"thorax"})}, "credential-excludes", "site"),
        ({"regions": frozenset({"leg"})}, "credential-region", "site"),
    ],
)
def test_a_credential_excludes(change, code, field):
    found = check_needle(PLAN, NeedleContext(ON, replace(WHO, **change)))
    mine = [each for each in found if each.code.startswith("credential-")]
    assert [(each.code, each.level, each.field) for each in mine] == [(code, Level.REFUSE, field)]


def test_a_technique_that_is_not_said_is_not_among_those_allowed():
    found = check_needle(
        replace(PLAN, technique=None), NeedleContext(ON, replace(WHO, techniques=frozenset({"superficial"})))
    )
    assert "credential-technique" in [each.code for each in found]


def test_a_credential_for_this_says_nothing():
    context = NeedleContext(ON, replace(WHO, techniques=frozenset({"superficial"})))
    assert not [each for each in check_needle(PLAN, context) if each.code.startswith("credential-")]


@pytest.mark.parametrize(
    ("cover", "found"),
    [
        (None, []),
        (COVER, []),
        (UNKNOWN, [("cover-unknown", "caution", "insurance")]),
        (replace(COVER, valid_until=None), [("cover-end-unknown", "caution", "insurance")]),
        (replace(COVER, valid_until=date(2026, 3, 1)), [("cover-lapsed", "refuse", "insurance")]),
        (replace(COVER, valid_from=date(2026, 3, 3)), [("cover-not-begun", "refuse", "insurance")]),
        (replace(COVER, valid_from=ON), []),
        (replace(COVER, valid_until=ON), []),
        (replace(COVER, excluded_regions=frozenset({"thorax"})), [("cover-excludes", "refuse", "site")]),
        (replace(COVER, excluded_tags=frozenset({"thorax"})), [("cover-excludes", "refuse", "site")]),
        (replace(COVER, excluded_tags=frozenset({"pelvis"})), []),
        (replace(COVER, excluded_structures=frozenset({"rhomboids"})), [("cover-excludes", "refuse", "site")]),
        (replace(COVER, excluded_techniques=frozenset({"superficial"})), [("cover-excludes", "refuse", "technique")]),
        (replace(COVER, excluded_techniques=frozenset({"deep-static"})), []),
        (replace(COVER, electrical=False), []),
    ],
)
def test_an_insurance_excludes(cover, found):
    assert of_cover(cover) == found


def test_current_may_be_left_out_of_an_insurance():
    plan = replace(PLAN, electrical=True)
    assert of_cover(replace(COVER, electrical=False), plan) == [("cover-excludes", "refuse", "electrical")]
    assert of_cover(COVER, plan) == []


def test_an_exclusion_names_the_insurer_what_it_excludes_and_its_source():
    context = NeedleContext(ON, WHO, cover=replace(COVER, excluded_tags=frozenset({"thorax"})))
    (found,) = [each for each in check_needle(PLAN, context) if each.code == "cover-excludes"]
    assert (found.get("insurer"), found.get("what"), found.get("value")) == ("CSP", "group", "thorax")
    assert found.sources == (NOTE,)


def test_an_unsaid_technique_is_weighed_where_an_insurance_excludes_one():
    cover = replace(COVER, excluded_techniques=frozenset({"deep-static"}))
    assert of_cover(cover, replace(PLAN, technique=None)) == [("cover-technique-unknown", "caution", "technique")]
    assert of_cover(cover) == of_cover(COVER, replace(PLAN, technique=None)) == []
