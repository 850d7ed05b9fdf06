"""Structures by name: what a clinician or patient writes, turned into a site, and lists for pickers."""

from filiform.knowledge.structures.facts import facts
from filiform.knowledge.structures.names import Match, UnknownSite, find, parse, parse_all, search

__all__ = ["Match", "UnknownSite", "facts", "find", "parse", "parse_all", "search"]
