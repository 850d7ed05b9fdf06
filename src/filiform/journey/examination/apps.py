"""Registers the app."""

from django.apps import AppConfig


class ExaminationConfig(AppConfig):
    name = "filiform.journey.examination"
    label = "examination"
