"""Ranking with what the field knows: the model of all muscles, zones by their names, answers in words."""

from filiform.knowledge.ranking.commonness import Commonness, commonness
from filiform.knowledge.ranking.faults import faults
from filiform.knowledge.ranking.report import RankError, rank_zones
from filiform.knowledge.ranking.source import model
from filiform.knowledge.ranking.zones import UnknownZone, parse_zones

__all__ = [
    "Commonness",
    "RankError",
    "UnknownZone",
    "commonness",
    "faults",
    "model",
    "parse_zones",
    "rank_zones",
]
