"""Registers the look as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "filiform.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Let Django's own checks speak as the rest does."""
        from .sentences import speak_plainly

        speak_plainly()
