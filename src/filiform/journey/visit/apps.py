"""Registers the app."""

from django.apps import AppConfig


class VisitConfig(AppConfig):
    name = "filiform.journey.visit"
    label = "visit"
