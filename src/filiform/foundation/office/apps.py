"""Registers the app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "filiform.foundation.office"
    label = "office"
    verbose_name = "The practice's pages"
