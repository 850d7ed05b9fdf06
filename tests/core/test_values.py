"""The shared words refuse what cannot be."""

from __future__ import annotations

import pytest

from filiform.core.sites import SiteFacts
from filiform.core.values import Side, Site


def test_a_site_reads_as_side_and_structure() -> None:
    assert str(Site("trapezius-upper", Side.LEFT)) == "left trapezius-upper"
    assert str(Site("trapezius-upper")) == "trapezius-upper"


@pytest.mark.parametrize("name", ["", "Upper Trapezius", "a--b", "-a", "a-", "ä"])
def test_a_structure_id_is_plain_words(name: str) -> None:
    with pytest.raises(ValueError, match="joined by hyphens"):
        Site(name)


def test_nothing_is_said_of_a_site_that_was_not_told() -> None:
    site = SiteFacts("deltoid", None, "shoulder")
    assert (site.tags, site.hazards, site.distances, site.needles) == (frozenset(), (), (), ())
    assert not site.guidance_advised
    assert not site.over_lung
