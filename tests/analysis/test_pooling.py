"""Pooling: against a second program, by its laws over generated trials, and each trap by name."""

from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from filiform.analysis.pooling import (
    Arm,
    Count,
    Counts,
    Effect,
    Given,
    Means,
    Measure,
    Method,
    PoolingError,
    Study,
    Trial,
    Variance,
    effects_of,
    pool,
    pooled_by,
    shown,
    spread_of,
    tau2_interval,
    tau2_of,
    traps_of,
)
from filiform.analysis.pooling.report import pool_json
from filiform.analysis.pooling.spread import _restricted_likelihood, generalised_q


def effects(*pairs):
    return tuple(Effect(f"trial {number}", *pair) for number, pair in enumerate(pairs, start=1))


def given_trials(*pairs):
    return Study(Measure.EFFECT, tuple(Trial(f"trial {n}", Given(*pair)) for n, pair in enumerate(pairs, start=1)))


def codes(study, method=Method.REML):
    return {trap.code for trap in traps_of(pool(study, method))}


APART = effects((-0.9, 0.04), (-0.1, 0.02), (0.3, 0.05), (-0.6, 0.03), (-0.2, 0.01), (0.5, 0.2))
PAIRS = st.tuples(st.floats(-5, 5), st.floats(0.05, 3))
MANY = st.lists(PAIRS, min_size=2, max_size=12).map(lambda rows: effects(*((y, s * s) for y, s in rows)))
BOUNDED = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(("method", "theirs"), [(Method.DL, "dl"), (Method.PM, "iterated")])
def test_statsmodels_agrees(method, theirs):
    found = pooled_by(method, APART)
    estimates, variances = (numpy.array([getattr(each, name) for each in APART]) for name in ("estimate", "variance"))
    other = combine_effects(estimates, variances, method_re=theirs, use_t=False)
    hartung = combine_effects(estimates, variances, method_re=theirs, use_t=True)
    assert found.tau2 == pytest.approx(other.tau2, rel=1e-5)
    assert found.estimate == pytest.approx(other.mean_effect_re, rel=1e-6)
    assert found.intervals.se == pytest.approx(other.sd_eff_w_re, rel=1e-6)
    assert (found.intervals.wald.low, found.intervals.wald.high) == pytest.approx(other.conf_int()[1], rel=1e-5)
    assert (found.intervals.hk.low, found.intervals.hk.high) == pytest.approx(hartung.conf_int()[3], rel=1e-5)
    assert spread_of(APART).q == pytest.approx(other.q)
    assert spread_of(APART).i2 == pytest.approx(100 * other.i2)
    assert pooled_by(Method.FIXED, APART).estimate == pytest.approx(other.mean_effect_fe)


@BOUNDED
@given(MANY)
def test_reml_is_the_highest_point_of_its_likelihood(trials):
    best = tau2_of(trials, Method.REML)
    top = _restricted_likelihood(trials, best)
    reach = 4 * max(best, 1.0)
    assert all(_restricted_likelihood(trials, reach * step / 200) <= top + 1e-7 for step in range(201))


@pytest.mark.parametrize("gap", [0.0, 1e-9, 1e-6, 1e-3, 0.1, 0.5, 0.7, 0.70710678, 0.7072, 0.75, 1.0, 10.0])
def test_two_trials_have_a_reml_in_closed_form(gap):
    """With two equal variances v it is d²/2 - v, not below zero."""
    assert tau2_of(effects((0, 0.25), (gap, 0.25)), Method.REML) == pytest.approx(max(0, gap**2 / 2 - 0.25), abs=1e-8)


def test_a_peak_next_to_zero_is_found_though_the_likelihood_is_flat_there():
    gap = 1.4142135666929074
    assert tau2_of(effects((0, 1.0), (gap, 1.0)), Method.REML) == pytest.approx(gap**2 / 2 - 1, abs=1e-12)


@BOUNDED
@given(MANY)
def test_paule_mandel_brings_q_to_its_degrees_of_freedom(trials):
    tau2 = tau2_of(trials, Method.PM)
    q = generalised_q(trials, tau2)
    assert q == pytest.approx(len(trials) - 1, rel=1e-6) if tau2 > 0 else q <= len(trials) - 1


@BOUNDED
@given(MANY, st.randoms())
def test_the_order_of_trials_never_matters(trials, shuffler):
    other = list(trials)
    shuffler.shuffle(other)
    for method in Method:
        one, two = pooled_by(method, trials), pooled_by(method, other)
        assert one.estimate == pytest.approx(two.estimate, abs=1e-6)
        assert one.tau2 == pytest.approx(two.tau2, rel=1e-4, abs=1e-9)


