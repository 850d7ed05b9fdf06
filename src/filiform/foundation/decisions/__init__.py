"""Verdicts that were given, and what clinicians decided about their findings."""
