"""What a note lacks: asked by a reporting standard or by a law, answered from the facts of the visit."""

from filiform.core.reporting.check import Answered, Lack, check_note, open_by_law
from filiform.core.reporting.facts import InsertionNote, NoteFacts
from filiform.core.reporting.fields import FIELDS, Answer, Ask
from filiform.core.reporting.years import NeedlingSince, needling_since

__all__ = [
    "FIELDS",
    "Answer",
    "Answered",
    "Ask",
    "InsertionNote",
    "Lack",
    "NeedlingSince",
    "NoteFacts",
    "check_note",
    "needling_since",
    "open_by_law",
]