@BOUNDED
@given(MANY)
def test_what_holds_for_every_pool(trials):
    estimates = [each.estimate for each in trials]
    for method in Method:
        found = pooled_by(method, trials)
        spans = found.intervals
        assert min(estimates) - 1e-9 <= found.estimate <= max(estimates) + 1e-9
        assert found.tau2 >= 0
        assert sum(found.weights) == pytest.approx(100)
        assert spans.hk_floored.width >= max(spans.wald.width, spans.hk.width) - 1e-9
        if found.prediction and found.prediction_k1:
            assert found.prediction.width >= found.prediction_k1.width >= spans.wald.width - 1e-9
    low, high = tau2_interval(trials)
    assert 0 <= low <= high


@BOUNDED
@given(MANY, st.floats(0.01, 100), st.floats(-50, 50))
def test_another_unit_changes_nothing_but_the_unit(trials, scale, shift):
    moved = tuple(Effect(e.name, e.estimate * scale + shift, e.variance * scale**2) for e in trials)
    for method in Method:
        one, two = pooled_by(method, trials), pooled_by(method, moved)
        assert two.estimate == pytest.approx(one.estimate * scale + shift, rel=1e-4, abs=1e-4 * scale)
        assert two.intervals.hk.width == pytest.approx(one.intervals.hk.width * scale, rel=1e-3, abs=1e-6 * scale)


@pytest.mark.parametrize(
    ("measure", "estimate", "variance"),
    [
        (Measure.RR, math.log(10 / 43 / (2 / 46)), 1 / 10 - 1 / 43 + 1 / 2 - 1 / 46),
        (Measure.OR, math.log(10 * 44 / (33 * 2)), 1 / 10 + 1 / 33 + 1 / 2 + 1 / 44),
        (Measure.RD, 10 / 43 - 2 / 46, 10 * 33 / 43**3 + 2 * 44 / 46**3),
    ],
)
def test_counts(measure, estimate, variance):
    """Allais 2011, ear acupuncture in migraine: 10 of 43 against 2 of 46 free of pain (openintro, read)."""
    trial = Trial("Allais 2011", Counts(Count(10, 43), Count(2, 46)))
    (found,) = effects_of(Study(measure, (trial,)))
    assert (found.estimate, found.variance) == pytest.approx((estimate, variance))


def counted(*rows, measure=Measure.RR):
    return Study(
        measure, tuple(Trial(f"t{n}", Counts(Count(a, b), Count(c, d))) for n, (a, b, c, d) in enumerate(rows, start=1))
    )


def test_an_empty_cell_is_mended_and_said():
    study = counted((0, 20, 4, 20), (3, 30, 6, 30), (2, 25, 5, 25))
    found = pool(study)
    assert [each.corrected for each in found.effects] == [True, False, False]
    assert found.effects[0].estimate == pytest.approx(math.log((0.5 / 21) / (4.5 / 21)))
    assert "empty-cells" in codes(study)


def test_a_trial_without_events_says_nothing_of_a_ratio_and_is_named():
    rows = (0, 20, 0, 20), (3, 30, 6, 30), (2, 25, 5, 25)
    found = pool(counted(*rows))
    assert (found.left_out, len(found.effects)) == (("t1",), 2)
    assert "silent-trials" in codes(counted(*rows))
    assert len(pool(counted(*rows, measure=Measure.RD)).effects) == 3
    with pytest.raises(PoolingError, match="at least two trials with an event"):
        pool(counted((0, 20, 0, 20), (3, 30, 6, 30)))


def means(*rows, measure=Measure.MD, **more):
    trials = tuple(
        Trial(f"t{n}", Means(Arm(*one), Arm(*two)), **{key: values[n - 1] for key, values in more.items()})
        for n, (one, two) in enumerate(rows, start=1)
    )
    return Study(measure, trials)


SAME = ((20, 4.0, 2.0), (20, 5.0, 2.0))


@pytest.mark.parametrize(
    ("code", "study", "method"),
    [
        ("two-trials", given_trials((1, 1), (2, 1)), Method.REML),
        ("no-prediction", given_trials((1, 1), (2, 1)), Method.REML),
        ("few-trials", given_trials((1, 1), (2, 1), (3, 1)), Method.REML),
        ("hartung-knapp-narrower", given_trials((1, 1), (1.1, 1), (0.9, 1), (1, 1)), Method.DL),
        ("tau2-zero", given_trials((1, 1), (1.1, 1), (0.9, 1)), Method.PM),
        ("estimators-differ", given_trials((0.1, 0.05), (0.5, 0.6), (1.9, 0.9), (0.1, 0.1), (1.5, 0.5)), Method.DL),
        ("one-trial-dominates", given_trials((1, 0.1), (2, 2), (3, 2), (1, 2)), Method.FIXED),
        ("hangs-on-one-trial", given_trials((-3, 0.4), (-2.9, 0.5), (-2.5, 0.4), (-0.1, 0.4)), Method.REML),
        ("intervals-disagree", given_trials((-1, 0.3), (-2, 0.4), (-0.4, 0.3)), Method.REML),
        ("fixed-though-different", given_trials((-1, 0.1), (2, 0.1), (3, 0.1)), Method.FIXED),
        ("methods-disagree", given_trials((-1, 0.1), (2, 0.1), (3, 0.1)), Method.REML),
        ("next-trial-may-differ", given_trials(*[(y, 0.1) for y in (-1, -2, -0.1, -1.4, -0.3, -0.9)]), Method.REML),
        ("scales-look-mixed", means(SAME, ((20, 40.0, 20.0), (20, 50.0, 20.0))), Method.REML),
        ("scales-mixed", means(SAME, SAME, measure=Measure.SMD, scale=("NPRS", "VAS")), Method.REML),
        ("change-and-final-mixed", means(SAME, SAME, measure=Measure.SMD, values=("final", "change")), Method.REML),
        ("trial-more-than-once", Study(Measure.EFFECT, (Trial("A", Given(1, 1)), Trial("A", Given(2, 1)))), Method.DL),
    ],
)
def test_each_trap_is_named(code, study, method):
    assert code in codes(study, method)


