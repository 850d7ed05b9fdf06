"""The chart of pain over time: its days can be told apart, also on a phone."""

from __future__ import annotations

import json
import re
from itertools import pairwise

from filiform.journey.visit.charts import pain_over_time

#: A course whose week ends fall together with the end of a month.
COURSE = (("2026-10-29T11:15:00+00:00", 8), ("2026-11-06T11:15:00+00:00", 7), ("2026-11-14T11:15:00+00:00", 5))


def test_the_days_below_the_chart_do_not_run_into_each_other() -> None:
    drawn = pain_over_time(json.dumps([{"at": at, "value": value, "phase": "before"} for at, value in COURSE]))
    days = re.findall(r"<text[^>]*translate\(([\d.]+),[^>]*>\d+ (?:Oct|Nov)</text>", drawn.replace('opacity="0"', "><"))
    shown = sorted(float(x) for x in days)
    assert len(shown) >= 3
    assert min(right - left for left, right in pairwise(shown)) > 40
