"""The shared words refuse what cannot be."""

from __future__ import annotations

import pytest

from filiform.core.sites import SiteFacts
from filiform.core.values import Depth, Score, Side, Site


def test_a_site_reads_as_side_and_structure() -> None:
    assert str(Site("trapezius-upper", Side.LEFT)) == "left trapezius-upper"
    assert str(Site("trapezius-upper")) == "trapezius-upper"


@pytest.mark.parametrize("name", ["", "Upper Trapezius", "a--b", "-a", "a-", "ä"])
def test_a_structure_id_is_plain_words(name: str) -> None:
    with pytest.raises(ValueError, match="joined by hyphens"):
        Site(name)


@pytest.mark.parametrize("mm", [-0.1, 150.1, float("nan"), float("inf")])
def test_a_depth_is_within_a_needle(mm: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 150"):
        Depth(mm)


def test_depth_ends_belong() -> None:
    assert (Depth(0).mm, Depth(150).mm) == (0, 150)


def test_a_score_keeps_to_its_range() -> None:
    assert Score("nprs", 10, 0, 10).value == 10
    with pytest.raises(ValueError, match="between 0 and 10"):
        Score("nprs", 11, 0, 10)
    with pytest.raises(ValueError, match="is empty"):
        Score("nprs", 0, 5, 5)


def test_nothing_is_said_of_a_site_that_was_not_told() -> None:
    site = SiteFacts("deltoid", None, "shoulder")
    assert (site.tags, site.hazards, site.distances, site.needles) == (frozenset(), (), (), ())
    assert not site.guidance_advised
    assert not site.over_lung
