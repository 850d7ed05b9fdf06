"""Tests of the consent step."""
