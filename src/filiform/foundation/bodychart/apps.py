"""Registers the app."""

from django.apps import AppConfig


class BodyChartConfig(AppConfig):
    name = "filiform.foundation.bodychart"
    label = "bodychart"
