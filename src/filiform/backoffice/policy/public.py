"""What other apps use of the practice's policy."""

from .actions import rule_consent, rule_item, rule_place, set_limit, set_threshold, take_back
from .limits import name as place_title
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
    "place_title",
    "rule_consent",
    "rule_item",
    "rule_place",
    "ruling",
    "set_limit",
    "set_threshold",
    "take_back",
    "threshold_title",
]
