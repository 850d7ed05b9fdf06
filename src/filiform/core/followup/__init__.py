"""Follow-up: pain over visits, expected soreness, advice for these sites, and where a visit stands."""

from filiform.core.followup.advice import AdviceRule, aftercare_advice
from filiform.core.followup.progress import Need, State, Step, StepState, VisitFacts, visit_progress
from filiform.core.followup.soreness import Soreness, soreness_expected
from filiform.core.followup.trend import Direction, ImportantDifference, PainScore, Trend, pain_trend

__all__ = [
    "AdviceRule",
    "Direction",
    "ImportantDifference",
    "Need",
    "PainScore",
    "Soreness",
    "State",
    "Step",
    "StepState",
    "Trend",
    "VisitFacts",
    "aftercare_advice",
    "pain_trend",
    "soreness_expected",
    "visit_progress",
]
