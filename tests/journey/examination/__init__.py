"""Tests of the examination step."""
