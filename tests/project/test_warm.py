"""What a server loads before its first answer."""

from __future__ import annotations

import gc

import pytest
from django.template import engines

from filiform.foundation.bodychart.drawings import drawings
from filiform.project.warm import warm


@pytest.fixture
def unfrozen():
    """The collector looks at everything again afterwards."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_pages_rules_and_drawings_are_there_and_left_alone_by_the_collector() -> None:
    loaders = engines["django"].engine.template_loaders
    for loader in loaders:
        loader.reset()
    warm()
    there = {key for loader in loaders for key in getattr(loader, "get_template_cache", {})}
    assert {"visit/frame.html", "treatment/needles.html", "ui/base.html"} <= there
    collected = {id(one) for one in gc.get_objects()}
    assert id(next(iter(drawings().figures.values()))) not in collected
    assert gc.get_freeze_count() > 10_000


@pytest.mark.usefixtures("unfrozen")
def test_words_are_not_looked_for_where_there_are_none() -> None:
    from django.conf import settings
    from django.utils.translation import gettext
    from django.utils.translation.trans_real import translation

    before = [gettext(text) for text in ("Enter a valid date.", "Needles", "Color")]
    warm()
    words = translation(settings.LANGUAGE_CODE)
    while words._fallback is not None:
        words = words._fallback
        assert any(words._catalog)
    assert [gettext(text) for text in ("Enter a valid date.", "Needles", "Color")] == before
