"""Ranking: which muscles are worth examining for a drawing of pain, and which few explain it together."""

from filiform.core.ranking.candidates import rank
from filiform.core.ranking.model import Model, build
from filiform.core.ranking.together import together
from filiform.core.ranking.values import Candidate, Explained, Felt, Link, Mark, Member, Pattern, Weights

__all__ = [
    "Candidate",
    "Explained",
    "Felt",
    "Link",
    "Mark",
    "Member",
    "Model",
    "Pattern",
    "Weights",
    "build",
    "rank",
    "together",
]
