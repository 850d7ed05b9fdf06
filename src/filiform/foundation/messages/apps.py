"""Registers the app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "filiform.foundation.messages"
    label = "outgoing"  # Django has an app called messages
