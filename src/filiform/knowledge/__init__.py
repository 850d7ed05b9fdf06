"""What the field knows, as data with its sources: muscles, zones, measures, evidence, advice and more."""

from filiform.knowledge.check import Fault, check
from filiform.knowledge.loader import load
from filiform.knowledge.reading import DataError
from filiform.knowledge.records import Knowledge, Structure, Zone

__all__ = ["DataError", "Fault", "Knowledge", "Structure", "Zone", "check", "load"]
