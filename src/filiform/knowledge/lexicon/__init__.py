"""The lexicon: what people write about their health, turned into the codes of the questions."""

from filiform.knowledge.lexicon.recognise import FIELDS, Recognition, recognise

__all__ = ["FIELDS", "Recognition", "recognise"]
