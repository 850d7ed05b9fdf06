"""Filiform: the open system that a dry-needling clinic runs on."""

__version__ = "0.1.0"
