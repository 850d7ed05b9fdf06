"""Registers the app."""

from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "filiform.journey.aftercare"
    label = "aftercare"
