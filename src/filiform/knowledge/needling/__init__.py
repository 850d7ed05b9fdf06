"""A planned insertion as people write it, judged by the rule book of needling and told in sentences."""

from filiform.knowledge.needling.report import check_plan

__all__ = ["check_plan"]
