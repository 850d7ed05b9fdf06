"""Filiform: the open system that a dry-needling clinic runs on."""
