"""Registers the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "filiform.foundation.audit"
    label = "audit"
