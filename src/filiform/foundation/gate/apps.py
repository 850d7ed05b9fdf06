"""Registers the app."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "filiform.foundation.gate"
    label = "gate"
