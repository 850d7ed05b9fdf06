"""What a consent has to cover for these sites and this person."""

from dataclasses import replace

import pytest

from filiform.core.consent import ConsentSettings, Risk, Special, required
from filiform.core.people import PersonFacts, YesNo
from filiform.core.sites import SiteFacts, SiteTag

NO = YesNo.NO
ADULT = PersonFacts(40, NO, NO, NO, NO, NO, NO, YesNo.YES, NO, NO)
ALWAYS = {Risk.COMMON, Risk.FAINT, Risk.INFECTION, Risk.NERVE, Risk.RETAINED}


def site(*tags, region="shoulder"):
    return SiteFacts("somewhere", None, region, frozenset(tags))


def risks(sites=(), person=ADULT, techniques=()):
    return required(sites, techniques, person).risks


def test_the_plain_case_needs_the_common_risks_and_the_own_consent():
    plain = required([site(region="leg")], ["deep-pistoning"], ADULT)
    assert plain.risks == ALWAYS
    assert plain.special == {Special.OWN}
    assert plain.regions == {"leg"}
    assert (plain.assumed, plain.unknown) == ((), ())


@pytest.mark.parametrize(
    ("tag", "risk"),
    [
        (SiteTag.THORAX, Risk.PNEUMOTHORAX),
        (SiteTag.NECK_BASE, Risk.PNEUMOTHORAX),
        (SiteTag.SPINE, Risk.SPINAL_BLEED),
        (SiteTag.UPPER_NECK, Risk.SPINAL_BLEED),
        (SiteTag.ABDOMEN, Risk.ORGAN),
        (SiteTag.KIDNEY, Risk.ORGAN),
        (SiteTag.PELVIS, Risk.ORGAN),
        (SiteTag.FIBROUS, Risk.TENDON),
    ],
)
def test_a_site_brings_its_risk(tag, risk):
    assert risks([site(), site(tag)]) == ALWAYS | {risk}


@pytest.mark.parametrize("answer", [YesNo.YES, YesNo.UNKNOWN])
@pytest.mark.parametrize(
    ("field", "risk"),
    [
        ("antithrombotic", Risk.DEEP_BLEED),
        ("pregnant", Risk.PREGNANCY),
        ("immune_weak", Risk.IMMUNE),
        ("implant", Risk.IMPLANT),
        ("drives_after", Risk.DRIVING),
    ],
)
def test_yes_and_unknown_both_bring_the_risk_of_a_person(field, risk, answer):
    found = required([site()], [], replace(ADULT, **{field: answer}))
    assert found.risks == ALWAYS | {risk}
    assert found.assumed == ((field,) if answer is YesNo.UNKNOWN else ())


def test_electrical_stimulation_is_explained():
    assert Risk.ELECTRICAL in risks(techniques=["electrical"])


@pytest.mark.parametrize(
    ("age", "below", "special"),
    [
        (17, 18, {Special.GUARDIAN, Special.ASSENT}),
        (18, 18, {Special.OWN}),
        (16, 16, {Special.OWN}),
        (15, 16, {Special.GUARDIAN, Special.ASSENT}),
        (0, 18, {Special.GUARDIAN, Special.ASSENT}),
    ],
)
def test_a_child_needs_guardian_and_assent(age, below, special):
    found = required([site()], [], replace(ADULT, age=age), ConsentSettings(guardian_below=below))
    assert found.special == special


def test_who_may_consent_is_unknown_without_an_age():
    assert required([site()], [], replace(ADULT, age=None)).unknown == ("age",)


def test_special_consents_of_adults():
    found = required(
        [site(SiteTag.NECK_BASE), site(SiteTag.BREAST)],
        [],
        replace(ADULT, consents_alone=NO, needs_interpreter=YesNo.YES, pregnant=YesNo.YES),
    )
    assert found.special == {
        Special.SUBSTITUTE,
        Special.INTERPRETER,
        Special.CHAPERONE,
        Special.PREGNANCY_TEXT,
        Special.THORAX_TICK,
    }


def test_capacity_is_presumed():
    assert required([site()], [], replace(ADULT, consents_alone=YesNo.UNKNOWN)).special == {Special.OWN}


@pytest.mark.parametrize(("age", "who"), [(17, Special.GUARDIAN), (18, Special.OWN)])
def test_from_eighteen_a_person_decides_unless_a_law_says_otherwise(age, who):
    assert who in required((), (), replace(ADULT, age=age)).special
    assert Special.OWN in required((), (), replace(ADULT, age=16), ConsentSettings(guardian_below=16)).special
