"""Registers the app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "filiform.foundation.decisions"
    label = "decisions"
