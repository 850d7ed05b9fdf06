"""What a note lacks: asked by a reporting standard or by a law, answered from the facts of the visit."""

from filiform.core.reporting.check import Answered, Lack, check_note, open_by_law
from filiform.core.reporting.facts import InsertionNote, NoteFacts
from filiform.core.reporting.fields import FIELDS, Answer, Ask

__all__ = [
    "FIELDS",
    "Answer",
    "Answered",
    "Ask",
    "InsertionNote",
    "Lack",
    "NoteFacts",
    "check_note",
    "open_by_law",
]
