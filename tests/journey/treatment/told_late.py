"""A needle that a device tells late, in each of the three ways in: by a tap, by a typed line, by the form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.journey.treatment.stage import Stage


def ago(**ago: int) -> str:
    """A moment before now, as a device tells it."""
    from filiform.foundation.tenancy.clock import now

    return str((now() - timedelta(**ago)).isoformat())


def tap(stage: Stage, **more: str) -> Any:
    """Send one needle as a tap does."""
    fields = {
        "_key": str(uuid4()), "event": str(uuid4()), "site": "left tibialis-anterior", "technique": "deep-static",
        "guidance": "landmark", "lot": str(stage.lot), **more,
    }  # fmt: skip
    return stage.post(fields, f"{stage.needles_url}now/")


def line(stage: Stage, **more: str) -> Any:
    """Send one needle as a typed line."""
    fields = {"_key": str(uuid4()), "event": str(uuid4()), "line": "ta l .25x40 static lm dwell 5m", "words": ""}
    return stage.post(fields | more, f"{stage.needles_url}line/")


def form(stage: Stage, **more: str) -> Any:
    """Send one needle by the form."""
    return stage.post(stage.needle(**more))
