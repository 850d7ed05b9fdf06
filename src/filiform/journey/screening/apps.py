"""Registers the app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "filiform.journey.screening"
    label = "screening"
