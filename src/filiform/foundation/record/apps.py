"""Registers the app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "filiform.foundation.record"
    label = "record"
