"""Registers the project itself as an app: it owns the cache table."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "filiform.project"
    label = "project"
