"""What studies found, what may be said of it to a patient and what must not, and tables that can be pooled again."""

from filiform.knowledge.evidence.load import Statement, Table, Topic, statements, tables, topics
from filiform.knowledge.evidence.naming import UnknownTopic, find

__all__ = ["Statement", "Table", "Topic", "UnknownTopic", "find", "statements", "tables", "topics"]
