"""Registers the app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "filiform.backoffice.policy"
    label = "policy"
