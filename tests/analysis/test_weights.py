"""Weights that are so far apart that a sum of them loses the small one."""

import pytest

from filiform.analysis.pooling.pool import pooled_by
from filiform.analysis.pooling.spread import Method
from filiform.analysis.pooling.trials import Effect


def test_weights_that_are_far_apart_are_still_told_apart():
    """A sum of weights less its squares over itself would be nothing here."""
    far = [Effect("one", 0.0, 1e-18), Effect("two", 1e9, 1.0), Effect("three", -1e9, 1.0)]
    found = pooled_by(Method.DL, far)
    assert found.tau2 == pytest.approx(5e17)
    assert found.intervals.hk.width > 0