def test_a_sound_pool_walks_into_none():
    assert codes(given_trials(*[(-1 + step / 50, 0.05 + step / 100) for step in (0, 9, 3, 7, 5, 1, 8, 2, 6, 4)])) <= {
        "tau2-zero",
        "hartung-knapp-narrower",
    }
    assert codes(given_trials(*[(y, 0.2) for y in (-2.3, -1.9, -2.0, -2.6, -1.7, -2.2, -2.9, -1.4)])) == set()


def test_without_one_leaves_each_out_once():
    study = given_trials((-1, 0.3), (-2, 0.4), (-0.4, 0.3))
    found = pool(study)
    assert [each.name for each in found.without_one] == ["trial 1", "trial 2", "trial 3"]
    assert found.without_one[1].estimate == pytest.approx(pool(given_trials((-1, 0.3), (-0.4, 0.3))).headline.estimate)
    assert pool(given_trials((1, 1), (2, 1))).without_one == ()


@pytest.mark.parametrize(
    ("study", "field", "said"),
    [
        (given_trials((1, 1)), "trials", "at least two trials"),
        (given_trials(), "trials", "at least two trials"),
        (means(SAME, SAME, scale=("NPRS", "VAS")), "scale", "different scales"),
        (given_trials(*[(1, 1)] * 501), "", "more than 500"),
        (given_trials((1e13, 1), (2, 1)), "", "too small or too large"),
        (given_trials((1, 1e-13), (2, 1)), "", "too small or too large"),
    ],
)
def test_what_cannot_be_pooled_is_refused(study, field, said):
    with pytest.raises(PoolingError, match=said) as refused:
        pool(study)
    assert refused.value.field == field


def test_a_fixed_effect_knows_no_next_trial_and_two_trials_no_prediction():
    assert pooled_by(Method.FIXED, APART).prediction is None
    assert pooled_by(Method.REML, APART[:2]).prediction is None
    assert pooled_by(Method.REML, APART[:3]).prediction is not None


def test_trials_that_all_agree_exactly():
    same = effects(*[(1.0, 0.5)] * 4)
    for method in Method:
        found = pooled_by(method, same)
        assert (found.tau2, found.intervals.hk.width) == pytest.approx((0, 0), abs=1e-12)
        assert found.intervals.hk_floored.width > found.intervals.wald.width


def test_arms_without_any_spread_are_refused():
    flat = Study(Measure.SMD, (Trial("A", Means(Arm(9, 1.0, 0.0), Arm(9, 2.0, 0.0))), Trial("B", Given(1, 1))))
    with pytest.raises(PoolingError, match="too small or too large") as refused:
        pool(flat)
    assert refused.value.row == 1


def test_a_ratio_beyond_all_numbers_has_no_figure():
    found = pool(Study(Measure.RR, (Trial("A", Given(900.0, 1.0)), Trial("B", Given(901.0, 1.0)))))
    assert shown(Measure.RR, found.headline.estimate) == math.inf
    assert pool_json(found, ())["headline"]["estimate"] is None


def test_estimators_that_do_not_agree_on_zero_are_named():
    found = pool(given_trials((-0.14, 0.53), (-0.05, 0.66), (1.37, 0.71), (0.17, 0.25)))
    assert {each.method: each.tau2 == 0 for each in found.by_method}[Method.REML]
    assert found.of(Method.PM).tau2 > 0.04
    (said,) = [trap.text for trap in traps_of(found) if trap.code == "estimators-differ"]
    assert "do not agree whether tau² is 0" in said


def test_a_variance_is_named_only_where_it_was_used():
    given_effects = Study(Measure.SMD, (Trial("A", Given(1, 1)), Trial("B", Given(2, 1))), Variance.REVMAN)
    assert pool(given_effects).variance is None
    assert pool(means(SAME, SAME, measure=Measure.SMD)).variance is Variance.REVMAN


def test_one_study_may_be_computed_with_either_variance():
    rows = means(SAME, ((30, 4.0, 2.0), (10, 6.0, 3.0)))
    both = [
        pool(Study(Measure.MD, rows.trials, variance)).headline for variance in (Variance.SEPARATE, Variance.POOLED)
    ]
    assert both[0].estimate != both[1].estimate
