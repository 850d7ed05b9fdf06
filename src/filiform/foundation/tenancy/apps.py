"""Registers the app and raises the walls of the database after each migration."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class TenancyConfig(AppConfig):
    name = "filiform.foundation.tenancy"
    label = "tenancy"
    verbose_name = "Practices"

    def ready(self) -> None:
        from .moments import read_quickly
        from .protect import protect_after_migrate

        connection_created.connect(read_quickly)
        post_migrate.connect(protect_after_migrate, sender=self)
