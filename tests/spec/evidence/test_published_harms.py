"""How often harm was counted: intervals against those published, and against figures computed apart."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from filiform.analysis.command import command
from filiform.analysis.harms import harms_json, interval
from filiform.analysis.rates import clopper_pearson, none_seen, poisson, wilson
from filiform.knowledge import load
from filiform.knowledge.reading import DATA

SEAL = "17d0c221b9410893e3aa4f9178a2549df70ebb5aee9f3e8e1564a95ca0a13d28"
"""SHA-256 of the file of rates: a count that changes has to be looked at, and this line changed with it."""
#: Wilson, Clopper-Pearson and exact Poisson limits, computed apart from this program, to five significant digits.
COMPUTED = [
    ("brady2014-1", (0.18309, 0.20076), (0.18299, 0.20079), (0.18207, 0.20185)),
    ("brady2014-2", (0.0, 0.00050328), (0.0, 0.00048342), (0.0, 0.00048353)),
    ("brady2014-13", (2.3139e-05, 0.00074217), (3.3186e-06, 0.00073011), (3.3186e-06, 0.00073032)),
    ("boyce2020-1", (0.36143, 0.37464), (0.3614, 0.37466), (0.35975, 0.37642)),
    ("boyce2020-3", (0.00063278, 0.0015092), (0.00059708, 0.001509), (0.00059698, 0.0015094)),
    ("macpherson2004-1", (0.10005, 0.11529), (0.099921, 0.11531), (0.099523, 0.11581)),
    ("macpherson2004-2", (0.00016074, 0.0013887), (9.747e-05, 0.0013805), (9.7459e-05, 0.0013811)),
    ("macpherson2001-1", (0.00092801, 0.0016828), (0.00090459, 0.001683), (0.00090445, 0.0016834)),
    ("macpherson2001-2", (0.0, 0.00011164), (0.0, 0.00010721), (0.0, 0.00010721)),
    ("white2001-1", (0.0010034, 0.0018195), (0.00097809, 0.0018197), (0.00097792, 0.0018201)),
    ("witt2009-1", (0.084912, 0.087208), (0.084908, 0.087209), (0.084857, 0.087263)),
    ("witt2009-3", (2.3927e-06, 3.1815e-05), (1.0566e-06, 3.1517e-05), (1.0566e-06, 3.1517e-05)),
    ("zhao2011-1", (0.030058, 0.046947), (0.029638, 0.046977), (0.029525, 0.047205)),
    ("zhao2011-2", (0.0, 0.0019482), (0.0, 0.0018727), (0.0, 0.0018744)),
    ("rct_PMC8585994-1", (0.0025262, 0.076582), (0.00036162, 0.077044), (0.00036168, 0.079595)),
    ("rct_PMC8585994-3", (0.0, 0.052023), (0.0, 0.051334), (0.0, 0.052698)),
]  # fmt: skip


def counts(identity: str) -> tuple[int, int]:
    rate = load().rates[identity]
    assert rate.n is not None
    assert rate.denominator is not None
    return rate.n, rate.denominator


def test_the_counts_are_as_they_were_taken_over():
    assert hashlib.sha256((DATA / "adverse_events" / "rates.json").read_bytes()).hexdigest() == SEAL
    assert len(load().rates) == 49
    assert {rate.counts for rate in load().rates.values()} == {"events", "units"}


@pytest.mark.parametrize(("identity", "score", "exact", "events"), COMPUTED, ids=[row[0] for row in COMPUTED])
def test_limits(identity, score, exact, events):
    n, of = counts(identity)
    for found, known in ((wilson(n, of), score), (clopper_pearson(n, of), exact), (poisson(n, of), events)):
        assert (found.low, found.high) == pytest.approx(known, rel=1e-4, abs=1e-9)
        assert found.rate == n / of


@pytest.mark.parametrize(
    ("identity", "method", "per", "low", "high", "places"),
    [
        ("macpherson2004-1", wilson, 1000, 100, 115, 0),
        ("macpherson2004-1", clopper_pearson, 1000, 100, 115, 0),
        ("macpherson2001-1", clopper_pearson, 1000, 0.9, 1.7, 1),
        ("macpherson2001-2", clopper_pearson, 10_000, 0, 1.1, 1),
    ],
)
def test_a_published_interval_is_met(identity, method, per, low, high, places):
    found = method(*counts(identity))
    assert (round(per * found.low, places), round(per * found.high, places)) == (low, high)


def test_brady_s_upper_limit_is_one_sided():
    """Published as at most 0.04 %: three in 7,629, not the two-sided exact limit of 0.048 %."""
    n, of = counts("brady2014-2")
    assert n == 0
    assert round(100 * none_seen(of), 2) == 0.04
    assert round(100 * clopper_pearson(n, of).high, 3) == 0.048


def test_white_s_interval_cannot_be_met_because_it_is_a_bootstrap_by_acupuncturist():
    """Published (recalled) 8 to 20 per 10,000: consultations of one acupuncturist resemble each other."""
    found = clopper_pearson(*counts("white2001-1"))
    assert (round(10_000 * found.low, 1), round(10_000 * found.high, 1)) == (9.8, 18.2)
    assert "bootstrap" in load().rates["white2001-1"].text


def test_lin_s_numerator_cannot_be_derived():
    rate = load().rates["lin2019-1"]
    assert rate.n is None
    assert rate.denominator * 0.87e-6 == pytest.approx(4.70, abs=0.01)
    assert interval(rate) is None
    assert "cannot be derived" in rate.text


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_statsmodels_agrees(pair):
    n, of = pair
    for ours, theirs in ((wilson, "wilson"), (clopper_pearson, "beta")):
        found = ours(n, of)
        assert (found.low, found.high) == pytest.approx(proportion_confint(n, of, method=theirs), rel=1e-6, abs=1e-9)
        assert 0 <= found.low <= found.rate <= found.high <= 1
    events = poisson(n, of)
    assert events.low <= n / of <= events.high


@pytest.mark.parametrize(("function", "n", "of"), [(wilson, 3, 2), (wilson, -1, 2), (poisson, 1, 0), (poisson, -1, 5)])
def test_counts_that_cannot_be(function, n, of):
    with pytest.raises(ValueError, match="cannot be"):
        function(n, of)


def test_events_may_outnumber_units():
    assert poisson(30, 10).rate == 3


def test_what_is_shown_fits_what_was_counted():
    shown = {each["id"]: each for each in harms_json()["rates"]}
    assert shown["boyce2020-1"]["interval"]["method"] == "Poisson, exact"
    assert "wilson" not in shown["boyce2020-1"]
    assert shown["witt2009-1"]["interval"]["method"] == "Clopper-Pearson"
    assert shown["brady2014-2"]["one_sided_upper"] == pytest.approx(0.00039, abs=1e-5)
    assert "interval" not in shown["cotchett2014-1"]
    assert all(each["sources"] for each in shown.values())


def test_the_command_prints_both_forms():
    out = io.StringIO()
    assert command(["harms"], io.StringIO(), out, io.StringIO()) == 0
    assert "pneumothorax: 2 events in 229230" in out.getvalue()
    assert "[recalled]" in out.getvalue()
    assert "[count derived from the percentage]" in out.getvalue()
    out = io.StringIO()
    assert command(["harms", "--json"], io.StringIO(), out, io.StringIO()) == 0
    assert len(json.loads(out.getvalue())["rates"]) == 49
