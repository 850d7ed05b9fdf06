"""What other apps use of the practice's policy."""

from .actions import rule_item, set_threshold, take_back
from .queries import decisions, in_force
from .translate import NONE, InForce, Standing

__all__ = ["NONE", "InForce", "Standing", "decisions", "in_force", "rule_item", "set_threshold", "take_back"]
