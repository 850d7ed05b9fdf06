"""Examination: what palpation findings amount to, and whether a change of motion is more than error."""

from filiform.core.examination.motion import Change, MotionError, motion_change
from filiform.core.examination.points import Palpation, PointState, classify

__all__ = ["Change", "MotionError", "Palpation", "PointState", "classify", "motion_change"]
