"""Registers the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "filiform.foundation.accounts"
    label = "accounts"
