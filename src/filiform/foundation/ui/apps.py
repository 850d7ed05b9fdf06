"""Registers the look as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "filiform.foundation.ui"
    label = "ui"
