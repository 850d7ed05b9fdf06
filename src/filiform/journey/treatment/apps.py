"""Registers the app."""

from django.apps import AppConfig


class TreatmentConfig(AppConfig):
    name = "filiform.journey.treatment"
    label = "treatment"
