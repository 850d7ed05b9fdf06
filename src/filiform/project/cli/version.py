"""Prints the version of Filiform."""

from __future__ import annotations

import argparse
from importlib.metadata import version as version_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(_options: argparse.Namespace | None = None) -> int:
    """Print the version."""
    print(f"Filiform {version_of('filiform')}")
    return 0
