"""Registers the app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "filiform.journey.consent"
    label = "consent"
