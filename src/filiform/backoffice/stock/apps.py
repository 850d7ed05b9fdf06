"""Registers the app."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "filiform.backoffice.stock"
    label = "stock"
