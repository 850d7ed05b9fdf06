"""Registers the app and listens for log-ins."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "filiform.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from .traces import connect

        connect()
