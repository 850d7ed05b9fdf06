"""Registers the app."""

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "filiform.foundation.images"
    label = "images"
