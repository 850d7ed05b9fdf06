"""What other apps use of the practice's policy."""

from .actions import rule_item, set_threshold, take_back
from .queries import in_force, newest
from .translate import NONE, InForce, Standing
from .words import measured, ruling
from .words import threshold as threshold_title

__all__ = [
    "NONE",
    "InForce",
    "Standing",
    "in_force",
    "measured",
    "newest",
    "rule_item",
    "ruling",
    "set_threshold",
    "take_back",
    "threshold_title",
]
