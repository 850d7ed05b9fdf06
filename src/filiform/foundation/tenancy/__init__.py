"""Practices, their sites and rooms, and the walls between practices."""
