"""Which advice goes to whom."""

from dataclasses import replace

import pytest

from filiform.core.followup import AdviceRule, aftercare_advice
from filiform.core.people import PersonFacts, YesNo
from filiform.core.sites import SiteFacts, SiteTag

NO = YesNo.NO
NOBODY = PersonFacts(40, NO, NO, NO, NO, NO, NO, NO, NO, NO)
CALF = SiteFacts("soleus-distal", None, "leg")
CHEST = SiteFacts("rhomboids", None, "shoulder", frozenset({SiteTag.THORAX}))
RULES = [
    AdviceRule("lung", 40, site_tags=frozenset({"thorax"})),
    AdviceRule("always", 10, always=True),
    AdviceRule("needled", 20, needled=True),
    AdviceRule("bleeding", 30, person=frozenset({"antithrombotic"})),
    AdviceRule("current", 30, techniques=frozenset({"electrical"})),
]


def given(sites=(CALF,), techniques=(), person=NOBODY):
    return aftercare_advice(sites, techniques, person, RULES)


def test_a_plain_site_gets_the_plain_advice():
    assert given() == ("always", "needled")


def test_sites_techniques_and_persons_add_theirs_in_order():
    thinner = replace(NOBODY, antithrombotic=YesNo.YES)
    assert given((CALF, CHEST), ["electrical"], thinner) == (
        "always",
        "needled",
        "bleeding",
        "current",
        "lung",
    )


@pytest.mark.parametrize("answer", [YesNo.YES, YesNo.UNKNOWN])
def test_a_missing_answer_gets_the_advice_too(answer):
    assert "bleeding" in given(person=replace(NOBODY, antithrombotic=answer))


def test_without_a_needle_there_is_only_what_is_always_said():
    assert given((), (), replace(NOBODY, antithrombotic=YesNo.YES)) == ("always",)
