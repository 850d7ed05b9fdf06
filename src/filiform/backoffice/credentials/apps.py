"""Registers the app."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "filiform.backoffice.credentials"
    label = "credentials"
